"""The head without its hair: outline, skin, ears, nose, the marks of a life."""

import math

import skia

from .anatomy import BACK, FRONT, Anatomy
from .geometry import Point, Turn, arc, cubic, smooth, swell, table, taper
from .pigment import WHITE, fade, flat, glow, gradient, line, mix, radial, soft, within

ANGLES = [math.radians(a) for a in range(-90, 91, 15)]


def contour(body: Anatomy, turn: Turn) -> list[Point]:
    """Return the outline of the face as seen after the turn, clockwise from the crown."""
    right: list[Point] = []
    left: list[Point] = []
    for y, w in body.widths:
        front, back = table(FRONT, y / body.squat if y > 0 else y), table(BACK, y)
        ring = [turn.at(w * math.sin(a), y, back + (front - back) * math.cos(a)) for a in ANGLES]
        far = max(ring)
        near = min(ring)
        dent = 5.5 * abs(turn.sin) * math.exp(-(((y - 3) / 17) ** 2))
        right.append((far[0] - (dent if turn.yaw > 0 else 0), far[1]))
        left.append((near[0] + (dent if turn.yaw < 0 else 0), near[1]))
    return right + left[::-1]


def face_path(body: Anatomy, turn: Turn) -> skia.Path:
    """Return the outline as a curve."""
    return smooth(contour(body, turn))


