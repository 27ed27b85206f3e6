"""Choose the moves of an episode: needs honoured, secrets kept until their time, nothing used twice."""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ....memory.bible import Bible, Character, Location, Prop
from ....memory.library import Exchange, Move
from ....memory.script import Cliff, EpisodeOutline
from ....memory.state import SECRET, State, holds_true
from ..library import words
from .memories import Memory
from .slots import Cast, Unfillable
from .staging import Staged, spoken_words, stage

_EARLIEST = {
    "lead": 0.02,
    "ally": 0.12,
    "stranger": 0.15,
    "love": 0.2,
    "rival": 0.25,
    "child": 0.3,
    "missing": 0.35,
    "elder": 0.45,
    "villain": 0.55,
}
"""How far into the season a role's secret keeps."""

_NEVER = ("dead", "returns", "away")
"""Effects that only a turn of the season may have."""


@dataclass(frozen=True)
class Played:
    """A move as it will be played."""

    bible: Bible
    move: Move
    exchange: Exchange
    roles: dict[str, Character]
    obj: Prop
    place: Location
    beats: tuple[Staged, ...]
    variant: int = 0
    """Which alternative of the lines is spoken."""
    memory: Memory | None = None

    @property
    def present(self) -> tuple[str, ...]:
        """Ids of those in the room."""
        return tuple(person.id for key, person in self.roles.items() if not stays_away(self.move, key))


def stays_away(move: Move, key: str) -> bool:
    """Tell whether a role is not in the room and does not come."""
    return f"away {key}" in move.needs and f"present {key}" not in move.leaves


@dataclass(frozen=True)
class Wanted:
    """What an episode wants of a scene."""

    bible: Bible
    episode: EpisodeOutline
    length: int
    """Episodes of the season."""
    families: tuple[str, ...]
    obj: Prop
    used: frozenset[str]
    places: tuple[Location, ...]
    words: tuple[int, int] = (40, 95)
    here: frozenset[str] = frozenset()
    """Who is in the room already, or must be at the end."""
    period: str = "now"
    seed: int = 1
    narrow: bool = True
    """Draw on this seed's share of the library only."""
    kept: str = ""
    """Id of an object that is not to change hands here."""
    cliff: Cliff | None = None
    """What the episode is to end on, if a move may end it."""
    unseen: frozenset[str] = frozenset()
    """Who stands in the premise and has not been seen yet."""
    theme: frozenset[str] = frozenset()
    """Stems of what the premise and the turn speak of."""
    told: frozenset[frozenset[str]] = frozenset()
    """Who has had a scene together in this episode."""
    before: frozenset[str] = frozenset()
    """What earlier seasons have used: rather not again."""
    memories: tuple[Memory, ...] = ()
    """What can be spoken of; dearest first."""
    day: int = 1


def choose(wanted: Wanted, moves: Sequence[Move], state: State, dice: random.Random) -> Played | None:
    """Return the move that serves best and can be played here and now; ``None`` if there is none."""
    ranked = sorted(
        (
            (_score(move, wanted) + 1.5 * dice.random() + 3.5 * luck(wanted.seed, move.id), number, move)
            for number, move in enumerate(moves)
        ),
        key=lambda item: (-item[0], item[1]),
    )
    best: tuple[float, Played] | None = None
    for base, _, move in ranked:
        if best is not None and base + 6.0 < best[0]:
            break
        for roles, memory in _bindings(move, wanted, state):
            played = _played(move, roles, memory, wanted, state, dice)
            if played is None:
                continue
            score = base + _fit(move, roles, wanted, played)
            if best is None or score > best[0]:
                best = (score, played)
    return best[1] if best else None


def _score(move: Move, wanted: Wanted) -> float:
    families = wanted.families
    for place, family in enumerate(families):
        if family in (move.id, move.family):
            return 6.0 - 1.2 * place - abs(move.tension - wanted.episode.tension)
    return -2.0 * abs(move.tension - wanted.episode.tension)


@cache
def luck(seed: int, id: str) -> float:
    """Return how much a season likes a card, 0 to 1: so two seeds of one premise draw on different cards."""
    return random.Random(f"luck:{seed}:{id}").random()


def _bindings(move: Move, wanted: Wanted, state: State) -> Iterator[tuple[dict[str, Character], Memory | None]]:
    """Yield the ways to give the roles to people who may play them, and what they remember if the move recalls."""
    here = [p for p in wanted.bible.characters if p.id in wanted.episode.cast and p.id not in state.dead]
    memories: Sequence[Memory | None] = (None,)
    if move.recalls:
        memories = [m for m in wanted.memories if m.kind == move.recalls and m.age(wanted.day) >= move.after]
    for memory in memories:
        fits = []
        for key, roles in move.roles.items():
            away = stays_away(move, key)
            bound = memory.roles.get(key, "") if memory else ""
            free = [p for p in here if not bound or p.id == bound]
            if bound and away:
                free = [p for p in wanted.bible.characters if p.id == bound]
            fits.append([p for p in free if (not roles or p.role in roles) and (away or p.id not in state.gone)])
        for people in itertools.product(*fits):
            if len({person.id for person in people}) == len(people):
                yield dict(zip(move.roles, people, strict=True)), memory


