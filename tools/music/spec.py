"""What a score is made of, for the makers of music."""

from typing import Literal

from ...memory.storyboard import Mood as Mood
from ..take import Spec


class Passage(Spec):
    """A stretch of the score with one mood."""

    start: float
    """Seconds."""
    mood: Mood
    tension: float
    """0 to 1."""


class Sting(Spec):
    """A musical blow at a moment.

    A hit falls at ``at``. A riser begins there and climbs for 2.6 s. A drop takes the music away there for 1.4 s.
    A cliffhanger begins there, climbs for 3.4 s at most, and is cut off at the latest 0.7 s before the score ends.
    """

    at: float
    kind: Literal["hit", "riser", "cliffhanger", "drop"]


class ScoreSpec(Spec):
    """The score of one episode. The take is a stereo 48 kHz wav of ``seconds`` length."""

    seconds: float
    theme_seed: int
    """The series' one theme grows from it."""
    passages: tuple[Passage, ...]
    stings: tuple[Sting, ...] = ()
