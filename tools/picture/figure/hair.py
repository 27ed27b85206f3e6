"""Hair on a head: what hangs behind, what lies on the skull, what falls before the face."""

import math

import skia

from .anatomy import Anatomy
from .geometry import Point, Turn, arc, bezier, smooth, swell, taper
from .hairstyles import Style
from .locks import Lock, around, draw_lock, scalp_outline
from .pigment import brightness, fade, flat, gradient, mix, shade, within

HAIRLINE = [(0.0, -112.0), (42.0, -106.0), (70.0, -88.0), (86.0, -58.0), (94.0, -22.0), (97.0, 16.0)]
"""From the middle of the forehead to before the ear."""


def draw_behind(canvas: skia.Canvas, body: Anatomy, style: Style, turn: Turn, sway: float, wet: bool) -> None:
    """Draw the hair behind the neck."""
    if not style.cover:
        return
    t = body.tones
    oval = scalp_outline(turn, 4)
    if style.long:
        down = style.long
        wide = style.spread
        cx = oval[0]
        mass = [around(oval, a) for a in range(-80, 81, 20)]
        mass += [
            (cx * 0.6 + wide * 0.94, 60),
            (wide + sway * 5, down * 0.55),
            (wide * 0.86 + sway * 9, down * 0.88),
            (0, down * 0.94),
            (-wide * 0.86 + sway * 9, down * 0.88),
            (-wide + sway * 5, down * 0.55),
            (cx * 0.6 - wide * 0.94, 60),
        ]
        canvas.drawPath(
            smooth(mass), gradient((0, -150), (0, down), [shade(t.hair_deep, (170, 160, 190, 255)), t.hair_deep])
        )
    elif not body.man or body.look.hair != "undercut":
        if body.man and style.front:
            # Lifted hair stands before this oval: it reaches forward so that no turn shows a gap.
            oval = (oval[0] + 26 * turn.sin, oval[1], oval[2], oval[3] + 22)
        low = 64 if body.man else 84
        if style.back_hairline:
            oval = (oval[0], oval[1], oval[2] - 9, oval[3])
        reach = 80 if body.man else 100
        nape = [around(oval, a) for a in range(-reach, reach + 1, 20)] + [
            (oval[0] + 70, low),
            (oval[0], low + 12),
            (oval[0] - 70, low),
        ]
        canvas.drawPath(smooth(nape), flat(t.hair_deep))
    if style.tail and style.knot:
        draw_knot(canvas, body, turn, style)
    for lock in style.behind:
        draw_lock(canvas, body, turn, lock, sway, wet)


def draw_knot(canvas: skia.Canvas, body: Anatomy, turn: Turn, style: Style) -> None:
    """Draw a bun."""
    assert style.tail is not None
    t, r = body.tones, style.knot
    x, y = turn.at(style.tail[0], style.tail[1], -40)
    canvas.drawOval(skia.Rect.MakeLTRB(x - r * 1.1, y - r * 0.9, x + r * 1.1, y + r), flat(t.hair_deep))
    still = Turn()
    for start, m in ((0, 1), (1, -1), (2, 1), (3, -1)):
        k = 1 - 0.2 * start
        lock = Lock(
            (x - m * r * 0.9 * k, y + r * 0.5),
            (x - m * r * 1.2 * k, y - r * 1.25 * k),
            (x + m * r * 1.3 * k, y - r * 1.2 * k),
            (x + m * r * 0.7 * k, y + r * 0.55),
            r * 0.34,
            depth=40,
            tone=-0.2 + 0.2 * start,
            blunt=True,
        )
        draw_lock(canvas, body, still, lock)


def _bulge(outer: list[Point], cx: float) -> list[tuple[Point, float]]:
    reach = max(abs(x - cx) for x, _ in outer)
    return [((x, y), math.sin(math.pi * min(1.0, abs(x - cx) / reach) ** 1.3)) for x, y in outer]


def cap_path(body: Anatomy, style: Style, turn: Turn) -> skia.Path:
    """Return the hair close to the skull: from the hairline over the crown to the ears."""
    oval = scalp_outline(
        turn, 2 if not body.man else -2, (6 if not body.man else 10) + (12 if style.back_hairline else 0)
    )
    outer = [around(oval, a) for a in range(-86, 87, 14)]
    if style.back_hairline:
        # Hair combed up stands off the skull before it lies down: broader than an egg.
        cx, cy = oval[0], oval[1]
        outer = [(cx + (x - cx) * (1 + 0.08 * b), cy + (y - cy) * (1 + 0.03 * b)) for (x, y), b in _bulge(outer, cx)]
    low = 22 if not body.man else 14
    # The sideburn of the far side is hidden by the turned face.
    right_edge = [p for p in HAIRLINE[::-1] if turn.yaw < 0.25 or p[1] < -40]
    left_edge = [p for p in HAIRLINE[1:] if turn.yaw > -0.25 or p[1] < -40]
    inner = [body.on_face(turn, x, y) for x, y in right_edge] + [body.on_face(turn, -x, y) for x, y in left_edge]
    right, left = turn.at(106, low - 12, 0), turn.at(-106, low - 12, 0)
    return smooth([*outer, right, *inner, left], True, 7)


