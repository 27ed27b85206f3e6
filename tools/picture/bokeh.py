"""Bokeh: lights so near and so far out of focus that they are discs; only below the faces."""

import random

import skia

from .camera import View
from .compositing import Board, Picture, Placing, blank, blurred, canvas_on
from .light import RGBA
from .spec import ShotSpec

TOP = 0.74
"""No disc reaches above this height of the frame: faces stay clear."""
DISCS = 13
DEPTH = 1.6
LAMPLIT = frozenset({"rooftop", "street", "restaurant", "harbour", "stage", "palace", "ship"})
CLOSE = frozenset({"close_up", "medium_close_up", "medium", "two_shot"})


class Bokeh:
    """A few discs in the colours of the set's lamps, along the lower edge."""

    def __init__(self, spec: ShotSpec, colours: tuple[RGBA, ...]) -> None:
        draw = random.Random(f"bokeh {spec.seed}")
        self.top = round(TOP * spec.height)
        width, height = spec.width, round(1.1 * spec.height) - self.top
        pixels = blank(width, height)
        canvas = canvas_on(pixels)
        for _ in range(DISCS):
            radius = draw.uniform(0.022, 0.075) * width
            # Thick at the sides, thin in the middle, lower the farther in: a frame, not a pattern on a shirt.
            inward = draw.random() ** 1.7 * 0.46
            x = (inward if draw.random() < 0.5 else 1 - inward) * width
            y = max(radius * 1.2, (0.22 + 0.60 * draw.random() + 0.4 * inward) * height * 0.72)
            red, green, blue = draw.choice(colours)[:3]
            alpha = draw.randint(16, 52)
            canvas.drawCircle(
                x, y, radius, skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(alpha, red, green, blue))
            )
            rim = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=radius * 0.1)
            rim.setColor(skia.ColorSetARGB(alpha // 2, red, green, blue))
            canvas.drawCircle(x, y, radius * 0.95, rim)
        pixels = blurred(pixels, width * 0.0022)
        pixels[..., 3] = 0
        self.picture = Picture(pixels)

    def draw(self, board: Board, view: View) -> None:
        """Add the discs to the frame; they move against the camera more than anything else."""
        shift = Placing(x=view.x * DEPTH * board.width, y=self.top + max(0.0, view.y) * DEPTH * board.height)
        board.lay(self.picture, shift)


def bokeh_for(spec: ShotSpec, glow: tuple[tuple[float, float, float, RGBA], ...]) -> Bokeh | None:
    """Return the bokeh of a shot: near people, where lamps burn for the pleasure of it; None otherwise."""
    if spec.framing not in CLOSE or spec.stage.hour not in {"night", "dusk"} or not glow:
        return None
    if spec.stage.set not in LAMPLIT:
        return None
    if spec.style in {"papercut", "noir"}:
        return None
    return Bokeh(spec, tuple(colour for *_, colour in glow))
