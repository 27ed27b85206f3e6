"""The verb ``cast``: who plays whom is shown, a photograph wants its consent, and nothing is done by halves."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest
from typer.testing import CliRunner

from cliffhanger.agents.house.crew import HouseShowrunner
from cliffhanger.errors import UserError
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.casting import Casting
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.recall import Recall
from cliffhanger.studio import casting
from cliffhanger.studio.cli import app
from cliffhanger.studio.settings import load
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.figure.casting import cast_look
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec

WORDS = "I, Ana Ruiz, agree that my face plays her"


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


@pytest.fixture
def photo(tmp_path: Path, bible: Bible) -> Path:
    """A picture with one face in it, large enough for a photograph."""
    figure = FigureSpec(look=cast_look(5, "woman", 30, "warm"), outfit=bible.characters[0].wardrobe[0])
    stage = StageSpec(set="office")
    shot = ShotSpec(width=384, height=512, seconds=1, framing="close_up", stage=stage, figures=(figure,), draft=True)
    file = tmp_path / "face.png"
    cv2.imwrite(str(file), cv2.cvtColor(still(shot, 0.3), cv2.COLOR_RGB2BGR))
    return file


def run(*words: str) -> tuple[int, str, Any]:
    done = CliRunner().invoke(app, ["cast", *words])
    return done.exit_code, done.stdout, done.exception


def test_without_arguments_it_shows_who_is_not_cast(series: Callable[[str], SeriesFolder], bible: Bible) -> None:
    folder = series("grave")
    code, out, _ = run("grave", "--home", str(folder.home))
    assert code == 0
    for one in (*bible.characters, *bible.locations):
        assert f"{one.name:<22} not cast yet" in out


def test_a_photograph_is_cast_kept_in_the_library_and_plays_elsewhere(
    series: Callable[[str], SeriesFolder], bible: Bible, photo: Path
) -> None:
    folder, lead = series("grave"), bible.characters[0]
    home = ("--home", str(folder.home))
    code, out, error = run("grave", lead.name, "--photo", str(photo), "--consent", WORDS, *home, "--json")
    assert code == 0, error
    report = json.loads(out)
    member = next(one for one in report["members"] if one["id"] == lead.id)
    assert member["who"] == "Ana Ruiz" and member["maker"] == "a photograph" and len(member["pictures"]) == 1
    assert cv2.imread(report["page"]) is not None

    with folder.archive() as archive:
        sheet = archive.get("casting", "series", Casting).of(lead.id)  # type: ignore[union-attr]
    assert sheet is not None and sheet.consent is not None and sheet.consent.words == WORDS

    series("other")
    code, out, error = run("other", bible.characters[1].name, "--from", member["asset"], *home, "--json")
    assert code == 0, error
    borrowed = next(one for one in json.loads(out)["members"] if one["id"] == bible.characters[1].id)
    assert borrowed["asset"] == member["asset"] and borrowed["who"] == "Ana Ruiz"


@pytest.mark.parametrize("words", ["", "   ", "yes ok"])
def test_without_consent_no_photograph_is_touched(
    series: Callable[[str], SeriesFolder], bible: Bible, photo: Path, words: str
) -> None:
    folder = series("grave")
    settings = load(home=folder.home)
    with pytest.raises(UserError, match="--consent"):
        casting.cast_with_photograph(
            settings, "grave", bible.characters[0].name, photo, words, "", casting.Wish(), lambda event: None
        )
    assert folder.take_store().keys() == []


def test_what_cannot_be_is_refused_with_a_sentence(series: Callable[[str], SeriesFolder], bible: Bible) -> None:
    folder, lead = series("grave"), bible.characters[0]
    home = ("--home", str(folder.home))
    for words, why in (
        (("--candidates", "3"), "Say who is to be cast"),
        ((lead.name, "--expressions", "bored"), "no expression 'bored'"),
        ((lead.name, "--from", "../../etc"), "No asset"),
        ((lead.name,), "--mix"),
    ):
        code, _, error = run("grave", *words, *home)
        assert code != 0 and isinstance(error, UserError) and why in str(error), (words, error)
