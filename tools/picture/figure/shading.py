"""Light on a finished figure: ambient, key glow, and rims found from its outline."""

import cv2
import numpy as np
import numpy.typing as npt
import skia

from ..light import RGBA, Light
from .geometry import Point
from .pigment import code, fade, gradient, radial

Pixels = npt.NDArray[np.uint8]


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
    height, width = array.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Image.MakeRasterCopy(skia.Pixmap(info, np.ascontiguousarray(array), width * 4))


def rims(image: skia.Image, light: Light, scale: float, strength: float = 1.0) -> skia.Image:
    """Return the rims of a figure: where its outline moves away from itself towards each light."""
    alpha = pixels(image)[..., 3]
    height, width = alpha.shape
    half = cv2.resize(alpha, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    s = scale / 2
    overlay = np.zeros((*half.shape, 4), np.float32)
    for rim in light.rims:
        shift = np.array([[1, 0, -rim.dx * s], [0, 1, -rim.dy * s * -1]], np.float32)
        moved = cv2.warpAffine(half, shift, (half.shape[1], half.shape[0]), flags=cv2.INTER_LINEAR)
        moved = cv2.GaussianBlur(moved, (0, 0), max(0.6, rim.blur * s))
        mask = cv2.subtract(half, moved).astype(np.float32) / 255 * min(1.0, rim.colour[3] / 255 * strength)
        colour = np.array([rim.colour[2], rim.colour[1], rim.colour[0], 255], np.float32)
        overlay = overlay * (1 - mask[..., None]) + mask[..., None] * colour
    full = cv2.resize(overlay, (width, height), interpolation=cv2.INTER_LINEAR)
    return picture(np.clip(full + 0.5, 0, 255).astype(np.uint8))


def key_glow(canvas: skia.Canvas, light: Light, origin: Point, scale: float) -> None:
    """Add the key's warmth on its side, within what is drawn."""
    centre = (origin[0] + light.side * 190 * scale, origin[1] - 60 * scale)
    paint = radial(
        centre, 460 * scale, [light.key, fade(light.key, light.key[3] * 0.45), fade(light.key, 0)], [0, 0.5, 1]
    )
    paint.setBlendMode(skia.BlendMode.kSrcATop)
    canvas.drawPaint(paint)


def write(surface: skia.Surface, array: Pixels, x: int, y: int) -> None:
    """Copy rows into a surface, replacing what is there."""
    height, width = array.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    surface.getCanvas().writePixels(info, array, array.strides[0], x, y)


def raised(image: skia.Image, by: float) -> skia.Image:
    """Return the image moved up by parts of a pixel."""
    moved = surface(image.width(), image.height())
    moved.getCanvas().drawImage(image, 0, -by, skia.SamplingOptions(skia.FilterMode.kLinear))
    return moved.makeImageSnapshot()


def drawn_on(array: Pixels) -> skia.Surface:
    """Return a surface that draws into the rows of an array (premultiplied blue, green, red, alpha)."""
    info = skia.ImageInfo.Make(array.shape[1], array.shape[0], skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, array, array.strides[0])


def relight(array: Pixels, gain: Pixels, glow: Pixels) -> None:
    """Multiply ``gain`` into the rows and add ``glow``: the whole light in two passes."""
    cv2.multiply(array, gain, dst=array, scale=1 / 255)
    cv2.add(array, glow, dst=array)


def measured(white: Pixels, black: Pixels, alpha: npt.NDArray[np.uint8]) -> tuple[Pixels, Pixels]:
    """Return gain and glow of a light, from what it makes of white and of black."""
    gain: Pixels = np.subtract(white, black, dtype=np.uint8)
    glow: Pixels = (black.astype(np.uint16) * alpha[..., None] // 255).astype(np.uint8)
    gain[..., 3], glow[..., 3] = 255, 0
    return gain, glow


def atop() -> skia.Paint:
    """Return the paint that lays an image on what is there, keeping its outline."""
    return skia.Paint(BlendMode=skia.BlendMode.kSrcATop)


def darkened(colour: RGBA) -> skia.Paint:
    """Return a paint that multiplies a colour in."""
    return skia.Paint(Color=code(colour), BlendMode=skia.BlendMode.kModulate)
