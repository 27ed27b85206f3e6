"""The forest: trunk behind trunk into the mist, light falling between them, a path that is not one."""

from ..light import RGBA
from .brush import DARK, HIGH, Brush, Point, curve, fade, ink, mix, ramp, shade
from .fittings import leaf as blade
from .scene import Scene
from .sky import foliage, paint_sky

HORIZON = 860.0


def paint_forest(scene: Scene) -> None:
    """Paint the forest: four rows of trunks, each nearer and darker, beams of light, ferns, a path."""
    scene.horizon, scene.indoors = HORIZON, False
    mood = scene.mood
    leaf = scene.pick("leaf", "5f8a4c", "7a8a3c", "4f7a5c", "a8763a")
    if mood.weather == "snow":
        leaf = ink("b4c4d0")
    scene.lamp(620, 430, 900, mix(mood.sun, mood.haze, 0.3), 0.35 if mood.dark else 0.55, always=True)
    scene.lit(1, fill=mix(leaf, ink("8fe0c0"), 0.5))
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, HORIZON, (620, 380))
        scene.tint(brush, fade(_at_depth(scene, leaf, 0.25), 130))
        brush.glow(620, 430, 720, fade(mood.sun, 130 if not mood.dark else 90))
        _row(scene, brush, leaf, 0.2, 15, 26)
    for depth, near, count, wide in ((0.22, 0.42, 11, 42.0), (0.45, 0.66, 7, 66.0)):
        with scene.layer(depth) as brush:
            _ground(scene, brush, leaf, near)
            _row(scene, brush, leaf, near, count, wide)
            _canopy(scene, brush, leaf, near)
            scene.veil(brush, HORIZON - 420, HORIZON + 130, 150 * (1 - near) * (1.6 if mood.weather == "fog" else 1))
    with scene.layer(0.72) as brush:
        _ground(scene, brush, leaf, 0.85)
        _path(scene, brush)
        for x, wide in ((70.0, 130.0), (905.0, 150.0)):
            _trunk(scene, brush, x, wide, _at_depth(scene, ink("5a463c"), 0.9), HORIZON + 330)
        _ferns(scene, brush, leaf)
        _beams(scene, brush)
    with scene.layer(1.35) as brush:
        dice = scene.dice("near")
        dark = _at_depth(scene, shade(mix(leaf, ink("24402f"), 0.5), -0.3), 1.0)
        foliage(brush, dice, 960, 40, 230, dark, 90)
        for i in range(9):
            blade(
                brush,
                40 + dice.uniform(-30, 30),
                1850,
                -0.4 + 0.15 * i,
                dice.uniform(300, 480),
                shade(dark, dice.uniform(-0.6, -0.3)),
            )


