"""Choosing: the frames that are kept are sharp and lie evenly along the way of the view, not of the clock."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .looking import Look

FEWEST = 12
"""Frames that a place needs at least."""
APART = 0.02
"""Share of the picture's longer side by which two kept frames differ at least."""
REACH = 0.5
"""How far from its place on the way a sharper frame is looked for, in steps."""


def chosen(looks: Sequence[Look], come: npt.NDArray[np.float64], most: int) -> list[Look]:
    """Return the looks to keep, at most ``most``, in the order of the footage.

    ``come`` is how far the view has come at each. A long stay gives few frames, since it leads nowhere.
    """
    sharp = [look for look in looks if look.sharp]
    if not sharp:
        return []
    whole = float(come[-1])
    count = int(np.clip(whole / APART + 1, 1, most))
    step = whole / max(1, count - 1)
    kept: dict[int, Look] = {}
    for place in np.linspace(0.0, whole, count):
        near = [look for look in sharp if abs(float(come[look.number]) - place) <= REACH * step + 1e-9]
        if near:
            best = max(near, key=lambda look: (look.detail / _around(looks, look), -look.number))
            kept[best.number] = best
    return [kept[number] for number in sorted(kept)]


def _around(looks: Sequence[Look], look: Look, reach: int = 8) -> float:
    """Return how much detail the pictures about a look have: what it shows decides that, not how sharp it is."""
    nearby = looks[max(0, look.number - reach) : look.number + reach + 1]
    return max(1e-6, float(np.median([one.detail for one in nearby])))
