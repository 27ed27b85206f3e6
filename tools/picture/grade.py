"""The grade: everything done to the whole finished frame, in place, on bytes."""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from ...memory.bible import ArtDirection
from .windows import Box

Pixels = npt.NDArray[np.uint8]

SHRUNK = 6
"""How much smaller the bloom is made than the frame."""
GRAINS = 6
"""Plates of grain, shown one after the other."""
_GRAIN_LEVEL = 9


class Grade:
    """Bloom, tone curve, vignette and grain, or the inks of an art direction, for frames of one size."""

    def __init__(self, style: ArtDirection, name: str, width: int, height: int, draft: bool = False) -> None:
        self.style = style
        self.draft = draft
        self.width, self.height = width, height
        self.curve = _curve(name if style not in {"noir", "duotone"} else style)
        self.vignette = _vignette(width, height, {"noir": 0.34, "papercut": 0.22, "cel": 0.3}.get(style, 0.44))

    def apply(self, frame: Pixels, index: int, bloom: float = 0.6, part: Box | None = None) -> None:
        """Grade the ``index``-th frame of a shot (height x width x 3, RGB), in place; or that part of it."""
        there = part.slices if part is not None else ...
        if self.style == "noir":
            self._ink(frame, _dots(self.width, self.height)[there])
        else:
            if self.style == "duotone":
                self._two_inks(frame)
            if self.style != "papercut":
                self._bloom(frame, bloom)
            cv2.LUT(frame, self.curve, dst=frame)
        cv2.multiply(frame, self.vignette[there], dst=frame, scale=1 / 255)
        if self.style == "papercut":
            cv2.multiply(frame, _paper(self.width, self.height)[there], dst=frame, scale=1 / 232)
        elif not self.draft:
            cv2.add(frame, _grain(self.width, self.height, index % GRAINS)[there], dst=frame)
            cv2.subtract(frame, _level(self.width, self.height)[there], dst=frame)

    @property
    def margin(self) -> int:
        """Pixels around a part that must be there too for its glow to be as in the whole frame; noir glows not."""
        return 0 if self.style in {"noir", "papercut"} else round(3 * max(0.8 * SHRUNK, self.width * 0.026))

    def _bloom(self, frame: Pixels, strength: float) -> None:
        """Let the light parts glow; it is soft anyway, so it is made small."""
        height, width = frame.shape[:2]
        size = (max(1, width // SHRUNK), max(1, height // SHRUNK))
        small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        light = cv2.LUT(small, _HIGHLIGHTS)
        light = cv2.GaussianBlur(light, (0, 0), max(0.8, self.width / SHRUNK * 0.026))
        light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
        cv2.addWeighted(frame, 1.0, light, strength, 0, dst=frame)

    def _two_inks(self, frame: Pixels) -> None:
        grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
        cv2.merge([grey, grey, grey], dst=frame)

    def _ink(self, frame: Pixels, dots: Pixels) -> None:
        """Four tones, the middle ones as dots; what is truly red stays red."""
        accent = cv2.LUT(cv2.transform(frame, _CRIMSON), _RED)
        grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
        grey = cv2.LUT(grey, _PRESS)
        dotted = cv2.add(grey, dots)
        ink = cv2.LUT(dotted, _TONES)
        rest = cv2.bitwise_not(accent)
        under = cv2.multiply(ink, rest, scale=1 / 255)
        lit = cv2.multiply(accent, cv2.LUT(grey, _RED_TONES), scale=1 / 255)
        cv2.merge(
            [cv2.add(under, lit), cv2.addWeighted(under, 1, lit, 0.10, 0), cv2.addWeighted(under, 1, lit, 0.14, 0)],
            dst=frame,
        )


def _smooth(value: npt.NDArray[np.float64], strength: float) -> npt.NDArray[np.float64]:
    return value + (value * value * (3 - 2 * value) - value) * strength


_CURVES = {
    # per channel: gamma, strength of the S, gain, lift
    "night": ((0.94, 0.33, 0.97, 0.022), (0.93, 0.35, 0.97, 0.012), (0.91, 0.30, 0.985, 0.038)),
    "warm": ((0.95, 0.36, 0.99, 0.026), (0.97, 0.39, 0.975, 0.012), (1.00, 0.38, 0.945, 0.018)),
    "golden": ((0.95, 0.36, 0.99, 0.028), (0.97, 0.39, 0.97, 0.012), (1.00, 0.38, 0.94, 0.024)),
    "cool": ((1.02, 0.38, 0.96, 0.014), (0.98, 0.40, 0.98, 0.016), (0.94, 0.36, 1.00, 0.032)),
    "sick": ((1.02, 0.40, 0.95, 0.010), (0.93, 0.40, 0.99, 0.022), (1.02, 0.40, 0.93, 0.014)),
    "neutral": ((0.97, 0.38, 0.99, 0.018), (0.97, 0.40, 0.985, 0.012), (0.97, 0.40, 0.985, 0.018)),
}


_DUOTONE = ((0, 84, 180, 255), (26, 92, 214, 255), (22, 74, 200, 250), (58, 120, 206, 240))
"""Greys, and the red, green and blue they become: dark ink and pale paper."""


@lru_cache(maxsize=16)
def _curve(name: str) -> Pixels:
    """Return the tone curve as a table of 1 x 256 x 3."""
    x = np.arange(256) / 255
    if name == "duotone":
        at, *channels = _DUOTONE
        inks = np.stack([np.interp(np.arange(256), at, channel) for channel in channels], 1)
        return inks.astype(np.uint8)[None].copy()
    rows = [
        _smooth(x**gamma, s) * (gain - lift) + lift for gamma, s, gain, lift in _CURVES.get(name, _CURVES["neutral"])
    ]
    return np.clip(np.stack(rows, 1) * 255, 0, 255).astype(np.uint8)[None].copy()


def _table(points: tuple[tuple[int, int], ...]) -> Pixels:
    xs, ys = zip(*points, strict=True)
    return np.asarray(np.interp(np.arange(256), xs, ys), np.uint8)


_HIGHLIGHTS = _table(((0, 0), (152, 0), (255, 103)))
_PRESS = _table(((0, 0), (60, 34), (128, 118), (190, 214), (255, 255)))
_TONES = _table(
    ((0, 10), (40, 12), (54, 62), (86, 70), (98, 138), (134, 148), (148, 218), (178, 226), (192, 247), (255, 248))
)
_CRIMSON = np.array([[1.0, -2.0, -1.2]], np.float32)
"""Red far above green, and not towards orange: blood, silk and roses, but neither skin, lips nor wood."""
_RED = _table(((0, 0), (9, 0), (24, 255), (255, 255)))
_RED_TONES = _table(((0, 70), (40, 150), (120, 205), (255, 235)))


@lru_cache(maxsize=4)
def _vignette(width: int, height: int, depth: float) -> Pixels:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = ((x / width - 0.5) ** 2) * 1.5 + ((y / height - 0.45) ** 2) * 1.9
    plate = np.clip(1 - depth * distance * 1.75, 0, 1) * 255
    return np.asarray(cv2.merge([plate.astype(np.uint8)] * 3), np.uint8)


@lru_cache(maxsize=GRAINS * 2)
def _grain(width: int, height: int, number: int) -> Pixels:
    """Return one plate of grain: a little coarser than a pixel on large frames, as film is."""
    coarse = max(1.0, width / 760)
    size = (round(width / coarse), round(height / coarse))
    noise = np.random.default_rng(number).normal(_GRAIN_LEVEL, 3.1 * min(1.25, coarse), (size[1], size[0]))
    plate = cv2.resize(np.clip(noise, 0, 40).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.merge([plate] * 3), np.uint8)


@lru_cache(maxsize=2)
def _level(width: int, height: int) -> Pixels:
    return np.full((height, width, 3), _GRAIN_LEVEL, np.uint8)


@lru_cache(maxsize=2)
def _paper(width: int, height: int) -> Pixels:
    """Return the tooth of paper, to be multiplied, around 232."""
    draw = np.random.default_rng(7)
    plate = np.full((height, width), 232, np.float32)
    for cell, strength in ((2, 3.0), (5, 3.5), (18, 3.0), (70, 4.0)):
        cell = max(1, round(cell * width / 720))
        noise = draw.normal(0, strength, (height // cell + 2, width // cell + 2)).astype(np.float32)
        plate += cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.merge([np.clip(plate, 0, 255).astype(np.uint8)] * 3), np.uint8)


@lru_cache(maxsize=2)
def _dots(width: int, height: int) -> Pixels:
    """Return the screen of a halftone, to be added before the tones are cut; its cell follows the frame's width."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    pitch = np.float32(2 * np.pi / max(4.0, width / 118))
    wave = np.sin((x + y) * pitch * 0.7071) * np.sin((x - y) * pitch * 0.7071)
    return np.asarray(np.clip((wave + 1) * 22, 0, 255), np.uint8)
