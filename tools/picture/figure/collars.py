"""Collars, lapels, ties and what is worn under a jacket."""

import skia

from .anatomy import Anatomy
from .cloth import Cloth, button, cloth, fold, panel, seam
from .geometry import bezier, both, smooth, swell, taper
from .pigment import WHITE, fade, flat, gradient, line, mix


def nothing(canvas: skia.Canvas, body: Anatomy, second: Cloth) -> None:
    """Nothing beneath."""


def shirt_and_tie(canvas: skia.Canvas, body: Anatomy, second: Cloth) -> None:
    """A white shirt with a tie for a man; a soft one in the second colour for a woman."""
    white = cloth("#f1f2f7", body)
    if body.man:
        _shirt_front(canvas, body, white, True)
        dark = second if max(second.base[:3]) < 215 else cloth("#6a2030", body)
        _tie(canvas, body, dark)
    else:
        _shirt_front(canvas, body, second, False)


def turtleneck(canvas: skia.Canvas, body: Anatomy, second: Cloth) -> None:
    """A turtleneck."""
    n, y = body.neck, body.collar_y
    front = both([(n + 18, y - 22), (n + 66, 300), (60, 620)])
    canvas.drawPath(smooth(front, True, 10), gradient((0, y), (0, 560), [second.base, second.shadow]))
    roll = both([(n + 1, y - 66), (n + 9, y - 46), (n + 14, y - 22), (n * 0.6, y - 4)])
    panel(canvas, roll, second, (body.key * n, y - 60), (-body.key * n, y - 10), 8, 6)
    for k in range(-5, 6):
        seam(canvas, second, [(k * n * 0.19, y - 60), (k * n * 0.21, y - 12)], 1.2, 80)


def plain_shirt(canvas: skia.Canvas, body: Anatomy, second: Cloth) -> None:
    """A round-necked shirt."""
    n, y = body.neck, body.collar_y
    half = [(0, y + 21), (n * 0.62, y + 14), (n + 8, y - 6), (n + 17, y - 27), (n + 66, 300), (60, 700)]
    canvas.drawPath(
        smooth([*half, *[(-x, py) for x, py in half[:0:-1]]], True, 11),
        gradient((0, y), (0, 560), [second.base, second.shadow]),
    )
    seam(
        canvas,
        second,
        [(-(n + 8), y + 4), (-n * 0.6, y + 24), (0, y + 31), (n * 0.6, y + 24), (n + 8, y + 4)],
        1.3,
        150,
    )


def _shirt_front(canvas: skia.Canvas, body: Anatomy, c: Cloth, closed: bool) -> None:
    n, y = body.neck, body.collar_y
    top = y - 2 if closed else y + 62
    bend = (n * 0.62, y + 16) if closed else (n * 0.5, (top + y) / 2)
    half = [
        (n + 14, y - 30),
        (n + 4, y - 12),
        bend,
        (0, top + (28 if closed else 0)),
        (0, 600),
        (60, 600),
        (n + 62, 300),
    ]
    for m in (-1, 1):
        canvas.drawPath(
            smooth([(m * x, py) for x, py in half], True, 14),
            gradient((0, y), (0, 520), [c.base, mix(c.base, c.shadow, 0.45)]),
        )
    seam(canvas, c, [(0, top), (0, 600)], 1.3, 120)


def _shirt_collar(canvas: skia.Canvas, body: Anatomy, c: Cloth, closed: bool) -> None:
    n, y = body.neck, body.collar_y
    drop = 4 if closed else 30
    for m in (-1, 1):
        wing = [
            (m * (n + 1), y - 52),
            (m * (n + 13), y - 34),
            (m * (n + 16), y - 6),
            (m * (n * 0.98), y + 46 + drop * 0.4),
            (m * (4 + drop * 0.5), y + 14 + drop),
            (m * (n * 0.62), y - 18),
        ]
        panel(canvas, wing, c, (m * n * body.key * m, y - 40), (0, y + 60), 18, 4)


def _tie(canvas: skia.Canvas, body: Anatomy, c: Cloth) -> None:
    y = body.collar_y
    blade = [(-11, y + 36), (11, y + 36), (25, 500), (0, 560), (-25, 500)]
    knot = [(-16, y + 8), (16, y + 8), (11, y + 40), (-11, y + 40)]
    for points in (blade, knot):
        path = smooth(points, True, 26)
        canvas.drawPath(path, gradient((-22, y), (24, y + 80), [c.light, c.base, c.shadow]))
        canvas.drawPath(path, line(fade(c.edge, 200), 1.4))
    fold(canvas, c, [(-4, y + 42), (-7, y + 80), (-3, y + 140)], 2.2)


