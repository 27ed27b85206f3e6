"""The mouth: lips, teeth, tongue, and how far it is open."""

import math

import skia

from .anatomy import Anatomy
from .emotion import Face
from .geometry import Point, Turn, bezier, smooth, swell, taper
from .pigment import WHITE, fade, flat, glow, gradient, mix, shade, within

WIDEST = 34.0
"""Figure units between the lips that count as fully open."""


class Mouth:
    """The curves of the lips for one expression."""

    def __init__(self, body: Anatomy, turn: Turn, face: Face) -> None:
        self.body, self.turn, self.face = body, turn, face
        w = body.mouth_w * (1 + 0.30 * face.wide) * (1 - 0.22 * face.pout)
        smile, skew = face.smile, face.skew
        self.w = w
        self.gap = _gap(body, face)
        press = face.press * (1 - min(1.0, face.open * 3))
        left, right = -smile * 6.5 + max(0.0, skew) * 2.4, -smile * 6.5 - max(0.0, skew) * 5.6
        self.left, self.right = (-w - max(0.0, smile) * 2.0, left), (w + max(0.0, smile) * 2.0, right)
        rise = -self.gap * 0.20 + smile * 2.0 - 2.0 * face.pout * face.open
        self.top = rise
        self.bottom = rise + self.gap
        self.thick_up = 6.8 * body.lip * (1 - 0.62 * press) * (1 - 0.2 * max(0.0, face.wide)) * (1 + 0.18 * face.pout)
        self.thick_low = 9.2 * body.lip * (1 - 0.55 * press) * (1 - 0.24 * max(0.0, face.wide)) * (1 + 0.18 * face.pout)
        if face.bite > 0:
            self.thick_low *= 1 - 0.45 * face.bite
        self._curves()

    def _curves(self) -> None:
        w, t, b = self.w, self.top, self.bottom
        mean = (self.left[1] + self.right[1]) / 2
        dip = t + 0.9 + 0.7 * (1 - min(1.0, self.gap / 8))
        self.inner_up = bezier(self.left, (-w * 0.52, t + mean * 0.1 - 0.3), (-w * 0.2, t - 0.9), (0, dip), 8)
        self.inner_up += bezier((0, dip), (w * 0.2, t - 0.9), (w * 0.52, t + mean * 0.1 - 0.3), self.right, 8)[1:]
        if self.gap:
            sharp = 0.62 + 0.14 * self.face.pout + 0.05 * max(0.0, self.face.wide)
            deep = b + (b - mean) * 0.30
            self.inner_low = bezier(self.right, (w * sharp, deep), (-w * sharp, deep), self.left, 16)
        else:
            self.inner_low = self.inner_up[::-1]

    def at(self, x: float, y: float, lift: float = 0.0) -> Point:
        """Return where a point beside the mouth's middle is seen."""
        return self.body.on_face(self.turn, x, self.body.mouth_y + y, 2 + 8 * self.face.pout + lift)

    def line(self, points: list[Point]) -> list[Point]:
        """Return many."""
        return [self.at(*p) for p in points]


def openness(body: Anatomy, face: Face) -> float:
    """Return how far the lips are apart, 0 to 1."""
    return min(1.0, _gap(body, face) / WIDEST)


def _gap(body: Anatomy, face: Face) -> float:
    return 0.0 if face.open < 0.02 else 30.0 * face.open * (1 - 0.15 * body.child)


def draw_mouth(canvas: skia.Canvas, body: Anatomy, turn: Turn, face: Face) -> None:
    """Draw the mouth."""
    mouth = Mouth(body, turn, face)
    t = body.tones
    low = mouth.bottom + mouth.thick_low
    glow(canvas, mouth.at(0, low + 5.5), mouth.w * 0.72, 4.6, fade(t.skin_shadow, 190))
    if mouth.gap:
        _draw_inside(canvas, mouth)
    _draw_lips(canvas, mouth)
    _draw_seam(canvas, mouth)


def _draw_inside(canvas: skia.Canvas, mouth: Mouth) -> None:
    face, w, top, bottom = mouth.face, mouth.w, mouth.top, mouth.bottom
    up, low = mouth.line(mouth.inner_up), mouth.line(mouth.inner_low)
    inside = smooth(up + low[1:-1])
    gap = mouth.gap
    canvas.drawPath(inside, gradient(mouth.at(0, top), mouth.at(0, bottom), [(52, 12, 26, 255), (112, 30, 44, 255)]))
    with within(canvas, inside):
        tongue_y = bottom + 2.5 - gap * (0.16 + 0.42 * face.tongue)
        glow(canvas, mouth.at(0, tongue_y + 7), w * 0.78, 13, (222, 106, 116, 255))
        if face.tongue > 0.3:
            tip = smooth(
                [
                    mouth.at(x, y)
                    for x, y in (
                        (-w * 0.5, bottom + 6),
                        (-w * 0.42, tongue_y - 1),
                        (0, tongue_y - 4),
                        (w * 0.42, tongue_y - 1),
                        (w * 0.5, bottom + 6),
                    )
                ]
            )
            canvas.drawPath(
                tip,
                gradient(
                    mouth.at(0, tongue_y - 4), mouth.at(0, bottom + 4), [(244, 150, 152, 255), (206, 92, 104, 255)]
                ),
            )
        if face.teeth > 0.08:
            _draw_teeth(canvas, mouth)
        shade_ = smooth([(x, y + 2.6) for x, y in up] + [(x, y - 12) for x, y in up[::-1]])
        canvas.drawPath(shade_, flat((40, 8, 24, 88)))


