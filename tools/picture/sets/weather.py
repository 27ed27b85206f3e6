"""Rain, snow and fog as sheets painted once and scrolled for ever."""

import random
from dataclasses import dataclass

import skia

from ....memory.bible import Weather
from .brush import Brush, fade, flat, ink, ramp

LOOP = 12.0
"""Seconds after which every sheet is where it began."""


@dataclass(frozen=True)
class Sheet:
    """One repeating picture and how many times it passes the frame, across and down, in one loop."""

    image: skia.Image
    across: int
    down: int
    alpha: int = 255

    def draw(self, canvas: skia.Canvas, t: float) -> None:
        """Draw the sheet as it stands at ``t`` seconds, wrapped around the frame."""
        wide, high = self.image.width(), self.image.height()
        turn = (t % LOOP) / LOOP
        x, y = (turn * self.across * wide) % wide, (turn * self.down * high) % high
        paint = skia.Paint(Alpha=self.alpha)
        linear = skia.SamplingOptions(skia.FilterMode.kLinear)
        for left in (x - wide, x):
            for top in (y - high, y):
                if left < wide and top < high and left > -wide and top > -high:
                    canvas.drawImage(self.image, left, top, linear, paint)


class WeatherSheets:
    """What falls or drifts in a shot of ``width`` x ``height`` pixels; nothing in clear weather."""

    def __init__(self, weather: Weather, width: int, height: int, seed: int) -> None:
        self.behind: tuple[Sheet, ...] = ()
        self.front: tuple[Sheet, ...] = ()
        if weather == "rain":
            self.behind = (_rain(width, height, seed, 150, 0.5, 9), _rain(width, height, seed + 1, 90, 0.8, 13))
            self.front = (_rain(width, height, seed + 2, 26, 1.5, 19),)
        elif weather == "snow":
            self.behind = (_snow(width, height, seed, 150, 0.5, 1), _snow(width, height, seed + 1, 80, 0.9, 2))
            self.front = (_snow(width, height, seed + 2, 22, 2.1, 3),)
        elif weather == "fog":
            self.behind = (_fog(width, height, seed, 120, 1),)
            self.front = (_fog(width, height, seed + 1, 62, -1),)

    def draw_behind(self, canvas: skia.Canvas, t: float) -> None:
        """Draw what is behind the figures at ``t`` seconds; repeats every 12 seconds."""
        for sheet in self.behind:
            sheet.draw(canvas, t)

    def draw_front(self, canvas: skia.Canvas, t: float) -> None:
        """Draw what is in front of the figures at ``t`` seconds."""
        for sheet in self.front:
            sheet.draw(canvas, t)


def _wrapped(width: int, height: int) -> list[tuple[int, int]]:
    return [(dx, dy) for dx in (-width, 0, width) for dy in (-height, 0, height)]


def _rain(width: int, height: int, seed: int, count: int, near: float, speed: int) -> Sheet:
    dice, unit = random.Random(f"rain/{seed}"), width / 1000
    surface = skia.Surface(width, height)
    brush = Brush(surface.getCanvas())
    # The streak must lie along the sheet's own path, or the rain seems to slide sideways.
    lean = -width / (speed * height)
    for _ in range(count):
        x, y = dice.uniform(0, width), dice.uniform(0, height)
        long = unit * dice.uniform(50, 130) * near
        thin = unit * dice.uniform(1.0, 2.1) * near
        alpha = dice.uniform(46, 120)
        for dx, dy in _wrapped(width, height):
            if -long <= x + dx <= width + long and -long <= y + dy <= height + long:
                _streak(brush, x + dx, y + dy, long, lean, thin, alpha)
    return Sheet(surface.makeImageSnapshot(), -1, speed)


def _streak(brush: Brush, x: float, y: float, long: float, lean: float, thin: float, alpha: float) -> None:
    end = x + lean * long, y + long
    tone = ink("dfe9ff")
    paint = ramp((x, y), end, (fade(tone, 0), fade(tone, alpha), fade(tone, alpha * 0.5)), (0, 0.85, 1))
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(thin)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    brush.canvas.drawLine(x, y, *end, paint)


def _snow(width: int, height: int, seed: int, count: int, near: float, speed: int) -> Sheet:
    dice, unit = random.Random(f"snow/{seed}"), width / 1000
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    for _ in range(count):
        x, y = dice.uniform(0, width), dice.uniform(0, height)
        size = unit * dice.uniform(1.8, 5.2) * near
        paint = flat(ink("ffffff", round(dice.uniform(110, 235))), size * (0.35 if near < 1.5 else 0.7))
        for dx, dy in _wrapped(width, height):
            if -20 * near <= x + dx <= width + 20 * near and -20 * near <= y + dy <= height + 20 * near:
                canvas.drawCircle(x + dx, y + dy, size, paint)
    return Sheet(surface.makeImageSnapshot(), 1, speed)


def _fog(width: int, height: int, seed: int, alpha: int, way: int) -> Sheet:
    dice = random.Random(f"fog/{seed}")
    surface = skia.Surface(width, height)
    brush = Brush(surface.getCanvas())
    for _ in range(26):
        x, y = dice.uniform(0, width), height * dice.uniform(0.3, 0.95)
        reach = width * dice.uniform(0.3, 0.6)
        tone = fade(ink("dfe4ee"), dice.uniform(20, 60))
        for dx in (-width, 0, width):
            brush.pool(x + dx, y, reach, reach * 0.3, tone)
    return Sheet(surface.makeImageSnapshot(), way, 0, alpha)
