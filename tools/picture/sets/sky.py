"""What is seen through windows and above roofs: sky, clouds, moon, skyline, hills, trees, water."""

import math
import random

import skia

from ..light import RGBA
from .brush import HIGH, Brush, ball, curve, fade, flat, ink, mix, ramp, shade
from .scene import Scene

LEFT, RIGHT = -60.0, 1060.0


def paint_sky(scene: Scene, brush: Brush, horizon: float, sun: tuple[float, float] | None = None) -> None:
    """Paint the sky down to a horizon (units), with sun or moon at ``sun``, stars and clouds."""
    mood = scene.mood
    stops = [at for at, _ in mood.sky]
    whole = skia.Rect(-4000, -10, 5000, HIGH + 10)
    brush.canvas.drawRect(whole, ramp((0, 0), (0, horizon), [colour for _, colour in mood.sky], stops))
    clear = mood.weather == "clear"
    if mood.dark and clear:
        _stars(scene, brush, horizon)
    if sun is not None:
        _sun(scene, brush, sun, clear)
    clouds(scene, brush, horizon)


def _stars(scene: Scene, brush: Brush, horizon: float) -> None:
    dice = scene.dice("stars")
    for _ in range(150):
        x, y = dice.uniform(LEFT, RIGHT), dice.random() ** 1.3 * horizon * 0.8
        size = dice.random() ** 3 * 2.2 + 0.7
        tone = dice.choice((ink("ffffff"), ink("cfd8ff"), ink("ffe8cf")))
        brush.oval(x, y, size, size, fade(tone, dice.uniform(50, 220)))
        if size > 2.2:
            brush.glow(x, y, size * 6, fade(tone, 80))


def _sun(scene: Scene, brush: Brush, at: tuple[float, float], clear: bool) -> None:
    x, y = at
    mood = scene.mood
    strength = 1.0 if clear else 0.4
    brush.glow(x, y, 700 if not mood.dark else 460, fade(mood.sun, 150 * strength))
    if mood.dark:
        if not clear:
            return
        brush.disc(x, y, 50, ink("fffdf4"), ink("e3e6ff"))
        for dx, dy, r in ((-14, -8, 13), (15, 12, 9), (8, -22, 7), (-10, 20, 8)):
            brush.oval(x + dx, y + dy, r, r * 0.9, ink("b9c0ea", 90), 4)
    elif clear:
        core = ball((x, y), 120, (ink("fffdf2"), shade(mood.sun, 0.8), fade(mood.sun, 0)), (0, 0.42, 1))
        brush.canvas.drawCircle(x, y, 120, core)


def clouds(scene: Scene, brush: Brush, horizon: float) -> None:
    """Paint banks of cloud, thin and wide near the horizon, full above."""
    dice, mood = scene.dice("clouds"), scene.mood
    overcast = mood.weather in ("rain", "snow")
    for i in range(15 if overcast else 9):
        depth = dice.random()
        y = horizon * (0.06 + 0.84 * depth)
        x, reach = dice.uniform(-80, 1080), dice.uniform(190, 380) * (1.1 - depth * 0.5)
        cloud(brush, dice, x, y, reach, reach * (0.26 - 0.17 * depth), mood.cloud, 120 if overcast or i % 3 else 170)


def cloud(
    brush: Brush,
    dice: random.Random,
    x: float,
    y: float,
    reach: float,
    rise: float,
    tones: tuple[RGBA, RGBA],
    alpha: float,
) -> None:
    """Paint one cloud: a soft dark underside, heaped lit tops."""
    brush.oval(x, y + rise * 0.4, reach, rise * 0.7, fade(tones[1], alpha * 0.6), rise * 0.5)
    for _ in range(9):
        t = dice.uniform(-1, 1)
        size = rise * dice.uniform(0.5, 1.0) * (1.15 - abs(t))
        top = y - dice.uniform(0, rise * 0.5) * (1 - abs(t))
        tone = mix(tones[0], tones[1], dice.random() * 0.5)
        brush.oval(x + t * reach * 0.85, top, size * 1.9, size * 0.8, fade(tone, alpha * 0.5), size * 0.3)


def skyline(
    scene: Scene,
    brush: Brush,
    base: float,
    tallest: float,
    colour: RGBA,
    name: str,
    widths: tuple[float, float] = (54, 132),
    pane: float = 1.0,
) -> None:
    """Paint a row of city buildings that stands on ``base`` and rises up to ``tallest`` units."""
    dice, lights, mood = scene.dice(name), scene.dice(name + "/windows"), scene.mood
    x = LEFT - dice.uniform(0, 60)
    while x < RIGHT:
        wide = dice.uniform(*widths)
        top = base - tallest * (0.32 + 0.68 * dice.random() ** 1.4)
        tone = shade(colour, dice.uniform(-0.16, 0.1))
        low = mix(tone, mood.haze, 0.55)
        brush.box(x, top, x + wide, HIGH, tone, tone, low)
        brush.bar(x + wide * 0.72, top, x + wide, base + 200, fade(shade(tone, -0.5), 70), fade(shade(tone, -0.5), 40))
        _roof(brush, dice, x, top, wide, tone)
        _panes(brush, lights, (x, top, wide, base), pane, mood.lit, tone)
        x += wide + dice.choice((-8, 0, 4, 18))


