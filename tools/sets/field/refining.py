"""Refining: the field's depth, moved to where the frames agree on what is there."""

from collections.abc import Sequence

import cv2
import numpy as np

from ....memory.sets import Eye
from .sources import Floats, Sources

STEPS = 3
"""Tries to either side…"""
STEP = 0.011
"""…each moving the depth by so much of itself."""
FRAMES = 4
WINDOW = 5
"""Pixels across what must agree."""
DOUBT = 0.0001
"""How much squared difference of colours (0 to 1) must be saved to go one step away from the field's depth."""
SMOOTH = 5
"""Median of the moves, pixels."""


def refined(sources: Sources, chosen: Sequence[tuple[int, float]], eye: Eye, depth: Floats) -> Floats:
    """Return depths (height x width) at which the frames that saw a point show the same there.

    Where fewer than two saw it, and where nothing is won, the depth stays.
    """
    asked = [(number, sources.reached(number, eye, depth).saw) for number, _ in chosen[:FRAMES]]
    saw = [(number, mask.astype(np.float32)) for number, mask in asked if mask.any()]
    if len(saw) < 2:
        return depth
    moves = np.arange(-STEPS, STEPS + 1)
    costs = np.stack(
        [_disagreement(sources, saw, eye, depth * (1 + STEP * move)) + DOUBT * abs(move) for move in moves]
    )
    best = np.clip(costs.argmin(0), 1, len(moves) - 2)
    y, x = np.indices(best.shape)
    before, least, after = (costs[best + step, y, x] for step in (-1, 0, 1))
    bend = before - 2 * least + after
    between = np.where(bend > 1e-7, 0.5 * (before - after) / np.maximum(bend, 1e-7), 0).clip(-1, 1)
    witnesses = np.sum([mask for _, mask in saw], axis=0)
    move = np.where(witnesses >= 2, moves[best] + between, 0).astype(np.float32)
    return np.asarray(depth * (1 + STEP * cv2.medianBlur(move, SMOOTH)), np.float32)


def _disagreement(sources: Sources, saw: Sequence[tuple[int, Floats]], eye: Eye, depth: Floats) -> Floats:
    """Return how much the frames differ about each pixel and those around it: mean squared difference of colours."""
    total = np.full(depth.shape, 1e-6, np.float32)
    mean = np.zeros((*depth.shape, 3), np.float32)
    square = np.zeros(depth.shape, np.float32)
    for number, mask in saw:
        colour = sources.colour(number, sources.placed(number, eye, depth))
        mean += colour * mask[..., None]
        square += np.square(colour).sum(-1) * mask
        total += mask
    mean /= total[..., None]
    spread = np.maximum(square / total - np.square(mean).sum(-1), 0)
    return np.asarray(cv2.blur(spread, (WINDOW, WINDOW)))
