"""A drawn shot made over: where another language moves other lips or shows other words, and nowhere else."""

from collections.abc import Sequence
from pathlib import Path

from ..take import Made, Spec, Take
from .spec import ShotSpec


class RedrawSpec(Spec):
    """A shot as it is to be, over a take of it as it was; the take is the one input."""

    shot: ShotSpec
    was: ShotSpec
    """The Spec of that take: it differs in mouths, captions and words only."""


class Redrawn:
    """Makes a silent mp4 segment like ``Drawn``."""

    tool = "redrawn"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: RedrawSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Draw the shot anew."""
        from .drawn import Drawn

        return Drawn().make(spec.shot, out)
