"""A retake is seen to be another, and nothing that the director decided is."""

from collections.abc import Callable

import numpy as np
import pytest

from cliffhanger.memory.storyboard import Framing
from cliffhanger.tools.picture.camera import Camera
from cliffhanger.tools.picture.composition import compose
from cliffhanger.tools.picture.filming import Filming
from cliffhanger.tools.picture.retake import STEP, dice, retakes
from cliffhanger.tools.picture.spec import FigureSpec, PropSpec, ShotSpec

Shoot = Callable[..., ShotSpec]
FRAMINGS: tuple[Framing, ...] = ("extreme_close_up", "close_up", "medium", "over_shoulder", "two_shot", "wide")


def frame(spec: ShotSpec, index: int = 0) -> np.ndarray:
    return Filming(spec).frame(index).astype(int)


def test_the_seed_counts_the_retakes() -> None:
    first = 2**31 + 10_107
    assert [retakes(first + n * STEP) for n in range(4)] == [0, 1, 2, 3]
    assert dice(first, "x") is None
    again, other = dice(first + STEP, "x"), dice(first + 2 * STEP, "x")
    assert again and other and again.random() != other.random()


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_face_stands_elsewhere_and_still_in_its_place(
    shot: Shoot, mia: FigureSpec, dan: FigureSpec, framing: str
) -> None:
    figures = (mia, dan) if framing in ("over_shoulder", "two_shot", "wide") else (mia,)
    first = compose(shot(framing=framing, figures=figures, seed=7))
    assert first == compose(shot(framing=framing, figures=figures, seed=8)), "chance has no say in a first take"
    for take in range(1, 8):
        for one, other in zip(
            first, compose(shot(framing=framing, figures=figures, seed=7 + take * STEP)), strict=True
        ):
            assert (other.yaw, other.back, other.index, other.depth) == (one.yaw, one.back, one.index, one.depth)
            assert 0.012 < abs(other.x - one.x) + abs(other.y - one.y) + abs(other.head - one.head) < 0.16
            assert other.back or (0.2 < other.x < 0.8 and 0.2 < other.y < 0.6)


@pytest.mark.parametrize("framing", ["close_up", "insert", "establishing"])
def test_a_retake_of_a_still_shot_looks_another(shot: Shoot, mia: FigureSpec, framing: str) -> None:
    told: dict[str, object] = {"framing": framing, "move": "still"}
    told |= {"prop": PropSpec(kind="ring")} if framing == "insert" else {}
    told["figures"] = (mia,) if framing == "close_up" else ()
    first, again = shot(**told, seed=7), shot(**told, seed=7 + STEP)
    assert np.abs(frame(first) - frame(again)).mean() > 2.5
    assert (frame(again) == frame(again)).all()


def test_the_camera_of_a_retake_is_no_earthquake() -> None:
    first, again = Camera("still", 2.0, 7), Camera("still", 2.0, 7 + STEP)
    for t in (0.0, 0.7, 2.0):
        one, other = first.at(t), again.at(t)
        assert one != other and abs(one.x - other.x) < 0.01 and abs(other.roll) < 0.5
