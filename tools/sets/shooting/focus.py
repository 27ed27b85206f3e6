"""Focus: depth of field, and the plate cut into sheets between which people stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.storyboard import Framing
from ..set import Plate
from .heights import heights
from .lens import APERTURE

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
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
    floor = heights(plate) < FLOOR
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


def _whole(colour: Pixels, near: Field, blur: Field, part: npt.NDArray[np.bool_] | None = None) -> Pixels:
    """Return a part of the picture out of focus by its depth, opaque; what is not of it is filled by what is."""
    out = colour
    own = None
    if part is not None and not part.all():
        own = part.astype(np.float32)
        out = _filled(colour, own)
    for level in _levels(float(blur.max())):
        share = np.clip(blur * np.float32(2 / level) - 1, 0, 1)
        # Things in focus do not bleed into what is behind them: they are left out of its blur.
        out = _blended(_soft(out, np.clip(blur * np.float32(2 / level) - np.float32(0.2), 0, 1), level), out, share)
    for level in _levels(float(-blur.min())):
        before = np.clip(blur * np.float32(-2 / level) - np.float32(0.6), 0, 1)
        share = cv2.GaussianBlur(before, (0, 0), max(0.6, level / 2))
        out = _blended(_soft(out, np.clip(-blur / level, 0, 1), level), out, np.asarray(share, np.float32))
    return out


def _cut(colour: Pixels, blur: Field, part: npt.NDArray[np.bool_]) -> Pixels:
    """Return a part of the picture on nothing, its edge as soft as it is out of focus there."""
    size = float(np.abs(blur[part]).mean())
    sigma = max(0.6, size * 0.6)
    alpha = np.asarray(cv2.GaussianBlur(part.astype(np.float32), (0, 0), sigma), np.float32)
    inked = colour if size <= SHARP else _soft(_filled(colour, part.astype(np.float32)), alpha, sigma)
    inked = np.where((alpha > 0.99)[..., None] | part[..., None] & (size <= SHARP), inked, _filled(inked, alpha))
    out = np.empty((*part.shape, 4), np.uint8)
    out[..., :3] = np.clip(inked[..., ::-1] * alpha[..., None] + 0.5, 0, 255)
    out[..., 3] = np.clip(alpha * 255 + 0.5, 0, 255)
    return out


def _levels(most: float) -> list[float]:
    """Return the blurs that are made, in pixels, from the least to the greatest."""
    if most <= SHARP:
        return []
    count = 1 if most < 1.6 else 2 if most < 4 else 3
    return [most * (step + 1) / count for step in range(count)]


def _blended(one: Pixels, other: Pixels, share: Field) -> Pixels:
    return np.asarray(cv2.blendLinear(one, other, share, 1 - share), np.uint8)


def _soft(colour: Pixels, own: Field, sigma: float) -> Pixels:
    """Return the picture blurred, what counts less in ``own`` bleeding less."""
    if sigma < 1.6:
        return np.asarray(cv2.GaussianBlur(colour, (0, 0), sigma), np.uint8)
    return _averaged(colour, own, max(1, int(sigma / 1.3)), sigma)


def _filled(colour: Pixels, own: Field) -> Pixels:
    """Return the picture with what is not its own filled by what is, from near by and, failing that, from afar."""
    near, far = (_averaged(colour, own, shrink, 2.5 * shrink) for shrink in (3, 12))
    reached = np.asarray(np.clip(cv2.resize(_thin(own, 3, 7.5), own.shape[::-1]) * 20, 0, 1), np.float32)
    return _blended(colour, _blended(near, far, reached), own)


def _averaged(colour: Pixels, own: Field, shrink: int, sigma: float) -> Pixels:
    height, width = own.shape
    size = (max(4, width // shrink), max(4, height // shrink))
    weight = cv2.resize(own, size, interpolation=cv2.INTER_AREA) + np.float32(1e-4)
    inked = cv2.resize(colour, size, interpolation=cv2.INTER_AREA) * weight[..., None]
    soft, total = (cv2.GaussianBlur(one, (0, 0), max(0.5, sigma / shrink)) for one in (inked, weight))
    small = np.clip(soft / total[..., None] + 0.5, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _thin(own: Field, shrink: int, sigma: float) -> Field:
    size = (max(4, own.shape[1] // shrink), max(4, own.shape[0] // shrink))
    small = cv2.resize(own, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), sigma / shrink), np.float32)


def _opaque(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2BGRA), np.uint8)
