"""Splats: the same capture as Gaussians, in real time, where there is a CUDA card and ``gsplat`` is installed.

An extra for those who have the card: sets are made without it.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ....errors import MissingPart
from ....memory.sets import Eye
from ..capture import Capture
from ..geometry import axes, focal
from .export import view_matrix
from .lessons import Lessons, lessons_of
from .rendering import View

INSTALL = "pip install gsplat"
RATES = {"means": 2e-4, "scales": 5e-3, "quats": 1e-3, "opacities": 5e-2, "colours": 5e-3}
OPACITY = 0.1
NEIGHBOURS = 3


@dataclass(frozen=True)
class Splats:
    """Gaussians; all tensors with N rows."""

    means: Tensor
    """Metres."""
    scales: Tensor
    """Logarithms of metres, N x 3."""
    quats: Tensor
    opacities: Tensor
    """Before the sigmoid, N."""
    colours: Tensor
    """Before the sigmoid, N x 3."""

    def named(self) -> dict[str, Tensor]:
        """Return the tensors by name."""
        return {name: getattr(self, name) for name in RATES}


def needs_gsplat() -> Any:
    """Return ``gsplat.rasterization``; raise MissingPart unless it is installed and there is a CUDA card."""
    if not torch.cuda.is_available():
        raise MissingPart("Splats need a CUDA card, and there is none here: sets are filmed without them all the same.")
    if find_spec("gsplat") is None:
        raise MissingPart(f"Splats need gsplat, which is not installed here: {INSTALL}")
    from gsplat import rasterization

    return rasterization


def first_splats(capture: Capture, device: str = "cpu") -> Splats:
    """Return the Gaussians to begin with: one a point, as large as the way to its neighbours."""
    from scipy.spatial import cKDTree

    points = capture.points.astype(np.float64)
    near = min(NEIGHBOURS, len(points) - 1)
    away = cKDTree(points).query(points, near + 1)[0][:, 1:].mean(1) if near else np.full(len(points), 0.05)
    colours = np.clip(capture.colours / 255.0, 0.02, 0.98)
    count = len(points)
    level = np.zeros((count, 4))
    level[:, 0] = 1
    return Splats(
        means=_tensor(points, device),
        scales=_tensor(np.log(np.clip(away, 1e-3, 1.0))[:, None].repeat(3, 1), device),
        quats=_tensor(level, device),
        opacities=_tensor(np.full(count, np.log(OPACITY / (1 - OPACITY))), device),
        colours=_tensor(np.log(colours / (1 - colours)), device),
    )


def lens(eye: Eye, width: int, height: int, device: str = "cpu") -> tuple[Tensor, Tensor]:
    """Return an eye as ``gsplat`` takes cameras: world to camera (1 x 4 x 4) and pinhole (1 x 3 x 3)."""
    f = focal(eye, height)
    hole = np.array([[f, 0, width / 2], [0, f, height / 2], [0, 0, 1]])
    return _tensor(view_matrix(eye.at, axes(eye))[None], device), _tensor(hole[None], device)


def train_splats(capture: Capture, steps: int = 3000, longer_side: int = 960, seed: int = 0) -> Splats:
    """Return Gaussians that show what the frames show; raise MissingPart without card or package."""
    needs_gsplat()
    lessons = lessons_of(capture, range(len(capture.frames)), longer_side, "cuda")
    splats = first_splats(capture, "cuda")
    for tensor in splats.named().values():
        tensor.requires_grad_()
    groups = [{"params": [tensor], "lr": RATES[name]} for name, tensor in splats.named().items()]
    optimiser = torch.optim.Adam(groups, eps=1e-15)
    luck = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        number = int(torch.randint(len(capture.frames), (1,), generator=luck))
        shown, _ = _drawn(splats, capture.frames[number].eye, lessons.width, lessons.height)
        truth, still = _lesson(lessons, number)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(((shown - truth).abs() * still[..., None]).mean())
        optimiser.step()
    return Splats(**{name: tensor.detach() for name, tensor in splats.named().items()})


@torch.no_grad()
def film_splats(splats: Splats, eye: Eye, width: int, height: int) -> View:
    """Return what an eye sees of them; raise MissingPart without card or package."""
    colour, depth = _drawn(splats, eye, width, height)
    return View(colour.clamp(0, 1).cpu().numpy(), depth.cpu().numpy())


def _drawn(splats: Splats, eye: Eye, width: int, height: int) -> tuple[Tensor, Tensor]:
    draw = needs_gsplat()
    view, hole = lens(eye, width, height, "cuda")
    shown, _, _ = draw(
        splats.means, splats.quats, splats.scales.exp(), splats.opacities.sigmoid(), splats.colours.sigmoid(),
        view, hole, width, height, render_mode="RGB+ED",
    )  # fmt: skip
    return shown[0, ..., :3], shown[0, ..., 3]


def _lesson(lessons: Lessons, number: int) -> tuple[Tensor, Tensor]:
    """Return a frame (height x width x 3) and where it shows the place (height x width)."""
    area = lessons.width * lessons.height
    size = (lessons.height, lessons.width)
    truth = lessons.pixels[number * area : (number + 1) * area].float().reshape(*size, 3) / 255
    still = torch.zeros(len(lessons.pixels), device=lessons.pixels.device)
    still[lessons.still] = 1
    return truth, still[number * area : (number + 1) * area].reshape(size)


def _tensor(values: object, device: str) -> Tensor:
    return torch.from_numpy(np.asarray(values, np.float32)).to(device)
