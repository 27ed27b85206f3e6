"""Looking through footage: how sharp each picture of it is, and how far the view has come since the start."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

FINE, SMALL = 640, 320
"""Pixels of the longer side at which sharpness and motion are measured."""
BLURRED = 0.72
"""Blur from which a picture is none: a smear of about ten pixels of 640. A sharp one has 0.5."""
STEP = 0.04
"""Shares of the picture's longer side after which motion is measured from another picture."""
FAR = 80
"""Percentile of the points that says how far the view has come: who walks round a thing keeps its middle in place."""
POINTS, FEWEST = 160, 24
"""Points that are followed, and how few of them are left when they are sought anew."""
SOFT = 1.0
"""Pixels by which grain and the blocks of a codec are smoothed away first: they would pass for sharpness."""
GRAIN, BARE = 2.0, 0.01
"""Grey levels from pixel to pixel that make an edge; share of such under which a picture shows nothing."""
SMEAR = 9
"""Pixels over which a picture is blurred again, to see how much that takes from it."""


@dataclass(frozen=True)
class Look:
    """One picture of the footage, as it was looked at."""

    number: int
    """Which one of those it is."""
    second: float
    blur: float
    """0 to 1 in the direction in which it is smeared most, whatever it shows."""
    detail: float
    """Variance of its Laplacian: comparable to that of its neighbours only."""
    small: Pixels
    """Grey, ``SMALL`` long."""

    @property
    def sharp(self) -> bool:
        """Whether anything can be measured in it."""
        return self.blur < BLURRED


def look_through(frames: Iterable[tuple[float, Pixels]]) -> list[Look]:
    """Return what pictures (second; height x width x 3, RGB) are worth."""
    return [_look(number, second, picture) for number, (second, picture) in enumerate(frames)]


def _look(number: int, second: float, picture: Pixels) -> Look:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    fine = _shrunk(np.asarray(grey, np.uint8), FINE)
    detail = float(cv2.Laplacian(fine, cv2.CV_32F).var())
    return Look(number, second, blur(fine), detail, _shrunk(fine, SMALL))


def blur(grey: Pixels) -> float:
    """Return how blurred a picture is, 0 to 1: what little of its contrast one more smear takes away.

    After Crete et al., *The blur effect* (2007), in four directions, since a hand moves in any.
    """
    picture = np.asarray(cv2.GaussianBlur(np.asarray(grey, np.float32), (0, 0), SOFT), np.float32)
    slanted: Floats = np.asarray(np.eye(SMEAR) / SMEAR, np.float32)
    ways: tuple[tuple[tuple[int, int], Floats], ...] = (
        ((0, 1), np.full((1, SMEAR), 1 / SMEAR, np.float32)),
        ((1, 0), np.full((SMEAR, 1), 1 / SMEAR, np.float32)),
        ((1, 1), slanted),
        ((1, -1), np.ascontiguousarray(slanted[:, ::-1])),
    )
    return max(_left(picture, step, smear) for step, smear in ways)


def _left(picture: Floats, step: tuple[int, int], smear: Floats) -> float:
    """Return which share of the contrast from pixel to pixel survives a smear in that direction."""
    before = _contrast(picture, step)
    after = _contrast(np.asarray(cv2.filter2D(picture, -1, smear), np.float32), step)
    if (before > GRAIN).mean() < BARE:
        return 1.0
    return 1.0 - float(np.maximum(0, before - after).sum()) / float(before.sum())


def _contrast(picture: Floats, step: tuple[int, int]) -> Floats:
    down, across = step
    later = picture[down:, max(0, across) : picture.shape[1] + min(0, across)]
    earlier = picture[: picture.shape[0] - down, max(0, -across) : picture.shape[1] - max(0, across)]
    return np.asarray(np.abs(later - earlier), np.float32)


def way(looks: Sequence[Look]) -> npt.NDArray[np.float64]:
    """Return how far the view has come at each look, in lengths of the picture: standing still adds nothing.

    Points are followed from one picture to the next; how far they lie from where they were at the last step counts,
    so that the trembling of a hand does not.
    """
    come = np.zeros(len(looks))
    if not looks:
        return come
    base, start = 0.0, _corners(looks[0].small)
    here = start
    for number in range(1, len(looks)):
        before, now = looks[number - 1].small, looks[number].small
        start, here = _followed(before, now, start, here)
        gone = float(np.percentile(np.linalg.norm(here - start, axis=1), FAR)) / SMALL if len(here) else STEP
        come[number] = max(come[number - 1], base + gone)
        if gone >= STEP or len(here) < FEWEST:
            base = come[number]
            start = here = _corners(now)
    return come


def _corners(grey: Pixels) -> Floats:
    found = cv2.goodFeaturesToTrack(grey, POINTS, 0.01, 8)
    return np.zeros((0, 2), np.float32) if found is None else np.asarray(found.reshape(-1, 2), np.float32)


def _followed(before: Pixels, now: Pixels, start: Floats, here: Floats) -> tuple[Floats, Floats]:
    """Return the points that were found again, there and back, and where they began."""
    if not len(here):
        return start, here
    there, found, _ = cv2.calcOpticalFlowPyrLK(before, now, here, np.empty_like(here), winSize=(15, 15), maxLevel=4)
    back, again, _ = cv2.calcOpticalFlowPyrLK(now, before, there, np.empty_like(here), winSize=(15, 15), maxLevel=4)
    kept = (found.ravel() == 1) & (again.ravel() == 1) & (np.linalg.norm(back - here, axis=1) < 1.0)
    return start[kept], np.asarray(there[kept], np.float32)


def _shrunk(grey: Pixels, longest: int) -> Pixels:
    scale = min(1.0, longest / max(grey.shape))
    if scale == 1.0:
        return grey
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
