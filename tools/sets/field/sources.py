"""Sources: the kept frames as places to take colours from, and what each saw of points in the world."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..capture import Capture
from ..geometry import axes, focal

Floats = npt.NDArray[np.floating]
Mask = npt.NDArray[np.bool_]

APART = 0.03
"""Share by which depths may differ where a frame is believed to show the point."""
MARGIN = 1.0
"""Pixels at the edge of a frame that are not trusted."""


@dataclass(frozen=True)
class Reached:
    """Where the pixels of a picture lie in a frame."""

    x: Floats
    """Pixels of the frame, for ``cv2.remap``: the middle of its first one is 0."""
    y: Floats
    depth: Floats
    """Metres along the frame's axis."""
    saw: Mask
    """Whether the frame shows that very point."""


class Sources:
    """Frames with their depths and exposures."""

    def __init__(
        self,
        capture: Capture,
        depths: Sequence[Floats],
        factors: npt.NDArray[np.floating],
        lifts: npt.NDArray[np.floating],
    ) -> None:
        """Take frames as ``capture`` holds them; ``factors`` and ``lifts`` (F x 3) undo their exposures."""
        self.capture, self.depths = capture, tuple(depths)
        self.factors, self.lifts = np.asarray(factors, np.float32), np.asarray(lifts, np.float32)
        self.places = np.array([frame.eye.at for frame in capture.frames])
        self.forwards = np.array([axes(frame.eye)[:, 2] for frame in capture.frames])
        self._colours: dict[int, Floats] = {}
        self._still: dict[int, Floats | None] = {}

    def nearest(self, eye: Eye, scale: float, count: int, without: Sequence[int] = ()) -> list[tuple[int, float]]:
        """Return the frames best placed for an eye, and how much each counts (1 to nearly 0, smoothly as it moves).

        ``scale``: metres by which one must be off to count as much less as if it looked half a right angle elsewhere.
        """
        off = np.linalg.norm(self.places - np.array(eye.at), axis=1) / max(scale, 1e-3)
        turned = np.arccos(np.clip(self.forwards @ axes(eye)[:, 2], -1, 1)) / np.radians(45)
        score = off + turned
        score[list(without)] = np.inf
        order = [int(number) for number in np.argsort(score, kind="stable") if np.isfinite(score[number])]
        if not order:
            return []
        last = score[order[min(count, len(order) - 1)]] * 1.001 + 1e-6
        return [(number, float(1 - score[number] / last)) for number in order[:count]]

    def reached(self, number: int, eye: Eye, depth: Floats) -> Reached:
        """Return where the points of a picture (its eye and depths) lie in a frame, and which of them it shows."""
        placed = self.placed(number, eye, depth)
        said = self._said(number, placed.x, placed.y)
        saw = placed.saw & (np.abs(said - placed.depth) < APART * placed.depth)
        return Reached(placed.x, placed.y, placed.depth, saw & self._shows_place(number, placed.x, placed.y))

    def placed(self, number: int, eye: Eye, depth: Floats) -> Reached:
        """Return the same, whatever may be in front of those points: all count that lie within the frame."""
        frame = self.capture.frames[number]
        local = carried(eye, depth, frame.eye)
        ahead = np.maximum(local[2], 1e-3)
        f = np.float32(focal(frame.eye, self.capture.height))
        width, height = self.capture.width, self.capture.height
        x = local[0] / ahead * f + np.float32(width / 2 - 0.5)
        y = local[1] / ahead * f + np.float32(height / 2 - 0.5)
        inside = (local[2] > 1e-2) & (x > MARGIN) & (y > MARGIN) & (x < width - 1 - MARGIN) & (y < height - 1 - MARGIN)
        return Reached(x, y, local[2], inside)

    def colour(self, number: int, reached: Reached) -> Floats:
        """Return what a frame shows there, its exposure undone: height x width x 3, 0 to 1."""
        return np.asarray(
            cv2.remap(self._colour(number), reached.x, reached.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        )

    def seen(self, eye: Eye, depth: Floats) -> npt.NDArray[np.int32]:
        """Return how many frames show each point of a picture: height x width."""
        votes = np.zeros(depth.shape, np.int32)
        for number in range(len(self.capture.frames)):
            votes += self.reached(number, eye, depth).saw
        return votes

    def _said(self, number: int, x: Floats, y: Floats) -> Floats:
        """Return the depth that a frame has there."""
        depth = self.depths[number]
        high, wide = depth.shape
        across, down = wide / self.capture.width, high / self.capture.height
        small_x = (x + 0.5) * np.float32(across) - 0.5
        small_y = (y + 0.5) * np.float32(down) - 0.5
        return np.asarray(cv2.remap(depth, small_x, small_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))

    def _shows_place(self, number: int, x: Floats, y: Floats) -> Mask | bool:
        if number not in self._still:
            still = self.capture.frames[number].still()
            self._still[number] = None if still is None else still.astype(np.float32)
        still_there = self._still[number]
        if still_there is None:
            return True
        return np.asarray(cv2.remap(still_there, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT) > 0.99)

    def _colour(self, number: int) -> Floats:
        if number not in self._colours:
            plain = self.capture.frames[number].colour().astype(np.float32) / 255
            self._colours[number] = np.clip(plain * self.factors[number] + self.lifts[number], 0, 1).astype(np.float32)
        return self._colours[number]


def carried(eye: Eye, depth: Floats, other: Eye) -> tuple[Floats, Floats, Floats]:
    """Return the points of a picture in the axes of another camera: right, down and forward, each height x width."""
    depth = np.asarray(depth, np.float32)  # remapping takes nothing finer
    height, width = depth.shape
    turn = (axes(other).T @ axes(eye)).astype(np.float32)
    shift = (axes(other).T @ (np.array(eye.at) - np.array(other.at))).astype(np.float32)
    f = focal(eye, height)
    across = ((np.arange(width) + 0.5 - width / 2) / f).astype(np.float32)[None, :]
    down = ((np.arange(height) + 0.5 - height / 2) / f).astype(np.float32)[:, None]
    x, y, z = (depth * (row[0] * across + row[1] * down + row[2]) + step for row, step in zip(turn, shift, strict=True))
    return x, y, z
