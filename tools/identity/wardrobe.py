"""Wardrobe: whether what is worn under a face has the ordered colours, whatever the light."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .faces import Face, Pixels, aligned

LIGHT = 0.35
"""How much brightness counts against hue: light changes the one more than the other."""
SHARE = 25
"""Per cent of the torso that must come as near as that."""
ENOUGH = 0.35
"""Share of the torso that must be within the picture to tell."""

_Lab = npt.NDArray[np.float32]


def clothes(
    picture: Pixels, face: Face, colours: Sequence[str], like: tuple[Pixels, Face] | None = None
) -> float | None:
    """Return how far what is worn is from the nearest of the ordered colours, in Lab; None: too little of it is seen.

    ``like``: a reference of the same person, whose skin tells what the light does to colours.
    """
    torso = _torso(picture, face)
    if torso is None or not colours:
        return None
    wanted = np.stack([_of(colour) for colour in colours])
    if like is not None:
        wanted = wanted + 0.6 * (_skin(picture, face) - _skin(*like))
    weight = np.array([LIGHT, 1.0, 1.0], np.float32)
    apart = np.linalg.norm((torso[:, None, :] - wanted[None]) * weight, axis=2)
    return float(np.percentile(apart, SHARE, axis=0).min())


def _torso(picture: Pixels, face: Face) -> _Lab | None:
    """Return the colours under a face: pixels x Lab."""
    left, top, right, bottom = face.box
    wide, tall = right - left, bottom - top
    box = (face.middle - 0.75 * wide, bottom + 0.4 * tall, face.middle + 0.75 * wide, bottom + 1.6 * tall)
    height, width = picture.shape[:2]
    l, t, r, b = (round(v) for v in (max(0.0, box[0]), box[1], min(float(width), box[2]), min(float(height), box[3])))
    if b <= t or r <= l or (b - t) * (r - l) < ENOUGH * (box[2] - box[0]) * (box[3] - box[1]):
        return None
    import cv2

    small = cv2.resize(picture[t:b, l:r], (24, 24), interpolation=cv2.INTER_AREA)
    return _lab(np.asarray(small, np.uint8)).reshape(-1, 3)


def _skin(picture: Pixels, face: Face) -> _Lab:
    """Return the colour of the cheeks and the bridge of the nose."""
    crop = _lab(aligned(picture, face.points))
    parts = [crop[64:80, 30:46], crop[64:80, 66:82], crop[56:70, 50:62]]
    return np.asarray(np.median(np.concatenate([part.reshape(-1, 3) for part in parts]), axis=0), np.float32)


def _lab(picture: Pixels) -> _Lab:
    import cv2

    return np.asarray(cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2Lab), np.float32)


def _of(colour: str) -> _Lab:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return _lab(np.array([[[blue, green, red]]], np.uint8))[0, 0]
