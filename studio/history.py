"""What has been changed in a series, and how two cuts of an episode differ."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..agents.revision.diffs import differences
from ..errors import UserError
from ..memory.archive import Archive
from ..memory.cuts import CutRecord, Cuts
from ..memory.folder import SeriesFolder
from ..memory.frozen import Frozen
from ..memory.numbering import numbers, season_id
from ..memory.proposal import Diff
from ..memory.talk import Message, Talk
from ..memory.versions import Branch, Versions

_SIGNS = {"same": " ", "removed": "-", "added": "+"}


class Step(Frozen):
    """One change, and whether it holds now."""

    number: int
    parent: int
    at: str
    note: str
    understood: str
    episodes: tuple[str, ...]
    current: bool
    """The series stands at it."""
    undone: bool
    """It does not hold now: undone, or made on another branch."""


class History(Frozen):
    """Every accepted change of a series."""

    series: str
    head: int
    branch: str
    branches: tuple[Branch, ...]
    changes: tuple[Step, ...]
    can_undo: bool
    can_redo: bool

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return a line a change, the oldest first."""
        if not self.changes:
            return "Nothing has been changed yet."
        lines = [
            f"{'▸' if step.current else ' '} {step.number:>3}  {step.at[:16].replace('T', ' ')}  "
            f"{'(undone) ' if step.undone else ''}{step.note}\n        {step.understood}"
            for step in self.changes
        ]
        others = [branch.name for branch in self.branches if branch.name != self.branch]
        also = f" Others: {', '.join(others)}." if others else ""
        return "\n".join([*lines, f"On the branch {self.branch}.{also}"])


class Side(Frozen):
    """One of two cuts that are compared."""

    episode: str
    cut: int
    seconds: float
    master: str
    """Key of the cut's take."""


class ShotPair(Frozen):
    """A shot that the two cuts have from different takes; empty: one has no such shot."""

    id: str
    a: str
    b: str


class Comparison(Frozen):
    """How two cuts differ."""

    a: Side
    b: Side
    diffs: tuple[Diff, ...]
    shots: tuple[ShotPair, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return the differences as people read them."""
        names = f"{self.a.episode}@{self.a.cut} ({self.a.seconds:.1f} s)", f"{self.b.episode}@{self.b.cut}"
        head = f"{names[0]} and {names[1]} ({self.b.seconds:.1f} s)"
        if self.a == self.b:
            return f"{head} are the same."
        takes = f"{len(self.shots)} shots are other takes: {', '.join(_short(pair.id) for pair in self.shots)}"
        return "\n".join([head, *told(self.diffs), takes if self.shots else "No shot is another take."])


def told(diffs: Sequence[Diff]) -> list[str]:
    """Return differences as lines for a terminal."""
    lines = []
    for diff in diffs:
        lines += ["", diff.title, *(f"{_SIGNS[line.sign]} {line.text}" for line in diff.lines)]
    return lines


def history(home: Path, series: str) -> History:
    """Return what has been changed in a series."""
    with _read(home, series) as archive:
        versions = Versions(archive)
        line, head = set(versions.line()), versions.head
        tips = {branch.name: branch.head for branch in versions.branches()}
        steps = tuple(
            Step(**change.model_dump(), current=change.number == head, undone=change.number not in line)
            for change in versions.changes()
        )
        later = any(step.undone and step.parent in (line | {0}) for step in steps) and tips[versions.branch] != head
        return History(
            series=series,
            head=head,
            branch=versions.branch,
            branches=versions.branches(),
            changes=steps,
            can_undo=head > 0,
            can_redo=later,
        )


def transcript(home: Path, series: str) -> tuple[Message, ...]:
    """Return what was said about a series."""
    with _read(home, series) as archive:
        return Talk(archive).messages()


def compare(home: Path, series: str, a: str, b: str) -> Comparison:
    """Return how two cuts of an episode differ, each named as in ``s01e02@3``; raise UserError if one is not there."""
    with _read(home, series) as archive:
        one, other = _cut(archive, a), _cut(archive, b)
        if one.episode != other.episode:
            raise UserError(f"{a} and {b} are cuts of different episodes; compare two of one.")
        then, later = _as_cut(archive, one), _as_cut(archive, other)
        try:
            shots = sorted({id for id in (*one.takes, *other.takes) if _is_shot(id)})
            pairs = (ShotPair(id=id, a=one.takes.get(id, ""), b=other.takes.get(id, "")) for id in shots)
            return Comparison(
                a=_side(one),
                b=_side(other),
                diffs=differences(then, later),
                shots=tuple(pair for pair in pairs if pair.a != pair.b),
            )
        finally:
            then.close()
            later.close()


def _read(home: Path, series: str) -> Archive:
    return Archive(SeriesFolder(home, series).database)


def _cut(archive: Archive, name: str) -> CutRecord:
    found = Cuts(archive).called(name)
    if found is not None:
        return found
    episode = name.partition("@")[0].strip().lower()
    there = ", ".join(cut.name for cut in Cuts(archive).of(episode)) or "none"
    raise UserError(f"There is no cut {name[:40]!r}. Of {episode[:20] or 'that episode'} there are: {there}.")


def _as_cut(archive: Archive, cut: CutRecord) -> Archive:
    """Return a copy of the series, in memory, whose documents of that episode are those of a cut."""
    trial = archive.trial()
    ids = {"bible": season_id(numbers(cut.episode)[0]), "script": cut.episode, "storyboard": cut.episode}
    trial.point({(kind, ids[kind]): revision for kind, revision in cut.revisions.items()})
    return trial


def _side(cut: CutRecord) -> Side:
    return Side(episode=cut.episode, cut=cut.number, seconds=cut.seconds, master=cut.take)


def _is_shot(id: str) -> bool:
    return id.rpartition(".")[2].startswith("s")


def _short(id: str) -> str:
    return id.rpartition(".")[2]
