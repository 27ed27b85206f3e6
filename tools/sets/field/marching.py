"""Marching: where along a ray the place is looked at, and what all that together shows."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import pad

from .occupancy import Occupancy
from .space import Space, squeezing

COARSE = 96
"""Stretches of a ray for which the coarse grid is asked."""


@dataclass(frozen=True)
class Rays:
    """Where rays begin, and their unit directions: twice N x 3."""

    origins: Tensor
    directions: Tensor

    def __len__(self) -> int:
        return len(self.origins)

    def chunk(self, start: int, size: int) -> "Rays":
        """Return some of them."""
        return Rays(self.origins[start : start + size], self.directions[start : start + size])


def sample(
    space: Space, occupancy: Occupancy, rays: Rays, samples: int, luck: torch.Generator | None, meet: Any = None
) -> Tensor:
    """Return distances at which to look (N x samples, metres, rising): mostly where the coarse grid is dense.

    ``luck`` jitters them; None: they are regular. ``meet`` is ``met``, or a compiled one.
    """
    with torch.no_grad():
        count, device = len(rays), rays.origins.device
        edges = torch.linspace(0, 1, COARSE + 1, device=device)
        middle = (edges[1:] + edges[:-1])[None] / 2
        if luck is not None:
            middle = middle + (torch.rand(count, COARSE, generator=luck, device=device) - 0.5) / COARSE
        ends = space.along(edges)
        starts = (rays.origins - space.middle(device)) / space.half
        density = (meet or met)(
            starts, rays.directions / space.half, space.along(middle), occupancy.grid, occupancy.cells
        )
        return space.along(_drawn(_chances(density * (ends[1:] - ends[:-1])[None], luck is not None), samples, luck))


def met(starts: Tensor, directions: Tensor, far: Tensor, grid: Tensor, cells: int) -> Tensor:
    """Return the coarse densities (N x S) at distances (N x S, or 1 x S for all) along rays.

    The rays (twice N x 3) are measured in halves of the space, from its middle.
    """
    x, y, z = (starts[:, axis, None] + directions[:, axis, None] * far for axis in range(3))
    reach = torch.maximum(torch.maximum(x.abs(), y.abs()), z.abs()).clamp_min(1.0)
    squeeze = squeezing(reach) * cells
    column, row, layer = ((axis * squeeze + 0.5 * cells).to(torch.int32).clamp(0, cells - 1) for axis in (x, y, z))
    return grid[(layer * cells + row) * cells + column]


def _chances(thickness: Tensor, learning: bool) -> Tensor:
    """Return how much each stretch of each ray is likely to show, summed up from the start: N x (COARSE + 1)."""
    likely = weights(thickness)
    beside = torch.maximum(pad(likely, (1, 0))[:, :-1], pad(likely, (0, 1))[:, 1:])
    likely = torch.maximum(likely, 0.7 * beside)
    everywhere = (0.16 if learning else 0.04) / COARSE  # nothing is ruled out for good
    likely = likely + everywhere * (likely.sum(1, keepdim=True) + 1e-3)
    summed = pad((likely / likely.sum(1, keepdim=True)).cumsum(1), (1, 0))
    summed[:, -1] = 1.0001
    return summed


def _drawn(chances: Tensor, samples: int, luck: torch.Generator | None) -> Tensor:
    """Return shares of the way, 0 to 1, drawn by chance (N x (COARSE + 1), summed up): N x samples."""
    count, device = len(chances), chances.device
    shift = 0.5 if luck is None else torch.rand(count, samples, generator=luck, device=device)
    wanted = ((torch.arange(samples, device=device) + shift) / samples).expand(count, samples).contiguous()
    stretch = torch.searchsorted(chances, wanted, right=True).clamp(1, COARSE) - 1
    low, high = chances.gather(1, stretch), chances.gather(1, stretch + 1)
    return (stretch + ((wanted - low) / (high - low).clamp_min(1e-8)).clamp(0, 1)) / COARSE


def weights(thickness: Tensor) -> Tensor:
    """Return how much each of a ray's stretches shows (N x S), for density times length (N x S)."""
    through = torch.exp(-pad(thickness.cumsum(1), (1, 0))[:, :-1])
    return through * (1 - torch.exp(-thickness))


def shown(density: Tensor, distances: Tensor, far: float) -> Tensor:
    """Return how much each sample shows (N x S); a row sums to 1, for the last one is solid."""
    between = (distances[:, 1:] + distances[:, :-1]) / 2
    edges = torch.cat([distances[:, :1] * 0.99, between, torch.full_like(distances[:, :1], far)], 1)
    thickness = density * (edges[:, 1:] - edges[:, :-1]).clamp_min(1e-5)
    solid = torch.full_like(thickness[:, :1], 1e4)
    return weights(torch.cat([thickness[:, :-1], solid], 1))
