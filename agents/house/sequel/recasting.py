"""Cast a later season: the same people in new parts, and somebody new only where nobody can play the part."""

import random
from collections.abc import Callable, Sequence

from ....memory.bible import Character, Relation, Role
from ....memory.library import Engine, Part
from ....memory.look import Look, Sex, Voice
from ....memory.state import HEALED
from ..bible.casting import Looks, look_words, roles_told, slug
from ..bible.kinship import inverse
from ..bible.seat import Seat, ages
from ..bible.wardrobe import wardrobe
from ..library import words
from ..premise.person import Person, origin_of, sex_of_word
from .aftermath import GROWN, Aftermath, in_the_face, scars
from .situation import Situation

Beside = Callable[[Sequence[Voice], Sex, int, str, int], Voice]
"""``beside(known, sex, age, temper, seed)``: a voice that is told from those that are known."""

NEW = 2
"""People whom nobody has met, in one season."""

_ORDER: tuple[Role, ...] = ("love", "villain", "rival", "elder", "missing", "ally", "stranger", "child")
"""Parts in the order in which they are given out: who can play fewest comes first."""
_NEVER = -9.0


def roles_for(
    after: Aftermath, card: Situation, engine: Engine, x: Character | None, brought: Sequence[Role]
) -> tuple[dict[str, Role], list[Role]]:
    """Return everybody's part by id, in order of weight, and the parts that need somebody new.

    ``x`` is whom the situation is about, if the series has them; ``brought`` are the parts of those whom the user's
    line brings in.
    """
    given: dict[str, Role] = {after.lead.id: "lead"}
    new: list[Role] = [*brought]
    if x is None and (card.x_role or "stranger") not in new:
        new.append(card.x_role or "stranger")
    elif x is not None and card.x_role and x.id not in after.state.dead:
        given[x.id] = card.x_role
    told = roles_told(engine)
    wanted = [role for role in _ORDER if any(p.role == role and (role in told or not p.optional) for p in engine.cast)]
    for role in wanted:
        if role in given.values() or role in new:
            continue
        free = [p for p in after.others if p.id not in given]
        best = max(free, key=lambda p: suits(after, p, role), default=None)
        score = suits(after, best, role) if best else _NEVER
        if best and (score >= 1.0 or (len(new) >= NEW and score > _NEVER)):
            given[best.id] = role
        elif role in told or len(new) < NEW:
            new.append(role)
    for person in after.others:
        given.setdefault(person.id, rest(after, person))
    return given, new


def suits(after: Aftermath, who: Character, role: Role) -> float:
    """Return how well somebody can play a part after all that happened; from 1 it is theirs, -9 is impossible."""
    grown, dark, close = who.look.age >= GROWN, after.dark(who), after.close(who)
    gone = who.id in after.state.gone
    if gone or role == "missing":
        return 6.0 if gone and role == "missing" else _NEVER
    if role == "child" or not grown:
        return 3.0 if role == "child" and not grown else _NEVER
    scores: dict[Role, float] = {
        "love": _NEVER if dark else _loving(after, who),
        "villain": _villainous(after, who),
        "rival": (who.role == "rival") * 1.5 - close if not dark else 0.5,
        "elder": (2.0 + (who.role == "elder")) if who.look.age >= 50 and not dark else _NEVER,
        "ally": 1.0 + 0.5 * close + (who.role == "ally") if not dark else _NEVER,
        "stranger": 2.0 if after.beaten(who) else 1.2 * (who.role == "stranger") - 0.5 * close,
    }
    if role == "rival" and (after.loves(who) or who.look.age >= 62):
        return _NEVER
    # What is not finished goes on as it was, and a love that nobody has spoken of still may be one.
    stays = 2.5 * (not after.legacy.finished) * (who.role == role)
    return scores.get(role, 0.0) + stays


def _loving(after: Aftermath, who: Character) -> float:
    """Return how well somebody can be the love: who loves; else who was to, if nothing speaks against it."""
    if after.loves(who):
        return max(2.0, after.close(who) + 4.0 * after.is_married(who))
    could = who.role == "love" and not after.blood(who) and after.mutual("enemies", who) < 2
    return 1.2 if could and not any(after.loves(other) for other in after.others) else _NEVER


