"""Cast a series: every person of the premise, and the parts its engine needs."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...memory.bible import Character, Relation, Role
from ...memory.library import Engine, Part
from ...memory.look import Garment, Look, Outfit, Sex, Voice
from .library import words
from .people import Person, person_word, sex_of_word
from .reader import Reading, lead_of
from .words import listed, verb_forms

Looks = Callable[[int, Sex, int, str], Look]
"""``looks(seed, sex, age, temper)``."""
Voices = Callable[[Sequence[tuple[Sex, int, str]], int], Sequence[Voice]]
"""``voices([(sex, age, temper), …], seed)``: one voice each, all different."""

MOST = 8
"""Characters of a series."""


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


def cast_series(
    reading: Reading, engine: Engine, period: str, seed: int, looks: Looks, voices: Voices
) -> tuple[Character, ...]:
    """Return the cast: lead first, then the premise's people, then the engine's. Names share no initial."""
    dice = random.Random(f"cast:{seed}:{reading.text}")
    seats = _seats(reading, engine, dice)
    for seat in seats:
        _fill_seat(seat, seats, period, dice)
    _ages(seats, dice)
    _relate(seats, reading)
    _name(seats, reading, period, dice)
    said = voices([(seat.sex, seat.age, seat.temper) for seat in seats], seed)
    return tuple(
        _character(
            number, seat, seats, period, looks(seed * 31 + number, seat.sex, seat.age, seat.temper), said[number], dice
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
    for part in [part for part in free if not part.optional] + [part for part in free if part.optional]:
        if len(seats) >= (MOST if not part.optional else 5) or (part.role == "missing" and part.optional):
            continue
        if part.optional and any(seat.role == part.role for seat in seats):
            continue
        seats.append(Seat(part.role, part))
    for role in ("rival", "ally", "love", "elder"):
        if len(seats) < 4 and not any(seat.role == role for seat in seats):
            seats.append(Seat(role))  # type: ignore[arg-type]
    return seats


def _copies(person: Person) -> list[Person]:
    """Return one person for each of a group: "two sisters"."""
    if person.count < 2:
        return [person]
    extra = [
        Person(person.words, person.head, person.kind, person.at, person.end, sex=person.sex, owner="same")
        for _ in range(person.count - 1)
    ]
    return [person, *extra]


_HOSTILE = frozenset(
    {
        "killed",
        "ruined",
        "betrayed",
        "stole",
        "framed",
        "fired",
        "abandoned",
        "hates",
        "murdered",
        "destroyed",
        "blackmails",
        "sold",
        "humiliated",
        "hired to kill",
        "took",
        "cheated",
    }
)
_LOVE = frozenset(
    {
        "husband",
        "wife",
        "fiancé",
        "fiancée",
        "fiance",
        "fiancee",
        "girlfriend",
        "boyfriend",
        "lover",
        "groom",
        "bride",
        "ex",
        "crush",
        "soulmate",
        "suitor",
        "sweetheart",
        "spouse",
        "heartthrob",
        "playboy",
        "ex-husband",
        "ex-wife",
        "ex-boyfriend",
        "ex-girlfriend",
        "ex-lover",
        "first love",
    }
)
_ELDER = frozenset(
    {
        "mother",
        "father",
        "mom",
        "mum",
        "dad",
        "grandmother",
        "grandfather",
        "grandma",
        "grandpa",
        "aunt",
        "uncle",
        "mother-in-law",
        "father-in-law",
        "parent",
        "grandparent",
        "in-law",
        "mentor",
        "king",
        "queen",
        "emperor",
        "empress",
        "judge",
        "principal",
        "matriarch",
        "patriarch",
        "godmother",
        "godfather",
        "guardian",
        "coach",
        "general",
        "captain",
        "priest",
        "professor",
        "elder",
        "old man",
        "old woman",
    }
)
_OLD = frozenset({"dying", "old", "elderly", "aging", "ageing", "ancient", "bedridden"})
_CHILD = frozenset(
    {
        "son",
        "daughter",
        "child",
        "baby",
        "kid",
        "newborn",
        "toddler",
        "grandson",
        "granddaughter",
        "niece",
        "nephew",
        "boy",
        "girl",
        "orphan",
    }
)
_RIVAL = frozenset(
    {
        "rival",
        "enemy",
        "nemesis",
        "critic",
        "boss",
        "impostor",
        "imposter",
        "stepsister",
        "stepbrother",
        "successor",
        "bully",
        "opponent",
        "challenger",
        "understudy",
        "mistress",
        "competitor",
        "replacement",
        "founder",
    }
)
_VILLAIN = frozenset(
    {
        "killer",
        "murderer",
        "serial killer",
        "kidnapper",
        "blackmailer",
        "stalker",
        "tyrant",
        "mob boss",
        "crime boss",
        "cult leader",
        "warlord",
        "traitor",
        "captor",
        "stepmother",
        "drunk driver",
        "gangster",
        "senator",
        "mayor",
        "villain",
        "demon",
        "smuggler",
    }
)
_STRANGER = frozenset(
    {
        "stranger",
        "ghost",
        "double",
        "doppelganger",
        "doppelgänger",
        "clone",
        "passenger",
        "visitor",
        "alien",
        "android",
        "robot",
        "caller",
        "amnesiac",
        "lookalike",
        "creature",
        "monster",
        "man",
        "woman",
        "patient",
        "tenant",
        "ai",
        "dragon",
        "angel",
        "survivor",
        "client",
        "spy",
        "assassin",
    }
)


def part_of(person: Person, reading: Reading, open_roles: set[Role]) -> tuple[Role, bool, bool]:
    """Return role, whether this person is gone when the story begins, and whether dead."""
    after, before = _around(person, reading)
    died = re.match(
        r"(?:who|whose body|she|he)?\s*(?:has |had )?(?:died|drowned|was (?:killed|murdered|buried)|is dead|never came home)",
        after,
    )
    owned = reading.items[person.end - 1].owns if person.end else False
    grave = owned and re.match(
        r"(?:\w+ )?(?:death|grave|funeral|ghost|corpse|ashes|murder|killer|obituary|coffin|tomb)\b", after
    )
    killed = re.search(
        r"(?:killed|murdered|kill|murder of|buried|drowned|death of|grave of)(?: \w+)?$", before
    ) and not re.search(
        r"(?:hired|ordered|must|tries|going|sent|want\w*|plans|asked|told|paid) to kill(?: \w+)?$|will kill(?: \w+)?$",
        before,
    )
    vanished = re.match(
        r"(?:who )?(?:disappeared|vanished|went missing|was kidnapped|was taken|has been missing)", after
    )
    dead = bool(person.dead or died or grave or (killed and person.head not in _STRANGER))
    if person.gone or dead or vanished:
        return "missing", True, dead
    return _role(person, after, before, reading, open_roles), False, False


def _parent_of_lead(person: Person, reading: Reading) -> bool:
    """Tell whether the lead is called this person's child: "a farmer's daughter"."""
    lead = reading.people[lead_of(reading.people)]
    return lead.of is not None and reading.people[lead.of] is person and lead.head in _CHILD


