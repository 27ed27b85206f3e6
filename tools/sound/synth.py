"""The offline maker of effects stems: everything is synthesised, nothing is sampled."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..edit.level import RATE, Signal, gain, limit
from ..edit.wav import write_sound
from ..take import Made, Take
from .ambience import breathe
from .effects import effect
from .grain import add, count
from .spec import Ambience, SoundSpec

FADE = 0.4
"""Seconds over which one air becomes the next."""
CEILING = -3.0
"""dBTP that no sound of the stem exceeds, however many fall together."""


class SynthSound:
    """Makes the effects stem of an episode: airs near -38 LUFS, effects that peak about -12 dBFS."""

    tool = "synth_sound"
    version = "1"
    suffix = ".wav"

    def make(self, spec: SoundSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the stem of ``spec`` at ``out``: stereo, 48 kHz, exactly ``spec.seconds`` long."""
        stem = np.zeros((count(spec.seconds), 2), np.float32)
        for air in spec.ambiences:
            lay_air(stem, air, spec.seed)
        for number, one in enumerate(spec.effects):
            sound = effect(one.kind, np.random.default_rng([spec.seed, number]))
            add(stem, sound * np.float32(gain(one.gain)), one.at)
        write_sound(out, limit(_closed(stem), CEILING))
        return Made(seconds=len(stem) / RATE, facts={"airs": len(spec.ambiences), "effects": len(spec.effects)})


def lay_air(stem: Signal, air: Ambience, seed: int) -> None:
    """Add an air to the stem, fading in and out around its times at equal power."""
    start, end = max(0.0, air.start - FADE / 2), min(len(stem) / RATE, air.end + FADE / 2)
    if end - start < 0.05:
        return
    sound = breathe(air, seed, start, end - start)
    edge = min(len(sound) // 2, count(FADE))
    ramp = np.sin(np.linspace(0, np.pi / 2, edge, dtype=np.float32))[:, None]
    sound[:edge] *= ramp
    sound[len(sound) - edge :] *= ramp[::-1]
    add(stem, sound, start)


def _closed(stem: Signal) -> Signal:
    """Return the stem with a last breath faded, so that a cut-off sound does not click."""
    edge = min(len(stem), count(0.02))
    stem[len(stem) - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)[:, None]
    return stem
