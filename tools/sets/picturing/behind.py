"""Behind: what things hide of a room is filled in, each wall from itself alone: soft in tone, with its own grain."""

import cv2
import numpy as np
import numpy.typing as npt

from .standing import Ground

Pixels = npt.NDArray[np.uint8]

SMALL = 260
"""Pixels of the longer side at which tones are filled in."""
_FINE = 0.012
"""Of the longer side: what is finer is grain, and is taken over from beside."""
_SHIFTS = 20
"""Of the longer side: the steps in which it is looked for."""


def behind(picture: Pixels, hidden: Pixels, ground: Ground) -> Pixels:
    """Return a picture (RGB) with what is hidden (255) filled in."""
    if not hidden.any():
        return picture
    height, width = hidden.shape
    reach = max(3, round(0.008 * max(height, width))) | 1
    hole = cv2.dilate(hidden, np.ones((reach, reach), np.uint8)) > 0
    walls = ground.nearness(width, height).argmax(axis=0)
    tone = _tones(picture, hole, walls)
    grain = _grain(picture, hole, walls)
    soft = cv2.GaussianBlur(hole.astype(np.float32), (0, 0), reach / 4)[..., None]
    soft = np.where(hidden[..., None] > 0, np.float32(1), soft)
    return np.asarray(((tone + grain) * soft + picture * (1 - soft)).clip(0, 255), np.uint8)


def _tones(picture: Pixels, hole: npt.NDArray[np.bool_], walls: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return the hole filled with tones that go on from around it, of each wall from that wall."""
    height, width = hole.shape
    scale = min(1.0, SMALL / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    little = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    small = cv2.resize(hole.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA) > 0
    labels = cv2.resize(walls.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    out = cv2.resize(picture, (width, height)).astype(np.float32)
    for wall in np.unique(walls[hole]):
        own = cv2.erode((labels == wall).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        known = own & ~small
        if known.sum() < 0.05 * max(1, int((labels == wall).sum())):
            known = ~small  # nothing of it is seen: then it is as what is around
        filled = cv2.inpaint(little, (~known).astype(np.uint8), 3, cv2.INPAINT_TELEA)
        filled = cv2.GaussianBlur(filled, (0, 0), 2.0)
        large = cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC)
        out = np.where((walls == wall)[..., None], large, out).astype(np.float32)
    return out


def _grain(picture: Pixels, hole: npt.NDArray[np.bool_], walls: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return what is fine in the hole, as it is a little aside on the same wall; aside along the rows first."""
    height, width = hole.shape
    longer = max(height, width)
    values = picture.astype(np.float32)
    fine = values - cv2.GaussianBlur(values, (0, 0), _FINE * longer)
    out, left = np.zeros_like(fine), hole.copy()
    step = max(2, longer // _SHIFTS)
    shifts = [(dx, dy) for dx in range(-12, 13) for dy in range(-3, 4) if dx or dy]
    for dx, dy in sorted(shifts, key=lambda one: (abs(one[0]) + 4 * abs(one[1]), one)):
        y, x = np.nonzero(left)
        if not len(y):
            break
        from_y, from_x = y + dy * step, x + dx * step
        inside = (from_y >= 0) & (from_y < height) & (from_x >= 0) & (from_x < width)
        y, x, from_y, from_x = y[inside], x[inside], from_y[inside], from_x[inside]
        good = ~hole[from_y, from_x] & (walls[from_y, from_x] == walls[y, x])
        y, x = y[good], x[good]
        out[y, x] = fine[from_y[good], from_x[good]]
        left[y, x] = False
    return out
