"""A page of the report: the ground, the type and the colours that all its pictures share."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import skia

from ...picture.compositing import blank, canvas_on, image_of
from ...picture.lettering import Lettering

Pixels = npt.NDArray[np.uint8]

GROUND, MOUNT, LINE = 0xFF15131C, 0xFF1E1B29, 0xFF35313F
TEXT, SOFT, FAINT = 0xFFF4EFE8, 0xFFC9C2D0, 0xFF8F889C
GOLD, CORAL, TEAL, VIOLET = 0xFFF0B95A, 0xFFF0785A, 0xFF5CC4B4, 0xFF9C8CE8
EDGE, HEAD = 60, 170
"""Pixels around everything, and above it for the title."""


class Page:
    """Something to draw on."""

    def __init__(self, width: int, height: int, title: str, subtitle: str = "") -> None:
        self.width, self.height = width, height
        self.pixels = blank(width, height)
        self.canvas = canvas_on(self.pixels)
        self.canvas.clear(GROUND)
        self.say(title, EDGE, 92, Lettering(46, 800), TEXT, width - 2 * EDGE)
        self.say(subtitle, EDGE, 134, Lettering(22, 500), FAINT, width - 2 * EDGE)

    def finished(self) -> Pixels:
        """Return it: height x width x 3, RGB."""
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_BGRA2RGB), np.uint8)

    def say(self, text: str, x: float, y: float, lettering: Lettering, colour: int, room: float = 1e9) -> None:
        """Write a line, shortened to the room there is."""
        lettering.draw(self.canvas, shortened(text, lettering, room), x, y, fill(colour))

    def haloed(self, text: str, x: float, y: float, lettering: Lettering, colour: int) -> None:
        """Write a word with its middle at ``x`` over whatever is there."""
        halo = stroke(faded(GROUND, 0xE0), 6)
        halo.setStrokeJoin(skia.Paint.kRound_Join)
        lettering.draw_centred(self.canvas, text, x, y, halo)
        lettering.draw_centred(self.canvas, text, x, y, fill(colour))

    def box(self, x: float, y: float, width: float, height: float, colour: int = MOUNT, corner: float = 10) -> None:
        """Fill a box with round corners."""
        self.canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, width, height), corner, corner, fill(colour))

    def picture(self, pixels: Pixels, x: float, y: float, width: int, height: int, corner: float = 8) -> None:
        """Hang a picture (RGB), brought to a size."""
        shrinks = width < pixels.shape[1]
        sized = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
        image = image_of(np.asarray(cv2.cvtColor(sized, cv2.COLOR_RGB2BGRA), np.uint8))
        self.canvas.save()
        frame = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, width, height), corner, corner)
        self.canvas.clipRRect(frame, skia.ClipOp.kIntersect, True)
        self.canvas.drawImage(image, x, y)
        self.canvas.restore()

    def path(self, points: Sequence[tuple[float, float]], paint: skia.Paint, closed: bool = False) -> None:
        """Draw a line through points, or the shape within it."""
        line = skia.Path()
        line.moveTo(*points[0])
        for x, y in points[1:]:
            line.lineTo(x, y)
        if closed:
            line.close()
        self.canvas.drawPath(line, paint)


def shortened(text: str, lettering: Lettering, room: float) -> str:
    """Return a text cut to the room there is."""
    if lettering.width(text) <= room:
        return text
    while text and lettering.width(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def broken(text: str, lettering: Lettering, room: float) -> list[str]:
    """Return a text in lines that fit into the room there is."""
    lines: list[str] = []
    for word in text.split():
        if lines and lettering.width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def fill(colour: int) -> skia.Paint:
    """Return paint that fills."""
    return skia.Paint(AntiAlias=True, Color=colour)


def stroke(colour: int, width: float) -> skia.Paint:
    """Return paint that draws lines."""
    return skia.Paint(AntiAlias=True, Color=colour, Style=skia.Paint.kStroke_Style, StrokeWidth=width)


def faded(colour: int, alpha: int) -> int:
    """Return a colour with another opacity, 0 to 255."""
    return (colour & 0x00FFFFFF) | (alpha << 24)
