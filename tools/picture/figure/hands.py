"""Hands: a palm, four fingers, a thumb, in the poses that gestures need."""

from dataclasses import dataclass

import skia

from .anatomy import Anatomy
from .geometry import Point, Spine, smooth, taper
from .pigment import fade, flat, gradient, line, mix, within


@dataclass(frozen=True)
class Hand:
    """One pose: wrist at (0, 0), fingers towards -y, the thumb to the left; about 170 units long."""

    palm: Spine
    fingers: tuple[Spine, ...]
    thumb: Spine
    thumb_over: bool = False
    """The thumb lies before the fingers."""
    grip: Point = (0.0, -70.0)
    """Where a held thing is."""
    curled: bool = False
    """The fingers close over what is held."""


POSES: dict[str, Hand] = {
    "flat": Hand(
        ((-25, 8), (-33, -28), (-37, -66), (-34, -90), (0, -97), (33, -86), (36, -52), (29, -20), (23, 8)),
        (((-26, -80), (-29, -112), (-27, -142), (-23, -164)), ((-9, -86), (-10, -122), (-7, -154), (-3, -178)),
         ((9, -84), (11, -118), (13, -148), (15, -169)), ((25, -74), (30, -100), (32, -124), (32, -142))),
        ((-25, -18), (-42, -44), (-51, -70), (-52, -96)),
    ),
    "hold": Hand(
        ((-24, 8), (-33, -26), (-36, -62), (-28, -92), (6, -98), (34, -84), (38, -48), (30, -16), (23, 8)),
        (((36, -92), (18, -98), (-2, -96), (-14, -91)), ((40, -73), (20, -78), (-3, -76), (-17, -71)),
         ((39, -54), (19, -58), (-2, -56), (-15, -51)), ((34, -36), (17, -39), (1, -38), (-9, -34))),
        ((-24, -20), (-42, -46), (-43, -76), (-30, -104)),
        thumb_over=True,
        grip=(-8.0, -104.0),
        curled=True,
    ),
    "point": Hand(
        ((-24, 8), (-32, -28), (-34, -64), (-24, -92), (8, -96), (32, -84), (35, -50), (29, -18), (22, 8)),
        (((-22, -80), (-25, -112), (-25, -144), (-24, -170)), ((-4, -92), (2, -106), (6, -92), (2, -74)),
         ((14, -90), (20, -102), (23, -88), (18, -70)), ((29, -80), (35, -90), (36, -76), (31, -62))),
        ((-24, -22), (-38, -50), (-22, -72), (2, -76)),
        thumb_over=True,
    ),
    "relaxed": Hand(
        ((-20, 8), (-26, -26), (-27, -60), (-22, -84), (4, -90), (24, -80), (27, -50), (24, -18), (20, 8)),
        (((-17, -74), (-21, -102), (-16, -130), (-8, -150)), ((-4, -82), (-5, -112), (1, -138), (8, -158)),
         ((9, -80), (11, -106), (15, -130), (19, -147)), ((20, -72), (25, -94), (27, -112), (27, -126))),
        ((-20, -16), (-32, -42), (-34, -70), (-26, -94)),
    ),
    "open": Hand(
        ((-25, 8), (-34, -28), (-39, -64), (-35, -90), (0, -97), (35, -88), (39, -52), (30, -20), (23, 8)),
        (((-27, -80), (-38, -112), (-47, -140), (-52, -162)), ((-9, -88), (-13, -124), (-15, -156), (-15, -180)),
         ((10, -86), (17, -120), (22, -150), (25, -171)), ((27, -76), (40, -100), (50, -120), (57, -138))),
        ((-26, -18), (-52, -40), (-70, -58), (-84, -78)),
    ),
}  # fmt: skip

FINGER = (10.4, 10.8, 10.2, 8.6)


