"""The harbour: a pier that runs out into the water, a lighthouse, boats that will not wait."""

import skia

from ..light import RGBA
from .brush import DARK, HIGH, Brush, curve, fade, ink, mix, ramp, shade
from .ground import sea, wet_floor
from .room import Room
from .scene import Scene
from .sky import paint_sky

PIER = Room(width=3.0, height=5.0, depth=22.0, eye=1.6, focal=860, horizon=830)


def paint_harbour(scene: Scene) -> None:
    """Paint the harbour: sea and headland with a lighthouse, moored boats, the planks of the pier, lamps along it."""
    scene.horizon, scene.indoors = PIER.horizon, False
    mood = scene.mood
    sun = 300.0
    scene.lamp(790, 560, 520, ink("ffe9b0"), 0.9)
    scene.lamp(150, 640, 640, ink("ffb868"), 1.0)
    scene.lit(-1, key=ink("ffc07a") if mood.dark else None, fill=mood.sky[1][1])
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, PIER.horizon, (sun, 330 if mood.hour in ("day", "night") else 740))
        sea(scene, brush, PIER.horizon, sun)
    with scene.layer(0.2) as brush:
        _headland(scene, brush)
    with scene.layer(0.4) as brush:
        for x, y, size in ((130, 905, 0.55), (430, 880, 0.34), (880, 960, 0.85)):
            _boat(scene, brush, x, y, size)
        scene.relight(brush)
    with scene.layer(0.7) as brush:
        _planks(scene, brush)
        for z in (7.5, 4.6, 3.1):
            for side in (-1, 1):
                _post(brush, side * 1.5, z)
        scene.relight(brush)
        wet_floor(scene, brush, 980, ink("ffb868"))
        for z in (9.0, 4.8):
            _lamp(scene, brush, z)
        scene.shine(brush, 0.6)
    with scene.layer(1.35) as brush:
        _near_post(brush)
        scene.relight(brush, shade(mood.outside, -0.4), 0.4)


