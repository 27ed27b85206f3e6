"""A hand that holds a camera: how it trembles, and what the camera in it does to the picture."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..geometry import Floats, axes, project, unproject

Pixels = npt.NDArray[np.uint8]
_TURNING = ((0.31, 0.42), (0.9, 0.22), (1.9, 0.16), (3.4, 0.07), (8.7, 0.022))
"""Hertz and degrees: slow correcting, steps, tremor."""
_MOVING = ((0.27, 0.012), (0.8, 0.007), (1.85, 0.009), (3.7, 0.002))
"""Hertz and metres."""
_SHARES = 5
"""Moments of one exposure."""


@dataclass(frozen=True)
class Hand:
    """What tells hand-held footage from a rendering; every part can be switched off with 0."""

    shake: float = 1.0
    """1: a careful hand."""
    exposure: float = 0.2
    """How far brightness wanders, as a share."""
    tint: float = 0.05
    """How far the white balance wanders, as a share of red against blue."""
    shutter: float = 0.5
    """Share of a frame for which the shutter is open."""
    rolling: float = 0.6
    """Share of a frame that passes between the first row and the last."""
    noise: float = 2.2
    """Of the sensor, grey levels."""
    quality: int = 28
    """Of H.264 (crf)."""

    def holding(self, eye: Eye, at: float, seed: int = 0) -> Eye:
        """Return an eye as a hand holds it ``at`` a second."""
        if not self.shake:
            return eye
        chance = np.random.default_rng(seed)
        turns = [self._swung(_TURNING, at, chance) for _ in range(3)]
        moves = np.array([self._swung(_MOVING, at, chance) for _ in range(3)])
        x, y, z = (float(value) for value in np.array(eye.at) + axes(eye) @ moves)
        yaw, pitch, roll = eye.yaw + turns[0], eye.pitch + turns[1], eye.roll + 0.6 * turns[2]
        return eye.model_copy(update={"at": (x, y, z), "yaw": yaw, "pitch": pitch, "roll": roll})

    def _swung(self, swings: tuple[tuple[float, float], ...], at: float, chance: np.random.Generator) -> float:
        total = 0.0
        for hertz, reach in swings:
            phase, pace, more = chance.uniform(0, 2 * math.pi), chance.uniform(0.85, 1.15), chance.uniform(0.6, 1.3)
            total += reach * more * math.sin(2 * math.pi * hertz * pace * at + phase)
        return self.shake * total

    def exposed(self, picture: Pixels, at: float, seed: int = 0) -> Pixels:
        """Return a picture as bright and as warm as the camera happens to make it ``at`` a second."""
        if not self.exposure and not self.tint:
            return picture
        first, second = np.random.default_rng(seed + 1).uniform(0, 2 * math.pi, 2)
        gain = 1 + self.exposure * math.sin(0.9 * at + first) * (0.8 + 0.2 * math.sin(2.3 * at + second))
        warm = self.tint * math.sin(0.55 * at + second)
        levels = (np.arange(256) / 255.0) ** 2.2
        table = [255 * np.clip(levels * gain * more, 0, 1) ** (1 / 2.2) for more in (1 + warm, 1.0, 1 - warm)]
        return np.asarray(cv2.LUT(picture, np.round(np.stack(table, axis=1)[None]).astype(np.uint8)), np.uint8)

    def smeared(self, picture: Pixels, depth: npt.NDArray[np.floating], before: Eye, eye: Eye, after: Eye) -> Pixels:
        """Return a picture as a shutter takes it: open for a while, and row after row.

        ``before`` and ``after`` are where the camera is half a frame earlier and later.
        """
        if not self.shutter and not self.rolling:
            return picture
        height, width = depth.shape
        flow = _flow(depth, before, eye, after)
        y, x = np.mgrid[:height, :width].astype(np.float32)
        late = (y + 0.5) / np.float32(height) - np.float32(0.5)
        total = np.zeros(picture.shape, np.float32)
        moments = (np.arange(_SHARES) + 0.5) / _SHARES - 0.5 if self.shutter else np.zeros(1)
        for moment in moments:
            when = late * np.float32(self.rolling) + np.float32(moment * self.shutter)
            across, down = x - flow[..., 0] * when, y - flow[..., 1] * when
            total += cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(total / len(moments) + 0.5, np.uint8)

    def grainy(self, picture: Pixels, chance: np.random.Generator) -> Pixels:
        """Return a picture with the noise of a small sensor: more where it is dark."""
        if not self.noise:
            return picture
        grain = chance.standard_normal(picture.shape, np.float32)
        strength = np.float32(self.noise) * (np.float32(1.25) - picture * np.float32(0.6 / 255))
        return np.asarray(np.clip(picture + grain * strength + 0.5, 0, 255), np.uint8)


def steady(quality: int = 14) -> Hand:
    """Return a hand that is a tripod, with a camera that does nothing to the picture."""
    return Hand(shake=0, exposure=0, tint=0, shutter=0, rolling=0, noise=0, quality=quality)


def _flow(depth: npt.NDArray[np.floating], before: Eye, eye: Eye, after: Eye) -> npt.NDArray[np.float32]:
    """Return how far every pixel moves in a frame: height x width x 2, judged at half the size."""
    height, width = depth.shape
    half = width // 2, height // 2
    small = np.asarray(cv2.resize(np.asarray(depth, np.float32), half, interpolation=cv2.INTER_NEAREST), np.float32)
    points: Floats = unproject(eye, small)
    rows, columns = small.shape
    there, ahead = project(after, columns, rows, points)
    here, behind = project(before, columns, rows, points)
    moved = np.where(((ahead > 0.05) & (behind > 0.05))[..., None], there - here, 0) * [width / columns, height / rows]
    return np.asarray(cv2.resize(moved.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR))
