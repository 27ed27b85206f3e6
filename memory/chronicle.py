"""The Chronicle: the approved story in order, across seasons, and what was true at any of its moments.

It reads the Archive and keeps what it has read by revision, so that the hundredth episode is asked for as quickly as
the fifth.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from .archive import Archive
from .bible import Bible
from .canon import Fact, Facts
from .frozen import Frozen
from .numbering import numbers, place, season_id
from .record import Entry, Moment, Record, played
from .script import Outline, Scene, Script
from .state import HOURS, State, apply, carried, initial, room_at

T = TypeVar("T", bound=Frozen)

_MOMENT = re.compile(r"(s\d{2,}e\d{2,})(?:\.(\d+))?")
_END = 10_000
"""Higher than the number of any scene."""


class Chronicle:
    """What has been told so far. Approved is a script whose facts are committed; only such feed canon."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read: dict[tuple[str, str], tuple[int, Frozen]] = {}
        self._states: dict[str, tuple[int, State]] = {}
        self._record, self._recorded = Record(), list[tuple[str, int, int]]()

    def seasons(self) -> tuple[int, ...]:
        """Return the numbers of the seasons that have a Bible, in order."""
        return tuple(sorted(int(id.removeprefix("s")) for id in self._archive.ids("bible")))

    def bible(self, season: int) -> Bible:
        """Return the Bible of a season; ``KeyError`` if there is none."""
        return self._document("bible", season_id(season), Bible)

    def outline(self, season: int) -> Outline:
        """Return the outline of a season; ``KeyError`` if there is none."""
        return self._document("outline", season_id(season), Outline)

    def approved(self, season: int = 0, before: str = "") -> tuple[str, ...]:
        """Return the ids of the approved episodes in order: of one season if asked, of those before one if asked."""
        ids = sorted(self._archive.ids("facts"), key=place)
        end = place(before) if before else None
        return tuple(id for id in ids if (not season or numbers(id)[0] == season) and (end is None or place(id) < end))

    def script(self, episode: str) -> Script:
        """Return the script of an episode; ``KeyError`` if it is not written."""
        return self._document("script", episode, Script)

    def scripts(self, season: int = 0, before: str = "") -> tuple[Script, ...]:
        """Return the approved scripts in order, chosen as in `approved`."""
        return self._documents("script", self.approved(season, before), Script)

    def facts(self, season: int = 0, before: str = "") -> tuple[Fact, ...]:
        """Return the facts that the approved episodes made true, in order, chosen as in `approved`."""
        found = self._documents("facts", self.approved(season, before), Facts)
        return tuple(fact for document in found for fact in document.facts)

    def facts_in(self, episode: str) -> tuple[Fact, ...]:
        """Return the facts that an approved episode made true; ``KeyError`` if it is not approved."""
        return self._document("facts", episode, Facts).facts

    def entries(self, at: str = "", before: str = "") -> tuple[Entry, ...]:
        """Return the record as it stands after a moment (as in `state_at`), before an episode, or now.

        A fact's ``until`` is set if something up to then has ended it. What is later is not there: neither facts nor
        ends. ``ValueError`` if the moment is not one.
        """
        end = (place(before), 0) if before else moment(at) if at else None
        return self._kept_record().at(end)

    def facts_as_of(self, at: str = "", before: str = "") -> tuple[Fact, ...]:
        """Return all facts with what has ended them, as in `entries`."""
        return tuple(entry.fact for entry in self.entries(at, before))

    def opening(self, season: int) -> State:
        """Return what is true as a season begins."""
        bible = self.bible(season)
        if season == 1:
            return initial(bible)
        return carried(self.closing(season - 1), self.bible(season - 1), bible)

    def closing(self, season: int) -> State:
        """Return what is true after the last approved episode of a season."""
        return self._folded(season, self.approved(season))

    def state(self, before: str) -> State:
        """Return what is true as an episode begins."""
        season, _ = numbers(before)
        return self._folded(season, self.approved(season, before))

    def _folded(self, season: int, episodes: tuple[str, ...]) -> State:
        state, mark = self.opening(season), hash((season, self._number("bible", season_id(season))))
        revisions = self._archive.revisions("script")
        for id in episodes:
            mark = hash((mark, id, revisions.get(id, 0)))
            if self._states.get(id, (0, state))[0] != mark or id not in self._states:
                self._states[id] = (mark, after(state, self.script(id)))
            state = self._states[id][1]
        return state

    def _kept_record(self) -> Record:
        """Return the record of all approved episodes, kept from the last time as far as they are still the same."""
        facts, scripts = self._archive.revisions("facts"), self._archive.revisions("script")
        marks = [(id, facts[id], scripts.get(id, 0)) for id in sorted(facts, key=place)]
        if marks[: len(self._recorded)] != self._recorded:
            self._record, self._recorded = Record(), []
        for mark in marks[len(self._recorded) :]:
            season, _ = numbers(mark[0])
            if season != self._record.season:
                self._record.begin(mark[0], self.opening(season))
            self._record.add(self.script(mark[0]), self.facts_in(mark[0]))
            self._recorded.append(mark)
        return self._record

    def _number(self, kind: str, id: str) -> int:
        return self._archive.revision(kind, id)

    def _documents(self, kind: str, ids: Sequence[str], model: type[T]) -> tuple[T, ...]:
        revisions = self._archive.revisions(kind)
        return tuple(self._document(kind, id, model, revisions.get(id, 0)) for id in ids)

    def _document(self, kind: str, id: str, model: type[T], number: int | None = None) -> T:
        number = self._number(kind, id) if number is None else number
        kept = self._read.get((kind, id))
        if kept is not None and kept[0] == number and isinstance(kept[1], model):
            return kept[1]
        found = self._archive.get(kind, id, model)
        if found is None:
            raise KeyError(f"{kind} {id!r}")
        self._read[kind, id] = (number, found)
        return found


