"""Who walks through is left out; the place itself is not."""

from pathlib import Path

import numpy as np
import pytest

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.sets.scouting.looking import look_through
from cliffhanger.tools.sets.scouting.moving import filling, moved
from cliffhanger.tools.sets.scouting.reading import read_footage
from cliffhanger.tools.sets.scouting.refusals import FILLED

from .place import Pixels, texture

DOWN = 6
"""Pixels by which the stranger comes down from frame to frame."""


@pytest.fixture(scope="module")
def visited(walked: list[Pixels]) -> list[Pixels]:
    """Return the walk with a stranger coming down a rope."""
    found = [frame.copy() for frame in walked]
    for number, frame in enumerate(found):
        top = DOWN * number
        frame[top : top + 60, 200:240] = texture(77)[100:160, 100:140][: 180 - top]
    return found


def test_what_goes_another_way_is_masked(visited: list[Pixels]) -> None:
    looks = look_through((0.4 * number, frame) for number, frame in enumerate(visited))
    stranger = np.zeros((180, 320), np.bool_)
    stranger[DOWN * 10 : DOWN * 10 + 60, 200:240] = True
    found = moved(visited[10], looks[10], looks)
    assert found.mask is not None
    assert found.mask[stranger].mean() > 0.75
    assert found.mask[~stranger].mean() < 0.06


def test_a_place_at_rest_is_left_whole(walked: list[Pixels]) -> None:
    looks = look_through((0.4 * number, frame) for number, frame in enumerate(walked))
    assert [moved(walked[place], looks[place], looks).share for place in (4, 12, 20)] == [0.0, 0.0, 0.0]


def test_nobody_fills_an_empty_room(walked: list[Pixels]) -> None:
    assert filling(walked[3]) == 0.0


def test_a_close_up_is_filled_by_a_person(tmp_path: Path) -> None:
    mia = FigureSpec(look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"))
    stage = StageSpec(set="apartment", hour="dusk")
    shot = ShotSpec(
        width=324, height=576, fps=10, seconds=1.6, framing="close_up", stage=stage, figures=(mia,), seed=5, draft=True
    )
    Drawn().make(shot, tmp_path / "mia.mp4")
    footage = read_footage(tmp_path / "mia.mp4", 576, tmp_path)
    assert filling(next(footage.frames())[1]) > FILLED
