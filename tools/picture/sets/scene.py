"""A set being painted: its mood, its lamps, and the sheets laid down so far."""

import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import skia

from ....memory.bible import ArtDirection
from ..light import RGBA, Light
from ..spec import StageSpec
from .brush import HIGH, WIDE, Brush, Points, argb, fade, flat, inset, mix, ramp, within
from .finish import finish
from .hour import LAMP, lit_from, mood_of
from .plate import PLATE_MARGIN, Grade, Layer, Plate

FLOOR_TONE: RGBA = (66, 58, 84, 255)
"""Multiplied into the lowest edge, so that captions read on it."""


AIR = 0.8
"""Beams are painted on the first sheet from that depth on."""


@dataclass(frozen=True)
class Lamp:
    """A light in the picture."""

    x: float
    y: float
    radius: float
    colour: RGBA
    power: float
    seen: bool = True
    """Whether it is a thing one could point at."""


class Scene:
    """What a set's painter works on. Sheets are laid from far to near."""

    def __init__(self, stage: StageSpec, width: int, height: int, style: ArtDirection) -> None:
        self.stage, self.style = stage, style
        self.mood = mood_of(stage.hour, stage.weather)
        self.width, self.height = (math.ceil(side * (1 + 2 * PLATE_MARGIN)) for side in (width, height))
        self.horizon = 770.0
        self.indoors = True
        self.grade: Grade = self.mood.grade
        self.lamps: list[Lamp] = []
        self.light: Light = lit_from(self.mood, 1)
        self.mirrored = self.dice("mirror").random() < 0.5
        self._beams: list[tuple[Points, RGBA]] = []
        self._sheets: list[tuple[skia.Image, float]] = []

    def dice(self, name: str) -> random.Random:
        """Return the chance of one part of the dressing: the same for a place at every hour."""
        return random.Random(f"{self.stage.set}/{self.stage.seed}/{name}")

    def pick(self, name: str, *colours: str) -> RGBA:
        """Return one of the colours, the same for a place for ever."""
        text = self.dice(name).choice(colours)
        return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16), 255

    @contextmanager
    def layer(self, depth: float) -> Iterator[Brush]:
        """Give a brush for the next sheet; it is laid down when the block ends."""
        surface = skia.Surface(self.width, self.height)
        canvas = surface.getCanvas()
        self._frame(canvas)
        brush = Brush(canvas)
        yield brush
        if AIR <= depth <= 1:
            self._breathe(brush)
        if self.mood.weather == "fog" and not self.indoors and depth < 1:
            self.tint(brush, fade(self.mood.haze, 150 * (1 - depth)))
        self._sink(canvas)
        self._sheets.append((surface.makeImageSnapshot(), depth))

    def beam(self, quad: Points, colour: RGBA) -> None:
        """Let a beam fall through the room, from the quad's top to its bottom, over all that stands in it."""
        self._beams.append((quad, colour))

    def _breathe(self, brush: Brush) -> None:
        """Paint the beams, each as a broad one and a narrower one, with dust in it."""
        dice = self.dice("dust")
        for quad, colour in self._beams:
            for side, alpha in ((0.0, 0.5), (0.2, 0.5)):
                brush.shaft(inset(quad, side, 0, 1 - side, 1), fade(colour, colour[3] * alpha), 24)
            for _ in range(16):
                x, y = within(quad, dice.uniform(0.05, 0.95), dice.uniform(0.05, 0.8))
                brush.glow(x, y, dice.uniform(4, 10), fade(colour, colour[3] * dice.uniform(0.4, 1.0)))
        self._beams.clear()

    @property
    def _scale(self) -> float:
        """Pixels to a unit: the set covers the plate, whatever its proportions."""
        return max(self.width / WIDE, self.height / HIGH)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the set lies on the plate, as fractions of its width and height."""
        side = -1 if self.mirrored else 1
        across = self.width / 2 + side * (x - WIDE / 2) * self._scale
        down = self.height / 2 + (y - HIGH / 2) * self._scale
        return across / self.width, down / self.height

    def _frame(self, canvas: skia.Canvas) -> None:
        canvas.translate(self.width / 2, self.height / 2)
        canvas.scale(-self._scale if self.mirrored else self._scale, self._scale)
        canvas.translate(-WIDE / 2, -HIGH / 2)

    def _sink(self, canvas: skia.Canvas) -> None:
        """Let the sheet fall dark towards its lower edge."""
        edge = mix(FLOOR_TONE, (140, 132, 150, 255), 0.12)
        paint = ramp((0, 1130), (0, HIGH), ((255, 255, 255, 255), (176, 168, 188, 255), edge), (0, 0.45, 1))
        paint.setBlendMode(skia.BlendMode.kModulate)
        canvas.drawRect(skia.Rect(-4000, 1130, 5000, HIGH + 10), paint)

    def lamp(
        self, x: float, y: float, radius: float, colour: RGBA = LAMP, power: float = 1.0, always: bool = False
    ) -> None:
        """Set a light; it burns with the hour unless it ``always`` does, as a monitor or a neon sign."""
        burn = power if always else power * self.mood.lamps
        self.lamps.append(Lamp(x, y, radius, colour, burn))

    def daylight(self, x: float, y: float, radius: float, glass: RGBA | None = None) -> None:
        """Let the sky shine in at a window, through coloured ``glass`` if there is any."""
        colour = mix(self.mood.window, glass, 0.4) if glass else self.mood.window
        self.lamps.append(Lamp(x, y, radius, colour, 1.0, seen=False))

    def relight(self, brush: Brush, ambient: RGBA | None = None, lamps: float = 1.0) -> None:
        """Light what is painted so far on this sheet: ambient light times colour, and what the lamps add."""
        ambient = ambient or (self.mood.inside if self.indoors else self.mood.outside)
        canvas = brush.canvas
        canvas.saveLayer(None, skia.Paint(BlendMode=skia.BlendMode.kModulate))
        canvas.drawColor(argb(fade(ambient, 255)))
        for lamp in self.lamps:
            brush.light(lamp.x, lamp.y, lamp.radius, fade(lamp.colour, 255 * min(1.0, lamp.power * lamps)))
        canvas.restore()

    def shine(self, brush: Brush, strength: float = 1.0) -> None:
        """Paint the glow of the lamps themselves into the air."""
        for lamp in self.lamps:
            if lamp.power > 0.03:
                brush.glow(lamp.x, lamp.y, lamp.radius * 0.6, fade(lamp.colour, 105 * lamp.power * strength))

    def veil(self, brush: Brush, y0: float, y1: float, alpha: float, colour: RGBA | None = None) -> None:
        """Lay haze over what is painted so far, none at ``y0`` and ``alpha`` at ``y1``; holes stay holes."""
        colour = colour or self.mood.haze
        paint = ramp((0, y0), (0, y1), (fade(colour, 0), fade(colour, alpha)))
        paint.setBlendMode(skia.BlendMode.kSrcATop)
        brush.canvas.drawRect(skia.Rect(-4000, min(y0, y1), 5000, max(y0, y1)), paint)

    def tint(self, brush: Brush, colour: RGBA) -> None:
        """Lay one thin colour over what is painted so far; holes stay holes."""
        paint = flat(colour)
        paint.setBlendMode(skia.BlendMode.kSrcATop)
        brush.canvas.drawPaint(paint)

    def lit(self, side: Literal[-1, 1], key: RGBA | None = None, fill: RGBA | None = None) -> None:
        """Say from which side of the set, as it is painted, figures are lit, and in what colours."""
        self.light = lit_from(self.mood, side, key, fill)

    def plate(self) -> Plate:
        """Return everything painted, in its style."""
        seed = self.stage.seed % 9973
        layers = tuple(
            Layer(finish(image, self.style, seed + 31 * i, depth), depth)
            for i, (image, depth) in enumerate(self._sheets)
        )
        return Plate(
            layers=layers,
            light=self.light.mirrored() if self.mirrored else self.light,
            width=self.width,
            height=self.height,
            horizon=self._place(0, self.horizon)[1],
            grade=self.grade,
            indoors=self.indoors,
            glow=tuple(self._spot(lamp) for lamp in self.lamps if lamp.power > 0.15 and lamp.seen),
        )

    def _spot(self, lamp: Lamp) -> tuple[float, float, float, RGBA]:
        x, y = self._place(lamp.x, lamp.y)
        return x, y, lamp.radius * self._scale / self.width, fade(lamp.colour, 255 * min(1.0, lamp.power))
