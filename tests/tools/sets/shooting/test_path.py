"""Moves are ways through the set."""

import math

import numpy as np
import pytest

from cliffhanger.memory.sets import Eye, Point
from cliffhanger.memory.storyboard import Move
from cliffhanger.tools.picture.composition import compose
from cliffhanger.tools.picture.retake import STEP
from cliffhanger.tools.sets.geometry import axes, project
from cliffhanger.tools.sets.shooting.path import Path
from cliffhanger.tools.sets.shooting.set_up import set_up

from .conftest import PracticeSet, Shooting

EYE = Eye(at=(0.0, 1.5, 1.5), fov=34)
SUBJECT = (0.05, 1.55, -0.2)
MOVES = ("still", "push_in", "pull_out", "pan_left", "pan_right", "tilt_up", "tilt_down", "handheld", "shake", "drift")


def path(move: Move, seconds: float = 4.0, seed: int = 1, **more: object) -> Path:
    return Path(EYE, SUBJECT, move, seconds, seed, 540 / 960, **more)


def shown(one: Path, t: float) -> np.ndarray:
    """Where the subject is in the frame, in pixels of 540 x 960."""
    return project(one.at(t), 540, 960, np.array(SUBJECT))[0]


def test_a_push_goes_nearer_and_keeps_its_subject_in_place() -> None:
    push = path("push_in")
    assert push.at(0).at == pytest.approx(EYE.at)
    assert 0.15 <= math.dist(push.at(0).at, push.at(4).at) <= 0.5
    assert math.dist(push.at(4).at, SUBJECT) < math.dist(push.at(0).at, SUBJECT)
    assert shown(push, 4) == pytest.approx(shown(push, 0), abs=0.01)


def test_a_pull_ends_where_the_camera_was_set_up() -> None:
    pull = path("pull_out")
    assert pull.at(4).at == pytest.approx(EYE.at)
    assert math.dist(pull.at(0).at, SUBJECT) < math.dist(pull.at(4).at, SUBJECT)


@pytest.mark.parametrize(("move", "axis", "sign"), [("pan_left", 0, 1), ("pan_right", 0, -1), ("tilt_up", 1, 1)])
def test_pans_turn_and_do_not_walk(move: Move, axis: int, sign: int) -> None:
    pan = path(move)
    assert pan.at(0).at == pytest.approx(pan.at(4).at)
    carried = (shown(pan, 4) - shown(pan, 0))[axis] * sign
    assert 0.04 * 540 < carried < 0.12 * 960


def test_a_drift_goes_around_its_subject() -> None:
    drift = path("drift")
    way = [drift.at(t) for t in np.linspace(0, 4, 9)]
    assert 0.02 < math.dist(way[0].at, way[-1].at) < 0.5
    # Turned about the axis a little, the subject still keeps its place.
    assert all(np.linalg.norm(shown(drift, t) - shown(drift, 2)) < 3 for t in (0, 1, 3, 4))
    assert 1 < abs(way[0].yaw - way[-1].yaw) < 6


def test_a_still_camera_breathes() -> None:
    still = path("still")
    assert 0.005 < math.dist(still.at(0).at, still.at(4).at) < 0.04


def test_a_hand_trembles_more_slowly_than_widely() -> None:
    hand = path("handheld", seconds=20)
    times = np.arange(0, 20, 1 / 24)
    yaw = np.array([hand.at(float(t)).yaw for t in times])
    power = np.abs(np.fft.rfft(yaw - yaw.mean())) ** 2
    rates = np.fft.rfftfreq(len(yaw), 1 / 24)
    slow, middle, fast = (power[(rates > a) & (rates <= b)].sum() for a, b in ((0.1, 1), (1, 4), (4, 12)))
    assert slow > middle > fast > 0
    assert 0.05 < yaw.std() < 0.6
    assert max(math.dist(hand.at(float(t)).at, EYE.at) for t in times) < 0.06


def test_a_shake_calms_down() -> None:
    shake = path("shake")
    early = np.ptp([shake.at(t).yaw for t in np.linspace(0, 0.5, 40)])
    late = np.ptp([shake.at(t).yaw for t in np.linspace(3, 3.5, 40)])
    assert early > 5 * late


@pytest.mark.parametrize("move", MOVES)
def test_paths_are_smooth(move: Move) -> None:
    way = [path(move).at(t) for t in np.linspace(0, 4, 4 * 24 + 1)]
    steps = np.diff([eye.at for eye in way], axis=0)
    assert np.linalg.norm(steps, axis=1).max() < 0.035
    assert np.linalg.norm(np.diff(steps, axis=0), axis=1).max() < 0.02


@pytest.mark.parametrize("move", MOVES)
def test_few_keys_hold_every_frame(move: Move) -> None:
    moved = path(move)
    keys, aspect = moved.overscan()
    assert 1 <= len(keys) <= 4
    for t in np.linspace(0, 4, 23):
        frame = moved.at(float(t))
        tall = math.tan(math.radians(frame.fov) / 2)
        corners = np.array([[x * tall * 540 / 960, y * tall, 1.0] for x in (-1, 1) for y in (-1, 1)])
        points = np.array(frame.at) + 2.5 * corners @ axes(frame).T
        for point in points:
            places = [project(key, 1, 1, point)[0] - 0.5 for key in keys]
            assert any(abs(x) <= aspect / 2 and abs(y) <= 0.5 for x, y in places)


def test_a_retake_goes_otherwise_and_no_farther() -> None:
    first, again = path("push_in"), path("push_in", seed=1 + STEP)
    assert first.at(4) != again.at(4)
    assert math.dist(first.at(4).at, again.at(4).at) < 0.05


def test_what_is_in_the_way_shortens_a_move(shot: Shooting) -> None:
    class Narrow(PracticeSet):
        def free(self, at: Point) -> bool:
            return at[2] > limit

    spec = shot("medium", "front", move="push_in")
    wide = set_up(spec, compose(spec), PracticeSet())
    limit = wide.path.at(spec.seconds).at[2] + 0.10
    narrow = wide.path.kept_inside(Narrow(), 0.8)
    assert 0 < narrow.reach < 1
    assert all(narrow.at(t).at[2] > limit for t in np.linspace(0, spec.seconds, 20))


def test_a_move_into_what_nobody_saw_is_left_out_and_said(shot: Shooting) -> None:
    class Keyhole(PracticeSet):
        def share_seen(self, eye: Eye) -> float:
            return 1.0 if abs(eye.yaw) < 0.05 else 0.5

    spec = shot("medium", "front", move="pan_left")
    made = set_up(spec, compose(spec), Keyhole())
    assert made.path.reach == 0
    assert "pan_left is left out" in made.note
    assert made.path.at(0) == made.path.at(3)
