"""The fourteen garments: how each is cut."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import skia

from ....memory.look import Garment, Outfit
from . import collars, fronts, necklines
from .anatomy import Anatomy
from .body import FEET, Arm, arm_edges, arm_path, draw_arm_lines, draw_bare_arm, draw_limbs, limbs, torso_outline
from .cloth import Cloth, cloth, drape, fold, seam
from .geometry import Point, smooth
from .pigment import fade, flat, gradient, line, mix, soft, within


@dataclass(frozen=True)
class Cut:
    """The pattern of a garment."""

    neck: Callable[[Anatomy], list[Point]]
    """Right half of the neckline, from the shoulder's top to the middle."""
    detail: Callable[[skia.Canvas, Anatomy, Cloth, Cloth], None]
    """Collar, lapels, buttons: drawn on top."""
    beneath: Callable[[skia.Canvas, Anatomy, Cloth], None] = collars.nothing
    """What shows in the opening: drawn first, with the second cloth."""
    sleeve: float = 1.0
    """How far it covers the arm: 0 none, 0.36 short, 1 to the wrist."""
    loose: float = 6.0
    flare: float = 0.0
    """How much the sleeve widens to the wrist."""
    hem: float = 940.0
    skirt: bool = False
    below: str = "accent"
    """What the legs are covered with: the main colour, the accent, or dark trousers."""
    satin: bool = False


CUTS: dict[Garment, Cut] = {
    "suit": Cut(necklines.deep_vee, collars.suit, collars.shirt_and_tie, loose=12, below="same"),
    "dress": Cut(necklines.sweetheart, fronts.straps, sleeve=0.0, loose=1, hem=FEET * 0.74, skirt=True, satin=True),
    "gown": Cut(necklines.off_shoulder, fronts.gown, sleeve=0.0, loose=0, hem=FEET, skirt=True, satin=True),
    "blouse": Cut(necklines.vee, collars.blouse, loose=10, flare=16, below="dark", hem=780),
    "shirt": Cut(necklines.open_shirt, collars.shirt, loose=9, below="dark", hem=900),
    "coat": Cut(necklines.deep_vee, collars.coat, collars.turtleneck, loose=22, hem=FEET * 0.78, below="dark"),
    "hoodie": Cut(necklines.crew, fronts.hoodie, loose=26, below="dark", hem=880),
    "leather": Cut(necklines.deep_vee, collars.leather, collars.plain_shirt, loose=10, below="dark", hem=800),
    "scrubs": Cut(necklines.vee, fronts.scrubs, sleeve=0.36, loose=18, below="same", hem=900),
    "uniform": Cut(necklines.high, fronts.uniform, loose=10, below="same", hem=920),
    "apron": Cut(necklines.open_shirt, fronts.apron, loose=9, below="dark"),
    "robe": Cut(necklines.vee, fronts.robe, loose=16, flare=74, hem=FEET, skirt=True),
    "sweater": Cut(necklines.crew, fronts.sweater, loose=18, below="dark", hem=880),
    "tshirt": Cut(necklines.crew, fronts.tshirt, sleeve=0.36, loose=10, below="dark", hem=890),
}


def colours(outfit: Outfit, body: Anatomy) -> tuple[Cloth, Cloth]:
    """Return main and second cloth of an outfit."""
    return cloth(outfit.colour, body), cloth(outfit.accent, body)


def bares(outfit: Outfit) -> bool:
    """Return whether the outfit leaves the shoulders bare."""
    return CUTS[outfit.garment].sleeve == 0


def draw_garment(canvas: skia.Canvas, body: Anatomy, outfit: Outfit, back: bool = False) -> None:
    """Draw legs, torso and what is on it, without the arms."""
    cut = CUTS[outfit.garment]
    main, second = colours(outfit, body)
    _draw_legs(canvas, body, cut, main)
    right = torso_outline(body, cut.loose, min(cut.hem, 940))
    if cut.skirt or cut.hem > 940:
        right = _skirt(body, cut, right)
    neck = [(body.neck + 14, body.collar_y - 30), (0, body.collar_y - 22)] if back else cut.neck(body)
    outline = _joined(neck, right)
    path = smooth(outline, True, 9)
    if not back:
        cut.beneath(canvas, body, second)
    # Under an apron is a shirt of the second cloth.
    top = second if outfit.garment == "apron" else main
    drape(canvas, body, path, top, body.collar_y, 900, cut.satin, outline=False)
    _draw_edges(canvas, body, neck, right, top)
    with within(canvas, path):
        _draw_folds(canvas, body, cut, top, back)
    if not back:
        cut.detail(canvas, body, main, second)


