"""The courtroom: the bench stands higher than everybody, the seal above it, light from one side."""

import math

from ..light import RGBA
from .brush import DARK, Brush, arc, fade, ink, inset, shade
from .fittings import sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=5.2, height=5.2, depth=6.2, eye=1.45, horizon=850)
GOLD = ink("d6ab5a")


def paint_courtroom(scene: Scene) -> None:
    """Paint the courtroom: the judge's bench ahead under the seal, tall windows on the left, the rail near us."""
    scene.horizon = ROOM.horizon
    wood = scene.pick("wood", "7a4a30", "64422f", "8a5a3a", "5c3a34")
    plaster = scene.pick("plaster", "d6cab4", "c6ccc6", "d8c4ac")
    scene.lamp(500, 480, 520, ink("ffc884"), 0.75)
    scene.lamp(250, 780, 280, ink("ffc070"), 0.6)
    scene.lamp(750, 780, 280, ink("ffc070"), 0.6)
    scene.daylight(80, 560, 980)
    scene.lit(-1, key=ink("ffd09a") if scene.mood.dark else None)
    outside(scene, "city", (120, 480), 960)
    panes = [ROOM.side(z, z + 0.8, 1.5, 4.4) for z in (4.1, 5.2)]
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, plaster, ink("8a6a4c"), shade(plaster, 0.1))
        ROOM.planks(brush, ink("8a6a4c"), 0.3, 60)
        _panelling(brush, wood)
        ROOM.skirting(brush, shade(plaster, 0.3), 4.8, 5.2)
        _seal(brush, *ROOM.at(0, 3.55, ROOM.depth))
        for pane in panes:
            window(scene, brush, pane, ink("4a342a"), (2, 4), 0.05)
        scene.relight(brush)
        for z, pane in zip((2.2, 3.4), panes, strict=True):
            sunlight(scene, brush, pane, ROOM.flat(-1.6, 0.9, z, z + 1.0), 0.9)
    with scene.layer(0.6) as brush:
        for x in (-1.75, 1.75):
            _flag(scene, brush, x)
        _bench(scene, brush, wood)
        scene.relight(brush)
        for x in (318.0, 682.0):
            _bench_lamp(scene, brush, x)
        scene.shine(brush, 0.5)
    with scene.layer(0.85) as brush:
        for x0, x1 in ((-2.0, -0.55), (0.55, 2.0)):
            ROOM.block(brush, x0, x1, 0.0, 0.76, 2.7, 3.3, shade(wood, 0.04))
        scene.relight(brush)
    with scene.layer(1.3) as brush:
        _rail(brush, wood)
        scene.relight(brush, shade(scene.mood.inside, -0.3), 0.4)


def _panelling(brush: Brush, wood: RGBA) -> None:
    ROOM.skirting(brush, wood, 0.0, 2.5)
    ROOM.skirting(brush, shade(wood, 0.25), 2.5, 2.62)
    for i in range(7):
        x = -2.5 + i * 0.72
        panel = ROOM.back(x, x + 0.6, 0.25, 2.35)
        brush.down(panel, shade(wood, -0.2), shade(wood, -0.05))
        brush.line([panel[3], panel[0], panel[1]], shade(wood, -0.5), 3)
        brush.line([panel[1], panel[2], panel[3]], shade(wood, 0.3), 2)
    tall = ROOM.back(-1.15, 1.15, 0.0, 4.75)
    brush.down(tall, shade(wood, 0.1), shade(wood, -0.2))
    for u0, u1 in ((0.0, 0.1), (0.9, 1.0)):
        post = inset(tall, u0, 0, u1, 1)
        brush.across(post, shade(wood, -0.2), shade(wood, 0.3), shade(wood, -0.4))
    brush.down(inset(tall, -0.04, -0.03, 1.04, 0.04), shade(wood, 0.4), shade(wood, -0.3))


