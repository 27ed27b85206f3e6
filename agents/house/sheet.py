"""The sheet a script is put down on: ids, clock, who is in the room, and the events that every scene makes true."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...memory.bible import Bible, Hour, Location, Weather
from ...memory.library import Pattern, Turn
from ...memory.script import Beat, EpisodeOutline, Event, EventKind, Line, Scene
from ...memory.state import HOURS, SECRET, State, apply
from .planner import Played, ground
from .slots import Cast
from .staging import Staged

_BOND = {
    "trusts": "trust",
    "distrusts": "distrust",
    "loves": "love",
    "enemies": "enemy",
    "allies": "ally",
    "married": "married",
    "owes": "owes",
}
_BECOMES = {"exposed": "exposed", "accused": "accused", "captive": "captive", "safe": "safe"}


@dataclass(frozen=True)
class Draft:
    """A scene before it is put down."""

    beats: tuple[Staged, ...]
    place: Location
    present: tuple[str, ...]
    purpose: str = ""
    cards: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    """Ground conditions that hold after it."""

    @classmethod
    def of(cls, played: Played) -> "Draft":
        """Return the draft of a move."""
        leaves = ground(played.move.leaves, played.roles, played.obj)
        return cls(
            played.beats, played.place, played.present, told(played), (played.move.id, played.exchange.id), leaves
        )


def told(played: Played) -> str:
    """Return what a move is about, its object named."""
    name = played.obj.name if played.obj else "something"
    about = played.move.about.replace("{obj}", name).replace("{Obj}", name[:1].upper() + name[1:])
    return about[:1].upper() + about[1:]


_HOURS_SAID = (
    ("night|midnight|moon|dark", 3),
    ("evening|dusk|sunset|party|gala|wedding night", 2),
    ("dawn|sunrise", 0),
)


def opening_hour(premise: str, dice: random.Random) -> int:
    """Return the hour at which the story begins, as an index of HOURS: the one the premise says, else any but dawn."""
    for said, hour in _HOURS_SAID:
        if re.search(rf"\b({said})", premise.lower()):
            return hour
    return dice.choice((1, 1, 2, 3))


class Sheet:
    """Scenes and events of an episode, in order; ``state`` follows them."""

    def __init__(self, bible: Bible, episode: EpisodeOutline, state: State, dice: random.Random) -> None:
        self.bible, self.episode, self.dice = bible, episode, dice
        self.state = state
        self.scenes: list[Scene] = []
        self.events: list[Event] = []
        self.day, self.hour = self._clock(state, episode.number)
        self.weather: Weather = dice.choice(("clear", "clear", "clear", "rain", "fog"))

    def _clock(self, state: State, number: int) -> tuple[int, int]:
        """Go on the same evening, or begin another day."""
        if number == 1:
            return 1, opening_hour(self.bible.premise.text, self.dice)
        if state.hour < 3 and self.dice.random() < 0.5:
            return state.day, state.hour
        return state.day + 1, self.dice.choice((0, 1, 1, 1, 2))

    def after(self, state: State, played: Played) -> State:
        """Return the state after a move, for planning the next."""
        for event in self._effects(Draft.of(played).leaves, "", ""):
            state = apply(state, event)
        return state

    def add(self, draft: Draft) -> None:
        """Put a scene down: its beats with ids, and what it makes true."""
        id = f"{self.episode.episode}.{len(self.scenes) + 1}"
        present = self._present(draft)
        if self.scenes and self.dice.random() < 0.35 and self.hour < 3:
            self.hour += 1
        outfits = {who: self._outfit(who) for who in present}
        beats = _numbered(id, draft.beats, present)
        for who in present:
            if self.state.where.get(who) != draft.place.id:
                self._note(Event(kind="goes", scene=id, who=who, where=draft.place.id))
            if self.state.wears.get(who, 0) != outfits[who]:
                self._note(Event(kind="wears", scene=id, who=who, what=str(outfits[who])))
        for event in self._effects(draft.leaves, id, beats[-1].id if beats else ""):
            self._note(event)
        hour: Hour = HOURS[self.hour]  # type: ignore[assignment]
        self.scenes.append(
            Scene(
                id=id,
                location=draft.place.id,
                hour=hour,
                weather=self.weather,
                day=self.day,
                present=present,
                outfits={who: number for who, number in outfits.items() if number},
                cards=draft.cards,
                purpose=draft.purpose,
                beats=beats,
            )
        )

    def ledger(self, episode: EpisodeOutline, source: Turn | Pattern, cast: Cast) -> None:
        """Note what the episode as a whole makes true: its turn's effects, threads planted and paid."""
        last = self.scenes[-1].id
        beat = self.scenes[-1].beats[-1].id
        roles = dict(cast.roles)
        if cast.obj is not None:
            for event in self._effects(ground(source.leaves, roles, cast.obj), last, beat):
                self._note(event)
        for thread in episode.pays:
            self._note(Event(kind="pays", scene=last, beat=beat, what=thread))
        for thread in episode.plants:
            self._note(Event(kind="plants", scene=last, beat=beat, what=thread))

    def _note(self, event: Event) -> None:
        self.events.append(event)
        self.state = apply(self.state, event)

    def _present(self, draft: Draft) -> tuple[str, ...]:
        """Return who is in the room: the move's people, and whoever acts or speaks there in person."""
        ids = list(draft.present)
        for beat in draft.beats:
            if beat.who and beat.who not in ids and (beat.via == "on" or not beat.text):
                ids.append(beat.who)
        calls = {beat.who for beat in draft.beats if beat.via == "phone"}
        return tuple(id for id in ids if id not in self.state.dead | calls)

    def _outfit(self, who: str) -> int:
        """Return what somebody wears this day: the usual, now and then another, the same all day."""
        wardrobe = self.bible.character(who).wardrobe
        number = sum(map(ord, who)) + self.day * 7
        return 1 if number % 4 == 0 and len(wardrobe) > 1 else 0

    def _effects(self, conditions: Sequence[str], scene: str, beat: str) -> list[Event]:
        return [event for condition in conditions if (event := self._effect(condition, scene, beat)) is not None]

    def _effect(self, condition: str, scene: str, beat: str) -> Event | None:
        kind, *ids = condition.split()
        first, second = (*ids, "", "")[:2]

        def event(what: EventKind, who: str = first, thing: str = "", to: str = "") -> Event:
            return Event(kind=what, scene=scene, beat=beat, who=who, what=thing, to=to)

        if kind == "knows":
            return event("learns", thing=second)
        if kind in _BOND:
            return event("bond", thing=_BOND[kind], to=second)
        if kind in _BECOMES:
            return event("becomes", thing=_BECOMES[kind])
        if kind == "holds":
            holder = self.state.holds.get(second)
            if holder == first:
                return None
            return event("gives", who=holder, thing=second, to=first) if holder else event("takes", thing=second)
        if kind == "promised":
            return event("promises", thing="a promise", to=second)
        if kind == "not":
            return self._ended(ids, scene, beat)
        if kind == "free":
            holder = self.state.holds.get(first)
            return event("loses", who=holder, thing=first) if holder else None
        simple: dict[str, EventKind] = {
            "hurt": "hurt",
            "sound": "heals",
            "dead": "dies",
            "present": "returns",
            "alive": "returns",
            "returns": "returns",
        }
        idle = (kind == "present" and first not in self.state.gone) or (
            kind == "alive" and first not in self.state.dead
        )
        if kind not in simple or idle or (kind == "sound" and first not in self.state.hurt):
            return None
        return event(simple[kind], thing="a wound" if kind in ("hurt", "sound") else "")

    def _ended(self, ids: list[str], scene: str, beat: str) -> Event | None:
        kind, first, second = (*ids, "", "", "")[:3]
        if kind == "safe":
            return Event(kind="becomes", scene=scene, beat=beat, who=first, what="endangered")
        if kind in ("accused", "captive"):
            return Event(
                kind="becomes", scene=scene, beat=beat, who=first, what="cleared" if kind == "accused" else "safe"
            )
        if kind == "hurt":
            return Event(kind="heals", scene=scene, beat=beat, who=first, what="a wound")
        if kind == "holds":
            return Event(kind="loses", scene=scene, beat=beat, who=first, what=second)
        if kind in _BOND:
            return Event(kind="bond", scene=scene, beat=beat, who=first, to=second, what="apart")
        return None


def _numbered(scene: str, staged: Sequence[Staged], present: Sequence[str]) -> tuple[Beat, ...]:
    beats: list[Beat] = []
    lines = 0
    for number, beat in enumerate(staged, start=1):
        line = None
        if beat.text:
            lines += 1
            via = beat.via if beat.via != "on" or beat.who in present else "phone"
            speaker = beat.who or "narrator"
            line = Line(
                id=f"{scene}.l{lines:02d}", speaker=speaker, text=beat.text, emotion=beat.emotion, to=beat.to, via=via
            )
        beats.append(
            Beat(
                id=f"{scene}.b{number:02d}",
                action=beat.action,
                who=beat.who,
                emotion=beat.emotion,
                line=line,
                prop=beat.prop,
                jolt=beat.jolt,
            )
        )
    return tuple(beats)


__all__ = ["SECRET", "Draft", "Sheet"]
