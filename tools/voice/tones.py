"""Tones: whether what lies under a voice is music."""

import numpy as np
from scipy import ndimage, signal

from .hearing import HOP, Heard
from .model import RATE, Floats

_FFT = 2048
_LOW, _HIGH = 180.0, 4500.0
_AUDIBLE = 40.0
"""Decibels under the speech at which music no longer matters: what cleans noise takes it along."""
_ENOUGH = 1500
_SHARP = 12.0
"""Factor over the bins around it at which a bin is a tone; noise alone gets there once in four thousand."""


def tonal(audio: Floats, heard: Heard) -> float:
    """Return which share of what is heard between the words is tones that change: music, 0 to 1.

    Where nobody ever pauses the quietest moments are looked at. A hum does not count: it never changes.
    """
    _, _, bins = signal.stft(audio, RATE, nperseg=_FFT, noverlap=_FFT - HOP, boundary=None, padded=True)
    power = np.abs(bins[round(_LOW * _FFT / RATE) : round(_HIGH * _FFT / RATE)]) ** 2
    steady = np.percentile(power, 15, axis=1, keepdims=True)
    changing = np.maximum(power - 3 * steady, 0.0)
    middle = _FFT // 2 // HOP
    levels = heard.levels[middle : middle + power.shape[1]]
    rests = heard.rests[middle : middle + power.shape[1]]
    power, changing = power[:, : len(levels)], changing[:, : len(levels)]
    if not len(levels):
        return 0.0
    if rests.sum() < 20:
        rests = levels <= np.percentile(levels, 12)
    loud = float(np.percentile(heard.levels, 90))
    heard_there = rests & (levels > loud - _AUDIBLE)
    if heard_there.sum() < max(8, 0.25 * rests.sum()):
        return 0.0
    # A minute of rests is enough, spread over the whole.
    places = np.flatnonzero(heard_there)
    heard_there = places[np.unique(np.linspace(0, len(places) - 1, min(len(places), _ENOUGH)).astype(int))]
    smooth = ndimage.uniform_filter1d(power, 3, axis=1)[:, heard_there]
    around = ndimage.median_filter(smooth, (25, 1))
    tones = smooth > _SHARP * around
    total = float(power[:, heard_there].sum())
    return float(np.where(tones, changing[:, heard_there], 0.0).sum() / max(total, 1e-20))
