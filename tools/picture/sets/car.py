"""The car: seen from the dashboard, the road behind it running away through the rear window."""

from ..light import RGBA
from .brush import DARK, HIGH, Brush, arc, curve, fade, ink, mix, ramp, shade
from .scene import Scene
from .sky import paint_sky, skyline

HORIZON = 700.0


def paint_car(scene: Scene) -> None:
    """Paint the cabin: rear and side windows on a street of lights, back seat, two head-rests, the wheel."""
    scene.horizon = HORIZON
    mood = scene.mood
    hide = scene.pick("hide", "6a5c60", "8a6a54", "a08c7a", "54606e", "8a4444")
    neon = scene.pick("neon", "ff5d8f", "4fc8ff", "ffa34f", "9a7bff")
    scene.lamp(120, 640, 560, neon, 0.9)
    scene.lamp(880, 600, 560, ink("ffb868"), 0.9)
    scene.daylight(500, 560, 700)
    scene.lamp(500, 1290, 420, ink("6fd0ff"), 0.7)
    scene.lit(1, key=ink("ffc07a") if mood.lamps > 0.5 else None, fill=neon if mood.lamps > 0.5 else None)
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, HORIZON, (380, 420))
        skyline(scene, brush, HORIZON + 30, 330, mix(ink("4c587e"), mood.haze, 0.5), "far", (50, 110), 1.0)
    with scene.layer(0.25) as brush:
        _road(scene, brush)
        _bokeh(scene, brush, neon)
    with scene.layer(0.7) as brush:
        _cabin(scene, brush, hide)
        scene.relight(brush, lamps=0.9)
        _edges(scene, brush)
    with scene.layer(0.86) as brush:
        for x in (215.0, 785.0):
            _head_rest(brush, x, hide)
        scene.relight(brush, lamps=0.8)
    with scene.layer(1.4) as brush:
        _wheel(brush)
        scene.relight(brush, shade(mood.inside, -0.45), 0.5)


def _road(scene: Scene, brush: Brush) -> None:
    tone = mix(ink("5a5a68"), scene.mood.outside, 0.2)
    lit = shade(tone, -0.55 if scene.mood.dark else -0.1)
    brush.box(-3000, HORIZON + 20, 4000, HIGH + 10, mix(lit, scene.mood.haze, 0.5), lit)
    for i in range(6):
        y, wide = HORIZON + 26 + i * i * 12, 2 + i * 3
        brush.fill(
            [(500 - wide, y), (500 + wide, y), (500 + wide * 1.6, y + 4 + i * 8), (500 - wide * 1.6, y + 4 + i * 8)],
            ink("e8e2d4", 150),
        )


def _bokeh(scene: Scene, brush: Brush, neon: RGBA) -> None:
    dice, burn = scene.dice("bokeh"), scene.mood.lamps
    for _ in range(34):
        x, y = dice.uniform(-20, 1020), HORIZON + dice.gauss(-40, 90)
        size = dice.uniform(9, 34)
        tone = ink(dice.choice(("ffb35c", "ff6a52", "ffe6b0", "8fc4ff"))) if dice.random() < 0.75 else neon
        alpha = dice.uniform(60, 190) * burn
        brush.oval(x, y, size, size, fade(tone, alpha * 0.62))
        brush.line(arc(x, y, size, size, 0, 360, 24), fade(shade(tone, 0.3), alpha * 0.8), size * 0.1)
    for x, y in ((462, 762), (520, 762), (330, 800), (420, 806)):
        brush.glow(x, y, 90, ink("fff2d0", round(210 * max(0.2, burn))))


def _cabin(scene: Scene, brush: Brush, hide: RGBA) -> None:
    brush.box(-3000, -10, 4000, HIGH + 10, shade(hide, 0.18), hide, shade(hide, -0.5))
    brush.down([(-100, -10), (1100, -10), (820, 330), (180, 330)], shade(ink("b4a69a"), -0.15), ink("8c8078"))
    brush.line([(180, 330), (-60, -20)], fade(DARK, 120), 12, 6)
    brush.line([(820, 330), (1060, -20)], fade(DARK, 120), 12, 6)
    rear = curve(
        [
            (236, 372),
            (500, 356),
            (764, 372),
            (800, 400),
            (832, 700),
            (800, 742),
            (500, 756),
            (200, 742),
            (168, 700),
            (200, 400),
        ],
        tension=9,
    )
    brush.line(rear, shade(hide, -0.6), 34)
    brush.cut(rear)
    for side in (-1, 1):
        x = 500.0 + side * 500
        pane = curve(
            [(x - side * 96, 380), (x - side * 128, 720), (x + side * 120, 900), (x + side * 160, 250)], tension=10
        )
        brush.line(pane, shade(hide, -0.6), 30)
        brush.cut(pane)
    _weather_on_glass(scene, brush)
    _back_seat(brush, hide)


