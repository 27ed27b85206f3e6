"""Lines: the straight edges of a picture tell how the camera was held, and its angle of view where they can."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..geometry import axes, eye_of, fov_of

Array = npt.NDArray[np.float64]

LOOKED = 720
"""Pixels of the longer side in which lines are sought."""
SHORTEST = 0.03
"""Of the diagonal: shorter edges are texture."""
USUAL = 0.62
"""Focal length by the picture's diagonal, of the lens that most pictures of rooms are taken with (a phone's)."""
FOCALS = (0.45, 0.5, 0.56, 0.62, 0.69, 0.77, 0.86, 0.97, 1.1)
CLOSE = 0.018
"""Sine of the angle between a line and a direction at which it still follows it."""
STEEPEST = math.tan(math.radians(28))
"""How far lines that stand may lean in the picture."""
ENOUGH = 3.0
"""Length of lines that follow the walls, in diagonals, from which they are believed."""


@dataclass(frozen=True)
class Lines:
    """The straight edges of a picture: N x 4, x and y of both ends in its pixels."""

    ends: Array
    width: int
    height: int

    @property
    def diagonal(self) -> float:
        """Of the picture, pixels."""
        return math.hypot(self.width, self.height)

    @property
    def lengths(self) -> Array:
        """Of each, in diagonals."""
        return np.asarray(np.hypot(*(self.ends[:, 2:] - self.ends[:, :2]).T) / self.diagonal)

    def normals(self, focal: float) -> Array:
        """Return, of each, the normal of the plane through it and the camera: N x 3, camera axes."""
        middle = np.array([self.width / 2, self.height / 2])
        a, b = ((self.ends[:, n : n + 2] - middle) / focal for n in (0, 2))
        one = np.ones((len(a), 1))
        crossed = np.cross(np.hstack([a, one]), np.hstack([b, one]))
        return np.asarray(crossed / np.maximum(np.linalg.norm(crossed, axis=1, keepdims=True), 1e-12))


@dataclass(frozen=True)
class Held:
    """How a camera was held in a room."""

    eye: Eye
    """At the origin; its yaw is against the walls."""
    sure: float
    """Length of the lines that follow the room's three directions, in diagonals."""
    follows: npt.NDArray[np.int64]
    """Of every line: 0 across, 1 up, 2 away from us, -1 none."""


def find_lines(picture: npt.NDArray[np.uint8]) -> Lines:
    """Return the straight edges of a picture (RGB), at most four hundred, the longest."""
    height, width = picture.shape[:2]
    scale = min(1.0, LOOKED / max(width, height))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    ends = np.zeros((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4) / scale
    lines = Lines(ends, width, height)
    longest = np.argsort(-lines.lengths, kind="stable")[:400]
    return Lines(ends[longest[lines.lengths[longest] >= SHORTEST]], width, height)


def held(lines: Lines) -> Held:
    """Return how the camera was held that took a picture with such lines."""
    best: tuple[float, float, Array, Array] | None = None
    for ratio in FOCALS:
        normals = lines.normals(ratio * lines.diagonal)
        up = _up(lines, normals)
        yaw, told = _across(lines, normals, up)
        # A lens that nobody has needs more to speak for it.
        told *= math.exp(-0.5 * (math.log(ratio / USUAL) / 0.6) ** 2)
        if best is None or told > best[0] * 1.01:
            best = told, ratio * lines.diagonal, up, yaw
    assert best is not None
    told, focal, up, across = best
    return _settled(lines, focal, up, across)


def _settled(lines: Lines, focal: float, up: Array, across: Array) -> Held:
    """Return the room's axes turned so that its third direction is the one that we look along."""
    away = np.cross(up, across)
    directions = [across, away, -across, -away]
    ahead = max(directions, key=lambda one: float(one[2]))
    right = np.cross(ahead, up)
    room = np.stack([right, up, -ahead])  # the world's x, y and z, in the camera's axes
    eye = eye_of(np.zeros(3), room, fov_of(focal, lines.height))
    normals, lengths = lines.normals(focal), lines.lengths
    off = np.abs(normals @ axes(eye).T)
    follows = np.where(off.min(axis=1) < CLOSE * 1.5, off.argmin(axis=1), -1)
    # What points at where we look belongs to it, however near another direction is.
    return Held(eye, float(lengths[follows >= 0].sum()), follows)


def _up(lines: Lines, normals: Array) -> Array:
    """Return which way is up, in the camera's axes: where lines that stand in the picture meet."""
    run = np.abs(lines.ends[:, 2:] - lines.ends[:, :2])
    stands = run[:, 0] < STEEPEST * run[:, 1]
    n, w = normals[stands], lines.lengths[stands]
    level = np.array([0.0, -1.0, 0.0])
    up = level
    for sigma in (0.12, 0.06, 0.03, 0.02, 0.015):
        weight = w * np.exp(-0.5 * ((n @ up) / sigma) ** 2)
        # Without lines it is held straight.
        held = (n * weight[:, None]).T @ n + 0.002 * (np.eye(3) - np.outer(level, level))
        up = np.linalg.eigh(held)[1][:, 0]
        up = up if up[1] < 0 else -up
    return np.asarray(up)


def _across(lines: Lines, normals: Array, up: Array) -> tuple[Array, float]:
    """Return a level direction that most lines follow, or stand square to, and how much speaks for it."""
    a = np.cross(up, [0.0, 0.0, 1.0])
    a /= np.linalg.norm(a)
    b = np.cross(up, a)
    weight = lines.lengths * (np.abs(normals @ up) > 3 * CLOSE)
    turns = np.radians(np.arange(-45, 45, 0.5))
    told = np.zeros(len(turns))
    for quarter in (0.0, math.pi / 2):
        way = np.cos(turns + quarter)[:, None] * a + np.sin(turns + quarter)[:, None] * b
        told += np.exp(-0.5 * ((way @ normals.T) / CLOSE) ** 2) @ weight
    stands = float((lines.lengths * np.exp(-0.5 * ((normals @ up) / CLOSE) ** 2)).sum())
    # Square to the wall unless something speaks against it.
    told += 0.15 * np.exp(-0.5 * (np.degrees(turns) / 4) ** 2)
    best = int(told.argmax())
    return np.cos(turns[best]) * a + np.sin(turns[best]) * b, float(told[best]) + stands
