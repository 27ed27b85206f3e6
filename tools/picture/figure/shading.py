"""Light on a finished figure: ambient, key glow, and rims found from its outline."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import skia

from ..light import RGBA, Light
from ..windows import Box
from .geometry import Point
from .pigment import code, fade, gradient, radial

Pixels = npt.NDArray[np.uint8]
SMOOTH = 4
"""How much smaller ambient and key are kept than the figure they fall on."""


def surface(width: int, height: int) -> skia.Surface:
    """Return a transparent drawing ground."""
    return skia.Surface.MakeRasterN32Premul(width, height)


def ambient(light: Light, origin: Point, scale: float) -> skia.Paint:
    """Return the paint that multiplies the ambient light into what is drawn."""

    def lit(colour: RGBA) -> RGBA:
        r, g, b = (min(255, round(v * light.exposure)) for v in colour[:3])
        return (r, g, b, 255)

    x, y = origin
    paint = gradient((x, y - 160 * scale), (x, y + 560 * scale), [lit(light.ambient_top), lit(light.ambient_bottom)])
    paint.setBlendMode(skia.BlendMode.kModulate)
    return paint


def pixels(image: skia.Image) -> Pixels:
    """Return an image as rows of premultiplied blue, green, red, alpha."""
    out: Pixels = np.empty((image.height(), image.width(), 4), np.uint8)
    info = skia.ImageInfo.Make(image.width(), image.height(), skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    image.readPixels(info, out, out.strides[0], 0, 0)
    return out


def picture(array: Pixels) -> skia.Image:
    """Return premultiplied BGRA rows as an image."""
    # Named: a pixmap only points at its rows, and unnamed ones are gone before they are copied.
    whole = np.ascontiguousarray(array)
    height, width = whole.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Image.MakeRasterCopy(skia.Pixmap(info, whole, width * 4))


def rims(figure: Pixels, light: Light, scale: float, strength: float = 1.0) -> Pixels:
    """Return the rims of a figure: where its outline moves away from itself towards each light.

    Bytes, found at half the size: in floating point a large figure's would take 100 MB.
    """
    alpha = cv2.extractChannel(figure, 3)
    height, width = alpha.shape
    half = cv2.resize(alpha, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    s = scale / 2
    overlay = np.zeros((*half.shape, 4), np.uint8)
    for rim in light.rims:
        shift = np.array([[1, 0, -rim.dx * s], [0, 1, rim.dy * s]], np.float32)
        moved = cv2.warpAffine(half, shift, (half.shape[1], half.shape[0]), flags=cv2.INTER_LINEAR)
        moved = cv2.GaussianBlur(moved, (0, 0), max(0.6, rim.blur * s))
        mask = cv2.convertScaleAbs(cv2.subtract(half, moved), alpha=min(1.0, rim.colour[3] / 255 * strength))
        cover = cv2.merge([mask, mask, mask, mask])
        cv2.multiply(overlay, cv2.bitwise_not(cover), dst=overlay, scale=1 / 255)
        laid = [cv2.convertScaleAbs(mask, alpha=rim.colour[i] / 255) for i in (2, 1, 0)]
        cv2.add(overlay, cv2.merge([*laid, mask]), dst=overlay)
    return np.asarray(cv2.resize(overlay, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def add_rims(figure: Pixels, rims: Pixels) -> None:
    """Lay the rims over the figure, within its outline, in place."""
    relight(figure, _through(rims), _within(rims, figure))


@dataclass(frozen=True)
class Lit:
    """A light on one figure, for every pixel: what it multiplies and what it adds."""

    gain: Pixels
    glow: Pixels


def even_light(light: Light, origin: Point, scale: float, width: int, height: int) -> Lit:
    """Return ambient and key on a figure of that size, whatever its pose; small, because both are smooth."""
    seen: list[Pixels] = []
    for colour in (skia.ColorWHITE, skia.ColorBLACK):
        ground = surface(width // SMOOTH + 1, height // SMOOTH + 1)
        canvas = ground.getCanvas()
        canvas.clear(colour)
        canvas.scale(1 / SMOOTH, 1 / SMOOTH)
        canvas.drawPaint(ambient(light, origin, scale))
        key_glow(canvas, light, origin, scale)
        seen.append(pixels(ground.makeImageSnapshot()))
    white, black = seen
    gain = cv2.subtract(white, black)
    gain[..., 3], black[..., 3] = 255, 0
    return Lit(np.asarray(gain, np.uint8), black)


def light_on(figure: Pixels, even: Lit, rims: Pixels, area: Box) -> Lit:
    """Return the whole light on a figure in its pose: ambient, key and rims; ``area`` is what was drawn of it."""
    gain, glow = (_enlarged(part, area) for part in (even.gain, even.glow))
    through = _through(rims)
    cv2.multiply(gain, through, dst=gain, scale=1 / 255)
    cv2.multiply(glow, through, dst=glow, scale=1 / 255)
    cv2.add(glow, rims, dst=glow)
    return Lit(gain, _within(glow, figure))


def _enlarged(part: Pixels, area: Box) -> Pixels:
    """Return that area of a light that is kept small."""
    height, width = part.shape[:2]
    around = Box(*(edge // SMOOTH for edge in (area.left, area.top, area.right + SMOOTH, area.bottom + SMOOTH)))
    around = around.grown(1).common(Box(0, 0, width, height))
    size = (around.width * SMOOTH, around.height * SMOOTH)
    large = cv2.resize(part[around.slices], size, interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(large[area.moved(-around.left * SMOOTH, -around.top * SMOOTH).slices])


def _through(rims: Pixels) -> Pixels:
    """Return how much is seen through the rims, in each channel; the outline stays."""
    rest = cv2.bitwise_not(cv2.extractChannel(rims, 3))
    return np.asarray(cv2.merge([rest, rest, rest, np.full_like(rest, 255)]), np.uint8)


def _within(light: Pixels, figure: Pixels) -> Pixels:
    """Return the light where the figure is, adding nothing to its outline."""
    alpha = cv2.extractChannel(figure, 3)
    return np.asarray(cv2.multiply(light, cv2.merge([alpha, alpha, alpha, np.zeros_like(alpha)]), scale=1 / 255))


def key_glow(canvas: skia.Canvas, light: Light, origin: Point, scale: float) -> None:
    """Add the key's warmth on its side, within what is drawn."""
    centre = (origin[0] + light.side * 190 * scale, origin[1] - 60 * scale)
    paint = radial(
        centre, 460 * scale, [light.key, fade(light.key, light.key[3] * 0.45), fade(light.key, 0)], [0, 0.5, 1]
    )
    paint.setBlendMode(skia.BlendMode.kSrcATop)
    canvas.drawPaint(paint)


