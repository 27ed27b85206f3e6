"""Cleaning: what is clipped is drawn again, what rumbles or hisses under a voice is taken away."""

import numpy as np
import numpy.typing as npt
from scipy import linalg, ndimage, signal

from .hearing import Flags, Heard, mask
from .model import RATE, Floats

_FLAT = 0.995
"""Of the peak: samples above it, in a row, were cut off there."""
_ROW = 3
_ORDER, _BLOCK = 32, 1024
"""Of the prediction that draws a peak again, and samples at once."""
_FFT, _HOP = 1024, 256
_DEEPEST = 10 ** (-20 / 20)
"""Of a bin, however noisy: a voice in a vacuum sounds worse than a little hiss."""
_RUMBLE = 55.0
_MEMORY = 0.97
"""Of the signal-to-noise ratio, from one frame to the next: without it noise turns into chirping."""


def clipped(audio: Floats) -> Flags:
    """Return which samples were cut off at full scale; mono, before any resampling."""
    peak = float(np.abs(audio).max(initial=0.0))
    if peak < 0.05:
        return np.zeros(len(audio), bool)
    return np.asarray(ndimage.binary_opening(np.abs(audio) >= _FLAT * peak, np.ones(_ROW)), bool)


def declip(audio: Floats, cut: Flags) -> Floats:
    """Draw the samples that were cut off again, each block by linear prediction from its own sound; peak 1 at most."""
    mended = audio.astype(np.float64)
    step = _BLOCK // 2
    for at in range(0, max(1, len(audio) - step), step):
        lost = cut[at : at + _BLOCK]
        if lost.any() and len(lost) > 4 * _ORDER and lost.mean() < 0.4:
            mended[at : at + _BLOCK] = _predicted(mended[at : at + _BLOCK], audio[at : at + _BLOCK], lost)
    return np.asarray(mended / max(1.0, float(np.abs(mended).max(initial=1.0))), np.float32)


def _predicted(sound: npt.NDArray[np.float64], was: Floats, lost: Flags) -> npt.NDArray[np.float64]:
    """Return the block with its lost samples such that the error of prediction is least; never under the old peak."""
    found = sound.copy()
    places = np.flatnonzero(lost)
    for _ in range(2):
        weights = _prediction(found)
        ties = np.correlate(weights, weights, "full")  # of the error that a sample makes in those that follow it
        known = found.copy()
        known[places] = 0.0
        apart = np.abs(places[:, None] - places[None, :])
        mine = np.where(apart <= _ORDER, ties[_ORDER + np.minimum(apart, _ORDER)], 0.0)
        theirs = np.convolve(known, ties, "same")[places]
        found[places] = np.linalg.solve(mine + 1e-9 * np.eye(len(places)), -theirs)
    limit = np.clip(found[places], -1.5, 1.5)
    old = was[places]
    found[places] = np.where(old > 0, np.maximum(limit, old), np.minimum(limit, old))
    return found


def _prediction(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the filter whose output is what cannot be predicted of ``sound``: 1 and ``_ORDER`` weights."""
    shaped = sound * np.hanning(len(sound))
    tied = np.correlate(shaped, shaped, "full")[len(sound) - 1 : len(sound) + _ORDER]
    tied[0] = tied[0] * 1.0001 + 1e-9
    return np.concatenate(([1.0], -linalg.solve_toeplitz(tied[:-1], tied[1:])))


def without_rumble(audio: Floats) -> Floats:
    """Take away what lies under every voice: steps, wind, the offset of a cheap microphone."""
    sos = signal.butter(4, _RUMBLE, "highpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfiltfilt(sos, audio), np.float32)


def denoise(audio: Floats, heard: Heard) -> Floats:
    """Take the steady noise out of mono 24 kHz audio: a Wiener filter that has learnt the noise between the words."""
    _, _, bins = signal.stft(audio, RATE, nperseg=_FFT, noverlap=_FFT - _HOP)
    power = np.abs(bins) ** 2
    noise = _noise(power, mask(heard.rests, len(audio))[::_HOP])[:, None]
    above = np.minimum(power / np.maximum(noise, 1e-14), 1e4)
    gains = np.empty_like(above)
    before = np.ones(len(above))
    for at in range(above.shape[1]):
        likely = _MEMORY * before + (1 - _MEMORY) * np.maximum(above[:, at] - 1, 0.0)
        gains[:, at] = np.maximum(likely / (1 + likely), _DEEPEST)
        before = gains[:, at] ** 2 * above[:, at]
    _, clean = signal.istft(bins * gains, RATE, nperseg=_FFT, noverlap=_FFT - _HOP)
    return np.asarray(np.pad(clean, (0, max(0, len(audio) - len(clean))))[: len(audio)], np.float32)


def _noise(power: npt.NDArray[np.float64], rests: Flags) -> npt.NDArray[np.float64]:
    """Return the power of the noise a bin: between the words, else from the quietest moments of each bin."""
    quiet = np.pad(rests, (0, max(0, power.shape[1] - len(rests))))[: power.shape[1]]
    if quiet.sum() >= 12:
        calm = power[:, quiet]
        # The louder rests are left out: some of them are words that went unnoticed.
        sums = calm.sum(axis=0)
        return np.asarray(calm[:, sums <= np.percentile(sums, 70)].mean(axis=1) * 1.1)
    return np.asarray(np.percentile(power, 10, axis=1) * 4.0)
