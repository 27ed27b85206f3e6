"""Sweeping: dense distances before anything is learnt, by sweeping planes through the views of neighbouring frames.

For every plane the neighbours are seen through it as if it were the place; where a neighbour then agrees with the frame
(normalised correlation of small patches, so that exposure does not matter), the place may be there. Only what two
frames say independently is kept. It costs seconds, and spares the field the wrong places it would try first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ..capture import Capture
from ..geometry import axes, focal, project, unproject
from .lessons import size_within

SIDE = 192
"""Longer side of the pictures in which patches are compared, pixels."""
PLANES = 72
NEIGHBOURS = 4
PATCH = 7
AGREES = 0.75
"""Correlation of patches that are of the same place."""
TEXTURED = 2.0
"""Standard deviation in grey levels of a patch that can be recognised at all."""
WITHIN = 0.025
"""How much two frames' distances may differ."""
FAR = 1e6
JUMP = 1.2
"""What is so many times as far is another surface."""
ALONE = 0.05
"""What it costs that only one neighbour saw a patch."""
SHARED = np.radians(25)
"""Neighbours look this much elsewhere at most."""

Grey = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Swept:
    """What sweeping found."""

    depths: tuple[npt.NDArray[np.float32], ...]
    """By frame, height x width: metres along the axis, 0 where nothing is certain."""
    points: npt.NDArray[np.float32]
    """N x 3."""
    sightings: npt.NDArray[np.float64]
    """M x 4: rank of the frame, x and y as a share of width and height, metres from the camera."""


def sweep(capture: Capture, which: Sequence[int]) -> Swept:
    """Return what some frames of a capture say of distances."""
    width, height = size_within(capture.width, capture.height, SIDE)
    greys = [_grey(capture.frames[number].colour(), width, height) for number in which]
    masks = [_moving(capture, number, width, height) for number in which]
    near, far = _reach(capture, which)
    views = [_View(capture.frames[number].eye, grey) for number, grey in zip(which, greys, strict=True)]
    found = [_swept(views, rank, near, far) for rank in range(len(views))]
    for depth, moving in zip(found, masks, strict=True):
        depth[moving] = 0
    depths = tuple(_confirmed(views, found, rank) for rank in range(len(views)))
    return Swept(depths, *_gathered(views, depths))


class _View:
    """A frame, small and grey, with what its patches look like."""

    def __init__(self, eye: object, grey: Grey) -> None:
        from ....memory.sets import Eye

        assert isinstance(eye, Eye)
        self.eye, self.grey = eye, grey
        self.height, self.width = grey.shape
        self.axes, self.at = axes(eye), np.array(eye.at)
        f = focal(eye, self.height)
        self.lens = np.array([[f, 0, self.width / 2 - 0.5], [0, f, self.height / 2 - 0.5], [0, 0, 1]])
        self.mean = _blur(grey)
        self.spread = np.sqrt(np.maximum(_blur(grey * grey) - self.mean**2, 1e-3))

    def through(self, other: "_View", depth: float) -> Grey:
        """Return what ``other`` saw, as seen from here if all were a wall so deep; NaN where it saw nothing."""
        turn = other.axes.T @ self.axes
        shift = other.axes.T @ (self.at - other.at)
        wall = other.lens @ (turn + np.outer(shift, [0, 0, 1 / depth])) @ np.linalg.inv(self.lens)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(
            cv2.warpPerspective(
                other.grey,
                wall,
                (self.width, self.height),
                flags=flags,
                borderMode=cv2.BORDER_CONSTANT,
                borderValue=-999,
            )
        )

    def agrees(self, warped: Grey) -> Grey:
        """Return how well every patch correlates with a picture's, -1 to 1."""
        mean = _blur(warped)
        spread = np.sqrt(np.maximum(_blur(warped * warped) - mean**2, 1e-3))
        likeness = (_blur(self.grey * warped) - self.mean * mean) / (self.spread * spread)
        likeness[mean < -1] = -1
        return likeness


def _swept(views: Sequence[_View], rank: int, near: npt.NDArray[np.float64], far: npt.NDArray[np.float64]) -> Grey:
    """Return the most likely depth of every pixel of one frame; 0 where nothing is likely."""
    here = views[rank]
    others = _neighbours(views, rank)
    if not others:
        return np.zeros((here.height, here.width), np.float32)
    inverse = np.linspace(1 / far[rank], 1 / near[rank], PLANES)
    volume = np.empty((PLANES, here.height, here.width), np.float32)
    for plane, share in enumerate(inverse):
        scores = np.sort(np.stack([here.agrees(here.through(other, 1 / share)) for other in others]), axis=0)
        # Something may hide it from the others, and at the edge of the picture only one may have seen it.
        second = scores[-2] if len(others) > 1 else scores[-1]
        volume[plane] = np.where(second > -1, (scores[-1] + second) / 2, scores[-1] - ALONE)
    return _best(volume, inverse, here)


