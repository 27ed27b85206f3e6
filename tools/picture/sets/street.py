"""The street: wet asphalt, shop signs, lamps that recede until they are only points."""

import random

from ..light import RGBA
from .brush import DARK, HIGH, Brush, Point, fade, ink, inset, mix, shade, within
from .ground import snow_floor, wet_floor
from .room import NEAREST, Room
from .scene import Scene
from .sky import paint_sky, skyline

ROAD = Room(width=5.2, height=9.0, depth=16.0, eye=1.5, focal=860, horizon=850)


def paint_street(scene: Scene) -> None:
    """Paint the street: houses on both sides in perspective, shop windows on the left, a row of street lamps."""
    scene.horizon, scene.indoors = ROAD.horizon, False
    mood = scene.mood
    neon = scene.pick("neon", "ff4f87", "39c8ff", "ff9d3c", "7dff9a")
    scene.lamp(120, 880, 640, ink("ffb662"), 1.0)
    scene.lamp(850, 700, 520, neon, 0.9)
    scene.lit(-1, key=None if mood.hour == "day" else ink("ffbc78"), fill=neon if mood.lamps > 0.5 else None)
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, ROAD.horizon, (520, 300 if mood.hour in ("day", "night") else 760))
        skyline(scene, brush, ROAD.horizon + 10, 330, mix(ink("5f6a90"), mood.haze, 0.66), "far", (30, 70), 0.7)
    with scene.layer(0.4) as brush:
        _ground(brush)
        snow_floor(scene, brush, ROAD.horizon)
        _row(scene, brush, -1)
        _row(scene, brush, 1)
        scene.relight(brush)
        _windows(scene, brush)
        thick = 90 if mood.weather != "fog" else 190
        scene.veil(brush, ROAD.horizon + 340, ROAD.horizon - 20, thick)
        scene.veil(brush, ROAD.horizon - 480, ROAD.horizon - 20, thick)
        wet_floor(scene, brush, ROAD.horizon + 60, neon)
    with scene.layer(0.65) as brush:
        _shopfront(scene, brush, neon)
        _parked(scene, brush)
        for z in (11.0, 7.6, 5.2):
            _lamp_post(scene, brush, z)
        scene.shine(brush, 0.8)
    with scene.layer(1.35) as brush:
        _bollard(brush)
        scene.relight(brush, shade(mood.outside, -0.4), 0.3)


def _ground(brush: Brush) -> None:
    brush.box(-4000, ROAD.horizon - 2, 5000, HIGH + 10, ink("8f8b98"), ink("6a6674"))
    brush.down(ROAD.flat(-1.5, 1.5, NEAREST, 60), ink("6c6b7c"), ink("474652"))
    for x in (-1.5, 1.5):
        brush.line([ROAD.at(x, 0.06, 60), ROAD.at(x, 0.06, 0.9)], ink("b8b2bc"), 6)
    for i in range(9):
        x = -1.42 + i * 0.33
        brush.fill(ROAD.flat(x, x + 0.19, 1.55, 2.5), ink("e6e0d4", 150))
    for z in (3, 4.4, 6.4, 9, 13):
        brush.fill(ROAD.flat(-0.06, 0.06, z, z + 0.9), ink("dfd8cc", 190))


def _houses(scene: Scene, side: int) -> list[tuple[float, float, float, RGBA]]:
    """Return the houses of one side, far to near: nearest z, farthest z, height, colour."""
    dice = scene.dice(f"row{side}")
    houses, z = [], 15.5
    while z > 1.2:
        deep, tall = dice.uniform(1.8, 3.2), dice.uniform(4.8, 9.5)
        tone = ink(dice.choice(("8a6a5e", "78707e", "9a8872", "6a7484", "8c5c54", "a59684")))
        houses.append((max(NEAREST, z - deep), z, tall, tone))
        z -= deep
    return houses


