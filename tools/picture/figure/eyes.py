"""Eyes: white, iris, glints, lids, lashes, tears; and spectacles before them."""

import skia

from .anatomy import Anatomy
from .emotion import Face
from .geometry import Point, Turn, bezier, smooth, swell, taper
from .pigment import WHITE, fade, flat, glow, gradient, line, mix, shade, within


class Eye:
    """One eye's curves for one expression; ``side`` is -1 (left in the picture) or 1."""

    def __init__(self, body: Anatomy, turn: Turn, face: Face, side: int) -> None:
        self.body, self.turn, self.face, self.side = body, turn, face, side
        self.limit = self._horizon()
        w, h, low = body.eye_w, body.eye_h, body.eye_low
        # Age weighs on the lid.
        lids, squint = face.lids * (1 - 0.17 * body.old), face.squint
        self.inner, self.outer = (-w, 4.6), (w * 0.98, -body.tilt)
        drop = max(0.0, face.look_y) * 2.5
        shut_inner, shut_outer = (-w * 0.4, low * 1.15), (w * 0.55, low * 1.2)
        open_inner, open_outer = (-w * 0.66, -h * 1.12), (w * 0.34, -h * 1.42)
        # A sad lid falls outwards, an angry one inwards.
        slant = max(-1.0, min(1.0, face.brow_knit)) * 3.2
        k = lids
        self.upper = bezier(
            self.inner,
            (_mix(shut_inner[0], open_inner[0], k), _mix(shut_inner[1], open_inner[1], k) + drop + slant * k),
            (_mix(shut_outer[0], open_outer[0], k), _mix(shut_outer[1], open_outer[1], k) + drop - slant * k),
            self.outer,
            16,
        )
        lift = squint * low * 0.95 * min(1.0, k + 0.1)
        self.lower = bezier(self.outer, (w * 0.66, low * 1.28 - lift), (-w * 0.4, low * 1.3 - lift), self.inner, 14)

    def _horizon(self) -> float:
        """How far out a point can lie before the turned face hides it."""
        best, limit = -1e9, 96.0
        for x in range(20, 97, 4):
            seen = self.side * self.body.on_face(self.turn, self.side * float(x), 0.0)[0]
            if seen < best + 0.4:
                return x - 4.0
            best = seen
        return limit

    def at(self, x: float, y: float) -> Point:
        """Return where a point beside the eye's middle is seen; x grows outwards."""
        out = self.body.eye_x + x
        if out > self.limit:
            out = self.limit + (out - self.limit) * 0.1
        return self.body.on_face(self.turn, self.side * out, y)

    def seen(self, points: list[Point]) -> list[Point]:
        """Return the points from the inner corner on that the turned face does not hide; at least four."""
        count = next((i for i, p in enumerate(points) if self.body.eye_x + p[0] > self.limit), len(points))
        return points[: max(4, count)]

    def line(self, points: list[Point]) -> list[Point]:
        """Return many."""
        return [self.at(*p) for p in points]

    @property
    def squeeze(self) -> float:
        """How much narrower it is seen because the head is turned."""
        return max(0.4, abs(self.at(6, 0)[0] - self.at(-6, 0)[0]) / 12)


def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def draw_socket(canvas: skia.Canvas, eye: Eye) -> None:
    """Draw the shade of the socket and the colour on the lid."""
    body, t = eye.body, eye.body.tones
    w, h = body.eye_w, body.eye_h
    glow(canvas, eye.at(0, -h * 0.9), w * 1.35, h * 1.15, fade(t.skin_shadow, 120 if not body.man else 150))
    glow(canvas, eye.at(-w * 0.95, -h * 0.2), w * 0.5, h * 1.0, fade(t.skin_shadow, 110 if body.man else 60))
    if not body.man and body.child < 0.5:
        lid = mix(t.lips, (150, 70, 80, 255), 0.45)
        glow(canvas, eye.at(w * 0.4, -h * 0.75), w * 0.95, h * 0.75, fade(lid, 82 - 40 * body.old))
        glow(canvas, eye.at(w * 0.55, body.eye_low * 1.05), w * 0.6, h * 0.36, fade(lid, 60))


def draw_eye(canvas: skia.Canvas, eye: Eye) -> None:
    """Draw one eye with its lids and lashes."""
    draw_socket(canvas, eye)
    opening = smooth(eye.line(eye.upper) + eye.line(eye.lower)[1:-1])
    if eye.face.lids > 0.14:
        with within(canvas, opening):
            _draw_ball(canvas, eye)
    else:
        canvas.drawPath(opening, flat(mix(eye.body.tones.skin, eye.body.tones.skin_shadow, 0.4)))
    _draw_lids(canvas, eye)