def _dim(scene: Scene, colour: RGBA, haze: float) -> RGBA:
    o = scene.mood.outside
    return mix((colour[0] * o[0] // 255, colour[1] * o[1] // 255, colour[2] * o[2] // 255, 255), scene.mood.haze, haze)


def _headland(scene: Scene, brush: Brush) -> None:
    y = PIER.horizon
    rock = _dim(scene, ink("5c5f72"), 0.4)
    brush.fill(
        curve(
            [(520, y + 6), (600, y - 40), (690, y - 74), (800, y - 92), (930, y - 70), (1100, y - 90), (1100, y + 8)]
        ),
        rock,
    )
    brush.fill(curve([(640, y + 6), (740, y - 34), (850, y - 40), (1000, y - 24), (1100, y + 6)]), shade(rock, -0.16))
    white = _dim(scene, ink("f4ece0"), 0.15)
    x, top = 790.0, y - 300
    brush.across(
        [(x - 26, top + 40), (x + 26, top + 40), (x + 38, y - 84), (x - 38, y - 84)],
        shade(white, -0.1),
        white,
        shade(white, -0.45),
    )
    for v in (0.2, 0.55):
        a, b = top + 40 + v * 180, top + 40 + v * 180 + 32
        brush.fill(
            [(x - 27 - v * 10, a), (x + 27 + v * 10, a), (x + 29 + v * 10, b), (x - 29 - v * 10, b)],
            _dim(scene, ink("b8343a"), 0.15),
        )
    brush.box(x - 34, top + 30, x + 34, top + 42, _dim(scene, ink("33303c"), 0.1))
    burn = scene.mood.lamps
    brush.box(x - 18, top, x + 18, top + 32, mix(ink("8fa4b4"), ink("fff6cf"), burn))
    brush.fill([(x - 24, top), (x, top - 26), (x + 24, top)], _dim(scene, ink("8a2a30"), 0.15))
    brush.glow(x, top + 16, 190, ink("fff0c0", round(230 * burn)))
    for side in (-1, 1):
        brush.shaft(
            [(x, top + 10), (x, top + 22), (x + side * 700, top + 120), (x + side * 700, top - 60)],
            ink("fff0c0", round(78 * burn)),
            8,
        )


def _boat(scene: Scene, brush: Brush, x: float, y: float, s: float) -> None:
    hull = scene.pick(f"hull{x}", "2f5a7a", "8a3434", "e0d8c8", "3a6a5a")
    brush.pool(x, y + 34 * s, 190 * s, 20 * s, fade(DARK, 130))
    shape = curve(
        [
            (x - 170 * s, y - 26 * s),
            (x, y - 10 * s),
            (x + 180 * s, y - 40 * s),
            (x + 130 * s, y + 34 * s),
            (x - 130 * s, y + 34 * s),
        ],
        tension=9,
    )
    brush.paint(shape, _hull(hull, y, s))
    brush.line(
        curve([(x - 168 * s, y - 24 * s), (x, y - 8 * s), (x + 178 * s, y - 38 * s)], closed=False),
        ink("f0e8d8"),
        7 * s,
    )
    brush.box(x - 80 * s, y - 90 * s, x + 34 * s, y - 10 * s, ink("efe6d6"), ink("b8ac9c"), round=6 * s)
    for i in range(3):
        brush.box(
            x - 70 * s + i * 34 * s,
            y - 78 * s,
            x - 46 * s + i * 34 * s,
            y - 52 * s,
            ink("4a6a80"),
            ink("2c4456"),
            round=3 * s,
        )
    brush.line([(x + 50 * s, y - 14 * s), (x + 56 * s, y - 330 * s)], ink("5a4030"), 8 * s)
    brush.line([(x + 56 * s, y - 320 * s), (x + 176 * s, y - 36 * s)], ink("2a2430", 190), 2)
    brush.line([(x + 56 * s, y - 320 * s), (x - 160 * s, y - 24 * s)], ink("2a2430", 190), 2)


def _hull(colour: RGBA, y: float, s: float) -> skia.Paint:
    return ramp((0, y - 40 * s), (0, y + 34 * s), (shade(colour, 0.25), shade(colour, -0.45)))


def _planks(scene: Scene, brush: Brush) -> None:
    wood = scene.pick("planks", "8a6a52", "7a7068", "94745a")
    if scene.mood.weather == "snow":
        wood = mix(wood, ink("f4f6ff"), 0.82)
    brush.down(PIER.flat(-1.5, 1.5, 0.45, 24), shade(wood, 0.1), shade(wood, -0.2))
    dice = scene.dice("boards")
    z = 22.0
    while z > 0.9:
        brush.down(PIER.flat(-1.5, 1.5, z - 0.26, z), fade(shade(wood, dice.uniform(-0.3, 0.25)), 120), fade(wood, 30))
        brush.line([PIER.at(-1.5, 0, z), PIER.at(1.5, 0, z)], fade(DARK, 150), max(1.2, PIER.scale(z) * 0.016))
        z -= 0.28 if z < 8 else 0.6
    for x in (-1.5, 1.5):
        brush.line([PIER.at(x, 0.04, 24), PIER.at(x, 0.04, 0.7)], shade(wood, -0.5), 14)


def _post(brush: Brush, x: float, z: float) -> None:
    foot, head = PIER.at(x, -0.3, z), PIER.at(x, 0.95, z)
    wide = PIER.scale(z) * 0.1
    brush.bar(foot[0] - wide, head[1], foot[0] + wide, foot[1], ink("9a7a60"), ink("6a5040"), ink("2c2020"))
    brush.oval(foot[0], head[1], wide, wide * 0.3, ink("a88a70"))
    for i in range(3):
        y = head[1] + wide * (1.4 + i * 0.36)
        brush.line([(foot[0] - wide, y), (foot[0], y + wide * 0.16), (foot[0] + wide, y)], ink("d8c49a"), wide * 0.26)


def _lamp(scene: Scene, brush: Brush, z: float) -> None:
    burn, unit = scene.mood.lamps, PIER.scale(z)
    foot, head = PIER.at(-1.35, 0, z), PIER.at(-1.35, 3.1, z)
    brush.line([foot, head], ink("1c1c28"), unit * 0.09)
    brush.box(
        head[0] - unit * 0.13,
        head[1] - unit * 0.3,
        head[0] + unit * 0.13,
        head[1],
        mix(ink("5c6470"), ink("ffedbe"), burn),
        round=unit * 0.05,
    )
    brush.fill(
        [
            (head[0] - unit * 0.2, head[1] - unit * 0.3),
            (head[0], head[1] - unit * 0.46),
            (head[0] + unit * 0.2, head[1] - unit * 0.3),
        ],
        ink("1c1c28"),
    )
    brush.glow(head[0], head[1] - unit * 0.15, unit * 2.0, ink("ffbe6e", round(190 * burn)))
    brush.pool(foot[0] + unit * 0.4, foot[1], unit * 1.5, unit * 0.3, ink("ffbe6e", round(70 * burn)))


def _near_post(brush: Brush) -> None:
    brush.bar(860, 1240, 1010, HIGH + 100, ink("5a4638"), ink("3c2c26"), ink("120c10"))
    brush.oval(935, 1240, 75, 22, ink("6e5646"))
    for i in range(4):
        brush.line(
            curve([(852, 1330 + i * 34), (935, 1352 + i * 34), (1018, 1330 + i * 34)], closed=False), ink("8a7858"), 28
        )
    brush.line(curve([(1018, 1440), (1100, 1560), (1200, 1540)], closed=False), ink("8a7858"), 28)
