"""Brows: a soft tapered shape and the hairs that break its edge."""

import math

import skia

from .anatomy import Anatomy
from .emotion import Face
from .geometry import Point, Turn, bezier, taper
from .pigment import INK, fade, flat, gradient, mix


def spine_of(body: Anatomy, turn: Turn, face: Face, side: int) -> list[Point]:
    """Return the middle line of a brow as seen, from its inner end outwards."""
    y = body.brow_y - 10.5 * face.brow_raise + 3.0 * max(0.0, 1 - face.lids) + 2.0 * face.squint
    knit = face.brow_knit
    skew = -9.5 * face.brow_skew * (1 if side > 0 else -0.25)
    arch = 4.2 + 4.6 * body.look.brow_arch - (1.2 if body.man else 0.0)
    x0 = body.eye_x - body.eye_w * (0.93 if not body.man else 1.0) - 3.0 * knit
    x1 = body.eye_x + body.eye_w * 1.32
    inner = (x0, y + (4.5 if body.man else 2.5) + 10.5 * knit + skew * 0.4)
    outer = (x1, y + 3.0 - 8.5 * face.brow_tail - 2.5 * knit + skew * 0.9)
    rise_in = (x0 + (x1 - x0) * 0.34, y - arch * 0.75 + 5.0 * max(0.0, knit) + 1.5 * min(0.0, knit) + skew)
    rise_out = (x0 + (x1 - x0) * 0.70, y - arch * 1.7 - 3.0 * face.brow_tail - 2.0 * knit + skew * 1.25)
    return [body.on_face(turn, side * px, py) for px, py in bezier(inner, rise_in, rise_out, outer, 16)]


def draw_brow(canvas: skia.Canvas, body: Anatomy, turn: Turn, face: Face, side: int, hairs: bool = True) -> None:
    """Draw one brow, with or without its single hairs."""
    spine = spine_of(body, turn, face, side)
    grey = 0.35 * body.old
    colour = mix(mix(body.tones.hair, INK, 0.42), (140, 128, 134, 255), grey)
    width = body.brow_w * (1 + 0.14 * max(0.0, face.brow_knit))

    def half(t: float) -> float:
        head = min(1.0, 0.42 + t * 2.6)
        return width * head * (1 - t) ** 0.62 * 0.92 + 0.25

    start, middle = spine[0], spine[7]
    canvas.drawPath(taper(spine, half), gradient(start, middle, [fade(colour, 120), fade(colour, 230)]))
    if not hairs:
        return
    dice = body.random(11 + side)
    for i in range(0, 15, 2):
        x, y = spine[i]
        ax, ay = spine[i + 1]
        angle = math.atan2(ay - y, ax - x)
        thick = half(i / 16)
        # Hairs stand up at the inner end and lie down towards the temple.
        lean = angle - side * (0.85 - 0.7 * min(1.0, i / 7))
        length = thick * (1.35 + 0.5 * dice.random()) + 1.2
        foot = (x + dice.uniform(-1, 1), y + thick * dice.uniform(-0.2, 0.5))
        tip = (foot[0] + math.cos(lean) * length, foot[1] + math.sin(lean) * length)
        mid = ((foot[0] + tip[0]) / 2, (foot[1] + tip[1]) / 2 - 0.3)
        canvas.drawPath(taper([foot, mid, tip], lambda t: 0.55 * (1 - t) + 0.05), flat(fade(colour, 120)))
