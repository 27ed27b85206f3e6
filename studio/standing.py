"""The state of canon at one moment, as it is shown: people, objects, promises and threads, each with its evidence."""

from collections.abc import Iterator
from typing import Any

from ..memory.canon import Place
from ..memory.frozen import Frozen


class Held(Frozen):
    """Something that is true, since when, and by which words."""

    text: str
    id: str = ""
    """Of the outfit, object, fact, person or thread it is about."""
    since: str = ""
    """Episode id; empty: from the Bible."""
    evidence: Place | None = None
    known_by: tuple[str, ...] = ()
    """Ids of those who were there."""

    def as_text(self) -> str:
        """Return it on one line, with its evidence."""
        if self.evidence is None:
            return self.text
        where = self.evidence.line or self.evidence.scene or self.since
        return f"{self.text}  ({where}" + (f": “{self.evidence.quote}”)" if self.evidence.quote else ")")


class PersonCanon(Frozen):
    """One person at a moment."""

    id: str
    name: str
    life: Held
    """alive, dead, missing or captive; ``known_by`` tells who was there when it became so."""
    where: Held | None
    wears: Held | None
    holds: tuple[Held, ...]
    wounds: tuple[Held, ...]
    knows: tuple[Held, ...]
    """The ids are those of facts: ``secret.dana``, ``name.cole``, or a fact in its own words."""
    bonds: tuple[Held, ...]


class ObjectCanon(Frozen):
    """One object at a moment."""

    id: str
    name: str
    holder: str
    """Character id; empty: nobody."""
    held: Held


class ThreadCanon(Frozen):
    """An open promise to the viewer."""

    id: str
    question: Held
    due: int
    """Episode of the present season; 0: no outline says."""
    overdue: bool


class CanonReport(Frozen):
    """What is true at a moment of a series."""

    series: str
    title: str
    at: str
    """``s01e34`` or ``s01e34.2``; empty: before the first episode."""
    day: int
    hour: str
    people: tuple[PersonCanon, ...]
    objects: tuple[ObjectCanon, ...]
    promises: tuple[Held, ...]
    threads: tuple[ThreadCanon, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return it for people: a block a person, then objects, promises and threads."""
        after = f"after {self.at}" if self.at else "before the first episode"
        hour = "daytime" if self.hour == "day" else self.hour
        lines = [f"{self.title}, {after}: day {self.day}, {hour}"]
        for person in self.people:
            lines += ["", *self._of_person(person)]
        for title, rows in (
            ("Objects", [one.held.as_text() for one in self.objects]),
            ("Open promises", [one.as_text() for one in self.promises]),
            ("Open threads, the most pressing first", [_thread_text(one) for one in self.threads]),
        ):
            lines += ["", title, *(f"  {row}" for row in rows or ["none"])]
        return "\n".join(lines)

    def _of_person(self, person: PersonCanon) -> Iterator[str]:
        names = {one.id: one.name for one in self.people}
        known = ", ".join(names.get(id, id) for id in person.life.known_by if id != person.id)
        yield f"{person.name}: {person.life.as_text()}" + (f", known to {known}" if known else "")
        rows = {
            "where": [person.where] if person.where else [],
            "wears": [person.wears] if person.wears else [],
            "holds": person.holds,
            "hurt": person.wounds,
            "knows": person.knows,
            "ties": person.bonds,
        }
        for label, held in rows.items():
            for one in held:
                yield f"  {label:<7}{one.as_text()}"


def _thread_text(thread: ThreadCanon) -> str:
    due = f"due by episode {thread.due}" if thread.due else "due in no outline"
    return f"{thread.id}  {thread.question.as_text()}, {due}" + (", overdue" if thread.overdue else "")
