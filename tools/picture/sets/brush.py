"""Colour, paint and the brush with which every set is painted.

All sets are painted in one coordinate system, whatever the size of the picture: 1000 wide, 1778 high, y down.
"""

import math
from collections.abc import Sequence
from typing import Literal

import skia

from ..light import RGBA

Point = tuple[float, float]
Points = Sequence[Point]

WIDE = 1000.0
HIGH = 1778.0

ADD = skia.BlendMode.kScreen
"""How light adds to light: screen, because a plain sum clips red first and turns lamplight green."""

DARK: RGBA = (20, 12, 38, 255)
"""What colours go to in the dark: violet, never grey."""
WARM: RGBA = (255, 244, 222, 255)
"""What colours go to in the light."""


def ink(text: str, alpha: int = 255) -> RGBA:
    """Return the colour written as ``rrggbb``."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16), alpha


def mix(a: RGBA, b: RGBA, t: float) -> RGBA:
    """Return the colour ``t`` of the way from ``a`` to ``b``."""
    r, g, bl, al = (round(p + (q - p) * t) for p, q in zip(a, b, strict=True))
    return r, g, bl, al


def fade(colour: RGBA, alpha: float) -> RGBA:
    """Return the colour with another alpha, 0 to 255."""
    return colour[0], colour[1], colour[2], round(max(0.0, min(255.0, alpha)))


def shade(colour: RGBA, t: float) -> RGBA:
    """Return the colour darker (``t`` below 0, to -1) or lighter (above 0, to 1)."""
    end = WARM if t > 0 else DARK
    return fade(mix(colour, end, abs(t)), colour[3])


def argb(colour: RGBA) -> int:
    """Return the colour as skia wants it."""
    r, g, b, a = (max(0, min(255, int(v))) for v in colour)
    return int(skia.Color(r, g, b, a))


def flat(colour: RGBA, blur: float = 0.0) -> skia.Paint:
    """Return a paint of one colour; ``blur`` is the softness of its edge."""
    paint = skia.Paint(AntiAlias=True, Color=argb(colour))
    if blur > 0:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def ramp(start: Point, end: Point, colours: Sequence[RGBA], stops: Sequence[float] = ()) -> skia.Paint:
    """Return a paint that runs through the colours from one point to another."""
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(*start), skia.Point(*end)], [argb(c) for c in colours], list(stops)
    )
    return skia.Paint(AntiAlias=True, Dither=True, Shader=shader)


def ball(centre: Point, radius: float, colours: Sequence[RGBA], stops: Sequence[float] = ()) -> skia.Paint:
    """Return a paint that runs through the colours from a centre outwards."""
    shader = skia.GradientShader.MakeRadial(skia.Point(*centre), radius, [argb(c) for c in colours], list(stops))
    return skia.Paint(AntiAlias=True, Dither=True, Shader=shader)


def outline(points: Points, closed: bool = True) -> skia.Path:
    """Return the path through the points, with straight lines."""
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    return path


def curve(points: Points, closed: bool = True, tension: float = 6.0) -> skia.Path:
    """Return the smooth path through the points (Catmull-Rom)."""
    count = len(points)

    def at(i: int) -> Point:
        return points[i % count] if closed else points[max(0, min(count - 1, i))]

    path = skia.Path()
    path.moveTo(*points[0])
    for i in range(count if closed else count - 1):
        before, here, there, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        path.cubicTo(
            here[0] + (there[0] - before[0]) / tension,
            here[1] + (there[1] - before[1]) / tension,
            there[0] - (after[0] - here[0]) / tension,
            there[1] - (after[1] - here[1]) / tension,
            *there,
        )
    if closed:
        path.close()
    return path


def within(quad: Points, u: float, v: float) -> Point:
    """Return the point at (u, v) of a quad given as top left, top right, bottom right, bottom left."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    top = ax + (bx - ax) * u, ay + (by - ay) * u
    low = dx + (cx - dx) * u, dy + (cy - dy) * u
    return top[0] + (low[0] - top[0]) * v, top[1] + (low[1] - top[1]) * v


def inset(quad: Points, u0: float, v0: float, u1: float, v1: float) -> list[Point]:
    """Return the part of a quad between two fractions on each axis."""
    return [within(quad, u0, v0), within(quad, u1, v0), within(quad, u1, v1), within(quad, u0, v1)]


