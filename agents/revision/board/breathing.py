"""Breathing: the silences of an episode, which lengthen and shorten before anything else does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ....memory.storyboard import Shot, Storyboard
from ...timing import runs

HEAD, TAIL = (0.12, 0.6), (0.16, 1.3)
"""Seconds of silence before the first line of a shot and after its last: least and most."""
LOOK, THING, CARD = (0.8, 3.4), (0.9, 2.6), (1.2, 3.0)
"""Seconds that a silent face, an object and a card are seen: least and most."""
STRETCH = 1.9
"""Factor beyond which a silent shot that is held begins to drag."""

Range = tuple[float, float]
Field = Literal["head", "tail", "seconds"]


@dataclass(frozen=True)
class Silence:
    """One silence: the field of the shot in which it stands, and how far it can go."""

    shot: str
    scene: str
    field: Field
    seconds: float
    least: float
    most: float

    def room(self, longer: bool) -> float:
        """Return by how many seconds it can grow, or shrink."""
        return max(0.0, self.most - self.seconds if longer else self.seconds - self.least)

    def times(self, factor: float) -> "Silence":
        """Return it that much longer or shorter, as far as it can go."""
        wanted = self.seconds * factor
        bound = min(wanted, max(self.most, self.seconds)) if factor > 1 else max(wanted, min(self.least, self.seconds))
        return replace(self, seconds=round(bound, 3))


def silences(board: Storyboard, locked: Collection[str] = ()) -> list[Silence]:
    """Return every silence of an episode that may change, in order."""
    found: list[Silence] = []
    for run in runs(board.shots):
        if any(shot.id in locked for shot in run):
            continue
        first, last = run[0], run[-1]
        if first.lines:
            found.append(Silence(first.id, first.scene, "head", first.head, *HEAD))
            found.append(Silence(last.id, last.scene, "tail", last.tail, *TAIL))
        else:
            least, most = _seen(first)
            most = min(most, STRETCH * first.seconds)
            found.append(Silence(first.id, first.scene, "seconds", first.seconds, least, most))
    return found


def _seen(shot: Shot) -> Range:
    if shot.framing in ("title", "end"):
        return CARD
    return THING if shot.framing == "insert" else LOOK


def changed(found: Sequence[Silence], by: float) -> list[Silence]:
    """Return silences that together are longer by some seconds, or shorter; as far as they go.

    Few change much rather than all a little: what does not change need not be filmed again.
    """
    longer, left, out = by > 0, abs(by), list[Silence]()
    for one in sorted(found, key=lambda one: (one.field != "seconds", -one.room(longer))):
        share = min(left, one.room(longer))
        if share > 0.01:
            out.append(replace(one, seconds=round(one.seconds + (share if longer else -share), 3)))
            left -= share
    return out


def breathed(board: Storyboard, new: Sequence[Silence]) -> Storyboard:
    """Return a storyboard with these silences; a run that gets another has no room to keep any more."""
    told: dict[str, dict[str, float]] = {}
    for one in new:
        told.setdefault(one.shot, {})[one.field] = one.seconds
    for run in runs(board.shots):
        if run[0].room and any(shot.id in told for shot in run):
            told.setdefault(run[0].id, {})["room"] = 0.0
    return board.model_copy(update={"shots": tuple(_with(shot, told.get(shot.id, {})) for shot in board.shots)})


def _with(shot: Shot, silence: Mapping[str, float]) -> Shot:
    return shot.model_copy(update=dict(silence)) if silence else shot
