"""How a shot was photographed: who made it, which frames were tried, and what the gate says of it."""

from typing import Any

from pydantic import ValidationError

from ...memory.takes import StoredTake
from ...tools.identity.spec import Verdict
from .desk import Desk, View

INSTEAD = " for "
"""In the name of a maker that stands in: ``klein+photo for klein+kling``."""


class CheckView(View):
    """One thing that the gate looked at."""

    measure: str
    subject: str
    outcome: str
    score: float | None
    wanted: float | None
    text: str


class FrameView(View):
    """A frame that was tried."""

    take: str
    outcome: str
    score: float
    kept: bool


class PhotographedView(View):
    """A photographed shot."""

    outcome: str
    """ok, retake, unverifiable; empty: nobody has looked."""
    score: float
    checks: list[CheckView]
    frames: list[FrameView]
    clips: int
    """How many clips were tried, where a model moved it."""
    frame_maker: str
    motion_maker: str
    instead_of: str
    """Who should have filmed it; empty: whoever did."""
    why: str
    """Why somebody stands in."""


def photographed(desk: Desk, series: str, key: str) -> PhotographedView | None:
    """Return how a shot was photographed; None if it was drawn."""
    stored = desk.take(series, key)
    if stored is None or not ({"identity", "instead_of"} & stored.facts.keys()):
        return None
    facts, verdict = stored.facts, _verdict(stored)
    frames = [] if not isinstance(facts.get("frames"), list) else _frames(facts)
    frame, motion = _makers(desk, series, stored)
    return PhotographedView(
        outcome=verdict.outcome if verdict else "",
        score=round(verdict.score, 3) if verdict else 0.0,
        checks=[CheckView(**check.model_dump()) for check in verdict.checks] if verdict else [],
        frames=[one for one in frames if desk.take(series, one.take)],
        clips=tried if isinstance(tried := facts.get("tried"), int) else 0,
        frame_maker=frame,
        motion_maker=motion,
        instead_of=str(facts.get("instead_of", "")),
        why=str(facts.get("why", "")),
    )


def _verdict(stored: StoredTake) -> Verdict | None:
    try:
        return Verdict.model_validate(stored.facts["identity"])
    except (KeyError, ValidationError):
        return None


def _frames(facts: dict[str, Any]) -> list[FrameView]:
    return [
        FrameView(
            take=str(one["take"]), outcome=str(one["outcome"]), score=float(one["score"]),
            kept=one["take"] == facts.get("frame"),
        )
        for one in facts["frames"]
        if isinstance(one, dict) and {"take", "outcome", "score"} <= one.keys()
    ]  # fmt: skip


def _makers(desk: Desk, series: str, stored: StoredTake) -> tuple[str, str]:
    """Return who made the frame, and who moved it."""
    tool = stored.tool.partition(INSTEAD)[0]
    frame = desk.take(series, str(stored.facts.get("frame", "")))
    if frame is not None:
        return frame.tool, tool.removeprefix(f"{frame.tool}+")
    first, _, second = tool.partition("+")
    return (first, second) if second else ("", tool)
