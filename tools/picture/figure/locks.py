"""A lock of hair: a lens-shaped ribbon with a band of light, a dark side and drawn strands."""

import math
from dataclasses import dataclass, replace

import skia

from ..light import RGBA
from .anatomy import Anatomy
from .geometry import Point, Turn, Width, bezier, offset, smooth, taper
from .pigment import brightness, fade, flat, gradient, line, mix, shade

RING = -100.0
"""Height of the band of light round the head."""


@dataclass(frozen=True)
class Lock:
    """A lock from root to tip, as seen from the front; ``depth`` tells where it hangs: 100 front, 0 side, -100 back."""

    root: Point
    rise: Point
    fall: Point
    tip: Point
    width: float
    depth: float = 90.0
    tone: float = 0.0
    """-1 in the shadow of other hair, 1 catching the light."""
    blunt: bool = False
    """Wide from the root on (the top layer), instead of growing from it."""
    tip_depth: float | None = None
    wave: float = 0.0
    """How far it swings to and fro, figure units."""
    turns: float = 1.5
    """How often."""
    phase: float = 0.0
    fine: bool = False
    """Pointed at both ends and hardly outlined: hair combed away from the hairline."""

    def mirrored(self) -> "Lock":
        """Return the same lock on the other side."""
        return replace(
            self,
            root=(-self.root[0], self.root[1]),
            rise=(-self.rise[0], self.rise[1]),
            fall=(-self.fall[0], self.fall[1]),
            tip=(-self.tip[0], self.tip[1]),
        )

    def spine(self, turn: Turn, sway: float) -> list[Point]:
        """Return its middle line as seen."""
        tip_depth = self.depth if self.tip_depth is None else self.tip_depth
        depths = (self.depth, self.depth, (self.depth + tip_depth) / 2, tip_depth)
        seen = []
        for (x, y), depth in zip((self.root, self.rise, self.fall, self.tip), depths, strict=True):
            loose = max(0.0, (y + 110) / 260)
            bulge = math.sqrt(max(0.06, 1 - (x / 136) ** 2))
            seen.append(turn.at(x + sway * 9 * loose, y, depth * bulge))
        spine = bezier(seen[0], seen[1], seen[2], seen[3], 14 if not self.wave else 20)
        if not self.wave:
            return spine
        last = len(spine) - 1
        swing = [
            self.wave * min(1.0, i / last * 1.6) * math.sin(2 * math.pi * (self.turns * i / last + self.phase))
            for i in range(last + 1)
        ]
        return [(x + d, y) for (x, y), d in zip(spine, swing, strict=True)]

    def profile(self) -> Width:
        """Return its half width along it."""
        w = self.width
        if self.fine:
            return lambda t: w * math.sin(math.pi * t) ** 0.7 + 0.1
        if self.blunt:
            return lambda t: w * math.sin(math.pi * (0.34 + 0.66 * t)) ** 0.7 + 0.1
        return lambda t: w * math.sin(math.pi * min(1.0, 0.10 + 0.90 * t)) ** 0.85 * (1.08 - 0.28 * t) + 0.1


def draw_lock(canvas: skia.Canvas, body: Anatomy, turn: Turn, lock: Lock, sway: float = 0.0, wet: bool = False) -> None:
    """Draw one lock."""
    t = body.tones
    spine, width = lock.spine(turn, sway), lock.profile()
    if canvas.quickReject(_around(spine, 1.3 * lock.width + 4)):
        return  # it lies beside what is being drawn
    base = (
        mix(t.hair, t.hair_light, 0.42 * max(0.0, lock.tone))
        if lock.tone >= 0
        else mix(t.hair, t.hair_deep, -lock.tone)
    )
    dark = shade(base, (196, 176, 206, 255))
    outline = taper(spine, width)
    canvas.drawPath(outline, _sheen(body, lock, spine, base, dark, wet))
    # The side away from the key lies in shadow: half of the lock, cel-edged.
    away = -body.key if spine[-1][1] >= spine[0][1] else body.key
    half = smooth(offset(spine, width, away * -0.98) + offset(spine, width, away * -0.15)[::-1])
    canvas.drawPath(half, flat(fade(shade(base, t.shadow), 40 if lock.fine else 74)))
    # Pale hair would look like feathers if its lines were as dark as those of black hair.
    contrast = 1.0 - 0.55 * brightness(t.hair)
    if not lock.fine:
        canvas.drawPath(outline, line(fade(shade(t.hair_deep, (170, 150, 180, 255)), 120 * contrast), 1.0))
    _draw_strands(canvas, body, spine, width, base, contrast * (0.8 if lock.fine else 1.0))


