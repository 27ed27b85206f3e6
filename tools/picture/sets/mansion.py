"""The mansion: a hall with a sweeping stair, tall windows, a chandelier like a frozen fountain."""

import math

from ..light import RGBA
from .brush import Brush, arc, curve, fade, ink, inset, shade
from .fittings import curtain, picture, sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=5.4, height=6.0, depth=6.6, eye=1.5, focal=820, horizon=840)
GOLD = ink("d8ac58")


def paint_mansion(scene: Scene) -> None:
    """Paint the hall: stairs and portraits on the right, arched window ahead, chandelier above."""
    scene.horizon = ROOM.horizon
    wall = scene.pick("wall", "7d4a48", "4f6258", "5a5878", "8c7458")
    rug = scene.pick("rug", "8c2630", "24406a", "5a2a5c", "2c5a4a")
    scene.lamp(500, 330, 760, ink("ffc777"), 0.95)
    scene.lamp(96, 700, 420, power=0.75)
    scene.daylight(480, 640, 860)
    scene.lit(1, key=None if scene.mood.hour in ("day", "dawn") else ink("ffc57a"), fill=scene.mood.sky[1][1])
    outside(scene, "garden", (470, 430), 860)
    panes = ROOM.back(-0.95, 0.75, 1.15, 4.75)
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, ink("c9b9a4"), ink("cbb594"))
        ROOM.tiles(brush, ink("cdbda8"), 0.66, check=0.52)
        ROOM.skirting(brush, ink("e6d7bf"), 0.0, 0.24)
        ROOM.skirting(brush, ink("e6d7bf"), 0.98, 1.06)
        ROOM.skirting(brush, GOLD, 5.62, 5.74)
        ROOM.skirting(brush, ink("e9dcc6"), 5.74, 6.0)
        _panels(brush, wall)
        window(scene, brush, panes, ink("e9dfce"), (2, 4), 0.03, arched=True)
        for x0, x1 in ((-1.95, -1.2), (1.0, 1.75)):
            picture(scene, brush, ROOM.back(x0, x1, 2.3, 3.4), f"back {x0}")
        _sconce(scene, brush)
        scene.relight(brush)
        _candle(scene, brush)
        sunlight(scene, brush, panes, ROOM.flat(-0.6, 2.2, 1.6, 4.6))
    with scene.layer(0.6) as brush:
        _rug(brush, rug)
        _stairs(brush, shade(wall, 0.35), rug)
        x0, _ = ROOM.at(-0.98, 0, ROOM.depth)
        x1, _ = ROOM.at(0.78, 0, ROOM.depth)
        top, low = ROOM.at(0, 5.0, 6.4)[1], ROOM.at(0, 0.1, 6.4)[1]
        curtain(scene, brush, x0 - 62, x0 + 18, top, low, rug, "left", -0.2)
        curtain(scene, brush, x1 - 18, x1 + 62, top, low, rug, "right", 0.2)
        brush.box(x0 - 74, top - 20, x1 + 74, top + 12, shade(GOLD, 0.1), shade(GOLD, -0.4), round=8)
        scene.relight(brush)
    with scene.layer(0.8) as brush:
        _chandelier(scene, brush, 500, 330)
        scene.shine(brush, 0.7)
    with scene.layer(1.4) as brush:
        _newel(brush)
        scene.relight(brush, shade(scene.mood.inside, -0.35), 0.3)


def _panels(brush: Brush, wall: RGBA) -> None:
    for quad in (ROOM.side(4.4, 6.2, 1.3, 5.2), ROOM.side(4.4, 6.2, 1.3, 5.2, 2.7)):
        brush.line([*quad, quad[0]], fade(GOLD, 190), 5)
        inner = inset(quad, 0.08, 0.03, 0.92, 0.97)
        brush.down(inner, shade(wall, 0.1), shade(wall, -0.12))


def _sconce(scene: Scene, brush: Brush) -> None:
    for x in (96.0, 905.0):
        brush.line(curve([(x - 24, 730), (x, 770), (x + 24, 730)], closed=False), shade(GOLD, -0.1), 7)
        brush.disc(x, 760, 13, shade(GOLD, 0.4), shade(GOLD, -0.4))
        for dx in (-24, 24):
            brush.bar(x + dx - 6, 686, x + dx + 6, 730, ink("fffaf0"), ink("e2d3ba"))


