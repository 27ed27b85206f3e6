"""What one worker keeps between shots: painted sets and dressed figures are dear, and an episode uses few of them."""

import ctypes
import sys
from collections import OrderedDict
from functools import lru_cache

from ...memory.bible import ArtDirection
from ...memory.look import Look, Outfit, Wound
from .figure.figure import ASIDE, UNIT, Figure
from .light import Light
from .sets import paint
from .sets.plate import Plate
from .spec import StageSpec

FIGURES, FIGURES_LARGE, SMALL = 4, 2, 260
"""How many people are kept, how many if their heads are large, and from where they are, pixels."""
POSE_ROOM, SPRITE_ROOM = 50e6, 20e6
"""Bytes of drawings that one person may keep: poses without and with their faces."""


@lru_cache(maxsize=2)
def plate(stage: StageSpec, width: int, height: int, style: ArtDirection) -> Plate:
    """Return the painted set for frames of that size."""
    painted = paint(stage, width, height, style)
    give_back()
    return painted


def give_back() -> None:
    """Return freed memory to the system: the C library keeps 100 MB of brush work otherwise. Elsewhere, do nothing."""
    if sys.platform.startswith("linux"):
        try:
            ctypes.CDLL("libc.so.6").malloc_trim(0)
        except (OSError, AttributeError):
            return  # another C library, which has its own ways


_figures: OrderedDict[tuple[object, ...], Figure] = OrderedDict()


def figure(
    look: Look, outfit: Outfit, light: Light, head: int, reach: float, aside: float = ASIDE, wound: Wound | None = None
) -> Figure:
    """Return the dressed and lit person, its head so many pixels high, drawn down to ``reach`` heads.

    The last ones asked for are kept, as many as the room allows: on large frames each picture of a person is 10 MB.
    """
    key = (look, outfit, light, head, reach, aside, wound)
    if key not in _figures:
        # Room first: the two of this shot stay, an older one goes before the new one takes its place.
        while len(_figures) >= (FIGURES if head <= SMALL else FIGURES_LARGE):
            _figures.popitem(last=False)
        _figures[key] = Figure(look, outfit, light, head, reach, _keep(head, reach, aside), aside, wound)
    _figures.move_to_end(key)
    return _figures[key]


def forget_pieces() -> None:
    """Have everybody forget what parts of them were drawn for the shot before."""
    for person in _figures.values():
        person.start()


def _keep(head: int, reach: float, aside: float) -> tuple[int, int]:
    """Return how many poses and finished drawings a figure keeps: fewer, the larger they are."""
    bytes_each = 4 * (2 * aside / UNIT * head) * ((0.4 + reach) * head)
    poses, sprites = int(POSE_ROOM / (1.3 * bytes_each)), int(SPRITE_ROOM / bytes_each)
    return max(2, min(10, poses)), max(2, min(24, sprites))
