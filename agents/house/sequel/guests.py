"""Whom the user's line for a sequel speaks of: people of the series, and people whom it brings in."""

from collections.abc import Sequence
from dataclasses import dataclass

from ....errors import UserError
from ....memory.bible import Character, Role
from ..bible.parts import part_of
from ..premise.intake import refuse_other_languages, taken_in
from ..premise.person import Person
from ..premise.reader import Reading, lead_of, survey
from ..premise.words import tokens
from .aftermath import Aftermath

_ALL: frozenset[Role] = frozenset({"rival", "ally", "love", "elder", "stranger", "villain", "child"})
_PRONOUNS = frozenset({"she", "he", "they", "i", "you", "we"})
_ANYBODY = frozenset({"someone", "somebody", "anybody", "anyone"})
_OWNERS = frozenset({"her", "his", "their", "my", "your", "our"})


def heard(about: str) -> Reading | None:
    """Return what a line for a sequel says; None if it only names a mood. Raises ``UserError`` for another language."""
    line = taken_in(about)
    if not line:
        return None
    refuse_other_languages(line, tokens(line))
    try:
        return survey(about)
    except UserError:
        return None


@dataclass(frozen=True)
class Guest:
    """Somebody whom the line brings in."""

    person: Person
    role: Role


def known(reading: Reading, after: Aftermath) -> tuple[list[Character], list[Guest]]:
    """Return the people of the series that a line speaks of, and those it brings in, in its order."""
    people: list[Character] = []
    guests: list[Guest] = []
    for person in reading.people:
        found = _named(person, reading, after)
        if person.end and reading.items[person.at].low in _ANYBODY:
            continue
        if found is None:
            role, gone, _ = part_of(person, reading, set(_ALL))
            guests.append(Guest(person, "stranger" if gone or role == "lead" else role))
        elif found not in people:
            people.append(found)
    return people, guests


def _named(person: Person, reading: Reading, after: Aftermath) -> Character | None:
    everybody = after.bible.characters
    called = {name.casefold() for name in (person.name, person.head, *person.also) if name}
    for one in everybody:
        if called & {one.name.casefold(), one.full_name.casefold()}:
            return one
    first = reading.items[person.at].low if person.end else "i"
    if first in _PRONOUNS or person.speaks:
        return after.lead
    if person.kind == "kin":
        return next((one for one in everybody if after.tie(after.lead, one).endswith(person.head)), None)
    job = person.head.casefold()
    return next((one for one in _first(after.lead, everybody) if one.job.casefold().split()[-1:] == [job]), None)


def _first(lead: Character, everybody: Sequence[Character]) -> list[Character]:
    return [lead, *(one for one in everybody if one is not lead)]


def about_lead(reading: Reading, after: Aftermath) -> bool:
    """Tell whether whoever leads the line is whoever leads the season, so that it can be said to their face."""
    person = reading.people[lead_of(reading.people)] if reading.people else None
    if person is None or person.at > 1 or person.kind == "kin" or reading.items[0].low in _ANYBODY | _OWNERS:
        return False
    return _named(person, reading, after) is after.lead
