"""A room in perspective: metres in, set units out. x to the right, y up from the floor, z away from the lens."""

from dataclasses import dataclass

import skia

from ..light import RGBA
from .brush import DARK, Brush, Point, fade, flat, mix, ramp, shade

NEAREST = 0.45
"""Nothing is projected from nearer than this, in metres."""


@dataclass(frozen=True)
class Room:
    """A box seen from inside, through a lens at x 0, ``eye`` metres above the floor."""

    width: float = 4.6
    height: float = 3.4
    depth: float = 5.0
    eye: float = 1.45
    focal: float = 820.0
    horizon: float = 770.0
    centre: float = 500.0

    def at(self, x: float, y: float, z: float) -> Point:
        """Return where a point is seen."""
        scale = self.scale(z)
        return self.centre + x * scale, self.horizon - (y - self.eye) * scale

    def scale(self, z: float) -> float:
        """Return how many units a metre measures at that distance."""
        return self.focal / max(z, NEAREST)

    def back(self, x0: float, x1: float, y0: float, y1: float, z: float | None = None) -> list[Point]:
        """Return a rectangle that faces us, on the back wall unless ``z`` says otherwise."""
        z = self.depth if z is None else z
        return [self.at(x0, y1, z), self.at(x1, y1, z), self.at(x1, y0, z), self.at(x0, y0, z)]

    def side(self, z0: float, z1: float, y0: float, y1: float, x: float | None = None) -> list[Point]:
        """Return a rectangle along the room at ``x`` (the left wall by default), from ``z0`` (near) to ``z1``."""
        x = -self.width / 2 if x is None else x
        first, last = (z0, z1) if x < 0 else (z1, z0)
        return [self.at(x, y1, first), self.at(x, y1, last), self.at(x, y0, last), self.at(x, y0, first)]

    def flat(self, x0: float, x1: float, z0: float, z1: float, y: float = 0.0) -> list[Point]:
        """Return a horizontal rectangle at height ``y``, far edge first."""
        return [self.at(x0, y, z1), self.at(x1, y, z1), self.at(x1, y, z0), self.at(x0, y, z0)]

    def shell(self, brush: Brush, wall: RGBA, floor: RGBA, ceiling: RGBA) -> None:
        """Paint walls, floor and ceiling, darker in the corners and towards us."""
        half, h, d = self.width / 2, self.height, self.depth
        # The surfaces meet in hairlines; without a ground they would let the sky through.
        brush.canvas.drawPaint(flat(shade(wall, -0.2)))
        brush.paint(self.flat(-half, half, NEAREST, d), self._away(floor, 0.0, -0.3))
        brush.paint(self.flat(-half, half, NEAREST, d, h), self._away(ceiling, h, -0.38))
        for x in (-half, half):
            quad = self.side(NEAREST, d, 0, h, x)
            near, far = self.at(x, 1, 1.6), self.at(x, 1, d)
            paint = ramp((far[0], 0), (near[0], 0), (shade(wall, -0.14), shade(wall, -0.06), shade(wall, -0.3)))
            brush.paint(quad, paint)
        brush.down(self.back(-half, half, 0, h), shade(wall, -0.12), shade(wall, 0.06), shade(wall, -0.05))
        self.corners(brush)

    def _away(self, colour: RGBA, y: float, near: float) -> skia.Paint:
        far_y, near_y = self.at(0, y, self.depth)[1], self.at(0, y, 1.2)[1]
        return ramp((0, far_y), (0, near_y), (shade(colour, -0.04), shade(colour, 0.04), shade(colour, near)))

    def corners(self, brush: Brush, alpha: float = 88) -> None:
        """Darken the edges where walls, floor and ceiling meet."""
        half, h, d = self.width / 2, self.height, self.depth
        width = self.scale(d) * 0.13
        dark = fade(DARK, alpha)
        for x in (-half, half):
            brush.line([self.at(x, 0, d), self.at(x, h, d)], dark, width, width * 0.7)
            for y in (0.0, h):
                brush.line([self.at(x, y, d), self.at(x, y, 1.0)], dark, width, width * 0.7)
        for y in (0.0, h):
            brush.line([self.at(-half, y, d), self.at(half, y, d)], dark, width, width * 0.7)

    def skirting(self, brush: Brush, colour: RGBA, low: float = 0.0, high: float = 0.12) -> None:
        """Paint a band along the three walls: a skirting board, a dado, a cornice."""
        half, d = self.width / 2, self.depth
        brush.down(self.back(-half, half, low, high), shade(colour, 0.12), shade(colour, -0.12))
        for x in (-half, half):
            brush.down(self.side(NEAREST, d, low, high, x), colour, shade(colour, -0.28))

    def planks(self, brush: Brush, colour: RGBA, step: float = 0.16, alpha: float = 90) -> None:
        """Draw floor boards that run away from us."""
        half = self.width / 2
        count = int(self.width / step)
        for i in range(count + 1):
            x = -half + i * step
            tone = shade(colour, -0.5 if i % 3 else -0.62)
            brush.line([self.at(x, 0, self.depth), self.at(x, 0, 0.9)], fade(tone, alpha), 2.0)
            if i % 2:
                brush.paint(
                    self.flat(x, x + step, NEAREST, self.depth),
                    ramp(
                        (0, self.at(0, 0, self.depth)[1]),
                        (0, self.at(0, 0, 1)[1]),
                        (fade(shade(colour, 0.2), 26), fade(shade(colour, -0.3), 34)),
                    ),
                )

    def tiles(self, brush: Brush, colour: RGBA, step: float = 0.6, check: float = 0.0, alpha: float = 80) -> None:
        """Draw floor tiles; ``check`` darkens every other one."""
        half = self.width / 2
        rows, columns = int(self.depth / step), int(self.width / step) + 1
        for row in range(rows + 1):
            z = self.depth - row * step
            if check:
                for column in range(columns):
                    x = -half + column * step
                    if (row + column) % 2 and z > 0.7:
                        quad = self.flat(x, min(half, x + step), max(NEAREST, z - step), z)
                        brush.fill(quad, fade(shade(colour, -check), 190))
            if z > 0.8:
                brush.line([self.at(-half, 0, z), self.at(half, 0, z)], fade(shade(colour, -0.5), alpha), 1.6)
        for column in range(columns + 1):
            x = -half + column * step
            brush.line([self.at(x, 0, self.depth), self.at(x, 0, 0.9)], fade(shade(colour, -0.5), alpha), 1.6)

    def block(
        self, brush: Brush, x0: float, x1: float, y0: float, y1: float, z0: float, z1: float, colour: RGBA
    ) -> None:
        """Paint a solid block with its contact shadow: front, the side we see, and its top if it is below the eye."""
        if y0 < 0.05:
            low, reach = self.flat(x0, x1, z0, z1, 0), self.scale(z0) * 0.08
            brush.fill(
                [
                    (low[0][0] - reach, low[0][1]),
                    (low[1][0] + reach, low[1][1]),
                    (low[2][0] + reach, low[2][1] + reach),
                    (low[3][0] - reach, low[3][1] + reach),
                ],
                fade(DARK, 130),
                reach,
            )
        if y1 < self.eye:
            brush.down(self.flat(x0, x1, z0, z1, y1), shade(colour, 0.1), shade(colour, 0.26))
        elif y0 > self.eye:
            brush.down(self.flat(x0, x1, z0, z1, y0), shade(colour, -0.5), shade(colour, -0.4))
        if x0 > 0:
            brush.across(
                _upright(self.at(x0, y1, z0), self.at(x0, y1, z1), self.at(x0, y0, z1), self.at(x0, y0, z0)),
                shade(colour, -0.42),
                shade(colour, -0.26),
            )
        elif x1 < 0:
            brush.across(
                _upright(self.at(x1, y1, z0), self.at(x1, y1, z1), self.at(x1, y0, z1), self.at(x1, y0, z0)),
                shade(colour, -0.26),
                shade(colour, -0.42),
            )
        brush.down(self.back(x0, x1, y0, y1, z0), shade(colour, 0.05), mix(colour, shade(colour, -0.4), 0.7))


def _upright(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    return [a, b, c, d]
