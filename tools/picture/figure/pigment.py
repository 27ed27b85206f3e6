"""Colours and the paints made of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import skia

from ..light import RGBA
from .geometry import Point

WHITE: RGBA = (255, 255, 255, 255)
INK: RGBA = (44, 24, 36, 255)


def rgb(colour: str) -> RGBA:
    """Return the colour written ``#rrggbb``."""
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 255)


def mix(a: RGBA, b: RGBA, t: float) -> RGBA:
    """Return the colour at ``t`` between two; the alpha of the first."""
    return (
        round(a[0] + (b[0] - a[0]) * t),
        round(a[1] + (b[1] - a[1]) * t),
        round(a[2] + (b[2] - a[2]) * t),
        a[3],
    )


def shade(a: RGBA, by: RGBA, t: float = 1.0) -> RGBA:
    """Return ``a`` multiplied by ``by``, as far as ``t``."""
    return mix(a, (a[0] * by[0] // 255, a[1] * by[1] // 255, a[2] * by[2] // 255, 255), t)


def fade(a: RGBA, alpha: float) -> RGBA:
    """Return the colour with that alpha, 0 to 255."""
    return (a[0], a[1], a[2], round(min(255.0, max(0.0, alpha))))


def brightness(a: RGBA) -> float:
    """Return how light a colour looks, 0 to 1."""
    return (0.299 * a[0] + 0.587 * a[1] + 0.114 * a[2]) / 255


def code(a: RGBA) -> int:
    """Return the colour as Skia writes it."""
    return (a[3] << 24) | (a[0] << 16) | (a[1] << 8) | a[2]


def flat(a: RGBA) -> skia.Paint:
    """Return a plain fill."""
    return skia.Paint(AntiAlias=True, Color=code(a))


def line(a: RGBA, width: float) -> skia.Paint:
    """Return a stroke with round ends."""
    return skia.Paint(
        AntiAlias=True,
        Color=code(a),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def soft(a: RGBA, blur: float) -> skia.Paint:
    """Return a fill with blurred edges; dear, so used for large shadows only."""
    return skia.Paint(
        AntiAlias=True, Color=code(a), MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(0.01, blur))
    )


def gradient(p0: Point, p1: Point, colours: Sequence[RGBA], stops: Sequence[float] = ()) -> skia.Paint:
    """Return a linear gradient from point to point."""
    shader = skia.GradientShader.MakeLinear([skia.Point(*p0), skia.Point(*p1)], [code(c) for c in colours], list(stops))
    return skia.Paint(AntiAlias=True, Shader=shader)


def radial(centre: Point, radius: float, colours: Sequence[RGBA], stops: Sequence[float] = ()) -> skia.Paint:
    """Return a gradient from a centre outwards."""
    shader = skia.GradientShader.MakeRadial(skia.Point(*centre), radius, [code(c) for c in colours], list(stops))
    return skia.Paint(AntiAlias=True, Shader=shader)


def glow(canvas: skia.Canvas, centre: Point, rx: float, ry: float, colour: RGBA, angle: float = 0.0) -> None:
    """Draw a soft oval patch of colour: strong in the middle, nothing at the rim."""
    canvas.save()
    canvas.translate(*centre)
    if angle:
        canvas.rotate(angle)
    # A radial gradient drawn into an oval leaves an edge; the canvas is squeezed instead.
    canvas.scale(1, ry / rx)
    stops = [colour, fade(colour, colour[3] * 0.55), fade(colour, colour[3] * 0.15), fade(colour, 0)]
    canvas.drawCircle(0, 0, rx, radial((0, 0), rx, stops, [0, 0.38, 0.72, 1]))
    canvas.restore()


@contextmanager
def within(canvas: skia.Canvas, path: skia.Path) -> Iterator[None]:
    """Draw only inside the path."""
    canvas.save()
    canvas.clipPath(path, skia.ClipOp.kIntersect, True)
    yield
    canvas.restore()


@contextmanager
def tilted(canvas: skia.Canvas, roll: float) -> Iterator[None]:
    """Draw with the head leaning, in degrees, about the root of the neck."""
    canvas.save()
    canvas.rotate(roll, 0, 150)
    yield
    canvas.restore()
