"""Fitting: landmarks moved to where this picture really has the line of the lips and the rim of the lower lids.

The landmarker learnt from photographs; drawn eyes reach lower than it thinks, and drawn mouths are a line.
"""

import cv2
import numpy as np
import numpy.typing as npt

from .faces import Face
from .mesh import CORNERS, EYES, LOWER_EDGE, LOWER_RINGS, UPPER_EDGE, UPPER_RINGS, Eye, Frame, Points

Colours = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]

SHUT = 0.02
"""Lips nearer than that, in heights of the face, meet in a line that can be sought."""
AWAY = 0.035
"""How far from where it is expected the line may lie."""
FOLLOW = (1.0, 0.7, 0.4, 0.15)
"""How much of its shift each ring of the lips has, from the inner edge."""
LOWEST = 1.7
"""How far down a lower lid is sought, in heights of the eye."""


def fitted(picture: Pixels, face: Face) -> Face:
    """Return the face with its lips and lower lids where the picture (BGR) has them."""
    frame = Frame(face)
    at = frame.seen(face.points[:, :2])
    colours = np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.6, 0.004 * face.height)), np.float32)
    shift = np.zeros_like(at)
    if float((at[list(LOWER_EDGE), 1] - at[list(UPPER_EDGE), 1]).max()) < SHUT:
        _meet_line(colours, frame, at, shift)
    for eye in EYES:
        _reach_rim(colours, frame, at, shift, eye)
    points = face.points.copy()
    points[:, :2] += frame.moved(shift)
    return Face(points, face.sure)


def _meet_line(colours: Colours, frame: Frame, at: Points, shift: Points) -> None:
    """Shift the rings of the lips so that their inner edges lie on the darkest line."""
    line = (at[list(UPPER_EDGE)] + at[list(LOWER_EDGE)]) / 2
    steps = np.linspace(-AWAY, AWAY, 21)
    columns = line[:, None, :] + np.dstack([np.zeros_like(steps), steps])
    dark = _seen(colours, frame, columns) @ np.array((0.114, 0.587, 0.299))
    # Near is better than far, unless far is clearly darker.
    best = steps[(dark + 25 * (steps / AWAY) ** 2).argmin(axis=1)]
    best = np.array([np.median(best[max(0, i - 1) : i + 2]) for i in range(len(best))])
    best = np.convolve(np.pad(best, 1, mode="edge"), (0.25, 0.5, 0.25), mode="valid")
    for rings in (UPPER_RINGS, LOWER_RINGS):
        for follow, ring in zip(FOLLOW, rings, strict=True):
            shift[list(ring), 1] += follow * best[1:-1]
    for corner, found in zip(CORNERS, (best[0], best[-1]), strict=True):
        shift[list(corner), 1] += np.array((1.0, 0.8, 0.7, 0.6)) * found


def _reach_rim(colours: Colours, frame: Frame, at: Points, shift: Points, eye: Eye) -> None:
    """Shift the lower lid down to where skin begins."""
    upper, lower = at[list(eye.upper[2:-2])], at[list(eye.lower[2:-2])]
    steps = np.linspace(0.9, LOWEST, 17)
    places = upper[:, None, :] + (lower - upper)[:, None, :] * steps[None, :, None]
    seen = _seen(colours, frame, places)
    skin = np.median(seen[:, -3:].reshape(-1, 3), axis=0)
    strange = np.abs(seen - skin).max(axis=2) > 34
    ends = [float(steps[row.nonzero()[0][-1]]) if row.any() else 1.0 for row in strange]
    reach = float(np.median(ends))
    # Shadow that goes on to the end of the search is no eye.
    if not 1.04 < reach < LOWEST - 0.12:
        return
    way = (lower - upper) * (reach - 1.0)
    shift[list(eye.lower[2:-2])] += way
    shift[[eye.lower[1], eye.lower[-2]]] += way[[0, -1]] * 0.7
    shift[list(eye.below[1:-1])] += way * 0.6


def _seen(colours: Colours, frame: Frame, places: Points) -> Points:
    """Return the colours at places given in the axes of the face."""
    pixels = (frame.moved(places.reshape(-1, 2)) + frame.origin).reshape(places.shape).astype(np.float32)
    return np.asarray(
        cv2.remap(colours, pixels[..., 0], pixels[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), float
    )
