"""Montserrat, loaded once, and whatever other fonts the machine offers."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files

import skia


@cache
def typeface(weight: int) -> skia.Typeface:
    """Return Montserrat at a weight of 100 to 900."""
    axis = skia.FontArguments.VariationPosition
    # skia keeps pointers to each part, not copies: every part is named, so that it outlives the call.
    coordinates = axis.Coordinates([axis.Coordinate(int.from_bytes(b"wght", "big"), float(weight))])
    position = axis(coordinates)
    arguments = skia.FontArguments()
    arguments.setVariationDesignPosition(position)
    return _upright().makeClone(arguments) or _upright()


@cache
def machine_fonts() -> skia.FontMgr:
    """Return the fonts installed on the machine."""
    _upright()
    return skia.FontMgr()


@cache
def _upright() -> skia.Typeface:
    with as_file(files("fontpkg_montserrat") / "files" / "Montserrat[wght].ttf") as path, _unheard():
        return skia.Typeface.MakeFromFile(str(path))


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