def _draw_edges(canvas: skia.Canvas, body: Anatomy, neck: list[Point], right: list[Point], c: Cloth) -> None:
    """The drawn lines of a torso: neckline, sides below the arms, hem; none where the arms grow out."""
    paint = line(fade(c.edge, 220), 1.8)
    canvas.drawPath(smooth(neck + [(-x, y) for x, y in neck[::-1][1:]], False, 9), paint)
    for m in (-1, 1):
        canvas.drawPath(smooth([(m * x, y) for x, y in right if y > 400], False, 9), paint)
        canvas.drawPath(smooth([(m * x, y) for x, y in right if y < body.shoulder_y + 24], False, 9), paint)


def _joined(neck: list[Point], right: list[Point]) -> list[Point]:
    """The whole outline: neckline middle to the right shoulder, down, and back on the left."""
    start = neck[0]
    # Off-the-shoulder necklines begin lower than the shoulder's top.
    side = [p for p in right if p[1] > 400] if start[1] > right[0][1] + 30 else right
    half = [*neck[::-1], *side]
    return half + [(-x, y) for x, y in half[::-1] if x > 0.5]


def _skirt(body: Anatomy, cut: Cut, right: list[Point]) -> list[Point]:
    upper = [p for p in right if p[1] <= 790]
    hem = cut.hem
    flare = 40 if not cut.skirt else 90
    hip = body.hip + cut.loose
    return [*upper, (hip, 900), (hip + flare * 0.35, 1150), (hip + flare * (hem / FEET), hem)]


def _draw_legs(canvas: skia.Canvas, body: Anatomy, cut: Cut, main: Cloth) -> None:
    if cut.skirt:
        skin = body.tones
        for m in (-1, 1):
            leg = [
                (m * 20, 900),
                (m * body.hip * 0.95, 900),
                (m * 108, 1250),
                (m * 100, 1500),
                (m * 84, 1780),
                (m * 96, FEET),
                (m * 40, FEET),
                (m * 46, 1780),
                (m * 40, 1500),
                (m * 26, 1250),
            ]
            canvas.drawPath(smooth(leg, True, 8), flat(skin.skin_shadow))
        return
    lower = main if cut.below == "same" else cloth(mix((44, 46, 62, 255), main.base, 0.16), body)
    for m in (-1, 1):
        h = body.hip + 2
        leg = [
            (0, 800),
            (m * h, 820),
            (m * (h + 2), 930),
            (m * (h - 8), 1150),
            (m * (h - 36), 1480),
            (m * (h - 46), 1800),
            (m * (h - 34), FEET),
            (m * 34, FEET),
            (m * 28, 1480),
            (m * 12, 1040),
            (0, 1000),
        ]
        path = smooth(leg, True, 9)
        drape(canvas, body, path, lower, 820, 1800)
        fold(canvas, lower, [(m * 12, 1010), (m * 46, 1040), (m * 88, 1050)], 3)
        seam(canvas, lower, [(m * h * 0.56, 900), (m * h * 0.52, 1400), (m * h * 0.5, 1850)], 1.6, 90)


def _draw_folds(canvas: skia.Canvas, body: Anatomy, cut: Cut, c: Cloth, back: bool) -> None:
    w = body.waist + cut.loose
    for m in (-1, 1):
        s = body.shoulder
        fold(
            canvas,
            c,
            [(m * (s - 26), body.shoulder_y + 96), (m * (body.chest - 16), 396), (m * (body.chest - 58), 424)],
            3.6,
        )
        if back:
            # Over the shoulder blades, where cloth hollows.
            fold(canvas, c, [(m * 64, 372), (m * 78, 430), (m * 62, 486)], 3.4, 90)
        else:
            low = body.chest
            fold(canvas, c, [(m * low, 452), (m * (low - 34), 470), (m * (low - 74), 476)], 2.6, 120)
        fold(canvas, c, [(m * (w + 4), 622), (m * (w - 34), 642), (m * (w - 84), 640)], 3.2, 130)
        fold(canvas, c, [(m * (w + 8), 668), (m * (w - 26), 682), (m * (w - 54), 676)], 2.4, 110)
        if not (body.man or back) and cut.loose < 20:
            fold(canvas, c, [(m * 36, 470), (m * 70, 490), (m * 108, 474)], 2.4, 90)
        if cut.skirt or cut.hem > 1200:
            fold(canvas, c, [(m * 40, 760), (m * 62, 1000), (m * 80, 1500)], 6, 120)
            fold(canvas, c, [(m * 110, 820), (m * 128, 1100), (m * 150, 1700)], 5, 110)