def draw_skull(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw the back of the head in skin, for those whose hair does not hide it."""
    t = body.tones
    cx, cy = turn.at(0, -42, -20)
    rx = math.hypot(101 * turn.cos, 112 * turn.sin)
    canvas.drawOval(
        skia.Rect.MakeLTRB(cx - rx, cy - 108, cx + rx, cy + 104),
        gradient((cx, cy - 110), (cx, cy + 100), [t.skin, t.skin_shadow]),
    )


def draw_ears(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw the ear or ears that can be seen, and what hangs in them."""
    for m in (-1, 1):
        if m * turn.yaw > 0.28:
            continue
        _draw_ear(canvas, body, turn, m)


def _draw_ear(canvas: skia.Canvas, body: Anatomy, turn: Turn, m: int) -> None:
    t = body.tones
    x, y = turn.at(m * 98, 2, -8)
    size = 1 + 0.10 * body.old
    open_ = 1 + 0.5 * max(0.0, -m * turn.yaw)
    # On the near side of a turned head the ear lies over the cheek's edge.
    inward = -m * 4.0

    def at(px: float, py: float) -> Point:
        return (x + inward + m * px * open_ * size, y + py * size)

    ear = smooth([at(-4, -22), at(6, -33), at(16, -30), at(19, -12), at(14, 12), at(8, 32), at(0, 40), at(-5, 26)])
    canvas.drawPath(ear, gradient(at(18, 0), at(-6, 0), [mix(t.skin, t.skin_shadow, 0.15), t.skin_shadow]))
    with within(canvas, ear):
        canvas.drawPath(
            smooth([at(0, -18), at(9, -22), at(11, -6), at(6, 12), at(0, 22), at(-4, 4)]), flat(t.skin_deep)
        )
        canvas.drawPath(
            taper([at(1, -20), at(9, -26), at(14, -16), at(11, 4), at(6, 20)], swell(1.2)),
            flat(fade(t.skin_light, 150)),
        )
    canvas.drawPath(ear, line(fade(t.line, 170), 1.5))


def draw_earring(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw the earrings of the ears that can be seen."""
    kind = body.look.earrings
    if kind == "none":
        return
    gold, bright = (232, 196, 120, 255), (255, 246, 214, 255)
    for m in (-1, 1):
        if m * turn.yaw > 0.28:
            continue
        x, y = turn.at(m * 101, 40, -6)
        if kind == "stud":
            canvas.drawCircle(
                x, y - 4, 4.4, radial((x - 1.5, y - 5.5), 6, [WHITE, (206, 224, 250, 255), (120, 130, 190, 255)])
            )
        elif kind == "drop":
            canvas.drawPath(taper([(x, y - 4), (x, y + 8), (x, y + 20)], swell(0.5, 0.8, 0.8)), flat(gold))
            drop = smooth([(x, y + 17), (x + 5.2, y + 30), (x, y + 38), (x - 5.2, y + 30)], True, 7)
            canvas.drawPath(drop, radial((x - 2, y + 27), 13, [WHITE, (176, 208, 250, 255), (70, 96, 176, 255)]))
            canvas.drawCircle(x - 1.6, y + 26, 1.6, flat(WHITE))
        else:
            ring = skia.Rect.MakeLTRB(x - 11, y - 4, x + 11, y + 24)
            canvas.drawOval(ring, line(shade_gold(gold), 3.4))
            canvas.drawOval(ring, line(gold, 2.2))
            canvas.drawArc(ring, 150, 70, False, line(bright, 1.4))


def shade_gold(gold: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the dark edge of the metal."""
    return mix(gold, (120, 70, 40, 255), 0.6)


def draw_skin(canvas: skia.Canvas, body: Anatomy, turn: Turn, face: skia.Path) -> None:
    """Draw the face's skin with its cel shadow, bounce and outline; no features."""
    t = body.tones
    centre = turn.at(body.key * 26, -10, 80)
    canvas.drawPath(
        face,
        radial(
            centre,
            200,
            [t.skin_light, mix(t.skin, t.skin_light, 0.4), t.skin, mix(t.skin, t.skin_shadow, 0.6)],
            [0, 0.3, 0.62, 1],
        ),
    )
    with within(canvas, face):
        _draw_planes(canvas, body, turn)
        if body.man:
            _draw_hollows(canvas, body, turn)
        chin = turn.at(0, body.chin + 6, 70)
        glow(canvas, chin, 74, 26, fade(t.skin_deep, 120))
    canvas.drawPath(face, line(fade(t.line, 205), 1.8))


def _draw_planes(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """The side of the face away from the key: a hard-edged soft shape, in two steps."""
    t, m = body.tones, -body.key
    s = body.drop

    def at(x: float, y: float) -> Point:
        return body.on_face(turn, m * min(x, body.width(y) * 0.995), y)

    edge = [at(78, -140), at(80, -100), at(86, -60), at(82, -20), at(76, 6), at(79, 26), at(66, 52 * s), at(57, 78 * s),
            at(44, 108 * s), at(26, 134 * s), at(6, 152 * s)]  # fmt: skip
    outside: list[Point] = [(m * 40, 190), (m * 190, 190), (m * 190, -170), (m * 70, -180)]
    canvas.drawPath(smooth(edge + outside, True, 7), soft(fade(t.skin_shadow, 200), 2.6))
    inner = [
        at(97, -120),
        at(96, -60),
        at(93, -10),
        at(90, 24),
        at(78, 60 * s),
        at(64, 96 * s),
        at(44, 126 * s),
        at(24, 146 * s),
    ]
    canvas.drawPath(smooth(inner + outside, True, 7), soft(fade(t.skin_deep, 110), 4))
    # The other side: only a breath of shadow along the edge, where the cheek turns away.
    turning = ((99, -130), (98, -40), (93, 20), (82, 66), (62, 110), (36, 142))
    rim = [body.on_face(turn, -m * min(x, body.width(y) * 0.995), y) for x, y in turning]
    canvas.drawPath(
        smooth([*rim, (-m * 60, 190), (-m * 190, 190), (-m * 190, -170)], True, 7), soft(fade(t.skin_shadow, 70), 5)
    )


def _draw_hollows(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """A man's face has planes: below the cheekbone and beside the chin."""
    t = body.tones
    strength = 46 - 30 * body.look.cheek - 40 * body.child
    for m in (-1, 1):
        glow(canvas, body.on_face(turn, m * 66, 60 * body.squat), 34, 15, fade(t.skin_shadow, strength), m * -52)
    glow(canvas, body.on_face(turn, 0, body.mouth_y + 21), 20, 7, fade(t.skin_shadow, 90))


def draw_marks(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw freckles, mole and scar."""
    look, t = body.look, body.tones
    if look.freckles:
        dice = body.random(5)
        for _ in range(34):
            x, y = dice.gauss(0, 36), 38 + dice.gauss(0, 9)
            if abs(x) < 74:
                px, py = body.on_face(turn, x, y)
                canvas.drawCircle(
                    px,
                    py,
                    dice.uniform(0.7, 1.5),
                    flat(fade(mix(t.line, (170, 96, 60, 255), 0.6), dice.uniform(60, 130))),
                )
    if look.mole:
        side = 1 if body.seed & 1 else -1
        x, y = body.on_face(turn, side * 40, 34) if body.seed & 2 else body.on_face(turn, side * 24, body.mouth_y + 13)
        canvas.drawCircle(x, y, 2.1, flat(fade(t.line, 235)))
    if look.scar:
        side = -1 if body.seed & 1 else 1
        spine = [body.on_face(turn, side * x, y) for x, y in ((66, -46), (62, -28), (60, 22), (54, 46))]
        canvas.drawPath(
            taper(cubic(spine), swell(1.7, 0.3, 0.2)), flat(fade(mix(t.skin_deep, (190, 80, 84, 255), 0.4), 220))
        )
        bright = [(x - 1.6, y) for x, y in cubic(spine)]
        canvas.drawPath(taper(bright, swell(0.7)), flat(fade(t.skin_light, 190)))


def draw_age(canvas: skia.Canvas, body: Anatomy, turn: Turn, smile: float, strain: float) -> None:
    """Draw the lines of age and of strain: brow, eyes, beside the mouth, under the cheek."""
    t, old = body.tones, body.old
    s = body.drop

    def crease(points: list[Point], width: float, alpha: float) -> None:
        if alpha > 6:
            spine = cubic([body.on_face(turn, x, y) for x, y in points])
            canvas.drawPath(taper(spine, swell(width)), flat(fade(t.line, alpha)))

    bearded = body.look.beard == "full"
    for m in (-1, 1):
        fold = (0.4 if bearded else 1.0) * max(
            old * 0.62, (0.14 + 0.5 * old) * max(0.0, smile - 0.3), (0.14 + 0.4 * old) * strain
        )
        y = body.nose_y
        w = body.mouth_w
        crease(
            [(m * 17, y - 3), (m * 25, y + 6), (m * (w + 9), y + 18), (m * (w + 9), body.mouth_y + 8)],
            1.0 + 0.5 * old,
            150 * fold,
        )
        if old > 0:
            crease([(m * 26, 19), (m * 38, 28), (m * 54, 28), (m * 66, 18)], 1.2, 130 * old)
            crease([(m * 30, 25), (m * 40, 33), (m * 52, 34), (m * 60, 30)], 0.9, 80 * old)
            for k, (dx, dy) in enumerate(((13, -7), (15, 1), (13, 9))):
                crease(
                    [
                        (m * 74, 2 + 3 * k),
                        (m * 78, 2 + 3 * k + dy * 0.3),
                        (m * 81, 2 + dy * 0.7),
                        (m * (74 + dx), 2 + dy),
                    ],
                    0.9,
                    110 * old,
                )
            crease(
                [(m * 34, body.mouth_y + 10), (m * 36, body.mouth_y + 20), (m * 40, 122 * s), (m * 44, 130 * s)],
                1.1,
                (0 if bearded else 95) * old,
            )
            crease([(m * 88, 34), (m * 74, 52), (m * 64, 70), (m * 62, 92)], 1.3, 70 * old)
        knit = max(strain, 0.55 * old)
        crease([(m * 6, -40), (m * 7.5, -33), (m * 6.5, -26), (m * 4, -20)], 1.3, 170 * knit)
    for k in range(3):
        y = -92 + 15 * k
        crease([(-52 + 4 * k, y + 3), (-20, y - 3), (20, y - 2), (52 - 4 * k, y + 4)], 1.1, (95 - 12 * k) * old)


def draw_nose(canvas: skia.Canvas, body: Anatomy, turn: Turn) -> None:
    """Draw the nose: a shadow, two nostrils, a light on the bridge; a profile line when turned."""
    t, y, w = body.tones, body.nose_y, body.nose_w
    away = -body.key if abs(turn.yaw) < 0.25 else (1 if turn.yaw > 0 else -1)
    k = min(1.0, abs(turn.yaw) / 0.6)

    def at(x: float, py: float, lift: float = 0.0) -> Point:
        rise = max(0.0, (py + 14) / (y + 14))
        return body.on_face(turn, x, py, lift + 26 * rise * rise * (1 - min(1.0, abs(x) / 22) ** 1.2))

    if body.man:
        root = [
            at(away * 4, -26),
            at(away * 15, -14),
            at(away * 11, 8),
            at(away * 6, y * 0.5),
            at(away * (w * 0.7), y - 10),
            at(away * w * 0.9, y + 1),
            at(away * 3, y + 4),
            at(away * 2, y - 14),
            at(away * 1.5, y * 0.3),
        ]
        canvas.drawPath(smooth(root), soft(fade(t.skin_shadow, 150), 2.6))
    else:
        glow(canvas, at(away * 8, -6), 8, 17, fade(t.skin_shadow, 120))
        side = [
            at(away * 1.5, y * 0.5),
            at(away * (w * 0.55), y * 0.72),
            at(away * w * 0.85, y + 1),
            at(away * 3, y + 4),
            at(away * 1.5, y - 8),
        ]
        canvas.drawPath(smooth(side), soft(fade(t.skin_shadow, 120), 2.2))
    under = [
        at(-w * 0.8, y + 1),
        at(0, y - 1),
        at(w * 0.8, y + 1),
        at(w * 0.35, y + 8),
        at(0, y + 9.5),
        at(-w * 0.35, y + 8),
    ]
    canvas.drawPath(smooth(under), flat(fade(t.skin_shadow, 170)))
    for m in (-1, 1):
        nostril = arc(at(m * 2.6, y + 4.2), at(m * w * 0.48, y + 0.8), at(m * w * 0.78, y + 3.6), 6)
        canvas.drawPath(taper(nostril, swell(1.35, 0.2, 0.3)), flat(fade(t.line, 215)))
        wing = arc(at(m * w * 1.0, y - 7.5), at(m * w * 1.32, y - 1), at(m * w * 1.0, y + 3), 6)
        canvas.drawPath(taper(wing, swell(0.95)), flat(fade(t.line, 130 if body.man else 62)))
    if k > 0.55:
        profile = [at(away * 4, -16, 2), at(away * 5, 8, 2), at(away * 3.2, y * 0.55, 3), at(away * 2, y - 9, 4),
                   at(away * 2, y - 2, 3), at(away * 3, y + 3, 0)]  # fmt: skip
        canvas.drawPath(taper(profile, swell(1.0, 0.2, 0.5)), flat(fade(t.line, 200 * (k - 0.4))))
    tip = at(-away * 2.0, y - 8)
    glow(canvas, tip, 6.5, 5.5, (255, 255, 255, 170))
    light = [at(-away * 1.5, -12), at(-away * 2, 14), at(-away * 1.6, y - 22)]
    canvas.drawPath(taper(light, swell(1.7)), flat((255, 255, 255, 60)))
