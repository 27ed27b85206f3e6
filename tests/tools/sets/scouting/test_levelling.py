"""What was measured, in whatever scale and turn, is stood upright on its floor, in metres."""

import numpy as np
import pytest

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.geometry import axes
from cliffhanger.tools.sets.scouting.levelling import HELD, level
from cliffhanger.tools.sets.scouting.parallax import parallax, widest
from cliffhanger.tools.sets.scouting.poses import Posed
from cliffhanger.tools.sets.scouting.straightening import Lens

from .place import TALL

TURN = np.linalg.qr(np.random.default_rng(4).normal(size=(3, 3)))[0]
TURN *= np.sign(np.linalg.det(TURN))
SIZE, SHIFT = 0.37, np.array([3.0, -5.0, 2.0])


def measured(eyes: list[Eye], ceiling: bool = True, floor: bool = True) -> Posed:
    """Return a room of 6 x 6 m as pycolmap might find it: in no scale, turned anyhow."""
    dice = np.random.default_rng(1)
    ground = dice.uniform((-3, 0, -3), (3, 0, 3), (300 if floor else 0, 3))
    table = dice.uniform((-0.5, 0.75, -0.9), (0.5, 0.75, 0.0), (500 if floor else 0, 3))
    wall = dice.uniform((-3, 0.1, -3), (3, TALL, -3), (700, 3))
    above = dice.uniform((-3, TALL, -3), (3, TALL, 3), (200 if ceiling else 0, 3))
    points = np.concatenate([ground, table, wall, above])
    points = points + dice.normal(0, 0.005, points.shape)
    every = [(frame, 0.0, 0.0, point) for point in range(len(points)) for frame in (0, len(eyes) - 1)]
    return Posed(
        frames=tuple(range(len(eyes))),
        at=SIZE * np.array([eye.at for eye in eyes]) @ TURN.T + SHIFT,
        axes=np.array([TURN @ axes(eye) for eye in eyes]),
        focal=300.0,
        bend=0.0,
        points=SIZE * points @ TURN.T + SHIFT,
        colours=np.zeros((len(points), 3), np.uint8),
        errors=np.full(len(points), 0.3),
        sightings=np.array(every, np.float64),
        mapper="global",
    )


def test_the_floor_is_level_and_at_nought(eyes: list[Eye]) -> None:
    posed = measured(eyes)
    found = level(posed)
    up = TURN.T @ found.turn[1]
    assert np.degrees(np.arccos(up[1])) < 0.3
    assert (found.up_from, found.floor_from) == ("floor", "floor")
    assert np.abs(found.points(posed.points)[:300, 1]).max() < 0.06


def test_a_camera_is_held_at_a_metre_and_a_half_unless_the_ceiling_is_known(eyes: list[Eye]) -> None:
    posed = measured(eyes)
    judged, told = level(posed), level(posed, tall=TALL)
    assert np.median(judged.points(posed.at)[:, 1]) == pytest.approx(HELD)
    assert judged.scale_from == "camera held at 1.5 m"
    assert (told.scale_from, told.ceiling) == ("ceiling", True)
    assert told.scale * SIZE == pytest.approx(1.0, rel=0.005)
    assert told.tall == pytest.approx(TALL)


def test_without_a_ceiling_the_highest_points_stand_for_it(eyes: list[Eye]) -> None:
    found = level(measured(eyes, ceiling=False), tall=TALL)
    assert found.scale_from == "highest points taken for the ceiling"
    assert found.scale * SIZE == pytest.approx(1.0, rel=0.03)


def test_walls_alone_are_no_floor(eyes: list[Eye]) -> None:
    found = level(measured(eyes, floor=False))
    assert found.floor_from == "lowest points"
    assert found.up_from != "floor"


def test_the_front_looks_where_the_cameras_do(eyes: list[Eye]) -> None:
    posed = measured(eyes)
    found = level(posed)
    ahead = found.axes(posed.axes)[:, :, 2].mean(axis=0)
    assert abs(ahead[0]) < 1e-6
    assert ahead[2] < -0.5
    across = found.points(posed.points)[:, [0, 2]]
    assert np.abs(np.percentile(across, 5, axis=0) + np.percentile(across, 95, axis=0)).max() < 0.01


def test_parallax_is_the_angle_between_the_farthest_two(eyes: list[Eye]) -> None:
    posed = measured(eyes)
    first, last = np.array(eyes[0].at), np.array(eyes[-1].at)
    assert widest(posed.at) / SIZE == pytest.approx(np.linalg.norm(first - last), rel=0.02)
    assert 20 < parallax(posed) < 120


@pytest.mark.parametrize("bend", [-0.08, 0.0, 0.06])
def test_a_straightened_frame_is_full_and_its_points_lie_where_its_pixels_do(bend: float) -> None:
    lens = Lens(320, 180, 260.0, bend)
    x, y = lens.maps()
    assert x.min() > -0.6
    assert x.max() < 319.6
    assert y.min() > -0.6
    assert y.max() < 179.6
    where = np.array([[20, 12], [300, 170], [160, 90]])
    before = np.stack([x[where[:, 1], where[:, 0]], y[where[:, 1], where[:, 0]]], axis=1).astype(np.float64) + 0.5
    assert lens.points(before) == pytest.approx(where + 0.5, abs=0.01)