def _at_depth(scene: Scene, colour: RGBA, near: float) -> RGBA:
    """Return a colour as it is seen that near: haze takes it far away, shadow near by."""
    o = scene.mood.outside
    lit = (colour[0] * o[0] // 255, colour[1] * o[1] // 255, colour[2] * o[2] // 255, 255)
    return mix(scene.mood.haze, shade(lit, -0.26 * near), 0.18 + 0.82 * near)


def _row(scene: Scene, brush: Brush, leaf: RGBA, near: float, count: int, wide: float) -> None:
    dice = scene.dice(f"row{near}")
    bark = _at_depth(scene, ink("5e4c44"), near)
    for i in range(count):
        x = -40 + 1080 * (i + dice.uniform(0.15, 0.85)) / count
        if near > 0.5 and 330 < x < 670:
            continue
        _trunk(
            scene,
            brush,
            x,
            wide * dice.uniform(0.7, 1.2),
            shade(bark, dice.uniform(-0.1, 0.1)),
            HORIZON + 40 + 260 * near**2,
        )


def _trunk(scene: Scene, brush: Brush, x: float, wide: float, bark: RGBA, foot: float) -> None:
    dice = scene.dice(f"trunk{x:.0f}")
    lean = dice.uniform(-30, 30)
    points: list[Point] = [
        (x - wide * 0.8, foot + wide * 0.2),
        (x - wide * 0.5, foot - wide),
        (x - wide * 0.42 + lean * 0.5, 400),
        (x - wide * 0.36 + lean, -40),
        (x + wide * 0.36 + lean, -40),
        (x + wide * 0.42 + lean * 0.5, 400),
        (x + wide * 0.5, foot - wide),
        (x + wide * 0.85, foot + wide * 0.2),
    ]
    brush.pool(x, foot + wide * 0.15, wide * 1.6, wide * 0.3, fade(DARK, 130))
    brush.paint(
        curve(points, tension=9),
        ramp(
            (x - wide * 0.6, 0),
            (x + wide * 0.6, 0),
            (shade(bark, -0.4), bark, shade(mix(bark, scene.mood.sun, 0.22), 0.1), shade(bark, -0.2)),
            (0, 0.45, 0.78, 1),
        ),
    )
    if wide > 30:
        for _ in range(int(wide / 7)):
            y, dx = dice.uniform(-20, foot - 60), dice.uniform(-0.34, 0.34) * wide
            brush.line(
                [(x + dx, y), (x + dx + dice.uniform(-4, 4), y + dice.uniform(40, 130))],
                fade(shade(bark, -0.55), 120),
                2.6,
            )
    for _ in range(3):
        y, side = dice.uniform(120, 640), dice.choice((-1, 1))
        _branch(brush, x, y, side * wide * dice.uniform(1.2, 2.6), wide * 0.1, shade(bark, -0.2))


def _branch(brush: Brush, x: float, y: float, reach: float, thick: float, colour: RGBA) -> None:
    """A branch that rises from (x, y) and thins to nothing, with two twigs."""
    middle, tip = (x + reach * 0.5, y - abs(reach) * 0.2), (x + reach, y - abs(reach) * 0.62)
    shape = [(x, y - thick), middle, tip, (middle[0], middle[1] + thick * 0.9), (x, y + thick)]
    brush.fill(curve(shape, tension=8), colour)
    for t, rise in ((0.45, 0.5), (0.7, 0.34)):
        start = x + reach * t, y - abs(reach) * 0.4 * t
        end = start[0] + reach * 0.16, start[1] - abs(reach) * rise
        brush.fill([(start[0], start[1] - thick * 0.3), end, (start[0] + thick * 0.5, start[1] + thick * 0.3)], colour)


def _canopy(scene: Scene, brush: Brush, leaf: RGBA, near: float) -> None:
    dice = scene.dice(f"canopy{near}")
    tone = _at_depth(scene, leaf, near)
    for i in range(9):
        x = -40 + i * 135 + dice.uniform(-40, 40)
        high = 30 + abs(x - 560) * -0.16 + dice.uniform(-40, 60)
        foliage(brush, dice, x, high, 190, shade(tone, dice.uniform(-0.15, 0.05)), 44)


def _ground(scene: Scene, brush: Brush, leaf: RGBA, near: float) -> None:
    y = HORIZON + 10 + 260 * near**2
    cover = ink("f2f5fc") if scene.mood.weather == "snow" else mix(leaf, ink("6a5a40"), 0.22)
    moss = _at_depth(scene, cover, near)
    dice = scene.dice(f"ground{near}")
    points: list[Point] = [(-120 + i * 155, y + dice.uniform(-26, 26)) for i in range(9)]
    shape = curve([*points, (1200, HIGH + 60), (-200, HIGH + 60)], tension=8)
    brush.paint(shape, ramp((0, y - 30), (0, HIGH), (shade(moss, 0.16), moss, shade(moss, -0.55)), (0, 0.22, 1)))
    for _ in range(60):
        x, v = dice.uniform(-20, 1020), dice.random()
        brush.oval(x, y + 20 + v * 420, 20 + 60 * v, 3 + 9 * v, fade(shade(moss, dice.uniform(-0.4, 0.35)), 70))


def _path(scene: Scene, brush: Brush) -> None:
    earth = _at_depth(scene, ink("c0a680") if scene.mood.weather != "snow" else ink("e2e9f4"), 0.8)
    points = [(528, 1046), (536, 1044), (544, 1047), (592, 1140), (560, 1290), (690, 1520), (760, 1860)]
    points += [(230, 1860), (300, 1540), (430, 1300), (508, 1140)]
    shape = curve(points)
    brush.fill(shape, fade(shade(earth, -0.3), 90), 22)
    brush.paint(
        shape,
        ramp(
            (0, 1060),
            (0, 1700),
            (fade(shade(earth, 0.1), 90), fade(shade(earth, 0.1), 200), fade(shade(earth, -0.35), 120)),
            (0, 0.2, 1),
        ),
    )
    dice = scene.dice("stones")
    for _ in range(26):
        x, v = dice.gauss(500, 60), dice.random()
        brush.oval(x, 1110 + 560 * v, 5 + 16 * v, 2 + 6 * v, fade(shade(earth, dice.uniform(-0.4, 0.3)), 150))


def _ferns(scene: Scene, brush: Brush, leaf: RGBA) -> None:
    dice = scene.dice("ferns")
    tone = _at_depth(scene, leaf, 0.95)
    for x, y in ((190, 1230), (330, 1180), (700, 1190), (800, 1260), (120, 1330), (890, 1370)):
        for i in range(9):
            lean = (i - 4) / 4.4 + dice.uniform(-0.1, 0.1)
            blade(
                brush,
                x + dice.uniform(-12, 12),
                y,
                max(-1, min(1, lean)),
                dice.uniform(70, 130),
                shade(tone, dice.uniform(-0.25, 0.25)),
            )


def _beams(scene: Scene, brush: Brush) -> None:
    power = {"day": 120.0, "dusk": 130.0, "night": 84.0, "dawn": 126.0}[scene.mood.hour]
    power = power if scene.mood.weather == "clear" else power * 0.35
    dice = scene.dice("beams")
    for i in range(6):
        x, wide = 530.0 + i * 42, dice.uniform(26, 64)
        slide = (i - 3.4) * 130
        brush.shaft(
            [(x, 120), (x + wide, 120), (x + slide + wide * 2.6, 1300), (x + slide, 1300)],
            fade(scene.mood.sun, power * dice.uniform(0.5, 1)),
            18,
        )
    for _ in range(26):
        x, y, size = dice.gauss(540, 220), dice.uniform(500, 1250), dice.uniform(1.6, 4)
        brush.glow(x, y, size * 4, fade(shade(scene.mood.sun, 0.3), 150))
