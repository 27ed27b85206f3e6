"""Lessons: what a capture teaches, as tensors on a device: pixels with their rays, and points with their distance."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ..capture import Capture, Frame
from ..geometry import axes, focal, rays
from .marching import Rays

Depths = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Lessons:
    """The frames learnt from, small, and what is known of distances in them."""

    width: int
    height: int
    frames: tuple[int, ...]
    """Which frames of the capture they are."""
    focals: Tensor
    """F, pixels."""
    axes: Tensor
    """F x 3 x 3: right, down and forward in columns."""
    places: Tensor
    """F x 3."""
    pixels: Tensor
    """F*H*W x 3, uint8."""
    still: Tensor
    """Which of those show the place itself: N, indices."""
    sightings: Tensor
    """M x 4: frame (of these), x, y (pixels of these), metres from the camera."""
    swept: Tensor
    """F*H*W: metres from the camera as sweeping found them; 0: nothing certain."""

    def pixel_rays(self, which: Tensor) -> tuple[Rays, Tensor]:
        """Return the rays of pixels (N, indices), and the frames that they belong to (N)."""
        area = self.width * self.height
        frame, place = which // area, which % area
        x, y = place % self.width + 0.5, place // self.width + 0.5
        return self.rays(frame, x, y), frame

    def rays(self, frame: Tensor, x: Tensor, y: Tensor) -> Rays:
        """Return the rays through points of frames: all N."""
        f = self.focals[frame]
        ahead = torch.stack([(x - self.width / 2) / f, (y - self.height / 2) / f, torch.ones_like(f)], -1)
        ahead = torch.nn.functional.normalize(ahead, dim=-1)
        return Rays(self.places[frame], (self.axes[frame] @ ahead[..., None])[..., 0])


def lessons_of(
    capture: Capture, which: Sequence[int], longer_side: int, device: str, depths: Sequence[Depths] = ()
) -> Lessons:
    """Return what some frames of a capture teach, at a size; what moved in them is left out.

    ``depths``: what sweeping found in them (metres along the axis, 0 where nothing is certain), at any size.
    """
    width, height = size_within(capture.width, capture.height, longer_side)
    frames = [capture.frames[number] for number in which]
    pictures = np.stack([_small(frame.colour(), width, height) for frame in frames])
    still = np.concatenate([_still(frame, width, height) for frame in frames])
    return Lessons(
        width,
        height,
        tuple(which),
        focals=_tensor([focal(frame.eye, height) for frame in frames], device),
        axes=_tensor([axes(frame.eye) for frame in frames], device),
        places=_tensor([frame.eye.at for frame in frames], device),
        pixels=torch.from_numpy(pictures.reshape(-1, 3)).to(device),
        still=torch.from_numpy(np.flatnonzero(still)).to(device),
        sightings=_tensor(_sighted(capture, which, width / capture.width), device),
        swept=_tensor(_swept(frames, depths, width, height), device),
    )


def size_within(width: int, height: int, longer_side: int) -> tuple[int, int]:
    """Return the size of a picture whose longer side is at most so long."""
    scale = min(1.0, longer_side / max(width, height))
    return max(8, round(width * scale)), max(8, round(height * scale))


def _small(picture: npt.NDArray[np.uint8], width: int, height: int) -> npt.NDArray[np.uint8]:
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _still(frame: Frame, width: int, height: int) -> npt.NDArray[np.bool_]:
    """Return which pixels show nothing but the place: height * width."""
    still = frame.still()
    if still is None:
        return np.ones(width * height, bool)
    return np.asarray(
        cv2.resize(still.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA) > 0.99
    ).ravel()


def _sighted(capture: Capture, which: Sequence[int], scale: float) -> npt.NDArray[np.float64]:
    """Return the capture's sightings in these frames, with distances in the place of points: M x 4."""
    numbers = {number: rank for rank, number in enumerate(which)}
    kept = np.isin(capture.sightings[:, 0].astype(int), list(which))
    seen = capture.sightings[kept].astype(np.float64)
    if not len(seen):
        return np.zeros((0, 4))
    places = np.array([frame.eye.at for frame in capture.frames])
    points = capture.points[seen[:, 3].astype(int)].astype(np.float64)
    away = np.linalg.norm(points - places[seen[:, 0].astype(int)], axis=1)
    ranks = np.array([numbers[int(number)] for number in seen[:, 0]], np.float64)
    return np.stack([ranks, seen[:, 1] * scale, seen[:, 2] * scale, away], 1)


def _swept(frames: Sequence[Frame], depths: Sequence[Depths], width: int, height: int) -> Depths:
    """Return the distances of all pixels, in metres from the camera: F*H*W."""
    if not depths:
        return np.zeros(len(frames) * height * width, np.float32)
    out = []
    for frame, depth in zip(frames, depths, strict=True):
        length = np.linalg.norm(rays(frame.eye, width, height), axis=-1)
        out.append(cv2.resize(depth, (width, height), interpolation=cv2.INTER_NEAREST) * length)
    return np.stack(out).ravel().astype(np.float32)


def _tensor(values: object, device: str) -> Tensor:
    return torch.from_numpy(np.asarray(values, np.float32)).to(device)