def _draw_ball(canvas: skia.Canvas, eye: Eye) -> None:
    body, face = eye.body, eye.face
    w, h = body.eye_w, body.eye_h
    top, bottom = eye.at(0, -h), eye.at(0, body.eye_low)
    canvas.drawPaint(
        gradient(top, bottom, [(214, 208, 226, 255), (252, 250, 252, 255), (255, 252, 250, 255)], [0, 0.55, 1])
    )
    glow(canvas, eye.at(-w * 0.9, 3), 6, 5, (226, 120, 124, 150))
    radius = body.iris_r * face.iris
    x = eye.side * face.look_x * w * 0.36 + 1.2
    y = -1.6 + face.look_y * h * 0.42
    _draw_iris(canvas, eye, eye.at(x, y), radius)
    # The upper lid's shadow on the ball.
    lid = eye.line(eye.upper)
    depth = 5.4 if not body.man else 4.2
    shadow = smooth([(px, py + depth) for px, py in lid] + [(px, py - 20) for px, py in lid[::-1]])
    canvas.drawPath(shadow, flat((64, 36, 74, 105)))
    if face.wet > 0.1:
        pool = [(px, py - 2.2) for px, py in eye.line(eye.lower)]
        canvas.drawPath(smooth(pool, False), line(fade(WHITE, 215 * face.wet), 2.4))
        glow(canvas, eye.at(w * 0.3, body.eye_low * 0.7), 9, 4, fade(WHITE, 200 * face.wet))


def _draw_iris(canvas: skia.Canvas, eye: Eye, centre: Point, r: float) -> None:
    t = eye.body.tones
    tall = r * 1.1
    dark = shade(t.iris, (84, 66, 92, 255))
    pale = mix(t.iris, (255, 236, 206, 255), 0.42)
    canvas.save()
    canvas.translate(*centre)
    canvas.scale(eye.squeeze, 1)

    def oval(kx: float, top: float, bottom: float) -> skia.Rect:
        return skia.Rect.MakeLTRB(-r * kx, tall * top, r * kx, tall * bottom)

    canvas.drawOval(oval(1, -1, 1), flat(shade(dark, (130, 110, 140, 255))))
    stops = [shade(dark, (150, 130, 160, 255)), dark, t.iris, pale]
    canvas.drawOval(oval(0.9, -0.91, 0.92), gradient((0, -tall), (0, tall), stops, [0.05, 0.3, 0.62, 1]))
    glow(canvas, (0, tall * 0.6), r * 0.78, tall * 0.42, fade(mix(pale, WHITE, 0.5), 215))
    fibre = line(fade(mix(pale, WHITE, 0.25), 70), r * 0.05)
    for k in range(-4, 5):
        canvas.drawLine(k * r * 0.08, tall * 0.3, k * r * 0.17, tall * (0.82 - abs(k) * 0.06), fibre)
    canvas.drawOval(oval(0.45, -0.48, 0.42), flat(shade(dark, (70, 56, 70, 255))))
    glow(canvas, (0, -tall * 0.42), r * 0.7, tall * 0.3, (150, 150, 215, 60))
    canvas.restore()
    key = eye.body.key
    x, y = centre
    q = eye.squeeze
    # A falling lid would hide the glint, and with it the life of the eye.
    drop = 0.42 * max(0.0, min(1.0, 1 - eye.face.lids))
    canvas.drawOval(
        skia.Rect.MakeXYWH(x + (key * 0.38 - 0.29) * r * q, y - tall * (0.66 - drop), r * 0.58 * q, tall * 0.54),
        flat((255, 255, 255, 248)),
    )
    canvas.drawCircle(x - key * 0.40 * r * q, y + tall * 0.40, r * 0.17, flat((255, 255, 255, 225)))
    canvas.drawCircle(x + key * 0.52 * r * q, y + tall * 0.16, r * 0.09, flat((255, 255, 255, 190)))


def _draw_lids(canvas: skia.Canvas, eye: Eye) -> None:
    body, t, face = eye.body, eye.body.tones, eye.face
    w = body.eye_w
    ink = body.ink()
    closing = min(1.0, max(0.0, face.lids))
    woman = not body.man
    flick = (w * (1.17 if woman else 1.07), -body.tilt - (5.8 if woman else 0.6) * (0.4 + 0.6 * closing))
    spine = eye.line(eye.seen([*eye.upper, flick]))
    thick = (3.9 if woman else 3.2) * (1 - 0.42 * body.old)

    def lash(s: float) -> float:
        body_ = min(1.0, s / 0.62)
        tail = 1.0 if s < 0.8 else max(0.0, (1 - s) / 0.2)
        return 0.5 + thick * body_**0.8 * tail**0.9 * 0.8

    canvas.drawPath(taper(spine, lash), gradient(eye.at(-w, 0), eye.at(w * 0.2, 0), [mix(ink, t.line, 0.55), ink]))
    if woman and body.old < 0.8 and eye.side * eye.turn.yaw < 0.7:
        _draw_lashes(canvas, eye, closing)
    crease = [(x * 1.0 + 1, y - (6.2 if woman else 4.2) * min(1.0, face.lids + 0.15) - 0.8) for x, y in eye.upper[2:15]]
    strength = 190 if closing > 0.35 else 110
    canvas.drawPath(taper(eye.line(eye.seen(crease)), swell(0.95, 0.1, 0.25)), flat(fade(t.line, strength)))
    lower = eye.lower if eye.side * eye.turn.yaw < 0.5 else eye.seen(eye.lower[::-1])[::-1]
    under = eye.line(lower)
    canvas.drawPath(taper(under[:11], lambda s: 0.25 + 1.1 * (1 - s) ** 1.4), flat(fade(mix(t.line, ink, 0.45), 215)))
    if woman and closing > 0.2 and eye.side * eye.turn.yaw < 0.55:
        for i, size in ((2, 4.4), (4, 3.6)):
            x, y = eye.lower[i]
            canvas.drawPath(
                taper(
                    eye.line([(x, y), (x + size * 0.5, y + size * 0.55), (x + size * 0.9, y + size * 0.8)]),
                    lambda s: 0.8 * (1 - s) + 0.05,
                ),
                flat(fade(ink, 180)),
            )
    if (face.squint > 0.2 or body.man) and eye.side * eye.turn.yaw < 0.55:
        bag = [(x * 0.82, y + 5.6) for x, y in eye.lower[3:12]]
        canvas.drawPath(taper(eye.line(bag), swell(0.8)), flat(fade(t.skin_deep, 120 + 90 * face.squint)))


