"""A small room of textured boards, quick to draw from anywhere: what the footage of these tests shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.geometry import look_at, rays

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

TALL = 2.6
"""Metres from the floor to the ceiling."""


@dataclass(frozen=True)
class Board:
    """A rectangle: a corner and two edges, in metres."""

    corner: tuple[float, float, float]
    across: tuple[float, float, float]
    down: tuple[float, float, float]


def box(low: Sequence[float], high: Sequence[float]) -> list[Board]:
    """Return the six faces of a box."""
    (a, b, c), (d, e, f) = low, high
    w, h, t = d - a, e - b, f - c
    return [
        Board((a, e, f), (w, 0, 0), (0, -h, 0)),
        Board((d, e, c), (-w, 0, 0), (0, -h, 0)),
        Board((a, e, c), (0, 0, t), (0, -h, 0)),
        Board((d, e, f), (0, 0, -t), (0, -h, 0)),
        Board((a, e, c), (w, 0, 0), (0, 0, t)),
        Board((a, b, f), (w, 0, 0), (0, 0, -t)),
    ]


ROOM = box((-3, 0, -3), (3, TALL, 3))
THINGS = [*box((-0.6, 0, -0.9), (0.5, 0.75, 0.0)), *box((-2.6, 0, -2.9), (-1.5, 1.9, -2.3))]
MORE = [
    *box((1.3, 0, -2.6), (2.4, 0.9, -1.7)),
    *box((0.9, 0, -0.4), (1.25, 1.1, -0.05)),
]
BOARDS = [*ROOM, *THINGS, *MORE]


@cache
def texture(number: int) -> Pixels:
    """Return what is painted on a board: blots and cards of all sizes."""
    dice = np.random.default_rng(number + 100)
    shade = np.zeros((512, 512), np.float32)
    for octave in range(2, 8):
        shade += cv2.resize(dice.random((2**octave, 2**octave), np.float32), (512, 512)) / 1.4**octave
    shade = (shade - shade.min()) / np.ptp(shade)
    painted = np.asarray((60 + 150 * shade[..., None]) * dice.uniform(0.6, 1.1, 3), np.float32)
    for _ in range(40):
        x, y = dice.integers(0, 500, 2).tolist()
        w, h = dice.integers(8, 70, 2).tolist()
        cv2.rectangle(painted, (x, y), (x + w, y + h), dice.uniform(20, 235, 3).tolist(), -1)
    return np.asarray(np.clip(painted, 0, 255), np.uint8)


def seen(eye: Eye, width: int, height: int, fine: int = 2) -> Pixels:
    """Return what an eye sees: height x width x 3, RGB."""
    large = (width * fine, height * fine)
    ways = rays(eye, *large).astype(np.float32)
    nearest = np.full(large[::-1], np.inf, np.float32)
    picture = np.zeros((*large[::-1], 3), np.uint8)
    for number, board in enumerate(BOARDS):
        corner, across, down = (np.array(edge, np.float32) for edge in (board.corner, board.across, board.down))
        normal = np.cross(across, down)
        facing = ways @ normal
        depth = ((corner - np.array(eye.at, np.float32)) @ normal) / np.where(np.abs(facing) < 1e-6, 1e-6, facing)
        ahead = (depth > 0.05) & (depth < nearest)
        there = np.array(eye.at, np.float32) + ways * depth[..., None] - corner
        u, v = there @ across / (across @ across), there @ down / (down @ down)
        hit = ahead & (u >= 0) & (u <= 1) & (v >= 0) & (v <= 1)
        if hit.any():
            drawn = cv2.remap(texture(number), u * 511, v * 511, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            picture[hit], nearest[hit] = drawn[hit], depth[hit]
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def walk(count: int, fov: float = 50.0) -> list[Eye]:
    """Return the eyes of somebody who walks an arc about the room, the camera 1.5 m up, a bit unsteady."""
    found = []
    for t in np.linspace(0, 1, count):
        angle, away = np.deg2rad(-48 + 96 * t), 2.3 + 0.2 * np.sin(9 * t)
        at = (float(np.sin(angle) * away), 1.5 + 0.08 * float(np.sin(13 * t)), float(np.cos(angle) * away * 0.95))
        aim = (0.3 * float(np.sin(7 * t)), 0.75, -1.0)
        found.append(look_at(at, aim, fov, roll=1.5 * float(np.sin(11 * t))))
    return found