def _around(person: Person, reading: Reading) -> tuple[str, str]:
    end = reading.items[person.end - 1].end if person.end else 0
    start = reading.items[person.at].start if person.end else 0
    return reading.text[end:].lower().strip(" ,"), reading.text[:start].lower().strip(" ,")


def _role(person: Person, after: str, before: str, reading: Reading, open_roles: set[Role]) -> Role:
    head = person.head if person.head in _VILLAIN | _LOVE | _ELDER | _RIVAL else person.head.split()[-1]
    clause = after[:48]
    if _parent_of_lead(person, reading) or any(word in _OLD for word in person.modifiers):
        return "elder"
    if (person.owner == "same" or head == "twin") and "rival" in open_roles:
        return "rival"
    if person.words.lower() in _VILLAIN or head in _VILLAIN:
        return "villain"
    if re.match(rf"who (?:\w+ )?(?:{'|'.join(sorted(_HOSTILE))})\b", clause):
        return "villain" if "villain" in open_roles and not (head in _RIVAL and "rival" in open_roles) else "rival"
    if re.search(
        r"(?:poisoned|betrayed|framed|murdered|killed|pushed|dumped|robbed|sold|fired|humiliated|abandoned|ruined) by(?: \w+)?$",
        before,
    ):
        return "villain" if "villain" in open_roles else "rival"
    romance = re.search(
        r"(?:marr\w*|falls? (?:in love with|for)|loves?|kiss\w*|dat(?:e|es|ing)|engaged to|wedding (?:of|to)|in love with|weds?|seduce\w*)(?: \w+){0,2}$",
        before,
    )
    if head in _LOVE or romance:
        return "love"
    if head in _CHILD and person.kind != "job":
        return "child" if not grown(person, reading) else "ally"
    for role, heads in (("elder", _ELDER), ("rival", _RIVAL), ("stranger", _STRANGER)):
        if head in heads:
            return role  # type: ignore[return-value]
    if person.kind == "kin":
        return "ally"
    order: tuple[Role, ...] = (
        ("love", "rival", "ally")
        if any(w in person.modifiers for w in ("cold", "handsome", "arrogant", "mysterious", "grumpy", "brooding"))
        else ("rival", "ally", "love", "stranger")
    )
    if head in (
        "friend",
        "assistant",
        "partner",
        "roommate",
        "neighbor",
        "neighbour",
        "maid",
        "nurse",
        "bodyguard",
        "intern",
        "apprentice",
    ):
        order = ("ally", "love", "rival")
    if head in ("billionaire", "ceo", "prince", "duke", "tycoon", "idol", "star"):
        order = ("love", "villain", "rival")
    return next((role for role in order if role in open_roles), order[0])


