"""Drawn sets through the seam of all sets: the painter's view is kept, another eye sees it in true perspective."""

import cv2
import numpy as np
import pytest

from cliffhanger.memory.bible import SetKind
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.picture.compositing import pixels_of
from cliffhanger.tools.picture.sets import PAINTERS, paint
from cliffhanger.tools.picture.spec import StageSpec
from cliffhanger.tools.sets.geometry import project
from cliffhanger.tools.sets.painted import EYES, FIGURES, FOV, FULL, PaintedSet
from cliffhanger.tools.sets.set import Set

WARD = PaintedSet(StageSpec(set="hospital", seed=3))


def test_it_is_a_set_with_cameras_and_marks() -> None:
    assert isinstance(WARD, Set)
    cameras = {one.name: one for one in WARD.cameras()}
    assert list(cameras) == ["front", "left", "right", "high", "low"]
    assert all(one.seen >= FULL for one in cameras.values())
    assert cameras["left"].eye.at[0] < -0.1 < 0.1 < cameras["right"].eye.at[0]
    assert cameras["high"].eye.at[1] > EYES > cameras["low"].eye.at[1]
    assert all(WARD.free(one.eye.at) for one in cameras.values())
    assert [mark.name for mark in WARD.marks()] == ["middle", "left", "right", "back"]
    assert all(WARD.free((mark.x, 1.6, mark.z)) for mark in WARD.marks())
    assert not WARD.free((3.0, EYES, FIGURES)) and not WARD.free((0.0, EYES, -8.0))


def test_the_front_sees_what_was_painted() -> None:
    """The door of the ward, on the far wall, is where the painter put it, a little enlarged."""
    plate, painted = WARD.plate(WARD.cameras()[0].eye, 270, 480), paint(WARD.stage, 270, 480)
    far = pixels_of(painted.layers[1].image)[..., [2, 1, 0]]
    grown = np.tan(np.radians(FOV / 2)) / np.tan(np.radians(WARD.cameras()[0].eye.fov / 2))
    x, y, size = painted.width / 2, painted.horizon * painted.height, 60
    part = far[round(y - size / grown) : round(y + size / grown), round(x) : round(x + size / grown)]
    ours = plate.colour[240 - size : 240 + size, 135 : 135 + size].astype(float)
    wanted = cv2.resize(part, (size, 2 * size), interpolation=cv2.INTER_LINEAR).astype(float)
    assert np.abs(ours - wanted).mean() < 6 < np.abs(ours[:, ::-1] - wanted).mean()
    assert plate.seen.mean() > 0.99 and plate.depth.shape == (480, 270)


def test_the_floor_is_where_the_floor_is() -> None:
    """Whoever stands there touches the painted floor at their own depth."""
    eye = WARD.cameras()[0].eye
    plate = WARD.plate(eye, 135, 240)
    for z in (-1.6, -2.4, -3.2):
        (x, y), depth = project(eye, 135, 240, np.array([0.35, 0.0, z]))
        assert plate.depth[int(y), int(x)] == pytest.approx(float(depth), rel=0.03)


def test_what_is_nearer_moves_more() -> None:
    """A pixel of the far wall and one of a nearer sheet move as their depths say when the camera goes aside."""
    here, there = Eye(at=(0.0, EYES, FIGURES), fov=44), Eye(at=(0.25, EYES, FIGURES), fov=44)
    near, far = WARD.plate(here, 270, 480), WARD.plate(there, 270, 480)
    checked = 0
    for y, x in ((200, 150), (260, 60), (330, 60), (420, 150)):
        depth = float(near.depth[y, x])
        moved = 0.25 * 480 / 2 / np.tan(np.radians(22)) / depth
        to = round(x - moved)
        if to > 3:
            patch = near.colour[y - 3 : y + 4, x - 3 : x + 4].astype(float).mean((0, 1))
            assert np.abs(patch - far.colour[y - 3 : y + 4, to - 3 : to + 4].astype(float).mean((0, 1))).max() < 12
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize("kind", sorted(PAINTERS))
def test_every_set_can_be_filmed_from_its_named_cameras(kind: SetKind) -> None:
    a_set = PaintedSet(StageSpec(set=kind, seed=1))
    cameras = a_set.cameras()
    assert len(cameras) == 5 and all(camera.seen > 0.9 for camera in cameras)
    plate = a_set.plate(cameras[1].eye, 45, 80)
    assert plate.depth.min() > 0.3 and np.ptp(plate.depth) > 0.5
