"""What the locations of a series are filmed in: laid out from a picture, told, drawn again, and what is refused."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.agents.scouting import Survey, sets_of
from cliffhanger.errors import MakerRefused, UserError
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.studio.order import of_premise
from cliffhanger.studio.run import run
from cliffhanger.studio.scouting import draw_again, export_colmap, scout_place, sets_report
from cliffhanger.studio.settings import Settings
from cliffhanger.studio.wiring import open_studio
from cliffhanger.tools.sets.room.room import Room

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"


def quiet(event: object) -> None:
    """Hear nothing."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("sets"), quality="draft", width=108)


@pytest.fixture(scope="module")
def series(settings: Settings) -> str:
    order = of_premise(settings.home, PREMISE, 7).model_copy(update={"render": False})
    return run(settings, order, quiet=True).series


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pictures") / "hall.png"
    room = Room()
    cv2.imwrite(str(out), cv2.cvtColor(room.render(room.front_eye(), 480, 360, 1).colour, cv2.COLOR_RGB2BGR))
    return out


def test_at_first_every_location_is_drawn(settings: Settings, series: str) -> None:
    told = sets_report(settings, series, 0)
    assert len(told.sets) >= 3 and not any(one.made_of for one in told.sets)
    assert "a drawn set" in told.as_text()


def test_one_picture_becomes_a_set_and_goes_again(settings: Settings, series: str, picture: Path) -> None:
    name = sets_report(settings, series, 0).sets[0].name
    told = scout_place(settings, series, str(picture), name, 1, Survey(hour="dusk"), quiet)
    (one,) = told.sets
    assert one.made_of == "hall.png" and one.cameras[0].name == "front" and one.marks
    assert all(Path(path).is_file() for path in one.pictures) and one.pictures
    with open_studio(settings, SeriesFolder(settings.home, series)) as studio:
        kept = sets_of(studio, 1).of(one.location)
        assert kept is not None and kept.hour == "dusk"
        assert studio.floor.take(kept.take) is not None
    assert sets_report(settings, series, 1).sets[0].made_of == "hall.png"
    assert draw_again(settings, series, name, 1).sets[0].made_of == ""
    assert not any(one.made_of for one in sets_report(settings, series, 1).sets)


def test_what_is_drawn_cannot_be_drawn_again_nor_exported(settings: Settings, series: str, tmp_path: Path) -> None:
    name = sets_report(settings, series, 0).sets[1].name
    with pytest.raises(UserError, match="is a drawn set as it is"):
        draw_again(settings, series, name, 0)
    with pytest.raises(UserError, match="only what was scouted from footage"):
        export_colmap(settings, series, name, 0, tmp_path / "colmap")


@pytest.mark.parametrize(
    ("footage", "place", "season", "said"),
    [
        ("nowhere.mp4", "", 1, "is not there"),
        ("notes.txt", "", 1, "is no footage that can be scouted"),
        ("practice", "the moon", 1, "has no location 'the moon'. There: “"),
        ("practice", "", 4, "There is no season 4"),
    ],
)
def test_what_cannot_be_scouted_is_said(
    settings: Settings, series: str, tmp_path: Path, footage: str, place: str, season: int, said: str
) -> None:
    (tmp_path / "notes.txt").write_text("a room", "utf-8")
    asked = footage if footage == "practice" else str(tmp_path / footage)
    name = place or sets_report(settings, series, 0).sets[0].name
    with pytest.raises(UserError) as refused:
        scout_place(settings, series, asked, name, season, Survey(), quiet)
    assert said in str(refused.value)
    assert not any(one.made_of for one in sets_report(settings, series, 0).sets)


def test_a_picture_of_nothing_is_refused_and_binds_nothing(settings: Settings, series: str, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "grey.png"), np.full((400, 400, 3), 128, np.uint8))
    name = sets_report(settings, series, 0).sets[0].name
    with pytest.raises(MakerRefused):
        scout_place(settings, series, str(tmp_path / "grey.png"), name, 1, Survey(), quiet)
    assert not any(one.made_of for one in sets_report(settings, series, 0).sets)
