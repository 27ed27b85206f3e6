"""The rooftop: the whole city below, a parapet to lean on, and nowhere else to go."""

from ..light import RGBA
from .brush import DARK, HIGH, Brush, arc, curve, fade, ink, mix, shade
from .ground import wet_floor
from .scene import Scene
from .sky import LEFT, RIGHT, hills, paint_sky, skyline

HORIZON = 860.0


def paint_rooftop(scene: Scene) -> None:
    """Paint the rooftop: sky over three rows of city, railing, a water tower and a warm door lamp."""
    scene.horizon, scene.indoors = HORIZON, False
    mood = scene.mood
    neon = scene.pick("neon", "ff5d8f", "4fd0ff", "ffb347", "b06bff")
    scene.lamp(60, 900, 620, ink("ffb05e"), 1.0)
    scene.lamp(820, 900, 520, neon, 0.9)
    scene.lit(
        1 if not mood.dark else -1, key=None if not mood.dark else ink("ffb277"), fill=neon if mood.dark else None
    )
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, HORIZON + 20, (740, 300 if mood.hour in ("day", "night") else 700))
        hills(scene, brush, HORIZON - 40, 90, mix(ink("4c5c86"), mood.haze, 0.72), "hills")
    with scene.layer(0.12) as brush:
        skyline(scene, brush, HORIZON + 60, 360, _towers(scene, ink("5d6890"), 0.66), "far", (40, 92), 0.8)
        scene.veil(brush, HORIZON - 260, HORIZON + 60, 150)
    with scene.layer(0.28) as brush:
        skyline(scene, brush, HORIZON + 180, 430, _towers(scene, ink("3d4468"), 0.36), "middle", (80, 150), 1.2)
        scene.veil(brush, HORIZON - 160, HORIZON + 180, 120)
        _sign(scene, brush, neon)
    with scene.layer(0.7) as brush:
        _tower(brush)
        _parapet(scene, brush)
        _paving(scene, brush)
        scene.relight(brush)
        _door_lamp(scene, brush)
        _string_lights(scene, brush)
        wet_floor(scene, brush, 1150, neon)
    with scene.layer(1.3) as brush:
        _pipes(brush)
        scene.relight(brush, shade(mood.outside, -0.3), 0.4)


def _towers(scene: Scene, colour: RGBA, haze: float) -> RGBA:
    mood = scene.mood
    lit = mix(
        colour,
        (
            colour[0] * mood.outside[0] // 255,
            colour[1] * mood.outside[1] // 255,
            colour[2] * mood.outside[2] // 255,
            255,
        ),
        0.9,
    )
    return mix(lit, mood.haze, haze if not mood.dark else haze * 0.45)


def _sign(scene: Scene, brush: Brush, neon: RGBA) -> None:
    burn = max(0.3, scene.mood.lamps)
    brush.box(770, 690, 880, 900, ink("14142a"), ink("1c1a34"), round=6)
    brush.line([(770, 690), (880, 690), (880, 900), (770, 900), (770, 690)], fade(neon, 255 * burn), 5)
    for y in (735, 795, 855):
        brush.line([(794, y - 18), (856, y - 18), (825, y + 18), (794, y + 18)], fade(shade(neon, 0.35), 250 * burn), 5)
    brush.glow(825, 795, 300, fade(neon, 150 * burn))


def _tower(brush: Brush) -> None:
    wood = ink("7a5a4a")
    for x in (116, 176, 244, 300):
        brush.line([(x, 760), (x + (x - 208) * 0.22, 1130)], shade(wood, -0.5), 11)
    brush.line([(120, 900), (300, 1010)], shade(wood, -0.5), 6)
    brush.line([(300, 900), (112, 1010)], shade(wood, -0.5), 6)
    brush.bar(96, 540, 320, 770, shade(wood, 0.05), shade(wood, 0.24), wood, shade(wood, -0.55))
    for i in range(10):
        brush.line([(96 + i * 25, 542), (96 + i * 25, 768)], fade(DARK, 70), 2.4)
    for y in (588, 650, 712):
        brush.box(94, y, 322, y + 8, ink("4a3c40"), ink("2a2028"))
    brush.across([(82, 546), (208, 440), (334, 546)], shade(wood, 0.1), shade(wood, -0.1), shade(wood, -0.6))


