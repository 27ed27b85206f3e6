"""Neck, shoulders, torso, arms: the shapes that skin and cloth are drawn on."""

from dataclasses import dataclass

import skia

from ..light import RGBA
from .anatomy import Anatomy
from .geometry import Point, Width, both, offset, smooth, swell, taper
from .pigment import fade, flat, gradient, line, mix, soft, within

FEET = 1900.0


def neck_outline(body: Anatomy) -> list[Point]:
    """Return the right half of neck and shoulders, from under the ear to the arm."""
    n, s, y = body.neck, body.shoulder, body.shoulder_y
    c = body.collar_y
    return [
        (n - 1, 84),
        (n - 2, 140),
        (n + 1, c - 46),
        (n + 12, c - 26),
        (n + 40, c - 10),
        ((n + s) * 0.58, y - 26),
        (s - 24, y - 8),
        (s + 3, y + 20),
    ]


def draw_neck(canvas: skia.Canvas, body: Anatomy, lean: float, bare: bool) -> None:
    """Draw neck, chest and shoulders in skin, with the shadow of the chin and the collarbones."""
    t, c = body.tones, body.collar_y
    skin = both([*neck_outline(body), (body.shoulder - 4, 380), (body.chest * 0.9, 560)])
    path = smooth(skin, True, 7)
    canvas.drawPath(
        path, gradient((0, c - 40), (0, c + 260), [t.skin, mix(t.skin, t.skin_shadow, 0.35), t.skin_shadow])
    )
    n, m = body.neck, -body.key
    with within(canvas, path):
        # The chin's shadow: a cel shape that follows the jaw and runs down the far side of the neck.
        shape = [
            (-n - 30, 70),
            (n + 30, 70),
            (n + 8, 150),
            (n * 0.72 + lean * 12, c - 52),
            (lean * 16, c - 30),
            (-n * 0.72 + lean * 12, c - 52),
            (-n - 8, 150),
        ]
        canvas.drawPath(smooth(shape), soft(fade(t.skin_deep, 215), 2.2))
        band = [
            (m * n * 0.3, 120),
            (m * n * 0.42, c - 44),
            (m * n * 0.36, c - 16),
            (m * (n + 8), c + 6),
            (m * (n + 60), c - 20),
            (m * (n + 20), 90),
        ]
        canvas.drawPath(smooth(band), soft(fade(t.skin_shadow, 190), 3))
        arm = [
            (m * body.shoulder * 0.66, c + 6),
            (m * body.shoulder * 0.82, c + 90),
            (m * body.shoulder * 0.7, 520),
            (m * 400, 520),
            (m * 400, c),
        ]
        canvas.drawPath(smooth(arm, True, 8), soft(fade(t.skin_shadow, 165), 5))
        _draw_bones(canvas, body)
    half = neck_outline(body)[: None if bare else 5]
    for side in (-1, 1):
        canvas.drawPath(smooth([(side * x, y) for x, y in half], False, 7), line(fade(t.line, 150), 1.6))


def _draw_bones(canvas: skia.Canvas, body: Anatomy) -> None:
    t, c, n = body.tones, body.collar_y, body.neck
    depth = 1.0 if not body.man else 0.8
    for k in (-1, 1):
        bone = [
            (k * 10, c + 12),
            (k * 34, c + 3),
            (k * 76, c + 4),
            (k * 116, c - 2),
            (k * (body.shoulder - 52), c + 12),
        ]
        canvas.drawPath(taper(bone, swell(1.8 * depth, 0.4)), flat(fade(t.skin_deep, 165)))
        canvas.drawPath(taper([(x, y - 4) for x, y in bone], swell(1.3)), flat(fade(t.skin_light, 120)))
        sinew = [(k * (n - 5), c - 62), (k * (n * 0.55), c - 28), (k * 9, c + 8)]
        canvas.drawPath(taper(sinew, swell(0.8, 0.1, 0.3)), flat(fade(t.skin_deep, 85)))
    if body.man:
        canvas.drawPath(taper([(-5, c - 52), (0, c - 44), (5, c - 52)], swell(1.2)), flat(fade(t.line, 120)))
    if body.old > 0.3:
        for k in (-1, 0, 1):
            canvas.drawPath(
                taper([(k * 12, c - 64), (k * 14, c - 40), (k * 9, c - 18)], swell(0.9)),
                flat(fade(t.line, 80 * body.old)),
            )


