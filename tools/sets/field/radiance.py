"""Radiance: how dense a place is at a point, and what colour it shows in a direction."""

import torch
from torch import Tensor, nn

from .encoding import HashGrid

HIDDEN = 64
CODE = 16
"""What the first network tells the second; its first number is the density."""
THIN = 2.0
"""A field that knows nothing is nearly empty; but what is quite empty never learns."""
DIRECTIONS = 9
"""Spherical harmonics up to the second degree."""


class Radiance(nn.Module):
    """The grid of features and the two small networks that read it."""

    def __init__(self, grid: HashGrid) -> None:
        """Build the networks on a grid."""
        super().__init__()
        self.grid = grid
        self.body = nn.Sequential(nn.Linear(grid.width, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CODE))
        self.skin = nn.Sequential(nn.Linear(CODE + DIRECTIONS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 3))

    def look_up(self, points: Tensor) -> Tensor:
        """Return what the body says of points in the unit cube (N x 3): N x CODE."""
        return self.body(self.grid(points))

    @staticmethod
    def density(code: Tensor) -> Tensor:
        """Return how dense it is there (N), per metre."""
        return torch.exp(code[:, 0].clamp(max=11) - THIN)

    def colour(self, code: Tensor, seen_along: Tensor) -> Tensor:
        """Return the colours (N x 3, 0 to 1) as seen along directions (their harmonics, N x DIRECTIONS)."""
        return torch.sigmoid(self.skin(torch.cat([code, seen_along], 1)))

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Return density (N) and colour (N x 3) of points (unit cube, N x 3) seen along unit directions (N x 3)."""
        code = self.look_up(points)
        return self.density(code), self.colour(code, harmonics(directions))


def harmonics(directions: Tensor) -> Tensor:
    """Return the spherical harmonics of unit directions (N x 3) up to the second degree: N x 9."""
    x, y, z = directions.unbind(-1)
    return torch.stack(
        [
            torch.full_like(x, 0.28209),
            0.48860 * y,
            0.48860 * z,
            0.48860 * x,
            1.09255 * x * y,
            1.09255 * y * z,
            0.31539 * (3 * z * z - 1),
            1.09255 * x * z,
            0.54627 * (x * x - y * y),
        ],
        -1,
    )
