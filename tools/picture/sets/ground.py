"""The ground outdoors: wet, snowed under, or dry."""

import skia

from ..light import RGBA
from .brush import HIGH, Brush, fade, ink, mix, ramp, shade
from .scene import Scene


def wet_floor(scene: Scene, brush: Brush, y: float, accent: RGBA) -> None:
    """After rain, let the ground mirror the sky and the lamps below ``y``; at night a little even when dry."""
    rain = scene.mood.weather == "rain"
    if not rain and not scene.mood.dark:
        return
    power = 1.0 if rain else 0.35
    sky = scene.mood.sky[-2][1]
    paint = ramp((0, y), (0, HIGH), (fade(sky, 120 * power), fade(sky, 30 * power), fade(sky, 0)))
    brush.canvas.drawRect(skia.Rect(-4000, y, 5000, HIGH), paint)
    for lamp in scene.lamps:
        if lamp.power > 0.1:
            _streak(brush, lamp.x, y, lamp.radius * 0.24, fade(lamp.colour, 120 * lamp.power * power))
    dice = scene.dice("puddles")
    for _ in range(7 if rain else 3):
        x, depth = dice.uniform(0, 1000), dice.uniform(0.1, 0.9)
        reach = 40 + 170 * depth
        tone = mix(sky, accent, dice.random() * 0.4)
        brush.pool(x, y + (HIGH - y) * depth, reach, reach * 0.17, fade(shade(tone, 0.2), 130 * power), core=0.7)


def _streak(brush: Brush, x: float, y: float, reach: float, colour: RGBA) -> None:
    paint = ramp((0, y), (0, y + 480), (colour, fade(colour, colour[3] * 0.5), fade(colour, 0)))
    paint.setBlendMode(skia.BlendMode.kPlus)
    for i, wide in enumerate((1.0, 0.5)):
        shape = [
            (x - reach * wide, y),
            (x + reach * wide, y),
            (x + reach * wide * 0.6, y + 480 - i * 120),
            (x - reach * wide * 0.6, y + 480 - i * 120),
        ]
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, reach * 0.3))
        brush.paint(shape, paint)


def snow_floor(scene: Scene, brush: Brush, y: float) -> None:
    """Cover the ground below ``y`` with snow."""
    if scene.mood.weather != "snow":
        return
    brush.box(-4000, y, 5000, HIGH + 10, ink("e9effa"), ink("a8b4cc"))
    dice = scene.dice("drifts")
    for _ in range(9):
        x, v = dice.uniform(-50, 1050), dice.random()
        reach = 90 + 200 * v
        brush.pool(x, y + (HIGH - y) * v, reach, reach * 0.18, ink("ffffff", 130))


def sea(scene: Scene, brush: Brush, y: float, glitter: float) -> None:
    """Paint the sea from the horizon ``y`` down, with the path of sun or moon below ``glitter`` (x)."""
    mood = scene.mood
    far = mix(mix(mood.sky[-1][1], mood.sky[1][1], 0.45), ink("2f5f8a"), 0.28)
    deep = shade(mix(mood.sky[0][1], ink("16405e"), 0.45), -0.2)
    paint = ramp((0, y), (0, HIGH), (far, mix(far, deep, 0.6), deep), (0, 0.25, 1))
    brush.canvas.drawRect(skia.Rect(-4000, y, 5000, HIGH + 10), paint)
    dice = scene.dice("waves")
    for i in range(230):
        v = (i / 230) ** 1.7
        down = y + 3 + (HIGH - y) * v
        x, long = dice.uniform(-60, 1060), (14 + 170 * v) * dice.uniform(0.5, 1.2)
        tone = shade(far, 0.3) if dice.random() < 0.5 else shade(deep, -0.3)
        brush.line([(x - long / 2, down), (x + long / 2, down)], fade(tone, dice.uniform(30, 84)), 1.2 + 7 * v)
    bright = 1.0 if mood.weather == "clear" else 0.3
    brush.glow(glitter, y + 20, 420, fade(mood.sun, 120 * bright), 0.7)
    for i in range(170):
        v = (i / 170) ** 1.4
        down = y + 2 + (HIGH - y) * 0.6 * v
        x, long = glitter + dice.gauss(0, 12 + 70 * v), (14 + 90 * v) * dice.uniform(0.4, 1.2)
        tone = shade(mood.sun, 0.3)
        brush.line([(x - long / 2, down), (x + long / 2, down)], fade(tone, 190 * bright * (1 - v * 0.8)), 1.6 + 4 * v)
    brush.box(-4000, y - 4, 5000, y + 46, fade(mood.haze, 120), fade(mood.haze, 0))
