"""Unpitched instruments: deep drums, ticks, shaker, swells and booms. All mono, their peak about 1 at full force."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ..sound.grain import Mono, band, clock, count, decay, modes, noise, peaked, tone


def _taiko(rng: np.random.Generator, force: float) -> Mono:
    size = count(1.1)
    fall = 62 + 34 * np.exp(-clock(size) / 0.05)
    skin = 0.8 * tone(fall, size) * decay(size, 0.6, 0.002) + 0.6 * tone(fall * 1.59, size) * decay(size, 0.4, 0.002)
    skin += 0.4 * tone(fall * 2.3, size) * decay(size, 0.3, 0.002) + 0.25 * tone(fall * 3.6, size) * decay(size, 0.2)
    return skin + (0.15 + 0.45 * force) * noise(rng, size, 150, 1800, -5) * decay(size, 0.14)


def _heart(rng: np.random.Generator, _: float) -> Mono:
    size = count(0.4)
    fall = 56 + 26 * np.exp(-clock(size) / 0.03)
    return (
        tone(fall, size) * decay(size, 0.3, 0.006)
        + 0.3 * tone(fall * 2, size) * decay(size, 0.2, 0.006)
        + (0.06 * noise(rng, size, 80, 500, -4) * decay(size, 0.1))
    )


def _tick(rng: np.random.Generator, force: float) -> Mono:
    size = count(0.07)
    wood = modes(size, [(1180 + 160 * force, 0.8, 0.045), (2150, 0.25, 0.03), (430, 0.5, 0.05)])
    return wood + 0.2 * noise(rng, size, 1500, 5000, -2) * decay(size, 0.012)


def _shaker(rng: np.random.Generator, _: float) -> Mono:
    size = count(0.12)
    return 0.3 * noise(rng, size, 2500, 7500, -2) * decay(size, 0.09, 0.02)


def _rim(rng: np.random.Generator, _: float) -> Mono:
    size = count(0.25)
    return 0.5 * noise(rng, size, 250, 3000, -4) * decay(size, 0.16, 0.001) + 0.6 * tone(178.0, size) * decay(
        size, 0.12
    )


def _swell(rng: np.random.Generator, _: float) -> Mono:
    """Two seconds of a cymbal rolled up to its edge."""
    size = count(2.0)
    grow = clock(size) / 2.0
    low, high = noise(rng, size, 700, 2600, -2), noise(rng, size, 2600, 7000, -3)
    metal = band(np.tanh(3 * modes(size, [(f, 0.2, 60.0) for f in (811, 1243, 1777, 2411, 3319)])), 900, 6000)
    return peaked((low * 0.5 + high * grow * 0.5 + 0.2 * metal) * grow**3 * np.minimum(1, clock(size)[::-1] / 0.03))


def _boom(rng: np.random.Generator, _: float) -> Mono:
    size = count(2.6)
    drop = 30 + 46 * np.exp(-clock(size) / 0.16)
    sub = np.tanh(2.2 * tone(drop, size)) * decay(size, 2.3, 0.003)
    return sub + 0.5 * noise(rng, size, 60, 700, -5) * decay(size, 0.5) + 0.2 * tone(drop * 3, size) * decay(size, 0.9)


DRUMS: dict[str, Callable[[np.random.Generator, float], Mono]] = {
    "taiko": _taiko,
    "heart": _heart,
    "tick": _tick,
    "shaker": _shaker,
    "rim": _rim,
    "swell": _swell,
    "boom": _boom,
}


@lru_cache(maxsize=128)
def stroke(name: str, force: int, turn: int) -> Mono:
    """Return a stroke of a drum, ``force`` 1 to 8; ``turn`` 0 to 3 tells strokes of a row apart."""
    rng = np.random.default_rng([turn, force, len(name)])
    return (DRUMS[name](rng, force / 8) * (0.15 + 0.85 * force / 8)).astype(np.float32)
