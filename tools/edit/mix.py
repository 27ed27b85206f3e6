"""The mix: lines, score and effects become three stems that fit each other.

Signals are float32 arrays, samples x 2, at 48 kHz. Levels here are relative to each other;
the master's loudness is set at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, sosfilt

from ...errors import MakerRefused
from ..music.reverb import CORRIDOR, reverberate
from .level import RATE, Signal, gain, integrated, limit
from .spec import Placement
from .wav import read_sound

DIALOGUE = -16.0
"""LUFS of the dialogue stem, pauses not counted."""
MUSIC = -21.0
"""LUFS of the music stem before it is ducked."""
STEM_PEAK = -1.0
"""dBTP of the dialogue stem, so that its file does not clip."""
DUCK_MUSIC = -8.5
DUCK_EFFECTS = -3.0
"""Decibels by which music and effects go down under speech."""
AHEAD, BEHIND = 0.30, 0.55
"""Seconds over which the duck closes before a line and opens after it."""
ROOM = 0.1
"""How strongly a small room answers every line."""
PAUSE = 0.9
"""Seconds: a shorter pause between lines keeps the duck closed, so that music does not pump."""


@dataclass(frozen=True)
class Stems:
    """The three layers of an episode, equally long, summing to the mix."""

    dialogue: Signal
    music: Signal
    effects: Signal

    @property
    def sum(self) -> Signal:
        """The mix before the master's loudness."""
        total: Signal = self.dialogue + self.music + self.effects
        return total


def lay_stems(
    lines: Sequence[Placement],
    voices: Mapping[str, Path],
    music: Path | None,
    effects: Path | None,
    seconds: float,
    music_level: float = 0.0,
) -> Stems:
    """Lay and balance the stems of an episode of ``seconds``; ``voices`` are the line takes by key.

    ``music_level`` is in decibels against the usual.
    """
    length = round(seconds * RATE)
    dialogue, spans = lay_dialogue(lines, voices, length)
    under = duck(spans, length)
    return Stems(
        dialogue=dialogue,
        music=_fit(levelled(_score(music), MUSIC + music_level), length) * _depth(under, DUCK_MUSIC),
        effects=_fit(_score(effects), length) * _depth(under, DUCK_EFFECTS),
    )


def lay_dialogue(
    lines: Sequence[Placement], voices: Mapping[str, Path], length: int
) -> tuple[Signal, list[tuple[float, float]]]:
    """Return the dialogue stem (``length`` samples) and when it speaks: (start, end) in seconds."""
    stem = np.zeros((length, 2), np.float32)
    spans: list[tuple[float, float]] = []
    spoken: dict[str, Signal] = {}
    for line in lines:
        if line.take not in voices:
            raise MakerRefused(f"a line at {line.start:.1f} s has no voice take {line.take[:12]}; make it first")
        if line.take not in spoken:
            spoken[line.take] = voiced(read_sound(voices[line.take]))
        sound = spoken[line.take] * gain(line.gain) * panned(line.pan)
        start = round(line.start * RATE)
        first, last = max(0, start), min(length, start + len(sound))
        if first < last:
            stem[first:last] += sound[first - start : last - start]
            spans.append((first / RATE, last / RATE))
    # A breath of a room: quite dry voices seem to stand in front of the picture, not in it.
    stem += ROOM * reverberate(stem, CORRIDOR)
    return limit(levelled(stem, DIALOGUE), STEM_PEAK), spans


def voiced(sound: Signal) -> Signal:
    """Return a line take made fit for a phone's speaker: no rumble, evened out, level, faded at both ends."""
    rumble = butter(2, 75, "highpass", fs=RATE, output="sos")
    clean = _evened(sosfilt(rumble, sound, axis=0).astype(np.float32))
    level = integrated(clean)
    if np.isfinite(level):
        clean = clean * gain(DIALOGUE - level)
    edge = min(len(clean) // 2, RATE // 100)
    ramp = np.linspace(0, 1, edge, dtype=np.float32)[:, None]
    clean[:edge] *= ramp
    clean[len(clean) - edge :] *= ramp[::-1]
    return clean


def levelled(sound: Signal, target: float) -> Signal:
    """Return a sound brought to ``target`` LUFS; silence stays silence."""
    level = integrated(sound)
    return sound * np.float32(gain(target - level)) if np.isfinite(level) else sound


def duck(spans: Sequence[tuple[float, float]], length: int) -> NDArray[np.float32]:
    """Return how closed the duck is at each sample, 0 to 1, from the times of speech: no pumping, no clicks."""
    closed = np.zeros(length, np.float32)
    for start, end in _joined(spans):
        first, last = round((start - AHEAD) * RATE), round((end + BEHIND) * RATE)
        shape = np.ones(last - first, np.float32)
        down, up = round(AHEAD * RATE), round(BEHIND * RATE)
        shape[:down] = _swell(down)
        shape[len(shape) - up :] = np.minimum(shape[len(shape) - up :], _swell(up)[::-1])
        left, right = max(0, first), min(length, last)
        if left < right:
            closed[left:right] = np.maximum(closed[left:right], shape[left - first : right - first])
    return closed


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < PAUSE:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _swell(samples: int) -> NDArray[np.float32]:
    rise: NDArray[np.float32] = (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, samples))).astype(np.float32)
    return rise


def _depth(closed: NDArray[np.float32], decibels: float) -> Signal:
    factor: Signal = np.power(np.float32(10), closed * np.float32(decibels / 20))[:, None]
    return factor


def _evened(sound: Signal) -> Signal:
    """Compress gently, 2 to 1 above the line's own middle level, with a slow hand (60 ms)."""
    window = int(0.03 * RATE)
    power = np.mean(sound**2, axis=1)
    for _ in range(2):
        power = uniform_filter1d(power, window, mode="nearest")
    loud = 10 * np.log10(np.maximum(power, 1e-10))
    heard = loud[loud > loud.max(initial=-100.0) - 30]
    if heard.size == 0:
        return sound
    over = np.maximum(0.0, loud - float(np.median(heard)))
    evened: Signal = (sound * (10 ** (-over / 2 / 20))[:, None]).astype(np.float32)
    return evened


def panned(pan: float) -> Signal:
    """Return the gains of both channels; never further than two thirds, for speech stays near the middle."""
    angle = np.pi / 4 * (1 + max(-1.0, min(1.0, pan)) * 2 / 3)
    return np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2))


def _score(path: Path | None) -> Signal:
    return read_sound(path) if path else np.zeros((0, 2), np.float32)


def _fit(sound: Signal, length: int) -> Signal:
    """Return the sound cut to ``length`` samples with a short fade, or followed by silence."""
    out = np.zeros((length, 2), np.float32)
    kept = min(length, len(sound))
    out[:kept] = sound[:kept]
    if len(sound) > length:
        edge = min(length, RATE // 4)
        out[length - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)[:, None]
    return out
