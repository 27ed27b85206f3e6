"""Solids: boxes, upright cylinders and balls, which a ray enters and leaves; every furniture is made of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]
Kind = Literal["box", "cylinder", "ball", "shell"]
FAR = np.float32(1e9)
_SIDES = ((2, 1), (0, 2), (0, 1))
"""Which axes run across and up a face, by the axis that it faces."""


@dataclass(frozen=True)
class Cover:
    """What a face is covered with."""

    texture: str
    metres: float = 0.0
    """Width of one repeat; 0: stretched over the face."""
    glow: float = 0.0
    """How much it shines by itself."""
    shift: float = 0.0
    """Metres by which a repeat begins elsewhere, so that no two boards are the same."""


@dataclass(frozen=True)
class Solid:
    """One solid in the world of the room."""

    kind: Kind
    centre: tuple[float, float, float]
    half: tuple[float, float, float]
    covers: tuple[Cover, Cover, Cover]
    """Of the faces across x, y and z; of what is round: of its top, and of the side (the last)."""
    yaw: float = 0.0
    """Degrees, as those of an eye."""
    casts: bool = True
    """Whether it throws a shadow worth looking for."""
    below: Cover | None = None
    """Of the face that looks down, if that is another: the floor of a shell is below, its ceiling is not."""
    ends: tuple[Cover | None, Cover | None] = (None, None)
    """Of the faces at low x and low z, if those are others."""

    @property
    def radius(self) -> float:
        """Of the ball around it, metres."""
        return math.sqrt(sum(value * value for value in self.half))

    def local(self, x: Array, y: Array, z: Array, turn_only: bool = False) -> tuple[Array, Array, Array]:
        """Return points, or directions, in the solid's own axes."""
        if not turn_only:
            x, y, z = x - np.float32(self.centre[0]), y - np.float32(self.centre[1]), z - np.float32(self.centre[2])
        if not self.yaw:
            return x, y, z
        c, s = np.float32(math.cos(math.radians(self.yaw))), np.float32(math.sin(math.radians(self.yaw)))
        return c * x + s * z, y, c * z - s * x

    def world(self, points: Array) -> Array:
        """Return own points (N x 3) in the world."""
        return self.turned(points) + np.array(self.centre, np.float32)

    def turned(self, directions: Array) -> Array:
        """Return own directions (N x 3) in the world."""
        if not self.yaw:
            return directions
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        return np.asarray(directions @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float32), np.float32)

    def corners(self) -> Array:
        """Return the eight corners of the box around it: 8 x 3, in the world."""
        signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
        return self.world(signs * np.array(self.half, np.float32))

    def crossed(self, origin: Sequence[Array] | Array, ahead: Sequence[Array] | Array) -> tuple[Array, Array]:
        """Return how far along each ray it is entered and left; it is missed where it is left before."""
        (x, y, z), (dx, dy, dz) = origin, ahead
        o, d = self.local(x, y, z), self.local(dx, dy, dz, turn_only=True)
        half = tuple(np.float32(value) for value in self.half)
        if self.kind == "ball":
            return _round([o[i] / half[i] for i in range(3)], [d[i] / half[i] for i in range(3)])
        if self.kind == "cylinder":
            side = _round([o[0] / half[0], o[2] / half[2]], [d[0] / half[0], d[2] / half[2]])
            top = _between(o[1], d[1], half[1])
            return np.maximum(side[0], top[0]), np.minimum(side[1], top[1])
        (a, b), (c, e), (f, g) = (_between(o[i], d[i], half[i]) for i in range(3))
        return np.maximum(np.maximum(a, c), f), np.minimum(np.minimum(b, e), g)

    def faces(self, points: Array) -> npt.NDArray[np.int8]:
        """Return on which face own points (N x 3) lie: 2 x axis, + 1 where the coordinate is high; 4 is round."""
        with np.errstate(divide="ignore"):
            share = points / np.array(self.half, np.float32)
        if self.kind == "ball":
            return np.full(len(points), 4, np.int8)
        if self.kind == "cylinder":
            top = np.abs(share[:, 1]) > np.hypot(share[:, 0], share[:, 2])
            return np.where(top, np.where(share[:, 1] > 0, 3, 2), 4).astype(np.int8)
        axis = np.abs(share).argmax(axis=1)
        high = np.take_along_axis(share, axis[:, None], axis=1)[:, 0] > 0
        return (2 * axis + high).astype(np.int8)

    def outward(self, points: Array, face: int) -> Array:
        """Return which way a face looks at own points (N x 3), or once for all of them; in the world."""
        if face == 4 and self.kind in {"cylinder", "ball"}:
            normal = points / np.array(self.half, np.float32) ** 2
            if self.kind == "cylinder":
                normal[:, 1] = 0
            return self.turned(normal / np.linalg.norm(normal, axis=1, keepdims=True))
        normal = np.zeros((1, 3), np.float32)
        normal[0, face // 2] = (1.0 if face % 2 else -1.0) * (-1 if self.kind == "shell" else 1)
        return self.turned(normal)

    def cover(self, face: int) -> Cover:
        """Return what a face is covered with."""
        if face == 2 and self.below is not None:
            return self.below
        if face in {0, 4} and self.kind in {"box", "shell"}:
            end = self.ends[face // 4]
            return end if end is not None else self.covers[face // 2]
        return self.covers[face // 2]

    def spread(self, face: int) -> tuple[float, float]:
        """Return how wide and high a face is, metres."""
        if face == 4 and self.kind in {"cylinder", "ball"}:
            tall = self.half[1] * (2 if self.kind == "cylinder" else math.pi)
            return 2 * math.pi * max(self.half[0], self.half[2]), tall
        across, up = _SIDES[face // 2]
        return 2 * self.half[across], 2 * self.half[up]

    def laid(self, points: Array, face: int) -> tuple[Array, Array]:
        """Return where own points lie on a face: from its left and from its top, 0 to 1."""
        if face == 4 and self.kind in {"cylinder", "ball"}:
            around = np.arctan2(points[:, 2] / self.half[2], points[:, 0] / self.half[0]) / np.float32(2 * math.pi)
            tall = np.clip(points[:, 1] / self.half[1], -1, 1)
            tall = tall if self.kind == "cylinder" else np.arcsin(tall) / np.float32(math.pi / 2)
            return around + np.float32(0.5), np.float32(0.5) - tall / 2
        across, up = _SIDES[face // 2]
        x = points[:, across] / np.float32(2 * self.half[across]) + np.float32(0.5)
        y = points[:, up] / np.float32(2 * self.half[up]) + np.float32(0.5)
        return x, y if face // 2 == 1 else 1 - y

    def grid(self, face: int, across: int, down: int) -> tuple[Array, Array]:
        """Return the middles of the cells of a face and which way it looks there: both (down * across) x 3, world."""
        v, u = (np.mgrid[:down, :across].reshape(2, -1) + 0.5) / np.array([[down], [across]])
        points = np.zeros((u.size, 3), np.float32)
        if face == 4 and self.kind in {"cylinder", "ball"}:
            turn, rise = (u - 0.5) * 2 * math.pi, 1 - 2 * v
            wide = np.ones_like(rise) if self.kind == "cylinder" else np.cos(rise * math.pi / 2)
            tall = rise if self.kind == "cylinder" else np.sin(rise * math.pi / 2)
            unit = np.stack([np.cos(turn) * wide, tall, np.sin(turn) * wide], axis=1)
            half = np.array(self.half)
            points[:] = unit * half
            normal = unit / half * ([1, 0, 1] if self.kind == "cylinder" else [1, 1, 1])
            normal /= np.linalg.norm(normal, axis=1, keepdims=True)
            return self.world(points), self.turned(normal.astype(np.float32))
        (a, b), axis = _SIDES[face // 2], face // 2
        points[:, a] = (2 * u - 1) * self.half[a]
        points[:, b] = ((2 * v - 1) if axis == 1 else (1 - 2 * v)) * self.half[b]
        side = 1.0 if face % 2 else -1.0
        points[:, axis] = side * self.half[axis]
        normal = np.zeros_like(points)
        normal[:, axis] = -side if self.kind == "shell" else side
        return self.world(points), self.turned(normal)


def box(
    low: Sequence[float], high: Sequence[float], *covers: Cover, yaw: float = 0.0, about: Sequence[float] | None = None,
    casts: bool = True,
) -> Solid:  # fmt: skip
    """Return a box from corner to corner, covered all over or by axis; turned about a point of the floor (x, z)."""
    half = tuple((b - a) / 2 for a, b in zip(low, high, strict=True))
    middle = tuple((b + a) / 2 for a, b in zip(low, high, strict=True))
    if about is not None and yaw:
        c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        x, z = middle[0] - about[0], middle[2] - about[1]
        middle = (about[0] + c * x - s * z, middle[1], about[1] + s * x + c * z)
    return Solid("box", _three(middle), _three(half), _covers(covers), yaw, casts)


def cylinder(foot: Sequence[float], radius: float, tall: float, *covers: Cover, casts: bool = True) -> Solid:
    """Return an upright cylinder standing on a point."""
    middle = (foot[0], foot[1] + tall / 2, foot[2])
    return Solid("cylinder", middle, (radius, tall / 2, radius), _covers(covers), casts=casts)


def ball(middle: Sequence[float], half: Sequence[float] | float, cover: Cover, casts: bool = True) -> Solid:
    """Return a ball, or an egg with three half axes."""
    three = (half, half, half) if isinstance(half, float) else _three(half)
    return Solid("ball", _three(middle), three, (cover, cover, cover), casts=casts)


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    x, y, z = values
    return x, y, z


def _covers(covers: Sequence[Cover]) -> tuple[Cover, Cover, Cover]:
    x, y, z = covers if len(covers) == 3 else (covers[0],) * 3
    return x, y, z


def _between(o: Array, d: Array, half: np.float32) -> tuple[Array, Array]:
    """Return when a ray is between two planes."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inverse = np.float32(1) / np.where(d == 0, np.float32(1e-9), d)
    a, b = (-half - o) * inverse, (half - o) * inverse
    return np.minimum(a, b), np.maximum(a, b)


def _round(o: Sequence[Array], d: Sequence[Array]) -> tuple[Array, Array]:
    """Return when a ray is within 1 of the origin, or of an axis."""
    a = np.maximum(sum(v * v for v in d), np.float32(1e-12))
    b = sum(v * w for v, w in zip(o, d, strict=True)) / a
    c = (sum(v * v for v in o) - np.float32(1)) / a
    square = b * b - c
    root = np.sqrt(np.maximum(square, 0))
    missed = square <= 0
    return np.where(missed, FAR, -b - root), np.where(missed, -FAR, -b + root)
