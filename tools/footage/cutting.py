"""Cutting out: some frames of footage as a clip of their own, for a maker of lips that wants a clip."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

from ...errors import MakerRefused
from ..take import Made, Spec, Take
from .decoding import even, pictures
from .writing import write_picture

FINE = 10
"""Of H.264: what is cut out is written twice more."""


class CutOutSpec(Spec):
    """Some frames of the video that is handed in."""

    first: int
    frames: int
    rate: str
    width: int
    height: int


@dataclass(frozen=True)
class CutOut:
    """Makes a silent mp4 of some frames, at the whole rate nearest to that of the footage, frame by frame."""

    tool = "cut-out"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: CutOutSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the clip at ``out``; ToolError if the video does not read."""
        if len(inputs) != 1:
            raise MakerRefused("frames are cut out of one video: hand in one")
        size, rate = even(spec.width, spec.height), whole(spec.rate)
        video = pictures(Path(inputs[0].path), spec.rate, size)
        write_picture(islice(video, spec.first, spec.first + spec.frames), out, size, str(rate), FINE)
        return Made(seconds=spec.frames / rate)


def whole(rate: str) -> int:
    """Return the whole rate nearest to one of footage."""
    return max(1, round(Fraction(rate)))
