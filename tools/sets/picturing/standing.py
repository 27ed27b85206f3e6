"""Standing: what stands on the floor of a picture is cut out as upright cards.

A surface that reaches from well within the floor to well within a wall belongs to neither: it stands before the wall.
"""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..geometry import project, rays
from .sheets import Plane, directions

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Array = npt.NDArray[np.float64]

LOOKED = 360
"""Pixels of the longer side in which things are cut out."""
LEAST, MOST = 0.008, 0.30
"""Shares of a picture that a thing may fill."""
_ACROSS = 0.045
"""How far a thing reaches into floor and wall at least, as a fraction of the picture's height."""
MEDIANS, COLOURS = (0.02, 0.045), (7, 12, 20)
"""Sizes of patterns that are taken out, as fractions of the longer side, and numbers of colours: each is tried."""
SOLID, EDGED = 0.84, 0.6
"""What a thing fills of its convex outline, and which share of its outline is an edge of the picture, at least."""
_LYING = 0.88
"""Share of a thing that is before the floor alone, from which it is the floor."""
_NEARER = 0.8
"""How much nearer than the picture's last row a thing is taken to stand that goes on below it."""
_TALLEST = 0.85
"""Of the height of the room: what is taller is a part of it."""
_BEFORE = 0.9
"""How much nearer a thing stands than the wall behind it, at most: what is beside the wall is the wall's."""


@dataclass(frozen=True)
class Card:
    """One thing that stands on the floor."""

    alpha: Pixels
    """One channel, of the picture's size."""
    foot: tuple[float, float]
    """Where it stands, x and z in metres."""
    wide: tuple[float, float]
    """From where to where it reaches across the picture, pixels."""
    tall: float
    """Metres."""


@dataclass(frozen=True)
class Ground:
    """The room as the picture's camera sees it."""

    eye: Eye
    width: int
    height: int
    walls: tuple[Plane, ...]
    """The floor first."""

    def nearness(self, width: int, height: int) -> Array:
        """Return the inverse depth of every wall at every pixel of a smaller picture: walls x height x width."""
        ahead, here = rays(self.eye, width, height), np.array(self.eye.at)
        return np.stack([ahead @ wall.normal / (wall.offset - np.dot(wall.normal, here)) for wall in self.walls])

    def under(self, x: float, y: float) -> Array:
        """Return the direction of a pixel of the picture, 1 m deep."""
        return np.asarray(directions(self.eye, self.width, self.height) @ np.array([x, y, 1.0]))


def rays_of(eye: Eye, width: int, height: int, points: Array) -> Array:
    """Return the directions of pixels (N x 2), each 1 m deep: N x 3."""
    return np.asarray(np.hstack([points, np.ones((len(points), 1))]) @ directions(eye, width, height).T)


def find_cards(picture: Pixels, ground: Ground) -> tuple[Card, ...]:
    """Return what stands on the floor of a picture (RGB), from far to near."""
    scale = min(1.0, LOOKED / max(ground.width, ground.height))
    size = (round(ground.width * scale), round(ground.height * scale))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    near = ground.nearness(*size)
    floor = near.argmax(axis=0) == 0
    strong = _strong(small)
    cards: list[Card] = []
    taken = np.zeros(small.shape[:2], bool)
    for surface in _crossing(small, floor):
        if (surface & taken).mean() > 0.15 * surface.mean():
            continue
        mask = _cut(small, surface, taken)
        if mask is None or _solid(mask) < SOLID or _edged(mask, strong) < EDGED:
            continue
        if _lies(mask, floor):
            continue
        card = _card(mask, ground, near, scale)
        if card is not None:
            cards.append(card)
            taken |= mask
    here = np.array(ground.eye.at)[[0, 2]]
    return tuple(sorted(cards, key=lambda one: -float(np.linalg.norm(np.array(one.foot) - here))))