def torso_outline(body: Anatomy, loose: float = 0.0, hem: float = 940.0) -> list[Point]:
    """Return the right half of a garment's body from the shoulder's top to its hem."""
    n, s, y, c = body.neck, body.shoulder, body.shoulder_y, body.collar_y
    rows = [(n + 16, c - 25), (n + 42, c - 13), ((n + s) * 0.58, y - 29), (s - 24, y - 10), (s + 4, y + 20),
            (s - 6, y + 74), (body.chest + loose, 420), (body.chest + loose - 4, 470)]  # fmt: skip
    shape = [(640, body.waist + loose * 1.3), (780, (body.waist + body.hip) / 2 + loose * 1.2), (900, body.hip + loose)]
    rows += [(w, h) for h, w in shape if h < hem - 20]
    rows.append((body.hip + loose if hem > 860 else body.waist + loose * 1.2, hem))
    return rows


@dataclass(frozen=True)
class Arm:
    """One arm: where its joints are seen. ``side`` is -1 (left in the picture) or 1."""

    side: int
    shoulder: Point
    elbow: Point
    wrist: Point
    near: float = 0.0
    """How much the forearm comes to the viewer, 0 to 1."""

    def spine(self) -> list[Point]:
        """Return the middle line from shoulder to wrist."""
        (sx, sy), (ex, ey), (wx, wy) = self.shoulder, self.elbow, self.wrist
        upper = [(sx + (ex - sx) * t, sy + (ey - sy) * t) for t in (0, 0.25, 0.5, 0.75)]
        lower = [(ex + (wx - ex) * t, ey + (wy - ey) * t) for t in (0.25, 0.5, 0.75, 1)]
        return [*upper, (ex, ey), *lower]


def _thickness(body: Anatomy, arm: Arm, loose: float, flare: float) -> Width:
    bulk = (38.0 if not body.man else 52.0) + 5 * body.look.build - 9 * body.child

    def half(s: float) -> float:
        thick = bulk * (1.0 - 0.46 * s) + (5 * (1 - abs(s - 0.62) / 0.2) if abs(s - 0.62) < 0.2 else 0)
        return thick * (1 + 0.25 * arm.near * s) + loose * (0.6 + 0.6 * s) + flare * s * s

    return half


def arm_edges(
    body: Anatomy, arm: Arm, loose: float = 0.0, until: float = 1.0, flare: float = 0.0
) -> tuple[list[Point], list[Point]]:
    """Return the outer and the inner edge of an arm or its sleeve, from the shoulder to ``until`` of its length."""
    spine = arm.spine()
    total = len(spine) - 1
    count = max(3, round(total * until) + 1)
    half = _thickness(body, arm, loose, flare)

    def along(t: float) -> float:
        return half(t * (count - 1) / total)

    one, other = offset(spine[:count], along), offset(spine[:count], along, -1)
    return (one, other) if arm.side < 0 else (other, one)


def arm_path(body: Anatomy, arm: Arm, loose: float = 0.0, until: float = 1.0, flare: float = 0.0) -> skia.Path:
    """Return the outline of an arm or its sleeve."""
    outer, inner = arm_edges(body, arm, loose, until, flare)
    x, y = arm.shoulder
    cap = (x - arm.side * 4, y - 30)
    return smooth([cap, *outer, *inner[::-1]], True, 6.5)


def draw_arm_lines(
    canvas: skia.Canvas, edges: tuple[list[Point], list[Point]], paint: skia.Paint, raised: bool
) -> None:
    """Draw the two edges of an arm, open at the shoulder where it grows out of the body."""
    outer, inner = edges
    canvas.drawPath(smooth(outer[1 if raised else 0 :], False), paint)
    canvas.drawPath(smooth(inner[1 if raised else 2 :], False), paint)
    canvas.drawPath(smooth([outer[-1], inner[-1]], False), paint)


def arm_at_rest(body: Anatomy, side: int) -> Arm:
    """Return an arm hanging beside the body."""
    s, y = body.shoulder, body.shoulder_y
    inset = 30 if not body.man else 42
    return Arm(side, (side * (s - inset), y + 34), (side * (s - inset + 22), 596), (side * (s - inset + 12), 838))


