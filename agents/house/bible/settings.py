"""Where a series lives and what lies about in it: locations and props of a Bible."""

import random
import re
from collections.abc import Sequence
from typing import Final, get_args

from ....memory.bible import Character, Location, Period, Prop, SetKind
from ....memory.library import Engine
from ..library import words
from ..premise.person import person_word
from ..premise.reader import Reading
from ..premise.words import has_sign

PERIODS: Final[tuple[Period, ...]] = ("history", "fantasy", "scifi")


def period_of(reading: Reading) -> Period:
    """Return now, history, fantasy or scifi, as the words of the premise say."""
    data = words("things")["periods"]
    found = {name: sum(has_sign(reading.text, word) for word in data[name]) for name in PERIODS}
    best = max(PERIODS, key=lambda name: found[name])
    modern = re.search(
        r"\b(?:phone|voicemail|text|app|email|ceo|laptop|influencer|internet|toothpaste|taxi)\b", reading.text.lower()
    )
    if not found[best] or (modern and best in ("history", "fantasy")):
        return "now"
    return "fantasy" if best == "history" and found["fantasy"] >= 1 and found["history"] < 2 else best


def locations_for(
    reading: Reading, engine: Engine, cast: Sequence[Character], period: str, dice: random.Random
) -> tuple[Location, ...]:
    """Return five locations: the premise's places, where its people work, then the engine's."""
    kinds: list[tuple[str, str]] = [(place.kind, place.words) for place in reading.places]
    for person in cast[:3]:
        job = person_word(person.job) or next(
            (found for word in reversed(person.job.split()) if (found := person_word(word))), None
        )
        if job and " " in job[1]:
            kinds.append((job[1].split()[0], ""))
    common = {"now": "common", "scifi": "common_future"}.get(period, "common_old")
    kinds += [(kind, "") for kind in (*engine.sets, *words("settings")[common])]
    chosen: list[Location] = []
    for kind, said in kinds:
        kind = _in_period(kind, period) if not said else kind
        if kind in get_args(SetKind) and all(place.set != kind for place in chosen) and len(chosen) < 5:
            chosen.append(_location(kind, said, period, dice))
    return tuple(chosen)


def _in_period(kind: str, period: str) -> str:
    if period == "now":
        return kind
    table = words("settings")["future_sets" if period == "scifi" else "old_sets"]
    return str(table.get(kind, kind))


def _location(kind: str, said: str, period: str, dice: random.Random) -> Location:
    data = words("settings")["names"][kind]
    name = dice.choice(data["old" if period in ("history", "fantasy") else "now"])
    if said and said.lower() not in _EVENTS:
        name = said if said[0].isupper() else f"the {said.lower()}"
    indoors = kind not in words("settings")["outdoors"]
    return Location.model_validate({"id": kind, "name": name, "set": kind, "words": data["words"], "indoors": indoors})


_EVENTS = frozenset(
    [
        "wedding",
        "trial",
        "marathon",
        "war",
        "party",
        "reception",
        "final",
        "funeral",
        "competition",
        "olympics",
        "tournament",
        "league",
        "marriage",
        "hearing",
        "verdict",
        "custody",
        "space",
        "mars",
        "moon",
        "sea",
        "ocean",
        "court",
        "home",
        "town",
        "city",
        "village",
        "room",
        "school",
        "field",
    ]
) | {
    "wedding day",
    "death row",
    "murder trial",
    "small town",
    "world cup",
}


def props_for(reading: Reading, cast: Sequence[Character], genre: str, dice: random.Random) -> tuple[Prop, ...]:
    """Return the objects: the premise's odd one first, then its others, then one or two of the genre."""
    props: list[Prop] = []
    things = list(reading.objects)
    if reading.odd_object in things:
        things.sort(key=lambda thing: thing is not reading.odd_object)
    for thing in things[:3]:
        tail = reading.odd_tail if thing is reading.odd_object else ""
        name = re.sub(r"^(?:own|other|same)\s+", "", thing.words.lower() if not thing.words.isupper() else thing.words)
        holder = "" if props else cast[0].id
        data = {"id": "", "name": f"the {name}", "kind": thing.kind, "words": speakable(tail), "holder": holder}
        _add(props, Prop.model_validate(data), dice)
    table = words("settings")["props"]
    for data in dice.sample(table.get(genre, table["drama"]), len(table.get(genre, table["drama"]))):
        if len(props) < 3:
            _add(props, Prop(id="", holder=cast[0].id if not props else "", **data), dice)
    return tuple(props)


def _add(props: list[Prop], prop: Prop, dice: random.Random) -> None:
    id = re.sub(r"\W+", "_", prop.name.removeprefix("the ").lower()).strip("_")
    if all(other.id != id for other in props):
        data = prop.model_dump() | {"id": id, "words": prop.words or _plain_odd(prop.kind, dice)}
        props.append(Prop(**data))


def _plain_odd(kind: str, dice: random.Random) -> str:
    table = words("settings")["odd_of"]
    return str(dice.choice(table.get(kind, table["any"])))


def speakable(tail: str) -> str:
    """Return what is odd about an object so that "It's …" can stand before it; empty where it cannot."""
    if re.match(r"(?:that|which) (?:has been|had been|is|was) ", tail):
        return re.sub(r"^(?:that|which) (?:has been|had been|is|was) ", "", tail)
    if re.search(r"\b(?:he|she|they|his|her|him|their|them|himself|herself|my|your|belonged)\b", tail):
        return ""
    if re.match(r"(?:that|which|he|she|they|only|nobody|no one|to|with|of)\b", tail):
        return ""
    return tail


KEPT = 3
"""Locations of a season that the next one goes back to, at least."""
PLACES = 5


def locations_later(
    known: Sequence[Location],
    earlier: Sequence[Location],
    reading: Reading | None,
    engine: Engine,
    period: str,
    dice: random.Random,
) -> tuple[Location, ...]:
    """Return the five locations of a later season: most are known, what is new is what it needs.

    ``earlier`` are those of all seasons: a place that the series goes back to is the same place.
    """
    kinds = [(place.kind, place.words) for place in (reading.places if reading else ())]
    kinds += [(_in_period(set, period), "") for set in engine.sets]
    there = {place.id: place for place in reversed(earlier)}
    wanted = [kind for kind, _ in kinds]
    stay = [*known[:KEPT], *(place for place in known[KEPT:] if place.set in wanted)]
    join: list[Location] = []
    for kind, said in kinds:
        if kind in get_args(SetKind) and all(place.set != kind for place in (*stay, *join)):
            join.append(there.get(kind) or _location(kind, said, period, dice))
    chosen = [*stay, *join[: max(0, PLACES - len(stay))]]
    chosen += [place for place in known if place not in chosen]
    return tuple(chosen[:PLACES])
