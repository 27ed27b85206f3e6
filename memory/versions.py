"""Versions: every accepted change of a series, which can be undone, redone and branched.

A change holds which documents it took from which revision to which. Going back and forth only moves what each document
points at: nothing is written again, so what comes back is the same to the byte.
"""

import json
from collections.abc import Sequence

from ..errors import UserError
from .archive import Archive, Pointers
from .frozen import Frozen
from .ledger import now
from .numbering import place

MAIN = "main"
"""The branch that a series begins on."""
LONGEST_NAME = 40
_HEAD, _BRANCH, _WAITING = "versions.head", "versions.branch", "versions.waiting"
_STOOD = "versions.stood."
_FOLLOWS = frozenset({"findings", "facts", "storyboard"})
"""Kinds that the crew derives again after a change: they may have moved on since it was closed."""


class Change(Frozen):
    """One accepted change."""

    number: int
    parent: int
    """The change it was made after; 0: none."""
    at: str
    note: str
    understood: str
    episodes: tuple[str, ...]
    """Whose cut it touches."""


class Branch(Frozen):
    """A line of changes with a name."""

    name: str
    head: int
    """Its last change; where one stands on it may be before that."""


class Versions:
    """The changes of one series as a tree, and where in it the series stands."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._database = archive, archive.database

    @property
    def head(self) -> int:
        """Number of the change the series stands at; 0: as it was first made."""
        return int(self._archive.note(_HEAD, "0"))

    @property
    def branch(self) -> str:
        """Name of the present branch."""
        return self._archive.note(_BRANCH, MAIN)

    def changes(self) -> tuple[Change, ...]:
        """Return all changes of all branches, the oldest first."""
        columns = tuple(Change.model_fields)
        rows = self._database.rows(f"SELECT {', '.join(columns)} FROM change ORDER BY number")
        found = (dict(zip(columns, row, strict=True)) for row in rows)
        return tuple(Change.model_validate({**row, "episodes": json.loads(str(row["episodes"]))}) for row in found)

    def change(self, number: int) -> Change:
        """Return one change; ``KeyError`` if there is none."""
        for change in self.changes():
            if change.number == number:
                return change
        raise KeyError(f"change {number}")

    def line(self) -> tuple[int, ...]:
        """Return the numbers of the changes that have led to where the series stands, the oldest first."""
        return self._line(self.head)

    def begin(self, note: str, understood: str, episodes: Sequence[str]) -> int:
        """Open a change: what is put from now on belongs to it until it is closed. Return its number."""
        self.close()
        with self._database.change() as change:
            row = change.execute("SELECT MAX(number) FROM change").fetchone()
            number, before = int(row[0] or 0) + 1, _packed(self._archive.pointers())
            values = (number, self.head, now(), note, understood, json.dumps(list(episodes)), before)
            change.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            self._archive.set_note(_HEAD, str(number))
            self._set_tip(self.branch, number)
            self._wait_for([self.change(number)])
        return number

    def close(self) -> None:
        """Close the open change, if there is one: from then on it can be undone without touching what comes later."""
        with self._database.change() as change:
            rows = change.execute("SELECT number, before FROM change WHERE before != ''").fetchall()
            present = self._archive.pointers()
            for number, packed in rows:
                before = _unpacked(str(packed))
                for kind, id in sorted(before.keys() | present.keys()):
                    was, is_ = before.get((kind, id), 0), present.get((kind, id), 0)
                    if was != is_:
                        change.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?)", (number, kind, id, was, is_))
                change.execute("UPDATE change SET before = '' WHERE number = ?", (number,))

    def undo(self) -> Change:
        """Go back before the change the series stands at, and return it; raise UserError if there is none."""
        with self._database.change():
            self.close()
            if not self.head:
                raise UserError("There is nothing to undo: the series is as it was first made.")
            change = self.change(self.head)
            self._move(change.number, back=True)
            # The tip of the branch stays: up to there it can be redone.
            self._archive.set_note(_HEAD, str(change.parent))
            self._wait_for([change])
            return change

    def redo(self) -> Change:
        """Make the last undone change again, and return it; raise UserError if there is none."""
        with self._database.change():
            self.close()
            line = self._line(self._tip(self.branch))
            later = [number for number in line if number > self.head] if self.head in (0, *line) else []
            if not later:
                raise UserError("There is nothing to redo.")
            self._move(later[0], back=False)
            self._archive.set_note(_HEAD, str(later[0]))
            change = self.change(later[0])
            self._wait_for([change])
            return change

    def waiting(self) -> tuple[str, ...]:
        """Return the episodes whose takes and cut have still to follow their documents, in order."""
        return tuple(json.loads(self._archive.note(_WAITING, "[]")))

    def remade(self, episode: str) -> None:
        """Write down that an episode's cut has followed its documents."""
        rest = [id for id in self.waiting() if id != episode]
        self._archive.set_note(_WAITING, json.dumps(rest))

    def _wait_for(self, changes: Sequence[Change]) -> None:
        ids = {*self.waiting(), *(id for change in changes for id in change.episodes)}
        self._archive.set_note(_WAITING, json.dumps(sorted(ids, key=place)))

    def branches(self) -> tuple[Branch, ...]:
        """Return the branches with the last change of each, by name."""
        rows = self._database.rows("SELECT name, head FROM branch ORDER BY name")
        found = {str(name): int(str(head)) for name, head in rows}
        return tuple(Branch(name=name, head=head) for name, head in sorted({MAIN: 0, **found}.items()))

    def begin_branch(self, name: str) -> None:
        """Go on under another name from here; the present branch stays as it is. UserError if the name is taken."""
        name = name.strip()
        if not name or len(name) > LONGEST_NAME or not name.replace("-", "").replace(" ", "").isalnum():
            raise UserError(f"A branch needs a name of letters, digits and hyphens, at most {LONGEST_NAME} of them.")
        if name in {branch.name for branch in self.branches()}:
            raise UserError(f"There is a branch {name} already. Go to it with: switch {name}")
        with self._database.change():
            self.close()
            self._leave()
            self._archive.set_note(_BRANCH, name)
            self._set_tip(name, self.head)

    def switch(self, name: str) -> tuple[Change, ...]:
        """Go to where another branch stands, and return the changes that were undone and made on the way."""
        known = {branch.name: branch.head for branch in self.branches()}
        if name not in known:
            raise UserError(f"There is no branch {name[:LONGEST_NAME]!r}. There: {', '.join(known)}.")
        with self._database.change():
            self.close()
            goal = int(self._archive.note(_STOOD + name, str(known[name])))
            here, there = self.line(), self._line(goal)
            shared = sum(1 for a, b in zip(here, there, strict=False) if a == b)
            for number in reversed(here[shared:]):
                self._move(number, back=True)
            for number in there[shared:]:
                self._move(number, back=False)
            self._leave()
            self._archive.set_note(_BRANCH, name)
            self._archive.set_note(_HEAD, str(goal))
            moved = tuple(self.change(number) for number in (*reversed(here[shared:]), *there[shared:]))
            self._wait_for(moved)
            return moved

    def _leave(self) -> None:
        """Remember where the present branch stands: what was undone on it can be redone when one comes back."""
        self._archive.set_note(_STOOD + self.branch, str(self.head))
        if self._tip(self.branch) == 0:
            self._set_tip(self.branch, self.head)

    def _line(self, head: int) -> tuple[int, ...]:
        parents = {change.number: change.parent for change in self.changes()}
        line: list[int] = []
        while head:
            line.append(head)
            head = parents[head]
        return tuple(reversed(line))

    def _move(self, number: int, back: bool) -> None:
        """Set every document of a change to what it was before it, or after it."""
        rows = self._database.rows("SELECT kind, id, before, after FROM part WHERE change = ?", number)
        present, aims = self._archive.pointers(), Pointers()
        for kind, id, before, after in rows:
            key, expected = (str(kind), str(id)), int(str(after if back else before))
            if present.get(key, 0) != expected and key[0] not in _FOLLOWS:
                raise UserError(
                    f"The {kind} {id} has been changed since by something else, so the change {number} cannot be "
                    f"{'undone' if back else 'made again'} without losing that."
                )
            aims[key] = int(str(before if back else after))
        self._archive.point(aims)

    def _tip(self, name: str) -> int:
        rows = self._database.rows("SELECT head FROM branch WHERE name = ?", name)
        return int(str(rows[0][0])) if rows else 0

    def _set_tip(self, name: str, head: int) -> None:
        with self._database.change() as change:
            change.execute("INSERT OR REPLACE INTO branch VALUES (?, ?)", (name, head))


def _packed(pointers: Pointers) -> str:
    return json.dumps([[kind, id, number] for (kind, id), number in sorted(pointers.items())])


def _unpacked(text: str) -> Pointers:
    return {(kind, id): number for kind, id, number in json.loads(text)}
