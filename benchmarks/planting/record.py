"""The benchmark's own record of a season: what is true as each episode begins, and since which episode.

It is read from the scripts' events by code that shares nothing with the product's State or its checker.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cliffhanger.benchmarks.planting.wording import says_kin, weekday_said
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.numbering import numbers
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
    shows_wounds: bool = False
    """Whether any scene so far says what is seen hurt: otherwise its absence says nothing."""
    healed: dict[str, dict[str, int]] = field(default_factory=dict)
    knows: dict[tuple[str, str], int] = field(default_factory=dict)
    heard: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """Person and fact to all episodes in which it was told to them or found out by them."""
    captive: set[str] = field(default_factory=set)
    overheard: set[tuple[str, str]] = field(default_factory=set)
    """Person and fact: who was in the room when it was said, whether it was said to them or not."""
    seen: dict[str, int] = field(default_factory=dict)
    """Person to the last episode in which they were in a room."""
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
    """Episode to the lines that name nobody and claim nothing."""
    planted: dict[str, int] = field(default_factory=dict)
    paid: dict[str, int] = field(default_factory=dict)

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

    def copied(self) -> "Record":
        """Return a record that stays as it is when this one goes on."""
        twin = copy.copy(self)
        for name, value in vars(self).items():
            kept = (
                {key: copy.copy(one) for key, one in value.items()}
                if name in ("hurt", "healed", "heard")
                else copy.copy(value)
            )
            setattr(twin, name, kept)
        return twin

    def facts(self, fact: str) -> dict[str, int]:
        """Return who knows a fact, and since when."""
        return {who: since for (who, what), since in self.knows.items() if what == fact}

    def learn(self, who: str, fact: str, number: int) -> None:
        self.knows.setdefault((who, fact), number)
        self.heard.setdefault((who, fact), set()).add(number)

    def tellings(self, fact: str) -> set[int]:
        """Return all episodes in which anybody learnt a fact or was told it, 0 for the Bible."""
        return {0}.union(*(episodes for (_, what), episodes in self.heard.items() if what == fact))


def records(bible: Bible, scripts: tuple[Script, ...]) -> Iterator[Record]:
    """Return what is true as each episode begins, in order."""
    record = Record.begin(bible)
    season = 1
    for number, script in enumerate(scripts, 1):
        if numbers(script.episode)[0] != season:
            season = numbers(script.episode)[0]
            record.wears, record.planted, record.paid = {}, {}, {}
        yield record.copied()
        for scene in script.scenes:
            record.shows_wounds |= bool(scene.wounds)
            record.seen.update(dict.fromkeys(scene.present, number))
            for event in in_order(script, scene):
                _happens(record, event, number, scene.present)
                if event.kind in ("learns", "reveals"):
                    record.overheard |= {(who, event.what) for who in scene.present}
            record.clock.append((number, scene.day, ("dawn", "day", "dusk", "night").index(scene.hour)))
        _is_said(record, bible, script, number)


def in_order(script: Script, scene: Scene) -> list[Event]:
    """Return the events of a scene as they come: what opens it, beat by beat, what it leaves behind."""
    beats = {beat.id: n for n, beat in enumerate(scene.beats)}
    last = len(beats)
    events = [event for event in script.events if event.scene == scene.id]
    return sorted(events, key=lambda e: beats.get(e.beat, last) if e.beat else -1 if e.kind in AT_ONCE else last)


def _happens(record: Record, event: Event, number: int, present: tuple[str, ...]) -> None:
    _to_people(record, event, number)
    _to_things(record, event, number)
    who, what, to = event.who, event.what, event.to
    match event.kind:
        case "learns":
            record.learn(who, what, number)
        case "reveals":
            for listener in [to] if to else present:
                record.learn(listener, what, number)
        case "lies":
            record.denied[to, what] = number
        case "plants":
            record.planted.setdefault(what, number)
        case "pays":
            record.paid.setdefault(what, number)
        case "becomes" if what == "captive":
            record.captive.add(who)
        case "becomes" if what == "safe":
            record.captive.discard(who)
        case "bond" if what == "married":
            record.married.add(frozenset((who, to)))


def _to_people(record: Record, event: Event, number: int) -> None:
    who, what = event.who, event.what
    match event.kind:
        case "dies":
            record.dead[who] = number
        case "returns":
            record.dead.pop(who, None)
            record.gone.discard(who)
        case "hurt":
            record.hurt.setdefault(who, {})[what] = number
            record.healed.get(who, {}).pop(what, None)
        case "heals":
            record.hurt.get(who, {}).pop(what, None)
            record.healed.setdefault(who, {})[what] = number


def _to_things(record: Record, event: Event, number: int) -> None:
    who, what = event.who, event.what
    match event.kind:
        case "wears":
            record.wears[who] = (int(what), number)
        case "takes" | "gives":
            record.before[what] = record.holds[what][0] if what in record.holds else who
            record.holds[what] = (who if event.kind == "takes" else event.to, number)
            record.lost.pop(what, None)
        case "loses":
            record.holds.pop(what, None)
            record.lost[what] = (who, number)


def _is_said(record: Record, bible: Bible, script: Script, number: int) -> None:
    scenes = {scene.id: scene for scene in script.scenes}
    people = {person.id: person.name for person in bible.characters}
    names = {part for person in bible.characters for part in person.full_name.split()}
    record.lines[number] = [
        line.text
        for line in script.lines()
        if _says_little(line.text) and not names & set(re.findall(r"\w+", line.text))
    ]
    for line in script.lines():
        scene = scenes[line.id.rpartition(".")[0]]
        for id, name in people.items():
            if re.search(rf"\b{re.escape(name)}\b", line.text):
                record.called.setdefault(id, number)
                record.overheard |= {(who, f"name.{id}") for who in (*scene.present, line.speaker, line.to)}
        if today := weekday_said(line.text):
            record.weekdays.append((number, scene.day, today))
        if line.to and says_kin(line.text):
            record.kin[line.speaker, line.to] = number


def _says_little(text: str) -> bool:
    """Tell whether a line says nothing that could be a fault of another kind when it is said again."""
    about = r"\b(my|you|your|today|truth|secret|name|dead|who|brother|sister|i do)\b"
    return len(text.split()) > 5 and not re.search(about, text.lower()) and not weekday_said(text)
