"""Layers: the person, cut out softly, and the background with what lies behind the person filled in."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .faces import Face
from .models import segmenter

Pixels = npt.NDArray[np.uint8]
Alpha = npt.NDArray[np.float32]

LEAST, MOST = 0.03, 0.93
"""Shares of a frame that a person may fill; outside of them nobody is cut out."""
COVERED = 0.75
"""Share of each face that must be in the mask, or the mask is wrong."""


@dataclass(frozen=True)
class Layers:
    """A picture in two layers, each of its size."""

    near: Pixels
    """BGRA, premultiplied: the person."""
    far: Pixels
    """BGR: everything behind, without holes."""
    alpha: Alpha


def cut_out(picture: Pixels, faces: list[Face]) -> Layers | None:
    """Return the layers of a picture (BGR), or None if no person stands out from a background."""
    alpha = person(picture)
    share = float(alpha.mean())
    if not LEAST <= share <= MOST or any(_covered(alpha, face) < COVERED for face in faces):
        return None
    weight = cv2.merge([alpha] * 3)
    near = cv2.multiply(picture, weight, dtype=cv2.CV_8U)
    opaque = cv2.convertScaleAbs(alpha, alpha=255)
    return Layers(np.dstack([near, opaque]), behind(picture, alpha), alpha)


def person(picture: Pixels) -> Alpha:
    """Return how much of each pixel is a person, 0 to 1, with the edges of the picture itself."""
    net = segmenter()
    net.setInput(cv2.dnn.blobFromImage(picture, 1 / 255, (256, 256), swapRB=True))
    rough = np.asarray(net.forward(), np.float32).reshape(256, 256)
    height, width = picture.shape[:2]
    mask = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    fine = _guided(grey.astype(np.float32), np.asarray(np.clip(mask, 0, 1), np.float32), max(3, height // 70), 4e-4)
    # Sure inside, nothing outside, soft between: hair keeps its fringe, the plain wall loses its veil.
    return _filled(np.asarray(np.clip((fine - 0.22) / 0.56, 0, 1), np.float32))


def _filled(alpha: Alpha) -> Alpha:
    """Return the mask without what is thin inside it: dark cloth is no window."""
    height, width = alpha.shape
    solid = (alpha > 0.35).astype(np.uint8)
    # A frame cuts people off: where it does, they count as closed.
    closed = cv2.copyMakeBorder(solid, 0, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    closed[-1] = 1
    for column in (0, -1):
        touched = np.flatnonzero(solid[:, column])
        if touched.size and touched.size > 0.5 * (height - touched[0]):
            closed[touched[0] :, column] = 1
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    inside = np.zeros_like(closed)
    large = [outline for outline in outlines if cv2.contourArea(outline) > 0.002 * height * width]
    cv2.drawContours(inside, large, -1, 1, cv2.FILLED)
    reach = max(3, height // 110) | 1
    inside = inside[:height, 1:-1]
    core = cv2.erode(inside, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    near = cv2.dilate(inside, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    soft = cv2.GaussianBlur(core.astype(np.float32), (0, 0), reach / 3)
    return np.asarray(np.maximum(alpha * near, soft), np.float32)


def behind(picture: Pixels, alpha: Alpha) -> Pixels:
    """Return the background: as it is beside the person, filled in and soft behind."""
    height, width = picture.shape[:2]
    small = (max(8, width // 4), max(8, height // 4))
    reach = max(3, small[1] // 45) | 1
    there = cv2.resize(alpha, small, interpolation=cv2.INTER_AREA) > 0.06
    hidden = cv2.dilate(there.astype(np.uint8), np.ones((reach, reach), np.uint8))
    filled = cv2.inpaint(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), hidden, 5, cv2.INPAINT_TELEA)
    filled = cv2.GaussianBlur(filled, (0, 0), small[1] / 90)
    large = cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(cv2.resize(hidden.astype(np.float32), (width, height)), (0, 0), height / 320)
    return np.asarray(cv2.blendLinear(large, picture, soft, 1 - soft), np.uint8)


def _covered(alpha: Alpha, face: Face) -> float:
    left, top, right, bottom = (max(0, round(edge)) for edge in face.box)
    part = alpha[top:bottom, left:right]
    return float(part.mean()) if part.size else 0.0


def _guided(guide: Alpha, mask: Alpha, radius: int, smooth: float) -> Alpha:
    """Return the mask with the edges of its guide: a guided filter."""
    size = (2 * radius + 1, 2 * radius + 1)

    def mean(values: Alpha) -> Alpha:
        return np.asarray(cv2.blur(values, size), np.float32)

    mean_guide, mean_mask = mean(guide), mean(mask)
    slope = (mean(guide * mask) - mean_guide * mean_mask) / (mean(guide * guide) - mean_guide**2 + smooth)
    return mean(slope) * guide + mean(mean_mask - slope * mean_guide)
