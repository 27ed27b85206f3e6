"""The ground outdoors: wet, snowed under, or dry."""

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
    brush.canvas.drawRect((-4000, y, 5000, HIGH), paint)
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
    paint.setBlendMode(_plus())
    for i, wide in enumerate((1.0, 0.5)):
        shape = [
            (x - reach * wide, y),
            (x + reach * wide, y),
            (x + reach * wide * 0.6, y + 480 - i * 120),
            (x - reach * wide * 0.6, y + 480 - i * 120),
        ]
        paint.setMaskFilter(_soft(reach * 0.3))
        brush.paint(shape, paint)


def _plus() -> object:
    import skia

    return skia.BlendMode.kPlus


def _soft(sigma: float) -> object:
    import skia

    return skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma)


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
