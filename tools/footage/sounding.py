"""Sounding: the sound of footage, taken out of its file; and stems of somebody's own in the place of what is parted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from ...errors import MakerRefused, UserError
from ..edit import ffmpeg
from ..edit.level import RATE, Signal, integrated
from ..edit.wav import read_sound, write_sound
from ..take import Made, Spec, Take

SHIFTED = 0.1
"""Seconds by which a stem may differ in length from its video."""


class SoundOfSpec(Spec):
    """The sound of the video that is handed in."""


@dataclass(frozen=True)
class SoundOf:
    """Makes a 48 kHz stereo wav of a video's sound, as it lies against the picture. Facts: ``loudness`` in LUFS."""

    tool = "sound-of"
    version = "1"
    suffix = ".wav"

    def make(self, spec: SoundOfSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the sound at ``out``; ToolError if it does not read."""
        if len(inputs) != 1:
            raise MakerRefused("the sound is taken of one video: hand in one")
        path, raw = Path(inputs[0].path), out.with_name(f".{out.stem}.raw.wav")
        # Sound that begins later than the picture is heard later; of many channels two are made.
        chain = "aresample=48000:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo"
        try:
            plain = ("-map_metadata", "-1", "-fflags", "+bitexact", "-f", "wav", "-y", f"file:{raw}")
            heard = ["-map", "0:a:0", "-vn", "-af", chain, "-c:a", "pcm_f32le"]
            ffmpeg.run([*ffmpeg.source(path), *heard, *plain], f"hearing {path.name}")
            sound = read_sound(raw)
        finally:
            raw.unlink(missing_ok=True)
        # What peaks over full scale is turned down as a whole: cutting it would sound like a defect of ours.
        top = float(np.abs(sound).max(initial=0.0))
        write_sound(out, sound / top if top > 1 else sound)
        level = integrated(sound)
        return Made(seconds=len(sound) / RATE, facts={"loudness": round(level, 2) if np.isfinite(level) else None})


class StemSpec(Spec):
    """Which stem it is that is handed in after the sound of the video."""

    stem: Literal["voice", "bed"]


@dataclass(frozen=True)
class Stem:
    """Makes the bed of a sound by a stem of somebody's own. Facts as of `Parting`."""

    tool = "stem"
    version = "1"
    suffix = ".wav"

    def make(self, spec: StemSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the bed at ``out``; UserError for a stem that is not of this video."""
        if len(inputs) != 2:
            raise MakerRefused("a bed is made of the sound and one stem: hand in both")
        heard, stem = (read_sound(Path(take.path)) for take in inputs)
        write_sound(out, bed_of(heard, stem, spec.stem))
        return Made(seconds=len(heard) / RATE, facts={"how": f"{spec.stem} stem"})


def bed_of(heard: Signal, stem: Signal, kind: Literal["voice", "bed"]) -> Signal:
    """Return the bed of a sound by its stem, as long as the sound; UserError if they do not belong together."""
    if abs(len(stem) - len(heard)) > SHIFTED * RATE:
        raise UserError(
            f"the {kind} stem lasts {len(stem) / RATE:.2f} s and the video {len(heard) / RATE:.2f} s: "
            "export it from the same timeline, from its first frame to its last"
        )
    whole = np.zeros_like(heard)
    size = min(len(heard), len(stem))
    whole[:size] = stem[:size]
    if kind == "bed":
        return whole
    rest: Signal = heard - whole
    if integrated(rest) > integrated(heard) - 0.2 and integrated(whole) > integrated(heard) - 12:
        raise UserError(
            "the voice stem does not cancel the voices of the video: it is shifted or has another level; "
            "export it without effects of the master, or give the bed with --bed-stem"
        )
    return rest
