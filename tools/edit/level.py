"""Levels: the loudness of a signal in memory, and the limiter that keeps true peaks under a ceiling.

Signals are float arrays, samples x 2, at 48 kHz; full scale is 1.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

RATE = 48_000
"""Samples per second of every stem."""

Signal: TypeAlias = NDArray[np.floating[Any]]

SILENT = -70.0
"""LUFS under which there is nothing to measure (the absolute gate of EBU R 128)."""

BLOCK = 1 << 19
"""Samples that are oversampled at once, to keep memory flat."""

REACH = 1920
"""Samples (40 ms) over which the limiter turns down and comes back."""


def gain(decibels: float) -> float:
    """Return decibels as a factor."""
    return float(10 ** (decibels / 20))


def integrated(signal: Signal) -> float:
    """Return the integrated loudness in LUFS, -inf for silence; short signals count as if they were repeated."""
    import pyloudnorm

    if len(signal) == 0 or float(np.max(np.abs(signal))) < 1e-5:
        return float("-inf")
    least = int(0.8 * RATE)
    if len(signal) < least:
        signal = np.tile(signal, (-(-least // len(signal)), 1))
    measured = float(pyloudnorm.Meter(RATE).integrated_loudness(signal.astype(np.float64)))
    return measured if measured > SILENT else float("-inf")


def peaks(signal: Signal) -> Signal:
    """Return for each sample the greatest true peak around it over both channels (four times oversampled)."""
    out = np.zeros(len(signal), np.float32)
    pad = 64
    for start in range(0, len(signal), BLOCK):
        first, last = max(0, start - pad), min(len(signal), start + BLOCK + pad)
        fine = np.abs(resample_poly(signal[first:last], 4, 1, axis=0)).max(axis=1)
        coarse = fine.reshape(-1, 4).max(axis=1)
        end = min(len(signal), start + BLOCK)
        out[start:end] = coarse[start - first : end - first]
    return out


def true_peak(signal: Signal) -> float:
    """Return the true peak in dBTP, -inf for silence."""
    top = float(peaks(signal).max(initial=0.0))
    return float(20 * np.log10(top)) if top > 0 else float("-inf")


def limit(signal: Signal, ceiling: float) -> Signal:
    """Return the signal with its true peaks held at ``ceiling`` dBTP, turned down smoothly and ahead of time."""
    height = peaks(signal)
    wanted = np.minimum(1.0, gain(ceiling) / np.maximum(height, 1e-9))
    if float(wanted.min(initial=1.0)) >= 1.0:
        return signal
    held = minimum_filter1d(wanted, 2 * REACH + 3, mode="nearest")
    # Two box averages whose reaches add up to the held one never rise above what was wanted.
    smooth = uniform_filter1d(uniform_filter1d(held, REACH + 1, mode="nearest"), REACH + 1, mode="nearest")
    limited: Signal = (signal * smooth[:, None]).astype(np.float32)
    return limited
