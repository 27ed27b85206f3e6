"""The series' hand: what was filmed is brought to look as if the one who draws the people had painted it."""

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.bible import ArtDirection
from ...picture.sets.finish import SILHOUETTE, kuwahara, posterise
from ..geometry import unproject
from ..set import Plate

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
STROKE = 210
"""How many strokes a frame is wide."""
PIGMENT = 1.18
"""How much stronger colour stands on canvas than on a screen."""
PATCHES = ((0.07, 1.5), (0.22, 2.2), (0.75, 3.0))
"""Unevenness of the paint: metres of a patch, and levels. On the things themselves, so that it moves with them."""


def painted(colour: Pixels, plate: Plate, style: ArtDirection, seed: int) -> Pixels:
    """Return the colours of a plate in an art direction: height x width x 3, RGB."""
    # Even, for only then the brush stays where it was: an odd one lays everything down a pixel aside.
    stroke = max(2, 2 * round(plate.width / STROKE / 2))
    match style:
        case "cel":
            return _uneven(_inked(_flat(colour, stroke), plate, 0.5), plate, seed, 0.4)
        case "papercut":
            return _uneven(_cut(colour, stroke), plate, seed, 1.0)
        case "silhouette":
            out = _uneven(_brushed(colour, stroke), plate, seed, 1.0)
            return np.asarray(out * SILHOUETTE, np.uint8)
        case _:
            return _uneven(_brushed(colour, stroke), plate, seed, 1.0)


def _brushed(colour: Pixels, stroke: int) -> Pixels:
    """Lay it down with a broad brush, then with a fine one where there is something to tell."""
    broad = _kuwahara(_kuwahara(colour, stroke), stroke)
    fine = _kuwahara(colour, 2)
    detail = _detail(colour, stroke)[..., None]
    out = broad + (fine.astype(np.float32) - broad) * detail
    return _pigmented(np.asarray(cv2.GaussianBlur(out, (0, 0), 0.6), np.float32))


def _detail(colour: Pixels, stroke: int) -> Field:
    """Return where edges are strong against their surroundings, 0 to 1: there a painter takes the fine brush."""
    grey = cv2.GaussianBlur(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 0.5 * stroke)
    slope = cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    return np.asarray(np.clip(cv2.GaussianBlur(slope, (0, 0), stroke) / 60 - 0.15, 0, 0.85), np.float32)


def _flat(colour: Pixels, stroke: int) -> Pixels:
    """Return it in flat areas with hard edges."""
    smooth = colour
    for _ in range(2):
        smooth = np.asarray(cv2.bilateralFilter(smooth, 0, 26, stroke * 1.5), np.uint8)
    toned = _few_tones(_kuwahara(smooth, stroke), 9)
    return _pigmented(toned.astype(np.float32))


def _cut(colour: Pixels, stroke: int) -> Pixels:
    broad = _kuwahara(_kuwahara(colour, stroke * 2), stroke)
    cut = np.ascontiguousarray(posterise(_with_alpha(broad), 7)[..., 2::-1])
    # Scissors go round corners.
    return np.asarray(cv2.medianBlur(cut, 2 * (stroke + 1) + 1), np.uint8)


def _few_tones(colour: Pixels, levels: int) -> Pixels:
    """Return it in few tones with short ramps between: hard steps would crawl when the camera moves."""
    top = np.maximum(colour.max(axis=2).astype(np.float32), 1)
    level = top / 255 * levels
    whole = np.floor(level)
    ramp = np.clip((level - whole - 0.35) / 0.3, 0, 1)
    return np.asarray(np.clip(colour * ((whole + ramp) / levels * 255 / top)[..., None], 0, 255), np.uint8)


def _inked(colour: Pixels, plate: Plate, strength: float) -> Pixels:
    """Return it with a line where one thing stands before another."""
    near = np.asarray(1 / np.maximum(plate.depth, 1e-2), np.float32)
    step = (near - cv2.erode(near, np.ones((3, 3), np.uint8))) / near
    line = cv2.GaussianBlur(np.clip(step * 8 - 0.5, 0, 1), (0, 0), max(0.6, plate.width / 800))
    return np.asarray(colour * (1 - strength * np.clip(line * 1.6, 0, 1))[..., None], np.uint8)


def _pigmented(colour: Field) -> Pixels:
    grey = colour.mean(axis=2, keepdims=True)
    return np.asarray(np.clip(grey + (colour - grey) * PIGMENT + 0.5, 0, 255), np.uint8)


def _uneven(colour: Pixels, plate: Plate, seed: int, strength: float) -> Pixels:
    """Lay the paint unevenly: noise in the world, not on the lens."""
    points = unproject(plate.eye, plate.depth).astype(np.float32)
    tone = np.zeros(plate.depth.shape, np.float32)
    for number, (patch, levels) in enumerate(PATCHES):
        tone += levels * _noise(points / np.float32(patch), seed * 31 + number)
    warm = 1.6 * _noise(points / np.float32(0.6), seed * 31 + 17)
    bright = colour.max(axis=2).astype(np.float32)
    tone = tone * (0.25 + bright / 200) * np.float32(strength)
    out = colour.astype(np.float32) + tone[..., None]
    out[..., 0] += warm * strength
    out[..., 2] -= warm * strength
    return np.asarray(np.clip(out + 0.5, 0, 255), np.uint8)


def _noise(points: Field, seed: int) -> Field:
    """Return smooth noise of points (... x 3), about -1 to 1: the corners of a lattice, blended."""
    base = np.floor(points)
    part = points - base
    part = part * part * (3 - 2 * part)
    cell = base.astype(np.int64)
    total = np.zeros(points.shape[:-1], np.float32)
    for corner in range(8):
        step = np.array([corner & 1, corner >> 1 & 1, corner >> 2 & 1])
        x, y, z = np.moveaxis(cell + step, -1, 0)
        mixed = (x * 73856093) ^ (y * 19349663) ^ (z * 83492791) ^ (seed * 2654435761)
        mixed = (mixed ^ mixed >> 13) * 1274126177 & 0xFFFF
        weight = np.prod(np.where(step == 1, part, 1 - part), axis=-1)
        total += weight * (mixed.astype(np.float32) / np.float32(32768) - 1)
    return total


def _kuwahara(colour: Pixels, radius: int) -> Pixels:
    return np.ascontiguousarray(kuwahara(_with_alpha(colour), radius)[..., 2::-1])


def _with_alpha(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2BGRA), np.uint8)
