"""Drawn stills that play the frames of a model, small but with faces large enough to act."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey, ShotSpec, StageSpec
from cliffhanger.tools.take import Take

Pixels = npt.NDArray[np.uint8]
Shoot = Callable[..., ShotSpec]

MIA = FigureSpec(look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"))
DAN = FigureSpec(look=Look(sex="man", hair="swept", age=34), outfit=Outfit(garment="suit", colour="#22263a"))
SPEECH = (
    MouthKey(at=0.0, shape="sil", open=0.0),
    MouthKey(at=0.2, shape="aa", open=1.0),
    MouthKey(at=0.5, shape="PP", open=0.0),
    MouthKey(at=0.6, shape="O", open=1.0),
    MouthKey(at=0.8, shape="sil", open=0.0),
)


def shot(**fields: object) -> ShotSpec:
    """Return a Spec of one second, 324x576 at 12 frames a second, of which any field can be given."""
    told: dict[str, object] = {
        "width": 324,
        "height": 576,
        "fps": 12,
        "seconds": 1.0,
        "framing": "close_up",
        "stage": StageSpec(set="apartment", hour="dusk"),
        "figures": (MIA,),
        "seed": 5,
        "draft": True,
    }
    return ShotSpec.model_validate(told | fields)


def speaking(figure: FigureSpec) -> FigureSpec:
    return figure.model_copy(update={"mouth": SPEECH})


@pytest.fixture(scope="session")
def close_up() -> Pixels:
    """Mia, near: BGR."""
    return np.ascontiguousarray(still(shot(), 0.2)[..., ::-1])


@pytest.fixture(scope="session")
def two_shot() -> Pixels:
    """Mia and Dan side by side: BGR."""
    return np.ascontiguousarray(still(shot(figures=(MIA, DAN), framing="two_shot"), 0.2)[..., ::-1])


@pytest.fixture(scope="session")
def empty() -> Pixels:
    """Nobody: BGR."""
    return np.ascontiguousarray(still(shot(figures=(), framing="establishing"), 0.2)[..., ::-1])


@pytest.fixture
def frame(tmp_path: Path) -> Callable[[Pixels], Take]:
    """Write a picture as the take of a frame."""

    def write(picture: Pixels, name: str = "frame.png") -> Take:
        path = tmp_path / name
        assert cv2.imwrite(str(path), picture)
        return Take(key="f" * 64, tool="test", version="1", path=str(path))

    return write
