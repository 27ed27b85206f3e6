"""The verb ``cast`` about voices: by name, in words, from a recording, from the library; never without consent."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from cliffhanger.agents.house.crew import HouseShowrunner
from cliffhanger.errors import UserError
from cliffhanger.memory.assets import Library
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.casting import Casting
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.look import Voice
from cliffhanger.memory.recall import Recall
from cliffhanger.studio.cli import app
from cliffhanger.studio.settings import load
from cliffhanger.studio.voices import VoiceWish, cast_in
from cliffhanger.studio.wiring import open_studio
from cliffhanger.tools.take import Made, Take
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.spec import SpeechSpec

from ..tools.voice.speakers import recorded, speech

WORDS = "I, Ana Ruiz, agree that my voice plays her"


@pytest.fixture(scope="module")
def bible(tmp_path_factory: pytest.TempPathFactory) -> Bible:
    recall = Recall(tmp_path_factory.mktemp("recall"))
    try:
        return asyncio.run(HouseShowrunner(recall).develop("A nurse finds her own name on a grave", 1, 60))
    finally:
        recall.close()


@pytest.fixture
def series(tmp_path: Path, bible: Bible) -> Callable[[str], SeriesFolder]:
    def on_paper(name: str) -> SeriesFolder:
        folder = SeriesFolder(tmp_path / "home", name)
        with folder.archive() as archive:
            archive.put("bible", "s01", bible, "developed")
        return folder

    return on_paper


def run(*words: str) -> tuple[int, Any]:
    result = CliRunner().invoke(app, ["cast", *words, "--json"])
    if isinstance(result.exception, UserError):
        return 2, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, json.loads(result.stdout)


def casting(folder: SeriesFolder) -> Casting:
    with folder.archive() as archive:
        return archive.get("casting", "series", Casting) or Casting()


def test_who_speaks_how_is_shown(series: Callable[[str], SeriesFolder], tmp_path: Path, bible: Bible) -> None:
    series("grave")
    code, told = run("grave", "--voices", "--home", str(tmp_path / "home"))
    assert code == 0
    assert {member["id"] for member in told["members"]} == {person.id for person in bible.characters}
    assert all(member["how"] == "bible" and member["distance"] > 0.1 for member in told["members"])
    assert casting(SeriesFolder(tmp_path / "home", "grave")) == Casting()


def test_a_voice_by_name_and_in_another_series(
    series: Callable[[str], SeriesFolder], tmp_path: Path, bible: Bible
) -> None:
    home, lead = ("--home", str(tmp_path / "home")), bible.characters[0]
    first, second = series("grave"), series("other")
    code, told = run("grave", lead.name, "--voice", "woman_low_1", *home)
    assert (code, told["members"][0]["how"], told["members"][0]["voice"]) == (0, "chosen", "woman_low_1")
    assert Path(told["sample"]).is_file()
    sheet = casting(first).voice(lead.id)
    assert sheet is not None and sheet.voice == Voice(style="woman_low_1") and sheet.consent is None
    code, _ = run("other", lead.name, "--voice", f"{sheet.asset}@1", *home)
    assert code == 0
    brought = casting(second).voice(lead.id)
    assert brought is not None and (brought.asset, brought.version) == (sheet.asset, 1)
    assert Library(tmp_path / "home").assets() == ()  # those with pictures


@pytest.mark.slow
def test_words_are_picked_from(series: Callable[[str], SeriesFolder], tmp_path: Path, bible: Bible) -> None:
    lead, folder = bible.characters[0], series("grave")
    code, _ = run("grave", lead.name, "--voice", "tired, low, smokes", "--pick", "1", "--home", str(tmp_path / "home"))
    sheet = casting(folder).voice(lead.id)
    assert code == 0
    assert sheet is not None and sheet.how == "chosen" and sheet.words == "tired, low, smokes"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("--voice", "her.wav"), "needs their word"),
        (("--voice", "her.wav", "--consent", "yes"), "needs their word"),
        (("--voice", "gone.wav", "--consent", WORDS), "There is no file gone.wav"),
        (("--voice", "woman_warm_9"), "There is no voice 'woman_warm_9' in the catalogue. There: woman_warm_1"),
        (("--voice", "xyzzy"), "none of its words says how a voice sounds"),
        (("--voice", "low", "--how", "clone"), "are about a recording"),
        (("--how", "clone"), "Say which voice"),
        (("--voice", "low", "--photo", "a.png"), "A voice is cast by itself"),
    ],
)
def test_nothing_is_cast_without_what_it_needs(
    series: Callable[[str], SeriesFolder], tmp_path: Path, bible: Bible, said: tuple[str, ...], told: str
) -> None:
    folder = series("grave")
    recorded(Path("her.wav"), np.zeros(2400))
    code, refused = run("grave", bible.characters[0].name, *said, "--home", str(tmp_path / "home"))
    assert code == 2
    assert told in refused
    assert casting(folder) == Casting()


@dataclass(frozen=True)
class Parrot:
    """An engine that speaks like its recording, which is known to be am_onyx."""

    tool = "parrot"
    version = "1"
    suffix = ".wav"
    lane = "wire"

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        assert [take.key for take in inputs] == [spec.voice.id]
        voice = Voice(style="x", blend={"am_onyx": 1.0})
        return Kokoro().make(spec.model_copy(update={"voice": voice}), out)


@pytest.mark.slow
def test_a_clone_speaks_like_its_recording_and_keeps_the_consent(
    series: Callable[[str], SeriesFolder], tmp_path: Path, bible: Bible
) -> None:
    folder, lead = series("grave"), bible.characters[0]
    file = recorded(tmp_path / "him.wav", speech("am_onyx", 1))

    async def cast(wish: VoiceWish) -> Any:
        with open_studio(load(home=tmp_path / "home"), folder) as studio:
            studio = replace(studio, makers=replace(studio.makers, engines={"parrot": Parrot()}))
            return await cast_in(studio, lead.id, wish, lambda *said, **facts: None)

    with pytest.raises(UserError, match=r"No engine here is called 'starling' \(there: parrot\)"):
        asyncio.run(cast(VoiceWish(str(file), "clone", "starling", WORDS)))
    assert casting(folder) == Casting()
    told = asyncio.run(cast(VoiceWish(str(file), None, "parrot", WORDS)))
    sheet = casting(folder).voice(lead.id)
    assert sheet is not None and sheet.consent is not None
    assert (sheet.how, sheet.voice.engine, sheet.voice.id) == ("clone", "parrot", sheet.recording)
    assert sheet.likeness is not None and sheet.likeness > 0.75
    assert (sheet.consent.who, sheet.consent.words) == ("Ana Ruiz", WORDS)
    assert any(note.startswith("A clone by parrot, likeness 0.") for note in told.notes)
    asset = Library(tmp_path / "home").get(sheet.asset, sheet.version)
    assert [one.take for one in asset.files] == [sheet.recording]
    assert asset.consent == sheet.consent


def test_a_recording_that_cannot_be_used_changes_nothing(
    series: Callable[[str], SeriesFolder], tmp_path: Path, bible: Bible
) -> None:
    folder = series("grave")
    file = recorded(tmp_path / "quiet.wav", np.zeros(24_000 * 8))
    home = ("--home", str(tmp_path / "home"))
    code, told = run("grave", bible.characters[0].name, "--voice", str(file), "--consent", WORDS, *home)
    assert code == 2
    assert "is silent" in told
    assert casting(folder) == Casting()
