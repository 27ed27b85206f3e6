"""Rendering: what a field shows to an eye."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from ....memory.sets import Eye
from ..geometry import rays
from .field import Field
from .marching import Rays

CHUNK = {"cpu": 8192, "mps": 32768, "cuda": 65536}
"""Rays at once."""
SAMPLES = 20
"""Along each."""


@dataclass(frozen=True)
class View:
    """A picture of the field."""

    colour: npt.NDArray[np.float32]
    """Height x width x 3, 0 to 1."""
    depth: npt.NDArray[np.float32]
    """Height x width, metres along the camera's axis."""


@torch.no_grad()
def render(field: Field, eye: Eye, width: int, height: int, samples: int = SAMPLES) -> View:
    """Return what an eye sees, at a size."""
    looks, length = _rays(field, eye, width, height)
    parts = [field.see(some, samples) for some in _chunks(field, looks)]
    colour = torch.cat([part.colour for part in parts]).clamp(0, 1).cpu().numpy()
    away = torch.cat([part.away for part in parts]).cpu().numpy()
    return View(colour.reshape(height, width, 3), (away.reshape(height, width) / length).astype(np.float32))


@torch.no_grad()
def depth_of(field: Field, eye: Eye, width: int, height: int, samples: int = SAMPLES) -> npt.NDArray[np.float32]:
    """Return how deep the picture of an eye is (height x width, metres along its axis), without its colours."""
    looks, length = _rays(field, eye, width, height)
    away = torch.cat([field.away(some, samples) for some in _chunks(field, looks)]).cpu().numpy()
    return (away.reshape(height, width) / length).astype(np.float32)


def _rays(field: Field, eye: Eye, width: int, height: int) -> tuple[Rays, npt.NDArray[np.float64]]:
    """Return the rays of all pixels, and how long each is that goes 1 m deep: height x width."""
    ahead = rays(eye, width, height)
    length = np.linalg.norm(ahead, axis=-1)
    directions = (ahead / length[..., None]).reshape(-1, 3).astype(np.float32)
    origin = torch.tensor(eye.at, dtype=torch.float32, device=field.device)
    return Rays(origin.expand(len(directions), 3), torch.from_numpy(directions).to(field.device)), length


def _chunks(field: Field, looks: Rays) -> Iterator[Rays]:
    size = CHUNK[field.device.type]
    return (looks.chunk(start, size) for start in range(0, len(looks), size))