def _best(volume: Grey, inverse: npt.NDArray[np.float64], here: _View) -> Grey:
    smooth = np.stack([cv2.blur(layer, (3, 3)) for layer in volume])
    best = smooth.argmax(0).clip(1, PLANES - 2)
    y, x = np.indices(best.shape)
    before, peak, after = (smooth[best + step, y, x] for step in (-1, 0, 1))
    bend = before - 2 * peak + after
    between = np.where(bend < -1e-6, 0.5 * (before - after) / np.minimum(bend, -1e-6), 0).clip(-0.5, 0.5)
    step = inverse[1] - inverse[0]
    depth = 1 / (inverse[best] + between * step)
    sure = (peak > AGREES) & (here.spread > TEXTURED) & (best > 1) & (best < PLANES - 2)
    return np.where(sure, depth, 0).astype(np.float32)


def _confirmed(views: Sequence[_View], depths: Sequence[Grey], rank: int) -> Grey:
    """Return the depths of one frame that another one's bear out."""
    here = views[rank]
    points = unproject(here.eye, depths[rank])
    votes = np.zeros(depths[rank].shape, int)
    for number, other in enumerate(views):
        if number == rank or not _related(here, other):
            continue
        at, away = project(other.eye, other.width, other.height, points)
        x, y = (at[..., axis].clip(-9, 9999).astype(np.float32) - 0.5 for axis in (0, 1))
        said = cv2.remap(depths[number], x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
        votes += (away > 0) & (said > 0) & (np.abs(said - away) < WITHIN * away)
    return _clear_of_edges(np.where(votes >= 1, depths[rank], 0).astype(np.float32))


def _clear_of_edges(depth: Grey) -> Grey:
    """Return depths without those beside a jump: a patch that holds both surfaces gives the nearer one to both."""
    around, known = np.ones((PATCH, PATCH), np.uint8), depth > 0
    far = cv2.dilate(depth, around)
    near = cv2.erode(np.where(known, depth, FAR).astype(np.float32), around)
    return np.where(known & (far < near * JUMP), depth, 0).astype(np.float32)


def _neighbours(views: Sequence[_View], rank: int) -> list[_View]:
    """Return the frames that saw the same from a little elsewhere: near ones, but not too near to tell distances."""
    here = views[rank]
    related = [other for other in views if other is not here and _related(here, other)]
    related.sort(key=lambda other: float(np.linalg.norm(other.at - here.at)))
    return related[1 : 1 + 2 * NEIGHBOURS : 2] if len(related) >= 2 * NEIGHBOURS else related[:NEIGHBOURS]


def _related(here: _View, other: _View) -> bool:
    return float(here.axes[:, 2] @ other.axes[:, 2]) > np.cos(SHARED)


def _reach(capture: Capture, which: Sequence[int]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return between which depths each frame's surroundings lie, judged by the points of the capture."""
    near, far = [], []
    for number in which:
        _, depth = project(capture.frames[number].eye, 1, 1, capture.points.astype(np.float64))
        sighted = capture.sightings[capture.sightings[:, 0] == number, 3].astype(int)
        known = depth[sighted] if len(sighted) > 20 else depth
        known = known[known > 0.05]
        low, high = np.percentile(known, (1, 99)) if len(known) else (0.5, 8.0)
        near.append(low * 0.6)
        far.append(high * 1.5)
    return np.array(near), np.array(far)


def _gathered(
    views: Sequence[_View], depths: Sequence[Grey]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float64]]:
    points, sightings = [np.zeros((0, 3))], [np.zeros((0, 4))]
    for rank, (view, depth) in enumerate(zip(views, depths, strict=True)):
        y, x = np.nonzero(depth)
        where = unproject(view.eye, depth)[y, x]
        away = np.linalg.norm(where - view.at, axis=1)
        points.append(where)
        sightings.append(
            np.stack([np.full(len(x), rank, float), (x + 0.5) / view.width, (y + 0.5) / view.height, away], 1)
        )
    return np.concatenate(points).astype(np.float32), np.concatenate(sightings)


def _grey(picture: npt.NDArray[np.uint8], width: int, height: int) -> Grey:
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32)


def _moving(capture: Capture, number: int, width: int, height: int) -> npt.NDArray[np.bool_]:
    still = capture.frames[number].still()
    if still is None:
        return np.zeros((height, width), bool)
    small = cv2.resize(still.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.blur(small, (PATCH, PATCH)) < 0.99)


def _blur(picture: Grey) -> Grey:
    return np.asarray(cv2.blur(picture, (PATCH, PATCH)), np.float32)