def _roof(brush: Brush, dice: random.Random, x: float, top: float, wide: float, tone: RGBA) -> None:
    kind = dice.random()
    if kind < 0.28:
        brush.box(x + wide * 0.2, top - wide * 0.22, x + wide * 0.8, top + 2, tone)
    elif kind < 0.46:
        brush.box(x + wide * 0.46, top - wide * 0.9, x + wide * 0.5, top, tone)
        brush.glow(x + wide * 0.48, top - wide * 0.9, 9, ink("ff5a4a", 190))
    elif kind < 0.58:
        brush.fill([(x, top + 1), (x + wide * 0.5, top - wide * 0.4), (x + wide, top + 1)], tone)


def _panes(
    brush: Brush,
    dice: random.Random,
    block: tuple[float, float, float, float],
    pane: float,
    lit: float,
    tone: RGBA,
) -> None:
    x0, top, wide, base = block
    dx, dy = 13 * pane, 20 * pane
    columns, rows = int((wide - 10) / dx), int((base - top) / dy)
    dim = fade(shade(tone, 0.22), 46)
    for row in range(rows):
        for column in range(columns):
            x, y = x0 + 7 + column * dx, top + 12 * pane + row * dy
            chance, warmth, strength = dice.random(), dice.random(), dice.uniform(0.35, 1.0)
            burns = chance < lit * 0.55
            tone_lit = mix(ink("ffb45e"), ink("fff0c8"), warmth) if warmth < 0.82 else ink("a9d4ff")
            colour = fade(tone_lit, 235 * strength) if burns else dim
            brush.canvas.drawRect(skia.Rect(x, y, x + dx * 0.56, y + dy * 0.55), flat(colour))


def hills(scene: Scene, brush: Brush, base: float, rise: float, colour: RGBA, name: str) -> None:
    """Paint a range of hills, hazy at its foot."""
    dice = scene.dice(name)
    points = [(LEFT + (RIGHT - LEFT) * i / 9, base - rise * dice.random()) for i in range(10)]
    shape = [*points, (RIGHT + 200, base + 60), (RIGHT + 200, HIGH), (LEFT - 200, HIGH), (LEFT - 200, base)]
    paint = ramp((0, base - rise), (0, base + rise * 0.5), (colour, mix(colour, scene.mood.haze, 0.6)))
    brush.paint(curve(shape), paint)


def foliage(
    brush: Brush,
    dice: random.Random,
    x: float,
    y: float,
    reach: float,
    colour: RGBA,
    leaves: int = 90,
    relief: float = 1.0,
) -> None:
    """Paint a mass of leaves: dark below, lit from above."""
    for angle in range(0, 360, 45):
        x0, y0 = x + reach * 0.42 * math.cos(math.radians(angle)), y + reach * 0.32 * math.sin(math.radians(angle))
        tone = shade(colour, -0.36 + 0.14 * (y0 < y))
        brush.oval(x0, y0, reach * 0.46, reach * 0.4, tone, reach * 0.03)
    for i in range(leaves):
        t = i / leaves
        across, down = dice.gauss(0, 0.42), dice.gauss(0, 0.34)
        size = reach * dice.uniform(0.05, 0.11)
        height = -down * 0.7 - 0.3 + t * 0.5
        tone = shade(colour, relief * max(-0.42, min(0.3, height)))
        with brush.at(x + across * reach, y + down * reach, 1, 1, dice.uniform(-40, 40)):
            brush.oval(0, 0, size * 1.4, size * 0.7, fade(tone, 225))


def outside(scene: Scene, view: str, sun: tuple[float, float], horizon: float = 800.0) -> None:
    """Lay down the first sheet of a room: what its windows look out on (city, garden, sea)."""
    mood = scene.mood
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, horizon, sun)
        if view == "city":
            skyline(scene, brush, horizon + 20, 330, mix(ink("56648a"), mood.haze, 0.66), "far city")
            _multiply_city(scene, brush, horizon)
        elif view == "sea":
            hills(scene, brush, horizon, 70, mix(ink("5b6f93"), mood.haze, 0.6), "coast")
        else:
            hills(scene, brush, horizon - 30, 150, mix(ink("5f8a86"), mood.haze, 0.6), "hills")
            garden(scene, brush, horizon + 10)


def _multiply_city(scene: Scene, brush: Brush, horizon: float) -> None:
    mood = scene.mood
    near = mix(ink("39415f"), mood.haze, 0.3 if not mood.dark else 0.12)
    skyline(scene, brush, horizon + 150, 400, near, "near city", (90, 190), 1.5)
    brush.box(LEFT - 3000, horizon - 120, RIGHT + 3000, HIGH, fade(mood.haze, 0), fade(mood.haze, 120))


def garden(scene: Scene, brush: Brush, y: float) -> None:
    """Paint a row of garden trees, standing in their hour's light."""
    dice, mood = scene.dice("garden"), scene.mood
    leaf = ink("6f9a5a") if mood.weather != "snow" else ink("c9d6e2")
    leaf = mix(leaf, mood.outside, 0.34)
    lit = (leaf[0] * mood.outside[0] // 255, leaf[1] * mood.outside[1] // 255, leaf[2] * mood.outside[2] // 255, 255)
    for i in range(13):
        x = LEFT + (RIGHT - LEFT) * (i + dice.random()) / 13
        size = dice.uniform(80, 150)
        foliage(brush, dice, x, y - size * 0.5 + dice.uniform(-20, 40), size, lit, 30, 0.35)
    brush.box(LEFT - 3000, y + 20, RIGHT + 3000, HIGH, lit, shade(lit, -0.4))
