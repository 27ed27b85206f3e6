"""Moves move, softly, and never show the edge of the set."""

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from cliffhanger.memory.storyboard import Move
from cliffhanger.tools.picture.camera import Camera, View
from cliffhanger.tools.picture.filming import Filming

from .conftest import Shoot


@pytest.mark.parametrize("move", get_args(Move))
def test_every_move_moves_the_picture(shot: Shoot, move: Move) -> None:
    filming = Filming(shot(framing="establishing", figures=(), move=move, seconds=3.0, draft=True))
    first = filming.frame(0).astype(int)
    last = filming.frame(30).astype(int)
    assert np.abs(first - last).mean() > 0.3


@pytest.mark.parametrize("move", get_args(Move))
def test_no_frame_jumps(move: Move) -> None:
    camera = Camera(move, 3.0, seed=2)
    views = [camera.at(frame / 24) for frame in range(72)]
    limit = 0.055 if move == "shake" else 0.006
    for before, after in pairwise(views):
        assert abs(after.x - before.x) < limit
        assert abs(after.y - before.y) < limit
        assert abs(after.zoom - before.zoom) < limit


def test_directions() -> None:
    def ends(move: Move) -> tuple[View, View]:
        camera = Camera(move, 3.0)
        return camera.at(0), camera.at(3)

    assert ends("push_in")[0].zoom < ends("push_in")[1].zoom
    assert ends("pull_out")[0].zoom > ends("pull_out")[1].zoom
    # When the camera pans to the left, the subject goes to the right.
    assert ends("pan_left")[0].x < ends("pan_left")[1].x
    assert ends("pan_right")[0].x > ends("pan_right")[1].x
    assert ends("tilt_up")[0].y < ends("tilt_up")[1].y


def test_a_shake_dies_away() -> None:
    camera = Camera("shake", 3.0, seed=1)
    early = max(abs(camera.at(frame / 24).x) for frame in range(8))
    late = max(abs(camera.at(2 + frame / 24).x) for frame in range(8))
    assert late < early / 10


@pytest.mark.parametrize("move", get_args(Move))
@pytest.mark.parametrize("angle", ["eye", "dutch"])
def test_the_set_covers_the_frame(shot: Shoot, move: Move, angle: str) -> None:
    filming = Filming(shot(framing="establishing", figures=(), move=move, angle=angle, seconds=3.0))
    stage = filming.scene.stage  # type: ignore[attr-defined]
    for frame in range(0, 36, 3):
        view = stage.camera.at(frame / 12)
        assert stage._cover_of(view, 0.0) <= stage.cover * 1.001
        assert stage._cover_of(view, 1.0) <= stage.cover * 1.001
