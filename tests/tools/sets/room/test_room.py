"""The practice room: what is drawn agrees with where it is said to be."""

import cv2
import numpy as np
import pytest

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.geometry import look_at, project, unproject
from cliffhanger.tools.sets.room.furniture import CHAIR, DEEP, TALL, WIDE, furniture
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.room.solids import Cover, ball, box, cylinder

ROOM = Room()


def test_a_plate_has_colour_depth_and_is_seen_everywhere() -> None:
    plate = ROOM.render(ROOM.front_eye(), 96, 54)
    assert plate.colour.shape == (54, 96, 3) and plate.colour.dtype == np.uint8
    assert plate.depth.shape == (54, 96) and plate.depth.dtype == np.float32
    assert plate.seen.all()
    assert plate.colour.std() > 25, "the room is neither black nor white"


def test_every_point_that_is_seen_lies_in_the_room() -> None:
    for eye in ROOM.walk(4):
        points = unproject(eye, ROOM.depth(eye, 80, 45))
        assert np.abs(points[..., 0]).max() <= WIDE / 2 + 1e-3
        assert np.abs(points[..., 2]).max() <= DEEP / 2 + 1e-3
        assert points[..., 1].min() >= -1e-3 and points[..., 1].max() <= TALL + 1e-3


@pytest.fixture(scope="module")
def depths() -> list[tuple[Eye, np.ndarray]]:
    return [(eye, ROOM.depth(eye, 320, 180)) for eye in (ROOM.front_eye(), *ROOM.walk(7))]


@pytest.mark.parametrize("name", sorted(ROOM.features()))
def test_depth_at_a_corner_is_that_of_the_corner(name: str, depths: list[tuple[Eye, np.ndarray]]) -> None:
    """Some eye of the walk sees each corner, just where it is projected to."""
    found = []
    for eye, depth in depths:
        at, deep = project(eye, 320, 180, np.array(ROOM.features()[name]))
        x, y = int(at[0]), int(at[1])
        if deep > 0 and 2 <= x < 318 and 2 <= y < 178:
            found.append(float(np.abs(depth[y - 1 : y + 2, x - 1 : x + 2] - deep).min()))
    assert found and min(found) < 0.03


def test_a_corner_of_the_painting_is_an_edge_in_the_picture() -> None:
    eye = ROOM.front_eye()
    picture = cv2.cvtColor(ROOM.render(eye, 640, 360).colour, cv2.COLOR_RGB2GRAY).astype(float)
    (x, y), _ = project(eye, 640, 360, np.array(ROOM.features()["painting left top"]))
    x, y = round(float(x)), round(float(y))
    inside, left, above = (
        picture[y + 1 : y + 4, x + 1 : x + 4],
        picture[y + 8, x - 5 : x - 2],
        picture[y - 5 : y - 2, x + 8],
    )
    assert abs(inside.mean() - left.mean()) > 12 and abs(inside.mean() - above.mean()) > 12


def test_two_eyes_agree_on_what_they_see() -> None:
    """What one eye shows, carried by depth to the other, has the same colour there: nothing shines or swims."""
    one, other = ROOM.walk(9)[4:6]
    first, second = ROOM.render(one, 320, 180), ROOM.render(other, 320, 180)
    at, deep = project(other, 320, 180, unproject(one, first.depth))
    across, down = at[..., 0].astype(np.float32) - 0.5, at[..., 1].astype(np.float32) - 0.5
    there = cv2.remap(second.colour, across, down, cv2.INTER_LINEAR).astype(float)
    depth = cv2.remap(second.depth, across, down, cv2.INTER_NEAREST)
    same = (np.abs(depth - deep) < 0.02 * deep) & (across > 0) & (across < 319) & (down > 0) & (down < 179)
    assert same.mean() > 0.6
    assert np.abs(there - first.colour)[same].mean() < 9


