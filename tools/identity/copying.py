"""Copying: whether a frame has the reference pasted into it instead of the person filmed anew."""

import numpy as np

from .faces import Face, Pixels, aligned

LEVELS = 50.0
"""Difference of the background that weighs as much as a face that is wholly another."""
_SIDE = 96
_INNER = slice(24, 72)


def copied(picture: Pixels, face: Face, reference: Pixels, its: Face) -> tuple[float, float]:
    """Return how the face correlates with the reference's, -1 to 1, and how far what surrounds it differs, in levels.

    Both as they are and mirrored; the likelier copy counts.
    """
    here = _wide(picture, face)
    there = _wide(reference, its)
    return max((_compare(here, other) for other in (there, there[:, ::-1])), key=suspicion)


def suspicion(pair: tuple[float, float]) -> float:
    """Return how much two such figures speak for a copy, to be compared: background and face count alike."""
    alike, around = pair
    return alike - around / LEVELS


def _wide(picture: Pixels, face: Face) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    return aligned(picture, face.points, _SIDE, zoom=0.45).astype(np.float32)


def _compare(
    one: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]", two: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]"
) -> tuple[float, float]:
    inner, other = (part[_INNER, _INNER].mean(axis=2).ravel() for part in (one, two))
    spread = float(inner.std() * other.std())
    alike = float(((inner - inner.mean()) * (other - other.mean())).mean()) / spread if spread > 1.0 else 0.0
    outer = np.ones((_SIDE, _SIDE), bool)
    outer[_INNER, _INNER] = False
    return alike, float(np.abs(one - two)[outer].mean())