def _back_seat(brush: Brush, hide: RGBA) -> None:
    seat = curve(
        [(90, 1010), (120, 830), (210, 786), (500, 778), (790, 786), (880, 830), (910, 1010), (920, 1320), (80, 1320)],
        tension=9,
    )
    brush.fill(seat, fade(DARK, 150), 20)
    brush.paint(seat, ramp((0, 780), (0, 1300), (shade(hide, 0.34), hide, shade(hide, -0.5)), (0, 0.3, 1)))
    for x in (235.0, 370, 500, 630, 765):
        brush.line(
            curve([(x, 800), (x + (500 - x) * 0.02, 1040), (x + (x - 500) * 0.04, 1300)], closed=False),
            fade(DARK, 120),
            6,
            3,
        )
    for x in (330.0, 670.0):
        brush.box(x - 78, 716, x + 78, 806, shade(hide, 0.3), shade(hide, -0.3), round=30)


def _weather_on_glass(scene: Scene, brush: Brush) -> None:
    brush.fill([(300, 372), (420, 366), (300, 748), (190, 742)], ink("dcecff", 26), 8)
    if scene.mood.weather != "rain":
        return
    dice = scene.dice("drops")
    for _ in range(120):
        x, y, size = dice.uniform(190, 810), dice.uniform(384, 740), dice.uniform(1.6, 4.4)
        brush.oval(x, y, size, size * 1.3, ink("eaf4ff", 150))
        brush.oval(x, y + size * 0.5, size * 0.6, size * 0.5, ink("10182c", 110))


def _edges(scene: Scene, brush: Brush) -> None:
    """The light of the windows along their frames and over the top of the seat."""
    light = shade(scene.mood.sky[-2][1], 0.2)
    brush.line(curve([(212, 786), (500, 778), (788, 786)], closed=False), fade(light, 120), 4, 2)
    brush.line(curve([(190, 740), (500, 754), (810, 740)], closed=False), fade(light, 130), 4, 2)
    for x in (330.0, 670.0):
        brush.line(curve([(x - 60, 720), (x, 716), (x + 60, 720)], closed=False), fade(light, 150), 4, 2)


def _head_rest(brush: Brush, x: float, hide: RGBA) -> None:
    for dx in (-38, 38):
        brush.bar(x + dx - 7, 900, x + dx + 7, 1010, ink("c9ced6"), ink("4a4e58"))
    brush.bar(x - 128, 760, x + 128, 930, shade(hide, 0.1), shade(hide, 0.26), shade(hide, -0.5), round=56)
    shoulders = curve(
        [
            (x - 190, 1800),
            (x - 186, 1120),
            (x - 120, 1000),
            (x, 984),
            (x + 120, 1000),
            (x + 186, 1120),
            (x + 190, 1800),
        ],
        tension=8,
    )
    brush.paint(shoulders, ramp((x - 190, 0), (x + 190, 0), (shade(hide, -0.3), shade(hide, 0.2), shade(hide, -0.55))))
    brush.line(
        curve([(x - 110, 1780), (x - 104, 1130), (x, 1050), (x + 104, 1130), (x + 110, 1780)], closed=False),
        fade(DARK, 130),
        7,
        3,
    )


def _wheel(brush: Brush) -> None:
    black = ink("2c2a33")
    brush.down([(-100, 1640), (1100, 1600), (1100, 1900), (-100, 1900)], shade(black, 0.1), shade(black, -0.5))
    brush.line(arc(760, 1720, 250, 210, 160, 400, 40), shade(black, -0.3), 54)
    brush.line(arc(760, 1714, 250, 210, 190, 300, 30), shade(black, 0.3), 10, 3)
