"""A seat: one character on the way to be cast, and how old each is."""

import random
import re
from dataclasses import dataclass, field

from ....memory.bible import Role
from ....memory.library import Part
from ....memory.look import Sex
from ..premise.person import Person


@dataclass
class Seat:
    """One character on the way to be cast."""

    role: Role
    part: Part | None = None
    person: Person | None = None
    to_lead: str = ""
    name: str = ""
    surname: str = ""
    job: str = ""
    sex: Sex = "woman"
    age: int = 30
    temper: str = "warm"
    dead: bool = False
    gone: bool = False
    relations: dict[int, str] = field(default_factory=dict)
    """Seat number to what that one is to me."""


def ages(seats: list[Seat], dice: random.Random) -> None:
    """Set the age of everybody: by role, by the words for them, and so that parents are older than children."""
    base = {
        "lead": (25, 32),
        "love": (27, 35),
        "rival": (26, 36),
        "villain": (42, 58),
        "ally": (24, 34),
        "elder": (56, 70),
        "child": (8, 11),
        "stranger": (28, 44),
        "missing": (25, 33),
    }
    for seat in seats:
        low, high = base[seat.role]
        text = " ".join(
            [*(seat.person.modifiers if seat.person else ()), seat.person.head if seat.person else "", seat.job]
        )
        text = re.sub(r"\S+['’]s? ", "", text)
        for cue, years in _AGES:
            if re.search(rf"\b(?:{cue})\b", text):
                low, high = years
                break
        seat.age = dice.randint(low, high)
    lead = seats[0]
    for seat in seats[1:]:
        if seat.person and seat.person.owner == "same":
            seat.age = lead.age + dice.choice((-2, 0, 2)) if "twin" not in seat.person.words else lead.age
            continue
        if not seat.person and lead.age > 50:
            _among_elders(seat, lead, dice)
        head = (seat.person.relation or seat.person.head) if seat.person else seat.to_lead
        if re.fullmatch(r"(?:step)?(?:mother|father|mom|dad|mum|parent)(?:-in-law)?", head):
            seat.age = max(seat.age, lead.age + dice.randint(22, 30))
        elif re.fullmatch(r"grand(?:mother|father|ma|pa)", head):
            seat.age = max(68, lead.age + 40)
        elif re.fullmatch(r"(?:step)?(?:son|daughter|child|baby|kid)", head):
            if seat.role == "child" or seat.age < 15:
                lead.age = max(lead.age, seat.age + 23)
            else:
                lead.age, seat.age = max(lead.age, 47), min(seat.age, 24)
        elif head in ("grandson", "granddaughter"):
            lead.age, seat.age = max(lead.age, 66), 23 if seat.role != "child" else seat.age


def _among_elders(seat: Seat, lead: Seat, dice: random.Random) -> None:
    """Give an old lead loves of that age, and no mother of a hundred and one."""
    if seat.role == "love":
        seat.age = lead.age + dice.randint(-7, 4)
    if seat.to_lead in ("mother", "father", "grandmother", "grandfather"):
        seat.to_lead, seat.age = "old friend", min(max(seat.age, lead.age), 78)


_AGES = (
    ("teenage|teen|teenager|high school|schoolgirl|schoolboy|student|freshman", (17, 19)),
    ("grandmother|grandfather|grandma|grandpa|granny|elderly|old|ancient", (66, 74)),
    ("matriarch|patriarch|crone|pensioner", (66, 74)),
    ("retired|aging|ageing|veteran|widower|professor|dowager", (54, 62)),
    ("young|youngest|intern|apprentice|undergraduate|newlywed|bride", (22, 25)),
    ("baby|newborn|toddler|child|page|schoolchild|kid", (7, 9)),
    ("king|queen|judge|senator|mayor|general|founder|principal|captain|detective|chief", (38, 52)),
)
