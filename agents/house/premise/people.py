"""Find the people of a premise: every group of words that names somebody."""

import re
from functools import cache
from typing import Literal

from ....memory.look import Sex
from ..library import words
from .person import Person, first_names, lexicon, person_word, sex_of_word
from .ties import aliased, merged, relate, set_aside, sex_by_pronouns
from .words import Token, listed, openers, phrase_at, stop_words, verb_forms

_SUFFIX = re.compile(
    r"(?:er|or|ist|ian|eer|woman|man|wright|smith|monger|keeper|maid|boy|girl|ess|ster|herd|naut|ologist)$"
)


def find_people(items: list[Token]) -> list[Person]:
    """Return the people of a premise in order, names merged into descriptions, relations resolved."""
    people: list[Person] = []
    at = 0
    while at < len(items):
        thing = phrase_at(items, at, _long_things())
        if thing > _head_length(items, at):
            at += thing
            continue
        person = _named(items, at, people) or _described(items, at, people)
        if person is None:
            at += 1
            continue
        people.append(person)
        at = person.end
    people = aliased(merged(people, items), items)
    set_aside(people, items)
    relate(people, items)
    sex_by_pronouns(people, items)
    return people


@cache
def _heads() -> frozenset[str]:
    return frozenset(lexicon()) | listed("people", "groups") | frozenset(_plurals())


@cache
def _plurals() -> dict[str, str]:
    """Map the regular plurals of the words for people that `groups` does not list: "owners" to "owner"."""
    listed_ones = listed("people", "groups")
    return {
        plural: word
        for word in lexicon()
        if (plural := _plural(word)) not in listed_ones and plural not in lexicon() and not word.endswith("s")
    }


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2] not in "aeou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def _head_length(items: list[Token], at: int) -> int:
    """Return how many tokens from ``at`` are a word for a person."""
    length = phrase_at(items, at, _heads())
    if length == 1 and items[at].low in verb_forms() and not _noun_here(items, at):
        return 0
    if length == 1 and items[at].low in stop_words() and not _opened(items, at):
        return 0
    if length == 1 and items[at].low in _plurals() and (items[at].low in verb_forms() or not _determined(items, at)):
        return 0
    if length or not items[at].is_word:
        return length
    low = items[at].low
    unknown = low in listed("people", "not_people") or low in verb_forms() or low in stop_words() or len(low) < 5
    if unknown or items[at].capital or not _SUFFIX.search(low) or _is_thing(low) or _names_thing(items, at):
        return 0
    return 1 if _determined(items, at) else 0


def _opened(items: list[Token], at: int) -> bool:
    return at > 0 and items[at - 1].low in openers()


def _names_thing(items: list[Token], at: int) -> bool:
    """Tell whether the word only says which thing: "a distress call"."""
    return not items[at].owns and at + 1 < len(items) and _is_thing(items[at + 1].low)


def _noun_here(items: list[Token], at: int) -> bool:
    return at > 0 and (items[at - 1].low in openers() or items[at - 1].owns or items[at - 1].low not in stop_words())


def _is_thing(low: str) -> bool:
    data = words("things")
    return any(low in group for kind in ("objects", "places") for group in data[kind].values())


@cache
def _long_things() -> frozenset[str]:
    data = words("things")
    return frozenset(
        str(w).lower() for k in ("objects", "places") for group in data[k].values() for w in group if " " in w
    )


def _determined(items: list[Token], at: int) -> bool:
    """Tell whether a determiner or a possessive opens the group that ends at ``at``."""
    return any(items[i].low in openers() or items[i].owns for i in range(_group_start(items, at), at + 1))


def _group_start(items: list[Token], head: int) -> int:
    """Return where the group of words ending at ``head`` begins: its determiner, or its first modifier."""
    at = head
    while at > 0 and head - at < 6:
        before = items[at - 1]
        if before.low in openers():
            return _openers_start(items, at - 1)
        if before.owns:
            return at - 1
        if before.text == "," and at > 1 and _adjective(items[at - 2]) and _opens_before(items, at - 2):
            at -= 1
            continue
        if not before.is_word or before.low in stop_words() or _finite(items, at - 1):
            break
        at -= 1
    return at


def _openers_start(items: list[Token], at: int) -> int:
    while at > 0 and items[at - 1].low in openers() and items[at - 1].low != "that":
        at -= 1
    return at


def _adjective(item: Token) -> bool:
    return item.is_word and item.low not in stop_words() and item.low not in _heads() and not _is_thing(item.low)


def _opens_before(items: list[Token], at: int) -> bool:
    return any(items[i].low in listed("grammar", "determiners") for i in range(max(0, at - 3), at))


def _finite(items: list[Token], at: int) -> bool:
    """Tell whether the word at ``at`` is a verb of the sentence, not a modifier."""
    low = items[at].low
    if low not in verb_forms():
        return False
    if at == 0 or items[at - 1].low in openers() or items[at - 1].owns:
        return False
    return not low.endswith("ing") or items[at - 1].low not in openers()


