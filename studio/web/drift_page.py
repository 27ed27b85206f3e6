"""Drift: how like themselves everybody stays from episode to episode, as it was measured last."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request

from ...memory.archive import Archive
from ...memory.cuts import Cuts
from .desk import AtDesk, Desk, View
from .doing import Written, write
from .ids import SeriesId

router = APIRouter(prefix="/api", tags=["identity"])

IDENTITY = "identity"
"""What a job is that measures it."""


class PointView(View):
    """Somebody in one episode."""

    episode: str
    score: float | None
    lowest: float | None
    highest: float | None
    shots: int
    shot: str
    """The one in which they are most like themselves; empty: nobody can tell."""
    still: str | None


class RowView(View):
    """Somebody, through all episodes."""

    id: str
    name: str
    points: list[PointView]


class WorstView(View):
    """A shot in which somebody is least like themselves."""

    shot: str
    name: str
    score: float
    text: str
    still: str | None


class DriftView(View):
    """How like themselves everybody stays."""

    filmed: int
    """Episodes that could be looked at."""
    measured: bool
    stale: bool
    """Whether something has been filmed since."""
    threshold: float
    appearances: int
    failed: int
    unverifiable: float
    episodes: list[str]
    rows: list[RowView]
    worst: list[WorstView]


@router.get("/series/{id}/identity")
def identity(id: SeriesId, desk: AtDesk) -> DriftView:
    """Show how like themselves everybody stayed when it was measured last."""
    present = cuts(desk.volume(id).archive)
    found = _measured(desk, id)
    stills = {shot.id: shot.still or None for reel in desk.reels(id).values() for shot in reel.shots}
    rows = [
        RowView(id=who, name=name, points=[_point(one, stills) for one in found["episodes"] if one["character"] == who])
        for who, name in found.get("cast", {}).items()
    ]
    worst = [
        WorstView(
            shot=one["shot"], name=found["cast"].get(one["character"], one["character"]), score=one["score"],
            text=one["text"], still=stills.get(one["shot"]),
        )
        for one in found.get("worst", [])
    ]  # fmt: skip
    return DriftView(
        filmed=len(present),
        measured=bool(found),
        stale=bool(found) and found.get("cuts") != present,
        threshold=found.get("threshold", 0.0),
        appearances=found.get("appearances", 0),
        failed=found.get("failed", 0),
        unverifiable=found.get("unverifiable", 0.0),
        episodes=list(dict.fromkeys(one["episode"] for one in found.get("episodes", []))),
        rows=rows,
        worst=worst,
    )


@router.post("/series/{id}/identity", status_code=202)
def measure(id: SeriesId, request: Request, desk: AtDesk) -> Written:
    """Look at every filmed shot again."""
    if not cuts(desk.volume(id).archive):
        raise HTTPException(400, "No episode is finished yet, so there is nobody to look at.")
    return Written(job=write(request, desk, id, IDENTITY, "Is everybody still themselves?"))


def cuts(archive: Archive) -> dict[str, int]:
    """Return the number of the present cut of every finished episode."""
    kept = Cuts(archive)
    found = {episode: kept.present(episode) for episode in archive.ids("storyboard")}
    return {episode: cut.number for episode, cut in found.items() if cut is not None}


def _measured(desk: Desk, series: str) -> dict[str, Any]:
    for job in reversed(desk.jobs.jobs(series, ("done",))):
        told = desk.jobs.latest(job.id, "finished") if job.what == IDENTITY else None
        if told is not None:
            return dict(told.facts.get("result", {}))
    return {}


def _point(one: dict[str, Any], stills: dict[str, str | None]) -> PointView:
    fields = {name: one[name] for name in ("episode", "score", "lowest", "highest", "shots", "shot")}
    return PointView(**fields, still=stills.get(one["shot"]))
