"""The user's own editor: a small script stands in for it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cliffhanger.errors import SettingsError, UserError
from cliffhanger.memory.bible import Bible, Character, Location, Premise
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.fountain import to_fountain
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, Line, Scene, Script
from cliffhanger.studio.editing import by_hand, edited_text, editor
from cliffhanger.studio.settings import load

BIBLE = Bible(
    title="The Ward", premise=Premise(text="A nurse hears tomorrow"), logline="", genre="thriller", engine="none",
    tone="", style="painterly", question="Who?", props=(),
    characters=(
        Character(
            id="mia", name="Mia", full_name="Mia Reyes", role="lead", job="nurse", look=Look(sex="woman"),
            look_words="", wardrobe=(Outfit(garment="scrubs"),), voice=Voice(style="woman_warm_1"), speech="",
            temper="warm", secret="", wants="", fears="",
        ),
    ),
    locations=(Location(id="ward", name="the ward", set="hospital", words=""),),
)  # fmt: skip
SCRIPT = Script(
    episode="s01e01", title="One", hook="A voice.", cliffhanger="Nobody answers.", cliff="danger",
    scenes=(
        Scene(
            id="s01e01.1", location="ward", hour="night", present=("mia",),
            beats=(
                Beat(id="s01e01.1.b01", action="A lamp goes out."),
                Beat(
                    id="s01e01.1.b02", who="mia",
                    line=Line(id="s01e01.1.l01", speaker="mia", text="Who is there?"),
                ),
                Beat(id="s01e01.1.b03", action="Nobody answers.", jolt=True),
            ),
        ),
    ),
)  # fmt: skip
TEXT = "Title: A\n\nINT. THE WARD - NIGHT\n"


@pytest.fixture
def typing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what makes an editor of a few lines of Python, in which ``file`` is what is edited."""

    def makes(code: str) -> None:
        program = tmp_path / "an editor.py"
        program.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\n{code}\n", encoding="utf-8")
        monkeypatch.setenv("VISUAL", "")
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{program}' --wait")

    return makes


def test_what_is_saved_comes_back_and_the_file_is_gone(typing: Callable[[str], None], tmp_path: Path) -> None:
    typing("file.write_text(file.read_text().replace('NIGHT', 'DAY'))")
    folder = tmp_path / "documents"
    folder.mkdir()
    assert edited_text(TEXT, folder=folder) == TEXT.replace("NIGHT", "DAY")
    assert list(folder.iterdir()) == []


def test_nothing_changed_is_nothing_even_if_lines_end_otherwise(typing: Callable[[str], None]) -> None:
    typing("file.write_bytes(file.read_bytes().replace(b'\\n', b'\\r\\n') + b'\\n')")
    assert edited_text(TEXT) is None


def test_the_file_has_the_suffix_and_is_private(typing: Callable[[str], None], tmp_path: Path) -> None:
    typing("import os\nfile.write_text(file.name + ' %o' % (os.stat(file).st_mode & 0o777))")
    name, mode = (edited_text(TEXT, ".fountain", tmp_path) or "").split()
    assert name.endswith(".fountain")
    assert mode == "600"


def test_an_editor_that_crashes_loses_nothing(typing: Callable[[str], None], tmp_path: Path) -> None:
    typing("file.write_text('half a thought')\nsys.exit(3)")
    with pytest.raises(UserError, match=r"ended with 3.*kept in") as caught:
        edited_text(TEXT, folder=tmp_path / ".")
    kept = Path(str(caught.value).rpartition("kept in ")[2].rstrip("."))
    assert kept.read_text(encoding="utf-8") == "half a thought"


def test_a_text_that_is_refused_is_kept_and_named(typing: Callable[[str], None], tmp_path: Path) -> None:
    typing("file.write_text('NICK\\nHello.\\n')")

    def refuse(text: str) -> None:
        raise UserError("Line 1: nobody in the series is called “NICK”.")

    with pytest.raises(UserError, match=r"Line 1: nobody .* What you wrote is kept in") as caught:
        edited_text(TEXT, folder=tmp_path, accept=refuse)
    kept = Path(str(caught.value).rpartition("kept in ")[2].rstrip("."))
    assert kept.read_text(encoding="utf-8") == "NICK\nHello.\n"