class Brush:
    """Paints one layer; every length is in the units of the set."""

    def __init__(self, canvas: skia.Canvas) -> None:
        self.canvas = canvas

    def fill(self, shape: Points | skia.Path, colour: RGBA, blur: float = 0.0) -> None:
        """Fill a shape with one colour."""
        self.paint(shape, flat(colour, blur))

    def paint(self, shape: Points | skia.Path, paint: skia.Paint) -> None:
        """Fill a shape with a paint."""
        self.canvas.drawPath(shape if isinstance(shape, skia.Path) else outline(shape), paint)

    def down(self, shape: Points, *colours: RGBA) -> None:
        """Fill a shape from its top to its bottom through the colours."""
        ys = [p[1] for p in shape]
        self.paint(shape, ramp((0, min(ys)), (0, max(ys) + 0.01), colours))

    def across(self, shape: Points, *colours: RGBA) -> None:
        """Fill a shape from its left to its right through the colours."""
        xs = [p[0] for p in shape]
        self.paint(shape, ramp((min(xs), 0), (max(xs) + 0.01, 0), colours))

    def box(self, x0: float, y0: float, x1: float, y1: float, *colours: RGBA, round: float = 0.0) -> None:
        """Fill an upright rectangle from top to bottom."""
        paint = flat(colours[0]) if len(colours) == 1 else ramp((0, y0), (0, y1), colours)
        self.canvas.drawRoundRect(skia.Rect(x0, y0, x1, y1), round, round, paint)

    def bar(self, x0: float, y0: float, x1: float, y1: float, *colours: RGBA, round: float = 0.0) -> None:
        """Fill an upright rectangle from left to right: posts, pipes, folds."""
        self.canvas.drawRoundRect(skia.Rect(x0, y0, x1, y1), round, round, ramp((x0, 0), (x1, 0), colours))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: RGBA, blur: float = 0.0) -> None:
        """Fill an ellipse."""
        self.canvas.drawOval(skia.Rect(x - rx, y - ry, x + rx, y + ry), flat(colour, blur))

    def line(self, points: Points | skia.Path, colour: RGBA, width: float, blur: float = 0.0) -> None:
        """Draw a line of round ends."""
        paint = flat(colour, blur)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(width)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        self.canvas.drawPath(points if isinstance(points, skia.Path) else outline(points, closed=False), paint)

    def pool(self, x: float, y: float, rx: float, ry: float, colour: RGBA, core: float = 0.0) -> None:
        """Lay a soft round patch: a shadow, a puddle of colour; full strength up to ``core`` of the radius."""
        with Placed(self.canvas, x, y, 1.0, ry / rx):
            stops = (0, core, 1) if core else (0, 0.5, 1)
            middle = colour if core else fade(colour, colour[3] * 0.42)
            self.canvas.drawCircle(0, 0, rx, ball((0, 0), rx, (colour, middle, fade(colour, 0)), stops))

    def glow(self, x: float, y: float, radius: float, colour: RGBA, squash: float = 1.0) -> None:
        """Add light around a point, falling off as light does."""
        paint = ball(
            (0, 0),
            radius,
            (colour, fade(colour, colour[3] * 0.5), fade(colour, colour[3] * 0.16), fade(colour, 0)),
            (0, 0.18, 0.48, 1),
        )
        paint.setBlendMode(ADD)
        with Placed(self.canvas, x, y, 1.0, squash):
            self.canvas.drawCircle(0, 0, radius, paint)

    def light(self, x: float, y: float, radius: float, colour: RGBA) -> None:
        """Add a wide, even light around a point: what a lamp throws on the things about it."""
        steps = (colour, fade(colour, colour[3] * 0.66), fade(colour, colour[3] * 0.24), fade(colour, 0))
        paint = ball((x, y), radius, steps, (0, 0.3, 0.64, 1))
        paint.setBlendMode(ADD)
        self.canvas.drawCircle(x, y, radius, paint)

    def shaft(self, quad: Points, colour: RGBA, blur: float = 12.0) -> None:
        """Add a beam of light, strong at the top of the quad and gone at its bottom."""
        start = within(quad, 0.5, 0)
        end = within(quad, 0.5, 1)
        paint = ramp(start, end, (colour, fade(colour, colour[3] * 0.45), fade(colour, 0)))
        paint.setBlendMode(ADD)
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        self.canvas.drawPath(outline(quad), paint)

    def cut(self, shape: Points | skia.Path) -> None:
        """Cut a hole: a window through which the layers behind are seen."""
        paint = skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear)
        self.canvas.drawPath(shape if isinstance(shape, skia.Path) else outline(shape), paint)

    def disc(self, x: float, y: float, radius: float, *colours: RGBA) -> None:
        """Fill a ball, lit from its upper left."""
        centre = x - radius * 0.3, y - radius * 0.35
        self.canvas.drawCircle(x, y, radius, ball(centre, radius * 1.5, colours if len(colours) > 1 else colours * 2))

    def clip(self, shape: Points | skia.Path) -> "Clipped":
        """Keep everything painted inside ``with`` within the shape."""
        return Clipped(self.canvas, shape if isinstance(shape, skia.Path) else outline(shape))

    def at(self, x: float, y: float, scale: float = 1.0, squash: float = 1.0, turn: float = 0.0) -> "Placed":
        """Move the origin to a point inside ``with``, scaled, squashed and turned by degrees."""
        return Placed(self.canvas, x, y, scale, scale * squash, turn)


class Placed:
    """The canvas moved, scaled and turned for a while."""

    def __init__(self, canvas: skia.Canvas, x: float, y: float, sx: float, sy: float, turn: float = 0.0) -> None:
        self.canvas, self.x, self.y, self.sx, self.sy, self.turn = canvas, x, y, sx, sy, turn

    def __enter__(self) -> None:
        self.canvas.save()
        self.canvas.translate(self.x, self.y)
        self.canvas.rotate(self.turn)
        self.canvas.scale(self.sx, self.sy)

    def __exit__(self, *raised: object) -> Literal[False]:
        self.canvas.restore()
        return False


class Clipped:
    """The canvas limited to a shape for a while."""

    def __init__(self, canvas: skia.Canvas, path: skia.Path) -> None:
        self.canvas, self.path = canvas, path

    def __enter__(self) -> None:
        self.canvas.save()
        self.canvas.clipPath(self.path, skia.ClipOp.kIntersect, True)

    def __exit__(self, *raised: object) -> Literal[False]:
        self.canvas.restore()
        return False


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 16) -> list[Point]:
    """Return points on an ellipse between two angles in degrees (0: right, 90: down)."""
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]
