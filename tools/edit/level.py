"""Levels: how loud a signal in memory is, and the limiter that keeps its true peaks under a ceiling.

Signals are float arrays, samples x 2, at 48 kHz; full scale is 1.
Loudness is that of ITU-R BS.1770-4, true peak is measured at four times the rate.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly, sosfilt

RATE = 48_000
"""Samples per second of every stem."""

Signal: TypeAlias = NDArray[np.floating[Any]]

EAR = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""The standard's two filters at 48 kHz: the head's shelf, and the deaf depths."""

HOP = RATE // 10
"""Samples between two of the standard's blocks, which are four hops long."""
SILENT = -70.0
"""LUFS under which a block is not counted."""
BLOCK = 1 << 18
"""Samples that are oversampled at once, to keep memory flat."""
REACH = 1920
"""Samples (40 ms) over which the limiter turns down and comes back."""


def gain(decibels: float) -> float:
    """Return decibels as a factor."""
    return float(10 ** (decibels / 20))


def energies(signal: Signal) -> Signal:
    """Return the energy of each tenth of a second as the ear weighs it; the last one may be a part."""
    heard = sosfilt(np.array(EAR), signal, axis=0)
    power = np.sum(heard * heard, axis=1)
    sums: Signal = np.add.reduceat(power, np.arange(0, max(1, len(power)), HOP))
    return sums


def gated(tenths: Signal) -> float:
    """Return the integrated loudness in LUFS of tenths of a second, -inf for silence."""
    if len(tenths) < 4:  # too short for a block: as if it were repeated
        tenths = np.resize(tenths, 4)
    power = np.convolve(tenths, np.ones(4), "valid") / (4 * HOP)
    for gate in (SILENT, None):
        level = -0.691 + 10 * np.log10(np.mean(power)) - 10 if gate is None else gate
        power = power[-0.691 + 10 * np.log10(np.maximum(power, 1e-20)) > level]
        if power.size == 0:
            return float("-inf")
    return float(-0.691 + 10 * np.log10(np.mean(power)))


def integrated(signal: Signal) -> float:
    """Return the integrated loudness in LUFS, -inf for silence; short signals count as if they were repeated."""
    if len(signal) == 0:
        return float("-inf")
    least = 4 * HOP
    return gated(energies(signal if len(signal) >= least else np.resize(signal, (least, signal.shape[1]))))


def peaks(signal: Signal) -> Signal:
    """Return for each sample the greatest true peak around it over both channels (four times oversampled)."""
    out = np.zeros(len(signal), np.float32)
    pad = 64
    for start in range(0, len(signal), BLOCK):
        first, last = max(0, start - pad), min(len(signal), start + BLOCK + pad)
        fine = np.abs(resample_poly(signal[first:last].astype(np.float32), 4, 1, axis=0)).max(axis=1)
        end = min(len(signal), start + BLOCK)
        out[start:end] = fine.reshape(-1, 4).max(axis=1)[start - first : end - first]
    return out


def true_peak(signal: Signal) -> float:
    """Return the true peak in dBTP, -inf for silence."""
    top = float(peaks(signal).max(initial=0.0))
    return float(20 * np.log10(top)) if top > 0 else float("-inf")


@dataclass(frozen=True)
class Programme:
    """A mix that is about to be set to a loudness: what can be known of it before it is turned up."""

    mix: Signal
    height: Signal
    """True peak at each sample."""
    tenths: Signal
    """Energy of each tenth of a second."""

    @classmethod
    def of(cls, mix: Signal) -> "Programme":
        """Measure a mix."""
        return cls(mix, peaks(mix), energies(mix))

    def turned(self, target: float, ceiling: float) -> Signal:
        """Return the mix at ``target`` LUFS with its true peaks at or under ``ceiling`` dBTP; silence stays silence."""
        turn = target - gated(self.tenths)
        if not np.isfinite(turn):
            return self.mix
        for _ in range(8):
            held = self._held(turn, ceiling)
            # The limiter moves slowly against the ear's filters, so its turns may be laid on the energies.
            squares = np.add.reduceat(held.astype(np.float64) ** 2, np.arange(0, len(held), HOP)) / HOP
            miss = target - gated(self.tenths * squares * gain(turn) ** 2)
            if abs(miss) < 0.02:
                break
            turn += miss
        loud: Signal = self.mix * (self._held(turn, ceiling) * np.float32(gain(turn)))[:, None]
        return loud

    def _held(self, turn: float, ceiling: float) -> Signal:
        return _curve(self.height * np.float32(gain(turn)), ceiling)


def limit(signal: Signal, ceiling: float) -> Signal:
    """Return the signal with its true peaks held at ``ceiling`` dBTP, turned down smoothly and ahead of time."""
    if float(np.max(np.abs(signal), initial=0.0)) < gain(ceiling - 6):  # no true peak is so far over its samples
        return signal
    limited: Signal = signal * _curve(peaks(signal), ceiling)[:, None]
    return limited


def _curve(height: Signal, ceiling: float) -> Signal:
    """Return the limiter's factor at each sample."""
    wanted = np.minimum(np.float32(1.0), np.float32(gain(ceiling)) / np.maximum(height, np.float32(1e-9)))
    held = minimum_filter1d(wanted, 2 * REACH + 3, mode="nearest")
    # Two box averages whose reaches add up to the held one never rise above what was wanted.
    smooth: Signal = uniform_filter1d(uniform_filter1d(held, REACH + 1, mode="nearest"), REACH + 1, mode="nearest")
    return smooth
