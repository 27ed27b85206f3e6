"""Beards: stubble, goatee, full."""

import skia

from .anatomy import Anatomy
from .geometry import Point, Turn, smooth, taper
from .head import face_path
from .locks import Lock, draw_lock
from .pigment import fade, flat, glow, mix, soft, within


def draw_beard(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw the beard on the skin, before the mouth is drawn on it."""
    kind = body.look.beard
    if kind == "stubble":
        _draw_stubble(canvas, body, turn)
    elif kind == "goatee":
        _draw_stubble(canvas, body, turn, 0.5)
        _draw_goatee(canvas, body, turn)
    elif kind == "full":
        _draw_full(canvas, body, turn)


def _area(body: Anatomy, turn: Turn, high: float) -> list[Point]:
    """The bearded skin: from the sideburns along the cheeks round the mouth."""
    m, w, chin = body.mouth_y, body.mouth_w, body.chin
    half = [(99, high), (90, 34), (70, m - 24), (w + 16, m - 16), (w * 0.5, m - 14), (0, m - 12)]
    outside = [(40, chin + 30), (120, 100), (120, high)]

    def at(x: float, y: float) -> Point:
        return body.on_face(turn, x, y)

    right = [at(x, y) for x, y in half]
    left = [at(-x, y) for x, y in half[::-1][1:]]
    low = [turn.at(x, y, body.depth(0, body.chin) if abs(x) < 50 else 0) for x, y in outside]
    low_left = [turn.at(-x, y, body.depth(0, body.chin) if abs(x) < 50 else 0) for x, y in outside[::-1]]
    return [*right[::-1], *low[::-1], *low_left[::-1], *left[::-1]]


def _draw_stubble(canvas: skia.Canvas, body: Anatomy, turn: Turn, strength: float = 1.0) -> None:
    t = body.tones
    colour = mix(t.hair, t.skin_shadow, 0.45)
    with within(canvas, face_path(body, turn)):
        canvas.drawPath(smooth(_area(body, turn, 0), True, 8), soft(fade(colour, 92 * strength), 6))
    dice = body.random(31)
    for _ in range(round(170 * strength)):
        x, y = dice.uniform(-80, 80), dice.uniform(body.mouth_y - 12, body.chin - 3)
        if abs(x) > body.width(y) - 5 or (abs(x) < body.mouth_w + 3 and abs(y - body.mouth_y) < 10):
            continue
        px, py = body.on_face(turn, x, y)
        canvas.drawCircle(px, py, 0.5, flat(fade(t.hair, 80)))


def _draw_goatee(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    t, m, w = body.tones, body.mouth_y, body.mouth_w

    def at(x: float, y: float) -> Point:
        return body.on_face(turn, x, y, 3)

    chin = [at(-w * 0.34, m + 17), at(0, m + 15), at(w * 0.34, m + 17), at(w * 0.58, body.chin - 12),
            at(w * 0.3, body.chin + 2), at(0, body.chin + 6), at(-w * 0.3, body.chin + 2),
            at(-w * 0.58, body.chin - 12)]  # fmt: skip
    canvas.drawPath(smooth(chin), soft(fade(t.hair, 205), 2.4))
    _draw_moustache(canvas, body, turn)


def _draw_moustache(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    t, m, w = body.tones, body.mouth_y, body.mouth_w
    dark = mix(t.hair, t.hair_shadow, 0.75)
    for side in (-1, 1):
        rows = ((1.0, m - 10.5), (w * 0.4, m - 10.5), (w * 0.85, m - 5), (w * 1.16, m + 7))
        spine = [body.on_face(turn, side * x, y, 4) for x, y in rows]
        canvas.drawPath(taper(spine, lambda s: 5.0 * (1 - s) ** 0.5 + 0.5), soft(fade(dark, 235), 0.8))
        for k in range(7):
            x0 = 2 + w * 0.12 * k
            lie = ((x0, m - 14 + k * 0.6), (x0 + 4, m - 10 + k * 0.7), (x0 + 9, m - 5 + k * 1.1))
            hair = [body.on_face(turn, side * x, y, 4) for x, y in lie]
            colour = t.hair_shine if k % 2 else t.hair_light
            canvas.drawPath(taper(hair, lambda s: 1.1 * (1 - s) + 0.1), flat(fade(colour, 170)))


def _draw_full(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    t, m = body.tones, body.mouth_y
    with within(canvas, face_path(body, turn)):
        canvas.drawPath(smooth(_area(body, turn, -20), True, 9), soft(fade(mix(t.hair, t.hair_shadow, 0.4), 245), 2.4))
    chin = body.chin
    base = [
        turn.at(x, y, body.depth(min(abs(x), body.width(y) * 0.9), y) * 0.96)
        for x, y in (
            (-66, m + 4),
            (-44, m + 22),
            (0, m + 13),
            (44, m + 22),
            (66, m + 4),
            (60, chin - 24),
            (36, chin + 6),
            (0, chin + 17),
            (-36, chin + 6),
            (-60, chin - 24),
        )
    ]
    canvas.drawPath(smooth(base), soft(mix(t.hair, t.hair_shadow, 0.5), 2))
    dice = body.random(33)
    # Locks along the jaw, longest at the chin; two rows.
    for row, step in ((0, 7.0), (1, 8.5)):
        for k in range(-11, 12):
            x = k * step
            edge = min(abs(x) / 84, 1.0)
            hidden = x * turn.yaw > 58 * abs(turn.yaw) * (1 - 0.55 * abs(turn.yaw)) and abs(turn.yaw) > 0.3
            if edge >= 0.98 or hidden:
                continue
            y0 = m + 13 + 8 * row - 62 * edge**1.8
            y1 = chin + 20 - 10 * row - 58 * edge**2.2 + dice.uniform(-5, 5)
            lock = Lock(
                (x, y0),
                (x * 1.04, y0 + (y1 - y0) * 0.4),
                (x * 0.95, y0 + (y1 - y0) * 0.75),
                (x * 0.82 + dice.uniform(-4, 4), y1),
                5.5,
                depth=86,
                tone=dice.uniform(-0.3, 0.3),
                fine=True,
            )
            draw_lock(canvas, body, turn, lock)
    _draw_moustache(canvas, body, turn)
    glow(canvas, body.on_face(turn, 0, m + 12), 15, 4, fade(t.hair_deep, 130))