def _parapet(scene: Scene, brush: Brush) -> None:
    stone = scene.pick("stone", "9a8f98", "8a94a0", "a4907e")
    snow = scene.mood.weather == "snow"
    brush.box(LEFT - 3000, 1128, RIGHT + 3000, HIGH + 10, shade(stone, -0.3), shade(stone, -0.5))
    brush.box(LEFT - 3000, 1010, RIGHT + 3000, 1132, shade(stone, -0.08), shade(stone, -0.34))
    brush.box(LEFT - 3000, 992, RIGHT + 3000, 1018, shade(stone, 0.3), shade(stone, -0.2))
    if snow:
        brush.box(LEFT - 3000, 978, RIGHT + 3000, 998, ink("f6f8ff"), ink("cfd8ea"), round=9)
        brush.box(LEFT - 3000, 1128, RIGHT + 3000, HIGH + 10, ink("d5deee"), ink("8f9ab4"))
    for i in range(14):
        x = LEFT + i * 86
        brush.bar(x, 880, x + 8, 996, ink("8c8494"), ink("3a3446"))
    for y, thick in ((872, 13), (932, 7)):
        brush.box(LEFT - 3000, y, RIGHT + 3000, y + thick, ink("c0b6c4"), ink("4a4256"))


def _paving(scene: Scene, brush: Brush) -> None:
    """Slabs that run away to the parapet, and a ventilation box."""
    for i in range(-6, 17):
        brush.line([(500 + (i * 100 - 500) * 0.86, 1134), (500 + (i * 100 - 500) * 2.6, HIGH)], fade(DARK, 74), 3)
    for v in (0.03, 0.11, 0.23, 0.4, 0.63, 0.93):
        brush.line([(-60, 1134 + v * 640), (1060, 1134 + v * 640)], fade(DARK, 74), 2.4 + 3 * v)
    metal = ink("9aa2ac")
    brush.pool(700, 1196, 190, 26, fade(DARK, 190))
    brush.box(560, 1050, 830, 1190, shade(metal, 0.12), shade(metal, -0.4), round=6)
    brush.box(552, 1036, 838, 1062, shade(metal, 0.34), shade(metal, -0.1), round=5)
    for i in range(7):
        brush.line([(580, 1080 + i * 14), (690, 1080 + i * 14)], fade(DARK, 120), 4)
    brush.disc(765, 1124, 46, shade(metal, -0.5), shade(metal, -0.7))
    for angle in range(0, 360, 60):
        brush.line([(765, 1124), *arc(765, 1124, 40, 40, angle, angle, 1)[:1]], shade(metal, -0.1), 6)
    if scene.mood.weather == "snow":
        brush.box(550, 1022, 840, 1044, ink("f4f7ff"), ink("ccd6ea"), round=10)


def _string_lights(scene: Scene, brush: Brush) -> None:
    burn = scene.mood.lamps
    for (x0, y0), (x1, y1), sag in (((30, 520), (560, 470), 110), ((560, 470), (1060, 590), 90)):
        points = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)) for t in [i / 12 for i in range(13)]]
        brush.line(curve(points, closed=False), ink("1c1a26", 210), 2.6)
        for x, y in points[1:-1]:
            brush.oval(x, y + 8, 6, 8, mix(ink("a09a90"), ink("fff0c0"), burn))
            brush.glow(x, y + 8, 74, ink("ffc070", round(180 * burn)))
    brush.bar(555, 466, 565, 1000, ink("6a6270"), ink("2a2632"))


def _door_lamp(scene: Scene, brush: Brush) -> None:
    burn = scene.mood.lamps
    brush.box(-3000, 700, 74, 1300, ink("3a3442"), ink("1f1a28"))
    brush.bar(58, 700, 80, 1300, ink("6c6274"), ink("2a2434"))
    brush.across([(60, 860), (122, 880), (126, 900), (60, 900)], ink("4a4450"), ink("2c2632"))
    brush.oval(96, 902, 26, 8, mix(ink("6a6470"), ink("fff0c8"), burn))
    brush.glow(96, 906, 300, ink("ffb868", round(170 * burn)))
    brush.shaft([(76, 904), (116, 904), (300, 1420), (-60, 1420)], ink("ffb868", round(60 * burn)), 24)


def _pipes(brush: Brush) -> None:
    metal = ink("5a6070")
    brush.bar(920, 1290, 1010, 1900, shade(metal, 0.2), metal, shade(metal, -0.6))
    brush.bar(900, 1260, 1030, 1310, shade(metal, 0.3), metal, shade(metal, -0.5), round=12)