def draw_hand(
    canvas: skia.Canvas,
    body: Anatomy,
    pose: str,
    wrist: Point,
    angle: float,
    flip: bool,
    scale: float = 1.0,
    only: str = "all",
) -> None:
    """Draw a hand at a wrist, fingers ``angle`` degrees right of upwards; ``only`` its palm or its fingers."""
    hand = POSES[pose]
    size = scale * ((0.86 if not body.man else 1.04) - 0.2 * body.child)
    canvas.save()
    canvas.translate(*wrist)
    canvas.rotate(angle)
    canvas.scale(-size if flip else size, size)
    parts = _parts(body, hand, only)
    ink = fade(body.tones.line, 255)
    for path in parts:
        canvas.drawPath(path, line(ink, 3.0))
    for path in parts:
        _fill(canvas, body, path, flip)
    if only != "palm":
        _draw_fingers(canvas, body, hand, flip)
    canvas.restore()


def _finger(body: Anatomy, spine: Spine, index: int) -> skia.Path:
    slim = 1.0 if body.man else 0.88
    width = FINGER[index] * slim
    return taper(spine, lambda t: width * (1 - 0.30 * t) * (1.0 if t < 0.97 else 0.78))


def _thumb(body: Anatomy, hand: Hand) -> skia.Path:
    slim = 1.0 if body.man else 0.88
    return taper(hand.thumb, lambda t: 13.5 * slim * (1 - 0.34 * t) * (1.0 if t < 0.97 else 0.8))


def _parts(body: Anatomy, hand: Hand, only: str) -> list[skia.Path]:
    palm = smooth(hand.palm)
    fingers = [_finger(body, spine, i) for i, spine in enumerate(hand.fingers)]
    if only == "palm":
        return [palm]
    if only == "fingers":
        return [*fingers, _thumb(body, hand)] if hand.thumb_over else fingers
    return [_thumb(body, hand), palm, *fingers]


def _fill(canvas: skia.Canvas, body: Anatomy, path: skia.Path, flip: bool) -> None:
    t = body.tones
    k = body.key * (-1 if flip else 1)
    canvas.drawPath(
        path,
        gradient((k * 46, -130), (-k * 46, 0), [t.skin_light, t.skin, mix(t.skin, t.skin_shadow, 0.55)], [0, 0.5, 1]),
    )


def _draw_fingers(canvas: skia.Canvas, body: Anatomy, hand: Hand, flip: bool) -> None:
    t = body.tones
    k = body.key * (-1 if flip else 1)
    for i, spine in enumerate(hand.fingers):
        path = _finger(body, spine, i)
        with within(canvas, path):
            low = taper([(x - k * 8, y + 4) for x, y in spine], lambda s: 7.5)
            canvas.drawPath(low, flat(fade(t.skin_shadow, 120)))
        clear = list(spine)
        start = 0 if hand.curled else 1
        canvas.drawPath(
            smooth(_edge(clear[start:], FINGER[i] * (0.84 if body.man else 0.74), 1), False),
            line(fade(t.line, 150), 1.5),
        )
        x, y = spine[-1]
        if not hand.curled:
            canvas.drawOval(
                skia.Rect.MakeLTRB(x - 4, y - 3, x + 4, y + 9),
                flat(fade(mix(t.skin_light, t.lips, 0.35 if not body.man else 0.12), 150)),
            )
    thumb = _thumb(body, hand)
    if hand.thumb_over:
        canvas.drawPath(thumb, line(fade(t.line, 255), 2.6))
        _fill(canvas, body, thumb, flip)
    canvas.drawPath(smooth(_edge(hand.thumb[1:], 11.0, 1), False), line(fade(t.line, 120), 1.4))
    if not hand.curled:
        for i, spine in enumerate(hand.fingers[1:3]):
            x, y = spine[0]
            canvas.drawPath(
                taper([(x - 5, y + 2), (x, y - 1 - i), (x + 5, y + 2)], lambda s: 0.8), flat(fade(t.line, 90))
            )


def _edge(spine: Spine, width: float, side: int) -> list[Point]:
    from .geometry import offset

    return offset(spine, lambda t: width * (1 - 0.28 * t), side)
