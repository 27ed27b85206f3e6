"""The field: space, radiance and occupancy together, and what rays through it show."""

import warnings
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from .encoding import HashGrid, corners
from .marching import Rays, met, sample, shown
from .occupancy import CHUNK, MOST, REFRESHED, Occupancy
from .radiance import Radiance, harmonics
from .space import Space


@dataclass(frozen=True)
class Seen:
    """What rays show."""

    colour: Tensor
    """N x 3, 0 to 1."""
    away: Tensor
    """N: the distance (metres) by which half of it is seen, which stays sharp at edges."""
    weights: Tensor
    """N x samples."""
    distances: Tensor
    """N x samples."""


class Field(nn.Module):
    """A place that was learnt; every tensor is on the device of its table."""

    def __init__(self, space: Space, grid: HashGrid | None = None, occupancy: Occupancy | None = None) -> None:
        """Set up a field that knows nothing."""
        super().__init__()
        self.space = space
        self.radiance = Radiance(grid or HashGrid())
        self.occupancy = occupancy or Occupancy()
        self.meet: Any = met

    @property
    def device(self) -> torch.device:
        """Where it is."""
        return self.radiance.grid.table.device

    def see(self, rays: Rays, samples: int, luck: torch.Generator | None = None, learn: bool = False) -> Seen:
        """Return what rays show; ``learn``: let the occupancy take over what was met on the way."""
        distances, inside, code = self._met(rays, samples, luck)
        density = self.radiance.density(code)
        count = len(rays)
        along = harmonics(rays.directions)[:, None].expand(count, samples, -1).reshape(count * samples, -1)
        colour = self.radiance.colour(code, along).reshape(count, samples, 3)
        if learn:
            self.occupancy.learn(inside, density.detach())
        seen = shown(density.reshape(count, samples), distances, self.space.far)
        return Seen((seen[..., None] * colour).sum(1), _middle(seen.detach(), distances), seen, distances)

    def away(self, rays: Rays, samples: int) -> Tensor:
        """Return how far off that is which rays show: N, metres."""
        distances, _, code = self._met(rays, samples, None)
        return _middle(
            shown(self.radiance.density(code).reshape(len(rays), samples), distances, self.space.far), distances
        )

    def _met(self, rays: Rays, samples: int, luck: torch.Generator | None) -> tuple[Tensor, Tensor, Tensor]:
        """Return where rays are looked at: distances (N x S), points in the unit cube and their codes (N*S rows)."""
        distances = sample(self.space, self.occupancy, rays, samples, luck, self.meet)
        points = rays.origins[:, None] + rays.directions[:, None] * distances[..., None]
        inside = self.space.squeezed(points.reshape(-1, 3))
        return distances, inside, self.radiance.look_up(inside)

    def compiled(self) -> "Field":
        """Have the arithmetic compiled that reads the grids, which takes some seconds once; return itself.

        Where a compiler is there but does not work, all stays as it was.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the compiler's own
            try:
                self.meet = torch.compile(met, dynamic=True)
                self.radiance.grid.compiled()
                self.away(
                    Rays(torch.zeros(8, 3, device=self.device), torch.eye(3, device=self.device)[:1].expand(8, 3)), 4
                )
            except RuntimeError:
                self.meet, self.radiance.grid.find = met, corners
        return self

    @torch.no_grad()
    def refresh(self, luck: torch.Generator) -> None:
        """Look anew into some cells of the occupancy, so that what is gone from the field goes from there."""
        grid = self.occupancy
        total = grid.cells**3
        cells = torch.randint(total, (total // REFRESHED,), generator=luck, device=self.device)
        points = grid.middles(cells, torch.rand(len(cells), 3, generator=luck, device=self.device))
        starts = range(0, len(points), CHUNK)
        density = torch.cat([self.radiance.density(self.radiance.look_up(points[at : at + CHUNK])) for at in starts])
        density = density.clamp(max=MOST)
        # Some cells are drawn twice: which is written last must not matter.
        grid.grid[cells] = grid.grid[cells] * 0.8
        grid.grid.scatter_reduce_(0, cells, density, "amax")


def _middle(seen: Tensor, distances: Tensor) -> Tensor:
    """Return the distance by which half of what a ray sees is seen, between samples: N."""
    summed = seen.cumsum(1)
    half = torch.full_like(summed[:, :1], 0.5)
    after = torch.searchsorted(summed.contiguous(), half).clamp(max=seen.shape[1] - 1)
    before = (after - 1).clamp_min(0)
    low, high = summed.gather(1, before), summed.gather(1, after)
    share = ((half - low) / (high - low).clamp_min(1e-6)).clamp(0, 1)
    near, far = distances.gather(1, before), distances.gather(1, after)
    # A jump from one surface to another has nothing in its middle.
    whole = torch.where(far - near > 0.1 * far, (share > 0.5).to(share.dtype), share)
    return (near + whole * (far - near))[:, 0]