def _fit(move: Move, roles: dict[str, Character], wanted: Wanted, played: Played) -> float:
    score = 3.5 * _ends(played.exchange, wanted) + 3.0 * len({p.id for p in roles.values()} & wanted.unseen)
    score += 0.8 * min(2, len(wanted.theme & _stems_of(played.exchange)))
    lead = wanted.bible.characters[0].id
    if lead not in played.present:
        score -= 3.0 * (frozenset(played.present) in wanted.told)
        score -= 4.0 * any(lead not in people for people in wanted.told)
    for key, person in roles.items():
        preferred = move.roles[key]
        score += 1.0 - 0.25 * preferred.index(person.role) if preferred else 0.5
        score += 1.4 * (person.id in wanted.here) - 0.7 * (bool(wanted.here) and person.id not in wanted.here)
        score += 1.5 * (person.role == "lead") + 0.4 * (person.id in wanted.episode.cast[:3])
        tempers = played.exchange.tempers.get(key)
        score += 0.0 if not tempers else 0.8 if person.temper in tempers else -0.8
    if played.memory is not None:
        score += 4.0 * (1.0 - wanted.memories.index(played.memory) / len(wanted.memories))
    score -= 2.5 * any(beat.text in wanted.before for beat in played.beats if beat.text)
    return score + 0.5 * (not played.exchange.places or played.place.set in played.exchange.places)


def _ends(exchange: Exchange, wanted: Wanted) -> bool:
    """Tell whether an exchange stops on what the episode is to stop on."""
    return wanted.cliff is not None and exchange.cliff == wanted.cliff and bool(exchange.out)


def _ground(condition: str, roles: dict[str, Character], obj: Prop) -> str:
    """Put ids for role keys: ``knows a secret.b`` gives ``knows mia secret.dana``."""

    def one(word: str) -> str:
        if word == "obj":
            return obj.id
        if word.startswith(SECRET):
            person = roles.get(word.removeprefix(SECRET))
            return SECRET + person.id if person else word
        return roles[word].id if word in roles else word

    kind, *rest = condition.split()
    if kind == "not":
        return "not " + _ground(" ".join(rest), roles, obj)
    return " ".join([kind, *(one(word) for word in rest)])


def ground(conditions: Sequence[str], roles: dict[str, Character], obj: Prop) -> tuple[str, ...]:
    """Return conditions with ids in place of role keys."""
    return tuple(_ground(condition, roles, obj) for condition in conditions)


def _played(
    move: Move,
    roles: dict[str, Character],
    memory: Memory | None,
    wanted: Wanted,
    state: State,
    dice: random.Random,
) -> Played | None:
    props = [wanted.obj, *(prop for prop in wanted.bible.props if prop.id != wanted.obj.id)]
    props = [prop for prop in props if prop.id != wanted.kept] or props
    if memory is not None:
        props = [prop for prop in wanted.bible.props if prop.id == memory.prop] if memory.prop else props[:1]
    for obj in props:
        if all(holds_true(state, need) for need in ground(move.needs, roles, obj)) and not _spoils(
            move, roles, obj, wanted
        ):
            played = _exchange(move, roles, obj, memory, wanted, state)
            if played is not None:
                return played
    return None


def _spoils(move: Move, roles: dict[str, Character], obj: Prop, wanted: Wanted) -> bool:
    """Tell whether the move would do what only a turn may, or let a secret out too soon."""
    for effect in move.leaves:
        kind = effect.split()[0]
        if kind in _NEVER or (kind == "married" and wanted.episode.number < wanted.length * 0.6):
            return True
        told = re.search(r"secret\.(\w+)", effect)
        if told and not may_tell(roles.get(told.group(1)), wanted):
            return True
        if kind == "exposed" and not may_tell(roles.get(effect.split()[1]), wanted, 0.25):
            return True
    return False


def may_tell(person: Character | None, wanted: Wanted, later: float = 0.0) -> bool:
    """Tell whether a person's secret may come out in this episode."""
    return person is not None and wanted.episode.number >= (_EARLIEST[person.role] + later) * wanted.length


def _exchange(
    move: Move, roles: dict[str, Character], obj: Prop, memory: Memory | None, wanted: Wanted, state: State
) -> Played | None:
    here = {p.id for key, p in roles.items() if not stays_away(move, key)}
    away = frozenset(p.id for p in roles.values() if p.id not in here)
    narrow = wanted.narrow and memory is None
    own = [exchange for exchange in move.exchanges if not narrow or luck(wanted.seed, exchange.id) >= 0.7]
    fresh = [exchange for exchange in own if exchange.id not in wanted.used]
    order = sorted(
        fresh,
        key=lambda e: (
            3.0 * (e.id in wanted.before)
            - 2.0 * _ends(e, wanted)
            - 0.4 * _temper(e, roles)
            - 1.5 * luck(wanted.seed, e.id)
        ),
    )
    found: Played | None = None
    for exchange in order:
        place = _place(exchange, wanted)
        if (
            place is None
            or _out_of_time(exchange, wanted.period)
            or not _secrets_known(exchange, move, roles, state, wanted)
            or not _object_here(exchange, move, obj, here, state)
            or _hurts_again(exchange, roles, obj, state)
        ):
            continue
        cast = Cast(wanted.bible, roles, obj, place, memory, wanted.day, state.knows)
        for variant in _variants_of(exchange, wanted):
            try:
                beats = stage(exchange.beats, cast, variant, away)
            except Unfillable:
                break
            low, high = wanted.words
            said = {beat.text for beat in beats if beat.text}
            if not low <= spoken_words(beats) <= high or said & wanted.used:
                continue
            played = Played(wanted.bible, move, exchange, roles, obj, place, beats, variant, memory)
            if not said & wanted.before:
                return played
            found = found or played
    return found