def moment(at: str) -> Moment:
    """Return a moment as it is compared: ``s01e34`` is the end of an episode, ``s01e34.2`` of its second scene.

    Raises ``ValueError`` if it is neither.
    """
    found = _MOMENT.fullmatch(at)
    if found is None or found[2] == "0":
        raise ValueError(f"{at!r} is no moment of a series; s01e34 is one, and s01e34.2 is its second scene")
    return place(found[1]), int(found[2]) if found[2] else _END


def state_at(chronicle: Chronicle, at: str = "") -> State:
    """Return what is true after an approved episode (``s01e34``) or one of its scenes (``s01e34.2``); empty: now.

    ``KeyError`` if the episode is not approved or has no such scene, ``ValueError`` if it is not a moment.
    """
    if not at:
        approved = chronicle.approved()
        season = max(numbers(approved[-1])[0] if approved else 1, 1)
        return chronicle.closing(season)
    _, last = moment(at)
    episode = at.partition(".")[0]
    if episode not in chronicle.approved():
        raise KeyError(f"approved episode {episode!r}")
    script = chronicle.script(episode)
    if last != _END and last > len(script.scenes):
        raise KeyError(f"scene {at!r}")
    return after(chronicle.state(before=episode), script, last)


def after(state: State, script: Script, scenes: int = _END) -> State:
    """Return the state after an episode, or after its first scenes: its events in order, the clock, who was met."""
    for scene, events in played(script)[:scenes]:
        for count, event in enumerate(events):
            room = room_at(scene, events[:count]) if event.kind == "reveals" else ()
            state = apply(state, event, room)
        clock = {"day": scene.day, "hour": HOURS.index(scene.hour)}
        state = state.model_copy(update={"met": state.met | _seen(scene), **clock})
    return state


def _seen(scene: Scene) -> set[str]:
    return {*scene.present, *(beat.line.speaker for beat in scene.beats if beat.line is not None)}