def draw_cap(canvas: skia.Canvas, body: Anatomy, style: Style, turn: Turn) -> None:
    """Draw the hair that lies on the skull."""
    if not style.cover:
        return
    t = body.tones
    cap = cap_path(body, style, turn)
    top, low = turn.at(0, -170, 0), turn.at(0, 10, 0)
    sides = t.hair_shadow if style.short_sides < 0.9 else mix(t.hair_shadow, t.skin_shadow, 0.35)
    canvas.drawPath(
        cap, gradient(top, low, [t.hair, mix(t.hair, t.hair_light, 0.3), t.hair_shadow, sides], [0, 0.3, 0.62, 1])
    )
    with within(canvas, cap):
        if style.back_hairline:
            _draw_combed(canvas, body, turn)
        else:
            _draw_parted(canvas, body, turn)


def _draw_parted(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Strands from the parting to the hairline."""
    t, part = body.tones, body.part
    for i in range(-13, 14):
        x = i * 8.0
        end = (x, -106 + 0.006 * x * x)
        rows = ((part, -170), (part * 0.5 + x * 0.62, -158), (x * 1.04, -134), end)
        spine = [turn.at(px, py, 92 * (1 - (px / 140) ** 2) ** 0.5) for px, py in rows]
        colour = fade(t.hair_deep, 120) if i % 2 else fade(t.hair_shine, 70)
        canvas.drawPath(taper(spine, swell(1.3)), flat(colour))


def _draw_combed(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Strands from the hairline up and back, with the band of light across them."""
    t, dice = body.tones, body.random(17)
    for i in range(-38, 39):
        u = min(5.0, max(0.0, abs(i) / 38 * 5 + dice.uniform(-0.07, 0.07)))
        k = min(4, int(u))
        (x0, y0), (x1, y1) = HAIRLINE[k], HAIRLINE[k + 1]
        x, y = (x0 + (x1 - x0) * (u - k)) * (1 if i >= 0 else -1), y0 + (y1 - y0) * (u - k)
        lift = 1 - abs(i) / 52
        spine = bezier(
            body.on_face(turn, x, y + 3),
            turn.at(x * 1.06, y - 26 * lift - 8, 84 * (1 - (x / 120) ** 2) ** 0.5 if abs(x) < 119 else 0),
            turn.at(x * 1.08, y - 62 * lift - 20, 52 - 0.5 * abs(x)),
            turn.at(x * 0.80 + dice.uniform(-4, 4), y - 92 * lift - 26, -10),
            8,
        )
        width = dice.uniform(0.8, 2.6)
        if i % 2:
            canvas.drawPath(
                taper(spine, swell(width)),
                flat(fade(t.hair_deep, dice.uniform(30, 105) * (1 - 0.4 * brightness(t.hair)))),
            )
        else:
            shine = [fade(t.hair_shine, 0), fade(t.hair_shine, dice.uniform(40, 150)), fade(t.hair_shine, 10)]
            canvas.drawPath(taper(spine, swell(width * 1.3)), gradient(spine[0], spine[-1], shine, [0.1, 0.45, 0.9]))


def draw_front(canvas: skia.Canvas, body: Anatomy, style: Style, turn: Turn, sway: float, wet: bool) -> None:
    """Draw the locks before the face, the stray hairs and, in rain, the drops."""
    for lock in style.front:
        draw_lock(canvas, body, turn, lock, sway, wet)
    if not style.cover:
        return
    t, dice = body.tones, body.random(9)
    oval = scalp_outline(turn, 10, 16)
    for _ in range(0 if style.long else 4 if body.man else 7):
        a = dice.uniform(-75, 75)
        x, y = around(oval, a)
        out = dice.uniform(8, 22) * (1 if a > 0 else -1)
        hair = arc((x - out * 0.6, y + 5), (x + out * 0.3, y - 5), (x + out, y + dice.uniform(2, 14)), 8)
        canvas.drawPath(taper(hair, lambda s: 0.95 * (1 - s) + 0.05), flat(fade(t.hair, 190)))


def draw_shadow(canvas: skia.Canvas, body: Anatomy, style: Style, turn: Turn, sway: float) -> None:
    """Draw the shadow the fringe throws on the forehead."""
    # One layer, so that shadows of many locks are one shadow.
    canvas.saveLayerAlpha(None, 150)
    canvas.translate(-body.key * 4, 8)
    colour = flat(body.tones.skin_shadow)
    for lock in style.front:
        if lock.depth >= 80 and lock.tip[1] > lock.root[1]:
            canvas.drawPath(taper(lock.spine(turn, sway), lock.profile()), colour)
    if style.cover:
        canvas.drawPath(cap_path(body, style, turn), colour)
    canvas.restore()


def draw_drops(canvas: skia.Canvas, body: Anatomy, style: Style, turn: Turn, sway: float) -> None:
    """Draw rain: beads at the ends of the locks and a few on the skin."""
    dice = body.random(41)
    places = [lock.spine(turn, sway)[-1] for lock in style.front if dice.random() < 0.5]
    places += [body.on_face(turn, dice.uniform(-80, 80), dice.uniform(-70, 120)) for _ in range(12)]
    for x, y in places:
        r = dice.uniform(1.4, 3.0)
        drop = smooth([(x, y - r * 1.8), (x + r, y), (x, y + r), (x - r, y)], True, 6)
        canvas.drawPath(drop, flat((214, 230, 255, 130)))
        canvas.drawCircle(x - r * 0.3, y - r * 0.1, r * 0.4, flat((255, 255, 255, 230)))
