"""identity SERIES: filmed shots are looked at, told as a table and drawn; somebody else's face is found."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.agents.casting import look, voices
from cliffhanger.agents.house.bible.showrunner import develop
from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.premise.reader import read
from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.cuts import CutRecord, Cuts
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard
from cliffhanger.memory.takes import TakeStore
from cliffhanger.studio.identity import FIRST, IdentityReport, identity_of
from cliffhanger.tools.identity.drift import Drift, Row, draw_drift
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
LEAD = Look(sex="woman", hair="long_wavy", hair_colour="#b98a52", skin="#fae0d2")
OTHER = Look(sex="man", hair="crop", hair_colour="#1d1a24", skin="#875840", age=44, beard="full")
FILMED = 5
"""Shots an episode."""


@pytest.fixture(scope="module")
def bible() -> Bible:
    return develop(read(PREMISE), load().engines, 1, 60, looks=look, voices=voices)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, bible: Bible) -> Path:
    """Two episodes of five shots of the lead; in the last of all somebody else stands where she should."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "dated-tomorrow").mkdir()
    store = TakeStore(folder / "dated-tomorrow" / "takes")
    with Archive(folder / "dated-tomorrow" / "series.db") as archive:
        archive.put("bible", "s01", bible, "developed")
        for number in (1, 2):
            episode = f"s01e{number:02d}"
            shots, takes = [], {}
            for n in range(FILMED):
                id = f"{episode}.s{n:02d}"
                wrong = number == 2 and n == FILMED - 1
                takes[id] = _clip(store, OTHER if wrong else LEAD, 10 * number + n)
                figures = (Placed(character=bible.characters[0].id),)
                shots.append(Shot(id=id, scene=f"{episode}.1", framing="close_up", figures=figures, seconds=1.0))
            archive.put("storyboard", episode, Storyboard(episode=episode, shots=tuple(shots)), "boarded")
            Cuts(archive).record(CutRecord(episode=episode, take="c", seconds=5.0, revisions={}, takes=takes))
    (folder / "empty").mkdir()
    with Archive(folder / "empty" / "series.db") as archive:
        archive.put("bible", "s01", bible, "developed")
    return folder


def _clip(store: TakeStore, who: Look, number: int) -> str:
    """Put one second of somebody into the store; return its key."""
    spec = ShotSpec(
        width=180,
        height=320,
        fps=12,
        seconds=1.0,
        framing="close_up",
        stage=StageSpec(set=("office", "street", "chapel")[number % 3], hour="day", seed=number),
        figures=(FigureSpec(look=who, outfit=Outfit(garment="shirt")),),
        draft=True,
        seed=number,
    )
    key = f"{number:064x}"
    out = store.reserve(key, ".mp4")
    writer = cv2.VideoWriter(str(out), cv2.VideoWriter_fourcc(*"mp4v"), 10, (180, 320))
    picture = cv2.cvtColor(still(spec, 0.3), cv2.COLOR_RGB2BGR)
    for _ in range(6):
        writer.write(picture)
    writer.release()
    return store.put(key, "drawn", "1", out, 1.0, {}, 0.1).key


@pytest.fixture(scope="module")
def report(home: Path) -> IdentityReport:
    return identity_of(home, "dated-tomorrow")


def test_the_wrong_face_is_the_only_one_below(report):
    assert report.failed == 1
    assert report.worst[0].shot == "s01e02.s04"
    assert report.worst[0].outcome == "retake"
    assert all(shot.score is None or shot.score >= report.threshold for shot in report.worst[1:])


def test_the_first_shots_are_what_the_others_are_compared_with(report):
    assert [shot.outcome for shot in report.shots][: FIRST + 1] == ["reference"] * FIRST + ["ok"]
    assert {shot.outcome for shot in report.shots[FIRST:]} == {"ok", "retake"}


def test_it_is_told_as_text_and_data(report, bible):
    text = report.as_text()
    assert bible.characters[0].name in text
    assert "s01e01" in text
    assert "10 appearances, 1 below" in text
    assert report.as_json()["worst"][0]["shot"] == "s01e02.s04"


def test_it_is_drawn(report):
    picture = cv2.imread(report.picture)
    assert picture is not None
    assert picture.std() > 10


def test_what_is_not_filmed_is_said(home: Path):
    with pytest.raises(UserError, match="filmed"):
        identity_of(home, "empty")


def test_a_long_series_has_a_picture_of_bounded_width(tmp_path: Path):
    face = np.full((40, 40, 3), 120, np.uint8)
    ids = tuple(f"s01e{n:02d}" for n in range(1, 81))
    rows = (Row("Mia", (face, None) * 40, (0.9, None) * 40, note="80 shots"),)
    draw_drift(Drift("A title", "said below", ids, 0.5, rows), tmp_path / "drift.png")
    assert cv2.imread(str(tmp_path / "drift.png")).shape[1] < 2200