def _row(scene: Scene, brush: Brush, side: int) -> None:
    x = side * ROAD.width / 2
    for near, far, tall, tone in _houses(scene, side):
        end = ROAD.back(min(x, x * 4), max(x, x * 4), 0, tall, near)
        brush.down(end, shade(tone, -0.2), shade(tone, -0.45))
        quad = ROAD.side(near, far, 0, tall, x)
        brush.down(quad, shade(tone, 0.1), shade(tone, -0.3))
        brush.down(ROAD.side(near, far, tall - 0.3, tall, x), shade(tone, 0.35), shade(tone, -0.1))
        brush.down(ROAD.side(near, far, 2.75, 2.95, x), shade(tone, 0.25), shade(tone, -0.2))
        for u in (0, 1):
            brush.line([within(quad, u, 0), within(quad, u, 1)], fade(DARK, 100), 3)


def _windows(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("panes")
    for side in (-1, 1):
        for near, far, tall, _ in _houses(scene, side):
            count = max(1, int((far - near) / 0.95))
            step = (far - near) / count
            for storey in range(int((tall - 3.4) / 1.45)):
                for i in range(count):
                    z = near + step * (i + 0.26)
                    low = 3.3 + storey * 1.45
                    pane = ROAD.side(z, z + step * 0.48, low, low + 0.9, side * ROAD.width / 2)
                    _pane(scene, brush, dice, pane, ROAD.scale(z))


def _pane(scene: Scene, brush: Brush, dice: random.Random, pane: list[Point], unit: float) -> None:
    burns = dice.random() < 0.12 + scene.mood.lit * 0.6
    tone = mix(ink("ffb35c"), ink("fff0cf"), dice.random())
    brush.line([*pane, pane[0]], fade(DARK, 120), unit * 0.05)
    if burns and scene.mood.lamps > 0.3:
        brush.down(pane, shade(tone, 0.1), shade(tone, -0.25))
        brush.glow(*within(pane, 0.5, 0.5), unit * 0.9, fade(tone, 60))
    else:
        brush.down(pane, fade(shade(scene.mood.sky[1][1], -0.2), 200), fade(shade(scene.mood.sky[-1][1], -0.45), 200))
    brush.line([within(pane, 0.5, 0), within(pane, 0.5, 1)], fade(DARK, 120), unit * 0.03)


def _shopfront(scene: Scene, brush: Brush, neon: RGBA) -> None:
    x = ROAD.width / 2
    tone = scene.pick("awning", "a8323a", "2d5c56", "34487a", "8a5a2a")
    burn = 0.3 + 0.7 * scene.mood.lamps
    glass = ROAD.side(3.2, 5.6, 0.45, 2.2, x)
    brush.down(ROAD.side(2.9, 5.9, 0.0, 2.6, x), shade(tone, -0.55), shade(tone, -0.75))
    brush.down(glass, mix(ink("50566a"), ink("ffe0a0"), burn), mix(ink("30343f"), ink("e09a4c"), burn))
    for u in (0.25, 0.5, 0.75):
        brush.line([within(glass, u, 0), within(glass, u, 1)], shade(tone, -0.7), 6)
    dice = scene.dice("goods")
    for i in range(9):
        gx, gy = within(glass, 0.05 + i * 0.105, 0.86)
        brush.oval(gx, gy - 14, dice.uniform(8, 16), dice.uniform(14, 40), fade(DARK, 130), 3)
    a, b = ROAD.at(x, 2.65, 5.8), ROAD.at(x, 2.65, 3.0)
    c, d = ROAD.at(x - 0.75, 2.15, 3.0), ROAD.at(x - 0.75, 2.15, 5.8)
    for i in range(8):
        stripe = inset([a, b, c, d], i / 8, 0, (i + 1) / 8, 1)
        colour = tone if i % 2 else ink("eee4d4")
        lit = mix(colour, shade(colour, -0.7), 0.75 if scene.mood.dark else 0.2)
        brush.down(stripe, shade(lit, 0.1), shade(lit, -0.25))
    brush.shaft(
        [within(glass, 0, 0), within(glass, 1, 0), ROAD.at(0.6, 0, 2.6), ROAD.at(0.6, 0, 5.4)],
        ink("ffc068", round(70 * burn)),
        20,
    )
    sx, sy = ROAD.at(x - 0.42, 3.6, 5.0)
    brush.box(sx - 38, sy - 120, sx + 38, sy + 90, ink("14121f"), round=10)
    brush.line(
        [(sx - 38, sy - 120), (sx + 38, sy - 120), (sx + 38, sy + 90), (sx - 38, sy + 90), (sx - 38, sy - 120)],
        fade(neon, 255 * burn),
        4,
    )
    for y in (-80, -25, 30):
        brush.line(
            [(sx - 18, sy + y), (sx + 18, sy + y), (sx, sy + y + 26), (sx - 18, sy + y + 34)],
            fade(shade(neon, 0.4), 255 * burn),
            4,
        )
    brush.glow(sx, sy, 260, fade(neon, 140 * burn))


def _parked(scene: Scene, brush: Brush) -> None:
    paint = scene.pick("parked", "34507a", "7a2e34", "4a4c54", "b8b0a4", "2f5a50")
    o = scene.mood.outside
    lit = (paint[0] * o[0] // 255, paint[1] * o[1] // 255, paint[2] * o[2] // 255, 255)
    x, y = ROAD.at(1.55, 0, 5.4)
    u = ROAD.scale(5.4)
    brush.pool(x, y, u * 0.95, u * 0.16, fade(DARK, 210))
    for side in (-1, 1):
        brush.box(
            x + side * u * 0.52 - u * 0.12,
            y - u * 0.3,
            x + side * u * 0.52 + u * 0.12,
            y,
            ink("14121a"),
            round=u * 0.05,
        )
    cabin = [
        (x - u * 0.5, y - u * 0.76),
        (x - u * 0.36, y - u * 1.2),
        (x + u * 0.36, y - u * 1.2),
        (x + u * 0.5, y - u * 0.76),
    ]
    brush.down(cabin, shade(lit, 0.1), shade(lit, -0.2))
    brush.down(inset(cabin, 0.08, 0.14, 0.92, 0.94), shade(scene.mood.sky[1][1], -0.1), fade(DARK, 255))
    brush.box(
        x - u * 0.7, y - u * 0.8, x + u * 0.7, y - u * 0.18, shade(lit, 0.28), lit, shade(lit, -0.5), round=u * 0.14
    )
    brush.box(x - u * 0.24, y - u * 0.5, x + u * 0.24, y - u * 0.36, ink("d8d4cc", 170), round=3)
    for side in (-1, 1):
        brush.box(
            x + side * u * 0.54 - u * 0.13,
            y - u * 0.64,
            x + side * u * 0.54 + u * 0.13,
            y - u * 0.5,
            ink("c8242c"),
            round=4,
        )
        brush.glow(x + side * u * 0.54, y - u * 0.57, u * 0.7, ink("ff4a40", round(170 * scene.mood.lamps)))


def _lamp_post(scene: Scene, brush: Brush, z: float) -> None:
    burn = scene.mood.lamps
    foot, head = ROAD.at(-1.75, 0, z), ROAD.at(-1.75, 3.9, z)
    unit = ROAD.scale(z)
    metal = mix(ink("2c2a36"), scene.mood.haze, min(0.55, z / 26))
    brush.line([foot, head], metal, unit * 0.1)
    arm = ROAD.at(-1.25, 4.0, z)
    brush.line([head, arm], metal, unit * 0.07)
    brush.box(arm[0] - unit * 0.16, arm[1], arm[0] + unit * 0.16, arm[1] + unit * 0.1, metal, round=3)
    brush.oval(arm[0], arm[1] + unit * 0.12, unit * 0.13, unit * 0.06, mix(ink("8a8a90"), ink("fff2cf"), burn))
    brush.glow(arm[0], arm[1] + unit * 0.12, unit * 2.0, ink("ffbe6e", round(170 * burn)))
    low = ROAD.at(-1.2, 0, z)
    brush.shaft(
        [(arm[0] - 4, arm[1]), (arm[0] + 4, arm[1]), (low[0] + unit * 1.3, low[1]), (low[0] - unit * 1.3, low[1])],
        ink("ffbe6e", round(46 * burn)),
        unit * 0.18,
    )


def _bollard(brush: Brush) -> None:
    iron = ink("3c3a48")
    brush.bar(30, 1420, 130, 1900, shade(iron, 0.25), iron, shade(iron, -0.6), round=18)
    brush.bar(18, 1460, 142, 1496, shade(iron, 0.3), iron, shade(iron, -0.5), round=12)