def _villainous(after: Aftermath, who: Character) -> float:
    """Return how well somebody can be the villain: one who was beaten not in the season after, later again."""
    if after.free(who):
        return 6.0
    if after.beaten(who):
        return _NEVER if who.role == "villain" else 1.2
    return 1.5 * after.mutual("enemies", who) - 2.5 - max(0.0, after.close(who))


def rest(after: Aftermath, who: Character) -> Role:
    """Return the part of somebody to whom the season's engine gives none."""
    if who.id in after.state.gone:
        return "missing"
    if who.look.age < GROWN:
        return "child"
    if after.dark(who):
        return "villain" if after.free(who) else "stranger"
    if after.is_married(who):
        return "love"
    if not after.legacy.finished and who.role not in ("lead", "missing"):
        return who.role
    if who.look.age >= 56:
        return "elder"
    return "rival" if after.close(who) < 0 else "ally"


def newcomer(
    role: Role,
    engine: Engine,
    known: Sequence[Character],
    lead: Character,
    period: str,
    dice: random.Random,
    looks: Looks,
    beside: Beside,
    said: Person | None = None,
) -> Character:
    """Return somebody whom nobody has met, whose face and voice are told from all that are known.

    ``said`` is how the user's line speaks of this one. Secret, wish and fear still have the slots of the part.
    """
    part = next((part for part in engine.cast if part.role == role), None) or _plain(role, dice)
    seat = _seat(role, part, known, lead, period, dice, said)
    faces = [looks(dice.randrange(2**31), seat.sex, seat.age, seat.temper, origin_of(seat.name)) for _ in range(6)]
    look = _unlike(faces, known)
    ids = {person.id for person in known}
    id = slug(seat.name) if slug(seat.name) not in ids else f"{slug(seat.name)}_{len(ids) + 1}"
    back = inverse(seat.to_lead, lead.look.sex)
    return Character(
        id=id,
        name=seat.name,
        full_name=f"{seat.name} {seat.surname}",
        role=role,
        job=seat.job,
        look=look,
        look_words=look_words(look, seat),
        wardrobe=wardrobe(seat, period, dice),
        voice=beside([p.voice for p in known], seat.sex, seat.age, seat.temper, dice.randrange(2**31)),
        speech=words("casting")["speech"][seat.temper],
        temper=seat.temper,
        secret=part.secret,
        wants=part.wants,
        fears=part.fears,
        relations=(Relation(to=lead.id, kind=back),) if back else (),
    )


def _plain(role: Role, dice: random.Random) -> Part:
    data = dice.choice(words("casting")["parts"][role])
    told = {key: data[key] for key in ("secret", "wants", "fears", "tempers")}
    return Part.model_validate({"role": role, "about": "", "to_lead": "", **told})


def _seat(
    role: Role,
    part: Part,
    known: Sequence[Character],
    lead: Character,
    period: str,
    dice: random.Random,
    said: Person | None,
) -> Seat:
    taken = {person.temper for person in known}
    temper = dice.choice([one for one in part.tempers if one not in taken] or list(part.tempers))
    pool = [one for one in part.jobs if period == "now"] or words("casting")["jobs"][period][role]
    job = said.words.lower() if said and said.kind == "job" and not said.name else ""
    job = job or dice.choice([one for one in pool if one not in {p.job for p in known}] or list(pool))
    against: Sex = "man" if lead.look.sex == "woman" else "woman"
    either: Sex = against if role == "love" else dice.choice(("woman", "man"))
    sex = (said.sex if said else None) or sex_of_word(said.words if said else job) or either
    # Nobody's blood turns up unasked: the viewer knows the family.
    strange = part.to_lead in words("things")["blood"] or "-in-law" in part.to_lead
    kin = said.head if said and said.kind == "kin" else ""
    seat = Seat(role, part, said, to_lead=kin or ("" if strange else part.to_lead), job=job, sex=sex, temper=temper)
    ages([Seat("lead", age=lead.look.age), seat], dice)
    seat.name, seat.surname = _named(sex, known, period, dice)
    if said and said.name:
        seat.name, _, family = said.name.partition(" ")
        seat.surname = family or seat.surname
    return seat


