"""The chapel: stained glass, pointed arches, pews, and coloured light on the stones."""

import math

from ..light import RGBA
from .brush import DARK, Brush, Point, curve, fade, ink, mix, outline, shade
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=5.0, height=6.4, depth=7.6, eye=1.5, focal=860, horizon=880)
PANES = ("d8343f", "2f63c8", "e8b23a", "2f9a68", "8a48b8", "e0703a", "3fb0c8")


def paint_chapel(scene: Scene) -> None:
    """Paint the nave: the great window ahead, columns and arches on both sides, candles by the altar."""
    scene.horizon = ROOM.horizon
    stone = scene.pick("stone", "b8ac9c", "a8a8b0", "b4a48c")
    day = 1.0 - 0.72 * (scene.mood.hour == "night")
    scene.daylight(500, 470, 900, ink("ff9c78"))
    scene.lamp(330, 900, 380, ink("ffb45c"), 1.0)
    scene.lamp(670, 900, 380, ink("ffb45c"), 1.0)
    scene.lit(-1, key=ink("ffc07a") if scene.mood.dark else mix(scene.mood.sun, ink("ff9c9c"), 0.3), fill=ink("8c9cff"))
    outside(scene, "garden", (500, 420), 960)
    with scene.layer(0.3) as brush:
        ROOM.shell(brush, stone, shade(stone, -0.2), shade(stone, -0.25))
        ROOM.tiles(brush, shade(stone, -0.2), 0.55, check=0.22)
        _vault(brush, stone)
        scene.relight(brush)
        _great_window(scene, brush, day)
    with scene.layer(0.5) as brush:
        _altar(scene, brush)
        for z in (6.6, 5.2, 3.9):
            _bay(brush, stone, z)
        scene.relight(brush)
        _flames(scene, brush)
        _beams(scene, brush, day)
    with scene.layer(0.78) as brush:
        for z in (5.4, 4.5, 3.7, 3.0, 2.4):
            _pews(scene, brush, z)
        brush.down(
            ROOM.flat(-0.62, 0.62, 0.6, 6.6, 0.01),
            shade(scene.pick("runner", "8a1f30", "24427c", "6a4a8c"), 0.05),
            shade(scene.pick("runner", "8a1f30", "24427c", "6a4a8c"), -0.4),
        )
        scene.relight(brush)
        scene.shine(brush, 0.5)
    with scene.layer(1.3) as brush:
        _near_pew(brush)
        scene.relight(brush, shade(scene.mood.inside, -0.35), 0.4)


def _gothic(x: float, top: float, low: float, wide: float) -> list[Point]:
    """A pointed arch: its tip at ``top``, its foot at ``low``."""
    rise = wide * 1.5
    left = [(x - wide + wide * (1 - math.cos(t)) * 1.0, top + rise - rise * math.sin(t)) for t in _quarter()]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    return [(x - wide, low), *left, *right[1:], (x + wide, low)]


def _quarter() -> list[float]:
    return [math.pi / 2 * i / 10 for i in range(11)]


def _vault(brush: Brush, stone: RGBA) -> None:
    for z in (7.5, 6.2, 5.0, 4.0, 3.1):
        spring, top = ROOM.at(-2.45, 4.2, z), ROOM.at(0, 6.4, z)
        right = ROOM.at(2.45, 4.2, z)
        rib = curve(
            [
                spring,
                ((spring[0] + top[0]) / 2 - 20, top[1] + (spring[1] - top[1]) * 0.32),
                top,
                ((right[0] + top[0]) / 2 + 20, top[1] + (right[1] - top[1]) * 0.32),
                right,
            ],
            closed=False,
        )
        wide = ROOM.scale(z) * 0.16
        brush.line(rib, fade(DARK, 110), wide * 1.5, wide * 0.4)
        brush.line(rib, shade(stone, 0.04), wide)
        brush.line(rib, shade(stone, 0.34), wide * 0.3)


def _great_window(scene: Scene, brush: Brush, day: float) -> None:
    dice = scene.dice("glass")
    x, top, low, wide = 500.0, 330.0, 860.0, 150.0
    arch = outline(_gothic(x, top, low, wide))
    brush.glow(x, 520, 620, fade(mix(scene.mood.sun, ink("ffb0a0"), 0.4), 130 * day))
    brush.line(arch, ink("5c5048"), 34)
    brush.fill(arch, ink("17131f"))
    bright = 0.28 + 0.72 * day if scene.mood.hour != "dusk" else 0.9
    with brush.clip(arch):
        for column in range(6):
            for row in range(15):
                x0, y0 = x - wide + column * 50, 560 + (row - 5) * 38 - 50
                tone = mix(ink("141428"), shade(ink(dice.choice(PANES)), dice.uniform(0.0, 0.35)), bright)
                brush.fill([(x0 + 25, y0 - 19), (x0 + 47, y0), (x0 + 25, y0 + 19), (x0 + 3, y0)], tone)
                other = mix(ink("141428"), ink(dice.choice(PANES)), bright * 0.8)
                brush.fill([(x0 + 50, y0 + 1), (x0 + 72, y0 + 19), (x0 + 50, y0 + 37), (x0 + 28, y0 + 19)], other)
        for dx in (-50, 50):
            brush.line([(x + dx, top), (x + dx, low)], ink("3c342f"), 11)
        _rose(brush, x, 452, bright)
    brush.glow(x, 520, 330, fade(mix(scene.mood.sun, ink("ff9c90"), 0.3), 80 * day))