def test_a_picture_has_points_to_hold_on_to_everywhere() -> None:
    picture = cv2.cvtColor(ROOM.render(ROOM.walk(5)[1], 640, 360, 1).colour, cv2.COLOR_RGB2GRAY)
    found = cv2.goodFeaturesToTrack(picture, 2000, 0.01, 4).reshape(-1, 2)
    assert len(found) > 700
    cells = {(int(x) // 160, int(y) // 120) for x, y in found}
    assert len(cells) == 12, "in every part of the picture"


def test_the_same_eye_sees_the_same_picture() -> None:
    eye = ROOM.walk(3)[0]
    assert (ROOM.render(eye, 64, 36).colour == ROOM.render(eye, 64, 36).colour).all()


def test_the_armchair_hides_who_stands_behind_it() -> None:
    """Of somebody behind the armchair the front camera sees the head and not the knees."""
    x, z = CHAIR[0], CHAIR[1] - 0.8
    eye = look_at((CHAIR[0], 1.5, 2.0), (x, 1.2, z), 50)
    person = (box((x - 0.2, 0, z - 0.1), (x + 0.2, 1.7, z + 0.1), Cover("coat", 1)),)
    plate = ROOM.render(eye, 90, 160, 1, person)
    rows = np.flatnonzero((~plate.seen).any(axis=1))
    head, foot = (float(project(eye, 90, 160, np.array((x, y, z + 0.1)))[0][1]) for y in (1.7, 0.0))
    assert abs(rows.min() - head) < 3
    assert rows.max() < foot - 0.25 * (foot - head), "the chair is before the legs"


def test_free_places() -> None:
    assert ROOM.free((0.1, 1.2, -0.4), 0.35)
    assert not ROOM.free((2.4, 0.3, 0.0)), "in the sofa"
    assert not ROOM.free((CHAIR[0], 0.3, CHAIR[1])), "in the armchair"
    assert not ROOM.free((0.0, 3.0, 0.0)) and not ROOM.free((3.2, 1.0, 0.0)), "outside"


def test_the_walk_looks_inwards_from_free_places_all_around() -> None:
    eyes = ROOM.walk(12)
    assert all(ROOM.free(eye.at, 0.15) for eye in eyes)
    assert eyes[0].yaw - eyes[-1].yaw > 85
    heights = [eye.at[1] for eye in eyes]
    assert max(heights) - min(heights) > 0.4


@pytest.mark.parametrize(
    "solid",
    [
        box((-0.5, -0.4, -0.3), (0.5, 0.4, 0.3), Cover("oak", 1), yaw=30, about=(0, 0)),
        ball((0, 0, 0), (0.5, 0.3, 0.4), Cover("oak", 1)),
        cylinder((0, -0.4, 0), 0.4, 0.8, Cover("oak", 1)),
    ],
)
def test_a_ray_meets_a_solid_on_its_surface(solid) -> None:
    aims = np.random.default_rng(1).uniform(-0.6, 0.6, (200, 3)).astype(np.float32)
    origin = np.array([2.0, 1.5, 2.5], np.float32)
    ahead = aims - origin
    near, far = solid.crossed(np.broadcast_to(origin[:, None], (3, 200)), ahead.T)
    hit = near < far
    assert 40 < hit.sum() < 200
    points = (origin + ahead * near[:, None])[hit]
    local = np.stack(solid.local(*points.T), axis=1)
    half = np.array(solid.half)
    share = {"box": np.abs(local / half).max(axis=1), "ball": np.linalg.norm(local / half, axis=1)}
    round_ = np.maximum(np.hypot(local[:, 0], local[:, 2]) / half[0], np.abs(local[:, 1]) / half[1])
    assert np.allclose(share.get(solid.kind, round_), 1, atol=1e-3)
    ways = np.concatenate(
        [
            np.broadcast_to(solid.outward(p[None], int(f)), (1, 3))
            for p, f in zip(local, solid.faces(local), strict=True)
        ]
    )
    assert ((ways * ahead[hit]).sum(axis=1) < 1e-4).all(), "surfaces that are seen look at us"


def test_nothing_stands_outside() -> None:
    for solid in furniture()[1:]:
        corners = solid.corners()
        assert (np.abs(corners) <= np.array([WIDE / 2, TALL, DEEP / 2]) + 0.02).all()
        assert corners[:, 1].min() > -0.02


def test_a_far_eye_behind_the_camera_meets_nothing() -> None:
    plate = ROOM.render(Eye(at=(0.0, 1.5, 0.9), yaw=180), 48, 27, 1)
    assert (plate.depth < 4).all() and (plate.depth > 0.2).all()
