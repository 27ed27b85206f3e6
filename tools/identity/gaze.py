"""Gaze: to which side somebody looks."""

import numpy as np

from .faces import Face, Pixels, aligned

LEAST = 48
"""Pixels of a face, below which the eyes are not read."""
_SIDE = 224
_EYES = ((76, 103), (147, 103))
"""Where the eyes lie in an aligned face of that size."""
_REACH, _TALL = 24, 11


def looks(picture: Pixels, face: Face) -> float | None:
    """Return where somebody looks: -1 far to the left of the picture, 0 at us, 1 far to the right; None: not seen.

    Both the turn of the head and where the dark of the eyes lies between their corners.
    """
    if face.size < LEAST:
        return None
    crop = aligned(picture, face.points, _SIDE).astype(np.float32).mean(axis=2)
    sides = [_dark(crop[y - _TALL : y + _TALL, x - _REACH : x + _REACH]) for x, y in _EYES]
    return float(np.clip(0.25 * face.yaw + 1.2 * float(np.mean(sides)), -1.0, 1.0))


def _dark(eye: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> float:
    """Return where the darkest part of an eye lies, -1 at its left edge to 1 at its right."""
    weight = np.clip(np.percentile(eye, 30) - eye, 0, None)
    total = float(weight.sum())
    if total < 1e-3:
        return 0.0
    across = np.linspace(-1, 1, eye.shape[1], dtype=np.float32)
    return float((weight.sum(axis=0) * across).sum()) / total