def _rose(brush: Brush, x: float, y: float, bright: float) -> None:
    brush.disc(x, y, 86, ink("3c342f"), ink("2a2420"))
    for i in range(12):
        a = math.radians(i * 30)
        tone = mix(ink("141428"), shade(ink(PANES[i % 5]), 0.25), bright)
        with brush.at(x + 52 * math.cos(a), y + 52 * math.sin(a), 1, 1, i * 30):
            brush.oval(0, 0, 25, 11, tone)
    brush.disc(x, y, 22, mix(ink("241a20"), ink("fff0b8"), bright), mix(ink("241a20"), ink("e8a23a"), bright))


def _bay(brush: Brush, stone: RGBA, z: float) -> None:
    for side in (-1, 1):
        foot, head = ROOM.at(side * 2.0, 0, z), ROOM.at(side * 2.0, 4.2, z)
        wide = ROOM.scale(z) * 0.2
        tone = mix(stone, shade(stone, -0.4), (z - 3.5) / 8)
        brush.pool(foot[0], foot[1], wide * 2.4, wide * 0.5, fade(DARK, 150))
        brush.bar(
            foot[0] - wide,
            head[1],
            foot[0] + wide,
            foot[1],
            shade(tone, -0.38),
            shade(tone, 0.22),
            tone,
            shade(tone, -0.5),
        )
        for y, out, tall in ((head[1], 1.5, 0.5), (head[1] + wide * 0.6, 1.25, 0.3), (foot[1] - wide * 0.7, 1.4, 0.7)):
            brush.bar(
                foot[0] - wide * out,
                y,
                foot[0] + wide * out,
                y + wide * tall,
                shade(tone, -0.2),
                shade(tone, 0.35),
                shade(tone, -0.4),
            )


def _altar(scene: Scene, brush: Brush) -> None:
    ROOM.block(brush, -1.7, 1.7, 0.0, 0.2, 6.0, 7.2, ink("a89a88"))
    ROOM.block(brush, -0.85, 0.85, 0.2, 1.15, 6.4, 7.0, ink("e8ddc8"))
    cloth = ROOM.back(-0.5, 0.5, 0.5, 1.16, 6.38)
    brush.down(cloth, ink("8a2434"), ink("5a1420"))
    x, y = ROOM.at(0, 1.17, 6.6)
    brush.line([(x, y), (x, y - 86)], ink("e2ba62"), 8)
    brush.line([(x - 26, y - 58), (x + 26, y - 58)], ink("e2ba62"), 8)


def _flames(scene: Scene, brush: Brush) -> None:
    burn = 0.35 + 0.65 * scene.mood.lamps
    for side in (-1, 1):
        for i, tall in enumerate((40, 62, 50, 34)):
            x, y = ROOM.at(side * (0.85 + i * 0.2), 0.9, 6.3)
            brush.line([(x, y + 60), (x, y)], ink("b08a48"), 3)
            brush.bar(x - 4, y - tall, x + 4, y, ink("fff6e4"), ink("cbb894"))
            brush.oval(x, y - tall - 8, 3.6, 9, ink("fff2c0"), 1.5)
            brush.glow(x, y - tall - 8, 90, ink("ffb45c", round(120 * burn)))


def _beams(scene: Scene, brush: Brush, day: float) -> None:
    if scene.mood.weather in ("rain", "fog"):
        day *= 0.4
    for x0, x1, y1, tone in (
        (-0.9, -2.4, 1200, "ff8a7a"),
        (-0.2, -0.9, 1340, "ffd98a"),
        (0.5, 1.0, 1300, "8ab4ff"),
        (1.0, 2.6, 1180, "b48aff"),
    ):
        a, b = 500 + x0 * 120, 500 + x0 * 120 + 90
        c, d = 500 + x1 * 170 + 240, 500 + x1 * 170 - 40
        brush.shaft([(a, 480), (b, 480), (c, y1), (d, y1)], fade(mix(scene.mood.sun, ink(tone), 0.65), 128 * day), 26)
        brush.pool((c + d) / 2, y1 - 40, 140, 34, fade(ink(tone), 70 * day))


def _pews(scene: Scene, brush: Brush, z: float) -> None:
    wood = scene.pick("pews", "6a4430", "5a3a2c", "7a5238")
    for x0, x1 in ((-2.4, -0.75), (0.75, 2.4)):
        ROOM.block(brush, x0, x1, 0.0, 0.92, z, z + 0.1, mix(wood, shade(wood, -0.3), (z - 2) / 6))
        brush.down(ROOM.back(x0, x1, 0.9, 0.97, z - 0.02), shade(wood, 0.4), shade(wood, -0.1))
        end = x1 if x1 < 0 else x0
        brush.down(ROOM.back(end - 0.05, end + 0.05, 0.0, 1.08, z - 0.03), shade(wood, 0.3), shade(wood, -0.4))


def _near_pew(brush: Brush) -> None:
    brush.box(-200, 1560, 380, 1910, ink("4a2e22"), ink("1c100c"), round=8)
    brush.box(-200, 1534, 400, 1572, ink("8a5a3c"), ink("3c2418"), round=12)
