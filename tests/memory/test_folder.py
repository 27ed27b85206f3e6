import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliffhanger.errors import SeriesError, UserError
from cliffhanger.memory.folder import SeriesFolder, series_in, slug

STRANGE = [
    "../../x",
    "/etc/passwd",
    "CON",
    "nul",
    "💍💔",
    "",
    "   ",
    "...",
    "a" * 5000,
    "word " * 1000,
    "-rf",
    "C:\\x",
    "\0",
    "妻子的秘密",
]


@pytest.mark.parametrize("text", STRANGE)
def test_a_slug_is_never_a_path(text: str, tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path, slug(text))
    assert folder.path.parent == tmp_path and folder.path.is_dir() and len(folder.slug) < 64


@given(st.text())
def test_every_text_has_a_slug_that_never_changes(text: str) -> None:
    made = slug(text)
    assert made == slug(text) and made.isascii() and made.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
    assert made[0] != "-" and made[-1] != "-" and made not in ("con", "nul")


def test_slugs_are_readable_and_tell_texts_apart() -> None:
    assert slug("Dated Tomorrow") == "dated-tomorrow"
    assert slug("The Widow's Ring: Café Noir") == "the-widows-ring-cafe-noir"
    assert slug("妻子的秘密") != slug("丈夫的秘密")
    one, two = (
        slug("A night-shift nurse gets a voicemail from her missing sister, dated " + day)
        for day in ("today", "tomorrow")
    )
    assert one != two and one.startswith("a-night-shift-nurse-gets-a-voicemail")


def test_it_knows_where_everything_lies(tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path / "new" / "home", "dated-tomorrow")
    assert folder.database == folder.path / "series.db"
    assert folder.masters.is_dir() and folder.documents.is_dir()
    assert {folder.takes.name, folder.recall.name, folder.checkpoints.name} == {"takes", "recall", "checkpoints.db"}
    assert series_in(folder.home) == []
    folder.archive().close()
    assert series_in(folder.home) == ["dated-tomorrow"]
    assert series_in(tmp_path / "nowhere") == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of Unix")
def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    assert stat.S_IMODE(SeriesFolder(tmp_path, "x").path.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["", "..", "a/b", "CON", "con", "UPPER", "a--b", "x" * 200])
def test_a_bad_slug_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be the name"):
        SeriesFolder(tmp_path, name)


def test_a_home_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SeriesError, match="Choose another --home"):
        SeriesFolder(tmp_path / "file", "x")


def test_a_link_out_of_the_home_is_refused(tmp_path: Path) -> None:
    home, outside = tmp_path / "home2", tmp_path / "outside"
    home.mkdir()
    outside.mkdir()
    (home / "x").symlink_to(outside)
    with pytest.raises(SeriesError, match="link"):
        SeriesFolder(home, "x")


def test_readable_copies_are_written_in_one_step(tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path, "x")
    for text in ("one", "two\n"):
        path = folder.write_readable("scripts/s01e01.fountain", text)
    assert path.read_text() == "two\n"
    assert [found.name for found in path.parent.iterdir()] == ["s01e01.fountain"]


@pytest.mark.parametrize("name", ["", ".", "..", "../../x", "/etc/x", "a/../../x", "a\0b"])
def test_a_readable_copy_never_leaves_the_folder(name: str, tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path, "x")
    with pytest.raises(UserError, match="does not name a file"):
        folder.write_readable(name, "text")
