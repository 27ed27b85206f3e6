"""The sheet a script is put down on: ids, clock, who is in the room, and the events that every scene makes true."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ....memory.bible import Bible, Hour, Location, Weather
from ....memory.library import CardBeat, Pattern, Turn
from ....memory.script import Beat, EpisodeOutline, Event, EventKind, Line, Scene
from ....memory.state import HOURS, NAME, SECRET, State, apply
from .planner import Played, ground
from .slots import Cast, fill
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
_WORDED = ("hurt", "sound", "promised", "kept", "broken")
_BECOMES = {"exposed": "exposed", "accused": "accused", "captive": "captive", "safe": "safe"}


_SEEN = (
    "a cut over the left eye",
    "a bruise along the jaw",
    "a gash on the forearm",
    "a cracked rib",
    "a graze on the temple",
)
"""What is hurt of somebody of whom a card says only that it is so."""


_BLOOD = re.compile(r"\b(?:bandage|blood|bleed|cloth|burnt?|needle|ice|drip|flame|wound|hurt|knuckles|ankle|hand)\w*\b")
"""Where a card shows what is hurt."""


@dataclass(frozen=True)
class Effect:
    """A ground condition that holds after a beat of a scene, and the words for it."""

    condition: str
    words: str = ""
    beat: int = -1
    """Index of the beat that makes it true; -1: the last."""


@dataclass(frozen=True)
class Draft:
    """A scene before it is put down."""

    beats: tuple[Staged, ...]
    place: Location
    present: tuple[str, ...]
    purpose: str = ""
    cards: tuple[str, ...] = ()
    leaves: tuple[Effect, ...] = ()

    @classmethod
    def of(cls, played: Played) -> "Draft":
        """Return the draft of a move."""
        cast = Cast(played.bible, played.roles, played.obj, played.place, played.memory)
        leaves = effects_of(played.move.leaves, played.exchange.leaves, played.exchange.beats, cast, played.variant)
        return cls(
            played.beats, played.place, played.present, told(played), (played.move.id, played.exchange.id), leaves
        )

    def opened(self, beats: Sequence[Staged], effects: Sequence[Effect] = ()) -> "Draft":
        """Return the scene with beats, and what they make true, before its own."""
        later = (replace(effect, beat=effect.beat + len(beats)) for effect in self.leaves)
        return replace(self, beats=(*beats, *self.beats), leaves=(*effects, *later))

    def closed(self, beats: Sequence[Staged], effects: Sequence[Effect] = (), lead: int = 0) -> "Draft":
        """Return the scene with beats after its own; the effects count from the beat at index ``lead`` of them."""
        start = len(self.beats) + lead
        later = (replace(effect, beat=effect.beat + start) for effect in effects)
        return replace(self, beats=(*self.beats, *beats), leaves=(*self.leaves, *later))


def effects_of(
    leaves: Sequence[str], own: Mapping[str, Sequence[str]], beats: Sequence[CardBeat], cast: Cast, variant: int
) -> tuple[Effect, ...]:
    """Return what a card makes true: conditions with ids, their words filled, each at the beat that shows it."""
    assert cast.obj is not None
    found = []
    for condition in (*leaves, *own):
        words = own.get(condition) or ("",)
        text = words[variant % len(words)]
        said = fill(text, cast) if text else ""
        # A sentence begins with a capital; the words of a promise or a wound do not begin one.
        said = said[:1].lower() + said[1:] if text[:1].islower() else said
        if cast.memory is not None and condition.split()[0] in ("kept", "broken", "sound"):
            said = cast.memory.what
        (plain,) = ground((condition,), dict(cast.roles), cast.obj)
        found.append(Effect(plain, said, _moment(condition, beats)))
    return tuple(found)


def _moment(condition: str, beats: Sequence[CardBeat]) -> int:
    """Return the index of the beat that makes a condition true: where it is said, else where the scene turns."""
    kind, *ids = condition.split()
    texts = [" ".join((beat.do, *beat.say)).lower() for beat in beats]
    last = len(beats) - 1
    if kind == "hurt":
        return next((n for n, text in enumerate(texts) if _BLOOD.search(text)), 0)
    if kind == "knows":
        return next((n for n, text in enumerate(texts) if f"{{{ids[-1]}}}" in text), last)
    if kind in ("holds", "free"):
        return max((n for n, text in enumerate(texts) if "{obj" in text), default=last)
    return max((n for n, beat in enumerate(beats) if beat.jolt), default=last)


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
            return state.day, opening_hour(self.bible.premise.text, self.dice)
        if state.hour < 3 and self.dice.random() < 0.5:
            return state.day, state.hour
        return state.day + 1, self.dice.choice((0, 1, 1, 1, 2))

    def after(self, state: State, played: Played) -> State:
        """Return the state after a move, for planning the next."""
        return self.made(state, Draft.of(played).leaves)

    def made(self, state: State, effects: Sequence[Effect]) -> State:
        """Return the state after effects, for planning the next scene."""
        for effect in effects:
            event = self._effect(effect, "", "", state)
            state = apply(state, event) if event else state
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
        wounds = {who: self.state.hurt[who] for who in present if who in self.state.hurt}
        for number, beat in enumerate(beats):
            self._named(beat, id, present)
            for effect in draft.leaves:
                if effect.beat == number or (number == len(beats) - 1 and not 0 <= effect.beat <= number):
                    self._note(self._effect(effect, id, beat.id, self.state))
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
                wounds=wounds,
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
            for condition in ground(source.leaves, roles, cast.obj):
                self._note(self._effect(Effect(condition), last, beat, self.state))
        for thread in episode.pays:
            self._note(Event(kind="pays", scene=last, beat=beat, what=thread))
        for thread in episode.plants:
            self._note(Event(kind="plants", scene=last, beat=beat, what=thread))

    def _note(self, event: Event | None) -> None:
        if event is not None:
            self.events.append(event)
            self.state = apply(self.state, event)

    def _named(self, beat: Beat, scene: str, present: Sequence[str]) -> None:
        """Note who hears for the first time a name that not everybody knows."""
        if beat.line is None:
            return
        for person in self.bible.characters:
            if not person.alias or not re.search(rf"\b{re.escape(person.name)}\b", beat.line.text):
                continue
            for who in present:
                if who != beat.line.speaker and (who, NAME + person.id) not in self.state.knows:
                    self._note(Event(kind="learns", scene=scene, beat=beat.id, who=who, what=NAME + person.id))

    def _present(self, draft: Draft) -> tuple[str, ...]:
        """Return who is in the room: the move's people, and whoever acts or speaks there in person."""
        ids = list(draft.present)
        for beat in draft.beats:
            if beat.who and beat.who not in ids and (beat.via == "on" or not beat.text):
                ids.append(beat.who)
        calls = {beat.who for beat in draft.beats if beat.via == "phone"} - set(draft.present)
        return tuple(id for id in ids if id not in self.state.dead | calls)

    def _outfit(self, who: str) -> int:
        """Return what somebody wears this day: the usual, now and then another, the same all day."""
        wardrobe = self.bible.character(who).wardrobe
        number = sum(map(ord, who)) + self.day * 7
        return 1 if number % 4 == 0 and len(wardrobe) > 1 else 0

    def _effect(self, effect: Effect, scene: str, beat: str, state: State) -> Event | None:
        kind, *ids = effect.condition.split()
        first, second, third = (*ids, "", "", "")[:3]

        def event(what: EventKind, who: str = first, thing: str = "", to: str = "") -> Event:
            return Event(kind=what, scene=scene, beat=beat, who=who, what=thing, to=to)

        if kind in _WORDED:
            return self._worded(effect, event, state)
        if kind == "knows":
            return None if (first, second) in state.knows else event("learns", thing=second)
        if kind == "lied":
            told = (first, third) in state.knows and (second, third) not in state.knows
            return event("lies", thing=third, to=second) if told else None
        if kind == "named":
            hidden = self.bible.character(first).alias and (second, NAME + first) not in state.knows
            return event("learns", who=second, thing=NAME + first) if hidden else None
        if kind in _BOND:
            return event("bond", thing=_BOND[kind], to=second)
        if kind in _BECOMES:
            return event("becomes", thing=_BECOMES[kind])
        if kind == "holds":
            holder = state.holds.get(second)
            if holder == first:
                return None
            return event("gives", who=holder, thing=second, to=first) if holder else event("takes", thing=second)
        if kind == "not":
            return self._ended(ids, scene, beat, state)
        if kind == "free":
            holder = state.holds.get(first)
            return event("loses", who=holder, thing=first) if holder else None
        simple: dict[str, EventKind] = {"dead": "dies", "present": "returns", "alive": "returns", "returns": "returns"}
        idle = (kind == "present" and first not in state.gone) or (kind == "alive" and first not in state.dead)
        return None if kind not in simple or idle else event(simple[kind])

    def _worded(self, effect: Effect, event: Callable[..., Event], state: State) -> Event | None:
        """Return the event of what is said or seen in words: a wound, a promise."""
        kind, *ids = effect.condition.split()
        who, to = (*ids, "")[:2]
        if kind == "hurt":
            return None if who in state.hurt else event("hurt", thing=effect.words or self.dice.choice(_SEEN))
        if kind == "sound":
            return event("heals", thing=state.hurt[who]) if who in state.hurt else None
        if kind == "promised":
            return event("promises", thing=effect.words, to=to) if effect.words else None
        if (who, effect.words, to) not in state.promises:
            return None
        return event("keeps" if kind == "kept" else "breaks", thing=effect.words, to=to)

    def _ended(self, ids: list[str], scene: str, beat: str, state: State) -> Event | None:
        kind, first, second = (*ids, "", "", "")[:3]
        if kind == "safe":
            return Event(kind="becomes", scene=scene, beat=beat, who=first, what="endangered")
        if kind in ("accused", "captive"):
            return Event(
                kind="becomes", scene=scene, beat=beat, who=first, what="cleared" if kind == "accused" else "safe"
            )
        if kind == "hurt":
            hurt = state.hurt.get(first)
            return Event(kind="heals", scene=scene, beat=beat, who=first, what=hurt) if hurt else None
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
            # Somebody in the room is heard from a machine there, not on the telephone.
            via = "off" if via == "phone" and beat.who in present else via
            speaker = beat.who or "narrator"
            line = Line(
                id=f"{scene}.l{lines:02d}",
                speaker=speaker,
                text=beat.text,
                emotion=beat.emotion,
                to=beat.to,
                via=via,
                manner=beat.manner,
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


__all__ = ["SECRET", "Draft", "Effect", "Sheet", "effects_of"]
