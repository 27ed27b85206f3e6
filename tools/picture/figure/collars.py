"""Necklines, collars, lapels and what else sits on the chest."""

import skia

from .anatomy import Anatomy
from .cloth import Cloth, button, cloth, fold, panel, seam
from .geometry import Point, bezier, both, smooth, swell, taper
from .pigment import WHITE, fade, flat, gradient, line, mix, radial, shade


def crew(body: Anatomy) -> list[Point]:
    """Round neck."""
    n, c = body.neck, body.collar_y
    return [(n + 17, c - 27), (n + 8, c - 6), (n * 0.62, c + 14), (0, c + 21)]


def high(body: Anatomy) -> list[Point]:
    """Closed at the throat."""
    n, c = body.neck, body.collar_y
    return [(n + 12, c - 32), (n + 2, c - 22), (n * 0.5, c - 6), (0, c - 2)]


def vee(body: Anatomy) -> list[Point]:
    """V neck."""
    n, c = body.neck, body.collar_y
    return [(n + 17, c - 27), (n + 6, c + 6), (n * 0.5, c + 52), (0, c + 92)]


def open_shirt(body: Anatomy) -> list[Point]:
    """A shirt with the top button undone."""
    n, c = body.neck, body.collar_y
    return [(n + 12, c - 30), (n + 2, c - 6), (n * 0.4, c + 34), (0, c + 62)]


def deep_vee(body: Anatomy) -> list[Point]:
    """A jacket, buttoned at the waist."""
    n, c = body.neck, body.collar_y
    return [(n + 16, c - 27), (n + 10, c + 20), (n * 0.9, c + 150), (8, 560)]


def sweetheart(body: Anatomy) -> list[Point]:
    """A bodice under thin straps."""
    s = body.shoulder
    return [(s * 0.74, 326), (s * 0.60, 334), (s * 0.40, 338), (s * 0.18, 352), (0, 384)]


def off_shoulder(body: Anatomy) -> list[Point]:
    """A gown that leaves the shoulders bare."""
    s = body.shoulder
    return [(s + 2, 322), (s * 0.78, 330), (s * 0.44, 344), (s * 0.18, 356), (0, 376)]


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
    half = [(0, y + 21), (n * 0.62, y + 14), (n + 8, y - 6), (n + 17, y - 27), (n + 66, 300), (60, 820)]
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
    for y in (590, 656):
        button(canvas, 12, y, 5.5, main.edge)
    x = -body.chest * 0.62
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
    for x in (-12, 12):
        seam(canvas, main, [(x, y + 66), (x, 900)], 1.3, 130)
    for k in range(6):
        button(canvas, 0, y + 92 + 84 * k, 4.4, mix(main.light, second.base, 0.5))
    x = -body.chest * 0.55
    seam(canvas, main, [(x - 32, 400), (x + 32, 400), (x + 32, 452), (x, 466), (x - 32, 452), (x - 32, 400)], 1.4, 130)