def test_an_emptied_file_is_refused_and_kept(typing: Callable[[str], None], tmp_path: Path) -> None:
    typing("file.write_text('')")
    with pytest.raises(UserError, match=r"is empty.*kept in"):
        edited_text(TEXT, folder=tmp_path)


def test_a_file_that_the_editor_removed_is_told(typing: Callable[[str], None], tmp_path: Path) -> None:
    typing("file.unlink()")
    with pytest.raises(UserError, match="cannot be read back"):
        edited_text(TEXT, folder=tmp_path)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"EDITOR": "no-such-editor-anywhere -w"}, "names 'no-such-editor-anywhere'"),
        ({"VISUAL": "vi 'unclosed"}, r"\$VISUAL does not read"),
    ],
)
def test_an_editor_that_cannot_be_is_a_setting_to_mend(environment: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        editor(environment)


def test_visual_comes_before_editor() -> None:
    assert editor({"VISUAL": f"{sys.executable} -u", "EDITOR": "false"}) == [sys.executable, "-u"]


def test_without_any_editor_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match=r"set \$EDITOR"):
        editor({})


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A home with one series of one episode."""
    home = tmp_path / "home"
    with SeriesFolder(home, "ward").archive() as archive:
        archive.put("bible", "s01", BIBLE, "declared")
        archive.put("script", "s01e01", SCRIPT, "written")
    return home


def test_a_line_changed_in_the_editor_comes_back_as_an_edit(typing: Callable[[str], None], shelf: Path) -> None:
    typing("file.write_text(file.read_text().replace('Who is there?', 'Is that you?'))")
    read = by_hand(load(home=shelf), "ward", "s01e01")
    assert read is not None
    note, reading = read
    assert note.focus == "s01e01"
    assert [edit.model_dump() for edit in reading.edits] == [
        {"do": "rewrite_line", "line": "s01e01.1.l01", "text": "Is that you?"}
    ]
    assert reading.understood == "By hand, in episode 1: 1 line said otherwise."
    assert list((shelf / "ward" / "documents").iterdir()) == []


def test_nothing_changed_is_no_note(typing: Callable[[str], None], shelf: Path) -> None:
    typing("pass")
    assert by_hand(load(home=shelf), "ward", "s01e01") is None


def test_words_of_nobody_are_refused_by_their_line_and_kept(typing: Callable[[str], None], shelf: Path) -> None:
    typing("file.write_text(file.read_text().replace('MIA\\n', 'NICK\\n'))")
    line = to_fountain(SCRIPT, BIBLE).split("\n").index("MIA") + 1
    with pytest.raises(UserError, match=rf"Line {line}: nobody in the series is called “NICK”.*kept in"):
        by_hand(load(home=shelf), "ward", "s01e01")
    assert len(list((shelf / "ward" / "documents").iterdir())) == 1


def test_an_episode_that_is_not_written_is_not_opened(shelf: Path) -> None:
    with pytest.raises(UserError, match=r"no script of .s01e09. to edit\. Written: s01e01"):
        by_hand(load(home=shelf), "ward", "s01e09")


def test_what_changed_meanwhile_is_not_overwritten(typing: Callable[[str], None], shelf: Path) -> None:
    database = shelf / "ward" / "series.db"
    typing(
        "from cliffhanger.memory.archive import Archive\n"
        "from cliffhanger.memory.script import Script\n"
        f"archive = Archive(pathlib.Path({str(database)!r}))\n"
        "script = archive.get('script', 's01e01', Script)\n"
        "archive.put('script', 's01e01', script.model_copy(update={'title': 'Other'}), 'elsewhere')\n"
        "archive.close()\n"
        "file.write_text(file.read_text().replace('Who is there?', 'Is that you?'))"
    )
    with pytest.raises(UserError, match="changed elsewhere while you edited"):
        by_hand(load(home=shelf), "ward", "s01e01")
