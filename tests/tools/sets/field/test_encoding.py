import math

import pytest
import torch

from cliffhanger.tools.sets.field import encoding
from cliffhanger.tools.sets.field.encoding import HashGrid, corners


def grid() -> HashGrid:
    torch.manual_seed(1)
    made = HashGrid(levels=3, features=2, log2_entries=7, coarsest=3, finest=24)
    torch.nn.init.normal_(made.table)
    return made


def slowly(made: HashGrid, point: list[float]) -> list[float]:
    """Read one point's features corner by corner, as the paper says it."""
    out = []
    for level, cells in enumerate(made.sizes.tolist()):
        low = [math.floor(x * cells) for x in point]
        off = [x * cells - floor for x, floor in zip(point, low, strict=True)]
        for feature in range(made.features):
            total = 0.0
            for corner in range(8):
                step = [(corner >> axis) & 1 for axis in range(3)]
                x, y, z = (floor + one for floor, one in zip(low, step, strict=True))
                entry = (x ^ (y * 2654435761) ^ (z * 805459861)) % 2**32 % made.entries
                near = math.prod(o if one else 1 - o for o, one in zip(off, step, strict=True))
                total += near * made.table.data[level * made.entries + entry, feature].item()
            out.append(total)
    return out


def test_features_are_those_of_the_corners_by_nearness() -> None:
    made = grid()
    points = torch.rand(20, 3, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        found = made(points)
    for row, point in zip(found.tolist(), points.tolist(), strict=True):
        assert row == pytest.approx(slowly(made, point), abs=1e-4)


def test_levels_run_from_the_coarsest_to_the_finest() -> None:
    assert HashGrid(levels=8, coarsest=16, finest=1024, log2_entries=4).sizes.tolist()[::7] == [16, 1024]


def test_the_sparse_gradient_is_the_one_that_autograd_finds() -> None:
    made, points = grid(), torch.rand(50, 3, generator=torch.Generator().manual_seed(3))
    upstream = torch.randn(50, made.width, generator=torch.Generator().manual_seed(4))
    made(points).backward(upstream)
    ours = made.table.grad.clone()
    made.table.grad = None
    entries, weights = corners(points, made.sizes, made.starts, made.entries)
    plainly = (made.table[entries.long()] * weights[..., None]).sum(2).reshape(50, made.width)
    plainly.backward(upstream)
    assert torch.allclose(ours, made.table.grad, atol=1e-5)
    assert ours.abs().sum() > 0


def test_cards_spread_the_gradient_as_the_cpu_does() -> None:
    luck = torch.Generator().manual_seed(5)
    entries = torch.randint(64, (30, 8), generator=luck, dtype=torch.int32)
    weights, grad = torch.rand(30, 8, generator=luck), torch.randn(30, 4, generator=luck)
    on_card = encoding._spread(64, entries, weights, grad)
    assert torch.allclose(on_card, encoding._spread_sparsely(64, entries, weights, grad), atol=1e-5)
