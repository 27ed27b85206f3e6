"""The painted set, as it is handed to the camera."""

from dataclasses import dataclass
from typing import Literal

import skia

from ..light import RGBA, Light

PLATE_MARGIN = 0.08
"""How much larger than the frame a plate is, on every side, as a fraction of the frame."""

Grade = Literal["night", "warm", "cool", "neutral", "sick", "golden"]


@dataclass(frozen=True)
class Layer:
    """One sheet of a plate, N32 premultiplied, of the plate's size."""

    image: skia.Image
    depth: float
    """0: infinitely far; 1: at the figures; more: in front of them."""


@dataclass(frozen=True)
class Plate:
    """A painted set: sheets from far to near, and how it lights who stands in it."""

    layers: tuple[Layer, ...]
    """Far to near; those with a depth above 1 are drawn over the figures."""
    light: Light
    width: int
    height: int
    horizon: float
    """Height of the eye line, as a fraction of the plate's height."""
    grade: Grade
    indoors: bool
    glow: tuple[tuple[float, float, float, RGBA], ...] = ()
    """Lamps and windows: x, y, radius as fractions of the plate's width (y: height), and colour."""
