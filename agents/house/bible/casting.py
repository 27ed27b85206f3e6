"""Cast a series: every person of the premise, and the parts its engine needs."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

from ....memory.bible import Character, Relation, Role
from ....memory.library import Engine, Part
from ....memory.look import Look, Sex, Voice
from ..library import words
from ..premise.person import Person, origin_of, person_word, sex_of_word
from ..premise.reader import Reading, lead_of
from .kinship import relate
from .parts import heads, part_of
from .seat import Seat, ages
from .wardrobe import wardrobe

Looks = Callable[[int, Sex, int, str, str], Look]
"""``looks(seed, sex, age, temper, origin)``; the origin is a word for where the name comes from: "latin"."""


Voices = Callable[[Sequence[tuple[Sex, int, str]], int], Sequence[Voice]]
"""``voices([(sex, age, temper), …], seed)``: one voice each, all different."""


MOST = 8
"""Characters of a series."""


def cast_series(
    reading: Reading, engine: Engine, period: str, seed: int, looks: Looks, voices: Voices
) -> tuple[Character, ...]:
    """Return the cast: lead first, then the premise's people, then the engine's. Names share no initial."""
    dice = random.Random(f"cast:{seed}:{reading.text}")
    seats = _seats(reading, engine, dice)
    for seat in seats:
        _fill_seat(seat, seats, reading, period, dice)
    ages(seats, dice)
    relate(seats, reading)
    _name(seats, reading, period, dice)
    said = voices([(seat.sex, seat.age, seat.temper) for seat in seats], seed)
    return tuple(
        _character(
            number,
            seat,
            seats,
            period,
            looks(seed * 31 + number, seat.sex, seat.age, seat.temper, origin_of(seat.name)),
            said[number],
            dice,
        )
        for number, seat in enumerate(seats)
    )


def _seats(reading: Reading, engine: Engine, dice: random.Random) -> list[Seat]:
    people = [copy for person in reading.people for copy in _copies(person)] or [
        Person("stranger", "stranger", "other", 0, 0)
    ]
    first = reading.people[lead_of(reading.people)] if reading.people else people[0]
    start = next(i for i, person in enumerate(people) if person is first)
    ordered = [people[start], *people[:start], *people[start + 1 :]][:MOST]
    free = [part for part in engine.cast if part.role != "lead"]
    lead_part = next((part for part in engine.cast if part.role == "lead"), None)
    seats = [Seat("lead", lead_part, ordered[0])]
    for person in ordered[1:]:
        role, gone, dead = part_of(person, reading, {part.role for part in free})
        if not gone and role == "love" and any(seat.role == "love" for seat in seats):
            role = "rival"
        part = next((part for part in free if part.role == role), None)
        if part:
            free.remove(part)
        seats.append(Seat(role, part, person, gone=gone, dead=dead))
    told = roles_told(engine)
    for part in free:
        needed = part.role in told and not any(seat.role == part.role for seat in seats)
        if needed or (not part.optional and part.role not in told and len(seats) < MOST):
            seats.append(Seat(part.role, part))
    at_least: tuple[Role, ...] = ("rival", "ally", "love", "elder")
    for role in at_least:
        if len(seats) < 4 and not any(seat.role == role for seat in seats):
            seats.append(Seat(role))
    return seats


def roles_told(engine: Engine) -> set[Role]:
    """Return the roles that the engine's turns speak of: its season cannot be told without them."""
    texts = [turn.model_dump_json() for turn in engine.turns] + [engine.question, *engine.arc, *engine.titles]
    text = " ".join(texts).lower()
    return {part.role for part in engine.cast if "{" + part.role in text or f'"{part.role}"' in text}


def _copies(person: Person) -> list[Person]:
    """Return one person for each of a group: "two sisters"."""
    if person.count < 2:
        return [person]
    extra = [
        Person(person.words, person.head, person.kind, person.at, person.end, sex=person.sex, owner="same")
        for _ in range(person.count - 1)
    ]
    return [person, *extra]


