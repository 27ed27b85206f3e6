"""Wounds that are seen: a cut, a bruise, a bandaged forehead, an arm in a sling."""

import skia

from ....memory.look import Outfit, Wound
from ..light import RGBA
from .anatomy import Anatomy
from .body import Arm, arm_at_rest
from .cloth import cloth, fold
from .garments import draw_arm
from .geometry import Point, Turn, cubic, smooth, swell, taper
from .hands import draw_hand
from .pigment import fade, flat, glow, gradient, line, mix, shade, soft, within

_BLOOD: RGBA = (150, 26, 34, 255)
_GAUZE = "#efe8da"


def side_of(body: Anatomy) -> int:
    """Return the side of the picture on which this person is hurt: the lit one, where it is seen."""
    return 1 if body.key > 0 else -1


def draw_on_face(canvas: skia.Canvas, body: Anatomy, turn: Turn, wound: Wound) -> None:
    """Draw what lies on the skin, under the hair of the forehead."""
    if wound == "cut" or (wound == "bandage" and body.child > 0.5):  # a child's fringe covers the forehead
        _draw_cut(canvas, body, turn)
    elif wound == "bruise":
        _draw_bruise(canvas, body, turn)
    elif wound == "bandage":
        _draw_bandage(canvas, body, turn)


def _draw_cut(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """A cut over the cheekbone, held by a strip."""
    m, squat = side_of(body), body.squat
    spine = cubic([body.on_face(turn, m * x, y * squat) for x, y in ((44, 50), (56, 44), (66, 35), (74, 24))])
    middle = spine[len(spine) // 2]
    glow(canvas, middle, 24, 13, fade((188, 70, 70, 255), 90), m * -32)
    canvas.drawPath(taper(spine, swell(3.1, 0.2, 0.2)), flat(fade(_BLOOD, 240)))
    canvas.drawPath(taper(spine, swell(1.2, 0.2, 0.2)), flat((84, 10, 20, 255)))
    x, y = spine[round(0.45 * (len(spine) - 1))]
    strip = smooth([(x - m * 3, y - 9), (x + m * 3, y - 10), (x + m * 7, y + 9), (x + m * 1, y + 10)], True, 30)
    canvas.drawPath(strip, flat(fade(shade((246, 238, 226, 255), (238, 226, 226, 255)), 235)))
    canvas.drawPath(strip, line(fade(body.tones.line, 110), 0.8))


def _draw_bruise(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """A black eye, some days old: dark by the nose, yellow at its edge."""
    m = side_of(body)
    x, y = body.eye_x, 17 * body.squat
    dark = mix((86, 44, 96, 255), body.tones.skin_deep, 0.35)
    glow(canvas, body.on_face(turn, m * (x + 6), y + 8), 40, 25, fade((164, 128, 70, 255), 80), m * -10)
    glow(canvas, body.on_face(turn, m * x, y), 33, 18, fade(dark, 175), m * -8)
    glow(canvas, body.on_face(turn, m * (x - 16), y - 4), 15, 11, fade((92, 30, 60, 255), 120))
    glow(canvas, body.on_face(turn, m * (x + 4), -26), 30, 11, fade(dark, 95), m * 6)


def _draw_bandage(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Gauze round the forehead, with what has come through."""
    m, c = side_of(body), cloth(_GAUZE, body)
    across = (-104, -88, -60, -28, 0, 28, 60, 88, 104)

    def edge(y: float) -> list[Point]:
        return [body.on_face(turn, x, y + 7 * (x / 100) ** 2 + 0.05 * m * x) for x in across]

    top, bottom = edge(-104), edge(-64)
    band = smooth([*top, *bottom[::-1]], True, 9)
    canvas.drawPath(
        smooth([*[(x, y + 5) for x, y in bottom], *top[::-1]], True, 9), soft(fade(body.tones.skin_deep, 120), 4)
    )
    canvas.drawPath(band, gradient(top[0 if m < 0 else -1], bottom[-1 if m < 0 else 0], [c.light, c.base, c.shadow]))
    with within(canvas, band):
        for y in (-94, -80):
            spine = edge(y)
            canvas.drawPath(taper(spine, swell(1.6, 0.5, 0.5)), flat(fade(c.deep, 120)))
        at = body.on_face(turn, m * 46, -82)
        glow(canvas, at, 19, 13, fade(_BLOOD, 150))
        glow(canvas, at, 9, 7, fade((120, 14, 24, 255), 190))
    canvas.drawPath(band, line(fade(c.edge, 190), 1.4))


def draw_sling(canvas: skia.Canvas, body: Anatomy, outfit: Outfit) -> None:
    """Draw the arm that is carried, the cloth round it and the band that goes up to the neck."""
    m, c = side_of(body), cloth(_GAUZE, body)
    shoulder, top = body.shoulder, body.collar_y
    rest = arm_at_rest(body, m)
    arm = Arm(m, rest.shoulder, (m * 1.04 * shoulder, 566), (-m * 0.1 * shoulder, 486), 0.3)
    (ex, ey), (wx, wy) = arm.elbow, arm.wrist
    neck = body.neck
    far = [(-m * (neck + 6), top - 34), (-m * (neck + 22), top - 24), (wx - m * 34, wy - 34), (wx + m * 6, wy - 42)]
    canvas.drawPath(smooth(far, True, 14), gradient((0, top), (0, wy), [c.light, c.base, c.shadow]))
    canvas.drawPath(smooth(far, True, 14), line(fade(c.edge, 200), 1.6))
    draw_hand(canvas, body, "relaxed", arm.wrist, -m * 74, m > 0)
    draw_arm(canvas, body, outfit, arm, True)
    cradle = [
        (m * (neck + 4), top - 36),
        (m * (neck + 20), top - 22),
        (m * 0.66 * shoulder, 440),
        (ex + m * 26, ey - 44),
        (ex + m * 22, ey + 34),
        (ex - m * 30, ey + 58),
        (wx + m * 70, wy + 84),
        (wx - m * 4, wy + 54),
        (wx - m * 12, wy + 4),
        (wx + m * 34, wy - 40),
        (m * 0.44 * shoulder, 420),
    ]
    path = smooth(cradle, True, 11)
    canvas.drawPath(
        path, gradient((m * shoulder, top), (-m * shoulder * 0.3, 660), [c.light, c.base, c.base, c.shadow])
    )
    with within(canvas, path):
        low = [(ex + m * 30, ey + 2), (ex - m * 60, ey + 18), (wx + m * 60, wy + 34), (wx - m * 20, wy + 22)]
        canvas.drawPath(smooth([*low, (wx, wy + 160), (ex, ey + 160)], True, 9), soft(fade(c.shadow, 190), 5))
        for t in (0.12, 0.34, 0.58):
            x, y = ex + (wx - ex) * t, ey + (wy - ey) * t
            fold(canvas, c, [(x + m * 16, y - 50), (x + m * 2, y - 6), (x - m * 26, y + 46)], 2.8, 110)
        for t in (0.0, 0.5):
            fold(
                canvas,
                c,
                [(m * (neck + 16 + 20 * t), top), (m * 0.52 * shoulder, 400), (m * (0.7 - 0.3 * t) * shoulder, 500)],
                2.2,
                90,
            )
    canvas.drawPath(path, line(fade(c.edge, 220), 1.8))
