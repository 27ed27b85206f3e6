"""The encoding: a point's features, read from grids of many resolutions at once.

Instant-NGP's idea (Müller et al. 2022): each level is a grid whose corners are hashed into a table that is learnt;
a point's features are those of the eight corners around it, weighted by nearness. Few levels of wide features are
used here, since on a CPU it is the look-ups that cost.
"""

import math
from typing import Any

import torch
from torch import Tensor, nn

HASH_Y = -1640531535
"""2654435761 as a signed 32-bit number: Instant-NGP's primes."""
HASH_Z = 805459861
CORNERS = 8


class HashGrid(nn.Module):
    """Levels of hashed corners; learns one table."""

    sizes: Tensor
    starts: Tensor

    def __init__(
        self, levels: int = 8, features: int = 4, log2_entries: int = 17, coarsest: int = 16, finest: int = 1024
    ) -> None:
        """Lay out the levels, from ``coarsest`` to ``finest`` cells along an edge of the unit cube."""
        super().__init__()
        self.levels, self.features, self.entries = levels, features, 2**log2_entries
        self.shape = {
            "levels": levels,
            "features": features,
            "log2_entries": log2_entries,
            "coarsest": coarsest,
            "finest": finest,
        }
        growth = (finest / coarsest) ** (1 / max(1, levels - 1))
        cells = [math.floor(coarsest * growth**level + 1e-6) for level in range(levels)]
        self.register_buffer("sizes", torch.tensor(cells, dtype=torch.float32), persistent=False)
        self.register_buffer("starts", torch.arange(levels, dtype=torch.int32) * self.entries, persistent=False)
        self.table = nn.Parameter((torch.rand(levels * self.entries, features) * 2 - 1) * 1e-4)
        self.find: Any = corners

    @property
    def width(self) -> int:
        """Features of a point, all levels together."""
        return self.levels * self.features

    def compiled(self) -> "HashGrid":
        """Have the arithmetic of the corners compiled, which takes some seconds once; return itself."""
        self.find = torch.compile(corners, dynamic=True)
        return self

    def forward(self, points: Tensor) -> Tensor:
        """Return the features of points (N x 3, in the unit cube): N x width."""
        with torch.no_grad():
            entries, weights = self.find(points, self.sizes, self.starts, self.entries)
        gather: Any = _Gathered.apply
        bags = (entries.reshape(-1, CORNERS), weights.reshape(-1, CORNERS))
        gathered: Tensor = gather(self.table, *bags)
        return gathered.reshape(len(points), self.width)


def corners(points: Tensor, sizes: Tensor, starts: Tensor, entries: int) -> tuple[Tensor, Tensor]:
    """Return which entries surround points (N x 3) on every level, and how near each is: twice N x levels x 8."""
    scaled = points.T[:, :, None] * sizes[None, None, :]
    low = scaled.floor()
    near = scaled - low
    far = 1 - near
    cell = low.to(torch.int32)
    x = (cell[0], cell[0] + 1)
    y = (cell[1] * HASH_Y, cell[1] * HASH_Y + HASH_Y)
    z = (cell[2] * HASH_Z, cell[2] * HASH_Z + HASH_Z)
    share = (far, near)
    found, weights = [], []
    for i in (0, 1):
        for j in (0, 1):
            column, weight = x[i] ^ y[j], share[i][0] * share[j][1]
            for k in (0, 1):
                found.append(((column ^ z[k]) & (entries - 1)) + starts)
                weights.append(weight * share[k][2])
    return torch.stack(found, -1), torch.stack(weights, -1)


class _Gathered(torch.autograd.Function):
    """Sums of table rows by weight, with the gradient of the table alone: the corners themselves are not learnt."""

    @staticmethod
    def forward(ctx: Any, table: Tensor, entries: Tensor, weights: Tensor) -> Tensor:
        ctx.save_for_backward(entries, weights)
        ctx.rows = len(table)
        if table.device.type == "mps":  # it has no bags
            return (table[entries.long()] * weights[..., None]).sum(1)
        return nn.functional.embedding_bag(entries, table, per_sample_weights=weights, mode="sum")

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None, None]:
        entries, weights = ctx.saved_tensors
        (grad,) = grads
        spread = _spread_sparsely if grad.device.type == "cpu" else _spread
        return spread(ctx.rows, entries, weights, grad), None, None


def _spread(rows: int, entries: Tensor, weights: Tensor, grad: Tensor) -> Tensor:
    """Add every bag's gradient to its entries: rows x features."""
    out = torch.zeros(rows, grad.shape[1], device=grad.device, dtype=grad.dtype)
    each = (grad[:, None, :] * weights[..., None]).reshape(-1, grad.shape[1])
    return out.index_add_(0, entries.reshape(-1), each)


def _spread_sparsely(rows: int, entries: Tensor, weights: Tensor, grad: Tensor) -> Tensor:
    """Do the same as one sparse product, which on a CPU is five times faster than ``index_add_``."""
    import numpy as np
    from scipy.sparse import csc_matrix

    bags = len(entries)
    ends = np.arange(0, bags * CORNERS + 1, CORNERS, dtype=np.int32)
    spread = csc_matrix((weights.reshape(-1).numpy(), entries.reshape(-1).numpy(), ends), shape=(rows, bags))
    return torch.from_numpy(spread @ grad.contiguous().numpy())