def returning(after: Aftermath, person: Character, role: Role, gap: int) -> Character:
    """Return somebody of the season before as they come into the next one: the same, marked by what happened."""
    wound = after.state.hurt.get(person.id, "")
    alive = person.id not in after.state.dead
    fallen = alive and after.dark(person) and after.beaten(person) and not person.job.startswith("former ")
    marked = aged_by_it(person, wound) if alive and scars(wound) and gap >= HEALED else person
    job = f"former {person.job}" if fallen else person.job
    return marked.model_copy(update={"role": role, "job": job, "relations": relations(after, person)})


def _named(sex: Sex, known: Sequence[Character], period: str, dice: random.Random) -> tuple[str, str]:
    data, old = words("names"), period in ("history", "fantasy")
    initials = {person.name[0] for person in known}
    names = [name for name in data[f"old_{sex}" if old else sex] if all(name != p.name for p in known)]
    name = dice.choice([name for name in names if name[0] not in initials] or names)
    taken = {person.full_name.rpartition(" ")[2] for person in known}
    surnames = [surname for surname in data["old_surnames" if old else "surnames"] if surname not in taken]
    own = [surname for surname in surnames if origin_of(surname) == origin_of(name)]
    return name, dice.choice(own or surnames)


_TOLD_BY = ("hair", "hair_colour", "skin", "beard", "glasses")
"""What tells two faces of one sex apart at a glance."""


def _unlike(faces: Sequence[Look], known: Sequence[Character]) -> Look:
    """Return the face that differs most from the one it is most like."""
    others = [person.look for person in known if person.look.sex == faces[0].sex]

    def apart(face: Look) -> float:
        return min((_apart(face, other) for other in others), default=0.0)

    return max(faces, key=apart)


def _apart(one: Look, two: Look) -> float:
    differ = sum(bool(getattr(one, what) != getattr(two, what)) for what in _TOLD_BY)
    return differ + abs(one.age - two.age) / 20


def aged_by_it(person: Character, wound: str) -> Character:
    """Return somebody as the wound has left them: a scar in words, and in the face if it is there."""
    look = person.look.model_copy(update={"scar": person.look.scar or in_the_face(wound)})
    told = f"{person.look_words}, the scar of {wound}"
    return person.model_copy(update={"look": look, "look_words": told.replace(", a scar,", ",")})


_LOVED = ("husband", "wife", "fiancé", "fiancée", "lover", "boyfriend", "girlfriend")
_FRIENDS = ("best friend", "friend", "mentor", "boss", "assistant", "colleague", "apprentice")


def relations(after: Aftermath, person: Character) -> tuple[Relation, ...]:
    """Return what everybody is to somebody now: the dead are late, who married is husband or wife, who parted is ex."""
    people = {other.id: other for other in after.bible.characters}
    ties = {relation.to: relation.kind for relation in person.relations}
    wed = {two for kind, one, two in after.state.bonds if kind == "married" and one == person.id}
    for id in sorted(wed & people.keys()):
        if after.bound("married", id, person.id):
            ties[id] = "wife" if people[id].look.sex == "woman" else "husband"
    return tuple(Relation(to=id, kind=_now(after, person, people[id], kind)) for id, kind in ties.items())


def _now(after: Aftermath, person: Character, other: Character, kind: str) -> str:
    plain = kind.removeprefix("late ")
    if other.id in after.state.dead:
        return f"late {plain}"
    held = any(after.bound(bond, *pair) for bond in ("loves", "married") for pair in _both(person, other))
    if plain in _LOVED and not held:
        return f"ex-{plain}"
    broken = all(after.bound("enemies", *pair) for pair in _both(person, other))
    fallen = plain in ("boss", "assistant") and (after.beaten(person) or after.beaten(other))
    return f"former {plain}" if (plain in _FRIENDS and broken) or fallen else kind


def _both(one: Character, two: Character) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.id, two.id), (two.id, one.id)
