"""Rooms: a shot whose lines are changed lasts as long as it did, if it can, so that nothing behind it moves.

So the score and the sound of the place stay what they are, and a line costs a line, a shot and a cut.
"""

from dataclasses import replace

from ...memory.storyboard import Shot, Storyboard
from ..crew import Studio
from ..delivery import master_path
from ..episode import Episode
from ..timing import runs
from .estimating import EstimatingFloor
from .rehearsal import REVISED
from .ripple import concerned_by

_SILENCES = ("head", "tail")
"""What the user may have changed of a shot that speaks; its ``seconds`` are only a plan."""


def keep_rooms(before: Studio, after: Studio) -> None:
    """Give the shots of a rehearsal whose lines changed the room that they had."""
    for id in concerned_by(before, after):
        boards = (before.archive.get("storyboard", id, Storyboard), after.archive.get("storyboard", id, Storyboard))
        if master_path(before, id).exists() and None not in boards:
            _keep_rooms(before, after, id)


def _keep_rooms(before: Studio, after: Studio, id: str) -> None:
    old = Episode.of(replace(before, floor=EstimatingFloor(before.floor), at_work={}), id)
    new = Episode.of(replace(after, floor=EstimatingFloor(before.floor), at_work={}), id)
    if old.storyboard.pace != new.storyboard.pace:
        return  # the whole episode is to last otherwise
    said, says = old.natural_speech(), new.natural_speech()
    if said == says and old.storyboard == new.storyboard:
        return
    were = {shot.id: shot for shot in old.storyboard.shots}
    lasted = {timed.shot.id: timed.seconds for timed in old.timed}
    rooms = dict[str, float]()
    for run in runs(new.storyboard.shots):
        if not run[0].lines or not all(shot.id in were for shot in run):
            continue
        if any(_other_silences(were[shot.id], shot) for shot in run):
            rooms[run[0].id] = 0.0
        elif any(said.get(line) != says[line] for line in run[0].lines) or run[0].lines != were[run[0].id].lines:
            rooms[run[0].id] = round(sum(lasted[shot.id] for shot in run), 4)
    shots = tuple(_roomed(shot, rooms.get(shot.id)) for shot in new.storyboard.shots)
    if shots != new.storyboard.shots:
        board = new.storyboard.model_copy(update={"shots": shots})
        after.archive.put("storyboard", id, board, REVISED, "user")


def _other_silences(was: Shot, is_: Shot) -> bool:
    return any(getattr(was, name) != getattr(is_, name) for name in _SILENCES)


def _roomed(shot: Shot, room: float | None) -> Shot:
    return shot if room is None or room == shot.room else shot.model_copy(update={"room": room})
