"""Montserrat, loaded once; a font that goes with it for every other script; then whatever the machine offers."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import skia


@dataclass(frozen=True)
class Family:
    """A font that came in a package, of any weight."""

    package: str
    file: str
    """Path in the package."""
    index: int = 0
    """Which font of a collection."""
    scale: float = 1.0
    """How much larger it is set than Montserrat, to look as large."""


MONTSERRAT = Family("fontpkg_montserrat", "files/Montserrat[wght].ttf")
NOTO = Family("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")
"""The one that has most of what no other has."""
_CJK = "NotoSansCJK-VF.otf.ttc"
REGIONS = {
    region: Family("manimgx_fonts_cjk", _CJK, index, 0.97) for index, region in enumerate(("JP", "KR", "SC", "TC"))
}
"""Fonts of Chinese, Japanese and Korean, by whose forms they have."""
_HEBREW = Family("fontpkg_heebo", "files/Heebo[wght].ttf", scale=1.04)
_ARABIC = Family("fontpkg_cairo", "files/Cairo[slnt,wght].ttf", scale=1.06)
_DEVANAGARI = Family("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", scale=1.04)
_THAI = Family("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", scale=1.04)
_BLOCKS = (
    (0x0370, 0x03FF, NOTO),
    (0x0590, 0x05FF, _HEBREW),
    (0x0600, 0x08FF, _ARABIC),
    (0x0900, 0x097F, _DEVANAGARI),
    (0x0E00, 0x0E7F, _THAI),
    (0x1F00, 0x1FFF, NOTO),
    (0xFB1D, 0xFB4F, _HEBREW),
    (0xFB50, 0xFEFC, _ARABIC),
)
"""Scripts that a font was chosen for: from, to."""


def families(character: str, forms: str) -> tuple[Family, ...]:
    """Return the fonts to look for a character in, the one that was chosen for its script first."""
    code = ord(character)
    own = tuple(family for first, last, family in _BLOCKS if first <= code <= last)
    return (*own, MONTSERRAT, REGIONS[forms], NOTO) if code >= 0x2E80 else (*own, MONTSERRAT, NOTO, REGIONS[forms])


@cache
def face(family: Family, weight: int) -> skia.Typeface:
    """Return a font at a weight of 100 to 900."""
    axis = skia.FontArguments.VariationPosition
    # skia keeps pointers to each part, not copies: every part is named, so that it outlives the call.
    coordinates = axis.Coordinates([axis.Coordinate(int.from_bytes(b"wght", "big"), float(weight))])
    position = axis(coordinates)
    arguments = skia.FontArguments()
    arguments.setVariationDesignPosition(position)
    return _upright(family).makeClone(arguments) or _upright(family)


def typeface(weight: int) -> skia.Typeface:
    """Return Montserrat at a weight of 100 to 900."""
    return face(MONTSERRAT, weight)


@cache
def machine_fonts() -> skia.FontMgr:
    """Return the fonts installed on the machine."""
    _upright(MONTSERRAT)
    return skia.FontMgr()


@contextmanager
def font_file(family: Family) -> Iterator[Path]:
    """Give the path of a font's file while it is read."""
    with as_file(files(family.package).joinpath(family.file)) as path:
        yield path


@cache
def _upright(family: Family) -> skia.Typeface:
    with font_file(family) as path, _unheard():
        return skia.Typeface.MakeFromFile(str(path), family.index)


@contextmanager
def _unheard() -> Iterator[None]:
    """Mute file descriptor 2: skia's own fontconfig complains, once, of words that only newer ones know."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
