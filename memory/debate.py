"""The debate over a season plan: what a second voice holds against it before a line is written."""

from typing import Literal

from .frozen import Frozen

Weakness = Literal[
    "weak_hook",
    "weak_cliffhanger",
    "alike_cliffs",
    "no_escalation",
    "no_reversal",
    "repeated_turn",
    "thread_unpaid",
    "thread_forgotten",
    "weak_paywall",
    "crowded",
    "too_many_sets",
    "lead_absent",
    "lost_cast",
]
"""``thread_forgotten``: open for more than ten episodes and nobody speaks of it. ``lost_cast``: a character of weight
is not seen for a quarter of the season."""


class Objection(Frozen):
    """One thing that is wrong with a plan, and what would answer it."""

    code: Weakness
    episodes: tuple[int, ...]
    """Numbers of the episodes it is about, in order."""
    text: str
    wish: str
    """What should be there instead."""


class Objections(Frozen):
    """What one round of the debate has brought, as a document."""

    round: int = 0
    objections: tuple[Objection, ...] = ()
