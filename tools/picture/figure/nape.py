"""The back of a head, for shots over a shoulder."""

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
            (x * 14, -166),
            (x * 128, -166),
            (x * (wide + 8), low * 0.3),
            (x * wide * (0.9 if style.long else 0.62) + dice.uniform(-6, 6), end),
            22,
            depth=0,
            tone=0.24 * (i % 2) - 0.1,
            blunt=True,
        )
        draw_lock(canvas, body, turn, lock, sway)
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
