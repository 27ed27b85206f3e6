"""The fourteen hair styles: which locks fall where."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from . import fringes
from .anatomy import Anatomy
from .locks import Lock


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
    if body.man:
        return _short_curls(dice, part)
    front = fringes.crown(part, dice, 150, 124, 9, 6, 8)
    for m in (-1, 1):
        for i in range(7):
            x, end = 128 - 7 * i, 190 - 22 * i + dice.uniform(-14, 14)
            front.append(_ringlet(m * (x - 26), -132 - 3 * i, m * (x + 4), end, dice, 60))
        for i in range(3):
            x = m * (84 - 18 * i)
            front.append(_ringlet(part + m * (24 - 6 * i), -158, x * 1.08, -8 - 28 * i + dice.uniform(-8, 8), dice, 94))
    behind = [
        _ringlet(x, -40, x * 1.08, 214 - 0.002 * x * x + dice.uniform(-16, 16), dice, -50, -0.6)
        for x in range(-132, 133, 22)
    ]
    return Style(behind, front, long=180, spread=128)


def _short_curls(dice: random.Random, part: float) -> Style:
    """A head of short curls: tight on the temples, loose over the brow."""
    front = _temples(dice)
    for i in range(24):
        x = -104 + 9 * i
        low = -64 + 0.0042 * x * x + dice.uniform(-12, 10)
        front.append(_ringlet(x * 0.55, -178 + 0.003 * x * x, x * (1.0 + 0.08 * (abs(x) < 70)), low, dice, 93))
    for i in range(12):
        x = -88 + 16 * i
        front.append(
            _ringlet(
                x * 0.5 + part * 0.4,
                -184 + 0.003 * x * x,
                x * 1.05,
                -112 + 0.004 * x * x + dice.uniform(-8, 8),
                dice,
                88,
                0.25,
            )
        )
    return Style([], front)


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
                    fine=True,
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