def grown(person: Person, reading: Reading) -> bool:
    """Tell whether a "son" or "daughter" must be an adult here."""
    _, before = _around(person, reading)
    doing = re.search(
        r"\b(?:fight|fights|marry|marries|rob|arrest|defend|prosecute|hire|hires|fire|race|duel|compete|competes|operate|new boss|detective|lawyer)\b",
        before[-40:],
    )
    lead = reading.people[lead_of(reading.people)]
    old = any(
        word in (*lead.modifiers, lead.head)
        for word in (
            "retired",
            "grandmother",
            "grandfather",
            "aging",
            "ageing",
            "old",
            "elderly",
            "pensioner",
            "matriarch",
        )
    )
    adult = any(word in person.modifiers for word in ("adult", "grown", "grown-up", "estranged", "pregnant", "own"))
    return bool(doing or old or adult or person.also or person.relation)


def _fill_seat(seat: Seat, seats: list[Seat], period: str, dice: random.Random) -> None:
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
    if person and person.kind != "kin" and person.kind != "name" and person.head not in _PLAIN:
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
    else:
        pool = [job for job in seat.part.jobs if period == "now"] or words("casting")["jobs"][period][seat.role]
        taken_jobs = [other.job for other in seats] + [other.person.head for other in seats if other.person]
        seat.job = dice.choice([job for job in pool if job not in taken_jobs] or list(pool))
    seat.to_lead = seat.part.to_lead
    lead = seats[0]
    against: Sex = "man" if lead.sex == "woman" else "woman"
    default: Sex = against if seat.role == "love" else dice.choice(("woman", "man"))
    told = person.sex if person and person.sex else sex_of_word(seat.job) if not person else None
    seat.sex = told or (sex_of_word(seat.to_lead) if not person else None) or default


_PLAIN = frozenset(
    ["woman", "man", "girl", "boy", "lady", "person", "stranger", "guy", "twin", "ghost", "double", "ex", "crush", "friend", "partner", "lover", "rival", "enemy", "sweetheart", "victim", "caller", "lookalike", "doppelganger", "impostor"]
) | {"best friend", "first love", "childhood sweetheart", "teenager", "teen"}


def _ages(seats: list[Seat], dice: random.Random) -> None:
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
        for cue, years in _AGES:
            if re.search(rf"\b{cue}\b", text):
                low, high = years
                break
        seat.age = dice.randint(low, high)
    lead = seats[0]
    for seat in seats[1:]:
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


_AGES = (
    ("teenage|teen|teenager|high school|schoolgirl|schoolboy|student|freshman", (17, 19)),
    ("grandmother|grandfather|elderly|old|ancient|matriarch|patriarch|crone|pensioner", (66, 74)),
    ("retired|aging|ageing|veteran|widower|professor|dowager", (54, 62)),
    ("young|youngest|intern|apprentice|undergraduate|newlywed|bride", (22, 25)),
    ("baby|newborn|toddler|child|page|schoolchild|kid", (7, 9)),
    ("king|queen|judge|senator|mayor|general|founder|principal|captain|detective|chief", (38, 52)),
)


def _inverse(kind: str, sex: Sex) -> str:
    pair = words("casting")["inverse"].get(kind)
    return str(pair[0 if sex == "woman" else 1]) if pair else ""


def _relate(seats: list[Seat], reading: Reading) -> None:
    """Set who is what to whom, both ways."""
    numbers = {id(seat.person): number for number, seat in enumerate(seats) if seat.person}
    for number, seat in enumerate(seats[1:], start=1):
        kind, owner = seat.to_lead, 0
        person = seat.person
        if person is not None:
            kind = _kind(person, seat)
            if person.of is not None and id(reading.people[person.of]) in numbers:
                owner = numbers[id(reading.people[person.of])]
        if owner == number:
            owner = 0
        _tie(seats, owner, number, kind)
        if owner != 0:
            _tie(seats, 0, number, seat.to_lead or "")
    lead_person = seats[0].person
    if lead_person and lead_person.of is not None and id(reading.people[lead_person.of]) in numbers:
        _tie(seats, numbers[id(reading.people[lead_person.of])], 0, lead_person.head)
    _close_kin(seats)


