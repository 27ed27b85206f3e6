"""Practice: footage of the practice room as a take, for whoever has no footage of a place at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from ....memory.sets import Eye
from ...take import Made, Spec, Take
from .filming import film
from .hand import Hand, steady
from .room import Room


class PracticeSpec(Spec):
    """Footage of the practice room: a walk of 130 degrees around it."""

    seconds: float = Field(default=10.0, ge=0.5, le=60)
    width: int = Field(default=640, ge=64, le=1920, multiple_of=2)
    height: int = Field(default=360, ge=64, le=1920, multiple_of=2)
    fps: int = Field(default=12, ge=2, le=60)
    hand_held: bool = True
    """Whether it shakes, drifts, blurs and rustles as a telephone's does."""
    walker: bool = False
    """Whether somebody walks through."""
    seed: int = 0


RAISED = 0.063
"""Metres by which the walk is filmed higher: its middle is then 1.5 m, from which scouting takes the scale."""


@dataclass(frozen=True)
class Practice:
    """Films the practice room."""

    tool = "practice"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: PracticeSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the mp4 at ``out``; ToolError if it cannot be written."""
        hand = Hand() if spec.hand_held else steady()
        size = spec.width, spec.height
        filmed = film(out, spec.seconds, *size, spec.fps, hand, spec.walker, spec.seed, _at_eye_level)
        frames = len(filmed.eyes)
        return Made(
            seconds=frames / spec.fps,
            facts={"frames": frames, "width": spec.width, "height": spec.height, "fps": spec.fps},
        )


def _at_eye_level(t: float) -> Eye:
    eye = Room().strolled(t)
    x, y, z = eye.at
    return eye.model_copy(update={"at": (x, y + RAISED, z)})
