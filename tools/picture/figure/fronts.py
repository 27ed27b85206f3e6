"""What sits on the chest of the softer garments: hoods, badges, sashes, ribs, straps."""

import skia

from . import collars, necklines
from .anatomy import Anatomy
from .cloth import Cloth, button, cloth, fold, panel, seam
from .geometry import Point, bezier, both, smooth, taper
from .pigment import WHITE, fade, flat, gradient, line, mix, radial, shade


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
    y = body.collar_y
    collars.shirt(canvas, body, second, main)
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
        strap = bezier((m * s * 0.50, y - 12), (m * s * 0.56, y + 20), (m * s * 0.58, 290), (m * s * 0.54, 340))
        canvas.drawPath(taper([(x, py + 3) for x, py in strap], lambda t: 3.4), flat(fade(body.tones.skin_deep, 150)))
        canvas.drawPath(taper(strap, lambda t: 3.2), gradient((0, y), (0, 340), [main.light, main.base]))
    _lit_edge(canvas, body, necklines.sweetheart(body), main)
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
