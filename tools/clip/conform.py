"""Conforming: raw clips of any size, speed, length and colour become one segment of an episode."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import MakerRefused
from ..picture.spec import ShotSpec
from ..take import Made, Take
from .fitting import fit
from .probe import probe_clip


@dataclass(frozen=True)
class Conform:
    """Makes a segment of the clips of one shot, in order; captions and label are laid over it as over a drawn one.

    Facts: those of the drawn maker, ``mouths`` empty; ``speed`` and ``held`` tell how the length was reached.
    """

    tool = "conform"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the segment at ``out``; ToolError if a clip is damaged, black, too small or too short."""
        from ..picture.encode import Encoding, encode
        from .segment import Segment

        if not inputs:
            raise MakerRefused("a shot without clips cannot be conformed; have its clips made first")
        if spec.width % 2 or spec.height % 2 or min(spec.width, spec.height) < 16:
            raise MakerRefused(f"a shot of {spec.width}x{spec.height} cannot be encoded: its sides must be even")
        paths = [Path(take.path) for take in inputs]
        clips = [probe_clip(path) for path in paths]
        fitted = fit(clips, spec.frames, spec.fps)
        segment = Segment(spec, list(zip(paths, clips, strict=True)), fitted.speed)
        encode(segment.frames(), out, Encoding(spec.width, spec.height, spec.fps, spec.draft))
        told = {"speed": fitted.speed, "held": fitted.held}
        return Made(seconds=spec.frames / spec.fps, facts={**segment.seen.facts(), **told})