def _crossing(small: Pixels, floor: Mask) -> list[Mask]:
    """Return the surfaces that reach across the line where floor and walls meet, the most solid first."""
    reach = max(4, round(_ACROSS * floor.shape[0]))
    tall = np.ones((2 * reach + 1, 1), np.uint8)
    deep = cv2.erode(floor.astype(np.uint8), tall) > 0
    above = cv2.erode((~floor).astype(np.uint8), tall) > 0
    found: list[tuple[float, Mask]] = []
    for median, colours in itertools.product(MEDIANS, COLOURS):
        labels, count = _surfaces(small, median, colours)
        sizes = np.bincount(labels.ravel(), minlength=count) / labels.size
        for label in np.flatnonzero((sizes >= LEAST * 0.6) & (sizes <= MOST)):
            surface = labels == label
            columns = (surface & deep).any(axis=0) & (surface & above).any(axis=0)
            if label and columns.mean() > 0.02 and (solid := _solid(surface)) > SOLID - 0.12:
                found.append((solid * float(np.sqrt(sizes[label])), surface))
    return [surface for _, surface in sorted(found, key=lambda one: -one[0])]


def _solid(mask: Mask) -> float:
    """Return which share of its convex outline a mask fills: furniture does, what has run together does not."""
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(outlines, key=cv2.contourArea)
    return float(cv2.contourArea(largest)) / max(1.0, float(cv2.contourArea(cv2.convexHull(largest))))


