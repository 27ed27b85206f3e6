"""Type: Montserrat in any weight, and for a character it lacks whatever font the machine offers."""

import unicodedata
from functools import lru_cache

import skia

from .fonts import machine_fonts, typeface

_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")


@lru_cache(maxsize=4096)
def _face_for(character: str, weight: int) -> skia.Typeface | None:
    """Return a typeface that has the character, or None: then it is not drawn at all, never as an empty box."""
    own = typeface(weight)
    if own.unicharToGlyph(ord(character)):
        return own
    style = skia.FontStyle(min(weight, 900), skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant)
    other = machine_fonts().matchFamilyStyleCharacter("", style, [], ord(character))
    return other if other is not None and other.unicharToGlyph(ord(character)) else None


class Lettering:
    """Text of one size and weight: measured and drawn run by run, each run in a font that has its characters."""

    def __init__(self, size: float, weight: int = 800, tracking: float = 0.0) -> None:
        self.size = size
        self.weight = weight
        self.tracking = tracking
        """Extra space after each letter, in ems."""

    def runs(self, text: str) -> list[tuple[str, skia.Font]]:
        """Return the drawable parts of the text, each with its font; undrawable characters are left out."""
        found: list[tuple[str, skia.Typeface]] = []
        for character in unicodedata.normalize("NFC", text):
            if character in _INVISIBLE or unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
                continue
            face = _face_for(character, self.weight)
            if face is None:
                continue
            if found and not self.tracking and found[-1][1] is face:
                found[-1] = (found[-1][0] + character, face)
            else:
                found.append((character, face))
        return [(run, self._font(face)) for run, face in found]

    def width(self, text: str) -> float:
        """Return how wide the text is drawn, in pixels."""
        runs = self.runs(text)
        gaps = self.tracking * self.size * max(0, len(runs) - 1) if self.tracking else 0.0
        return float(sum(font.measureText(run) for run, font in runs)) + gaps

    def draw(self, canvas: skia.Canvas, text: str, x: float, y: float, paint: skia.Paint) -> None:
        """Draw the text with its left end at ``x`` and its baseline at ``y``."""
        for run, font in self.runs(text):
            canvas.drawString(run, x, y, font, paint)
            x += font.measureText(run) + self.tracking * self.size

    def draw_centred(self, canvas: skia.Canvas, text: str, x: float, y: float, paint: skia.Paint) -> None:
        """Draw the text with its middle at ``x`` and its baseline at ``y``."""
        self.draw(canvas, text, x - self.width(text) / 2, y, paint)

    def _font(self, face: skia.Typeface) -> skia.Font:
        font = skia.Font(face, self.size)
        font.setSubpixel(True)
        font.setEdging(skia.Font.Edging.kAntiAlias)
        return font


def balanced(words: list[str], lettering: Lettering, room: float) -> list[list[int]] | None:
    """Break words into one line or two of nearly equal width; None if no way fits into ``room`` pixels.

    Returns the indices of the words of each line.
    """
    widths = [lettering.width(word) for word in words]
    space = lettering.width("n n") - 2 * lettering.width("n")

    def breadth(line: list[int]) -> float:
        return sum(widths[i] for i in line) + space * max(0, len(line) - 1)

    everything = list(range(len(words)))
    if breadth(everything) <= room:
        return [everything]
    cuts = [[everything[:cut], everything[cut:]] for cut in everything[1:]]
    best = min(cuts, key=lambda lines: max(map(breadth, lines)), default=None)
    return best if best is not None and max(map(breadth, best)) <= room else None
