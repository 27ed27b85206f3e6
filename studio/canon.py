"""What is true at a moment of a series, with the words that say so: the answer of ``cliffhanger canon``."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..agents.canon import names_in
from ..agents.sentences import Names
from ..errors import UserError
from ..memory.archive import Archive
from ..memory.bible import Character
from ..memory.chronicle import Chronicle, state_at
from ..memory.numbering import numbers, season_id
from ..memory.record import Entry
from ..memory.script import Thread
from ..memory.state import HOURS, SECRET, State, apply
from .standing import CanonReport, Held, ObjectCanon, PersonCanon, ThreadCanon

_STANDS = {
    "allies": "is allied with", "enemies": "is the enemy of", "married": "is married to", "accused": "stands accused",
    "captive": "is held captive", "endangered": "is in danger", "exposed": "stands exposed",
}  # fmt: skip
"""How bonds and conditions are said; the others are verbs already."""


def canon_of(home: Path, name: str, at: str = "") -> CanonReport:
    """Return what is true after an episode (``s01e34``) or one of its scenes (``s01e34.2``); empty: now.

    Raises UserError if ``at`` is not a moment that has been told and approved.
    """
    with Archive(home / name / "series.db") as archive:
        chronicle = Chronicle(archive)
        if not chronicle.seasons():
            raise UserError(f"{name} has no Bible yet. Begin it: cliffhanger make {name}")
        at = _checked(chronicle, name, at.strip())
        season = numbers(at)[0] if at else 1
        return _Moment(chronicle, season, at).report(name)


def _checked(chronicle: Chronicle, name: str, at: str) -> str:
    """Return the moment asked for, or the last one told; raise UserError if there is no such moment."""
    approved = chronicle.approved()
    if not at:
        return approved[-1] if approved else ""
    try:
        state_at(chronicle, at)
    except ValueError as error:
        raise UserError(
            f"--at {at[:30]!r} is no moment. Name an episode, s01e34, or one of its scenes, s01e34.2."
        ) from error
    except KeyError as error:
        episode = at.partition(".")[0]
        if episode in approved:
            many = len(chronicle.script(episode).scenes)
            raise UserError(f"--at {at}: {episode} has {many} scene{'s' * (many != 1)}.") from error
        told = f"it goes from {approved[0]} to {approved[-1]}" if approved else "it has no episode yet"
        raise UserError(f"--at {at}: canon of {name} does not have {episode}; {told}.") from error
    return at


class _Moment:
    """The state, the entries of the record that hold, and what everything is called."""

    def __init__(self, chronicle: Chronicle, season: int, at: str) -> None:
        self.at, self.season = at, season
        self.names: Names = names_in(chronicle, season)
        self.state: State = state_at(chronicle, at) if at else chronicle.opening(season)
        told = chronicle.entries(at) if at else ()
        self.entries: Sequence[Entry] = [entry for entry in told if entry.until is None]

    def report(self, name: str) -> CanonReport:
        bible, state = self.names.bible, self.state
        people = {one.id: one for past in self.names.past for one in past.characters}
        people = {one.id: one for one in bible.characters} | {i: p for i, p in people.items() if i in state.dead}
        props = {one.id: one.name for one in bible.props} | {id: self.names.prop(id) for id in sorted(state.holds)}
        return CanonReport(
            series=name,
            title=bible.title,
            at=self.at,
            day=state.day,
            hour=HOURS[state.hour],
            people=tuple(self._person(one) for one in people.values()),
            objects=tuple(self._object(id, called) for id, called in props.items()),
            promises=tuple(self._promises()),
            threads=tuple(self._threads()),
        )

    def _person(self, person: Character) -> PersonCanon:
        who, state = person.id, self.state
        here, worn = state.where.get(who, ""), state.wears.get(who, 0)
        return PersonCanon(
            id=who,
            name=person.full_name or person.name,
            life=self._life(who),
            where=self._held(self.names.place(here), here, self._says("goes", who)) if here else None,
            wears=self._held(self.names.outfit(who, worn), str(worn), self._says("wears", who)),
            holds=tuple(self._holding(prop) for prop, holder in sorted(state.holds.items()) if holder == who),
            wounds=tuple(self._wounds(who)),
            knows=tuple(self._known(who, fact) for fact in sorted(self._facts_known(who))),
            bonds=tuple(self._bond(bond) for bond in sorted(state.bonds) if bond[1] == who and bond[0] != "captive"),
        )

    def _life(self, who: str) -> Held:
        if who in self.state.dead:
            return self._held("dead", who, self._says("dies", who))
        if who in self.state.gone:
            return Held(text="missing", id=who)
        if ("captive", who, "") in self.state.bonds:
            return self._held("captive", who, lambda e: e.event.kind == "becomes" and _makes(e, ("captive", who, "")))
        return self._held("alive", who, self._says("returns", who))

    def _wounds(self, who: str) -> Iterator[Held]:
        found = [entry for entry in self.entries if entry.event.kind == "hurt" and entry.event.who == who]
        for entry in found if who in self.state.hurt else ():
            yield _of(entry, entry.event.what, entry.fact.id)
        if who in self.state.hurt and not found:
            yield Held(text=self.state.hurt[who])

    def _facts_known(self, who: str) -> Iterator[str]:
        own = SECRET + who
        return (fact for person, fact in self.state.knows if person == who and fact.partition("@")[0] != own)

    def _known(self, who: str, fact: str) -> Held:
        def taught(entry: Entry) -> bool:
            # "": it was told to everybody in the room
            learner = {"learns": entry.event.who, "reveals": entry.event.to}.get(entry.event.kind)
            past = f"{entry.event.what}@{season_id(numbers(entry.fact.since)[0])}"
            return learner in (who, "") and fact in (entry.event.what, past)

        return self._held(self.names.known(fact), fact, taught)

    def _bond(self, bond: tuple[str, str, str]) -> Held:
        kind, _, other = bond
        text = f"{_STANDS.get(kind, kind)} {self.names.person(other) if other else ''}".strip()
        return self._held(text, other, lambda entry: _makes(entry, bond))

    def _holding(self, prop: str) -> Held:
        return self._held(self.names.prop(prop), prop, self._moves(prop))

    def _object(self, id: str, name: str) -> ObjectCanon:
        holder = self.state.holds.get(id, "")
        text = f"{name}: {self.names.person(holder)} has it" if holder else f"{name}: nobody has it"
        return ObjectCanon(id=id, name=name, holder=holder, held=self._held(text, id, self._moves(id)))

    def _promises(self) -> Iterator[Held]:
        for who, what, to in sorted(self.state.promises):
            found = next(
                (e for e in self.entries if e.event.kind == "promises" and _is_promise(e, who, what, to)), None
            )
            said = f"{self.names.person(who)} has promised {self.names.person(to) if to else 'somebody'}: {what}."
            yield _of(found, found.fact.text, found.fact.id) if found else Held(text=said)

    def _threads(self) -> Iterator[ThreadCanon]:
        planned = {thread.id: thread for thread in self.names.threads}
        number = numbers(self.at)[1] if self.at else 0

        def due(id: str) -> int:
            return planned[id].due if id in planned else 0

        for id in sorted(self.state.open_threads, key=lambda id: (due(id) or 10_000, id)):
            question = self._held(
                self.names.question(id),
                id,
                lambda e, id=id: e.event.kind == "plants" and e.event.what == id,  # type: ignore[misc]
            )
            yield ThreadCanon(id=id, question=question, due=due(id), overdue=_overdue(planned.get(id), number))

    def _says(self, kind: str, who: str) -> Callable[[Entry], bool]:
        return lambda entry: entry.event.kind == kind and entry.event.who == who

    def _moves(self, prop: str) -> Callable[[Entry], bool]:
        return lambda entry: entry.event.kind in ("takes", "gives", "loses") and entry.event.what == prop

    def _held(self, text: str, id: str, says: Callable[[Entry], bool]) -> Held:
        """Return what is true with the first entry that says so and still holds; without one it is from the Bible."""
        found = next((entry for entry in self.entries if says(entry)), None)
        return _of(found, text, id) if found else Held(text=text, id=id)


def _of(entry: Entry, text: str, id: str) -> Held:
    fact = entry.fact
    return Held(text=text, id=id, since=fact.since, evidence=fact.evidence, known_by=fact.known_by)


def _makes(entry: Entry, bond: tuple[str, str, str]) -> bool:
    return entry.event.kind in ("bond", "becomes") and bond in apply(State(), entry.event).bonds


def _is_promise(entry: Entry, who: str, what: str, to: str) -> bool:
    return (entry.event.who, entry.event.what, entry.event.to) == (who, what, to)


def _overdue(thread: Thread | None, number: int) -> bool:
    return thread is not None and thread.due < number
