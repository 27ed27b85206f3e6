"""Compositing: transparent pictures laid over the frame at sub-pixel places.

All pictures are height x width x 4, BGRA, multiplied by their own alpha: skia's native order, in which alone its blits
are fast. Turned or scaled ones are laid by OpenCV, which does it ten times faster than skia's rasteriser.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import skia

from .windows import Box

Pixels = npt.NDArray[np.uint8]
LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


@dataclass(frozen=True)
class Placing:
    """A similarity of the plane: turned, scaled, shifted. ``x' = a x - b y + x0``, ``y' = b x + a y + y0``."""

    a: float = 1.0
    b: float = 0.0
    x: float = 0.0
    y: float = 0.0

    def moved(self, dx: float, dy: float) -> "Placing":
        """Return this placing of what was first shifted."""
        return Placing(self.a, self.b, self.x + self.a * dx - self.b * dy, self.y + self.b * dx + self.a * dy)

    def scaled(self, factor: float) -> "Placing":
        """Return this placing of what was first scaled about the origin."""
        return Placing(self.a * factor, self.b * factor, self.x, self.y)

    def turned(self, degrees: float) -> "Placing":
        """Return this placing of what was first turned clockwise about the origin."""
        c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return Placing(self.a * c - self.b * s, self.b * c + self.a * s, self.x, self.y)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x - self.b * y + self.x, self.b * x + self.a * y + self.y

    def inverse(self) -> "Placing":
        """Return what lays everything back to where it was."""
        norm = self.a**2 + self.b**2
        a, b = self.a / norm, -self.b / norm
        return Placing(a, b, -(a * self.x - b * self.y), -(b * self.x + a * self.y))

    def bounds(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """Return the upright box around where a box comes to lie: left, top, right, bottom."""
        corners = [self.point(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True)
class Picture:
    """Pixels ready to be laid."""

    pixels: Pixels
    opaque: bool = False

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.pixels.shape[0]


def lay(frame: Pixels, picture: Picture, placing: Placing, strength: float = 1.0) -> None:
    """Lay a picture over the frame, in place; ``strength`` from 0 to 1 fades it."""
    height, width = frame.shape[:2]
    box = placing.bounds(0, 0, picture.width, picture.height)
    left, top = max(0, math.floor(box[0])), max(0, math.floor(box[1]))
    right, bottom = min(width, math.ceil(box[2])), min(height, math.ceil(box[3]))
    if left >= right or top >= bottom or strength <= 0:
        return
    part = frame[top:bottom, left:right]
    if picture.opaque and strength >= 1 and _covers(picture, placing, left, top, right, bottom):
        _warp(picture.pixels, placing, left, top, part)
        return
    laid = np.empty_like(part)
    _warp(picture.pixels, placing, left, top, laid)
    if strength < 1:
        cv2.convertScaleAbs(laid, dst=laid, alpha=strength)
    over(part, laid)


def over(under: Pixels, picture: Pixels) -> None:
    """Blend a picture over another of its size, in place."""
    through = cv2.bitwise_not(cv2.extractChannel(picture, 3))
    cv2.multiply(under, cv2.merge([through, through, through, through]), dst=under, scale=1 / 255)
    cv2.add(under, picture, dst=under)


def _warp(pixels: Pixels, placing: Placing, left: int, top: int, out: Pixels) -> None:
    # Pixel centres: skia's lie at halves, OpenCV's at whole numbers.
    x = placing.a * 0.5 - placing.b * 0.5 + placing.x - left - 0.5
    y = placing.b * 0.5 + placing.a * 0.5 + placing.y - top - 0.5
    matrix = np.array([[placing.a, -placing.b, x], [placing.b, placing.a, y]], np.float64)
    size = (out.shape[1], out.shape[0])
    if out.flags.c_contiguous:
        cv2.warpAffine(pixels, matrix, size, dst=out, flags=cv2.INTER_LINEAR)
    else:
        out[:] = cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_LINEAR)


def _covers(picture: Picture, placing: Placing, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether the picture has a pixel for every pixel of that part of the frame."""
    norm = placing.a**2 + placing.b**2
    for x in (left, right):
        for y in (top, bottom):
            dx, dy = x - placing.x, y - placing.y
            u, v = (placing.a * dx + placing.b * dy) / norm, (placing.a * dy - placing.b * dx) / norm
            if not (0.5 <= u <= picture.width - 0.5 and 0.5 <= v <= picture.height - 0.5):
                return False
    return True


def canvas_on(pixels: Pixels) -> skia.Canvas:
    """Return a canvas that paints straight into the pixels."""
    height, width = pixels.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels, width * 4).getCanvas()


def blank(width: int, height: int) -> Pixels:
    """Return transparent pixels."""
    return np.zeros((max(1, height), max(1, width), 4), np.uint8)


def pixels_of(image: skia.Image) -> Pixels:
    """Return the image's pixels, writable."""
    pixels = np.empty((image.height(), image.width(), 4), np.uint8)
    info = skia.ImageInfo.Make(image.width(), image.height(), skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    image.readPixels(info, pixels, image.width() * 4, 0, 0)
    return pixels


def image_of(pixels: Pixels) -> skia.Image:
    """Return the pixels as an image; marked as premultiplied, or every blit would cost ten times as much."""
    # Named: a pixmap only points at its rows, and unnamed ones are gone before they are copied.
    whole = np.ascontiguousarray(pixels)
    height, width = whole.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Image.MakeRasterCopy(skia.Pixmap(info, whole, width * 4))


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Return the pixels blurred by ``sigma`` pixels; great blurs are made on a smaller picture."""
    if sigma < 0.3:
        return pixels
    shrink = 1 if sigma < 5 else 2 if sigma < 14 else 4
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.uint8)
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // shrink), max(1, height // shrink)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


class Board:
    """The frame being painted: OpenCV lays pictures on it, skia draws on the same memory."""

    def __init__(self, width: int, height: int, part: Box | None = None, kept: Box | None = None) -> None:
        """``part``: only that much of the frame has pixels; whatever is painted beside it is lost.

        ``kept``: what of it is kept; the rest is only there to shine on it, and may lack what is small.
        """
        self.width, self.height = width, height
        self.whole = Box(0, 0, width, height)
        self.part = part or self.whole
        self.kept = kept or self.part
        self.pixels = blank(self.part.width, self.part.height)
        self.canvas = canvas_on(self.pixels)
        self.canvas.translate(-self.part.left, -self.part.top)

    def lay(self, picture: Picture, placing: Placing, strength: float = 1.0) -> None:
        """Lay a picture over what is painted."""
        left, top = self.part.left, self.part.top
        if left or top:
            placing = Placing(placing.a, placing.b, placing.x - left, placing.y - top)
        lay(self.pixels, picture, placing, strength)
