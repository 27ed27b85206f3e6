"""What the gate is asked about a frame, and what it answers."""

from typing import Literal

from ...memory.frozen import Frozen
from ...memory.storyboard import Faces, Gaze
from ..take import Spec

Outcome = Literal["ok", "retake", "unverifiable"]
"""``unverifiable``: nobody can tell, a back or a face too small; neither praise nor blame."""

Measure = Literal["identity", "head_count", "stranger", "missing", "copy", "wardrobe", "gaze", "hurt"]
"""Is it they; as many people as ordered; somebody else of the cast, or nobody known; somebody is not there; the
reference has been copied instead of filmed; the colour of the clothes; which way they look; wounds."""

Medium = Literal["real", "drawn"]
"""Faces as a camera sees them, or as somebody draws them: what tells the one apart does not tell the other."""


class Expected(Frozen):
    """One person who should be in the frame."""

    subject: str
    """As messages call them."""
    references: tuple[int, ...] = ()
    """Which of the references show them, by index."""
    faces: Faces = "camera"
    gaze: Gaze = "camera"
    colours: tuple[str, ...] = ()
    """Of what they wear, ``#rrggbb``, the main one first."""


class GateSpec(Spec):
    """One look at a frame. Inputs: the frame (a picture or a clip), then the references in order."""

    expected: tuple[Expected, ...] = ()
    """From left to right. Nobody: the frame should be empty of people."""
    others: tuple[Expected, ...] = ()
    """The rest of the cast: who it may have become instead."""
    medium: Medium = "real"
    maker: str = ""
    """Name of the maker of the frame: it may have thresholds of its own."""
    at: tuple[float, ...] = (0.0,)
    """Of a clip, where it is looked at, as fractions of its length."""


class Check(Frozen):
    """One thing that was looked at."""

    measure: Measure
    subject: str = ""
    """Whom it is about; empty: the whole frame."""
    outcome: Outcome
    score: float | None = None
    """In the measure's own unit; for ``identity`` the cosine of the two faces."""
    wanted: float | None = None
    """The threshold it was held against."""
    text: str = ""
    """The same, in a sentence."""


class Verdict(Frozen):
    """What the gate answers; it is the file of the take, as JSON, and its facts."""

    outcome: Outcome
    """``retake`` if any check says so; ``unverifiable`` if nothing could be checked of somebody; else ``ok``."""
    score: float
    """0 to 1, to choose the best of several: 1 is beyond doubt."""
    checks: tuple[Check, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks against the frame."""
        return tuple(check.text for check in self.checks if check.outcome == "retake")
