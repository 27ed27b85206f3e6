"""Warping: a frame between the plates of a reel, made of them in real time.

Every plate's depth is first carried over to the new eye, the nearest thing winning: so the frame knows how deep each of
its pixels is. Then each pixel looks up its colour in the plates, and takes it only where the plate shows the same
thing. What no plate shows is filled from what lies behind it.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..geometry import axes, focal
from ..set import Plate
from .reel import Field, Key, Reel, unmixed

Pixels = npt.NDArray[np.uint8]
SAME = 0.045
"""By how much, as a share, inverse depths may differ that are of one surface."""
MIXED = 0.02
"""How much a pixel counts that shows two surfaces, where another plate has a clean one."""
COARSER = 0.8
"""Plates that have less than that share of the frame's pixels in a row are warped at their own fineness."""
CLOSING = np.ones((3, 3), np.uint8)


def warp(reel: Reel, eye: Eye, width: int, height: int) -> Plate:
    """Return what an eye near those of a reel sees: colour, depth, and what the footage saw."""
    keys = sorted(reel.keys, key=lambda key: _away(key.plate.eye, eye))[:2]
    share = keys[0].focal / focal(eye, height)
    if share < COARSER:
        return _enlarged(_warped(keys, eye, round(width * share), round(height * share)), width, height)
    return _warped(keys, eye, width, height)