def _lapels(canvas: skia.Canvas, body: Anatomy, c: Cloth, wide: float, low: float, notch: bool = True) -> None:
    n, y = body.neck, body.collar_y
    for m in (-1, 1):
        reach = n + wide
        points = [(n + 6, y - 52), (n + 26, y - 24), (n + 40, y + 12)]
        points += [(reach - 8, y + 50), (reach + 4, y + 40), (reach + 6, y + 72)] if notch else [(reach + 8, y + 60)]
        points += [(reach - 22, y + 150), (12, low), (2, low - 10), (n * 0.72, y + 120), (n + 2, y + 6)]
        panel(
            canvas,
            [(m * x, py) for x, py in points],
            c,
            (m * reach * (1 if m == body.key else 0.2), y),
            (0, low),
            22,
            6,
        )
        if notch:
            seam(canvas, c, [(m * (n + 4), y + 22), (m * (n + 34), y + 38), (m * (reach - 8), y + 50)], 1.4, 190)


def suit(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """Shirt and tie for a man, an open shirt for a woman, lapels, a handkerchief."""
    _shirt_collar(canvas, body, cloth("#f1f2f7", body) if body.man else second, body.man)
    _lapels(canvas, body, main, 66 if body.man else 52, 566)
    seam(canvas, main, [(2, 562), (4, 700), (10, 940)], 1.6)
    for height in (590, 656):
        button(canvas, 12, height, 5.5, main.edge)
    chest = -body.chest * 0.62
    x = chest
    welt = [(x - 26, 410), (x + 24, 402), (x + 24, 412), (x - 26, 420)]
    canvas.drawPath(
        smooth([(x - 20, 408), (x - 13, 388), (x - 3, 399), (x + 7, 385), (x + 18, 403)], True, 30),
        flat(second.base if max(second.base[:3]) > 180 else WHITE),
    )
    panel(canvas, welt, main, (x - 26, 402), (x + 24, 420), 30, 2)


def coat(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A turtleneck in the second colour under wide lapels."""
    _lapels(canvas, body, main, 96, 620)
    seam(canvas, main, [(4, 616), (8, 1300)], 1.8)
    for py in (650, 760, 870):
        button(canvas, 26, py, 7.5, main.edge)
        button(canvas, -44, py, 7.5, main.edge)


def leather(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A biker's jacket over a shirt in the second colour."""
    n, y = body.neck, body.collar_y
    _lapels(canvas, body, main, 72, 540, notch=True)
    steel = (206, 210, 220, 255)
    for m in (-1, 1):
        seam(canvas, main, [(m * (n + 16), y + 10), (m * (n + 30), y + 120), (m * 30, 520), (m * 22, 800)], 4.0, 230)
        canvas.drawPath(
            smooth([(m * (n * 0.8), y + 122), (m * 22, 520), (m * 18, 800)], False), line(fade(steel, 200), 2.0)
        )
        x = m * body.chest * 0.62
        canvas.drawPath(smooth([(x - m * 26, 470), (x + m * 26, 450)], False), line(fade(steel, 210), 2.6))
        shine = bezier(
            (m * body.shoulder * 0.62, body.shoulder_y + 4),
            (m * body.shoulder * 0.8, body.shoulder_y + 6),
            (m * body.shoulder * 0.9, body.shoulder_y + 24),
            (m * body.shoulder * 0.92, body.shoulder_y + 60),
        )
        canvas.drawPath(taper(shine, swell(5)), flat(fade(WHITE, 62)))


def blouse(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A soft collar and a bow."""
    n, y = body.neck, body.collar_y
    for m in (-1, 1):
        panel(
            canvas,
            [
                (m * (n + 4), y - 46),
                (m * (n + 26), y - 24),
                (m * (n + 46), y + 34),
                (m * (n * 0.9), y + 84),
                (m * 4, y + 92),
                (m * (n * 0.55), y + 40),
                (m * n, y - 8),
            ],
            main,
            (m * n, y - 40),
            (0, y + 90),
            9,
            5,
        )
    for m in (-1, 1):
        panel(
            canvas,
            [(0, y + 92), (m * 30, y + 74), (m * 56, y + 82), (m * 54, y + 112), (m * 26, y + 112)],
            second,
            (m * 50, y + 70),
            (0, y + 110),
            8,
            4,
        )
        panel(
            canvas,
            [(m * 3, y + 98), (m * 24, y + 160), (m * 34, y + 232), (m * 10, y + 224), (0, y + 140)],
            second,
            (m * 20, y + 100),
            (0, y + 230),
            9,
            3,
        )
    panel(canvas, both([(9, y + 88), (10, y + 98), (6, y + 108)]), second, (-8, y + 88), (8, y + 108), 7, 3)
    seam(canvas, main, [(0, y + 120), (0, 780)], 1.3, 120)


def shirt(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """Collar, placket, buttons, a pocket."""
    y = body.collar_y
    _shirt_collar(canvas, body, main, False)
    for m in (-12, 12):
        seam(canvas, main, [(m, y + 66), (m, 900)], 1.3, 130)
    for k in range(6):
        button(canvas, 0, y + 92 + 84 * k, 4.4, mix(main.light, second.base, 0.5))
    x = -body.chest * 0.55
    seam(canvas, main, [(x - 32, 400), (x + 32, 400), (x + 32, 452), (x, 466), (x - 32, 452), (x - 32, 400)], 1.4, 130)
