"""The fourteen hair styles: what hangs behind, what covers the skull, what falls before the face."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import skia

from . import fringes
from .anatomy import Anatomy
from .geometry import Turn, arc, bezier, smooth, swell, taper
from .locks import Lock, around, draw_lock, scalp_outline
from .pigment import brightness, fade, flat, gradient, mix, shade, within


@dataclass
class Style:
    """One person's hair: locks by layer, back to front."""

    behind: list[Lock] = field(default_factory=list)
    """Behind neck and shoulders."""
    front: list[Lock] = field(default_factory=list)
    """Over the skull and the face."""
    long: float = 0.0
    """How far down the back of the hair reaches, figure units; 0: no further than the neck."""
    spread: float = 138.0
    tail: tuple[float, float] | None = None
    """Where a bun or the root of a tail sits."""
    knot: float = 0.0
    """Radius of a bun."""
    short_sides: float = 0.0
    """1: shaved temples."""
    cover: bool = True
    """False: bald."""
    back_hairline: bool = False
    """The hair is combed away from the face."""


def style_of(body: Anatomy) -> Style:
    """Return the hair of this person: of the style, but nobody else's."""
    return STYLES[body.look.hair](body, body.random(3), body.part)


def _fringe(body: Anatomy, dice: random.Random, part: float) -> list[Lock]:
    kinds = (fringes.curtain, fringes.see_through, fringes.side_swept, fringes.curtain)
    if body.child > 0.5:
        return fringes.blunt_bangs(part, dice)
    return dice.choice(kinds)(part, dice)


def _fall(dice: random.Random, length: float, spread: float, wave: float) -> list[Lock]:
    """The locks that hang behind the shoulders."""
    locks = []
    for i in range(7):
        for m in (-1, 1):
            k = i / 6
            x = spread * (1 - 0.72 * k)
            end = length + 26 * k + dice.uniform(-24, 24)
            locks.append(
                Lock(
                    (m * (96 - 60 * k), -60),
                    (m * (x + 10), length * 0.28),
                    (m * (x + 14), length * 0.64),
                    (m * (x - 12), end),
                    31 - 4 * k,
                    depth=-50,
                    tone=-0.85 + 0.5 * (1 - k),
                    tip_depth=-30,
                    wave=wave * (1 if i % 2 else -1),
                    turns=1.5,
                    phase=dice.uniform(-0.1, 0.1),
                )
            )
    return locks[::-1]


def _long_straight(body: Anatomy, dice: random.Random, part: float) -> Style:
    front = fringes.crown(part, dice, 392) + _fringe(body, dice, part)
    return Style(_fall(dice, 430, 128, 2), front, long=420, spread=126)


def _long_wavy(body: Anatomy, dice: random.Random, part: float) -> Style:
    front = fringes.crown(part, dice, 380, 122, 13) + _fringe(body, dice, part)
    return Style(_fall(dice, 420, 140, 15), front, long=390, spread=134)


def _ponytail(body: Anatomy, dice: random.Random, part: float) -> Style:
    side = 1 if part > 0 else -1
    tail = []
    for i in range(6):
        k = i / 5
        swing = dice.uniform(-12, 12)
        tail.append(
            Lock(
                (side * 30, -120),
                (side * (150 + 26 * k), -150),
                (side * (170 - 30 * k + swing), 110),
                (side * (120 - 44 * k + swing), 300 - 30 * k),
                24 - 2 * k,
                depth=-70,
                tone=-0.4 + 0.5 * k,
            )
        )
    front = fringes.wisps(part, dice)
    front += fringes.see_through(part, dice)[4:] if dice.random() < 0.6 else fringes.curtain(part, dice, 0.9)[8:]
    return Style(tail, front, tail=(side * 40, -132), back_hairline=True)


def _bun(body: Anatomy, dice: random.Random, part: float) -> Style:
    extra = fringes.curtain(part, dice, 0.9)[8:] if body.age_allows_fringe and dice.random() < 0.75 else []
    return Style([], fringes.wisps(part, dice) + extra, tail=(0, -172), knot=46, back_hairline=True)


def _grey_bun(body: Anatomy, dice: random.Random, part: float) -> Style:
    return Style([], fringes.wisps(part, dice)[:2], tail=(part, -166), knot=40, back_hairline=True)


def _bob(body: Anatomy, dice: random.Random, part: float) -> Style:
    behind = _fall(dice, 176, 118, 0.0)
    choice = dice.choice((fringes.blunt_bangs, fringes.see_through, fringes.side_swept, fringes.curtain))
    return Style(behind, fringes.crown(part, dice, 166, 128, 0, 6, 26) + choice(part, dice), long=150, spread=118)


def _pixie(body: Anatomy, dice: random.Random, part: float) -> Style:
    front = fringes.crown(part, dice, 44, 112)
    for m in (-1, 1):
        for i in range(3):
            front.append(
                Lock(
                    (m * (104 - 4 * i), -70 + 6 * i),
                    (m * (120 - 4 * i), -30),
                    (m * (112 - 4 * i), 16),
                    (m * (97 - 5 * i), 52 - 16 * i + dice.uniform(-5, 5)),
                    12 - i,
                    depth=62,
                )
            )
    return Style(_fall(dice, 120, 84, 0), front + fringes.side_swept(part, dice), long=0)


def _braid(body: Anatomy, dice: random.Random, part: float) -> Style:
    side = 1 if part > 0 else -1
    plait = []
    for i in range(9):
        y = 96 + 34 * i
        for s in (-1, 1):
            x = side * (100 - 4 * i)
            plait.append(
                Lock(
                    (x + s * 17, y),
                    (x + s * 24, y + 16),
                    (x + s * 10, y + 34),
                    (x - s * 10, y + 44),
                    12.5 - 0.55 * i,
                    depth=52,
                    tone=0.12 * s,
                )
            )
    front = fringes.crown(part, dice, 92, 110, 0, 5, 12) + plait + fringes.wisps(part, dice) + _fringe(body, dice, part)
    return Style(_fall(dice, 150, 92, 0), front, long=110, spread=100)


