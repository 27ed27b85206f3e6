"""Hearing: when somebody speaks in a recording, how high, and over how much of everything else."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from .model import RATE, Floats

HOP = RATE // 100
"""Samples between two looks: 10 ms."""
_WINDOW = 3 * HOP
_LOWEST, _HIGHEST = 65.0, 420.0
"""Hz of a voice."""
_PERIODIC = 0.55
"""Of the autocorrelation at one period: above it somebody's cords swing."""
_SILENT = -60.0
"""dBFS under which nothing is heard."""
_RISES = 0.45
"""Where between the quiet of a recording and its loud speech begins, as a share of the decibels between them."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Heard:
    """What is heard in mono 24 kHz audio, every 10 ms."""

    levels: Floats
    """dBFS."""
    pitches: Floats
    """Hz; 0 where no voice swings."""
    speech: Flags
    """Whether somebody speaks; short rests between words count to it."""

    @property
    def seconds(self) -> float:
        """How long somebody speaks."""
        return float(self.speech.sum()) / 100

    @property
    def rests(self) -> Flags:
        """Where nobody speaks: a tenth of a second away from every word."""
        return ~ndimage.binary_dilation(self.speech, iterations=10)

    @property
    def pitch(self) -> float:
        """The middle of the melody in Hz; 0 if there is none."""
        sung = self.pitches[(self.pitches > 0) & self.speech]
        return float(np.median(sung)) if len(sung) else 0.0

    @property
    def voiced(self) -> float:
        """Share of the speech in which cords swing: about half of it, in every language."""
        return float((self.pitches > 0)[self.speech].mean()) if self.speech.any() else 0.0

    @property
    def noise(self) -> float:
        """Decibels by which speech stands above what is heard between words; 60 at most, 60 if there are no rests."""
        rests = self.rests
        if rests.sum() < 10 or not self.speech.any():
            quiet = float(np.percentile(self.levels, 3))
        else:
            quiet = _mean(self.levels[rests])
        return float(np.clip(_mean(self.levels[self.speech]) - quiet, 0.0, 60.0)) if self.speech.any() else 0.0


def hear(audio: Floats) -> Heard:
    """Listen to mono 24 kHz ``audio``; about 0.01 s of work a second."""
    frames = _frames(audio)
    levels = np.asarray(10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + 1e-10), np.float32)
    pitches = _pitches(frames, levels)
    return Heard(levels, pitches, _speech(levels, pitches))


def mask(flags: Flags, length: int) -> Flags:
    """Return for every sample of ``length`` what ``flags`` say of its 10 ms."""
    spread = np.repeat(flags, HOP)
    return np.pad(spread, (0, max(0, length - len(spread))), mode="edge")[:length] if len(spread) else np.zeros(0, bool)


def _frames(audio: Floats) -> Floats:
    padded = np.pad(audio, (HOP, max(_WINDOW, 2 * HOP + HOP - len(audio) % HOP)))
    count = max(1, len(audio) // HOP)
    return np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP][:count]


def _speech(levels: Floats, pitches: Floats) -> Flags:
    low, high = np.percentile(levels, (8, 95))
    if high < _SILENT:
        return np.zeros(len(levels), bool)
    loud = levels > max(_SILENT, low + _RISES * (high - low) if high - low > 9 else high - 12)
    # A word holds a vowel: what never swings near by is a door, a chair, or wind.
    near = ndimage.binary_dilation(pitches > 0, iterations=20)
    words = ndimage.binary_opening(loud & near, iterations=2)
    return np.asarray(ndimage.binary_closing(np.pad(words, 15), iterations=12)[15:-15], bool)


def _pitches(frames: Floats, levels: Floats) -> Floats:
    """Return F0 a frame by autocorrelation; 0 where it is too weak a one."""
    first, last = int(RATE / 3 / _HIGHEST), int(RATE / 3 / _LOWEST)
    found = np.zeros(len(frames), np.float32)
    for at in range(0, len(frames), 4000):
        # A third of the rate is enough for a voice's fundamental, and a ninth of the work.
        part = frames[at : at + 4000].reshape(-1, _WINDOW // 3, 3).mean(axis=2)
        part = (part - part.mean(axis=1, keepdims=True)) * np.hanning(part.shape[1])
        size = 512
        tied = np.fft.irfft(np.abs(np.fft.rfft(part, size)) ** 2, size)[:, : last + 2]
        window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(part.shape[1]), size)) ** 2, size)[: last + 2]
        tied = tied / np.maximum(tied[:, :1], 1e-12) / (window / window[0])
        found[at : at + len(part)] = _peaks(tied, first, last)
    found[levels < max(_SILENT, float(np.percentile(levels, 95)) - 35)] = 0.0
    return np.asarray(ndimage.median_filter(found, 5), np.float32)


def _peaks(tied: npt.NDArray[np.float64], first: int, last: int) -> Floats:
    """Return the F0 of each row: its first peak that is nearly as high as its highest."""
    look = tied[:, first : last + 1]
    inner = look[:, 1:-1]
    tops = (inner >= look[:, :-2]) & (inner >= look[:, 2:])
    height = np.where(tops, inner, -1.0)
    best = height.max(axis=1)
    place = (height >= 0.9 * best[:, None]).argmax(axis=1)
    rows = np.arange(len(look))
    left, top, right = look[rows, place], look[rows, place + 1], look[rows, place + 2]
    bend = left - 2 * top + right
    lag = first + 1 + place + np.where(bend < 0, 0.5 * (left - right) / np.where(bend < 0, bend, 1), 0.0)
    return np.where(best > _PERIODIC, RATE / 3 / lag, 0.0).astype(np.float32)


def _mean(levels: Floats) -> float:
    """Return the level of the mean power."""
    return float(10 * np.log10(np.mean(10 ** (levels.astype(np.float64) / 10)) + 1e-12))