def _fill_seat(seat: Seat, seats: list[Seat], reading: Reading, period: str, dice: random.Random) -> None:
    person, parts = seat.person, words("casting")["parts"][seat.role]
    if seat.part is None:
        data = dice.choice(parts)
        seat.part = Part(
            role=seat.role,
            about="",
            to_lead="",
            secret=data["secret"],
            wants=data["wants"],
            fears=data["fears"],
            tempers=tuple(data["tempers"]),
        )
    tempers = seat.part.tempers
    said = [word for word in (person.modifiers if person else ()) if word in words("casting")["speech"]]
    taken = [other.temper for other in seats if other is not seat and other.part]
    fresh = [temper for temper in tempers if temper not in taken] or list(tempers)
    seat.temper = said[0] if said else dice.choice(fresh)
    if person and person.kind != "kin" and person.kind != "name" and person.head not in heads("plain"):
        seat.job = " ".join(
            word if word.isupper() else word.lower()
            for word in (person.words if not person.name else person.head).split()
        )
    elif person and (
        trade := next(
            (word for word in person.also if (known := person_word(word.split()[-1])) and known[0] == "job"), ""
        )
    ):
        seat.job = trade.lower()
    elif person and (called := _by_owner(person, reading)):
        seat.job = called
    else:
        pool = [job for job in seat.part.jobs if period == "now"] or words("casting")["jobs"][period][seat.role]
        taken_jobs = [other.job for other in seats] + [other.person.head for other in seats if other.person]
        sex = person.sex if person else None
        fitting = [job for job in pool if not sex or sex_of_word(job) in (None, sex)] or list(pool)
        seat.job = dice.choice([job for job in fitting if job not in taken_jobs] or fitting)
    seat.to_lead = seat.part.to_lead
    lead = seats[0]
    against: Sex = "man" if lead.sex == "woman" else "woman"
    default: Sex = against if seat.role == "love" else dice.choice(("woman", "man"))
    told = person.sex if person and person.sex else sex_of_word(seat.job) if not person else None
    seat.sex = told or (sex_of_word(seat.to_lead) if not person else None) or default


def _by_owner(person: Person, reading: Reading) -> str:
    """Return what somebody is called after the one they belong to: "lighthouse keeper's daughter"."""
    owner = reading.people[person.of] if person.of is not None and person.owner != "same" else None
    if owner is None or person.kind != "kin" or owner.kind != "job" or not owner.possessor or owner.name:
        return ""
    return f"{owner.words.lower()}'s {person.head}" if owner is not reading.people[lead_of(reading.people)] else ""


def _name(seats: list[Seat], reading: Reading, period: str, dice: random.Random) -> None:
    data = words("names")
    old = period in ("history", "fantasy")
    initials: set[str] = set()
    for seat in seats:
        if seat.person and seat.person.name and seat.person.owner != "same":
            given = seat.person.name.split()
            seat.name, seat.surname = given[0], " ".join(given[1:])
            initials.add(seat.name[0])
    surnames = list(data["old_surnames" if old else "surnames"])
    dice.shuffle(surnames)
    taken = {word.lower() for word in reading.text.split()}
    for seat in seats:
        if not seat.name:
            pool = [
                n
                for n in data[f"old_{seat.sex}" if old else seat.sex]
                if n[0] not in initials and n.lower() not in taken
            ]
            pool = pool or [n for n in data[seat.sex] if n[0] not in initials]
            family = next((origin_of(seats[other].name) for other in _blood(seat) if seats[other].name), "")
            pool = [n for n in pool if family and origin_of(n) == family] or pool
            seat.name = dice.choice(pool)
            initials.add(seat.name[0])
    for number, seat in enumerate(seats):
        kin = [other for other, kind in seat.relations.items() if kind.removeprefix("late ") in _SAME_NAME]
        shared = next((seats[other].surname for other in kin if seats[other].surname), "")
        fresh = surnames[number % len(surnames) :] + surnames[: number % len(surnames)]
        taken_surnames = {other.surname for other in seats}
        own = next((n for n in fresh if origin_of(n) == origin_of(seat.name) and n not in taken_surnames), "")
        seat.surname = seat.surname or shared or own or fresh[0]


