"""The promise: what stands in the place stands in the same place of the frame, from every angle, all along a move."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.picture.composition import compose
from cliffhanger.tools.sets.geometry import project
from cliffhanger.tools.sets.set import Plate
from cliffhanger.tools.sets.shooting.plates import filmed
from cliffhanger.tools.sets.shooting.set_up import plate_spec, set_up
from cliffhanger.tools.sets.shooting.warping import warp

from .conftest import PracticeSet, Shooting

WIDTH, HEIGHT = 540, 960
REACH, SEARCHED = 12, 8
"""Half the size of what is looked for, and how far around its place it is looked for, in pixels."""
WORST = 2.0
ANGLES = {"front": "drift", "left": "handheld", "right": "shake", "high": "pan_left", "low": "still"}


def visible(room: PracticeSet, eye: Eye, truth: Plate) -> dict[str, npt.NDArray[np.float64]]:
    """Return where the features are that an eye sees and nothing hides: pixels."""
    found = {}
    for name, point in room.room.features().items():
        (x, y), depth = project(eye, WIDTH, HEIGHT, np.array(point))
        margin = REACH + SEARCHED + 1
        if depth <= 0.3 or not (margin <= x < WIDTH - margin and margin <= y < HEIGHT - margin):
            continue
        around = truth.depth[int(y) - REACH : int(y) + REACH + 1, int(x) - REACH : int(x) + REACH + 1]
        # What something nearer cuts off is no corner of the place but one of the picture.
        inner = around[REACH - 2 : REACH + 3, REACH - 2 : REACH + 3]
        if np.abs(inner - depth).min() < 0.03 * depth and around.min() > 0.8 * depth:
            found[name] = np.array([x, y])
    return found


def strayed(frame: npt.NDArray[np.uint8], truth: npt.NDArray[np.uint8], place: npt.NDArray[np.float64]) -> float:
    """Return how far from its place in the truth a feature is in the frame, in pixels, finer than one."""
    x, y = (int(value) for value in place)
    grey, true = (cv2.cvtColor(one, cv2.COLOR_RGB2GRAY) for one in (frame, truth))
    looked_for = true[y - REACH : y + REACH + 1, x - REACH : x + REACH + 1]
    wide = REACH + SEARCHED
    score = cv2.matchTemplate(grey[y - wide : y + wide + 1, x - wide : x + wide + 1], looked_for, cv2.TM_CCOEFF_NORMED)
    _, best, _, (column, row) = cv2.minMaxLoc(score)
    assert best > 0.6, "nothing of the kind is there"
    dx = _peak(score[row], column) - SEARCHED
    dy = _peak(score[:, column], row) - SEARCHED
    return float(np.hypot(dx, dy))


def _peak(line: npt.NDArray[np.float32], at: int) -> float:
    if not 0 < at < len(line) - 1:
        return float(at)
    before, here, after = (float(line[at + step]) for step in (-1, 0, 1))
    bend = before - 2 * here + after
    return at + 0.5 * (before - after) / bend if bend < 0 else float(at)


@pytest.mark.parametrize(("camera", "move"), ANGLES.items())
def test_features_are_where_their_points_are(camera: str, move: str, shot: Shooting, room: PracticeSet) -> None:
    spec = shot("wide", camera, move=move)
    made = set_up(spec, compose(spec), room)
    reel, _ = filmed(plate_spec(spec, made, real=True), room)
    eye = made.path.at(0.4 * spec.seconds)
    truth, frame = room.plate(eye, WIDTH, HEIGHT), warp(reel, eye, WIDTH, HEIGHT)
    places = visible(room, eye, truth)
    assert places, "this camera sees no feature at all"
    apart = {name: strayed(frame.colour, truth.colour, place) for name, place in places.items()}
    assert max(apart.values()) < WORST, apart
    shown = {name: frame.depth[int(y), int(x)] / truth.depth[int(y), int(x)] for name, (x, y) in places.items()}
    assert np.median(np.abs(np.log(list(shown.values())))) < 0.02, shown


@pytest.mark.slow
@pytest.mark.parametrize("camera", ANGLES)
@pytest.mark.parametrize("move", ["drift", "handheld"])
def test_painted_features_hold_all_along_every_move(camera: str, move: str, shot: Shooting, room: PracticeSet) -> None:
    spec = shot("wide", camera, move=move)
    made = set_up(spec, compose(spec), room)
    reel, _ = filmed(plate_spec(spec, made), room)
    worst = {}
    for t in np.linspace(0, spec.seconds, 4):
        eye = made.path.at(float(t))
        truth, frame = room.plate(eye, WIDTH, HEIGHT), warp(reel, eye, WIDTH, HEIGHT)
        places = visible(room, eye, truth)
        worst |= {f"{name} at {t:.1f} s": strayed(frame.colour, truth.colour, place) for name, place in places.items()}
    print(camera, move, len(worst), f"mean {np.mean(list(worst.values())):.2f} worst {max(worst.values()):.2f}")
    assert worst
    assert max(worst.values()) < WORST, {name: far for name, far in worst.items() if far >= WORST}
