"""What the user changes about the cameras and marks of a set, written at once as a change that can be undone.

It is written here and not by the worker, so that a camera is there as soon as it is saved: the series' lock is held
for as long as that takes, and while somebody works on the series it is refused.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from fastapi import HTTPException

from ...errors import SeriesLocked
from ...memory.archive import Archive
from ...memory.folder import SeriesFolder
from ...memory.numbering import numbers, place, season_id
from ...memory.script import Script
from ...memory.sets import Mark, ScoutedSet, SetCamera, Sets
from ...memory.storyboard import Storyboard
from ...memory.versions import Versions
from ..jobs import ERRAND
from .desk import Desk, View
from .set_page import asks_for, season_of

MOST = 40
"""Cameras of one set, or marks."""
PATIENCE = 10.0
"""Seconds that are waited for an errand to be left off, or for somebody who only looks at the series."""

Kind = Literal["camera", "mark"]
Both = SetCamera | Mark


class Placed(View):
    """What was done."""

    name: str
    seen: float | None = None
    """Share of a camera's picture that the footage saw."""
    change: int
    """Its number in the history."""
    episodes: list[str]
    """Those with shots that ask for it: they are filmed anew."""


def save_camera(desk: Desk, series: str, season: int, location: str, camera: SetCamera) -> Placed:
    """Save a camera of the user's, or move the one that has the name."""
    return _changed(desk, series, season, location, "camera", camera.name, None, lambda all: _with(all, camera))


def save_mark(desk: Desk, series: str, season: int, location: str, mark: Mark) -> Placed:
    """Save a mark of the user's, or move the one that has the name."""
    return _changed(desk, series, season, location, "mark", mark.name, None, lambda all: _with(all, mark))


def rename(desk: Desk, series: str, season: int, location: str, kind: Kind, name: str, to: str) -> Placed:
    """Call something of the user's something else; the shots that ask for it follow."""
    return _changed(desk, series, season, location, kind, name, to, lambda all: _renamed(all, name, to))


def remove(desk: Desk, series: str, season: int, location: str, kind: Kind, name: str) -> Placed:
    """Remove something of the user's; the shots that ask for it get what suits."""
    return _changed(desk, series, season, location, kind, name, "", lambda all: _without(all, name))


def _with(all: Sequence[Both], one: Both) -> tuple[Both, ...]:
    known = next((other for other in all if other.name.casefold() == one.name.casefold()), None)
    if known is not None and not known.saved:
        raise HTTPException(409, f"“{known.name}” is one of the set's own: choose another name.")
    if known is None and len(all) >= MOST:
        raise HTTPException(400, f"That is enough: {MOST} are there. Remove one first.")
    if known is None:
        return (*all, one)
    moved = one.model_copy(update={"name": known.name})
    return tuple(moved if other is known else other for other in all)


def _renamed(all: Sequence[Both], name: str, to: str) -> tuple[Both, ...]:
    one = _own(all, name)
    if any(other.name.casefold() == to.casefold() for other in all if other is not one):
        raise HTTPException(409, f"There is a “{to}” already: choose another name.")
    return tuple(other.model_copy(update={"name": to}) if other is one else other for other in all)


def _without(all: Sequence[Both], name: str) -> tuple[Both, ...]:
    one = _own(all, name)
    return tuple(other for other in all if other is not one)


def _own(all: Sequence[Both], name: str) -> Both:
    one = next((other for other in all if other.name == name), None)
    if one is None:
        raise HTTPException(404, f"There is no “{name[:40]}” here.")
    if not one.saved:
        raise HTTPException(400, f"“{one.name}” is one of the set's own: only what you placed can be changed.")
    return one


def _changed(
    desk: Desk,
    series: str,
    season: int,
    location: str,
    kind: Kind,
    name: str,
    to: str | None,
    change: Callable[[tuple[Both, ...]], tuple[Both, ...]],
) -> Placed:
    """Change the cameras or the marks of a set; with ``to`` the shots that ask for ``name`` ask for that instead."""
    number = season_of(desk.volume(series), season)
    with _alone(desk, series) as archive:
        sets = _sets(archive, number)
        one = sets.of(location)
        if one is None:
            raise HTTPException(404, f"{location} has not been scouted: it is drawn, or there is no such place.")
        fresh, name = _replaced(one, kind, change), _spelt(one, kind, name)
        if fresh == one:
            return Placed(name=name, change=Versions(archive).head, episodes=[])
        asked = {id: _asking(archive, board, location, kind, name) for id, board in _boards(archive, number)}
        episodes = [id for id, shots in asked.items() if shots]
        words = _words(one, kind, name, to)
        with archive.together():
            versions = Versions(archive)
            begun = versions.begin(words, words, episodes)
            archive.put("sets", season_id(number), sets.with_set(fresh), words, "user")
            for id in episodes if to is not None else ():
                _ask_for(archive, id, asked[id], {kind: to}, words)
            versions.close()
    desk.jobs.tell(series, 0, "changed", what=["sets", "history", "series", *(f"episode:{id}" for id in episodes)])
    return Placed(name=to or name, change=begun, episodes=episodes)