def _part(half: Width, start: float, end: float) -> Width:
    return lambda t: half(start + (end - start) * t)


def limbs(body: Anatomy, arm: Arm, loose: float = 0.0, until: float = 1.0, flare: float = 0.0) -> list[skia.Path]:
    """Return a raised arm as upper arm and forearm, each with round ends: a sharp elbow stays clean."""
    half = _thickness(body, arm, loose, flare)
    joints = (arm.shoulder, arm.elbow, arm.wrist)
    pieces = []
    for i in (0, 1):
        start, end = i * 0.5, min(until, i * 0.5 + 0.5)
        if end <= start:
            break
        (ax, ay), (bx, by) = joints[i], joints[i + 1]
        share = (end - start) / 0.5
        spine = [(ax + (bx - ax) * share * k / 6, ay + (by - ay) * share * k / 6) for k in range(7)]
        part = _part(half, start, end)
        path = smooth(offset(spine, part) + offset(spine, part, -1)[::-1], True, 8)
        joint = half(start)
        pieces.append(skia.Op(path, _round(ax, ay, joint - 0.5), skia.PathOp.kUnion_PathOp))
    return pieces


def draw_bare_arm(canvas: skia.Canvas, body: Anatomy, arm: Arm, raised: bool) -> None:
    """Draw an arm in skin."""
    t, c = body.tones, body.collar_y
    k = body.key
    if raised:
        x, y = arm.elbow
        paint = gradient(
            (x + k * 50, y - 120),
            (x - k * 70, y),
            [t.skin_light, t.skin, mix(t.skin, t.skin_shadow, 0.55)],
            [0, 0.45, 1],
        )
        draw_limbs(canvas, limbs(body, arm), paint, fade(t.line, 200), body, arm, fade(t.skin_shadow, 130))
        return
    path = arm_path(body, arm)
    canvas.drawPath(
        path,
        gradient(
            (0, c - 40), (0, c + 260), [t.skin, mix(t.skin, t.skin_shadow, 0.35), mix(t.skin, t.skin_shadow, 0.5)]
        ),
    )
    with within(canvas, path):
        spine = arm.spine()[1:]
        inset = 8 if k == arm.side else -10
        edge = [(px - k * inset, py) for px, py in spine]
        away = [(px - k * 130, py) for px, py in spine[::-1]]
        canvas.drawPath(smooth(edge + away, True, 8), soft(fade(t.skin_shadow, 170), 3))
    draw_arm_lines(canvas, arm_edges(body, arm), line(fade(t.line, 190), 1.7), raised)


def draw_limbs(
    canvas: skia.Canvas, pieces: list[skia.Path], paint: skia.Paint, edge: RGBA, body: Anatomy, arm: Arm, shadow: RGBA
) -> None:
    """Draw a raised arm piece by piece: outlines first, so that only the outer one stays."""
    canvas.save()
    # Open at the shoulder: no line is drawn around the joint.
    x, y = arm.shoulder
    canvas.clipPath(_round(x, y, body.shoulder * 0.3), skia.ClipOp.kDifference, True)
    for path in pieces:
        canvas.drawPath(path, line(edge, 3.6))
    canvas.restore()
    for path in pieces:
        canvas.drawPath(path, paint)
    for path, (a, b) in zip(pieces, ((arm.shoulder, arm.elbow), (arm.elbow, arm.wrist)), strict=False):
        with within(canvas, path):
            dx, dy = b[0] - a[0], b[1] - a[1]
            down = 1 if dx * body.key > 0 or abs(dx) < abs(dy) * 0.4 else -1
            spine = [(a[0] + dx * t, a[1] + dy * t) for t in (-0.2, 0.2, 0.6, 1.1)]
            low = offset(spine, lambda t: 4.0, -body.key * down * (1 if dy < 0 else -1))
            far = offset(spine, lambda t: 90.0, -body.key * down * (1 if dy < 0 else -1))
            canvas.drawPath(smooth(low + far[::-1], True, 10), soft(shadow, 3))


def _round(x: float, y: float, r: float) -> skia.Path:
    path = skia.Path()
    path.addCircle(x, y, r)
    return path