def _edged(mask: Mask, strong: npt.NDArray[np.float32]) -> float:
    """Return which share of a mask's outline lies on an edge of the picture, but for that on its border."""
    on = mask.astype(np.uint8)
    rim = cv2.morphologyEx(on, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    rim[[0, 1, -2, -1]] = False
    rim[:, [0, 1, -2, -1]] = False
    return float((strong[rim] > 1).mean()) if rim.any() else 0.0


def _strong(small: Pixels) -> npt.NDArray[np.float32]:
    """Return how strong the edges of a picture are, in units of what is half again as strong as most."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.2).astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    dx, dy = cv2.Sobel(lab, cv2.CV_32F, 1, 0), cv2.Sobel(lab, cv2.CV_32F, 0, 1)
    edges = cv2.dilate(np.sqrt((dx**2 + dy**2).sum(axis=2)), np.ones((3, 3), np.uint8))
    return np.asarray(edges / max(1e-3, 1.3 * float(np.median(edges))), np.float32)


def _surfaces(small: Pixels, median: float, colours: int) -> tuple[npt.NDArray[np.int32], int]:
    """Return the surfaces of a picture by number, and how many numbers there are; 0 is none.

    Patterns are taken out by a median; what is left falls into a few colours, and each piece of one is a surface.
    """
    side = max(7, round(median * max(small.shape[:2]))) | 1
    smooth = cv2.medianBlur(cv2.medianBlur(small, side), side)
    # In the dark a little light is as much as a lot of it in the bright.
    lab = cv2.cvtColor((smooth.astype(np.float32) / 255) ** np.float32(0.6), cv2.COLOR_RGB2LAB)
    points = (lab * np.array([1.0, 1.6, 1.6], np.float32)).reshape(-1, 3)
    cv2.setRNGSeed(0)
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, kinds, _ = cv2.kmeans(
        np.ascontiguousarray(points), colours, np.zeros((1, 1), np.int32), ends, 2, cv2.KMEANS_PP_CENTERS
    )
    kind = np.asarray(kinds).reshape(small.shape[:2])
    labels, count = np.zeros(kind.shape, np.int32), 1
    for colour in range(colours):
        on = cv2.morphologyEx((kind == colour).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        pieces, numbered = cv2.connectedComponents(on, connectivity=4)
        labels = np.where(numbered > 0, numbered + count - 1, labels).astype(np.int32)
        count += pieces - 1
    return labels, count


def _cut(small: Pixels, surface: Mask, taken: Mask) -> Mask | None:
    """Return the thing that a surface belongs to, cut out along its own outline; None if it does not stand out."""
    height, width = surface.shape
    own = surface.astype(np.uint8)
    around = max(5, round(0.05 * height)) | 1
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    mask[cv2.dilate(own, np.ones((around, around), np.uint8)) > 0] = cv2.GC_PR_BGD
    closed = cv2.morphologyEx(own, cv2.MORPH_CLOSE, np.ones((around, around), np.uint8))
    mask[closed > 0] = cv2.GC_PR_FGD
    mask[cv2.erode(own, np.ones((3, 3), np.uint8)) > 0] = cv2.GC_FGD
    mask[taken] = cv2.GC_BGD
    if not (mask == cv2.GC_FGD).any():
        return None
    cv2.setRNGSeed(0)
    still = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(cv2.cvtColor(small, cv2.COLOR_RGB2BGR), mask, (0, 0, 1, 1), *still, 4, cv2.GC_INIT_WITH_MASK)
    on = cv2.morphologyEx((mask & 1).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    whole = _largest(np.asarray(cv2.morphologyEx(on, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8))
    if whole is None or not 0.7 <= whole.sum() / max(1, int((closed > 0).sum())) <= 1.8:
        return None
    return whole


def _lies(mask: Mask, floor: Mask) -> bool:
    """Tell whether a mask is a piece of the floor, and nothing that stands there."""
    across = bool(mask[-2:].any() and mask[:, :2].any() and mask[:, -2:].any())
    return across or float(floor[mask].mean()) > _LYING


def _largest(on: Pixels) -> Mask | None:
    """Return the largest piece without its holes."""
    outlines, _ = cv2.findContours(on, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    filled = np.zeros_like(on)
    cv2.drawContours(filled, [max(outlines, key=cv2.contourArea)], -1, 1, cv2.FILLED)
    return filled > 0


def _card(mask: Mask, ground: Ground, near: Array, scale: float) -> Card | None:
    """Return the card of a mask; None if it is too small, too large, or stands on no floor before its wall."""
    if not LEAST <= float(mask.mean()) <= MOST:
        return None
    height = mask.shape[0]
    columns = np.flatnonzero(mask.any(axis=0))
    lowest = height - 1 - mask[::-1, columns].argmax(axis=0)
    low, middle = float(np.quantile(lowest, 0.9)), float(np.median(columns))
    ahead = ground.under(middle / scale, (low + 0.5) / scale)
    if ahead[1] >= -1e-3:
        return None
    depth = ground.eye.at[1] / -float(ahead[1])
    if low >= height - 2:
        depth *= _NEARER
    column = near[1:, : max(1, round(low)), round(middle)]
    wall = 1 / max(1e-3, float(column.max(axis=0).min()))
    if depth > _BEFORE * wall:
        return None
    foot = np.array(ground.eye.at)[[0, 2]] + ahead[[0, 2]] * depth
    top = float(np.flatnonzero(mask.any(axis=1))[0]) / scale
    wide = (float(columns[0]) / scale, float(columns[-1] + 1) / scale)
    tall, ceiling = _tall(ground, foot, middle / scale, top), ground.walls[1].offset
    if tall > _TALLEST * ceiling:
        return None
    return Card(_softened(mask, ground, scale), (float(foot[0]), float(foot[1])), wide, tall)


def _softened(mask: Mask, ground: Ground, scale: float) -> Pixels:
    """Return a mask at the picture's size with a soft edge."""
    large = cv2.resize(mask.astype(np.float32), (ground.width, ground.height), interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 0.4 / scale)
    return np.asarray(np.clip((soft - 0.35) * 255 / 0.3, 0, 255), np.uint8)


def _tall(ground: Ground, foot: Array, x: float, top: float) -> float:
    """Return how high above the floor something is that stands there and ends at a row of the picture."""
    _, depth = project(ground.eye, ground.width, ground.height, np.array([foot[0], 0.0, foot[1]]))
    return max(0.1, ground.eye.at[1] + float(depth) * float(ground.under(x, top)[1]))
