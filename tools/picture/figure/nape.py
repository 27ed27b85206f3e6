"""The back of a head, for shots over a shoulder."""

import random

import skia

from .anatomy import Anatomy
from .geometry import Turn, smooth
from .hair import draw_knot
from .hairstyles import Style
from .head import draw_ears, draw_skull
from .locks import Lock, around, draw_lock, scalp_outline
from .pigment import gradient, mix


def draw_nape(canvas: skia.Canvas, body: Anatomy, style: Style, sway: float) -> None:
    """Draw the back of the head."""
    turn = Turn()
    draw_ears(canvas, body, turn)
    draw_skull(canvas, body, turn)
    if not style.cover:
        return
    t, dice = body.tones, body.random(21)
    oval = scalp_outline(turn, 4, 8)
    low = max(60.0 if body.man else 86.0, style.long)
    wide = style.spread if style.long else 104.0
    if style.long:
        mass = [around(oval, a) for a in range(-90, 91, 20)]
        mass += [
            (wide * 0.96, 60),
            (wide, low * 0.6),
            (wide * 0.8, low),
            (0, low + 10),
            (-wide * 0.8, low),
            (-wide, low * 0.6),
            (-wide * 0.96, 60),
        ]
    else:
        mass = [around(oval, a) for a in range(-110, 111, 20)] + [
            (76, 50),
            (44, low + 10),
            (0, low + 16),
            (-44, low + 10),
            (-76, 50),
        ]
    canvas.drawPath(
        smooth(mass), gradient((0, -170), (0, low), [mix(t.hair, t.hair_light, 0.35), t.hair, t.hair_deep], [0, 0.4, 1])
    )
    order = sorted(range(15), key=lambda i: -abs(i - 7))
    for i in order:
        x = -1 + 2 * i / 14
        end = low + dice.uniform(-6, 22) - (0 if style.long else 26 * abs(x))
        lock = Lock(
            (x * 40, -152),
            (x * 124, -160),
            (x * (wide + 8), low * 0.3),
            (x * wide * (0.9 if style.long else 0.62) + dice.uniform(-6, 6), end),
            22,
            depth=0,
            tone=0.24 * (i % 2) - 0.1,
            blunt=True,
        )
        draw_lock(canvas, body, turn, lock, sway)
    if body.look.hair == "curly":
        for curl in _curls(low, wide, dice):
            draw_lock(canvas, body, turn, curl, sway)
    elif body.look.hair == "braid":
        for strand in _plait(low):
            draw_lock(canvas, body, turn, strand, sway)
    if style.tail and style.knot:
        draw_knot(canvas, body, turn, style)
    elif style.tail:
        for lock in style.behind:
            x = lock.tip[0] * 0.3
            draw_lock(
                canvas,
                body,
                turn,
                Lock((0, -90), (40, -60), (x + 30, 120), (x, lock.tip[1] + 40), lock.width, 0, lock.tone + 0.3),
                sway,
            )


def _curls(low: float, wide: float, dice: random.Random) -> list[Lock]:
    """Return ringlets in three rows, the lowest first, each over the ends of the one below."""
    curls = []
    for row, (top, bottom) in enumerate(((-60.0, low + 10), (-120.0, low * 0.35), (-158.0, -50.0))):
        count = 13 - row
        for i in range(count):
            x = -1 + 2 * i / (count - 1)
            out = x * wide * (1.04 - 0.06 * row)
            end = bottom - 34 * x * x + dice.uniform(-16, 16)
            curls.append(
                Lock(
                    (x * wide * (0.9 - 0.32 * row), top + 26 * x * x),
                    (out, top + 20 + 30 * x * x),
                    (out, end - 40),
                    (out * 0.97 + dice.uniform(-8, 8), end),
                    13,
                    depth=0,
                    tone=dice.uniform(-0.1, 0.3),
                    wave=7.5,
                    turns=1.6 + 0.3 * dice.random(),
                    phase=dice.random(),
                )
            )
    return curls


def _plait(low: float) -> list[Lock]:
    """Return a plait that hangs from the nape."""
    strands = []
    for i in range(10):
        y, wide = low - 62 + 34 * i, 1.0 - 0.045 * i
        for s in (-1, 1):
            strands.append(
                Lock(
                    (s * 17 * wide, y),
                    (s * 24 * wide, y + 16),
                    (s * 10 * wide, y + 34),
                    (-s * 10 * wide, y + 44),
                    (12.5 - 0.55 * i) * 1.3,
                    depth=0,
                    tone=0.25 + 0.12 * s,
                )
            )
    return strands
