"""A small cast, and shots of it at the size of a thumbnail."""

from collections.abc import Callable

import pytest

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.picture.spec import Caption, CaptionWord, FigureSpec, MouthKey, ShotSpec, StageSpec

MIA = FigureSpec(
    look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"), emotion="fear"
)
DAN = FigureSpec(
    look=Look(sex="man", hair="swept", age=34, height=0.5),
    outfit=Outfit(garment="suit", colour="#22263a"),
    emotion="cold",
)

Shoot = Callable[..., ShotSpec]


@pytest.fixture
def mia() -> FigureSpec:
    return MIA


@pytest.fixture
def dan() -> FigureSpec:
    return DAN


@pytest.fixture
def shot() -> Shoot:
    """Make a Spec of half a second, 108x192 at 12 frames a second, of which any field can be given."""

    def make(**fields: object) -> ShotSpec:
        told: dict[str, object] = {
            "width": 108,
            "height": 192,
            "fps": 12,
            "seconds": 0.5,
            "framing": "close_up",
            "stage": StageSpec(set="rooftop", hour="night"),
            "figures": (MIA,),
            "seed": 5,
        }
        return ShotSpec.model_validate(told | fields)

    return make


def speech(start: float, end: float) -> tuple[MouthKey, ...]:
    """Return a mouth that speaks from start to end, a shape every tenth of a second, and is silent after."""
    shapes = ("aa", "PP", "E", "nn", "O", "SS", "I", "DD")
    count = max(1, round((end - start) / 0.1))
    keys = [MouthKey(at=start + i * (end - start) / count, shape=shapes[i % 8]) for i in range(count)]
    return (*keys, MouthKey(at=end, shape="sil", open=0.0))


def spoken(text: str, start: float = 0.0, each: float = 0.25) -> Caption:
    """Return a caption of these words, one after the other."""
    words = text.split()
    return Caption(
        words=tuple(
            CaptionWord(text=word, start=start + i * each, end=start + (i + 1) * each) for i, word in enumerate(words)
        ),
        start=start,
        end=start + len(words) * each + 0.2,
    )