def _blood(seat: Seat) -> list[int]:
    """Return the numbers of those this one is related to by blood."""
    kinds = _SAME_NAME - {"husband", "wife"}
    return [other for other, kind in sorted(seat.relations.items()) if kind.removeprefix("late ") in kinds]


_SAME_NAME = frozenset(
    [
        "sister",
        "brother",
        "mother",
        "father",
        "daughter",
        "son",
        "grandmother",
        "grandfather",
        "grandson",
        "granddaughter",
        "husband",
        "wife",
        "child",
        "twin",
    ]
)


def slug(name: str) -> str:
    """Return a name as an id: "Ji-woo" gives "ji_woo"."""
    letters = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    plain = re.sub(r"[^\w]+", "_", letters.lower()).encode("ascii", "ignore").decode().strip("_")
    return plain or "person"


def _character(
    number: int, seat: Seat, seats: list[Seat], period: str, look: Look, voice: Voice, dice: random.Random
) -> Character:
    assert seat.part is not None
    ids = _ids(seats)
    named = {other.role: other.name for other in reversed(seats)} | {"self": seat.name}
    relations = tuple(Relation(to=ids[other], kind=kind) for other, kind in sorted(seat.relations.items()))

    def put(text: str) -> str:
        return _put(text, named, seats, seat)

    return Character(
        id=ids[number],
        name=seat.name,
        full_name=f"{seat.name} {seat.surname}".strip(),
        role=seat.role,
        job=seat.job,
        look=look,
        look_words=look_words(look, seat),
        wardrobe=wardrobe(seat, period, dice),
        voice=voice,
        speech=words("casting")["speech"][seat.temper],
        temper=seat.temper,
        secret=put(seat.part.secret),
        wants=put(seat.part.wants),
        fears=put(seat.part.fears),
        relations=relations,
    )


def _ids(seats: list[Seat]) -> list[str]:
    ids: list[str] = []
    for seat in seats:
        id = slug(seat.name)
        ids.append(id if id not in ids else f"{id}_{len(ids) + 1}")
    return ids


_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


_FORMS = {
    "they": ("she", "he"),
    "them": ("her", "him"),
    "their": ("her", "his"),
    "theirs": ("hers", "his"),
    "themself": ("herself", "himself"),
}


def _put(text: str, named: dict[str, str], seats: list[Seat], seat: Seat) -> str:
    """Fill a part's clause: ``{self}``, ``{lead}``, ``{rival.their}``; an absent role is left as its plain word."""

    def one(match: re.Match[str]) -> str:
        key, form = match.group(1).lower(), match.group(2)
        who = (
            seat if key == "self" else next((other for other in seats if other.role == key and other is not seat), None)
        )
        if form == "job":
            return who.job if who else "stranger"
        if form in _FORMS:
            return _FORMS[form][0 if (who or seat).sex == "woman" else 1]
        return who.name if who else {"missing": "the one who left", "love": "somebody else"}.get(key, "somebody")

    return _SLOT.sub(one, text)


def look_words(look: Look, seat: Seat) -> str:
    """Return a look in words: "a woman of 29, pixie hair, glasses"."""
    noun = ("girl" if seat.sex == "woman" else "boy") if seat.age < 16 else seat.sex
    hair = look.hair.replace("_", " ")
    extra = [
        word
        for word, there in (
            ("glasses", look.glasses),
            ("freckles", look.freckles),
            ("a scar", look.scar),
            ("a mole", look.mole),
        )
        if there
    ]
    beard = (
        [f"{'a ' if look.beard == 'goatee' else ''}{look.beard}{' beard' if look.beard == 'full' else ''}"]
        if look.beard != "none"
        else []
    )
    return ", ".join([f"a {noun} of {seat.age}", "bald" if hair == "bald" else f"{hair} hair", *beard, *extra])