def _candle(scene: Scene, brush: Brush) -> None:
    burn = scene.mood.lamps
    for x in (72.0, 120.0, 881.0, 929.0):
        brush.oval(x, 674, 6, 13, ink("fff2c8", round(90 + 165 * burn)), 2)
        brush.glow(x, 674, 130, ink("ffbe6a", round(120 * burn)))


def _rug(brush: Brush, rug: RGBA) -> None:
    runner = ROOM.flat(-0.8, 0.8, 0.6, 6.0, 0.01)
    brush.down(runner, shade(rug, 0.1), shade(rug, -0.25))
    for x0, x1 in ((-0.74, -0.66), (0.66, 0.74)):
        brush.down(ROOM.flat(x0, x1, 0.6, 6.0, 0.01), shade(GOLD, 0.1), shade(GOLD, -0.3))


def _stairs(brush: Brush, stone: RGBA, rug: RGBA) -> None:
    """A flight that rises along the right wall towards the back."""
    steps = 13
    for i in reversed(range(steps)):
        z0 = 3.1 + i * 0.26
        rise = 0.19 * (i + 1)
        ROOM.block(brush, 1.45, 2.7, 0.0, rise, z0, z0 + 0.28, stone)
        brush.down(ROOM.back(1.75, 2.45, rise - 0.19, rise, z0 - 0.005), shade(rug, -0.05), shade(rug, -0.3))
        brush.down(ROOM.flat(1.75, 2.45, z0, z0 + 0.27, rise + 0.002), shade(rug, 0.05), shade(rug, 0.15))
    rail = []
    for i in range(steps + 1):
        z = 3.1 + i * 0.26
        x, y = ROOM.at(1.45, 0.19 * i, z)
        _, top = ROOM.at(1.45, 0.19 * i + 0.9, z)
        brush.line([(x, y), (x, top)], shade(GOLD, -0.45), 5)
        brush.line([(x - 1.5, y), (x - 1.5, top)], shade(GOLD, 0.25), 1.6)
        brush.oval(x, (y + top) / 2, 5.5, 11, shade(GOLD, -0.15))
        rail.append((x, top))
    brush.line(curve(rail, closed=False), ink("4a2a20"), 15)
    brush.line(curve([(x - 1, y - 4) for x, y in rail], closed=False), ink("a86a48"), 4)


def _chandelier(scene: Scene, brush: Brush, x: float, y: float) -> None:
    burn = 0.25 + 0.75 * scene.mood.lamps
    brush.line([(x, -30), (x, y - 120)], shade(GOLD, -0.4), 6)
    for ring, (radius, top) in enumerate(((92, y - 70), (176, y + 10), (240, y + 76))):
        for side in (-1, 1):
            arm = curve(
                [(x, y - 130 + ring * 40), (x + side * radius * 0.5, top + 46), (x + side * radius, top)], closed=False
            )
            brush.line(arm, shade(GOLD, -0.2), 5)
            brush.line(arm, shade(GOLD, 0.4), 1.6)
        count = 7 + 4 * ring
        for i in range(count):
            angle = math.pi * (0.04 + 0.92 * i / (count - 1))
            px, py = x - radius * math.cos(angle), top + 26 * math.sin(angle)
            brush.line([(px, py), (px, py + 34)], ink("eaf2ff", 150), 2)
            brush.oval(px, py + 38, 4.6, 9, ink("f4f8ff", 215))
            brush.bar(px - 4, py - 30, px + 4, py, ink("fff6e2"), ink("d8c6a2"))
            brush.oval(px, py - 38, 5, 11, ink("fff0c0", round(255 * burn)), 2)
            brush.glow(px, py - 36, 60, ink("ffc676", round(74 * burn)))
        brush.line(arc(x, top, radius, 26, 0, 180, 20), shade(GOLD, 0.05), 6)
    brush.disc(x, y + 132, 17, shade(GOLD, 0.5), shade(GOLD, -0.4))


def _newel(brush: Brush) -> None:
    wood = ink("5a3426")
    brush.bar(890, 1330, 1010, 1900, shade(wood, 0.2), wood, shade(wood, -0.6))
    brush.bar(868, 1290, 1032, 1340, shade(wood, 0.35), wood, shade(wood, -0.5), round=10)
    brush.disc(950, 1235, 74, shade(wood, 0.55), wood, shade(wood, -0.5))
    brush.line([(1050, 1300), (1200, 1200)], wood, 50)