def _curly(body: Anatomy, dice: random.Random, part: float) -> Style:
    front = fringes.crown(part, dice, 150, 124, 9, 6, 8)
    for m in (-1, 1):
        for i in range(7):
            x, end = 128 - 7 * i, 190 - 22 * i + dice.uniform(-14, 14)
            front.append(_ringlet(m * x, -70 - 8 * i, m * (x + 4), end, dice, 60))
        for i in range(3):
            x = m * (84 - 18 * i)
            front.append(_ringlet(part + m * (24 - 6 * i), -158, x * 1.08, -8 - 28 * i + dice.uniform(-8, 8), dice, 94))
    behind = [
        _ringlet(x, -40, x * 1.08, 214 - 0.002 * x * x + dice.uniform(-16, 16), dice, -50, -0.6)
        for x in range(-132, 133, 22)
    ]
    return Style(behind, front, long=180, spread=128)


def _ringlet(x0: float, y0: float, x1: float, y1: float, dice: random.Random, depth: float, tone: float = 0.1) -> Lock:
    span = y1 - y0
    return Lock(
        (x0, y0),
        (x0 + (x1 - x0) * 0.5, y0 + span * 0.3),
        (x1, y0 + span * 0.7),
        (x1, y1),
        dice.uniform(9, 13),
        depth=depth,
        tone=tone + dice.uniform(-0.2, 0.2),
        wave=dice.uniform(8, 12) * dice.choice((-1, 1)),
        turns=max(1.2, span / 88),
        phase=dice.random() * 0.3,
    )


def _swept(body: Anatomy, dice: random.Random, part: float) -> Style:
    return Style([], _temples(dice) + fringes.tousled(part, dice))


def _crop(body: Anatomy, dice: random.Random, part: float) -> Style:
    return Style([], _temples(dice) + fringes.textured(part, dice), short_sides=0.5)


def _slick(body: Anatomy, dice: random.Random, part: float) -> Style:
    return Style([], [], back_hairline=True, short_sides=0.3)


def _undercut(body: Anatomy, dice: random.Random, part: float) -> Style:
    return Style([], fringes.tousled(part, dice), short_sides=1.0)


def _temples(dice: random.Random) -> list[Lock]:
    """Short hair at the sides, in front of the ears."""
    locks = []
    for m in (-1, 1):
        for i in range(4):
            locks.append(
                Lock(
                    (m * (72 + 6 * i), -136 + 16 * i),
                    (m * (103 + 2 * i), -112 + 14 * i),
                    (m * (110 + i), -46 + 8 * i),
                    (m * (97 + 1.5 * i), -2 + 5 * i + dice.uniform(-4, 4)),
                    12 - i,
                    depth=62 - 10 * i,
                    tone=-0.2,
                    blunt=True,
                )
            )
    return locks


def _bald(body: Anatomy, dice: random.Random, part: float) -> Style:
    return Style(cover=False)


STYLES: dict[str, Callable[[Anatomy, random.Random, float], Style]] = {
    "long_straight": _long_straight,
    "long_wavy": _long_wavy,
    "ponytail": _ponytail,
    "bun": _bun,
    "bob": _bob,
    "pixie": _pixie,
    "braid": _braid,
    "curly": _curly,
    "swept": _swept,
    "crop": _crop,
    "slick": _slick,
    "undercut": _undercut,
    "grey_bun": _grey_bun,
    "bald": _bald,
}


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
        mass += [(cx * 0.6 + wide * 0.94, 60), (wide + sway * 5, down * 0.55), (wide * 0.86 + sway * 9, down * 0.88), (0, down * 0.94),
                 (-wide * 0.86 + sway * 9, down * 0.88), (-wide + sway * 5, down * 0.55), (cx * 0.6 - wide * 0.94, 60)]  # fmt: skip
        canvas.drawPath(
            smooth(mass), gradient((0, -150), (0, down), [shade(t.hair_deep, (170, 160, 190, 255)), t.hair_deep])
        )
    elif not body.man or body.look.hair != "undercut":
        nape = [around(oval, a) for a in range(-100, 101, 20)] + [(oval[0] + 74, 84), (oval[0], 96), (oval[0] - 74, 84)]
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
            depth=0,
            tone=-0.2 + 0.2 * start,
            blunt=True,
        )
        shifted = Lock(
            *[(px + 0.0, py) for px, py in (lock.root, lock.rise, lock.fall, lock.tip)], lock.width, 40, lock.tone, True
        )
        draw_lock(canvas, body, still, shifted)


HAIRLINE = [(0.0, -112.0), (42.0, -106.0), (70.0, -88.0), (86.0, -58.0), (94.0, -22.0), (97.0, 16.0)]
"""From the middle of the forehead to before the ear."""


def cap_path(body: Anatomy, style: Style, turn: Turn) -> skia.Path:
    """Return the hair close to the skull: from the hairline over the crown to the ears."""
    oval = scalp_outline(
        turn, 2 if not body.man else -2, (6 if not body.man else 10) + (12 if style.back_hairline else 0)
    )
    outer = [around(oval, a) for a in range(-86, 87, 14)]
    low = 22 if not body.man else 14
    hairline = HAIRLINE[::-1]
    inner = [body.on_face(turn, x, y) for x, y in hairline] + [body.on_face(turn, -x, y) for x, y in hairline[::-1][1:]]
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
    for _ in range(7):
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
