"""Plates: filmed, relit, painted, and said of what they are made."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.set import Plate
from cliffhanger.tools.sets.shooting.hand import painted
from cliffhanger.tools.sets.shooting.lighting import light_of
from cliffhanger.tools.sets.shooting.plates import Plates, filmed
from cliffhanger.tools.sets.shooting.relight import relit
from cliffhanger.tools.sets.spec import PlateSpec
from cliffhanger.tools.take import lane

from .conftest import CAMERAS, PracticeSet

SMALL = PlateSpec(width=108, height=192, eyes=(CAMERAS["front"],))


@pytest.fixture(scope="module")
def lamp(room: PracticeSet) -> Plate:
    """The corner with the standing lamp."""
    return room.plate(Eye(at=(-1.3, 1.36, 1.1), yaw=50, fov=34), 216, 384)


@pytest.fixture(scope="module")
def window(room: PracticeSet) -> Plate:
    """The corner with the window."""
    return room.plate(Eye(at=(1.5, 1.31, 1.26), yaw=-50, fov=50), 216, 384)


class Half(PracticeSet):
    """A room whose left half nobody saw: there it is black, and as near as it was wrong."""

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        whole = super().plate(eye, width, height)
        seen = np.arange(width)[None, :].repeat(height, 0) >= width * 0.3
        return replace(whole, colour=whole.colour * seen[..., None], depth=np.where(seen, whole.depth, 0.2), seen=seen)


def test_what_nobody_saw_is_made_up_and_said(room: PracticeSet) -> None:
    reel, facts = filmed(SMALL.model_copy(update={"real": True}), Half())
    (plate,) = reel.plates
    assert facts["made_up"] == pytest.approx(0.3, abs=0.02)
    assert facts["seen"] == [pytest.approx(0.7, abs=0.02)]
    assert not plate.seen[:, :30].any()
    made = plate.colour[~plate.seen]
    assert made.mean() > 0.5 * plate.colour[plate.seen].mean()
    assert 1.5 < np.median(plate.depth[~plate.seen]) < 6


def test_facts_are_plain_and_the_light_among_them(room: PracticeSet) -> None:
    reel, facts = filmed(SMALL, room)
    assert facts["plates"] == 1
    assert facts["made_up"] == 0
    assert set(facts["light"]) == {"ambient_top", "ambient_bottom", "shadow", "key", "side", "exposure", "rims"}
    assert reel.light.rims[0].dx * reel.light.side > 0


def test_the_same_spec_is_the_same_plate(room: PracticeSet) -> None:
    spec = SMALL.model_copy(update={"hour": "night", "seed": 7})
    (one, told), (other, again) = filmed(spec, room), filmed(spec, room)
    assert np.array_equal(one.plates[0].colour, other.plates[0].colour)
    assert told == again


def test_paint_simplifies_and_keeps_what_is_where(lamp: Plate) -> None:
    for style in ("painterly", "cel", "papercut", "noir"):
        out = painted(lamp.colour, lamp, style, 1)
        fine, before = (np.abs(np.diff(one.astype(float), axis=0)).mean() for one in (out, lamp.colour))
        assert fine < 0.9 * before, style
        # Each large patch keeps its lightness.
        patches = [one.reshape(24, 16, 12, 18, 3).mean(axis=(1, 3, 4)) for one in (out, lamp.colour)]
        assert np.corrcoef(patches[0].ravel(), patches[1].ravel())[0, 1] > 0.95, style
    assert painted(lamp.colour, lamp, "silhouette", 1).mean() < 0.8 * painted(lamp.colour, lamp, "painterly", 1).mean()


def test_uneven_paint_lies_on_the_things(room: PracticeSet) -> None:
    """Seen from elsewhere, a wall has the same patches: here of a grey one."""

    def toned(x: float) -> np.ndarray:
        eye = Eye(at=(x, 1.5, 0.0), fov=50)
        wall = Plate(
            eye, np.full((192, 108, 3), 128, np.uint8), np.full((192, 108), 2, np.float32), np.ones((192, 108), bool)
        )
        return painted(wall.colour, wall, "painterly", 3).mean(axis=2)

    step = 0.2
    shift = round(step / 2 * (96 / np.tan(np.radians(25))))
    here, there = toned(0.0), toned(step)
    assert np.corrcoef(here[:, shift:].ravel(), there[:, :-shift].ravel())[0, 1] > 0.9
    assert abs(np.corrcoef(here.ravel(), there.ravel())[0, 1]) < 0.9


def luma(colour: np.ndarray) -> float:
    return float(colour.mean())


def test_hours_are_as_dark_as_they_are(window: Plate) -> None:
    hours = ("day", "dawn", "dusk", "night")
    day, dawn, dusk, night = (luma(relit(window, "day", hour, "clear", level=0.5)) for hour in hours)
    assert day > dawn > night
    assert day > dusk > night
    assert luma(relit(window, "night", "day", "clear")) > luma(window.colour)


def test_nothing_changes_at_the_hour_of_the_footage(window: Plate) -> None:
    assert relit(window, "dusk", "dusk", "clear") is window.colour


def test_at_night_the_lamp_burns_and_the_window_is_blue(lamp: Plate, window: Plate) -> None:
    night = relit(lamp, "day", "night", "clear").astype(int)
    shade = lamp.colour.mean(axis=-1) > 190
    assert shade.mean() > 0.005
    assert night[shade].mean() > 190
    assert night[~shade].mean() < 0.85 * lamp.colour[~shade].mean()
    pane = window.colour.min(axis=-1) > 220
    blue = relit(window, "day", "night", "clear")[pane].astype(int)
    assert np.median(blue[:, 2] - blue[:, 0]) > 25
    assert luma(blue) > luma(relit(window, "day", "night", "clear")) * 1.5


def test_a_dim_room_is_not_black_at_night(lamp: Plate) -> None:
    dim = replace(lamp, colour=(lamp.colour * 0.5).astype(np.uint8))
    assert luma(relit(dim, "day", "night", "clear")) > 0.6 * luma(dim.colour)


def test_a_ceiling_is_no_window(room: PracticeSet) -> None:
    up = room.plate(Eye(at=(0.5, 1.2, 0.5), pitch=55, fov=50), 108, 192)
    night = relit(up, "day", "night", "clear", level=0.4).astype(int)
    ceiling = up.colour.mean(axis=-1) > 120
    assert ceiling.mean() > 0.1
    assert night[ceiling].mean() < 0.75 * up.colour[ceiling].mean()


def test_the_key_falls_from_where_the_light_is(lamp: Plate) -> None:
    """The lamp stands to the right of the middle; who stands left of it is lit from the right."""
    at = (-0.2, 1.55, 0.2)
    light = light_of(lamp, 1.5, at)
    assert light.side == 1
    mirrored = replace(lamp, colour=np.ascontiguousarray(lamp.colour[:, ::-1]), depth=lamp.depth[:, ::-1])
    assert light_of(mirrored, 1.5, at).side == -1


def test_shadows_are_never_grey_and_faces_never_dark(lamp: Plate, window: Plate) -> None:
    for plate in (lamp, window):
        for hour in ("day", "night"):
            light = light_of(plate, 1.5, (0.0, 1.55, 0.0), hour)
            red, green, blue, _ = light.shadow
            assert red > green
            assert blue > green
            assert min(light.ambient_top[:3]) > 200


def test_plates_want_a_set(tmp_path: Path) -> None:
    assert lane(Plates()) == "card"
    with pytest.raises(MakerRefused, match="none is given"):
        Plates().make(SMALL, tmp_path / "x.zip")
    assert not list(tmp_path.iterdir())
