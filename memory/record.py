"""The record: every fact of the approved story, the event behind it, and when something ended it."""

from dataclasses import dataclass, replace

from .canon import Fact
from .numbering import numbers, place
from .script import Event, Scene, Script
from .state import State, apply, thread_id

Moment = tuple[int, int]
"""Place of an episode and number of a scene in it; what lies later compares higher."""

AT_ONCE = frozenset({"goes", "wears", "returns"})
"""Events without a beat that are true from the start of their scene; all others from its end."""

Slot = tuple[str, ...]
"""Facts about the same thing: only an event of the same slot can end a fact."""


@dataclass(frozen=True)
class Entry:
    """One fact, its event, and from when until when it holds."""

    fact: Fact
    event: Event
    since: Moment
    until: Moment | None = None


def played(script: Script) -> list[tuple[Scene, tuple[Event, ...]]]:
    """Return the scenes with their events in the order in which they become true.

    Without a beat, who goes, wears or returns does so as the scene begins, and all else is true as it ends; an event
    that names none of the scenes is true as the last one ends.
    """
    told, ids = [], {scene.id for scene in script.scenes}
    for number, scene in enumerate(script.scenes, 1):
        order = {beat.id: count for count, beat in enumerate(scene.beats, 1)}
        last = number == len(script.scenes)
        own = [event for event in script.events if event.scene == scene.id or (last and event.scene not in ids)]
        late = len(order) + 1
        own.sort(key=lambda event: order.get(event.beat, 0 if _at_once(event) else late))
        told.append((scene, tuple(own)))
    return told


def _at_once(event: Event) -> bool:
    return not event.beat and event.kind in AT_ONCE


class Record:
    """Grows an episode at a time, so that the hundredth costs what the fifth did."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._open: dict[Slot, list[int]] = {}
        self._states: dict[Slot, State] = {}
        self._season = 0

    @property
    def season(self) -> int:
        """The season of the episode added last; 0: none is."""
        return self._season

    def begin(self, episode: str, opening: State) -> None:
        """Begin a season with its first episode; ``opening`` is what is true before it."""
        season, _ = numbers(episode)
        if self._season:
            self._after_days(self._season, opening, (place(episode), 0), episode)
        self._season = season

    def add(self, script: Script, facts: tuple[Fact, ...]) -> None:
        """Add an episode that comes after all that are there, of the season that has begun."""
        by_number = {fact.id: fact for fact in facts}
        ids = {id(event): f"{script.episode}.t{count:02d}" for count, event in enumerate(script.events, 1)}
        for number, (_, events) in enumerate(played(script), 1):
            for event in events:
                self._happen(event, by_number.get(ids[id(event)]), (place(script.episode), number), script.episode)

    def at(self, end: Moment | None) -> tuple[Entry, ...]:
        """Return the record as it stood at a moment; None: now."""
        if end is None:
            return tuple(self._entries)
        return tuple(_as_of(entry, end) for entry in self._entries if entry.since <= end)

    def _happen(self, event: Event, fact: Fact | None, now: Moment, episode: str) -> None:
        slot = _slot(event)
        if slot:
            state = apply(self._states.get(slot, State()), event)
            self._states[slot] = state
            still = []
            for index in self._open.get(slot, []):
                if _ended(self._entries[index].event, event, state):
                    self._end(index, now, episode)
                else:
                    still.append(index)
            self._open[slot] = still
        if fact is not None:
            if slot:
                self._open[slot].append(len(self._entries))
            self._entries.append(Entry(fact.model_copy(update={"until": ""}), event, now))

    def _after_days(self, past: int, opening: State, now: Moment, episode: str) -> None:
        """End what the days between two seasons have ended, and let open threads go on under their season's name."""
        kept: dict[Slot, list[int]] = {}
        for slot, indices in self._open.items():
            for index in indices:
                event = self._entries[index].event
                if slot[0] != "owed" and not _still(event, opening):
                    self._end(index, now, episode)
                    continue
                thread = event.kind in ("plants", "pays")
                kept.setdefault(("owed", thread_id(past, slot[1])) if thread else slot, []).append(index)
        self._open, self._states = kept, {}
        for slot, indices in kept.items():
            for index in indices:
                event = self._entries[index].event
                event = event.model_copy(update={"what": slot[1]}) if slot[0] == "owed" else event
                self._states[slot] = apply(self._states.get(slot, State()), event)
                self._entries[index] = replace(self._entries[index], event=event)

    def _end(self, index: int, now: Moment, episode: str) -> None:
        entry = self._entries[index]
        self._entries[index] = replace(entry, fact=entry.fact.model_copy(update={"until": episode}), until=now)


def _as_of(entry: Entry, end: Moment) -> Entry:
    if entry.until is None or entry.until <= end:
        return entry
    return replace(entry, fact=entry.fact.model_copy(update={"until": ""}), until=None)


def _ended(event: Event, later: Event, state: State) -> bool:
    """Tell whether a later event has ended what an event made true; ``state`` is that of their slot after it."""
    if event.kind == later.kind == "hurt":
        return False  # a second wound does not heal the first
    return apply(state, event) != state


def _still(event: Event, opening: State) -> bool:
    """Tell whether what an event made true is still so as a season begins."""
    return event.who in opening.hurt if event.kind == "hurt" else apply(opening, event) == opening


def _slot(event: Event) -> Slot:
    if event.kind in ("takes", "gives", "loses"):
        return ("holds", event.what)
    if event.kind in ("hurt", "heals"):
        return ("hurt", event.who)
    if event.kind in ("dies", "returns"):
        return ("life", event.who)
    if event.kind in ("plants", "pays", "promises", "keeps", "breaks"):
        return ("owed", event.what)
    if event.kind == "bond":
        return ("bond", *sorted((event.who, event.to)))
    if event.kind in ("goes", "wears", "becomes"):
        return (event.kind, event.who)
    return ()  # what is learnt stays known, and a lie stays told
