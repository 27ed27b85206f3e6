"""Shaping: letters that join, stack or change with their neighbours become glyphs in their places, by HarfBuzz."""

from functools import cache, lru_cache

import skia
import uharfbuzz as hb

from .fonts import Family, font_file

Glyphs = tuple[tuple[int, ...], tuple[tuple[float, float], ...], float]
"""Numbers of glyphs, the place of each and how far the whole goes: ems."""


@lru_cache(maxsize=1024)
def glyphs(text: str, family: Family, weight: int, right: bool) -> Glyphs:
    """Return the glyphs of a run in one font, from left to right; ``right``: it is read from the right."""
    font = _font(family, weight)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right else "ltr"
    hb.shape(font, buffer)
    em, x = font.face.upem, 0.0
    numbers, places = [], []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        numbers.append(info.codepoint)
        places.append(((x + place.x_offset) / em, -place.y_offset / em))
        x += place.x_advance
    return tuple(numbers), tuple(places), x / em


def blob(found: Glyphs, font: skia.Font) -> skia.TextBlob | None:
    """Return glyphs as skia draws them, at a font's size; None if there are none."""
    numbers, places, _ = found
    if not numbers:
        return None
    size = font.getSize()
    builder = skia.TextBlobBuilder()
    builder.allocRunPos(font, numbers, [skia.Point(x * size, y * size) for x, y in places])
    return builder.make()


@cache
def _font(family: Family, weight: int) -> hb.Font:
    with font_file(family) as path:
        made = hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), family.index))
    made.set_variations({"wght": float(weight)})
    return made