def _enlarged(plate: Plate, width: int, height: int) -> Plate:
    """Return the plate with as many pixels; there is no more to be seen in it."""
    size = (width, height)
    colour = np.asarray(cv2.resize(plate.colour, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    depth = np.asarray(cv2.resize(plate.depth, size, interpolation=cv2.INTER_NEAREST_EXACT), np.float32)
    seen = cv2.resize(plate.seen.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST_EXACT) > 0
    return Plate(plate.eye, colour, depth, seen)


def _warped(keys: list[Key], eye: Eye, width: int, height: int) -> Plate:
    """Return what an eye sees, from one or two plates."""
    near = _nearness(keys, eye, width, height)
    # At an edge of the frame a mixed pixel is right; away from one it is the trail of an edge that was elsewhere.
    mixed = np.where(unmixed(near) > 0, np.float32(0), np.float32(MIXED))
    looked = [_Look(key, eye, near, mixed) for key in keys]
    shares = _shares([_away(key.plate.eye, eye) for key in keys])
    weights = [look.weight * np.float32(share) for look, share in zip(looked, shares, strict=True)]
    colour = looked[0].colour
    total = weights[0]
    if len(looked) > 1:
        total = weights[0] + weights[1]
        colour = np.asarray(cv2.blendLinear(looked[0].colour, looked[1].colour, weights[0], weights[1]), np.uint8)
    hidden = total < 1e-4
    if hidden.any():
        _fill(colour, near, hidden)
    seen = _seen(looked, hidden)
    return Plate(eye, colour, np.asarray(1 / np.maximum(near, 1e-4), np.float32), seen)


def _away(one: Eye, other: Eye) -> float:
    """Return how unlike two eyes are: metres, and degrees as if 20 were one."""
    turned = math.degrees(math.acos(float(np.clip(axes(one)[:, 2] @ axes(other)[:, 2], -1, 1))))
    return math.dist(one.at, other.at) + turned / 20


def _shares(away: list[float]) -> list[float]:
    """Return how much each plate counts: the nearer one more, changing smoothly as the eye goes from one to another."""
    if len(away) == 1 or sum(away) < 1e-9:
        return [1.0, *([0.002] * (len(away) - 1))]
    u = min(1.0, max(0.0, (away[1] / sum(away) - 0.2) / 0.6))
    own = u * u * (3 - 2 * u)
    return [own + 0.002, 1 - own + 0.002]


def _nearness(keys: list[Key], eye: Eye, width: int, height: int) -> Field:
    """Return the inverse depth of every pixel: of the nearest plate; where that shows nothing, of the next."""
    near: Field = np.zeros((height, width), np.float32)
    for key in keys:
        carried = cv2.morphologyEx(_carried(key, eye, width, height), cv2.MORPH_CLOSE, CLOSING)
        near = np.asarray(carried if key is keys[0] else np.where(near > 0, near, carried), np.float32)
    empty = near <= 0
    if empty.any():
        _deepen(near, empty)
    return near


def _carried(key: Key, eye: Eye, width: int, height: int) -> Field:
    """Return a plate's inverse depth as another eye sees it, 0 where it shows nothing."""
    turn, shift = _between(key.plate.eye, key.camera, eye)
    own = key.nearness
    x, y = _ahead(key.focal, key.plate.width, key.plate.height)
    right, down, deep = (_plane(turn[row], x, y) + np.float32(shift[row]) * own for row in range(3))
    scale = np.float32(focal(eye, height)) / np.maximum(deep, np.float32(1e-3))
    column = (right * scale + np.float32(width / 2)).astype(np.int32)
    row = (down * scale + np.float32(height / 2)).astype(np.int32)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height) & (deep > 1e-3)
    there = np.where(inside, row * width + column, width * height)
    out: Field = np.zeros(width * height + 1, np.float32)
    np.maximum.at(out, there.ravel(), (own / np.maximum(deep, np.float32(1e-3))).ravel())
    return out[:-1].reshape(height, width)


class _Look:
    """What a plate shows at each pixel of the frame."""

    def __init__(self, key: Key, eye: Eye, near: Field, mixed: Field) -> None:
        height, width = near.shape
        # From the frame to the plate: the other way round.
        turn, shift = _between(eye, axes(eye), key.plate.eye)
        x, y = _ahead(focal(eye, height), width, height)
        right, down, deep = (_plane(turn[row], x, y) + np.float32(shift[row]) * near for row in range(3))
        over = 1 / np.maximum(deep, np.float32(1e-3))
        scale = over * np.float32(key.focal)
        self.columns = right * scale + np.float32(key.plate.width / 2 - 0.5)
        self.rows = down * scale + np.float32(key.plate.height / 2 - 0.5)
        self.key = key
        self.colour = np.asarray(
            cv2.remap(key.plate.colour, self.columns, self.rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )
        there = cv2.remap(key.nearness, self.columns, self.rows, cv2.INTER_NEAREST, borderValue=0)
        expected = near * over
        same = cv2.absdiff(there, expected) < SAME * expected
        clean = cv2.remap(key.clean, self.columns, self.rows, cv2.INTER_NEAREST, borderValue=0)
        self.weight = np.asarray(same * np.where(clean > 0, np.float32(1), mixed), np.float32)

    @property
    def seen(self) -> npt.NDArray[np.bool_] | None:
        """Where the footage saw it; None: everywhere."""
        if self.key.wholly_seen:
            return None
        return np.asarray(cv2.remap(self.key.seen, self.columns, self.rows, cv2.INTER_NEAREST) > 127)


def _seen(looked: list[_Look], hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    seen = ~hidden
    first = looked[0].seen
    return seen if first is None else seen & first


def _fill(colour: Pixels, near: Field, hidden: npt.NDArray[np.bool_]) -> None:
    """Fill what no plate shows with what lies behind it, in place: the nearest of that, mirrored at the hole's rim."""
    widest = float(cv2.distanceTransform(hidden.astype(np.uint8), cv2.DIST_L2, 3).max())
    rows, columns = np.nonzero(hidden)
    part = _around(rows, columns, 8 + round(4 * widest), hidden.shape)
    colour, near, hidden = colour[part], near[part], hidden[part]
    # A hole opens behind an edge, never before it: what is nearer than what is around it gives nothing.
    farthest = cv2.erode(near, np.ones((2 * (4 + round(2 * widest)) + 1,) * 2, np.uint8))
    source = ~hidden & (near < farthest * np.float32(1.12))
    if not source.any():
        return
    _, labels = cv2.distanceTransformWithLabels(
        (~source).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    whose = np.zeros(int(labels.max()) + 1, np.intp)
    whose[labels[source]] = np.flatnonzero(source)
    rows, columns = np.nonzero(hidden)
    rim_rows, rim_columns = np.divmod(whose[labels[rows, columns]], hidden.shape[1])
    far_rows = np.clip(2 * rim_rows - rows, 0, hidden.shape[0] - 1)
    far_columns = np.clip(2 * rim_columns - columns, 0, hidden.shape[1] - 1)
    good = source[far_rows, far_columns]
    colour[rows, columns] = colour[np.where(good, far_rows, rim_rows), np.where(good, far_columns, rim_columns)]


def _deepen(near: Field, empty: npt.NDArray[np.bool_]) -> None:
    """Give pixels that no plate reaches the depth of the farthest thing beside them, in place."""
    far = np.where(empty, np.float32(1e6), near)
    left = empty
    for size in (5, 15, 45, 135, 405, 1215):
        if not left.any():
            return
        rows, columns = np.nonzero(left)
        part = _around(rows, columns, size, near.shape)
        least = cv2.erode(far[part], np.ones((size, size), np.uint8))
        reached = left[part] & (least < 1e5)
        near[part][reached] = least[reached]
        left = left.copy()
        left[part] &= ~reached
    near[left] = 0.1


def _around(
    rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], size: int, shape: tuple[int, ...]
) -> tuple[slice, slice]:
    """Return the part of a picture around some pixels."""
    return (
        slice(max(0, int(rows.min()) - size), min(shape[0], int(rows.max()) + size + 1)),
        slice(max(0, int(columns.min()) - size), min(shape[1], int(columns.max()) + size + 1)),
    )


def _between(
    one: Eye, camera: npt.NDArray[np.float64], other: Eye
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the turn and the shift that carry a point before one eye to where it is before the other."""
    there = axes(other).T
    return there @ camera, there @ (np.array(one.at) - np.array(other.at))


def _ahead(f: float, width: int, height: int) -> tuple[Field, Field]:
    """Return the slopes of the rays through the columns (1 x width) and through the rows (height x 1)."""
    x = (np.arange(width, dtype=np.float32) + np.float32(0.5 - width / 2)) / np.float32(f)
    y = (np.arange(height, dtype=np.float32) + np.float32(0.5 - height / 2)) / np.float32(f)
    return x[None, :], y[:, None]


def _plane(row: npt.NDArray[np.float64], x: Field, y: Field) -> Field:
    a, b, c = (np.float32(value) for value in row)
    return np.asarray(a * x + (b * y + c), np.float32)
