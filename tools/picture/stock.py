"""What one worker keeps between shots: painted sets and dressed figures are dear, and an episode uses few of them."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import skia

from ...memory.bible import ArtDirection
from ...memory.look import Look, Outfit
from .figure.figure import Figure
from .light import Light
from .sets import paint
from .sets.plate import Plate
from .spec import StageSpec

Pixels = npt.NDArray[np.uint8]
"""Height x width x 4, RGBA, premultiplied."""

LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
SHARP = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


@lru_cache(maxsize=2)
def plate(stage: StageSpec, width: int, height: int, style: ArtDirection) -> Plate:
    """Return the painted set for frames of that size."""
    return paint(stage, width, height, style)


@lru_cache(maxsize=4)
def figure(look: Look, outfit: Outfit, light: Light, head: int) -> Figure:
    """Return the dressed and lit person, its head so many pixels high."""
    return Figure(look, outfit, light, head)


def canvas_on(pixels: Pixels) -> skia.Canvas:
    """Return a canvas that paints straight into the pixels."""
    height, width = pixels.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels, width * 4).getCanvas()


def pixels_of(image: skia.Image) -> Pixels:
    """Return the image's pixels, writable."""
    pixels = np.zeros((image.height(), image.width(), 4), np.uint8)
    canvas_on(pixels).drawImage(image, 0, 0)
    return pixels


def image_of(pixels: Pixels) -> skia.Image:
    """Return premultiplied pixels as an image; marked as such, or every blit would cost ten times as much."""
    return skia.Image.fromarray(
        np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType, copy=True
    )