def _seal(brush: Brush, x: float, y: float) -> None:
    brush.oval(x + 4, y + 8, 92, 92, fade(DARK, 140), 10)
    brush.disc(x, y, 90, shade(GOLD, 0.6), GOLD, shade(GOLD, -0.5))
    brush.disc(x, y, 70, ink("33507a"), ink("1c2c50"))
    for i in range(16):
        a = math.radians(i * 22.5)
        brush.disc(x + 80 * math.cos(a), y + 80 * math.sin(a), 4, shade(GOLD, 0.7), shade(GOLD, -0.2))
    bright = shade(GOLD, 0.35)
    brush.line([(x, y - 46), (x, y + 40)], bright, 6)
    brush.line([(x - 46, y - 26), (x + 46, y - 26)], bright, 5)
    brush.line([(x - 24, y + 42), (x + 24, y + 42)], bright, 7)
    for side in (-1, 1):
        brush.line([(x + side * 46, y - 26), (x + side * 28, y + 8)], bright, 2.4)
        brush.line([(x + side * 46, y - 26), (x + side * 62, y + 8)], bright, 2.4)
        brush.fill(arc(x + side * 45, y + 8, 19, 14, 0, 180, 12), bright)


def _flag(scene: Scene, brush: Brush, x: float) -> None:
    cloth = scene.pick("flag", "7c2030", "22406e", "2a5a44")
    foot, top = ROOM.at(x, 0.0, 5.6), ROOM.at(x, 3.0, 5.6)
    brush.line([foot, top], shade(GOLD, -0.25), 8)
    brush.disc(top[0], top[1], 10, shade(GOLD, 0.6), shade(GOLD, -0.4))
    for i in range(4):
        x0 = top[0] - 34 + i * 18
        brush.across(
            [(x0, top[1] + 16), (x0 + 19, top[1] + 16), (x0 + 14, top[1] + 260), (x0 - 4, top[1] + 240)],
            shade(cloth, -0.35),
            shade(cloth, 0.2),
            shade(cloth, -0.4),
        )


def _bench(scene: Scene, brush: Brush, wood: RGBA) -> None:
    chair = ROOM.back(-0.34, 0.34, 1.2, 2.35, 5.6)
    brush.down(chair, ink("4a2026"), ink("2a1016"))
    brush.line([*chair, chair[0]], shade(wood, -0.3), 9)
    ROOM.block(brush, -1.5, 1.5, 0.0, 1.0, 4.4, 5.2, wood)
    ROOM.block(brush, -1.15, 1.15, 0.0, 1.62, 4.75, 5.3, shade(wood, 0.08))
    brush.down(ROOM.back(-1.24, 1.24, 1.58, 1.68, 4.7), shade(wood, 0.45), shade(wood, -0.1))
    front = ROOM.back(-1.15, 1.15, 1.0, 1.58, 4.75)
    low = ROOM.back(-1.5, 1.5, 0.05, 0.94, 4.4)
    for quad, count in ((front, 5), (low, 6)):
        for i in range(count):
            panel = inset(quad, (i + 0.12) / count, 0.16, (i + 0.88) / count, 0.86)
            brush.down(panel, shade(wood, -0.38), shade(wood, -0.16))
            brush.line([panel[1], panel[2], panel[3]], shade(wood, 0.3), 2)
    x, y = ROOM.at(0.45, 1.7, 4.75)
    brush.box(x - 26, y - 8, x + 26, y, ink("4a2a1c"), ink("2a160f"), round=3)
    with brush.at(x, y - 14, 1, 1, -16):
        brush.bar(-16, -22, 16, -2, ink("a8683c"), ink("5a301c"), round=4)
        brush.line([(14, -12), (64, -12)], ink("8a5230"), 7)


def _bench_lamp(scene: Scene, brush: Brush, x: float) -> None:
    burn = scene.mood.lamps
    _, y = ROOM.at(0, 1.68, 4.75)
    brush.line([(x, y), (x, y - 46)], GOLD, 4)
    brush.box(x - 32, y - 62, x + 32, y - 44, ink("2f8a5a"), ink("1a5a3a"), round=8)
    brush.box(x - 26, y - 46, x + 26, y - 42, ink("fff0c0", round(90 + 165 * burn)))
    brush.glow(x, y - 36, 120, ink("ffd48a", round(120 * burn)), 0.7)


def _rail(brush: Brush, wood: RGBA) -> None:
    brush.box(-200, 1500, 1200, 1552, shade(wood, 0.2), shade(wood, -0.5), round=10)
    for i in range(9):
        x = 10 + i * 122
        brush.bar(x - 15, 1552, x + 15, 1900, shade(wood, 0.05), shade(wood, -0.2), shade(wood, -0.65))
        brush.oval(x, 1640, 24, 34, shade(wood, -0.3))
