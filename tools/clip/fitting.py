"""Fitting: how the length of one or more raw clips is brought to that of their shot."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...errors import ToolError
from .probe import RawClip

SLOWEST = 0.92
"""Speed at the least: what is a little too short is slowed to it."""
HELD = 0.2
"""Seconds that the last frame may stand, where that is not enough."""
UNSEEN = 2
"""Frames that are rather held than slowed for: nobody sees either, and held ones do not stutter."""


@dataclass(frozen=True)
class Fit:
    """How clips become a shot."""

    speed: float
    """1: as they are; below, slowed."""
    held: int
    """Frames at the end for which the last one stands."""


def fit(clips: Sequence[RawClip], frames: int, fps: int) -> Fit:
    """Return how clips that follow each other fill a shot of so many frames; ToolError if they are too short for it.

    The first frame of every later clip is the last of the one before, and is not shown twice.
    """
    wanted = frames / fps
    have = sum(clip.seconds for clip in clips) - (len(clips) - 1) / fps
    lacking = round((wanted - have) * fps)
    if lacking <= UNSEEN:
        return Fit(1.0, max(0, lacking))
    speed = max(SLOWEST, have / wanted)
    held = max(0, round((wanted - have / speed) * fps))
    if held > max(UNSEEN, round(HELD * fps)):
        raise ToolError(
            f"the clip lasts {have:.2f} s, its shot {wanted:.2f} s: that is too short to be slowed; "
            "have it made longer, or shorten the shot"
        )
    return Fit(round(speed, 6), held)