def _draw_teeth(canvas: skia.Canvas, mouth: Mouth) -> None:
    face, w, top, gap = mouth.face, mouth.w, mouth.top, mouth.gap
    reach = min(gap * 0.62, 2.4 + 6.2 * face.teeth * min(1.0, gap / 7))
    if face.bite > 0.4:
        reach = gap + 1.5
    corner = (mouth.left[1] + mouth.right[1]) / 2
    row = [(-w * 0.95, corner - 6), (w * 0.95, corner - 6), (w * 0.84, corner * 0.75 + top * 0.25 + reach * 0.55),
           (w * 0.45, top + reach * 0.92), (0, top + reach + 0.8), (-w * 0.45, top + reach * 0.92),
           (-w * 0.84, corner * 0.75 + top * 0.25 + reach * 0.55)]  # fmt: skip
    y0, y1 = mouth.at(0, top)[1], mouth.at(0, top + reach)[1]
    canvas.drawPath(
        smooth(mouth.line(row), True, 7), gradient((0, y0), (0, y1 + 1), [(222, 212, 222, 255), (255, 253, 250, 255)])
    )
    if face.wide > 0.45 and gap > 7 and face.smile <= 0.45 and not face.bite:
        bottom = mouth.bottom
        low = bezier(
            (-w * 0.7, bottom + 3), (-w * 0.3, bottom - 1.5), (w * 0.3, bottom - 1.5), (w * 0.7, bottom + 3), 8
        )
        canvas.drawPath(taper(mouth.line(low), swell(1.6)), flat((236, 226, 230, 230)))


def _draw_lips(canvas: skia.Canvas, mouth: Mouth) -> None:
    body, t, w = mouth.body, mouth.body.tones, mouth.w
    up, low = mouth.thick_up, mouth.thick_low
    left, right, top, bottom = mouth.left, mouth.right, mouth.top, mouth.bottom
    bow = 0.72
    crown = [left, (-w * 0.62, (left[1] + top) / 2 - up * 0.50), (-w * 0.24, top - up), (0, top - up * bow),
             (w * 0.24, top - up), (w * 0.62, (right[1] + top) / 2 - up * 0.50), right]  # fmt: skip
    count = len(mouth.inner_low) - 1
    bed = [
        (x * (1.0 + 0.03 * math.sin(math.pi * i / count)), y + low * 1.06 * math.sin(math.pi * i / count) ** 0.85)
        for i, (x, y) in enumerate(mouth.inner_low)
    ][1:-1]
    upper = smooth(mouth.line(crown) + mouth.line(mouth.inner_up)[::-1][1:-1], True, 7)
    lower = smooth(mouth.line([right, *bed, left]) + mouth.line(mouth.inner_low)[::-1][1:-1], True, 7)
    strength = 245.0 if not body.man else 150.0
    strength *= 1 - 0.35 * body.old
    dark = shade(t.lips, (206, 140, 156, 255))
    pale = mix(t.lips, t.skin_light, 0.30)
    y_crown, y_seam = mouth.at(0, top - up), mouth.at(0, top + 1)
    canvas.drawPath(
        upper, gradient(y_crown, y_seam, [fade(mix(t.lips, t.skin, 0.4), strength * 0.75), fade(dark, strength)])
    )
    y_in, y_out = mouth.at(0, bottom), mouth.at(0, bottom + low)
    canvas.drawPath(
        lower,
        gradient(
            y_in,
            y_out,
            [fade(t.lips, strength), fade(pale, strength * 0.85), fade(mix(pale, t.skin, 0.4), strength * 0.55)],
            [0, 0.62, 1],
        ),
    )
    with within(canvas, lower):
        side = mouth.body.key
        gloss = 150 if not body.man else 48
        glow(canvas, mouth.at(side * w * 0.16, bottom + low * 0.46), w * 0.34, low * 0.30, fade(WHITE, gloss))
        if not body.man:
            glow(canvas, mouth.at(side * w * 0.05, bottom + low * 0.42), w * 0.13, low * 0.17, fade(WHITE, 210))


def _draw_seam(canvas: skia.Canvas, mouth: Mouth) -> None:
    body, t, face = mouth.body, mouth.body.tones, mouth.face
    seam = mix(t.line, body.ink(), 0.45)
    closed = mouth.gap < 1.0
    upper = mouth.line(mouth.inner_up)
    weight = (1.15 if not body.man else 0.95) if closed else 0.8
    canvas.drawPath(
        taper(upper, lambda s: 0.35 + weight * (0.45 + 0.55 * abs(1 - 2 * abs(s - 0.5)))), flat(fade(seam, 235))
    )
    if not closed:
        canvas.drawPath(taper(mouth.line(mouth.inner_low), swell(0.45, 0.3, 0.3)), flat(fade(seam, 150)))
    for corner, m in ((mouth.left, -1), (mouth.right, 1)):
        glow(canvas, mouth.at(corner[0] + m * 1.0, corner[1]), 3.4, 2.4, fade(t.line, 165))
        if face.smile > 0.35:
            x, y = corner
            dimple = mouth.line([(x + m * 4, y - 5), (x + m * 6.5, y), (x + m * 5.5, y + 5)])
            canvas.drawPath(taper(dimple, swell(0.8)), flat(fade(t.line, 120 * face.smile)))
