"""What a season has made of its people: what each hides, wants and fears, now that it is over."""

import random

from ....memory.bible import Bible, Character
from ....memory.state import SECRET
from ..library import words
from ..script.slots import Cast, Unfillable, fill
from .aftermath import Aftermath


def fate_of(after: Aftermath, who: Character) -> str:
    """Return what has become of somebody, as a key of ``sequels.yaml``."""
    if who is after.lead:
        if who is not after.bible.characters[0]:
            return "spun"
        if not after.legacy.finished:
            return "lead_open"
        return "lead_won" if any(after.beaten(other) for other in after.others) else "lead_lost"
    found = {
        "beaten": after.beaten(who),
        "free": after.free(who),
        "child": who.look.age < 14,
        "returned": who.role == "missing" and who.id not in after.state.gone,
        "married": after.is_married(who),
        "wounded": after.hurt(who),
        "parted": after.parted(who),
        "elder": who.look.age >= 56,
        "loved": after.loves(who),
        "enemy": after.close(who) < 0,
    }
    return next((fate for fate, so in found.items() if so), "ally")


def is_out(after: Aftermath, who: Character) -> bool:
    """Tell whether a secret has come out: everybody knows it, or whoever leads the next season does."""
    if ("exposed", who.id, "") in after.state.bonds:
        return True
    knowers = {one for one, what in after.state.knows if what == SECRET + who.id} - {who.id}
    return after.lead.id in knowers or len(knowers) > 1


def changed(after: Aftermath, bible: Bible, dice: random.Random) -> tuple[Character, ...]:
    """Return the cast of a new Bible with what they hide, want and fear now.

    A secret that is not out is kept: it still waits. What replaces one that is out was never said in any season.
    """
    old = {person.id: person for person in after.bible.characters}
    said = {p.secret for past in (*after.legacy.past, after.bible) for p in past.characters}
    people: list[Character] = []
    for person in bible.characters:
        if person.id in after.state.dead:
            people.append(person)
            continue
        before = old.get(person.id)
        if before is None:
            people.append(person.model_copy(update=_parted_out(person, bible, said)))
            continue
        update = _drawn(fate_of(after, before), person, bible, said, dice) if is_out(after, before) else {}
        update = update or _waiting(after, before, person, bible, {one.wants for one in people}, dice)
        people.append(person.model_copy(update=update))
        said.add(people[-1].secret)
    return tuple(people)


def _waiting(
    after: Aftermath, before: Character, person: Character, bible: Bible, had: set[str], dice: random.Random
) -> dict[str, str]:
    """Return what somebody wants and fears now whose secret still waits."""
    kind = "lead" if before is after.lead else "child" if before.look.age < 14 else "dark" if after.dark(before) else ""
    cards = words("sequels")["kept"][kind or ("against" if after.close(before) < 0 else "near")]
    told = [_filled({"secret": "", **card}, person, bible) for card in dice.sample(cards, len(cards))]
    fresh = [one for one in told if one and one["wants"] not in had] or [one for one in told if one]
    return {key: fresh[0][key] for key in ("wants", "fears")} if fresh else {}


def _drawn(fate: str, person: Character, bible: Bible, said: set[str], dice: random.Random) -> dict[str, str]:
    """Return a secret, a wish and a fear of a fate that nobody has had, or of a plain one."""
    fates = words("sequels")["fates"]
    for cards in (fates[fate], fates["ally"] if fate != "child" else ()):
        for card in dice.sample(cards, len(cards)):
            told = _filled(card, person, bible)
            if told and _bare(told["secret"], person) not in {_bare(one, person) for one in said}:
                return told
    return {}


def _bare(secret: str, person: Character) -> str:
    """Return a secret without its subject, so that two people do not hide the same."""
    return secret.partition(" ")[2]


def _parted_out(person: Character, bible: Bible, said: set[str]) -> dict[str, str]:
    """Return the words of somebody new, from the engine's part; a plain one's where the part speaks of others."""
    own = {"secret": person.secret, "wants": person.wants, "fears": person.fears}
    for card in (own, *words("casting")["parts"][person.role]):
        told = _filled(card, person, bible)
        if told and told["secret"] not in said:
            return told
    return dict.fromkeys(own, "")


def _filled(card: dict[str, str], person: Character, bible: Bible) -> dict[str, str]:
    roles = {other.role: other for other in reversed(bible.characters)} | {"self": person}
    cast = Cast(bible, roles, bible.props[0], bible.locations[0])
    try:
        told = {key: fill(card[key], cast) for key in ("secret", "wants", "fears")}
    except Unfillable:
        return {}
    # A clause keeps its small letter, which filling takes for the beginning of a sentence.
    return {key: text[:1].lower() + text[1:] if card[key][:1].islower() else text for key, text in told.items()}
