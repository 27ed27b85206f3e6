"""The space of a set: the world squeezed into a unit cube, and how far along a ray it is worth looking."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

INNER = 0.4
"""Half the edge of the part of the unit cube that the place itself fills; what is farther off is squeezed around it."""
SOFT = 0.25
"""How far the rest of the world reaches beyond it."""


@dataclass(frozen=True)
class Space:
    """A cube around the place, within a world without end."""

    centre: tuple[float, float, float]
    half: float
    """Half its edge, metres."""
    near: float
    """Where rays begin and end, metres."""
    far: float

    @classmethod
    def around(cls, places: npt.NDArray[np.floating], points: npt.NDArray[np.floating]) -> "Space":
        """Return the space of cameras (N x 3) and of what they saw (M x 3)."""
        every = np.concatenate([places, points]) if len(points) else places
        low = np.minimum(np.percentile(every, 1, axis=0), places.min(0))
        high = np.maximum(np.percentile(every, 99, axis=0), places.max(0))
        middle = (low + high) / 2
        half = max(0.5, float((high - low).max()) / 2 * 1.05)
        if not len(points):
            return cls(_three(middle), half, 0.05 * half, 4 * half)
        away = np.linalg.norm(points[None, ::7] - places[:, None], axis=-1)
        near, far = (float(np.percentile(away, share)) for share in (0.5, 99.8))
        return cls(_three(middle), half, max(0.02, near * 0.4), max(far * 1.6, near * 2))

    def squeezed(self, points: Tensor) -> Tensor:
        """Return points of the world (N x 3, metres) in the unit cube (N x 3)."""
        inside = (points - self.middle(points.device)) / self.half
        return inside * squeezing(inside.abs().amax(-1, keepdim=True).clamp_min(1.0)) + 0.5

    def middle(self, device: torch.device) -> Tensor:
        """Return the centre as a tensor: 3."""
        return torch.tensor(self.centre, device=device)

    def spread(self, cells: Tensor) -> Tensor:
        """Return the points of the world (N x 3) for some of the unit cube (N x 3): ``squeezed`` undone."""
        inside = (cells - 0.5) / INNER
        reach = inside.abs().amax(-1, keepdim=True)
        away = torch.where(reach > 1, SOFT / (1 + SOFT - reach).clamp_min(1e-3), reach.clamp_min(1e-9))
        return inside / reach.clamp_min(1e-9) * away * self.half + self.middle(cells.device)

    def along(self, share: Tensor) -> Tensor:
        """Return the distance (metres) at a share of the way, 0 to 1: as many steps to each doubling."""
        return self.near * (self.far / self.near) ** share


def squeezing(reach: Tensor) -> Tensor:
    """Return by how much what reaches so far (in halves of the cube, at least 1) is brought nearer to its middle."""
    return (1 + SOFT - SOFT / reach) / reach * INNER


def _three(values: npt.NDArray[np.floating]) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return x, y, z