def draw_arm(canvas: skia.Canvas, body: Anatomy, outfit: Outfit, arm: Arm, raised: bool = False) -> None:
    """Draw one arm in its sleeve; a ``raised`` one lies before the body."""
    cut = CUTS[outfit.garment]
    main, second = colours(outfit, body)
    if outfit.garment == "apron":
        main = second
    if cut.sleeve < 1:
        draw_bare_arm(canvas, body, arm, raised)
    if cut.sleeve <= 0:
        return
    shape = (min(cut.loose, 14) * 0.5 + 2, cut.sleeve, cut.flare)
    path = arm_path(body, arm, *shape)
    if raised:
        x, y = arm.elbow
        k = body.key
        shades = [main.light, main.base, mix(main.base, main.shadow, 0.4)]
        if arm.side != k:
            shades = [main.base, mix(main.base, main.shadow, 0.4), mix(main.base, main.shadow, 0.85)]
        paint = gradient((x + k * 90, y - 140), (x - k * 90, y), shades, [0, 0.45, 1])
        draw_limbs(canvas, limbs(body, arm, *shape), paint, fade(main.edge, 235), body, arm, fade(main.shadow, 160))
    else:
        _fill_sleeve(canvas, body, arm, path, main)
        draw_arm_lines(canvas, arm_edges(body, arm, *shape), line(fade(main.edge, 225), 1.9), raised)
    if cut.sleeve >= 1:
        with within(canvas, path):
            _draw_sleeve_folds(canvas, arm, main)
        _draw_cuff(canvas, body, outfit, arm, main, second, cut)


def _draw_sleeve_folds(canvas: skia.Canvas, arm: Arm, c: Cloth) -> None:
    (ex, ey), (wx, wy), m = arm.elbow, arm.wrist, arm.side
    for dx, dy, w in ((-18, -26, 3.2), (-10, 4, 3.8), (-14, 30, 3.0)):
        fold(
            canvas,
            c,
            [(ex + m * (dx + 44), ey + dy), (ex + m * (dx + 14), ey + dy + 10), (ex + m * (dx - 12), ey + dy + 4)],
            w,
            130,
        )
    for t in (0.62, 0.86):
        x, y = ex + (wx - ex) * t, ey + (wy - ey) * t
        fold(canvas, c, [(x - m * 22, y - 6), (x, y + 4), (x + m * 16, y)], 2.4, 100)


def _fill_sleeve(canvas: skia.Canvas, body: Anatomy, arm: Arm, path: skia.Path, c: Cloth) -> None:
    k = body.key
    # The same paint as the torso's, so that sleeve and shoulder are one piece.
    drape(canvas, body, path, c, body.collar_y, 900, outline=False)
    if k == arm.side:
        with within(canvas, path):
            spine = arm.spine()[1:]
            edge = [(px - k * 10, py) for px, py in spine]
            away = [(px - k * 140, py + 30) for px, py in spine[::-1]]
            canvas.drawPath(smooth(edge + away, True, 8), soft(fade(c.shadow, 190), 3))


def _draw_cuff(
    canvas: skia.Canvas, body: Anatomy, outfit: Outfit, arm: Arm, main: Cloth, second: Cloth, cut: Cut
) -> None:
    (ex, ey), (wx, wy) = arm.elbow, arm.wrist
    angle = math.degrees(math.atan2(wy - ey, wx - ex)) - 90
    bulk = (23 if not body.man else 30) + cut.loose * 0.5 + cut.flare * 0.9
    canvas.save()
    canvas.translate(wx, wy)
    canvas.rotate(angle)
    if outfit.garment in ("suit", "coat", "uniform"):
        white = cloth("#eef0f6" if outfit.garment == "suit" else outfit.accent, body)
        canvas.drawPath(
            smooth([(-bulk * 0.86, -6), (bulk * 0.86, -6), (bulk * 0.84, 9), (0, 12), (-bulk * 0.84, 9)], True, 12),
            flat(white.base),
        )
        canvas.drawPath(
            smooth([(-bulk * 0.86, -6), (bulk * 0.86, -6), (bulk * 0.84, 9), (0, 12), (-bulk * 0.84, 9)], True, 12),
            line(fade(white.edge, 170), 1.3),
        )
    tone = second if outfit.garment in ("robe", "uniform") else main
    if outfit.garment in ("hoodie", "sweater", "blouse", "shirt", "apron", "leather", "robe", "uniform"):
        depth = 26 if cut.flare < 40 else 20
        cuff = smooth([(-bulk, -depth), (0, -depth + 4), (bulk, -depth), (bulk, 1), (0, 6), (-bulk, 1)], True, 12)
        canvas.drawPath(cuff, flat(mix(tone.base, tone.shadow, 0.25)))
        canvas.drawPath(cuff, line(fade(tone.edge, 200), 1.5))
        if outfit.garment in ("hoodie", "sweater"):
            for k in range(-4, 5):
                canvas.drawLine(k * bulk * 0.22, -depth + 5, k * bulk * 0.22, 2, line(fade(tone.edge, 90), 1.1))
    canvas.restore()
