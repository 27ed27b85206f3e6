"""Who is what to whom, consistent both ways."""

from ....memory.look import Sex
from ..library import words
from ..premise.person import Person
from ..premise.reader import Reading
from .parts import heads
from .seat import Seat


def inverse(kind: str, sex: Sex) -> str:
    """Return what somebody of that sex is to the one who is their ``kind``: "sister" gives "brother"."""
    pair = words("casting")["inverse"].get(kind)
    return str(pair[0 if sex == "woman" else 1]) if pair else ""


def relate(seats: list[Seat], reading: Reading) -> None:
    """Set who is what to whom, both ways."""
    numbers = {id(seat.person): number for number, seat in enumerate(seats) if seat.person}
    lead_person = seats[0].person
    if lead_person and lead_person.of is not None and id(reading.people[lead_person.of]) in numbers:
        _tie(seats, numbers[id(reading.people[lead_person.of])], 0, _kind(lead_person, seats[0]))
    for number, seat in enumerate(seats[1:], start=1):
        kind, owner = seat.to_lead, 0
        person = seat.person
        if person is not None:
            kind = _kind(person, seat)
            if person.of is not None and id(reading.people[person.of]) in numbers:
                owner = numbers[id(reading.people[person.of])]
            elif person.kind == "kin" and person.owner != "same":
                kind = ""
        if owner == number:
            owner = 0
        _tie(seats, owner, number, kind)
        if owner != 0 and not (person and person.kind == "kin" and person.head in heads("love")):
            _tie(seats, 0, number, seat.to_lead or "")
    _close_kin(seats)


def _kind(person: Person, seat: Seat) -> str:
    kind = person.relation or person.head
    if person.owner == "same" and person.kind != "job":
        kind = {"son": "brother", "daughter": "sister", "child": "sibling", "twin daughter": "sister"}.get(kind, kind)
    if person.owner == "same" or person.kind == "kin" or person.owner or person.relation:
        kind = {
            "mom": "mother",
            "mum": "mother",
            "dad": "father",
            "grandma": "grandmother",
            "grandpa": "grandfather",
            "fiance": "fiancé",
            "fiancee": "fiancée",
            "twin sister": "sister",
            "twin brother": "brother",
            "groom": "fiancé",
            "bride": "fiancée",
        }.get(kind, kind)
        if kind == "sibling":
            kind = "sister" if seat.sex == "woman" else "brother"
        return kind
    return seat.to_lead if seat.to_lead and seat.role in ("love", "rival") and not seat.dead else ""


def _tie(seats: list[Seat], owner: int, other: int, kind: str) -> None:
    if not kind:
        return
    late = "late " if seats[other].dead else ""
    seats[owner].relations.setdefault(other, late + kind)
    back = inverse(kind, seats[owner].sex)
    if back:
        late = "late " if seats[owner].dead else ""
        seats[other].relations.setdefault(owner, late + back)


def _close_kin(seats: list[Seat]) -> None:
    """Give the lead's brothers and sisters the lead's parents, and each other."""
    lead = seats[0].relations
    plain = {number: kind.removeprefix("late ") for number, kind in lead.items()}
    parents = [number for number, kind in plain.items() if kind in ("mother", "father", "grandmother", "grandfather")]
    siblings = [number for number, kind in plain.items() if kind in ("sister", "brother", "twin")]
    for sibling in siblings:
        for parent in parents:
            _tie(seats, sibling, parent, plain[parent])
        for other in siblings:
            if other != sibling:
                _tie(seats, sibling, other, "sister" if seats[other].sex == "woman" else "brother")
    for one in parents:
        for two in parents:
            if one < two and plain[one] in ("mother", "father") and plain[two] in ("grandmother", "grandfather"):
                _tie(seats, one, two, "mother" if plain[two] == "grandmother" else "father")
