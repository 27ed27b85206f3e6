"""The palace: a throne at the end of a red way, columns like trees, gold in every corner."""

import math

from ..light import RGBA
from .brush import DARK, Brush, arc, curve, fade, ink, mix, ramp, shade
from .room import Room
from .scene import Scene

ROOM = Room(width=6.2, height=6.8, depth=8.2, eye=1.5, focal=860, horizon=880)
GOLD = ink("dcae52")


def paint_palace(scene: Scene) -> None:
    """Paint the throne hall: throne on its steps under a golden sun, columns, braziers, light from high windows."""
    scene.horizon = ROOM.horizon
    cloth = scene.pick("cloth", "9c1f2e", "2a3f8a", "5c2a80", "1f6a58")
    stone = scene.pick("stone", "8a6a5c", "6a6478", "7a7458", "9a8468")
    scene.lamp(500, 560, 620, ink("ffcf7a"), 0.55 + 0.45 * scene.mood.lamps, always=True)
    for x in (165.0, 835.0):
        scene.lamp(x, 900, 460, ink("ff9a48"), 1.0)
    scene.daylight(90, 380, 900)
    scene.lit(-1, key=None if scene.mood.hour == "day" else ink("ffb86a"), fill=cloth if scene.mood.dark else None)
    with scene.layer(0.25) as brush:
        ROOM.shell(brush, stone, shade(stone, -0.1), shade(stone, -0.55))
        ROOM.tiles(brush, shade(stone, 0.05), 0.7, check=0.3)
        _back_wall(brush, stone)
        scene.relight(brush)
        _sun(scene, brush, *ROOM.at(0, 3.7, ROOM.depth))
        _high_light(scene, brush)
    with scene.layer(0.45) as brush:
        _throne(brush, cloth)
        scene.relight(brush)
        scene.shine(brush, 0.45)
    with scene.layer(0.66) as brush:
        brush.down(ROOM.flat(-0.75, 0.75, 0.6, 6.4, 0.01), shade(cloth, 0.12), shade(cloth, -0.3))
        for x in (-0.7, 0.64):
            brush.down(ROOM.flat(x, x + 0.06, 0.6, 6.4, 0.012), GOLD, shade(GOLD, -0.3))
        for z in (6.8, 5.2, 3.9):
            for side in (-1, 1):
                _column(brush, side * 2.35, z, stone, cloth)
        scene.relight(brush)
        for side in (-1, 1):
            _brazier(scene, brush, *ROOM.at(side * 1.55, 0.9, 4.4))
    with scene.layer(1.35) as brush:
        brush.bar(-200, -20, 150, 1900, shade(stone, -0.3), shade(stone, 0.05), shade(stone, -0.6))
        for x in (88, 116, 136):
            brush.line([(x, -20), (x, 1900)], fade(DARK, 90), 7, 3)
        scene.relight(brush, shade(scene.mood.inside, -0.4), 0.5)


def _back_wall(brush: Brush, stone: RGBA) -> None:
    niche = ROOM.back(-1.9, 1.9, 0.0, 5.6)
    brush.down(niche, shade(stone, -0.25), shade(stone, -0.5))
    brush.line([niche[3], niche[0], niche[1], niche[2]], GOLD, 9)
    brush.line([niche[3], niche[0], niche[1], niche[2]], shade(GOLD, 0.5), 2.5)
    ROOM.skirting(brush, GOLD, 5.85, 5.98)
    ROOM.skirting(brush, shade(GOLD, -0.4), 6.1, 6.18)
    for i in range(25):
        x = -3.0 + i * 0.25
        mark = ROOM.at(x, 6.04, ROOM.depth)
        brush.disc(*mark, 5, shade(GOLD, 0.4), shade(GOLD, -0.4))


def _sun(scene: Scene, brush: Brush, x: float, y: float) -> None:
    burn = 0.65 + 0.35 * scene.mood.lamps
    brush.glow(x, y, 420, ink("ffc868", round(150 * burn)))
    for i in range(28):
        a = math.radians(i * 360 / 28)
        long = 168 if i % 2 else 132
        side = math.radians(4.2)
        ray = [
            (x + 78 * math.cos(a - side), y + 78 * math.sin(a - side)),
            (x + long * math.cos(a), y + long * math.sin(a)),
            (x + 78 * math.cos(a + side), y + 78 * math.sin(a + side)),
        ]
        brush.fill(ray, shade(GOLD, 0.2 if i % 2 else -0.1))
    brush.disc(x, y, 84, ink("fff2c4"), GOLD, shade(GOLD, -0.4))
    brush.disc(x, y, 60, shade(GOLD, 0.3), shade(GOLD, -0.3))
    brush.line(arc(x, y, 72, 72, 0, 360, 40), shade(GOLD, -0.5), 3)


def _high_light(scene: Scene, brush: Brush) -> None:
    power = {"day": 84.0, "dusk": 96.0, "night": 44.0, "dawn": 80.0}[scene.mood.hour]
    power *= 1 if scene.mood.weather == "clear" else 0.4
    for i in range(3):
        x = -40 + i * 120
        brush.shaft([(x, 120), (x + 90, 120), (x + 560, 1240), (x + 330, 1240)], fade(scene.mood.sun, power), 30)