def _ask_for(archive: Archive, episode: str, shots: set[str], update: dict[str, str | None], words: str) -> None:
    """Have shots of an episode ask for something else."""
    board = archive.get("storyboard", episode, Storyboard)
    assert board is not None, "its shots have just been looked at"
    fresh = tuple(shot.model_copy(update=update) if shot.id in shots else shot for shot in board.shots)
    archive.put("storyboard", episode, board.model_copy(update={"shots": fresh}), words, "user")


def _replaced(one: ScoutedSet, kind: Kind, change: Callable[[tuple[Both, ...]], tuple[Both, ...]]) -> ScoutedSet:
    field = "cameras" if kind == "camera" else "marks"
    return one.model_copy(update={field: change(getattr(one, field))})


def _spelt(one: ScoutedSet, kind: Kind, name: str) -> str:
    """Return a name as what has it spells it."""
    known = (each.name for each in (one.cameras if kind == "camera" else one.marks))
    return next((each for each in known if each.casefold() == name.casefold()), name)


def _words(one: ScoutedSet, kind: Kind, name: str, to: str | None) -> str:
    """Return what a change of a set is called in the history."""
    if to is None:
        known = {each.name for each in (one.cameras if kind == "camera" else one.marks)}
        return f"Moved the {kind} “{name}”." if name in known else f"Saved the {kind} “{name}”."
    return f"The {kind} “{name}” is called “{to}” now." if to else f"Removed the {kind} “{name}”."


def _sets(archive: Archive, season: int) -> Sets:
    found = (archive.get("sets", season_id(number), Sets) for number in range(season, 0, -1))
    return next((sets for sets in found if sets is not None), Sets())


def _boards(archive: Archive, season: int) -> Iterator[tuple[str, Storyboard]]:
    """Yield the storyboards that are filmed in the sets of a season: its own, and of those that take them over."""
    owned = set(archive.ids("sets"))
    for id in sorted(archive.ids("storyboard"), key=place):
        other = numbers(id)[0]
        taken_over = other >= season and not any(season_id(n) in owned for n in range(season + 1, other + 1))
        board = archive.get("storyboard", id, Storyboard) if taken_over else None
        if board is not None:
            yield id, board


def _asking(archive: Archive, board: Storyboard, location: str, kind: Kind, name: str) -> set[str]:
    """Return the shots at a location that ask for a camera or a mark by name."""
    script = archive.get("script", board.episode, Script)
    said = ((where, id, camera if kind == "camera" else mark) for where, id, camera, mark in asks_for(board, script))
    return {id for where, id, asked in said if where == location and asked == name}


@contextmanager
def _alone(desk: Desk, series: str) -> Iterator[Archive]:
    """Open a series for one change; raise 409 while the crew works on it. An errand is left off, and begun again."""
    lock, left = SeriesFolder(desk.home, series).lock(), False
    until = time.monotonic() + PATIENCE
    while True:
        if desk.busy(series) is not None:
            raise HTTPException(409, "The crew is at work on this series: wait for it, or stop it.")
        try:
            lock.take()
            break
        except SeriesLocked as error:
            left = _left_off(desk, series) or left
            if time.monotonic() > until:
                raise HTTPException(409, "Somebody works on this series just now: try again in a moment.") from error
        time.sleep(0.1)
    try:
        with lock, Archive(desk.home / series / "series.db") as archive:
            yield archive
    finally:
        if left:
            desk.jobs.add_errand(series)


def _left_off(desk: Desk, series: str) -> bool:
    """Have the errand of a series left off, if there is one: what it has made is kept. Tell whether there was."""
    errands = [job for job in desk.jobs.jobs(series, ("running",)) if job.what == ERRAND and not job.stop]
    for job in errands:
        desk.jobs.stop(job.id)
    return bool(errands)