def _described(items: list[Token], at: int, before: list[Person]) -> Person | None:
    length = _head_length(items, at)
    if not length:
        return None
    last = at + length - 1
    while not items[last].owns and (next_head := _further(items, last + 1)):
        at, length = next_head
        last = at + length - 1
    if _is_modifier(items, last):
        return None
    start = max(_group_start(items, at), before[-1].end if before else 0)
    return _person(items, start, at, last)


def _further(items: list[Token], at: int) -> tuple[int, int] | None:
    """Return place and length of the real head behind a word for a person: "rival food-truck *owners*"."""
    for place in range(at, min(at + 3, len(items))):
        item = items[place]
        if not item.is_word or item.low in stop_words() | openers() | verb_forms() or item.capital:
            return None
        length = _head_length(items, place)
        if length:
            return place, length
        if item.owns or item.low.endswith("ly"):
            return None
    return None


def _is_modifier(items: list[Token], last: int) -> bool:
    """Tell whether the word for a person only modifies what follows: "nurse uniform", "police station"."""
    if items[last].owns or last + 1 >= len(items):
        return False
    following = items[last + 1]
    if not following.is_word or following.low in stop_words() or following.low in verb_forms():
        return False
    return _is_thing(following.low)


def _person(items: list[Token], start: int, at: int, last: int) -> Person:
    head = " ".join(item.low for item in items[at : last + 1])
    opener, inner = [], start
    while inner < at and (items[inner].low in openers() - {"twin", "identical", "rival"} or items[inner].owns):
        opener.append(items[inner])
        inner += 1
    inner = min(inner, at)
    text = " ".join(item.text for item in items[inner:at] if item.is_word)
    spoken = (text + " " + " ".join(item.text for item in items[at : last + 1])).strip()
    modifiers = tuple(item.low for item in items[inner:at] if item.is_word)
    groups = {**_plurals(), **words("people")["groups"]}
    count = max([int(words("people")["numbers"].get(item.low, 1)) for item in items[start:at]] or [1])
    plural = head in groups
    if plural:
        spoken, head = (text + " " + str(groups[head])).strip(), str(groups[head])
    entry = person_word(head)
    gone = next((word for word in modifiers if word in listed("people", "gone")), "")
    return Person(
        words=_bare_possessive(spoken),
        head=head,
        kind=entry[0] if entry else "job",  # type: ignore[arg-type]
        at=start,
        end=last + 1,
        sex=sex_of_word(" ".join((*modifiers, head))),
        owner=next((item.text for item in opener if item.low in listed("grammar", "possessives") or item.owns), ""),
        gone=gone,
        modifiers=modifiers,
        count=max(count, 2) if plural else 1,
    )


def _bare_possessive(text: str) -> str:
    return re.sub(r"[’']s?$", "", text)


def _named(items: list[Token], at: int, before: list[Person]) -> Person | None:
    """Read a named person: "Mia", "Detective Okafor", "Dr. Lee"."""
    item = items[at]
    titles = words("people")["titles"]
    titled = item.low in titles and item.capital and at + 1 < len(items)
    first = at + 1 if titled else at
    if titled and items[first].text == "." and first + 1 < len(items):
        first += 1
    if titled and not (_is_name(items, first) and items[first].capital):
        return None
    if not titled and not _is_name(items, at):
        return None
    last = first
    while last + 1 < len(items) and not items[last].owns and items[last + 1].capital:
        known = items[last].low.capitalize() in first_names() and items[last + 1].is_word
        if not _is_name(items, last + 1) and not (known and items[last + 1].low not in stop_words()):
            break
        last += 1
    name = _bare_possessive(" ".join(i.text for i in items[first : last + 1]))
    sex = _sex_of_name(name.split()[0])
    head = item.low if titled else name
    if titled and titles[item.low] != "any":
        sex = "woman" if titles[item.low] == "woman" else "man"
    head = {"dr": "doctor"}.get(head, head)
    kind: Literal["job", "name"] = "job" if titled else "name"
    full = f"{item.text} {name}" if titled else name
    return Person(full, head, kind, at, last + 1, name=name, sex=sex)


def _sex_of_name(name: str) -> Sex | None:
    return first_names().get(name)


def _is_name(items: list[Token], at: int) -> bool:
    item = items[at]
    if not item.is_word or not item.capital or (item.text.isupper() and len(item.text) > 1) or len(item.low) < 2:
        return False
    if item.low in listed("grammar", "nationalities") | stop_words() | openers() or item.text[0].isdigit():
        return False
    if _bare_possessive(item.text) in first_names():
        return True
    if item.low in _heads() or _is_thing(item.low) or item.low in verb_forms():
        return False
    if at == 0 or items[at - 1].text in '.!?:;"“':
        return at + 1 < len(items) and (
            items[at + 1].text == ","
            or items[at + 1].low in verb_forms() | listed("grammar", "auxiliaries")
            or (items[at + 1].capital and _is_name(items, at + 1))
        )
    place = items[at - 1].low in (
        "in",
        "at",
        "from",
        "to",
        "near",
        "of",
        "outside",
        "through",
        "across",
        "the",
        "a",
        "an",
    )
    return not place and not (at + 1 < len(items) and items[at + 1].is_word and _is_thing(items[at + 1].low))
