"""Curves, and the turning of a head: flat points become points on a face seen from the side."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import skia

Point = tuple[float, float]
Spine = Sequence[Point]
Width = Callable[[float], float]
"""Half width of a stroke at 0 to 1 along it."""

TURN = math.radians(40)
"""Yaw 1 in radians."""
NOD = 26.0
"""How far a pitch of 1 moves the front of the face, figure units."""
PIVOT = 40.0
"""The head turns about an axis this far in front of the ears, so that a turn moves it little."""


def cubic(points: Spine, steps: int = 12) -> list[Point]:
    """Return ``steps + 1`` points on the cubic of four points."""
    p0, p1, p2, p3 = points
    return bezier(p0, p1, p2, p3, steps)


def bezier(p0: Point, p1: Point, p2: Point, p3: Point, steps: int = 12) -> list[Point]:
    """Return ``steps + 1`` points on a cubic."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append((a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]))
    return points


def arc(p0: Point, p1: Point, p2: Point, steps: int = 10) -> list[Point]:
    """Return ``steps + 1`` points on a quadratic."""
    third = 2 / 3
    return bezier(
        p0,
        (p0[0] + (p1[0] - p0[0]) * third, p0[1] + (p1[1] - p0[1]) * third),
        (p2[0] + (p1[0] - p2[0]) * third, p2[1] + (p1[1] - p2[1]) * third),
        p2,
        steps,
    )


def smooth(points: Spine, closed: bool = True, tension: float = 6.0) -> skia.Path:
    """Return a curve through the points (Catmull-Rom); greater tension, straighter pieces."""
    path = skia.Path()
    count = len(points)
    path.moveTo(*points[0])
    last = count - 1
    for i in range(count if closed else last):
        if closed:
            a, b, c, d = points[i - 1], points[i], points[(i + 1) % count], points[(i + 2) % count]
        else:
            a, b, c, d = points[max(0, i - 1)], points[i], points[i + 1], points[min(last, i + 2)]
        path.cubicTo(
            b[0] + (c[0] - a[0]) / tension,
            b[1] + (c[1] - a[1]) / tension,
            c[0] - (d[0] - b[0]) / tension,
            c[1] - (d[1] - b[1]) / tension,
            c[0],
            c[1],
        )
    if closed:
        path.close()
    return path


def offset(spine: Spine, width: Width, side: float = 1.0) -> list[Point]:
    """Return the spine moved sideways by ``width(t) * side``."""
    moved = []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        ax, ay = spine[max(0, i - 1)]
        bx, by = spine[min(last, i + 1)]
        dx, dy = bx - ax, by - ay
        length = math.hypot(dx, dy) or 1.0
        reach = width(i / last) * side
        moved.append((x - dy / length * reach, y + dx / length * reach))
    return moved


def taper(spine: Spine, width: Width) -> skia.Path:
    """Return the closed outline of a stroke of changing width."""
    # As two calls of offset would give, in one walk: strands of hair are most of what is drawn.
    left, right = [], []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        ax, ay = spine[i - 1 if i else 0]
        bx, by = spine[i + 1 if i < last else last]
        dx, dy = bx - ax, by - ay
        reach = width(i / last) / (math.hypot(dx, dy) or 1.0)
        ox, oy = dy * reach, dx * reach
        left.append((x - ox, y + oy))
        right.append((x + ox, y - oy))
    return smooth(left + right[::-1])


def swell(width: float, start: float = 0.0, end: float = 0.0) -> Width:
    """Return a width that grows to ``width`` in the middle from ``start`` and falls to ``end``."""
    return lambda t: start * (1 - t) + end * t + width * math.sin(math.pi * t)


def mirrored(points: Spine) -> list[Point]:
    """Return the points with x negated, in reverse order."""
    return [(-x, y) for x, y in points][::-1]


def both(right: Spine) -> list[Point]:
    """Return a symmetric outline from its right half, top to bottom."""
    return list(right) + mirrored(right)


def table(rows: Sequence[Point], at: float) -> float:
    """Return the value at ``at`` in rows of (at, value), eased between neighbours; ends hold."""
    if at <= rows[0][0]:
        return rows[0][1]
    for (a, va), (b, vb) in pairwise(rows):
        if at <= b:
            return va + (vb - va) * (at - a) / (b - a)
    return rows[-1][1]


def ease(x: float) -> float:
    """Return a smooth step from 0 to 1."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


@dataclass(frozen=True)
class Turn:
    """The turning of the head: maps points on it (x right, y down, z to the viewer) to the picture."""

    yaw: float = 0.0
    pitch: float = 0.0

    @cached_property
    def sin(self) -> float:
        """Sine of the yaw."""
        return math.sin(self.yaw * TURN)

    @cached_property
    def cos(self) -> float:
        """Cosine of the yaw."""
        return math.cos(self.yaw * TURN)

    def at(self, x: float, y: float, z: float) -> Point:
        """Return where a point of the head is seen."""
        sin, cos = self.sin, self.cos
        if not self.pitch:
            return (x * cos + (z - PIVOT) * sin, y)
        depth = -x * sin + z * cos
        return (x * cos + (z - PIVOT) * sin, y * (1 - 0.04 * abs(self.pitch)) + self.pitch * NOD * depth / 90)
