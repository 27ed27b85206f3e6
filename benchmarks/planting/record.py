"""The benchmark's own record of a season: what is true as each episode begins, and since which episode.

It is read from the scripts' events by code that shares nothing with the product's State or its checker.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cliffhanger.memory.bible import Bible
from cliffhanger.memory.script import Event, Scene, Script

AT_ONCE = ("goes", "wears", "returns")
"""Without a beat, these hold from the start of their scene."""


@dataclass
class Record:
    """What is true; every number is the episode since when, 0 is the Bible."""

    dead: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    wears: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Person to outfit and episode."""
    holds: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Object to person and episode."""
    before: dict[str, str] = field(default_factory=dict)
    """Object to who had it last, before whoever has it now."""
    lost: dict[str, tuple[str, int]] = field(default_factory=dict)
    hurt: dict[str, dict[str, int]] = field(default_factory=dict)
    healed: dict[str, dict[str, int]] = field(default_factory=dict)
    knows: dict[tuple[str, str], int] = field(default_factory=dict)
    denied: dict[tuple[str, str], int] = field(default_factory=dict)
    """Who was lied to about which fact."""
    married: set[frozenset[str]] = field(default_factory=set)
    clock: list[tuple[int, int, int]] = field(default_factory=list)
    """Episode, day and hour of every scene."""
    weekdays: list[tuple[int, int, str]] = field(default_factory=list)
    """Episode, day and the weekday that was said to be today."""
    called: dict[str, int] = field(default_factory=dict)
    """Person to the first episode in which the name was said."""
    kin: dict[tuple[str, str], int] = field(default_factory=dict)
    """Two people to the last episode in which one said what the other is."""
    lines: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def begin(cls, bible: Bible) -> "Record":
        """Return what the Bible declares."""
        record = cls()
        for person in bible.characters:
            record.knows[person.id, f"secret.{person.id}"] = 0
            record.knows[person.id, f"name.{person.id}"] = 0
            if person.role == "missing":
                record.gone.add(person.id)
            for relation in person.relations:
                record.knows[person.id, f"name.{relation.to}"] = 0
                record.knows[relation.to, f"name.{person.id}"] = 0
                if relation.kind.startswith("late "):
                    record.dead[relation.to] = 0
        record.holds = {prop.id: (prop.holder, 0) for prop in bible.props if prop.holder}
        return record

    def facts(self, fact: str) -> dict[str, int]:
        """Return who knows a fact, and since when."""
        return {who: since for (who, what), since in self.knows.items() if what == fact}

    def learn(self, who: str, fact: str, number: int) -> None:
        self.knows.setdefault((who, fact), number)


def records(bible: Bible, scripts: tuple[Script, ...]) -> Iterator[Record]:
    """Return what is true as each episode begins, in order."""
    record = Record.begin(bible)
    for number, script in enumerate(scripts, 1):
        yield copy.deepcopy(record)
        for scene in script.scenes:
            for event in in_order(script, scene):
                _happens(record, event, number)
            record.clock.append((number, scene.day, ("dawn", "day", "dusk", "night").index(scene.hour)))
        _is_said(record, bible, script, number)


def in_order(script: Script, scene: Scene) -> list[Event]:
    """Return the events of a scene as they come: what opens it, beat by beat, what it leaves behind."""
    beats = {beat.id: n for n, beat in enumerate(scene.beats)}
    last = len(beats)
    events = [event for event in script.events if event.scene == scene.id]
    return sorted(events, key=lambda e: beats.get(e.beat, last) if e.beat else -1 if e.kind in AT_ONCE else last)


def _happens(record: Record, event: Event, number: int) -> None:
    who, what, to = event.who, event.what, event.to
    match event.kind:
        case "dies":
            record.dead[who] = number
        case "returns":
            record.dead.pop(who, None)
            record.gone.discard(who)
        case "wears":
            record.wears[who] = (int(what), number)
        case "takes" | "gives":
            owner = who if event.kind == "takes" else to
            record.before[what] = record.holds[what][0] if what in record.holds else who
            record.holds[what] = (owner, number)
            record.lost.pop(what, None)
        case "loses":
            record.holds.pop(what, None)
            record.lost[what] = (who, number)
        case "hurt":
            record.hurt.setdefault(who, {})[what] = number
            record.healed.get(who, {}).pop(what, None)
        case "heals":
            record.hurt.get(who, {}).pop(what, None)
            record.healed.setdefault(who, {})[what] = number
        case "learns":
            record.learn(who, what, number)
        case "reveals" if to:
            record.learn(to, what, number)
        case "lies":
            record.denied[to, what] = number
        case "bond" if what == "married":
            record.married.add(frozenset((who, to)))


def _is_said(record: Record, bible: Bible, script: Script, number: int) -> None:
    days = {scene.id: scene.day for scene in script.scenes}
    people = {person.id: person.name for person in bible.characters}
    record.lines[number] = [line.text for line in script.lines()]
    for line in script.lines():
        for id, name in people.items():
            if id not in record.called and re.search(rf"\b{re.escape(name)}\b", line.text):
                record.called[id] = number
        if said := re.search(r"\bToday is (\w+day)\b", line.text):
            record.weekdays.append((number, days[line.id.rpartition(".")[0]], said[1]))
        if line.to and re.search(r"\bYou are my \w+\b", line.text):
            record.kin[line.speaker, line.to] = number
