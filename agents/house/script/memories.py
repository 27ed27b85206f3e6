"""What can be spoken of again: things that happened in the story, and are still so."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ....memory.bible import Bible, Character, SetKind
from ....memory.library import Recalled
from ....memory.numbering import numbers
from ....memory.script import Event, Line, Outline, Scene, Script
from ....memory.state import SECRET, State

QUOTED = (5, 11)
"""Words of a line that somebody may be reminded of."""

_UNQUOTED = re.compile(r"[\"“”‘—:]|\.\.\.|…|[.!?] .*[.!?] ")
_SAID_TO = re.compile(r"(?:(?:I|You|We)(?:['’](?:m|re|ve|d|ll))?|Don['’]t|Never|My|Your|Ask|Keep|Nobody) ")
"""What is said back is a sentence of its own, and from one of them to the other."""

_MEANT = ("tender", "resolve", "cold", "shame", "sad", "cry")
"""How a line is said that stays with whoever heard it."""

REMEMBERING = ("memory_", "echo_")
"""What the ids of cards begin with that speak of what happened."""

_TOLD = ("confession_", "farewell_bedside", "reunion_")
_GIVEN = ("bargain_object", "farewell_object", "confession_object", "echo_")
_AT: dict[SetKind, str] = {"rooftop": "on", "stage": "on", "ship": "on", "harbour": "at", "street": "in"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LATER = (
    (11, "a week ago"),
    (18, "two weeks ago"),
    (26, "three weeks ago"),
    (46, "a month ago"),
    (76, "two months ago"),
)


@dataclass(frozen=True)
class Memory:
    """One thing that happened and is still so. ``roles`` binds the role keys of a card that speaks of it."""

    kind: Recalled
    roles: dict[str, str] = field(default_factory=dict)
    what: str = ""
    quote: str = ""
    place: str = ""
    """Location id."""
    day: int = 1
    prop: str = ""
    episode: str = ""

    @property
    def key(self) -> str:
        """What its words are found again by in a later line; empty if they are nobody's own."""
        return self.quote or self.what.removeprefix("to ")

    def age(self, day: int) -> int:
        """Return how many days have gone by since."""
        return day - self.day

    def ago(self, day: int) -> str:
        """Say how long ago it was."""
        days = self.age(day)
        if days < 2:
            return "yesterday" if days == 1 else "today"
        if days < 7:
            return f"{_NUMBERS[days]} days ago"
        return next((words for end, words in _LATER if days < end), "months ago")

    def there(self, bible: Bible, here: str) -> str:
        """Say where it was: "on the roof"; "here", if that is where it is spoken of; empty if the place is gone."""
        for place in bible.locations:
            if place.id == self.place:
                return "here" if place.id == here else f"{_AT.get(place.set, 'in')} {place.name}"
        return ""

    def named(self, bible: Bible, here: str) -> str:
        """Name the place as one names an event by it: "since the roof"; "since that day", if it is here."""
        name = next((place.name for place in bible.locations if place.id == self.place), "")
        return "that day" if name and self.place == here else name


def retold(what: str, people: Sequence[Character], speaker: str, to: str) -> str:
    """Put the words of a promise into the mouth of one of its people: "to tell Omar" gives "to tell me"."""
    for person in people:
        if person.id not in (speaker, to):
            continue
        own, other = ("my", "me") if person.id == speaker else ("your", "you")
        what = re.sub(rf"\b{re.escape(person.name)}['’]s\b", own, what)
        what = re.sub(rf"\b{re.escape(person.name)}\b", other, what)
    return what


def remembered(
    bible: Bible,
    outline: Outline,
    scripts: Sequence[Script],
    state: State,
    recalls: Sequence[str] = (),
    first: str = "",
) -> tuple[Memory, ...]:
    """Return what can be spoken of, given every script before (of earlier seasons too) and what is true now.

    ``recalls`` are ids of open threads that the episode is to speak of; ``first`` of the object it all began with.
    """
    known = {person.id for person in bible.characters} - state.dead
    found = [memory for script in scripts for memory in _of_script(script, state)]
    found += _of_state(bible, scripts, state, first)
    found += [Memory("thread", what=t.question, day=0) for t in outline.threads if t.id in recalls]
    return tuple(
        memory for memory in found if memory.kind == "dead" or all(id in known for id in memory.roles.values())
    )


def _of_script(script: Script, state: State) -> Iterator[Memory]:
    scenes = {scene.id: scene for scene in script.scenes}
    for event in script.events:
        scene = scenes[event.scene]
        memory = _of_event(event, scene, state)
        if memory is not None:
            yield _placed(memory, scene, script)
    for scene in script.scenes:
        if _by(scene, REMEMBERING[:1]):
            continue
        for beat in scene.beats[1:]:
            if beat.line and (beat.jolt or beat.emotion in _MEANT) and quotable(beat.line):
                memory = Memory("said", {"a": beat.line.speaker, "b": beat.line.to}, quote=beat.line.text)
                yield _placed(memory, scene, script)


