"""Cloth: its tones, folds and edges."""

from dataclasses import dataclass

import skia

from ..light import RGBA
from .anatomy import Anatomy
from .geometry import Point, Spine, bezier, smooth, swell, taper
from .pigment import brightness, fade, flat, gradient, line, mix, rgb, shade, soft, within


@dataclass(frozen=True)
class Cloth:
    """One cloth's tones in one light."""

    base: RGBA
    light: RGBA
    shadow: RGBA
    deep: RGBA
    edge: RGBA


def cloth(colour: str | RGBA, body: Anatomy) -> Cloth:
    """Return the tones of a cloth of that colour."""
    base = rgb(colour) if isinstance(colour, str) else colour
    # Black cloth still shows form: lift it a little so that its shadow can be seen.
    base = mix(base, (70, 74, 96, 255), 0.18) if brightness(base) < 0.14 else base
    shadow = shade(base, mix(body.tones.shadow, (140, 126, 168, 255), 0.35))
    return Cloth(
        base=base,
        light=mix(base, (255, 246, 240, 255), 0.18 + 0.08 * (1 - brightness(base))),
        shadow=shadow,
        deep=shade(shadow, (176, 150, 190, 255)),
        edge=shade(shade(shadow, (160, 128, 160, 255)), (150, 130, 160, 255)),
    )


def drape(
    canvas: skia.Canvas,
    body: Anatomy,
    path: skia.Path,
    c: Cloth,
    top: float,
    bottom: float,
    satin: bool = False,
    outline: bool = True,
) -> None:
    """Fill a piece of cloth: light from the key's side, a cel shadow on the other, an outline."""
    reach = body.shoulder
    canvas.drawPath(
        path,
        gradient(
            (body.key * reach, top),
            (-body.key * reach * 0.9, bottom),
            [c.light, c.base, c.base, mix(c.base, c.shadow, 0.7)],
            [0, 0.28, 0.6, 1],
        ),
    )
    with within(canvas, path):
        m = -body.key
        edge = [
            (m * reach * 0.50, top - 60),
            (m * reach * 0.58, top + 90),
            (m * reach * 0.42, top + 190),
            (m * reach * 0.50, top + 330),
            (m * reach * 0.36, bottom - 160),
            (m * reach * 0.46, bottom + 40),
        ]
        canvas.drawPath(
            smooth([*edge, (m * 700, bottom + 40), (m * 700, top - 60)], True, 7), soft(fade(c.shadow, 190), 3)
        )
        if satin:
            _draw_satin(canvas, body, c)
    if outline:
        canvas.drawPath(path, line(fade(c.edge, 220), 1.8))


def _draw_satin(canvas: skia.Canvas, body: Anatomy, c: Cloth) -> None:
    shine = mix(c.light, (255, 255, 255, 255), 0.25)
    for x0, y0, x1, y1, w in (
        (-0.5, 400, -0.12, 590, 9),
        (0.42, 390, 0.1, 600, 8),
        (0.0, 470, -0.05, 640, 6),
        (-0.3, 680, -0.5, 1100, 14),
        (0.25, 680, 0.4, 1200, 12),
    ):
        x0, x1 = x0 * body.chest, x1 * body.chest
        spine = bezier((x0, y0), (x0, y0 + (y1 - y0) * 0.4), (x1, y0 + (y1 - y0) * 0.6), (x1, y1))
        canvas.drawPath(taper(spine, swell(w)), soft(fade(shine, 90), 4))
        canvas.drawPath(taper([(x + w * 1.7, y + 6) for x, y in spine], swell(w * 0.8)), soft(fade(c.deep, 120), 4))


def fold(canvas: skia.Canvas, c: Cloth, points: list[Point], width: float = 3.0, alpha: float = 150) -> None:
    """Draw a fold: a dark tapering crease with a lit lip."""
    canvas.drawPath(taper(points, swell(width, 0.3, 0.1)), flat(fade(c.deep, alpha)))
    canvas.drawPath(
        taper([(x + width * 0.9, y - width * 0.6) for x, y in points], swell(width * 0.45)),
        flat(fade(c.light, alpha * 0.5)),
    )


def seam(canvas: skia.Canvas, c: Cloth, points: list[Point], width: float = 1.3, alpha: float = 170) -> None:
    """Draw a seam."""
    canvas.drawPath(smooth(points, False), line(fade(c.edge, alpha), width))


def panel(
    canvas: skia.Canvas, points: Spine, c: Cloth, p0: Point, p1: Point, tension: float = 14.0, cast: float = 5.0
) -> skia.Path:
    """Draw a piece lying on top: collar, lapel, pocket, with the shadow it throws."""
    path = smooth(points, True, tension)
    if cast:
        canvas.save()
        canvas.translate(0, cast)
        canvas.drawPath(path, soft(fade(c.deep, 170), 3))
        canvas.restore()
    canvas.drawPath(path, gradient(p0, p1, [c.light, c.base, mix(c.base, c.shadow, 0.6)]))
    canvas.drawPath(path, line(fade(c.edge, 200), 1.5))
    return path


def button(canvas: skia.Canvas, x: float, y: float, r: float, colour: RGBA) -> None:
    """Draw a button."""
    canvas.drawCircle(x, y + 1.2, r, flat((30, 16, 30, 110)))
    canvas.drawCircle(x, y, r, flat(colour))
    canvas.drawCircle(x - r * 0.3, y - r * 0.3, r * 0.35, flat((255, 255, 255, 150)))