def _steps(brush: Brush, cloth: RGBA) -> None:
    for i in range(4):
        z = 6.2 + i * 0.3
        ROOM.block(brush, -1.5 + i * 0.14, 1.5 - i * 0.14, 0.0, 0.2 * (i + 1), z, z + 0.9, ink("b09a84"))
        brush.down(ROOM.back(-0.6, 0.6, 0.2 * i, 0.2 * (i + 1), z - 0.01), shade(cloth, 0.1), shade(cloth, -0.25))


def _throne(brush: Brush, cloth: RGBA) -> None:
    _steps(brush, cloth)
    x, y = ROOM.at(0, 0.8, 7.3)
    unit = ROOM.scale(7.3)
    back = [
        (x - unit * 0.5, y),
        (x - unit * 0.56, y - unit * 1.5),
        (x - unit * 0.34, y - unit * 1.85),
        (x, y - unit * 2.2),
        (x + unit * 0.34, y - unit * 1.85),
        (x + unit * 0.56, y - unit * 1.5),
        (x + unit * 0.5, y),
    ]
    brush.fill(curve(back, tension=9), fade(DARK, 160), 12)
    brush.paint(
        curve(back, tension=9),
        ramp((x - 60, 0), (x + 60, 0), (shade(GOLD, -0.3), shade(GOLD, 0.5), shade(GOLD, -0.45))),
    )
    inner = [(px + (x - px) * 0.24, py + (y - unit * 0.9 - py) * 0.2) for px, py in back]
    brush.paint(curve(inner, tension=9), ramp((0, y - unit * 2), (0, y), (shade(cloth, 0.2), shade(cloth, -0.4))))
    brush.box(
        x - unit * 0.56,
        y - unit * 0.55,
        x + unit * 0.56,
        y - unit * 0.3,
        shade(cloth, 0.25),
        shade(cloth, -0.3),
        round=10,
    )
    brush.box(x - unit * 0.52, y - unit * 0.32, x + unit * 0.52, y, shade(GOLD, 0.1), shade(GOLD, -0.5))
    for side in (-1, 1):
        brush.bar(
            x + side * unit * 0.58 - 10,
            y - unit * 0.8,
            x + side * unit * 0.58 + 10,
            y,
            shade(GOLD, 0.4),
            GOLD,
            shade(GOLD, -0.5),
        )
        brush.disc(x + side * unit * 0.58, y - unit * 0.84, 14, shade(GOLD, 0.7), GOLD, shade(GOLD, -0.5))
    brush.disc(x, y - unit * 2.2, 15, ink("ffd0d8"), ink("d0203c"), ink("5a0418"))


def _column(brush: Brush, x: float, z: float, stone: RGBA, cloth: RGBA) -> None:
    foot, head = ROOM.at(x, 0, z), ROOM.at(x, 5.8, z)
    wide = ROOM.scale(z) * 0.26
    tone = mix(stone, shade(stone, -0.4), max(0.0, (z - 3.5) / 9))
    brush.pool(foot[0], foot[1], wide * 2.2, wide * 0.5, fade(DARK, 170))
    brush.bar(
        foot[0] - wide, head[1], foot[0] + wide, foot[1], shade(tone, -0.3), shade(tone, 0.3), tone, shade(tone, -0.55)
    )
    for i in range(-2, 3):
        brush.line([(foot[0] + i * wide * 0.38, head[1]), (foot[0] + i * wide * 0.38, foot[1])], fade(DARK, 50), 2.4)
    for y, tall in ((head[1], 0.9), (foot[1] - wide * 0.9, 0.9)):
        brush.bar(
            foot[0] - wide * 1.3,
            y,
            foot[0] + wide * 1.3,
            y + wide * tall,
            shade(GOLD, -0.3),
            shade(GOLD, 0.4),
            shade(GOLD, -0.5),
        )
    top = head[1] + wide * 1.4
    banner = [
        (foot[0] - wide * 0.62, top),
        (foot[0] + wide * 0.62, top),
        (foot[0] + wide * 0.62, top + wide * 6),
        (foot[0], top + wide * 7),
        (foot[0] - wide * 0.62, top + wide * 6),
    ]
    brush.fill([(px + 5, py + 7) for px, py in banner], fade(DARK, 120), 6)
    brush.across(banner, shade(cloth, -0.2), shade(cloth, 0.2), shade(cloth, -0.35))
    brush.disc(foot[0], top + wide * 3, wide * 0.34, shade(GOLD, 0.6), GOLD, shade(GOLD, -0.4))


def _brazier(scene: Scene, brush: Brush, x: float, y: float) -> None:
    burn = 0.35 + 0.65 * scene.mood.lamps
    brush.line([(x - 40, y + 170), (x, y + 30), (x + 40, y + 170)], ink("3a2a24"), 9)
    brush.fill(arc(x, y, 56, 44, 0, 180, 16), ink("4a362c"))
    brush.oval(x, y, 56, 12, ink("ffb45a", round(120 + 135 * burn)))
    for dx, tall, tone in ((-22, 60, "ff7a2a"), (20, 70, "ff8a30"), (0, 110, "ffb040"), (-6, 64, "fff0a8")):
        flame = curve(
            [
                (x + dx - 20, y),
                (x + dx - 13, y - tall * 0.45),
                (x + dx + 3, y - tall),
                (x + dx + 15, y - tall * 0.4),
                (x + dx + 20, y),
            ]
        )
        brush.fill(flame, ink(tone, round(215 * burn)), 5)
    brush.glow(x, y - 40, 300, ink("ff9a48", round(150 * burn)))