def _around(spine: list[Point], reach: float) -> skia.Rect:
    xs, ys = zip(*spine, strict=True)
    return skia.Rect.MakeLTRB(min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach)


def _sheen(body: Anatomy, lock: Lock, spine: list[Point], base: RGBA, dark: RGBA, wet: bool) -> skia.Paint:
    t = body.tones
    start, end = spine[0], spine[-1]
    gain = (0.9 if wet else 0.68) * (1 + 0.5 * lock.tone)
    bright = mix(base, t.hair_shine, max(0.0, min(0.95, gain)))
    crossing = next((i for i in range(len(spine) - 1) if (spine[i][1] - RING) * (spine[i + 1][1] - RING) <= 0), None)
    if crossing is None or lock.tone < -0.6:
        middle = mix(base, bright, 0.38)
        return gradient(start, end, [dark, base, middle, base, dark], [0, 0.25, 0.5, 0.75, 1])
    # Where the band falls along the straight line from root to tip.
    x, y = spine[crossing]
    dx, dy = end[0] - start[0], end[1] - start[1]
    at = ((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy + 1e-6)
    at = min(0.8, max(0.14, at))
    span = min(0.2, 24 / (math.hypot(dx, dy) + 1))
    if lock.tip[1] < 90:
        stops = [0, max(0.01, at - span), at, min(0.9, at + span * 0.8), min(0.95, at + span * 2), 1]
        return gradient(start, end, [dark, base, bright, mix(base, bright, 0.25), base, dark], stops)
    # Long hair catches the light once more, lower and softer.
    stops = [0, max(0.01, at - span), at, at + span * 0.8, min(0.55, at + span * 2.2), 0.68, 0.84, 1]
    return gradient(
        start, end, [dark, base, bright, mix(base, bright, 0.25), base, mix(base, bright, 0.42), base, dark], stops
    )


def _draw_strands(
    canvas: skia.Canvas, body: Anatomy, spine: list[Point], width: Width, base: RGBA, contrast: float
) -> None:
    t = body.tones
    inner = spine[1:-1]
    for side, colour, alpha in (
        (-0.5, t.hair_deep, 105),
        (0.05, t.hair_deep, 80),
        (0.45, mix(base, t.hair_shine, 0.7), 75),
    ):
        path = offset(inner, width, side)
        canvas.drawPath(
            taper(path, lambda s: 0.75 * math.sin(math.pi * s) + 0.03), flat(fade(colour, alpha * contrast))
        )


def scalp_outline(turn: Turn, volume: float = 0.0, top: float = 0.0) -> tuple[float, float, float, float]:
    """Return centre and radii of the hair-covered skull as seen."""
    cx, cy = turn.at(0, -44, -20)
    rx = math.hypot((112 + volume) * turn.cos, (122 + volume) * abs(turn.sin))
    return cx, cy, rx, 118 + top


def around(outline: tuple[float, float, float, float], degrees: float) -> Point:
    """Return a point on that oval; 0 is the crown, 90 the right side."""
    cx, cy, rx, ry = outline
    a = math.radians(degrees - 90)
    return (cx + rx * math.cos(a), cy + ry * math.sin(a))
