"""The voice of somebody in footage: the nearest that stock voices come to it. Never a clone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from ...errors import MakerRefused, ToolError
from ..edit.level import RATE
from ..edit.wav import read_sound
from ..take import Made, Spec, Take

LEAST = 4.0
"""Seconds of somebody's speech by which they can be matched."""
ENOUGH = 30.0


class VoiceOfSpec(Spec):
    """When one person speaks in the sound that is handed in with its bed."""

    name: str
    spans: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class VoiceOf:
    """Makes a voice: JSON. Facts: ``voice`` as of `Voice`, ``likeness`` to the original, 0 to 1."""

    tool = "voice-of"
    version = "1"
    suffix = ".json"

    def make(self, spec: VoiceOfSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the voice at ``out``; ToolError if there is too little of it, MissingPart without what compares."""
        from ..voice.matching import match
        from ..voice.model import RATE as SPOKEN

        if len(inputs) != 2:
            raise MakerRefused("a voice is looked for in a sound and its bed: hand in both")
        heard, bed = (read_sound(Path(take.path)) for take in inputs)
        parts = [(heard - bed)[round(a * RATE) : round(b * RATE)].mean(axis=1) for a, b in spec.spans]
        sound = np.concatenate(parts)[: round(ENOUGH * RATE)] if parts else np.zeros(0)
        if len(sound) < LEAST * RATE:
            raise ToolError(f"{spec.name} speaks for {len(sound) / RATE:.1f} s, too little to be matched")
        found = match(np.asarray(resample_poly(sound, 1, RATE // SPOKEN), np.float32), spec.name)
        out.write_text(found.voice.model_dump_json(indent=1), encoding="utf-8")
        return Made(facts={"voice": found.voice.model_dump(mode="json"), "likeness": found.likeness})
