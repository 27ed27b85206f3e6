"""Stature: how tall people are, so that a head in the frame says how far away they stand."""

from collections.abc import Sequence

from ....memory.look import Look, Sex
from ...picture.composition import Standing
from ...picture.spec import FigureSpec

HEAD = 0.235
"""Metres from crown to chin."""
EYES = 0.93
"""Height of the eyes, as a fraction of the body's."""
TALL: dict[Sex, float] = {"woman": 1.66, "man": 1.76}
"""Metres of somebody of middle height."""
SPAN = 0.04
"""Metres by which short and tall differ from that."""


def eyes_of(look: Look) -> float:
    """Return how high the eyes of somebody standing are, in metres."""
    return EYES * (TALL[look.sex] + SPAN * max(-1.0, min(1.0, look.height)))


def main_of(standings: Sequence[Standing], figures: Sequence[FigureSpec]) -> Standing | None:
    """Return whom the shot is about: in the plane of focus, facing us, speaking, large; None if nobody is there."""
    if not standings:
        return None
    return max(
        standings,
        key=lambda one: (one.depth <= 1, not one.back, bool(figures[one.index].mouth), one.head, -one.index),
    )