def raised(array: Pixels, by: float) -> Pixels:
    """Return the rows moved up by parts of a pixel."""
    shift = np.array([[1, 0, 0], [0, 1, -by]], np.float32)
    return np.asarray(cv2.warpAffine(array, shift, (array.shape[1], array.shape[0])), np.uint8)


def drawn_on(array: Pixels) -> skia.Surface:
    """Return a surface that draws into the rows of an array (premultiplied blue, green, red, alpha)."""
    info = skia.ImageInfo.Make(array.shape[1], array.shape[0], skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, array, array.strides[0])


def relight(array: Pixels, gain: Pixels, glow: Pixels) -> None:
    """Multiply ``gain`` into the rows and add ``glow``: the whole light in two passes."""
    cv2.multiply(array, gain, dst=array, scale=1 / 255)
    cv2.add(array, glow, dst=array)
    # Rounded twice, a colour may come out one above its alpha, which is no premultiplied colour.
    alpha = cv2.extractChannel(array, 3)
    cv2.min(array, cv2.merge([alpha, alpha, alpha, alpha]), dst=array)


def darkened(colour: RGBA) -> skia.Paint:
    """Return a paint that multiplies a colour in."""
    return skia.Paint(Color=code(colour), BlendMode=skia.BlendMode.kModulate)
