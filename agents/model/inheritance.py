"""What a season leaves, told to whoever declares the next one, within a budget; and who may lead that."""

from collections.abc import Iterable, Iterator

from ...errors import UserError
from ...memory.bible import Bible, Character
from ...memory.legacy import Legacy
from .drafting import name_of
from .exhibits import standing
from .settling import same

LEGACY_ROOM = 16_000
"""Characters of the last season that the showrunner is told: the fifth season costs what the second cost."""


def legacy_told(legacy: Legacy, room: int = LEGACY_ROOM) -> str:
    """Return what a season has left, as headed lines: people whole, all else as far as there is room."""
    bible, living = legacy.bible, living_of(legacy)
    sections: list[tuple[str, Iterable[str]]] = [
        ("THE SERIES", _series(bible)),
        ("HOW IT ENDED", [legacy.finale]),
        ("WHO LIVES", (_person(one, legacy) for one in living)),
        ("WHO IS DEAD AND STAYS DEAD", [one.name for one in bible.characters if one not in living]),
        ("THREADS STILL OPEN, THE MOST PRESSING FIRST", (f"{one.id}: {one.question}" for one in legacy.threads)),
        ("WHAT VIEWERS WERE PROMISED", legacy.promised),
        ("WHO WON", legacy.won),
        ("WHAT IT COST", legacy.cost),
        ("HOW THINGS STAND", (text for _, text in standing(legacy.state, bible, {one.id for one in living}))),
        ("PLACES", (f"{one.name} ({one.set}): {one.words}" for one in bible.locations)),
        ("OBJECTS", (f"{one.name} ({one.kind}): {one.words}" for one in bible.props)),
        ("WHAT CANON SAYS", (fact.text for fact in legacy.facts)),
    ]
    lines: list[str] = []
    for heading, said in sections:
        found = [" ".join(line.split()) for line in said if line.strip()]
        for n, line in enumerate(found):
            added = ([heading] if n == 0 else []) + [f"- {line}"]
            room -= sum(len(one) + 1 for one in added)
            if room < 0:
                return "\n".join([*lines, "(The rest had no room here.)"])
            lines += added
    return "\n".join(lines)


def _series(bible: Bible) -> Iterator[str]:
    yield f"Title: {bible.title}. It began with the line: {bible.premise.text}"
    yield f"Season {bible.season}: {bible.logline} It asked: {bible.question}"
    yield f"Genre: {bible.genre}. Tone: {bible.tone}"
    yield from (f"Rule of this world: {rule}" for rule in bible.rules)


def _person(one: Character, legacy: Legacy) -> str:
    kin = "; ".join(f"{name_of(other.to, legacy.bible)} is my {other.kind}" for other in one.relations)
    out = " (it is out)" if is_exposed(one, legacy) else ""
    return (
        f"{one.name} ({one.full_name}), {one.role}, {one.look.sex} of {one.look.age}, {one.job}, {one.temper}; "
        f"{one.look_words}. Speaks: {one.speech} Wanted {one.wants}. Feared {one.fears}. "
        f"Secret{out}: {one.secret}. {kin}"
    )


def lead_told(legacy: Legacy, lead: str) -> str:
    """Return who leads the season, as a sentence."""
    leader = leader_of(legacy, lead)
    if leader is None:
        return "Who led the last season is dead or missing. Choose who leads this one: who has most to answer for."
    if leader.role == "lead":
        return f"This season is led by {leader.name}, as before."
    return f"This season is led by {leader.name}, who has not led before: the season is theirs, and so is its question."


def leader_of(legacy: Legacy, lead: str) -> Character | None:
    """Return who leads the next season, None if that is still open; raise UserError for who cannot."""
    living = [one for one in living_of(legacy) if one.id not in legacy.state.gone]
    if lead:
        found = next((one for one in legacy.bible.characters if one.id == lead or same(one.name, lead)), None)
        if found is None or found not in living:
            why = (
                "is dead"
                if found and found.id in legacy.state.dead
                else "is missing"
                if found
                else "is not of the cast"
            )
            who = found.name if found else repr(lead)
            can = ", ".join(one.name for one in living)
            raise UserError(f"{who} {why} and cannot lead the next season. These can: {can}.")
        return found
    return next((one for one in living if one.role == "lead"), None)


def living_of(legacy: Legacy) -> list[Character]:
    """Return who of the cast is alive, in its order."""
    return [one for one in legacy.bible.characters if one.id not in legacy.state.dead]


def is_exposed(one: Character, legacy: Legacy) -> bool:
    """Tell whether somebody's secret is out."""
    return ("exposed", one.id, "") in legacy.state.bonds
