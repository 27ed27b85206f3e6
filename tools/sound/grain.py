"""The grains that sounds are built of: noise with a given spectrum, tones, blows, sweeps.

All are float32 at 48 kHz. Mono is one-dimensional; stereo is samples x 2.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from ..edit.level import RATE

Mono: TypeAlias = NDArray[np.floating[Any]]
Rng: TypeAlias = np.random.Generator


def count(seconds: float) -> int:
    """Return seconds as samples."""
    return max(1, round(seconds * RATE))


def clock(samples: int) -> Mono:
    """Return the time of each sample in seconds."""
    ticks: Mono = (np.arange(samples) / RATE).astype(np.float32)
    return ticks


def noise(rng: Rng, samples: int, low: float, high: float, tilt: float = 0.0) -> Mono:
    """Return noise of unit power between ``low`` and ``high`` Hz, ``tilt`` dB an octave within.

    It is built in the frequency domain, so its end meets its beginning: it loops without a click.
    """
    frequencies = np.fft.rfftfreq(samples, 1 / RATE)
    safe = np.maximum(frequencies, 1.0)
    shape = (safe / np.sqrt(low * high)) ** (tilt / 6.02)
    shape /= np.sqrt(1 + (low / safe) ** 6) * np.sqrt(1 + (safe / high) ** 6)
    phases = rng.uniform(0, 2 * np.pi, len(frequencies))
    wave = np.fft.irfft(shape * np.exp(1j * phases), samples)
    unit: Mono = (wave / max(1e-12, float(np.sqrt(np.mean(wave**2))))).astype(np.float32)
    return unit


def wander(rng: Rng, samples: int, slowest: float, fastest: float) -> Mono:
    """Return a looping wave between 0 and 1 that drifts at ``slowest`` to ``fastest`` Hz."""
    step = 480
    coarse = np.zeros(-(-samples // step))
    turns = np.arange(len(coarse)) / len(coarse)
    whole = samples / RATE
    for _ in range(6):
        cycles = max(1, round(rng.uniform(slowest, fastest) * whole))
        coarse += np.sin(2 * np.pi * (cycles * turns + rng.uniform()))
    coarse = 0.5 + 0.5 * np.tanh(coarse / 2)
    at = np.arange(samples) / step
    drift: Mono = np.interp(at, np.arange(len(coarse) + 1), np.append(coarse, coarse[0])).astype(np.float32)
    return drift


def tone(pitch: float | Mono, samples: int, phase: float = 0.0) -> Mono:
    """Return a sine; ``pitch`` is in Hz, one value or one a sample."""
    turns = np.cumsum(np.broadcast_to(np.asarray(pitch, np.float64), samples))
    wave: Mono = np.sin(2 * np.pi * (turns / RATE + phase)).astype(np.float32)
    return wave


def decay(samples: int, seconds: float, attack: float = 0.001) -> Mono:
    """Return an envelope that rises in ``attack`` and falls by 60 dB in ``seconds``."""
    time = clock(samples)
    fall = np.exp(-6.9 * time / seconds) * np.minimum(1, time / max(attack, 1e-5))
    edge = min(samples, 96)
    fall[samples - edge :] *= np.linspace(1, 0, edge)
    shaped: Mono = fall.astype(np.float32)
    return shaped


def modes(samples: int, rows: Sequence[tuple[float, float, float]]) -> Mono:
    """Return struck resonances: rows of (Hz, level, seconds to fall by 60 dB)."""
    out = np.zeros(samples, np.float32)
    for pitch, level, seconds in rows:
        if pitch < 16_000:
            ring = min(samples, count(seconds * 1.1))
            out[:ring] += level * tone(pitch, ring) * decay(ring, seconds)
    return out


def swept(rng: Rng, path: Mono, width: float = 0.5) -> Mono:
    """Return noise in a band whose centre follows ``path`` (Hz a sample), ``width`` octaves wide."""
    samples = len(path)
    octaves = np.log2(np.maximum(path, 20.0))
    out = np.zeros(samples, np.float32)
    for centre in np.arange(float(octaves.min()) - width, float(octaves.max()) + width, width):
        weight = np.exp(-(((octaves - centre) / width) ** 2))
        if float(weight.max()) > 0.02:
            pitch = float(2**centre)
            out += noise(rng, samples, pitch * 2 ** (-width / 2), pitch * 2 ** (width / 2)) * weight
    return out


def band(sound: Mono, low: float = 0.0, high: float = 0.0, order: int = 2) -> Mono:
    """Return a sound cut below ``low`` and above ``high`` Hz; 0 leaves that side open."""
    for edge, side in ((low, "highpass"), (high, "lowpass")):
        if edge:
            sound = sosfilt(butter(order, edge, side, fs=RATE, output="sos"), sound, axis=0).astype(np.float32)
    return sound


def add(out: Mono, sound: Mono, at: float) -> None:
    """Add a sound to ``out`` (both mono or both stereo) from ``at`` seconds on; what hangs over is cut."""
    start = round(at * RATE)
    first, last = max(0, start), min(len(out), start + len(sound))
    if first < last:
        out[first:last] += sound[first - start : last - start]


def placed(sound: Mono, pan: float = 0.0) -> Mono:
    """Return a mono sound as stereo at ``pan``, -1 to 1."""
    angle = np.pi / 4 * (1 + pan)
    sides: Mono = sound[:, None] * (np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2)))
    return sides


def peaked(sound: Mono, level: float = 1.0) -> Mono:
    """Return a sound scaled so that its highest sample is ``level``."""
    top = float(np.max(np.abs(sound), initial=0.0))
    return sound * np.float32(level / top) if top > 0 else sound