def _draw_lashes(canvas: skia.Canvas, eye: Eye, closing: float) -> None:
    ink = flat(eye.body.ink())
    grow = 1.0 - 0.5 * eye.body.old
    for i, size in ((11, 6.0), (13, 8.5), (15, 9.5)):
        x, y = eye.upper[i]
        rise = 0.75 if closing > 0.3 else -0.35
        root = (x - 2.0, y + 0.5)
        tip = (x + size * 0.85 * grow, y - size * rise * grow)
        bend = (x + size * 0.55 * grow, y - size * rise * 0.25 * grow)
        canvas.drawPath(taper(eye.line([root, bend, tip]), lambda s: 1.5 * (1 - s) + 0.08), ink)


def draw_tears(canvas: skia.Canvas, body: Anatomy, turn: Turn, face: Face) -> None:
    """Draw tracks of tears: thin, bright on one edge, each ending in a drop."""
    for m in (-1, 1):
        x0 = m * (body.eye_x + 5)
        y0 = body.eye_low + 1
        end = 0.5 + 0.45 * face.tears
        y1 = y0 + (78 if m < 0 else 52) * end
        track = [
            body.on_face(turn, x, y)
            for x, y in bezier((x0, y0), (x0 + m * 5, y0 + 18), (x0 + m * 1, y1 - 16), (x0 + m * 3, y1))
        ]
        alpha = 255 * face.tears
        canvas.drawPath(taper(track, lambda s: 2.6 - 1.1 * s), flat((232, 242, 255, round(alpha * 0.30))))
        edge = [(x - 1.3, y) for x, y in track]
        canvas.drawPath(taper(edge, swell(0.6, 0.3, 0.3)), flat((255, 255, 255, round(alpha * 0.85))))
        x, y = track[-1]
        drop = smooth([(x, y - 7), (x + 3.2, y), (x, y + 4), (x - 3.2, y)], True, 6)
        canvas.drawPath(
            drop,
            gradient(
                (x, y - 6), (x, y + 4), [(255, 255, 255, round(alpha * 0.35)), (226, 240, 255, round(alpha * 0.9))]
            ),
        )
        canvas.drawCircle(x - 1.1, y + 0.2, 1.1, flat((255, 255, 255, round(alpha))))


def draw_glasses(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw thin spectacles over the eyes."""
    metal = (62, 50, 58, 255) if body.seed & 4 else (176, 140, 84, 255)
    w, h = body.eye_w + 6.5, body.eye_h + 8.5

    def at(x: float, y: float) -> Point:
        return body.on_face(turn, x, y, 16)

    for m in (-1, 1):
        cx = m * (body.eye_x + 0.5)
        rim = smooth(
            [
                at(cx + w * kx, 3 + h * ky)
                for kx, ky in (
                    (-0.95, -0.5),
                    (-0.5, -0.98),
                    (0.5, -0.98),
                    (0.95, -0.5),
                    (0.98, 0.25),
                    (0.55, 1.0),
                    (-0.55, 1.0),
                    (-0.98, 0.25),
                )
            ]
        )
        with within(canvas, rim):
            canvas.drawPaint(flat((214, 230, 250, 26)))
            shine = [at(cx - w * 0.5, -h), at(cx - w * 0.05, -h), at(cx - w * 0.7, h), at(cx - w * 1.1, h)]
            canvas.drawPath(smooth(shine, True, 30), flat((255, 255, 255, 46)))
        canvas.drawPath(rim, line(metal, 2.3))
        canvas.drawPath(rim, line(fade(mix(metal, WHITE, 0.6), 120), 0.7))
        temple = body.on_face(turn, m * 97, -6, -6)
        if m * turn.yaw < 0.5:
            canvas.drawLine(*at(cx + m * w * 0.95, -3), *temple, line(metal, 2.4))
    bridge = bezier(at(-(body.eye_x - w * 0.95), -1), at(-5, -8), at(5, -8), at(body.eye_x - w * 0.95, -1))
    canvas.drawPath(smooth(bridge, False), line(metal, 2.2))