def _kind(person: Person, seat: Seat) -> str:
    kind = person.relation or person.head
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
    back = _inverse(kind, seats[owner].sex)
    if back:
        late = "late " if seats[owner].dead else ""
        seats[other].relations.setdefault(owner, late + back)


def _close_kin(seats: list[Seat]) -> None:
    """Give the lead's siblings the lead's parents, and the lead's children the lead's husband or wife only if the line says so."""
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
            seat.name = dice.choice(pool)
            initials.add(seat.name[0])
    for number, seat in enumerate(seats):
        kin = [other for other, kind in seat.relations.items() if kind.removeprefix("late ") in _SAME_NAME]
        shared = next((seats[other].surname for other in kin if seats[other].surname), "")
        seat.surname = seat.surname or shared or surnames[number % len(surnames)]


_SAME_NAME = frozenset(
    ["sister", "brother", "mother", "father", "daughter", "son", "grandmother", "grandfather", "grandson", "granddaughter", "husband", "wife", "child", "twin"]
)


def slug(name: str) -> str:
    """Return a name as an id: "Ji-woo" gives "ji_woo"."""
    plain = re.sub(r"[^\w]+", "_", name.lower()).strip("_")
    return plain.encode("ascii", "ignore").decode() or "person"


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
        look_words=_look_words(look, seat),
        wardrobe=_wardrobe(seat, period, dice),
        voice=voice,
        speech=words("casting")["speech"][seat.temper],
        temper=seat.temper,
        secret=put(seat.part.secret),
        wants=put(seat.part.wants),
        fears=put(seat.part.fears),
        relations=relations,
    )


def _ids(seats: list[Seat]) -> list[str]:
    return [slug(seat.name) for seat in seats]


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

    text = _SLOT.sub(one, text)
    return text


def _look_words(look: Look, seat: Seat) -> str:
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


def _wardrobe(seat: Seat, period: str, dice: random.Random) -> tuple[Outfit, ...]:
    """Return two or three outfits; the first is what the job or the rank wears."""
    work = _work_garment(seat)
    old = period in ("history", "fantasy")
    everyday: tuple[Garment, ...] = (
        ("dress", "blouse", "coat")
        if old and seat.sex == "woman"
        else ("shirt", "coat")
        if old
        else ("sweater", "shirt", "hoodie", "tshirt")
    )
    fine: tuple[Garment, ...] = ("gown",) if seat.sex == "woman" else ("robe",) if old else ("suit",)
    modern_only = {"scrubs", "suit", "leather", "hoodie", "tshirt"}
    if old and work in modern_only:
        work = {"scrubs": "apron", "suit": "coat", "leather": "coat"}.get(work, "coat")  # type: ignore[assignment]
    if period == "scifi" and work in ("robe", "coat", "dress", "suit", "shirt"):
        work = "uniform"
    first: list[Garment] = [work or dice.choice(everyday)]
    rest: list[Garment] = [dice.choice([g for g in everyday if g != first[0]]), dice.choice(fine)]
    if seat.age < 14:
        first, rest = [dice.choice(("sweater", "tshirt") if not old else ("shirt",))], ["coat"]
    if seat.sex == "man":
        first = [g if g not in ("dress", "gown", "blouse") else "shirt" for g in first]
    chosen = list(dict.fromkeys([*first, *rest]))
    return tuple(_outfit(garment, dice) for garment in chosen[:3])


def _work_garment(seat: Seat) -> Garment | None:
    entry = person_word(seat.job) or next(
        (found for word in reversed(seat.job.split()) if (found := person_word(word))), None
    )
    if entry and " " in entry[1]:
        garment = entry[1].split()[1]
        return garment if garment != "dress" or seat.sex == "woman" else "shirt"  # type: ignore[return-value]
    return "coat" if seat.age > 50 else None


def _outfit(garment: Garment, dice: random.Random) -> Outfit:
    data = words("casting")["garments"][garment]
    index = dice.randrange(len(data["colours"]))
    return Outfit(
        garment=garment,
        colour=data["colours"][index],
        accent=data["accent"],
        words=data["words"][index % len(data["words"])],
    )


__all__ = ["MOST", "Looks", "Voices", "cast_series", "listed", "slug", "verb_forms"]
