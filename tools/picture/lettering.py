"""Type: Montserrat in any weight, and for other scripts fonts that go with it; letters that join are shaped."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import skia

from . import bidi
from .fonts import Family, face, families, machine_fonts
from .scripts import gap, ideographic, parts, region, shaped
from .shaping import Glyphs, blob, glyphs

_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
"""They show nothing, but letters that join heed them."""

_PAUSES = frozenset("、，。！？；：…」』")

_Found = tuple[skia.Typeface, Family | None]


@lru_cache(maxsize=4096)
def _face_for(character: str, weight: int, forms: str) -> _Found | None:
    """Return a typeface that has the character, or None: then it is not drawn at all, never as an empty box.

    ``forms``: whose forms Han characters have.
    """
    for family in families(character, forms):
        own = face(family, weight)
        if own.unicharToGlyph(ord(character)):
            return own, family
    style = skia.FontStyle(min(weight, 900), skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant)
    other = machine_fonts().matchFamilyStyleCharacter("", style, [], ord(character))
    return (other, None) if other is not None and other.unicharToGlyph(ord(character)) else None


@dataclass(frozen=True)
class Run:
    """A part of a text in one font."""

    text: str
    font: skia.Font
    shaped: Glyphs | None = None
    """Its glyphs, if they cannot be set one by one."""

    @property
    def width(self) -> float:
        """How far it goes, pixels."""
        return self.shaped[2] * self.font.getSize() if self.shaped else float(self.font.measureText(self.text))

    def draw(self, canvas: skia.Canvas, x: float, y: float, paint: skia.Paint) -> None:
        """Draw it with its left end at ``x`` and its baseline at ``y``."""
        if self.shaped is None:
            canvas.drawString(self.text, x, y, self.font, paint)
        elif (drawn := blob(self.shaped, self.font)) is not None:
            canvas.drawTextBlob(drawn, x, y, paint)


class Lettering:
    """Text of one size and weight: measured and drawn run by run, each run in a font that has its characters."""

    def __init__(
        self, size: float, weight: int = 800, tracking: float = 0.0, forms: str = "", right: bool | None = None
    ) -> None:
        """``forms``: whose forms Han characters have, JP, KR, TC or SC; if empty, each text tells its own.

        ``right``: whether lines run from the right; if None, each text tells that too.
        """
        self.size = size
        self.weight = weight
        self.tracking = tracking
        """Extra space after each letter, in ems."""
        self.forms = forms
        self.right = right

    def runs(self, text: str) -> list[Run]:
        """Return the drawable parts of a text from left to right; undrawable characters are left out."""
        text = unicodedata.normalize("NFC", text)
        right = bidi.from_right(text) if self.right is None else self.right
        if not right and not shaped(text):
            return self._set(text)
        return [run for start, end, turned in bidi.visual(text, right) for run in self._shaped(text[start:end], turned)]

    def _set(self, text: str) -> list[Run]:
        """Return the parts of a text whose letters stand one by one."""
        found: list[tuple[str, _Found]] = []
        forms = self.forms or region(text)
        for character in text:
            if character in _INVISIBLE or unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
                continue
            own = _face_for(character, self.weight, forms)
            if own is None:
                continue
            if found and not self.tracking and found[-1][1] == own:
                found[-1] = (found[-1][0] + character, own)
            else:
                found.append((character, own))
        return [Run(run, self._font(own)) for run, own in found]

    def _shaped(self, text: str, right: bool) -> list[Run]:
        """Return the parts of a run whose letters join, from left to right."""
        found: list[tuple[str, _Found]] = []
        forms = self.forms or region(text)
        for character in text:
            invisible = character in _INVISIBLE and character not in _JOINERS
            if invisible or unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
                continue
            before = found[-1][1] if found else None
            # Marks, spaces and joiners stay with the letter before them, if its font has them.
            if before is not None and (character in _JOINERS or _goes_with(character, before)):
                found[-1] = (found[-1][0] + character, before)
                continue
            own = _face_for(character, self.weight, forms)
            if own is None:
                continue
            if before == own:
                found[-1] = (found[-1][0] + character, own)
            else:
                found.append((character, own))
        runs = [self._run(part, own, right) for part, own in found]
        return runs[::-1] if right else runs

    def _run(self, text: str, own: _Found, right: bool) -> Run:
        if own[1] is None:
            return Run(text[::-1] if right else text, self._font(own))
        return Run(text, self._font(own), glyphs(text, own[1], self.weight, right))

    def width(self, text: str) -> float:
        """Return how wide the text is drawn, in pixels."""
        runs = self.runs(text)
        gaps = self._tracked(text) * max(0, len(runs) - 1)
        return float(sum(run.width for run in runs)) + gaps

    def draw(self, canvas: skia.Canvas, text: str, x: float, y: float, paint: skia.Paint) -> None:
        """Draw the text with its left end at ``x`` and its baseline at ``y``."""
        apart = self._tracked(text)
        for run in self.runs(text):
            run.draw(canvas, x, y, paint)
            x += run.width + apart

    def draw_centred(self, canvas: skia.Canvas, text: str, x: float, y: float, paint: skia.Paint) -> None:
        """Draw the text with its middle at ``x`` and its baseline at ``y``."""
        self.draw(canvas, text, x - self.width(text) / 2, y, paint)

    @property
    def space(self) -> float:
        """How wide a space is between two words, pixels."""
        return self.width("n n") - 2 * self.width("n")

    def gap(self, before: str, after: str) -> float:
        """Return how far apart two words stand, pixels: not at all, where their scripts have no spaces."""
        return self.space if gap(before, after) else 0.0

    def _tracked(self, text: str) -> float:
        """Return the extra space between letters, pixels; letters that join have none."""
        return self.tracking * self.size if self.tracking and not shaped(text) else 0.0

    def _font(self, own: _Found) -> skia.Font:
        typeface, family = own
        font = skia.Font(typeface, self.size * (family.scale if family is not None else 1.0))
        font.setSubpixel(True)
        font.setEdging(skia.Font.Edging.kAntiAlias)
        return font


def _goes_with(character: str, own: _Found) -> bool:
    kind = unicodedata.category(character)
    return kind in {"Mn", "Mc", "Me", "Zs"} and bool(own[0].unicharToGlyph(ord(character)))


def balanced(words: list[str], lettering: Lettering, room: float) -> list[list[int]] | None:
    """Break words into one line or two of nearly equal width; None if no way fits into ``room`` pixels.

    Returns the indices of the words of each line.
    """
    widths = [lettering.width(word) for word in words]
    gaps = [0.0, *(lettering.gap(before, after) for before, after in pairwise(words))]

    def breadth(line: list[int]) -> float:
        return sum(widths[i] for i in line) + sum(gaps[i] for i in line[1:])

    everything = list(range(len(words)))
    if breadth(everything) <= room:
        return [everything]
    free = [cut for cut in everything[1:] if parts(words[cut - 1], words[cut])] or everything[1:]
    cuts = [[everything[:cut], everything[cut:]] for cut in free]
    if any(map(ideographic, words)):  # of written words that run on, a line rather ends with a clause
        ends = [lines for lines in cuts if words[lines[0][-1]][-1:] in _PAUSES and max(map(breadth, lines)) <= room]
        cuts = ends or cuts
    best = min(cuts, key=lambda lines: max(map(breadth, lines)), default=None)
    return best if best is not None and max(map(breadth, best)) <= room else None
