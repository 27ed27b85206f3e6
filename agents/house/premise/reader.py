"""Read the user's one line with care: its people, places, objects, its secret, and the odd detail in its own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ....errors import UserError
from ....memory.bible import Premise
from ..library import words
from .intake import refuse_other_languages, taken_in
from .oddity import odd_detail
from .people import find_people
from .person import Person, first_names
from .things import Thing, find_things
from .words import Token, listed, stop_words, tokens, verb_forms

LONGEST = 1000
"""Characters of a premise."""


@dataclass(frozen=True)
class Reading:
    """All that was found in a premise; `Premise` is what is kept of it."""

    text: str
    """The story in it: see `taken_in`."""
    items: tuple[Token, ...]
    people: tuple[Person, ...]
    objects: tuple[Thing, ...]
    places: tuple[Thing, ...]
    odd: str
    odd_object: Thing | None
    odd_tail: str
    secret: str
    given: str
    """The whole line as it was given."""

    def premise(self) -> Premise:
        """Return the document."""
        return Premise(
            text=self.given,
            people=tuple(person.words for person in self.people),
            places=tuple(place.words for place in self.places),
            objects=tuple(thing.words for thing in self.objects),
            odd=self.odd,
            relations=tuple(_relation(self.people, person) for person in self.people if person.of is not None),
            secret=self.secret,
        )


def read(text: str) -> Premise:
    """Return what the line says; raise ``UserError`` where there is nothing to build a series on."""
    return survey(text).premise()


def survey(text: str) -> Reading:
    """Return everything that is found in a premise; errors as `read`."""
    given = " ".join("".join(mark if mark.isprintable() or mark.isspace() else " " for mark in text).split())
    if not given:
        raise UserError(
            "The premise is empty: give one line, for example "
            "“A night-shift nurse gets a voicemail from her missing sister, dated tomorrow”."
        )
    if len(given) > LONGEST:
        raise UserError(f"The premise has {len(given):,} characters; give one or two sentences, at most {LONGEST:,}.")
    line = taken_in(given)
    items = tokens(line)
    refuse_other_languages(line, items)
    people = find_people(items)
    objects = find_things(items, "objects", people)
    places = find_things(items, "places", people)
    people = _with_owner(people, items)
    people = _with_narrator(people or _pronoun_person(items, objects, places), items)
    known = (people or objects or places) and not _babble(items, people, objects, places)
    odd, thing, tail = odd_detail(line, items, people, objects) if known else ("", None, "")
    if not odd:
        raise UserError(
            "Nothing in the premise can be built on: name somebody and what happens, "
            "for example “A chef who lost his taste must cook for the critic who ruined him”."
        )
    return Reading(
        line, tuple(items), tuple(people), tuple(objects), tuple(places), odd, thing, tail, _secret(line), given
    )


def _relation(people: Sequence[Person], person: Person) -> str:
    owner = people[person.of] if person.of is not None else person
    return f"{person.words} is {person.head} of {owner.words}"


def _babble(items: list[Token], people: Sequence[Person], objects: Sequence[Thing], places: Sequence[Thing]) -> bool:
    """Tell whether too few of the words are known to make a sentence."""
    low = [item.low for item in items if item.is_word]
    english = stop_words() | listed("grammar", "determiners") | listed("grammar", "possessives") | verb_forms()
    known_people = [p for p in people if p.kind != "name" or p.name.split()[0] in first_names()]
    spans = [(person.at, person.end) for person in known_people] + [
        (thing.at, thing.end) for thing in (*objects, *places)
    ]
    found = sum(end - at for at, end in spans)
    known = sum(word in english for word in low) + found
    return bool(low) and known < 0.25 * len(low)


def _pronoun_person(items: list[Token], objects: Sequence[Thing], places: Sequence[Thing]) -> list[Person]:
    """Take "she", "he", "I" or "you" for the lead where nobody else is named."""
    for at, item in enumerate(items):
        if item.low in ("she", "he", "i", "you", "someone", "somebody", "we", "they") and (
            objects or places or len(items) > 4
        ):
            person = Person("stranger", "stranger", "other", at, at + 1)
            person.sex = "woman" if item.low == "she" else "man" if item.low == "he" else None
            return [person]
    return []


_MINE = frozenset({"i", "my", "me", "i'm", "i've", "you", "your", "we", "our"})
_OF_WIVES = frozenset({"husband", "ex-husband", "boyfriend", "ex-boyfriend", "fiancé", "groom"})
_OF_HUSBANDS = frozenset({"wife", "ex-wife", "girlfriend", "ex-girlfriend", "fiancée", "bride"})


def _with_narrator(people: list[Person], items: list[Token]) -> list[Person]:
    """Add the "I" of the line, unless it says who that is."""
    said = any(item.low in _MINE for item in items)
    if not said or (not people and len(items) < 4) or any(person.speaks for person in people):
        return people
    if len(people) == 1 and people[0].head == "stranger" and items[people[0].at].low in _MINE:
        people[0].speaks = True
        return people
    mine = {person.head for person in people if person.owner.lower() in _MINE}
    narrator = Person("stranger", "stranger", "other", 0, 0, speaks=True)
    narrator.sex = "woman" if mine & _OF_WIVES else "man" if mine & _OF_HUSBANDS else None
    for person in people:
        person.of = None if person.of is None else person.of + 1
        if person.owner.lower() in _MINE:
            person.of = 0
    return [narrator, *people]


def _with_owner(people: list[Person], items: list[Token]) -> list[Person]:
    """Add who "her" is in "Her husband comes home", where the line does not say."""
    first = people[0] if people else None
    if first is None or first.kind != "kin" or first.owner.lower() not in ("her", "his") or lead_of(people) != 0:
        return people
    if any(person.of is None for person in people[1:]):
        return people
    woman = first.owner.lower() == "her"
    pair = words("casting")["inverse"].get(first.head)
    word = str(pair[0 if woman else 1]) if pair else "woman" if woman else "man"
    for person in people:
        person.of = 0 if person is first else None if person.of is None else person.of + 1
    owner = Person(word, word, "other", 0, 0, sex="woman" if woman else "man")
    return [owner, *people]


def lead_of(people: Sequence[Person]) -> int:
    """Return the number of the person the story is about."""
    for index, person in enumerate(people):
        if person.speaks:
            return index
    for index, person in enumerate(people):
        waits = person.possessor or person.aside or person.gone or ("dying" in person.modifiers and len(people) > 1)
        if not waits:
            return index
    owners = [index for index, person in enumerate(people) if person.possessor and not person.aside]
    return owners[0] if owners else 0


def _secret(line: str) -> str:
    """Return the clause that tells a secret, in the premise's own words; empty if none does."""
    low = line.lower()
    for sign in sorted(listed("grammar", "secrets"), key=lambda word: (-len(word), word)):
        place = re.search(rf"\b{re.escape(sign)}\b", low)
        if place:
            end = re.search(r"[;:.!?]", line[place.start() :])
            return line[place.start() : place.start() + end.start() if end else len(line)].strip(" ,")
    return ""
