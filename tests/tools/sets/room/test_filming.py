"""Footage of the practice room: what a hand and a small camera do to it, each for itself."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.footage.decoding import pictures
from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.geometry import project
from cliffhanger.tools.sets.room.filming import capture_of, film, standing, turning, views
from cliffhanger.tools.sets.room.hand import Hand, steady
from cliffhanger.tools.sets.room.practice import Practice, PracticeSpec
from cliffhanger.tools.sets.room.room import Room

SIZE = (160, 90)
ROOM = Room()
EYE = ROOM.walk(5)[2]


@pytest.fixture(scope="module")
def plate():
    return ROOM.render(EYE, *SIZE, 1)


def test_footage_is_as_long_and_as_large_as_asked(tmp_path: Path) -> None:
    filmed = film(tmp_path / "room.mp4", 1.0, *SIZE, fps=12)
    found = probe(tmp_path / "room.mp4")
    assert found.video is not None and found.audio is None
    assert (found.video.width, found.video.height, found.video.fps) == (*SIZE, 12)
    assert found.seconds == pytest.approx(1.0, abs=0.05)
    assert len(filmed.eyes) == 12 and max(filmed.hidden) == 0


def test_steady_footage_shows_what_the_true_eyes_see(tmp_path: Path) -> None:
    filmed = film(tmp_path / "room.mp4", 0.5, *SIZE, fps=8, hand=steady(quality=8))
    frames = list(pictures(tmp_path / "room.mp4", "8", SIZE))
    assert filmed.eyes[0] == ROOM.walk(4)[0]
    for eye, frame in zip(filmed.eyes, frames, strict=True):
        true = ROOM.render(eye, *SIZE, 1).colour
        assert np.abs(frame.astype(int) - true).mean() < 6


def test_somebody_walks_through(tmp_path: Path) -> None:
    filmed = film(tmp_path / "room.mp4", 1.0, *SIZE, fps=12, hand=steady(), walker=True)
    assert filmed.hidden[0] == filmed.hidden[-1] == 0
    assert 0.01 < max(filmed.hidden) < 0.2
    assert sum(share > 0.005 for share in filmed.hidden) >= 4


def test_a_hand_trembles_a_little_and_always_the_same() -> None:
    held = [Hand().holding(EYE, second, seed=3) for second in np.linspace(0, 4, 60)]
    again = [Hand().holding(EYE, second, seed=3) for second in np.linspace(0, 4, 60)]
    assert held == again
    assert held != [Hand().holding(EYE, second, seed=4) for second in np.linspace(0, 4, 60)]
    turned = np.array([eye.yaw - EYE.yaw for eye in held])
    moved = np.array([np.linalg.norm(np.subtract(eye.at, EYE.at)) for eye in held])
    assert 0.1 < turned.std() < 1.5 and 0.003 < moved.mean() < 0.06
    assert steady().holding(EYE, 1.0) == EYE


def test_exposure_drifts_by_a_fifth_at_most(plate) -> None:
    means = [Hand().exposed(plate.colour, second).mean() for second in np.linspace(0, 8, 17)]
    true = plate.colour.mean()
    assert max(means) > true * 1.03 and min(means) < true * 0.97
    assert max(means) < true * 1.2 and min(means) > true * 0.8
    assert steady().exposed(plate.colour, 3.0) is plate.colour


def test_white_balance_drifts(plate) -> None:
    hand = replace(steady(), tint=0.08)
    ratio = [one[..., 0].mean() / one[..., 2].mean() for one in (hand.exposed(plate.colour, at) for at in range(9))]
    assert max(ratio) / min(ratio) > 1.03


def test_motion_blurs_along_the_motion(plate) -> None:
    """A pan blurs across: upright edges go, level ones stay."""
    before, after = (EYE.model_copy(update={"yaw": EYE.yaw + turn}) for turn in (-1.5, 1.5))
    blurred = replace(steady(), shutter=0.8).smeared(plate.colour, plate.depth, before, EYE, after)
    grey, was = (cv2.cvtColor(one, cv2.COLOR_RGB2GRAY).astype(float) for one in (blurred, plate.colour))
    across = [np.abs(np.diff(one, axis=1)).mean() for one in (grey, was)]
    along = [np.abs(np.diff(one, axis=0)).mean() for one in (grey, was)]
    assert across[0] < 0.7 * across[1] and along[0] / along[1] > 1.15 * across[0] / across[1]
    assert steady().smeared(plate.colour, plate.depth, before, EYE, after) is plate.colour


def test_a_rolling_shutter_leans_what_is_upright(plate) -> None:
    """In a pan the lower rows are seen later, so they are as a camera turned farther sees them."""
    before, after = (EYE.model_copy(update={"yaw": EYE.yaw + turn}) for turn in (-2.0, 2.0))
    rolled = replace(steady(), rolling=1.0).smeared(plate.colour, plate.depth, before, EYE, after)
    late = ROOM.render(EYE.model_copy(update={"yaw": EYE.yaw + 2.0 * 0.9}), *SIZE, 1).colour
    rows = slice(83, 88)
    inner = slice(20, 140)
    to_late = np.abs(rolled[rows, inner].astype(int) - late[rows, inner]).mean()
    to_still = np.abs(rolled[rows, inner].astype(int) - plate.colour[rows, inner]).mean()
    assert to_late < 0.75 * to_still
    middle = slice(44, 46)
    assert np.abs(rolled[middle].astype(int) - plate.colour[middle]).mean() < 6


def test_noise_is_of_the_sensor(plate) -> None:
    noisy = Hand(noise=4).grainy(plate.colour, np.random.default_rng(0))
    assert 2 < (noisy.astype(int) - plate.colour).std() < 6


def test_a_camera_on_a_tripod_has_no_parallax(tmp_path: Path) -> None:
    assert standing(0.0) == standing(1.0)
    assert turning(0.0).at == turning(1.0).at and turning(0.0).yaw != turning(1.0).yaw
    filmed = film(tmp_path / "room.mp4", 0.5, 64, 36, fps=4, hand=steady(), path=turning)
    assert len({eye.at for eye in filmed.eyes}) == 1


def test_views_become_a_capture_whose_points_are_where_they_are_seen(tmp_path: Path) -> None:
    seen = views(6, *SIZE, samples=1)
    capture = capture_of(seen, noise=0.3)
    assert len(capture.frames) == 6 and (capture.width, capture.height) == SIZE
    assert len(capture.points) > 100 and len(capture.sightings) > 2.2 * len(capture.points)
    for number, x, y, point in capture.sightings[::17]:
        at, deep = project(capture.frames[int(number)].eye, *SIZE, capture.points[int(point)])
        assert deep > 0 and np.hypot(at[0] - x, at[1] - y) < 2
    capture.write(tmp_path / "capture.zip")
    assert (Capture.read(tmp_path / "capture.zip").points == capture.points).all()


def test_practice_footage_is_the_same_every_time(tmp_path: Path) -> None:
    spec = PracticeSpec(seconds=0.5, width=96, height=64, fps=6, seed=5)
    made = Practice().make(spec, tmp_path / "one.mp4")
    Practice().make(spec, tmp_path / "two.mp4")
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()
    assert made.seconds == 0.5 and made.facts["frames"] == 3
    Practice().make(spec.model_copy(update={"seed": 6}), tmp_path / "three.mp4")
    assert (tmp_path / "one.mp4").read_bytes() != (tmp_path / "three.mp4").read_bytes()
