"""Words on things, set in Montserrat and made to fit."""

import skia

from ..fonts import typeface
from ..light import RGBA
from ..sets.brush import Brush, curve, flat


def font(size: float, weight: int = 600) -> skia.Font:
    """Return Montserrat at a size in units."""
    made = skia.Font(typeface(weight), size)
    made.setSubpixel(True)
    return made


def wrap(text: str, face: skia.Font, width: float) -> list[str]:
    """Return the text in lines no wider than ``width``; a word too long is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while face.measureText(word) > width and len(word) > 1:
            keep = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or face.measureText(word[:n]) <= width)
            lines, line = [*lines, line] if line else lines, ""
            lines.append(word[:keep])
            word = word[keep:]
        longer = f"{line} {word}".strip()
        if line and face.measureText(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def write(
    brush: Brush,
    text: str,
    box: tuple[float, float, float, float],
    size: float,
    colour: RGBA,
    weight: int = 600,
    centred: bool = True,
) -> float:
    """Write the text into a box (x0, y0, x1, y1), smaller if it must be; return the y below the last line.

    Vertically the words stand at the top of the box, or in its middle where ``centred``.
    """
    x0, y0, x1, y1 = box
    face = font(size, weight)
    lines = wrap(text, face, x1 - x0)
    smallest = size * 0.55
    while size > 3 and (len(lines) * size * 1.22 > y1 - y0 or (size > smallest and _widest_word(text, face) > x1 - x0)):
        size *= 0.92
        face = font(size, weight)
        lines = wrap(text, face, x1 - x0)
    y = y0 + size * 0.95
    if centred:
        y += max(0.0, (y1 - y0 - len(lines) * size * 1.22) / 2)
    for line in lines:
        x = (x0 + x1 - face.measureText(line)) / 2 if centred else x0
        brush.canvas.drawString(line, x, y, face, flat(colour))
        y += size * 1.22
    return y


def _widest_word(text: str, face: skia.Font) -> float:
    return max((float(face.measureText(word)) for word in text.split()), default=0.0)


def scribble(brush: Brush, x0: float, x1: float, y: float, seed: int, colour: RGBA, size: float = 4.0) -> None:
    """Write a line that reads as handwriting and says nothing."""
    points = []
    x, step = x0, 0
    while x < x1:
        wave = ((seed * 37 + step * 53) % 17) / 17
        points.append((x, y + (wave - 0.5) * size * (2 if step % 5 == 0 else 1.1) * (-1 if step % 2 else 1)))
        x += size * (0.42 + 0.4 * wave)
        step += 1
    if len(points) > 2:
        brush.line(curve(points, closed=False), colour, size * 0.26)
