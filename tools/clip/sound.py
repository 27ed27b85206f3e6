"""The sound of clips that speak: taken out, laid as long as their shot, and kept as a take of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import MakerRefused
from ..edit import ffmpeg
from ..take import Made, Spec, Take
from .fitting import fit
from .probe import probe_clip


class ClipSoundSpec(Spec):
    """The sound of one clip, as it is heard in its shot: where the picture is slowed, so is it, at its own pitch."""

    frames: int
    """Length of the shot."""
    fps: int


@dataclass(frozen=True)
class ClipSound:
    """Makes a 48 kHz stereo wav of a clip's own sound, silence where it has none. Facts: ``silent``."""

    tool = "clip-sound"
    version = "1"
    suffix = ".wav"

    def make(self, spec: ClipSoundSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the sound at ``out``; ToolError if the clip does not read."""
        from ..edit.level import RATE
        from ..edit.wav import read_sound, write_sound

        if len(inputs) != 1:
            raise MakerRefused("the sound is taken of one clip: hand in one")
        path = Path(inputs[0].path)
        length = round(spec.frames / spec.fps * RATE)
        sound = np.zeros((length, 2), np.float32)
        clip = probe_clip(path)
        speed = fit([clip], spec.frames, spec.fps).speed
        if clip.sound:
            raw = out.with_name(f".{out.stem}.raw.wav")
            try:
                ffmpeg.run([*ffmpeg.source(path), *_taken(speed), f"file:{raw}"], f"hearing {path.name}")
                heard = read_sound(raw)[:length]
            finally:
                raw.unlink(missing_ok=True)
            sound[: len(heard)] = heard
        write_sound(out, sound)
        return Made(seconds=spec.frames / spec.fps, facts={"silent": not bool(np.abs(sound).max(initial=0.0) > 1e-4)})


def _taken(speed: float) -> list[str]:
    # Sound that begins later than the picture is heard later.
    chain = ["aresample=48000:async=1:first_pts=0"]
    if speed < 1.0:
        chain.append(f"atempo={speed}")
    chain.append("aformat=sample_fmts=s16:channel_layouts=stereo")
    plain = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
    return ["-map", "0:a:0", "-vn", "-af", ",".join(chain), *plain, "-f", "wav", "-y"]
