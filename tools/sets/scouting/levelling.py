"""Levelling: what was measured is stood upright on its floor, brought to metres, and turned to its front."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .poses import Posed

Floats = npt.NDArray[np.float64]

HELD = 1.5
"""Metres above the floor at which somebody who walks holds a camera."""
TILT = 8.0
"""Degrees by which the floor may lean from what the cameras hold to be upright."""
TRIES, LOW = 2000, 35
"""Planes that are tried for the floor, each through three of the lowest points: so many percent of those under the
cameras."""
FLOOR_POINTS, FLOOR_SHARE = 40, 0.06
"""Points that make a floor, or a ceiling, at least; share of those under the cameras that make a floor."""
BELOW = 0.02
"""Share of the points under the cameras that may lie under the floor: reflections and mistakes."""
THICK = 0.012
"""How thick a floor is, in distances from a camera to what it sees."""
HIGHEST = 99.8
"""Percentile of the heights that stands for the ceiling where none was seen: few points are mistaken so far up."""


@dataclass(frozen=True)
class Levelled:
    """How to bring what was measured into the world of the set: ``scale * turn @ (point - origin)``."""

    turn: Floats
    """3 x 3."""
    origin: Floats
    """What becomes (0, 0, 0)."""
    scale: float
    scale_from: str
    """What it was taken from, to be told."""
    up_from: str
    floor_from: str
    tall: float
    """Metres from the floor to the ceiling, or to the highest points if no ceiling was seen."""
    ceiling: bool
    """Whether a ceiling was seen."""

    def points(self, points: Floats) -> Floats:
        """Return points (N x 3) in the world."""
        return self.scale * (points - self.origin) @ self.turn.T

    def axes(self, axes: Floats) -> Floats:
        """Return the axes of cameras (N x 3 x 3, one a column) in the world."""
        return np.asarray(self.turn @ axes)


def level(posed: Posed, tall: float = 0.0) -> Levelled:
    """Return how to level what was measured; ``tall`` is the height of its ceiling in metres if somebody measured it.

    The cameras are held upright on average: up is what is square to all of their horizons. The floor, the lowest
    plane of many points, makes that exact.
    """
    up, up_from = _upright(posed.axes)
    reach = float(
        np.median(np.linalg.norm(posed.points[:, None] - posed.at[None, :: max(1, len(posed.at) // 8)], axis=2))
    )
    found = _floor(posed, up, THICK * reach)
    if found is not None:
        up, height = found
        up_from, floor_from = "floor", "floor"
    else:
        height, floor_from = float(np.percentile(posed.points @ up, 1)), "lowest points"
    heights, held = posed.points @ up - height, float(np.median(posed.at @ up)) - height
    held = max(held, 1e-3 * reach)
    top, ceiling = _top(heights, held, THICK * reach)
    scale, scale_from = HELD / held, f"camera held at {HELD} m"
    if tall and top > 1.1 * held:
        scale, scale_from = tall / top, "ceiling" if ceiling else "highest points taken for the ceiling"
    elif tall:
        scale_from += ": the ceiling was not seen"
    turn = _turned(posed.axes[:, :, 2], up)
    across = posed.points @ turn.T
    middle = (np.percentile(across, 5, axis=0) + np.percentile(across, 95, axis=0)) / 2
    middle[1] = height
    return Levelled(
        turn=turn,
        origin=turn.T @ middle,
        scale=scale,
        scale_from=scale_from,
        up_from=up_from,
        floor_from=floor_from,
        tall=top * scale,
        ceiling=ceiling,
    )


def _upright(axes: Floats) -> tuple[Floats, str]:
    """Return up as the cameras hold it."""
    rights, mean = axes[:, :, 0], -axes[:, :, 1].mean(axis=0)
    mean /= np.linalg.norm(mean)
    _, spread, ways = np.linalg.svd(rights, full_matrices=False)
    square = ways[2] * np.sign(ways[2] @ mean)
    # Cameras that all look the same way have one horizon, and it says nothing of how far they look down.
    if spread[1] > 0.2 * spread[0] and square @ mean > np.cos(np.radians(50)):
        return square, "horizons of the cameras"
    return mean, "cameras on average"


def _floor(posed: Posed, up: Floats, thick: float) -> tuple[Floats, float] | None:
    """Return the normal and the height of the lowest plane that many points lie in; None if there is none."""
    eye = float(np.percentile(posed.at @ up, 25))
    under = posed.points[posed.points @ up < eye]
    if len(under) < FLOOR_POINTS:
        return None
    low = under[under @ up < np.percentile(under @ up, LOW)]  # three points of a floor are soon found among these
    corners = low[np.random.default_rng(0).integers(0, len(low), (TRIES, 3))]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    sizes = np.linalg.norm(normals, axis=1)
    upright = normals @ up / np.maximum(sizes, 1e-12)
    best, plane = 0.0, None
    for place in np.flatnonzero(np.abs(upright) > np.cos(np.radians(TILT))):
        normal = normals[place] / sizes[place] * np.sign(upright[place])
        height = float(corners[place, 0] @ normal)
        away = under @ normal - height
        lying, beneath = int((np.abs(away) < thick).sum()), int((away < -2 * thick).sum())
        over = int(((away >= thick) & (away < 3 * thick)).sum())
        # A table has a floor under it: what lies beneath a plane counts against it. So does what lies close above: a
        # slice through walls is no floor.
        worth = lying - over - 4.0 * max(0.0, beneath - BELOW * len(under))
        if worth > best:
            best, plane = worth, (normal, height)
    if plane is None or best < max(FLOOR_POINTS, FLOOR_SHARE * len(under)):
        return None
    return _refined(under, plane, thick)


def _refined(points: Floats, plane: tuple[Floats, float], thick: float) -> tuple[Floats, float]:
    """Return a plane fitted to all points that lie in it."""
    normal, height = plane
    for share in (1.0, 0.6, 0.4, 0.3, 0.3):  # what stands on the floor would tilt it
        lying = points[np.abs(points @ normal - height) < share * thick]
        if len(lying) < FLOOR_POINTS / 2:
            break
        middle = lying.mean(axis=0)
        fitted = np.linalg.svd(lying - middle, full_matrices=False)[2][2]
        normal = fitted * np.sign(fitted @ normal)
        height = float(middle @ normal)
    return normal, height


def _top(heights: Floats, held: float, thick: float) -> tuple[float, bool]:
    """Return how high the highest thing is, and whether it is a ceiling: many points in one level above the camera."""
    above = np.sort(heights[heights > 1.1 * held])
    if len(above):
        places = np.arange(above[0], above[-1] + thick, thick / 2)
        counts = np.searchsorted(above, places + thick) - np.searchsorted(above, places - thick)
        place = int(np.argmax(counts))
        beyond = len(above) - np.searchsorted(above, places[place] + 2 * thick)
        under = int(((above >= places[place] - 3 * thick) & (above < places[place] - thick)).sum())
        # Walls go on below a ceiling, but a ceiling has more points than a slice of them.
        if counts[place] >= max(FLOOR_POINTS, 2 * under) and beyond < 0.05 * len(above) + 2:
            level_at = above[np.abs(above - places[place]) < thick]
            return float(np.median(level_at)), True
    return float(np.percentile(heights, HIGHEST)), False


def _turned(forwards: Floats, up: Floats) -> Floats:
    """Return the turn that brings ``up`` to y and what the cameras look at on average to -z."""
    flat = forwards - (forwards @ up)[:, None] * up
    mean = flat.mean(axis=0)
    if np.linalg.norm(mean) < 0.15:  # all round: then as at the beginning
        mean = flat[0] if np.linalg.norm(flat[0]) > 1e-6 else np.cross(up, np.eye(3)[int(np.argmin(np.abs(up)))])
    back = -mean / np.linalg.norm(mean)
    return np.stack([np.cross(up, back), up, back])
