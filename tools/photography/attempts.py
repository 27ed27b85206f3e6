"""Attempts: what is done otherwise when a frame is not of whom it should be, in what order, and how often."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...memory.storyboard import Framing
from ..identity.spec import Outcome, Verdict
from ..picture.spec import ShotSpec

MOST = 4
"""Frames that are made for one shot at most."""
AGAIN = 1_000_003
"""What each attempt adds to a seed; a retake that the user asks for adds something else, so that it is a new one."""
FIRMER = 1.35
"""Strength of the references once other seeds have not helped."""

_CLOSER: dict[Framing, Framing] = {
    "wide": "medium",
    "two_shot": "medium",
    "medium": "medium_close_up",
    "over_shoulder": "medium_close_up",
    "extreme_close_up": "close_up",
}
_RANK: dict[Outcome, int] = {"retake": 0, "unverifiable": 1, "ok": 2}


@dataclass(frozen=True)
class Attempt:
    """One way of making the frame of a shot."""

    shot: ShotSpec
    strength: float


def attempts(shot: ShotSpec, strength: bool, most: int = MOST) -> Iterator[Attempt]:
    """Yield ways to try, the director's own first: another seed, then firmer references, then another framing.

    ``strength``: whether the maker can be told how closely to hold to its references.
    """
    for number in range(most):
        seeded = shot.model_copy(update={"seed": shot.seed + number * AGAIN})
        firmer = FIRMER if strength and number >= 2 else 1.0
        last = number == most - 1 and number >= 2
        closer = _CLOSER.get(shot.framing, shot.framing) if last and len(shot.figures) == 1 else shot.framing
        yield Attempt(seeded.model_copy(update={"framing": closer}), firmer)


def worth(verdict: Verdict) -> tuple[int, float]:
    """Return how good a frame is, to be compared: what can be told to be right, what cannot be told, what is wrong."""
    return _RANK[verdict.outcome], verdict.score
