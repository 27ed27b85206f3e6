"""Words on things, set in Montserrat, or in what goes with it in other scripts, and made to fit."""

from .. import bidi
from ..lettering import Lettering
from ..light import RGBA
from ..scripts import clusters, ideographic, joined, parts, phrases, tall
from ..sets.brush import Brush, curve, flat


def font(size: float, weight: int = 600, text: str = "") -> Lettering:
    """Return the letters at a size in units; every line of ``text`` runs from the side from which the whole does."""
    return Lettering(size, weight, right=bidi.from_right(text) or None)


def wrap(text: str, face: Lettering, width: float) -> list[str]:
    """Return the text in lines no wider than ``width``; a word too long is broken."""
    lines: list[str] = []
    line = ""
    for word in phrases(text):
        while face.width(word) > width and len(letters := clusters(word)) > 1:
            keep = _fitting(letters, face, width)
            lines, line = [*lines, line] if line else lines, ""
            lines.append("".join(letters[:keep]))
            word = "".join(letters[keep:])
        longer = joined((line, word))
        if line and face.width(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _fitting(letters: list[str], face: Lettering, width: float) -> int:
    """Return how many of the letters of a word stay on its line."""
    counts = [n for n in range(len(letters) - 1, 1, -1) if face.width("".join(letters[:n])) <= width]
    return next((n for n in counts if parts(letters[n - 1], letters[n])), max(counts, default=1))


def spacing(text: str) -> float:
    """Return how far apart lines stand, in sizes of their letters."""
    return 1.5 if tall(text) else 1.3 if ideographic(text) else 1.22


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
    face = font(size, weight, text)
    lines = wrap(text, face, x1 - x0)
    smallest, apart, right = size * 0.55, spacing(text), bidi.from_right(text)
    while size > 3 and (
        len(lines) * size * apart > y1 - y0 or (size > smallest and _widest_word(text, face) > x1 - x0)
    ):
        size *= 0.92
        face = font(size, weight, text)
        lines = wrap(text, face, x1 - x0)
    y = y0 + size * 0.95
    if centred:
        y += max(0.0, (y1 - y0 - len(lines) * size * apart) / 2)
    for line in lines:
        rest = x1 - x0 - face.width(line)
        x = (x0 + x1 - face.width(line)) / 2 if centred else x0 + rest if right else x0
        face.draw(brush.canvas, line, x, y, flat(colour))
        y += size * apart
    return y


def _widest_word(text: str, face: Lettering) -> float:
    return max((face.width(word) for word in phrases(text) if not ideographic(word)), default=0.0)


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
