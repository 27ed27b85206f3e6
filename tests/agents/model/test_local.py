"""The embedded model: its weights, what it is asked, what becomes of its answers; slow: the real one, over the wire."""

import asyncio
import hashlib
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cliffhanger.agents.crew import Desk
from cliffhanger.agents.house.crew import HouseShowrunner
from cliffhanger.agents.model.hearing import LONGEST, HearingShowrunner, hear_note, heard_in, heard_messages
from cliffhanger.agents.model.local import LocalModel, expect_installed, installed, local_model
from cliffhanger.agents.model.plain import PLAIN, UNCLEAR, VALUES, HeardDraft, heard_by, said_plainly
from cliffhanger.agents.model.scripted import ScriptedModel, Step
from cliffhanger.agents.model.talk import Reply
from cliffhanger.agents.model.weights import INSTALL, Weights, joined
from cliffhanger.agents.notes.reader import read_note
from cliffhanger.errors import MissingPart, SettingsError, ToolError
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.edits.people import ChangeTemper
from cliffhanger.memory.ledger import ModelCall
from cliffhanger.memory.note import Note, Reading
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.script import Outline, Script
from cliffhanger.studio.settings import load
from cliffhanger.studio.wiring import notes_read_by

# The weights ----------------------------------------------------------------------------------------------------------

Packed = Callable[..., Weights]
PARTS = (b"one, ", b"two, ", b"three")


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packed:
    """Return weights that three packages carry, as those of the extra do; their code must never run."""
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    names = tuple(f"{tmp_path.name.replace('-', '_')}_part{n}" for n in (1, 2, 3))
    for n, (name, part) in enumerate(zip(names, PARTS, strict=True), 1):
        data = tmp_path / "site" / name / "data"
        data.mkdir(parents=True)
        (data / f"part{n:02d}.bin").write_bytes(part)
        (data.parent / "__init__.py").write_text("raise SystemExit('this code ran')", "utf-8")
    whole = b"".join(PARTS)
    right = {"sha256": hashlib.sha256(whole).hexdigest(), "size": len(whole), "packages": names}

    def made(**other: object) -> Weights:
        return Weights.model_validate({"file": "w.gguf", "licence": "none"} | right | other)

    return made


def test_the_parts_are_joined_once(packed: Packed, tmp_path: Path) -> None:
    path = joined(tmp_path / "cache", packed())
    assert path.read_bytes() == b"one, two, three"
    before = path.stat().st_mtime_ns
    assert joined(tmp_path / "cache", packed()) == path and path.stat().st_mtime_ns == before
    assert {file.name for file in path.parent.iterdir()} == {"w.gguf", "w.gguf.lock", "w.gguf.proven.json"}


