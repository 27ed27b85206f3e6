"""From clean drawing to painted canvas: what a style does to a sheet."""

import cv2
import numpy as np
import numpy.typing as npt
import skia

from ....memory.bible import ArtDirection

Pixels = npt.NDArray[np.uint8]
"""Height x width x 4, in skia's native order, premultiplied."""
NEAR_ENOUGH, SILHOUETTE = 0.4, np.float32(0.72)
"""In silhouette, sheets from that depth on keep only this much of their light."""
PIGMENT = 0.16
"""How much stronger colour stands on canvas than on a screen."""
Field = npt.NDArray[np.float32]


def kuwahara(pixels: Pixels, radius: int) -> Pixels:
    """Return the picture as if laid down with a brush of that radius in pixels.

    Every pixel takes the mean of the calmest of the four squares that touch it; alpha goes with its colour.
    The four means are one box filter read at four offsets, which is what makes it fast.
    """
    height, width = pixels.shape[:2]
    size = (radius + 1, radius + 1)
    framed = cv2.copyMakeBorder(pixels, radius, radius, radius, radius, cv2.BORDER_REPLICATE)
    mean = cv2.blur(framed, size)
    grey = cv2.cvtColor(framed, cv2.COLOR_BGRA2GRAY).astype(np.float32) + framed[..., 3] * np.float32(0.5)
    unrest = cv2.subtract(cv2.blur(grey * grey, size), np.square(cv2.blur(grey, size)))
    half = (radius + 1) // 2
    out = np.empty_like(pixels)
    calmest: Field = np.full((height, width), np.inf, np.float32)
    for dy in (-half, radius - half):
        for dx in (-half, radius - half):
            rows, columns = slice(radius + dy, radius + dy + height), slice(radius + dx, radius + dx + width)
            there = unrest[rows, columns]
            calmer = cv2.compare(there, calmest, cv2.CMP_LT)
            cv2.copyTo(mean[rows, columns], calmer, out)
            calmest = np.minimum(calmest, there)
    return out


def cloth(width: int, height: int, seed: int, octaves: tuple[tuple[int, float], ...]) -> Field:
    """Return smooth noise around 0, each octave (cell in pixels, strength in levels) on top of the other."""
    dice = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for cell, strength in octaves:
        grid = dice.normal(0, strength, (height // cell + 2, width // cell + 2)).astype(np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
    return total


def waver(pixels: Pixels, amount: float, seed: int) -> Pixels:
    """Return the picture with its edges unsteady by ``amount`` pixels, as a hand draws them."""
    height, width = pixels.shape[:2]
    cell = max(4, width // 48)
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    xs += cloth(width, height, seed, ((cell, amount * 0.7), (cell * 3, amount)))
    ys += cloth(width, height, seed + 1, ((cell, amount * 0.7), (cell * 3, amount)))
    return np.asarray(cv2.remap(pixels, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def weave(pixels: Pixels, strength: float, seed: int) -> Pixels:
    """Return the picture on canvas: uneven pigment in large patches, threads in small ones; alpha kept."""
    height, width = pixels.shape[:2]
    fine = max(2, width // 420)
    octaves = ((fine, 1.4), (fine * 4, 1.8), (fine * 14, 1.8), (fine * 46, 2.4))
    tone = cloth(width, height, seed, octaves) * (strength * pixels[..., 3] / np.float32(255))
    cool = cloth(width, height, seed + 7, ((fine * 40, 3.4),)) * (strength * pixels[..., 3] / np.float32(255))
    grey = pixels[..., :3].mean(axis=2, dtype=np.float32, keepdims=True)
    bright = pixels[..., :3].max(axis=2).astype(np.float32)
    tone *= 0.25 + bright / 200
    out = pixels.astype(np.float32)
    out[..., :3] += (out[..., :3] - grey) * PIGMENT
    out[..., 0] += tone + cool * 0.5
    out[..., 1] += tone
    out[..., 2] += tone - cool * 0.5
    return _premultiplied(out, pixels)


def _premultiplied(out: Field, pixels: Pixels) -> Pixels:
    alpha = pixels[..., 3:4].astype(np.float32)
    out[..., :3] = np.minimum(np.maximum(out[..., :3], 0), alpha)
    out[..., 3:4] = alpha
    return out.astype(np.uint8)


def posterise(pixels: Pixels, levels: int) -> Pixels:
    """Return the picture in few tones, as if cut from paper; hues stay what they are."""
    grey = np.maximum(pixels[..., :3].max(axis=2).astype(np.float32), 1)
    steps = np.round(grey / 255 * levels + 0.25) / levels * 255
    out = pixels.astype(np.float32)
    out[..., :3] *= (steps / grey)[..., None]
    return _premultiplied(out, pixels)


def finish(image: skia.Image, style: ArtDirection, seed: int, depth: float) -> skia.Image:
    """Return the sheet in the style; sheets in front of the figures are out of focus anyway and get less care."""
    pixels = np.ascontiguousarray(image.toarray(colorType=skia.kN32_ColorType, alphaType=skia.kPremul_AlphaType))
    brush = max(2, round(pixels.shape[1] / 230))
    if depth > 1:
        out = weave(pixels, 0.7, seed)
    elif style == "cel":
        out = weave(pixels, 0.45, seed)
    elif style == "papercut":
        out = weave(posterise(kuwahara(kuwahara(pixels, brush * 2), brush), 7), 1.2, seed)
    else:
        unsteady = waver(pixels, pixels.shape[1] / 1100, seed)
        strokes = kuwahara(kuwahara(unsteady, brush), max(2, brush - 2))
        out = weave(np.asarray(cv2.GaussianBlur(strokes, (0, 0), 0.7), np.uint8), 1.0, seed)
    if style == "silhouette" and depth >= NEAR_ENOUGH:
        out[..., :3] = out[..., :3] * SILHOUETTE
    return to_image(out)


def to_image(pixels: Pixels) -> skia.Image:
    """Return premultiplied pixels as an image."""
    return skia.Image.fromarray(
        np.ascontiguousarray(pixels), colorType=skia.kN32_ColorType, alphaType=skia.kPremul_AlphaType, copy=True
    )