def quotable(line: Line) -> bool:
    """Tell whether a line can be said back to whoever said it."""
    low, high = QUOTED
    return (
        line.via == "on"
        and bool(line.to)
        and low <= len(line.text.split()) <= high
        and line.text.endswith(".")
        and not _UNQUOTED.search(line.text)
        and _SAID_TO.match(line.text) is not None
    )


def _placed(memory: Memory, scene: Scene, script: Script) -> Memory:
    return Memory(
        memory.kind, memory.roles, memory.what, memory.quote, scene.location, scene.day, memory.prop, script.episode
    )


def _of_event(event: Event, scene: Scene, state: State) -> Memory | None:
    """Return what an event left to be spoken of, if it is still so."""
    pair = {"a": event.who, "b": event.to}
    if event.kind == "promises" and (event.who, event.what, event.to) in state.promises:
        return Memory("promise", pair, event.what)
    if event.kind == "hurt" and state.hurt.get(event.who) == event.what:
        return Memory("wound", {"a": event.who}, event.what)
    if event.kind == "gives" and state.holds.get(event.what) == event.to:
        return Memory("gift" if _by(scene, _GIVEN) else "taken", pair, prop=event.what)
    if event.kind == "learns" and event.what.startswith(SECRET):
        owner = event.what.removeprefix(SECRET)
        if owner != event.who and owner in scene.present:
            return Memory("told" if _by(scene, _TOLD) else "found", {"a": owner, "b": event.who})
    if event.kind == "lies" and (event.to, event.what) in state.knows:
        return Memory("lie", pair)
    if event.kind == "becomes" and event.what in ("accused", "captive"):
        return Memory("accused" if event.what == "accused" else "captive", {"a": event.who})
    return _of_bond(event, state)


def _of_bond(event: Event, state: State) -> Memory | None:
    if event.kind != "bond" or event.who == event.to:
        return None
    kinds: dict[str, tuple[Recalled, str]] = {
        "ally": ("pact", "allies"),
        "enemy": ("rift", "enemies"),
        "distrust": ("rift", "distrusts"),
        "owes": ("debt", "owes"),
        "love": ("love", "loves"),
    }
    kind, bond = kinds.get(event.what, ("pact", ""))
    if (bond, event.who, event.to) not in state.bonds:
        return None
    return Memory(kind, {"a": event.who, "b": event.to})


def _by(scene: Scene, cards: tuple[str, ...]) -> bool:
    return any(card.startswith(cards) for card in scene.cards)


def _of_state(bible: Bible, scripts: Sequence[Script], state: State, prop: str) -> Iterator[Memory]:
    """Yield what nobody said in a scene of its own: who is gone, who is dead, and how it all began."""
    for person in bible.characters:
        if person.id in state.dead:
            yield Memory("dead", {"c": person.id}, day=0)
        elif person.id in state.gone:
            yield Memory("gone", {"c": person.id}, day=0)
    first = next((s for s in scripts if numbers(s.episode) == (bible.season, 1) and s.scenes), None)
    if first is not None:
        scene, lead = first.scenes[0], bible.characters[0].id
        yield Memory("first", {"a": lead}, place=scene.location, day=scene.day, prop=prop, episode=first.episode)


RIPE = 9
"""Days after which a wound closes, and a promise is kept or broken, rather than only spoken of."""
MOST = 8
"""Memories of a kind that an episode chooses among."""
_WEIGHT: dict[Recalled, float] = {"thread": 4.0, "promise": 2.2, "wound": 1.8, "lie": 2.0, "gift": 1.4, "told": 1.4}


def dearest(
    memories: Sequence[Memory], scripts: Sequence[Script], lead: str, day: int, dice: random.Random
) -> tuple[Memory, ...]:
    """Return the memories worth speaking of, dearest first: those not yet spoken of, and kinds that were not lately.

    ``scripts`` are those before, of this season.
    """
    said = [
        (card, line)
        for script in scripts
        for scene in script.scenes
        for card in scene.cards
        if card.startswith(REMEMBERING)
        for line in [" ".join(beat.line.text for beat in scene.beats if beat.line)]
    ]
    lately = " ".join(card for script in scripts[-3:] for scene in script.scenes for card in scene.cards)
    told = " ".join(line for _, line in said)

    def score(memory: Memory) -> float:
        age = memory.age(day)
        again = bool(memory.key) and memory.key in told
        near = -0.8 if age < 2 else 0.0
        ripe = memory.kind in ("promise", "wound") and age >= RIPE
        return (
            _WEIGHT.get(memory.kind, 1.0)
            + 3.0 * ripe
            + 0.03 * min(age, 40)
            + near
            - (5.0 if again and memory.kind == "said" else 1.2 * again)
            - 1.6 * (f"_{memory.kind}_" in lately)
            + 0.7 * (lead in memory.roles.values())
            + 1.5 * dice.random()
        )

    ranked = sorted(
        ((-score(memory), number, memory) for number, memory in enumerate(memories)), key=lambda item: item[:2]
    )
    kept: list[Memory] = []
    counts: dict[str, int] = {}
    for _, _, memory in ranked:
        counts[memory.kind] = counts.get(memory.kind, 0) + 1
        if counts[memory.kind] <= MOST:
            kept.append(memory)
    return tuple(kept)
