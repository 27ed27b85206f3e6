"""Setting type on a page: paragraphs that wrap, and a column that shrinks before it runs over. Points throughout."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import skia

from ..picture.lettering import Lettering

INK, FAINT, ACCENT, RULE, PAPER = 0xFF1B1820, 0xFF77717F, 0xFFB3123C, 0xFFD9D4DC, 0xFFFFFFFF
SMALLEST = 0.62
"""How far a column's type shrinks before the rest is cut off."""
FINE = 16
"""Type is measured and drawn this much larger and shrunk: letters of a few points would be spaced in whole pixels."""
MOST_LETTERS = 300
"""More of them fit on no line of ours."""


@dataclass(frozen=True)
class Paragraph:
    """Words in one size, weight and colour."""

    text: str
    size: float
    weight: int = 500
    colour: int = INK
    leading: float = 1.3
    """Baseline to baseline, in sizes."""
    before: float = 0.0
    """Space above, points."""

    @property
    def lettering(self) -> Lettering:
        """Its type."""
        return Lettering(self.size, self.weight)

    def scaled(self, factor: float) -> "Paragraph":
        """Return it smaller."""
        return replace(self, size=self.size * factor, before=self.before * factor)

    def height(self, room: float) -> float:
        """Return how high it is in a column, points."""
        return self.before + len(wrapped(self.text, self.lettering, room)) * self.size * self.leading


def wrapped(text: str, lettering: Lettering, room: float) -> list[str]:
    """Break a text into lines no wider than ``room``; a word that is wider itself is broken too."""
    lines: list[list[str]] = []
    space, left = _wide(" ", lettering), 0.0
    for word in _breakable(text, lettering, room):
        wide = _wide(word, lettering)
        if lines and wide + space <= left:
            lines[-1].append(word)
            left -= wide + space
        else:
            lines.append([word])
            left = room - wide
    return [" ".join(words) for words in lines]


def _breakable(text: str, lettering: Lettering, room: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while len(rest) > 1 and _wide(rest, lettering) > room:
            count = max(1, _fitting(rest, lettering, room))
            yield rest[:count]
            rest = rest[count:]
        yield rest


def _fitting(text: str, lettering: Lettering, room: float) -> int:
    """Return how many letters of a text fit into ``room``."""
    return bisect_right(range(1, len(text) + 1), room, key=lambda count: _wide(text[:count], lettering))


def _wide(text: str, lettering: Lettering) -> float:
    return _width(text, lettering.size, lettering.weight)


@lru_cache(maxsize=8192)
def _width(text: str, size: float, weight: int) -> float:
    return Lettering(size * FINE, weight).width(text) / FINE


def _draw(canvas: skia.Canvas, text: str, x: float, y: float, lettering: Lettering, colour: int) -> None:
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(1 / FINE, 1 / FINE)
    large = Lettering(lettering.size * FINE, lettering.weight)
    large.draw(canvas, text, 0, 0, skia.Paint(AntiAlias=True, Color=colour))
    canvas.restore()


def set_column(
    canvas: skia.Canvas, paragraphs: Sequence[Paragraph], x: float, y: float, width: float, height: float
) -> float:
    """Set paragraphs one under the other, smaller if they would not fit, cut off with … at worst; return the end."""
    scale = 1.0
    while scale > SMALLEST and sum(one.scaled(scale).height(width) for one in paragraphs) > height:
        scale -= 0.04
    bottom = y + height
    for paragraph in paragraphs:
        y = _set(canvas, paragraph.scaled(scale), x, y, width, bottom)
    return y


def _set(canvas: skia.Canvas, paragraph: Paragraph, x: float, y: float, width: float, bottom: float) -> float:
    lettering, step = paragraph.lettering, paragraph.size * paragraph.leading
    lines = wrapped(paragraph.text, lettering, width)
    room = int((bottom - y - paragraph.before) / step + 1e-6)
    if room < len(lines):
        lines = [
            *lines[: max(0, room - 1)],
            *([shortened(" ".join(lines[room - 1 :]), lettering, width)] if room > 0 else []),
        ]
    y += paragraph.before
    for line in lines:
        _draw(canvas, line, x, y + paragraph.size * 0.95, lettering, paragraph.colour)
        y += step
    return y


def shortened(text: str, lettering: Lettering, room: float) -> str:
    """Return a text on one line, cut off with … where it is too wide."""
    near = text[:MOST_LETTERS]
    if near == text and _wide(text, lettering) <= room:
        return text
    return near[: _fitting(near, lettering, room - _wide("…", lettering))].rstrip() + "…"


def set_line(
    canvas: skia.Canvas,
    text: str,
    x: float,
    y: float,
    size: float,
    weight: int = 500,
    colour: int = INK,
    right: bool = False,
    room: float = 1e9,
) -> float:
    """Set one line with its baseline at ``y``, ending at ``x`` if ``right``; return its width."""
    lettering = Lettering(size, weight)
    shown = shortened(text, lettering, room)
    width = _wide(shown, lettering)
    _draw(canvas, shown, x - width if right else x, y, lettering, colour)
    return width


def mount(canvas: skia.Canvas, jpeg: bytes | None, x: float, y: float, width: float, height: float) -> None:
    """Put a picture into a box with round corners; a grey box where there is none."""
    box = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, width, height), 5, 5)
    canvas.save()
    canvas.clipRRect(box, skia.ClipOp.kIntersect, True)
    if jpeg is None:
        canvas.drawRRect(box, skia.Paint(Color=0xFFEEEBF0))
    else:
        image = skia.Image.MakeFromEncoded(skia.Data(jpeg))
        canvas.drawImageRect(
            image, skia.Rect.MakeXYWH(x, y, width, height), skia.SamplingOptions(skia.CubicResampler.Mitchell())
        )
    canvas.restore()
    canvas.drawRRect(box, skia.Paint(AntiAlias=True, Color=0x30000000, Style=skia.Paint.kStroke_Style, StrokeWidth=0.5))
