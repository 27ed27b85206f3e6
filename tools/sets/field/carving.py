"""Carving: what frames have seen through is empty."""

import torch
from torch import Tensor

from .lessons import Lessons
from .occupancy import Occupancy
from .space import Space

FRAMES = 16
"""Frames that are asked, spread over the footage."""
BEFORE = 0.9
"""What lies nearer than this share of the distance is seen through."""
AT = 0.06
"""What lies so near the distance may be what is seen."""
VOTES = 2


@torch.no_grad()
def seen_through(occupancy: Occupancy, space: Space, lessons: Lessons) -> Tensor:
    """Return the cells of the unit cube (a mask of all) that frames saw through, by the distances swept in them."""
    device = lessons.places.device
    points = space.spread(occupancy.middles(torch.arange(occupancy.cells**3, device=device)))
    through = torch.zeros(len(points), dtype=torch.int32, device=device)
    solid = torch.zeros(len(points), dtype=torch.bool, device=device)
    count = len(lessons.frames)
    for frame in range(0, count, max(1, count // FRAMES)):
        away, known = _away(lessons, frame, points)
        through += (known > 0) & (away < known * BEFORE)
        solid |= (known > 0) & ((away / known.clamp_min(1e-6) - 1).abs() < AT)
    return (through >= VOTES) & ~solid


def _away(lessons: Lessons, frame: int, points: Tensor) -> tuple[Tensor, Tensor]:
    """Return how far points (N x 3) are from a frame's camera, and how far what it saw there is (0: unknown)."""
    local = (points - lessons.places[frame]) @ lessons.axes[frame]
    ahead = local[:, 2].clamp_min(1e-3)
    x = (local[:, 0] / ahead * lessons.focals[frame] + lessons.width / 2).long()
    y = (local[:, 1] / ahead * lessons.focals[frame] + lessons.height / 2).long()
    inside = (local[:, 2] > 1e-3) & (x >= 0) & (x < lessons.width) & (y >= 0) & (y < lessons.height)
    first = frame * lessons.width * lessons.height
    place = y.clamp(0, lessons.height - 1) * lessons.width + x.clamp(0, lessons.width - 1)
    known = lessons.swept[first + place]
    return local.norm(dim=1), torch.where(inside, known, torch.zeros_like(known))
