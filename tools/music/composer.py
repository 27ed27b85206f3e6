"""The offline maker of scores: it composes, performs and masters, all by itself."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, sosfilt

from ..edit.level import RATE, Signal, gain, integrated, limit
from ..edit.wav import write_sound
from ..take import Made, Take
from .arranger import Music, arrange
from .bars import bars, stretches
from .instruments import perform
from .moods import dressed
from .reverb import HALL, reverberate
from .spec import ScoreSpec
from .stings import Cut, cut_of, gate, notes
from .theme import Theme, grow

LOUDNESS = -24.0
"""LUFS of a score."""
CEILING = -4.0
"""dBTP."""
WIDTH = 0.9
"""How much of the sides is kept."""
LAST = 1.6
"""Seconds over which a score without a cliffhanger ends."""


class Composer:
    """Makes the score of an episode from the series' theme."""

    tool = "composer"
    version = "1"
    suffix = ".wav"

    def make(self, spec: ScoreSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the score of ``spec`` at ``out``: stereo, 48 kHz, exactly ``spec.seconds`` long."""
        theme = grow(spec.theme_seed)
        score = master(play(spec, theme))
        write_sound(out, score)
        tempos = [
            {"start": round(one.start, 3), "mood": one.mood, "tempo": round(60 / bars(one, theme)[0].beat, 1)}
            for one in stretches(spec.passages, spec.seconds)
            if dressed(one.mood, theme).layers
        ]
        return Made(seconds=len(score) / RATE, facts={"tonic": theme.tonic, "passages": tempos})


def play(spec: ScoreSpec, theme: Theme) -> Signal:
    """Return a score performed in its hall, before it is mastered."""
    samples = max(1, round(spec.seconds * RATE))
    cuts = [cut for sting in spec.stings if (cut := cut_of(sting, spec.seconds)) is not None]
    dry, far = _performed(arrange(spec.passages, theme, spec.seconds), samples, spec.theme_seed)
    blows = Music(notes=[note for sting in spec.stings for note in notes(sting, theme, spec.seconds)])
    blow, blow_far = _performed(blows, samples, spec.theme_seed)
    final = [cut for cut in cuts if cut.back is None]
    open_, shut = gate(cuts, samples, 0.03), gate(final, samples, 0.03)
    dry, far = dry * open_ + blow * shut, far * open_ + blow_far * shut
    wet = reverberate(far, HALL) * gate(final, samples, 0.5)
    return (dry + wet) * _ending(final, samples)


def _performed(music: Music, samples: int, seed: int) -> tuple[Signal, Signal]:
    return perform(music.notes, music.songs, samples, seed % 100_000)


def _ending(final: Sequence[Cut], samples: int) -> Signal:
    """Return the level at which a score ends: a slow fade, or a short one where a cliffhanger has ended it before."""
    edge = min(samples, round((0.05 if final else LAST) * RATE))
    level = np.ones((samples, 1), np.float32)
    level[samples - edge :, 0] = np.cos(np.linspace(0, np.pi / 2, edge)) ** 2
    return level


def master(sound: Signal) -> Signal:
    """Return a score without rumble, with a little air, gently held together, at -24 LUFS."""
    clean = sosfilt(butter(2, 38, "highpass", fs=RATE, output="sos"), sound, axis=0)
    for above, part in ((1800, 0.8), (4500, 1.2)):  # shelves: what lies above is heard that much more
        clean = clean + part * sosfilt(butter(1, above, "highpass", fs=RATE, output="sos"), clean, axis=0)
    level = integrated(clean)
    if not np.isfinite(level):
        return np.zeros_like(sound)
    clean = _glued(_narrowed(clean * gain(LOUDNESS - level)))
    return limit((clean * gain(LOUDNESS - integrated(clean))).astype(np.float32), CEILING)


def _narrowed(sound: Signal) -> Signal:
    """Return the sound with its depths in the middle, so that one phone speaker loses nothing."""
    middle, side = sound.mean(axis=1), (sound[:, 0] - sound[:, 1]) / 2
    side = sosfilt(butter(1, 180, "highpass", fs=RATE, output="sos"), side) * WIDTH
    drawn: Signal = np.stack([middle + side, middle - side], axis=1)
    return drawn


def _glued(sound: Signal) -> Signal:
    """Compress both sides together, 1.7 to 1 above the middle level, over a fifth of a second."""
    power = np.mean(sound**2, axis=1)
    for _ in range(2):
        power = uniform_filter1d(power, RATE // 10, mode="nearest")
    over = np.maximum(0.0, 10 * np.log10(np.maximum(power, 1e-9)) - (LOUDNESS - 1))
    held: Signal = sound * (10 ** (-over * (1 - 1 / 1.7) / 20))[:, None]
    return held
