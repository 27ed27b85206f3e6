"""Occupancy: a coarse grid of how dense the place is, so that rays are looked at where there is something."""

import torch
from torch import Tensor, nn

from .space import Space

CELLS = 112
"""Along each edge of the unit cube."""
UNKNOWN = 0.3
"""Density of a cell before anything is known of it: it is looked into."""
LIKELY = 4.0
"""Density of a cell with a point of the capture in it, or next to one."""
EMPTY = 0.01
"""Density of a cell through which frames have seen something behind it."""
MOST = 300.0
FADES = 0.93
"""What is left of a cell's density when it is looked at again."""
REFRESHED = 16
"""One in so many cells is looked at anew at every refresh."""
CHUNK = 65536


class Occupancy(nn.Module):
    """Densities by cell of the unit cube; not learnt, but kept with the weights."""

    grid: Tensor

    def __init__(self, cells: int = CELLS) -> None:
        """Know nothing yet."""
        super().__init__()
        self.cells = cells
        self.register_buffer("grid", torch.full((cells**3,), UNKNOWN))

    def cell(self, points: Tensor) -> Tensor:
        """Return the cells of points in the unit cube (N x 3): N."""
        at = (points * self.cells).to(torch.int32).clamp_(0, self.cells - 1)
        return ((at[:, 2] * self.cells + at[:, 1]) * self.cells + at[:, 0]).long()

    def at(self, points: Tensor) -> Tensor:
        """Return the densities at points in the unit cube (N x 3): N."""
        return self.grid.index_select(0, self.cell(points))

    def seed(self, space: Space, points: Tensor) -> None:
        """Begin with what is likely: something is where points of the world (N x 3) are, and right beside them."""
        solid = torch.zeros_like(self.grid)
        solid[self.cell(space.squeezed(points))] = 1
        grown = solid.reshape((self.cells,) * 3)
        for axis in range(3):  # pooling in three dimensions is not to be had everywhere
            grown = torch.maximum(grown, torch.maximum(grown.roll(1, axis), grown.roll(-1, axis)))
        self.grid.copy_(UNKNOWN + LIKELY * grown.reshape(-1))

    def carve(self, empty: Tensor) -> None:
        """Take cells (a mask of all) for empty, unless they are found not to be."""
        self.grid[empty] = EMPTY

    def learn(self, points: Tensor, density: Tensor) -> None:
        """Take over what the field has just said of points in the unit cube (N x 3)."""
        cells = self.cell(points)
        self.grid[cells] = self.grid[cells] * FADES
        self.grid.scatter_reduce_(0, cells, density.clamp(max=MOST), "amax")

    def middles(self, cells: Tensor, jitter: Tensor | None = None) -> Tensor:
        """Return the points in the unit cube of cells (N): their middles, or somewhere in them (N x 3, 0 to 1)."""
        edge = self.cells
        where = torch.stack([cells % edge, cells // edge % edge, cells // edge**2], -1)
        return (where + (0.5 if jitter is None else jitter)) / edge
