"""Parallax: from how far apart a place was seen, on which it hangs how well its depth is known."""

import numpy as np
import numpy.typing as npt

from .poses import Posed

Floats = npt.NDArray[np.float64]


def parallax(posed: Posed) -> float:
    """Return the angle in degrees within which a point is seen, at the median of all points."""
    widest = np.zeros(len(posed.points))
    frames, points = posed.sightings[:, 0].astype(int), posed.sightings[:, 3].astype(int)
    order = np.argsort(points, kind="stable")
    starts = np.searchsorted(points[order], np.arange(len(posed.points) + 1))
    for point in range(len(posed.points)):
        seen = frames[order[starts[point] : starts[point + 1]]]
        rays = posed.points[point] - posed.at[seen]
        rays /= np.linalg.norm(rays, axis=1, keepdims=True)
        widest[point] = np.degrees(np.arccos(np.clip((rays @ rays.T).min(), -1, 1)))
    return float(np.median(widest))


def widest(at: Floats) -> float:
    """Return how far apart the farthest two cameras are (N x 3)."""
    return float(np.linalg.norm(at[:, None] - at[None], axis=-1).max())


def walked(at: Floats) -> float:
    """Return how far the camera went from one kept frame to the next in all."""
    return float(np.linalg.norm(np.diff(at, axis=0), axis=1).sum())