def _variants_of(exchange: Exchange, wanted: Wanted) -> Iterator[int]:
    """Yield the alternatives of an exchange in this season's order."""
    count = _variants(exchange)
    start = wanted.seed + int(luck(wanted.seed // 2, exchange.id + "?") * 6)
    yield from ((start + turn) % count for turn in range(count))


def _hurts_again(exchange: Exchange, roles: dict[str, Character], obj: Prop, state: State) -> bool:
    """Tell whether it would hurt somebody who is hurt, or a third person: wounds few enough to be remembered."""
    hurts = [effect for effect in ground(tuple(exchange.leaves), roles, obj) if effect.startswith("hurt ")]
    return any(holds_true(state, effect) or len(state.hurt) >= 2 for effect in hurts)


@cache
def _modern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('things')['modern'])})\b", re.I)


def anachronistic(text: str, period: str) -> bool:
    """Tell whether a text has things in it that the period has not."""
    return period in ("history", "fantasy") and _is_modern(text)


@cache
def _is_modern(text: str) -> bool:
    return _modern().search(text) is not None


def _out_of_time(exchange: Exchange, period: str) -> bool:
    """Tell whether an exchange has a telephone or another thing in it that the period has not."""
    calls = period in ("history", "fantasy") and any(beat.via == "phone" for beat in exchange.beats)
    return calls or anachronistic(_texts(exchange), period)


def _temper(exchange: Exchange, roles: dict[str, Character]) -> int:
    return sum(person.temper in exchange.tempers[key] for key, person in roles.items() if key in exchange.tempers)


def _variants(exchange: Exchange) -> int:
    return max((len(beat.say) for beat in exchange.beats if beat.say), default=1)


def _place(exchange: Exchange, wanted: Wanted) -> Location | None:
    ordered = [*wanted.places, *(place for place in wanted.bible.locations if place not in wanted.places)]
    sets = exchange.places or _hinted(exchange)
    for place in ordered:
        if not sets or place.set in sets:
            return place
    return None if exchange.places else wanted.places[0]


def _hinted(exchange: Exchange) -> tuple[str, ...]:
    """Return the sets that the things in an exchange call for, where it names none."""
    return _hinted_by(_texts(exchange).lower())


@cache
def _hinted_by(text: str) -> tuple[str, ...]:
    found = [
        (sum(bool(re.search(rf"\b{word}\b", text)) for word in hint["words"]), hint)
        for hint in words("settings")["hints"]
    ]
    best = max(found, key=lambda item: item[0])
    return tuple(best[1]["sets"]) if best[0] else ()


@cache
def stems(text: str) -> frozenset[str]:
    """Return the stems of the longer words of a text: what it speaks of."""
    plain = frozenset(words("things")["plain"])
    return frozenset(word[:6] for word in re.findall(r"[a-z]{5,}", text.lower()) if word not in plain)


def _stems_of(exchange: Exchange) -> frozenset[str]:
    return stems(re.sub(r"\{[\w.]+\}", " ", _texts(exchange)))


def _texts(exchange: Exchange) -> str:
    return " ".join(text for beat in exchange.beats for text in (*beat.say, beat.do)) + exchange.out


def _secrets_known(exchange: Exchange, move: Move, roles: dict[str, Character], state: State, wanted: Wanted) -> bool:
    """Tell whether the secrets spoken in it may be, and are known to who speaks (or found out in the move)."""
    for key in set(re.findall(r"\{[Ss]ecret\.(\w+)\}", _texts(exchange))):
        person = roles.get(key)
        if not may_tell(person, wanted):
            return False
        learnt = any(f"secret.{key}" in effect for effect in (*move.leaves, *move.needs))
        if (
            person
            and not learnt
            and sum((p.id, SECRET + person.id) in state.knows for p in roles.values()) < len(roles)
        ):
            return False
    return True


def _object_here(exchange: Exchange, move: Move, obj: Prop, here: set[str], state: State) -> bool:
    """Tell whether the object that is handled can be in the room."""
    handled = "{obj" in _texts(exchange).lower() and move.recalls != "first"
    if not handled and not any(beat.show for beat in exchange.beats):
        return True
    return state.holds.get(obj.id, "") in here | {""}


__all__ = ["Played", "Wanted", "anachronistic", "choose", "ground", "may_tell"]