def test_many_who_want_them_at_once_get_one_whole_file(packed: Packed, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = {path.read_bytes() for path in pool.map(lambda _: joined(tmp_path / "cache", packed()), range(24))}
    assert found == {b"one, two, three"}


def test_parts_of_another_sum_are_not_kept(packed: Packed, tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match=r"are not those that were published.*--force-reinstall"):
        joined(tmp_path / "cache", packed(sha256="0" * 64))
    assert {file.name for file in (tmp_path / "cache").iterdir()} == {"w.gguf.lock"}


def test_a_file_that_was_damaged_later_is_made_anew(packed: Packed, tmp_path: Path) -> None:
    path = joined(tmp_path / "cache", packed())
    path.write_bytes(b"one, two, thxxe")
    assert joined(tmp_path / "cache", packed()).read_bytes() == b"one, two, three"


def test_a_file_put_there_by_hand_needs_no_packages(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "w.gguf").write_bytes(b"one, two, three")
    assert joined(tmp_path / "cache", packed(packages=("no_such_package",))).exists()


def test_what_is_missing_names_the_line_that_installs_it(packed: Packed, tmp_path: Path) -> None:
    absent = packed(packages=("no_such_package",))
    with pytest.raises(MissingPart, match="no_such_package is not there"):
        joined(tmp_path / "cache", absent)
    with pytest.raises(MissingPart) as raised, local_model(tmp_path / "cache", absent):
        pass
    assert str(raised.value).endswith(INSTALL)
    assert not installed(absent)


def test_a_disk_that_does_not_take_them_is_named(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder", "utf-8")
    with pytest.raises(ToolError, match=r"cannot be written to .*CLIFFHANGER_CACHE"):
        joined(tmp_path / "cache", packed())


# What it is asked -----------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(bible: Bible, outline: Outline, script: Script) -> Desk:
    return Desk(1, bible, outline, {script.episode: script}, {})


def offered(text: str, desk: Desk) -> dict[str, dict[str, object]]:
    """Return the slots of every kind that is offered for a note."""
    schema = heard_by(Note(text=text), desk).model_json_schema()
    return {one["properties"]["kind"]["const"]: one["properties"] for one in schema["oneOf"]}


def test_only_what_stands_in_the_note_can_be_heard(desk: Desk) -> None:
    kinds = offered("Mia is too nice to him in episode 3", desk)
    assert kinds["change_temper"]["who"] == {"enum": ["Mia", "him"]}
    assert kinds["change_temper"]["episode"] == {"enum": [3]}
    assert "scene" not in kinds["change_temper"]
    assert not {"rewrite_line", "cut_scene", "end_on_thing", "change_age"} & kinds.keys()
    assert UNCLEAR in kinds


def test_who_quotes_speaks_of_what_can_be_quoted(desk: Desk) -> None:
    kinds = offered("“Phones get dates wrong.” is weak, Cole would shout it", desk)
    assert kinds["deliver_line"]["quote"] == {"enum": ["Phones get dates wrong."]}
    assert not {"change_temper", "dress", "undo"} & kinds.keys()


def test_numbers_belong_to_what_they_are_said_of(desk: Desk) -> None:
    kinds = offered("the second scene of episode 12 is ten seconds too long", desk)
    assert (kinds["shorter"]["scene"], kinds["shorter"]["episode"]) == ({"enum": [2]}, {"enum": [12]})
    assert kinds["shorter"]["number"] == {"enum": [10]}


def test_the_examples_are_turns_that_answer_as_it_must(desk: Desk) -> None:
    system, *turns = heard_messages(Note(text="hello\n---\nthere", focus="s01e01"), desk)
    assert (system.role, turns[-1].role) == ("system", "user")
    assert turns[-1].text.endswith("hello --- there") and "Cast: Mia, Cole, Iris." in turns[-1].text
    for asked, said in zip(turns[:-1:2], turns[1::2], strict=True):
        assert (asked.role, said.role) == ("user", "assistant")
        heard = HeardDraft.model_validate_json(said.text)
        assert said_plainly(heard) or heard.kind == UNCLEAR, said.text


def test_what_is_heard_is_said_plainly() -> None:
    said = {
        HeardDraft(kind="closer", who="Mia", scene=2, episode=3): "use a close-up of Mia in scene 2 of episode 3",
        HeardDraft(kind="rewrite_line", quote="No.", text="Never."): 'change the line "No." to "Never."',
        HeardDraft(kind="cut_line", quote="the last line"): "cut the last line",
        HeardDraft(kind="end_on_face", who="her"): "end on her face",
        HeardDraft(kind="shorter", number=8): "make it 8 seconds shorter",
        HeardDraft(kind="add_sound", value="heartbeat", scene=1): "add the sound of heartbeat in scene 1",
        HeardDraft(kind="change_temper", who="Mia"): "",
        HeardDraft(kind=UNCLEAR): "",
        HeardDraft(kind="nonsense"): "",
    }  # fmt: skip
    assert {heard: said_plainly(heard) for heard in said} == said


KINDS = {
    "rewrite_line": "rewrite_line", "deliver_line": "deliver_line", "cut_line": "cut_line", "give_line": "give_line",
    "add_line": "add_line", "cut_scene": "cut_scene", "set_place": "set_scene", "set_hour": "set_scene",
    "set_weather": "set_scene", "leave_out": "set_presence", "put_in": "set_presence",
    "rewrite_scene": "rewrite_scene", "rewrite_episode": "rewrite_episode", "end_on_face": "end_on",
    "end_on_thing": "end_on", "retitle": "retitle", "change_hair": "change_look", "change_age": "change_look",
    "dress": "dress", "change_voice": "change_voice", "rename_person": "rename", "rename_thing": "rename",
    "change_temper": "change_temper", "change_job": "change_character", "change_relation": "change_relation",
    "change_thing": "change_prop", "draw_style": "restyle", "faster": "set_pace", "slower": "set_pace",
    "shorter": "set_length", "longer": "set_length", "music_mood": "set_music", "music_louder": "set_music",
    "music_softer": "set_music", "captions_on": "set_captions", "captions_off": "set_captions",
    "change_role": "change_role", "dies": "write_out", "lock_scene": "keep", "undo": "undo", "redo": "redo",
    "sequel": "sequel",
}  # fmt: skip
"""What each kind comes to. Those of shots and sounds want a storyboard, which is not there."""
FREE = {"dress": "a red coat", "change_relation": "cousin", "change_thing": "fake", "set_place": "the roof"}
NEW = {"rename_person": "Viktor", "rename_thing": "the tape", "change_job": "locksmith", "retitle": "Live"}


@pytest.mark.parametrize("kind", [kind for kind in PLAIN if kind not in ("closer", "wider", "add_sound", UNCLEAR)])
def test_the_grammar_reads_every_kind_in_plain_words_as_what_it_is(kind: str, desk: Desk) -> None:
    for value in VALUES.get(kind, (FREE.get(kind, ""),)):
        quote = "I never trusted that date." if kind == "add_line" else "Phones get dates wrong."
        text = NEW.get(kind, "they quarrel")
        heard = HeardDraft(kind=kind, who="Cole", other="Mia", thing="the voicemail", quote=quote, value=value,
                           text=text, number=31, scene=1, episode=1)  # fmt: skip
        plainly = said_plainly(heard)
        reading = read_note(Note(text=plainly, focus="s01e01"), desk)
        found = [edit.do for edit in reading.edits] or [reading.command]
        assert found == [KINDS[kind]], f"{plainly}: {reading}"


# What becomes of its answers ------------------------------------------------------------------------------------------

HINT = Note(text="Mia is way too much of a teddy bear to him", focus="s01e01")


def hears(**slots: object) -> Step:
    heard = HeardDraft.model_validate(slots)
    return Step(role="showrunner", reply=Reply(text=heard.model_dump_json(exclude_defaults=True)), schema_name="Heard")


async def heard(desk: Desk, note: Note, *steps: Step) -> Reading:
    with ScriptedModel(steps) as model:
        return await hear_note(model, note, desk)


async def test_what_the_grammar_reads_costs_nothing(desk: Desk) -> None:
    reading = await heard(desk, Note(text="make Mia colder in episode 1"))
    assert [edit.do for edit in reading.edits] == ["change_temper"]


async def test_what_it_refuses_is_asked_back_in_plain_words(desk: Desk) -> None:
    refused = read_note(HINT, desk)
    assert refused.refusal
    asked = await heard(desk, HINT, hears(kind="change_temper", who="Mia", value="cold", episode=1))
    assert asked.question.startswith("I am not sure. Do you mean this: ") and "Mia" in asked.question
    assert asked.options[0] == "make Mia cold in episode 1"
    answer = replace(desk, asked=asked, before=(HINT,))
    (edit,) = (await heard(answer, Note(text=asked.options[0], focus="s01e01"))).edits
    assert isinstance(edit, ChangeTemper)
    assert (edit.character, edit.temper, edit.episodes) == ("mia", "cold", ("s01e01",))


async def test_a_question_of_the_grammar_gets_what_was_heard_as_an_answer(desk: Desk) -> None:
    vague = Note(text="the music is not right", focus="s01e01")
    asked = read_note(vague, desk)
    assert asked.question
    reading = await heard(desk, vague, hears(kind="music_softer"))
    assert (reading.question, reading.options) == (asked.question, ("make the music quieter", *asked.options))


async def test_what_makes_no_sense_either_stays_refused(desk: Desk) -> None:
    for step in (hears(kind=UNCLEAR), hears(kind="change_temper"), hears(kind="rename_thing", thing="zzz", text="qqq")):
        assert await heard(desk, HINT, step) == read_note(HINT, desk)


async def test_a_command_that_was_only_heard_is_asked_back(desk: Desk) -> None:
    reading = await heard(desk, HINT, hears(kind="undo"))
    assert (reading.command, reading.options[0]) == (None, "undo")


async def test_a_manuscript_is_not_put_to_a_small_model(desk: Desk) -> None:
    assert (await heard(desk, Note(text="xyzzy " * LONGEST))).refusal


async def test_without_the_model_the_grammar_reads_alone_and_says_so(desk: Desk, tmp_path: Path) -> None:
    class Broken(LocalModel):
        def _started(self) -> object:  # type: ignore[override]
            raise MissingPart("The weights are not whole.")

    told: list[str] = []
    recall = Recall(tmp_path / "recall")
    showrunner = HearingShowrunner(HouseShowrunner(recall), Broken(tmp_path), lambda text, episode: told.append(text))
    assert (await showrunner.read_note(HINT, desk)).refusal
    assert told == ["The grammar read the note alone. The weights are not whole."]
    recall.close()


def test_who_reads_notes_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notes_read_by(load()) == "house", "tests must not start the embedded model unless they mean it"
    monkeypatch.delenv("CLIFFHANGER_MODELS")
    assert notes_read_by(load(models={"notes": "house"})) == "house"
    assert notes_read_by(load(model="big", base_url="http://127.0.0.1:1/v1")) == "model"
    assert notes_read_by(load()) == ("local" if installed() else "house")
    assert not load(model="local").speaks_to_a_model
    with pytest.raises(SettingsError, match="notes are read by local or house"):
        load(models={"notes": "nobody"})


@pytest.mark.skipif(not installed(), reason=INSTALL)
@pytest.mark.parametrize("order", ["import uharfbuzz; model()", "model(); import uharfbuzz"])
def test_it_loads_beside_what_shapes_letters(order: str) -> None:
    """Both are compiled for many Pythons and share types of different sizes: whichever came second did not load."""
    model = (
        "def model():\n    with _types_of_its_own():\n        import xllamacpp\n    xllamacpp.CommonParams().n_ctx = 9"
    )
    shaped = "font = uharfbuzz.Buffer(); font.add_str('a'); font.guess_segment_properties(); model()"
    code = f"from cliffhanger.agents.model.local import _types_of_its_own\n{model}\n{order}\n{shaped}\nprint('both')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "both\n", done.stderr


# The real one ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalModel, Path, list[ModelCall]]]:
    """The embedded model itself; where the extra is missing this is skipped with a word, and in CI it fails."""
    if not installed():
        if os.environ.get("CI"):
            expect_installed()
        pytest.skip(f"THE EMBEDDED MODEL IS NOT TESTED: the extra is not installed. {INSTALL}")
    calls: list[ModelCall] = []
    cache = tmp_path_factory.mktemp("weights")
    model = LocalModel(cache, calls.append)
    yield model, cache, calls
    model.close()


SIX = [
    ("I'd trust Cole less if he were slipperier", "change_temper", {"character": "cole", "temper": "sly"}),
    ("\"Phones get dates wrong.\", he'd never say that, strike it", "cut_line", {"line": "s01e01.1.l02"}),
    ("flakes on everybody's shoulders in scene 1 please", "set_scene", {"scene": "s01e01.1", "weather": "snow"}),
    ("let Iris's hair fall in curls", "change_look", {"character": "iris", "look": {"hair": "curly"}}),
    ("Cole could be sixty, easily", "change_look", {"character": "cole", "look": {"age": 60}}),
    ("musically this wants to break my heart", "set_music", {"episode": "s01e01", "mood": "sad"}),
]  # fmt: skip
"""Notes that hint, whether or not the grammar reads some of them by now, and what they should come to."""


@pytest.mark.slow
def test_the_real_model_reads_six_notes_over_the_wire(
    local: tuple[LocalModel, Path, list[ModelCall]], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, cache, calls = local
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nothing listens there
    right = 0
    for text, do, fields in SIX:
        plainly = asyncio.run(heard_in(model, Note(text=text, focus="s01e01"), desk))
        reading = read_note(Note(text=plainly, focus="s01e01"), desk)
        found = [edit.model_dump(exclude_defaults=True) | {"do": edit.do} for edit in reading.edits]
        right += any(edit["do"] == do and fields.items() <= edit.items() for edit in found)
    assert right >= 5
    assert {call.role for call in calls} == {"showrunner"} and sum(call.tokens_out for call in calls) > 60
    assert all(call.tokens_cached > 0.8 * call.tokens_in for call in calls[1:]), "the examples are read once"
    _expect_a_key(model)
    model.close()
    _expect_remembered(cache, desk)


def _expect_a_key(model: LocalModel) -> None:
    address = model.settings.base_url
    assert address.startswith("http://127.0.0.1:")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{address}/models")


def _expect_remembered(cache: Path, desk: Desk) -> None:
    """Another process, or the next session, does not read the examples again."""
    calls: list[ModelCall] = []
    later = LocalModel(cache, calls.append)
    assert asyncio.run(heard_in(later, Note(text=SIX[0][0], focus="s01e01"), desk))
    later.close()
    assert calls[0].tokens_cached > 0.8 * calls[0].tokens_in
