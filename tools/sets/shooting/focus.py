"""Focus: depth of field, and the plate cut into sheets between which people stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.storyboard import Framing
from ..geometry import axes, focal
from ..set import Plate
from .lens import APERTURE

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
LEVELS = 3
"""How many blurs there are on either side of the focus; between them it is blended."""
SHARP = 0.45
"""Pixels of blur that nobody sees."""
MOST = 0.035
"""Greatest blur, as a fraction of the frame's height."""
FLOOR = 0.06
"""What lies lower than that many metres is floor: nobody stands behind it."""
BODY = 0.16
"""Metres that a body reaches towards the camera from its eyes: what is nearer than that hides it."""


@dataclass(frozen=True)
class Sheet:
    """What lies between two distances, out of focus by its depth."""

    pixels: Pixels
    """Height x width x 4, BGRA, multiplied by its own alpha."""
    empty: bool = False
    """Whether there is nothing on it."""


def blur_of(near: Field, focus: float, framing: Framing, height: int) -> Field:
    """Return the radius of blur in pixels for inverse depths: below 0 before the focus, above 0 behind it."""
    most = MOST * height
    return np.clip(np.float32(APERTURE[framing] * height) * (np.float32(1 / focus) - near), -most, most)


def sheets(plate: Plate, focus: float, framing: Framing, figures: Sequence[float]) -> tuple[Sheet, ...]:
    """Return the plate as sheets from far to near, one more than there are figures.

    ``figures`` are their distances in metres, from far to near; each is drawn upon the sheet of its own number. The
    first sheet is opaque.
    """
    near = np.asarray(1 / np.maximum(plate.depth, 0.05), np.float32)
    blur = blur_of(near, focus, framing, plate.height)
    cuts = [1 / max(0.1, metres - BODY) for metres in figures]
    if not cuts:
        return (Sheet(_opaque(_whole(plate.colour, near, blur))),)
    floor = plate.eye.at[1] + _rise(plate) / near < FLOOR
    out = []
    for number in range(len(cuts) + 1):
        before = (near > cuts[number - 1]) & ~floor if number else np.ones(near.shape, np.bool_)
        behind = (near <= cuts[number]) | floor if number < len(cuts) else np.ones(near.shape, np.bool_)
        part = before & behind
        if number == 0:
            out.append(Sheet(_opaque(_whole(plate.colour, near, blur, part))))
        elif part.any():
            out.append(Sheet(_cut(plate.colour, blur, part)))
        else:
            out.append(Sheet(np.zeros((*near.shape, 4), np.uint8), empty=True))
    return tuple(out)


def _whole(colour: Pixels, near: Field, blur: Field, part: npt.NDArray[np.bool_] | None = None) -> Field:
    """Return a part of the picture out of focus by its depth, opaque; what is not of it is filled by what is."""
    mask = np.ones(near.shape, np.float32) if part is None else part.astype(np.float32)
    out = colour.astype(np.float32)
    if part is not None and not part.all():
        spread = 2 * max(3.0, float(np.abs(blur).max()))
        out = np.where(part[..., None], out, _spread(out, mask, spread))
    for level in _levels(float(blur.max())):
        # Things in focus do not bleed into what is behind them: they are left out of its blur.
        own = mask * np.clip(blur / level * 2 - 0.2, 0, 1)
        soft = _spread(out, own, level)
        share = np.clip((blur / level - 0.5) * 2, 0, 1)
        out += (soft - out) * share[..., None]
    for level in _levels(float(-blur.min())):
        share = cv2.GaussianBlur(np.clip((-blur / level - 0.4) * 2, 0, 1) * mask, (0, 0), level)
        soft = _spread(out, mask * np.clip(-blur / level, 0, 1), level)
        out += (soft - out) * share[..., None]
    return np.asarray(out, np.float32)


def _cut(colour: Pixels, blur: Field, part: npt.NDArray[np.bool_]) -> Pixels:
    """Return a part of the picture on nothing, its edge as soft as it is out of focus there."""
    size = float(np.abs(blur[part]).mean())
    sigma = max(0.6, size * 0.6)
    alpha = cv2.GaussianBlur(part.astype(np.float32), (0, 0), sigma)
    inked = _spread(colour.astype(np.float32), part.astype(np.float32), sigma if size > SHARP else 0.6)
    if size <= SHARP:
        inked = np.where(part[..., None], colour.astype(np.float32), inked)
    out = np.empty((*part.shape, 4), np.uint8)
    out[..., :3] = np.clip(inked[..., ::-1] * alpha[..., None] + 0.5, 0, 255)
    out[..., 3] = np.clip(alpha * 255 + 0.5, 0, 255)
    return out


def _levels(most: float) -> list[float]:
    """Return the blurs that are made, in pixels, from the least to the greatest."""
    return [most * (step + 1) / LEVELS for step in range(LEVELS)] if most > SHARP else []


def _spread(colour: Field, mask: Field, sigma: float) -> Field:
    """Return a part of the picture blurred for itself, and its colours carried on beyond its edge."""
    height, width = mask.shape
    shrink = max(1, int(sigma / 1.6))
    size = (max(4, width // shrink), max(4, height // shrink))
    thin = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    inked = cv2.resize(colour * mask[..., None], size, interpolation=cv2.INTER_AREA)
    soft, weight = (cv2.GaussianBlur(one, (0, 0), max(0.5, sigma / shrink)) for one in (inked, thin))
    wide, most = (cv2.GaussianBlur(one, (0, 0), 8.0 + sigma / shrink) for one in (inked, thin))
    total = np.maximum(weight + 0.02 * most, 1e-5)[..., None]
    out = (soft + 0.02 * wide) / total
    return np.asarray(cv2.resize(out, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _rise(plate: Plate) -> Field:
    """Return by how many metres each ray rises while it goes one metre deep."""
    f, camera = focal(plate.eye, plate.height), axes(plate.eye)
    x = (np.arange(plate.width) + 0.5 - plate.width / 2) / f
    y = (np.arange(plate.height) + 0.5 - plate.height / 2) / f
    return np.asarray(camera[1, 0] * x[None, :] + camera[1, 1] * y[:, None] + camera[1, 2], np.float32)


def _opaque(colour: Field) -> Pixels:
    out = np.full((*colour.shape[:2], 4), 255, np.uint8)
    out[..., :3] = np.clip(colour[..., ::-1] + 0.5, 0, 255)
    return out