def hoodie(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """The hood on the shoulders, cords, a pouch."""
    n, y = body.neck, body.collar_y
    for m in (-1, 1):
        hood = [
            (n + 2, y - 58),
            (n + 34, y - 52),
            (n + 72, y - 14),
            (n + 58, y + 38),
            (22, y + 74),
            (0, y + 58),
            (n * 0.55, y + 26),
            (n + 2, y - 10),
        ]
        panel(
            canvas,
            [(m * x, py) for x, py in hood],
            main,
            (m * (n + 60) * (1 if m == body.key else 0.3), y - 40),
            (0, y + 70),
            7,
            7,
        )
        fold(canvas, main, [(m * (n + 50), y - 18), (m * (n + 34), y + 16), (m * 30, y + 52)], 3)
    for m, drop in ((-1, 118), (1, 136)):
        canvas.drawPath(
            smooth([(m * 20, y + 56), (m * 25, y + 56 + drop * 0.5), (m * 22, y + 56 + drop)], False),
            line(second.base, 3.6),
        )
        canvas.drawPath(smooth([(m * 22, y + 50 + drop), (m * 22, y + 66 + drop)], False), line(second.shadow, 5))
        canvas.drawCircle(m * 20, y + 55, 4.5, flat((60, 50, 60, 220)))
    w = body.waist
    seam(
        canvas,
        main,
        [(-w * 0.9, 850), (-w * 0.84, 760), (-w * 0.6, 690), (w * 0.6, 690), (w * 0.84, 760), (w * 0.9, 850)],
        1.7,
    )


def scrubs(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """The V neck's binding, a pocket, a badge."""
    n, y = body.neck, body.collar_y
    for m in (-1, 1):
        band = [
            (m * (n + 16), y - 30),
            (m * (n + 30), y - 18),
            (m * (n + 18), y + 14),
            (m * (n * 0.5 + 14), y + 66),
            (0, y + 112),
            (0, y + 92),
            (m * n * 0.5, y + 52),
            (m * (n + 6), y + 6),
        ]
        panel(canvas, band, main, (m * n, y), (0, y + 100), 14, 3)
    x = -body.chest * 0.52
    seam(canvas, main, [(x - 36, 424), (x + 36, 424), (x + 36, 500), (x - 36, 500), (x - 36, 424)], 1.6)
    badge = skia.Rect.MakeXYWH(body.chest * 0.36, 406, 52, 70)
    canvas.drawRoundRect(badge, 5, 5, flat((250, 250, 252, 255)))
    canvas.drawRect(
        skia.Rect.MakeXYWH(badge.x(), 406, 52, 15),
        flat(second.base if max(second.base[:3]) < 200 else (70, 120, 180, 255)),
    )
    canvas.drawOval(skia.Rect.MakeXYWH(badge.x() + 6, 428, 17, 22), flat(body.tones.skin_shadow))
    for k in range(3):
        canvas.drawRect(skia.Rect.MakeXYWH(badge.x() + 27, 430 + 8 * k, 18, 3), flat((150, 156, 170, 255)))
    canvas.drawRoundRect(badge, 5, 5, line(fade(main.edge, 180), 1.3))


def uniform(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A stand-up collar, epaulettes, a double row of buttons, a badge."""
    n, y, s = body.neck, body.collar_y, body.shoulder
    gold = (222, 186, 104, 255)
    for m in (-1, 1):
        stand = [
            (m * (n + 2), y - 60),
            (m * (n + 12), y - 40),
            (m * (n + 14), y - 18),
            (m * 3, y + 12),
            (m * 3, y - 14),
            (m * n * 0.7, y - 34),
        ]
        panel(canvas, stand, second, (m * n, y - 50), (0, y), 14, 4)
        board = [
            (m * (n + 50), y - 18),
            (m * (s - 30), body.shoulder_y - 20),
            (m * (s - 16), body.shoulder_y + 2),
            (m * (s - 30), body.shoulder_y + 12),
            (m * (n + 46), y + 4),
        ]
        panel(canvas, board, second, (m * s, y), (m * n, y), 22, 4)
        button(canvas, m * (n + 62), y - 6, 5, gold)
        for k in range(4):
            button(canvas, m * 34, y + 66 + 92 * k, 6.5, gold)
        x = m * body.chest * 0.62
        panel(
            canvas,
            [(x - 34, 416), (x + 34, 416), (x + 34, 436), (x, 450), (x - 34, 436)],
            main,
            (x, 410),
            (x, 450),
            26,
            3,
        )
    seam(canvas, main, [(3, y + 10), (6, 920)], 1.6)
    x = -body.chest * 0.62
    star = [(x, 364), (x + 13, 376), (x + 16, 394), (x, 406), (x - 16, 394), (x - 13, 376)]
    canvas.drawPath(smooth(star, True, 12), radial((x - 4, 376), 30, [(255, 240, 190, 255), gold, (140, 96, 40, 255)]))


def apron(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A shirt in the second colour, the apron over it."""
    y, s = body.collar_y, body.shoulder
    outline = both(
        [
            (body.neck + 12, y - 30),
            (s * 0.58, y - 29),
            (s - 14, y - 4),
            (s, 300),
            (body.chest + 8, 420),
            (body.waist + 12, 640),
            (body.hip + 8, 900),
            (0, 900),
        ]
    )
    canvas.drawPath(smooth([p for p in outline if p != (0, 900)] + [(0, y + 62)], True, 12), flat(second.base))
    shirt(canvas, body, second, main)
    w = body.waist
    bib = both([(78, 372), (82, 470), (w - 2, 620), (body.hip + 6, 900), (body.hip + 12, 1180), (0, 1190)])
    path = panel(canvas, bib, main, (body.key * 150, 380), (-body.key * 150, 1100), 14, 6)
    del path
    for m in (-1, 1):
        strap = taper([(m * (body.neck + 34), y - 18), (m * 84, 320), (m * 70, 384)], lambda t: 8)
        canvas.drawPath(strap, flat(main.base))
        canvas.drawPath(strap, line(fade(main.edge, 200), 1.4))
    seam(canvas, main, [(-70, 396), (70, 396)], 1.3)
    seam(canvas, main, [(-w, 650), (0, 660), (w, 650)], 5, 150)


def robe(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """Crossed collars and a sash."""
    n, y, w = body.neck, body.collar_y, body.waist
    white = cloth("#f4efe8", body)
    for c, inset in ((white, 14.0), (second, 0.0)):
        for m in (-1, 1):
            band = bezier(
                (m * (n + 5 - inset * 0.5), y - 56),
                (m * (n + 20 - inset), y + 4),
                (m * (40 - inset), y + 90),
                (-m * 84, 560 - inset * 2),
                14,
            )
            if m == 1 or inset == 0:
                path = taper(band, lambda t: 8 + 7 * min(1.0, t * 4))
                canvas.drawPath(path, gradient((m * n, y), (0, 540), [c.light, c.base, c.shadow]))
                canvas.drawPath(path, line(fade(c.edge, 190), 1.4))
    sash = both([(w + 20, 570), (w + 14, 620), (w + 20, 676), (0, 682)])
    panel(canvas, [*sash[:4], *sash[4:], (0, 562)], second, (body.key * w, 560), (-body.key * w, 690), 14, 6)
    canvas.drawPath(taper([(0, 626), (10, 720), (4, 980)], lambda t: 9 + 8 * t), flat(second.shadow))
    cord = cloth(mix(second.base, (226, 190, 110, 255), 0.6), body)
    seam(canvas, cord, [(-w - 16, 622), (0, 630), (w + 16, 622)], 6, 255)


def sweater(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A ribbed neck and a knitted yoke."""
    _ribbed_neck(canvas, body, main, 22)
    y = body.collar_y
    for i in range(-6, 7):
        x = i * body.chest * 0.145
        seam(canvas, main, [(x, y + 60 + abs(i) * 3), (x * 1.02, 880)], 2.2, 42)
    seam(canvas, second, [(-body.chest * 0.95, 470), (0, 484), (body.chest * 0.95, 470)], 10, 120)
    seam(canvas, second, [(-body.chest * 0.93, 494), (0, 508), (body.chest * 0.93, 494)], 4, 120)


def _ribbed_neck(canvas: skia.Canvas, body: Anatomy, c: Cloth, depth: float) -> None:
    n, y = body.neck, body.collar_y
    outer = [
        (n + 17 + depth * 0.6, y - 30),
        (n + 14 + depth * 0.4, y - 2),
        (n * 0.66 + depth * 0.4, y + 14 + depth),
        (0, y + 22 + depth),
    ]
    inner = [(n + 15, y - 34), (n + 7, y - 6), (n * 0.62, y + 12), (0, y + 19)]
    ring = outer + [(-x, py) for x, py in outer[::-1][1:]] + [(-x, py) for x, py in inner][:3] + inner[::-1]
    panel(canvas, ring, c, (body.key * n, y - 30), (-body.key * n, y + 30), 9, 4)
    for k in range(-7, 8):
        x = k * n * 0.15
        dy = 22 - 34 * (x / (n + 20)) ** 2
        seam(canvas, c, [(x, y + dy), (x * 1.12, y + dy + depth - 4)], 1.2, 90)


def tshirt(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A ribbed neck."""
    _ribbed_neck(canvas, body, mix_cloth(main, second), 11)


def mix_cloth(main: Cloth, second: Cloth) -> Cloth:
    """Return the cloth of a binding: the main one, a little darker."""
    return Cloth(mix(main.base, main.shadow, 0.3), main.base, main.deep, shade(main.deep, second.base, 0.1), main.edge)


def straps(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """Thin straps, a lit edge, a pendant."""
    s, y = body.shoulder, body.collar_y
    for m in (-1, 1):
        strap = bezier((m * s * 0.50, y - 24), (m * s * 0.56, y + 20), (m * s * 0.58, 290), (m * s * 0.54, 340))
        canvas.drawPath(taper([(x, py + 3) for x, py in strap], lambda t: 3.4), flat(fade(body.tones.skin_deep, 150)))
        canvas.drawPath(taper(strap, lambda t: 3.2), gradient((0, y), (0, 340), [main.light, main.base]))
    _lit_edge(canvas, body, sweetheart(body), main)
    pendant(canvas, body)


def gown(canvas: skia.Canvas, body: Anatomy, main: Cloth, second: Cloth) -> None:
    """A folded band over the bare shoulders, a jewelled waist, a necklace."""
    s = body.shoulder
    for m in (-1, 1):
        band = [
            (0, 374),
            (m * s * 0.18, 350),
            (m * s * 0.5, 336),
            (m * (s + 14), 300),
            (m * (s + 20), 366),
            (m * s * 0.6, 400),
            (m * s * 0.2, 420),
            (0, 440),
        ]
        panel(canvas, band, main, (m * s * (1 if m == body.key else 0.4), 300), (0, 430), 8, 7)
        fold(canvas, main, [(m * (s - 6), 340), (m * s * 0.5, 368), (m * 10, 410)], 3)
    jewel = (250, 240, 214, 255)
    for k in range(-6, 7):
        x = k * body.waist * 0.15
        canvas.drawCircle(x, 640 + 6 - 0.0006 * x * x, 5, radial((x - 1.5, 642), 6, [WHITE, jewel, second.base]))
    pendant(canvas, body)


def _lit_edge(canvas: skia.Canvas, body: Anatomy, neck: list[Point], c: Cloth) -> None:
    edge = neck + [(-x, y) for x, y in neck[::-1][1:]]
    canvas.drawPath(smooth([(x, y + 2) for x, y in edge], False), line(fade(mix(c.light, WHITE, 0.3), 190), 2.0))


def pendant(canvas: skia.Canvas, body: Anatomy) -> None:
    """Draw a fine chain with one stone."""
    n, y = body.neck, body.collar_y
    chain = bezier((-n - 8, y - 26), (-24, y + 46), (24, y + 46), (n + 8, y - 26), 20)
    canvas.drawPath(smooth(chain, False), line((226, 196, 130, 230), 1.5))
    x, py = chain[10]
    canvas.drawPath(
        smooth([(x, py), (x + 5.5, py + 9), (x, py + 18), (x - 5.5, py + 9)], True, 8),
        radial((x - 2, py + 6), 13, [WHITE, (160, 204, 255, 255), (64, 92, 176, 255)]),
    )
