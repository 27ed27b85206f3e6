"""Find the people of a premise: who they are, in its own words, and what they are to each other."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from ...memory.look import Sex
from .library import words
from .words import Token, is_past, listed, phrase_at, stop_words, verb_forms

_SUFFIX = re.compile(
    r"(?:er|or|ist|ian|eer|woman|man|wright|smith|monger|keeper|maid|boy|girl|ess|ster|herd|naut|ologist)$"
)


@dataclass
class Person:
    """One person as the premise has it."""

    words: str
    """As the line names this person: "missing sister"."""
    head: str
    """The noun: "sister"; for a person only named, the name."""
    kind: Literal["job", "kin", "other", "name"]
    at: int
    """Number of its first token."""
    end: int
    name: str = ""
    sex: Sex | None = None
    owner: str = ""
    """The possessive before it: "her", "the senator's"."""
    gone: str = ""
    """missing, dead, late…"""
    modifiers: tuple[str, ...] = ()
    count: int = 1
    of: int | None = field(default=None)
    """Index of the person it belongs to."""
    also: tuple[str, ...] = ()
    """What else the line says this person is: "the captain", "his daughter"."""
    relation: str = ""
    """The noun of its relation to ``of``, where that is not the head."""
    possessor: bool = False
    """Whether it stands only before what it owns: "a farmer's daughter"."""
    speaks: bool = False
    """Whether it is the "I" of the line."""

    @property
    def dead(self) -> bool:
        """Whether the premise says this person is dead."""
        return self.gone in listed("people", "dead")


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
    people = _aliased(_merged(people, items), items)
    _relate(people, items)
    _sex_by_pronouns(people, items)
    return people


@cache
def _lexicon() -> dict[str, tuple[Literal["job", "kin", "other"], str]]:
    """Map every known word for a person to its kind and, for jobs, its place and dress."""
    data = words("people")
    known: dict[str, tuple[Literal["job", "kin", "other"], str]] = {}
    for sex in ("woman", "man", "any"):
        known.update({str(word).lower(): ("other", sex) for word in data["others"][sex]})
        known.update({str(word).lower(): ("kin", sex) for word in data["kin"][sex]})
    for place, jobs in data["jobs"].items():
        for job in jobs:
            known.setdefault(str(job).lower(), ("job", place))
    return known


def person_word(word: str) -> tuple[str, str] | None:
    """Return kind and place-and-dress (jobs) or sex (others) of a known word for a person."""
    return _lexicon().get(word.lower())


def sex_of_word(text: str) -> Sex | None:
    """Return the sex that a description tells: "waitress" woman, "groom" man, "nurse" None."""
    group = text.lower().split()
    for sex in ("woman", "man"):
        if any(word in listed("people", "sexes", sex) for word in [*group, " ".join(group[-2:])]):
            return "woman" if sex == "woman" else "man"
    entry = person_word(group[-1]) if group else None
    if entry and entry[1] in ("woman", "man"):
        return "woman" if entry[1] == "woman" else "man"
    return None


@cache
def _heads() -> frozenset[str]:
    return frozenset(_lexicon()) | listed("people", "groups")


def _head_length(items: list[Token], at: int) -> int:
    """Return how many tokens from ``at`` are a word for a person."""
    length = phrase_at(items, at, _heads())
    if length == 1 and items[at].low in verb_forms() and not _noun_here(items, at):
        return 0
    if length or not items[at].is_word:
        return length
    low = items[at].low
    unknown = low in listed("people", "not_people") or low in verb_forms() or low in stop_words() or len(low) < 5
    if unknown or items[at].capital or not _SUFFIX.search(low) or _is_thing(low):
        return 0
    return 1 if _determined(items, at) else 0


def _noun_here(items: list[Token], at: int) -> bool:
    return at > 0 and (items[at - 1].low in _openers() or items[at - 1].owns or items[at - 1].low not in stop_words())


def _is_thing(low: str) -> bool:
    data = words("things")
    return any(low in group for kind in ("objects", "places") for group in data[kind].values())


@cache
def _long_things() -> frozenset[str]:
    data = words("things")
    return frozenset(
        str(w).lower() for k in ("objects", "places") for group in data[k].values() for w in group if " " in w
    )


@cache
def _openers() -> frozenset[str]:
    return listed("grammar", "determiners") | listed("grammar", "possessives") | listed("people", "numbers")


def _determined(items: list[Token], at: int) -> bool:
    """Tell whether a determiner or a possessive opens the group that ends at ``at``."""
    return any(items[i].low in _openers() or items[i].owns for i in range(_group_start(items, at), at + 1))


def _group_start(items: list[Token], head: int) -> int:
    """Return where the group of words ending at ``head`` begins: its determiner, or its first modifier."""
    at = head
    while at > 0 and head - at < 6:
        before = items[at - 1]
        if before.low in _openers():
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
    while at > 0 and items[at - 1].low in _openers():
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
    if at == 0 or items[at - 1].low in _openers() or items[at - 1].owns:
        return False
    return not low.endswith("ing") or items[at - 1].low not in _openers()


def _described(items: list[Token], at: int, before: list[Person]) -> Person | None:
    length = _head_length(items, at)
    if not length:
        return None
    last = at + length - 1
    while not items[last].owns and last + 1 < len(items):
        more = _head_length(items, last + 1)
        if not more or items[last + 1].low in verb_forms():
            break
        at, length, last = last + 1, more, last + more
    if _is_modifier(items, last):
        return None
    start = max(_group_start(items, at), before[-1].end if before else 0)
    return _person(items, start, at, last)


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
    while inner < at and (items[inner].low in _openers() - {"twin", "identical", "rival"} or items[inner].owns):
        opener.append(items[inner])
        inner += 1
    inner = min(inner, at)
    text = " ".join(item.text for item in items[inner:at] if item.is_word)
    spoken = (text + " " + " ".join(item.text for item in items[at : last + 1])).strip()
    modifiers = tuple(item.low for item in items[inner:at] if item.is_word)
    groups = words("people")["groups"]
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
    while last + 1 < len(items) and not items[last].owns and _is_name(items, last + 1) and items[last + 1].capital:
        last += 1
    name = _bare_possessive(" ".join(i.text for i in items[first : last + 1]))
    sex = _sex_of_name(name.split()[0])
    head = item.low if titled else name
    if titled and titles[item.low] != "any":
        sex = "woman" if titles[item.low] == "woman" else "man"
    head = {"dr": "doctor"}.get(head, head)
    kind: Literal["job", "name"] = "job" if titled and person_word(head) else "name"
    full = f"{item.text} {name}" if titled else name
    return Person(full, head, kind, at, last + 1, name=name, sex=sex)


@cache
def first_names() -> dict[str, Sex]:
    """Map every known first name to its sex."""
    data = words("names")
    names: dict[str, Sex] = {str(name): "woman" for name in data["woman"] + data["also_woman"]}
    names.update({str(name): "man" for name in data["man"] + data["also_man"]})
    return names


def _sex_of_name(name: str) -> Sex | None:
    return first_names().get(name)


def _is_name(items: list[Token], at: int) -> bool:
    item = items[at]
    if not item.is_word or not item.capital or (item.text.isupper() and len(item.text) > 1) or len(item.low) < 2:
        return False
    if item.low in listed("grammar", "nationalities") | stop_words() | _openers() or item.text[0].isdigit():
        return False
    if _bare_possessive(item.text) in first_names():
        return True
    if item.low in _heads() or _is_thing(item.low) or item.low in verb_forms():
        return False
    if at == 0 or items[at - 1].text in '.!?:;"“':
        return at + 1 < len(items) and (
            items[at + 1].text == "," or items[at + 1].low in verb_forms() | listed("grammar", "auxiliaries")
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


def _merged(people: list[Person], items: list[Token]) -> list[Person]:
    """Join a name to the description beside it: "her sister Ana", "Mia, a nurse", "a nurse named Mia"."""
    merged: list[Person] = []
    for person in people:
        last = merged[-1] if merged else None
        gap = [item.low for item in items[last.end : person.at]] if last else []
        apposed = gap in ([","], ["named"], ["called"], []) and last is not None
        if last and apposed and person.kind == "name" and not last.name and (gap != [","] or items[last.at].low != "a"):
            last.name, last.end = person.name, person.end
            last.sex = last.sex or person.sex
        elif (
            last
            and gap == [","]
            and last.kind == "name"
            and person.kind != "name"
            and items[person.at].low in _openers()
        ):
            last.words, last.head, last.kind = person.words, person.head, person.kind
            last.owner, last.gone, last.modifiers = person.owner, person.gone, person.modifiers
            last.sex, last.end = last.sex or person.sex, person.end
        elif not _same(person, merged, items):
            merged.append(person)
    return merged


def _same(person: Person, known: list[Person], items: list[Token]) -> bool:
    """Tell whether this is somebody already named: "the nurse" after "a night-shift nurse"."""
    opener = items[person.at].low
    for other in known:
        if person.name and person.name.split()[0] in (other.name.split() or [""]):
            return True
        if opener in ("the", "this", "that") and person.head == other.head and not person.modifiers:
            return True
        if opener in listed("grammar", "possessives") and person.words == other.words and person.owner == other.owner:
            return True
        # "the tenant is her own mother", "the man turns out to be his father" stay two: a twist is worth a face.
    return False


_BECOMING = frozenset({"is", "was", "am", "are", "be", "been", "being", "become", "becomes", "becoming", "as"})
_BETWEEN = frozenset(
    {"secretly", "really", "actually", "now", "only", "the", "in", "fact", "none", "other", "than", "not", "just"}
)


def _aliased(people: list[Person], items: list[Token]) -> list[Person]:
    """Fold what somebody is said to be into that person: "he claims to be the captain"."""
    kept: list[Person] = []
    for person in people:
        at = person.at - 1
        while at > 0 and items[at].low in _BETWEEN and at > person.at - 4:
            at -= 1
        said = (
            at > 0
            and items[at].low in _BECOMING
            and not (items[at].low == "as" and items[at - 1].low in ("as", "same"))
        )
        speaks = (said and items[at - 1].low in ("i", "i'm")) or (at >= 0 and items[at].low == "i'm")
        if (not said and not speaks) or (not kept and not speaks) or items[person.end - 1].owns:
            kept.append(person)
        elif speaks:
            person.speaks = True
            kept.append(person)
        else:
            _fold(kept[-1], person)
    return kept


def _fold(into: Person, said: Person) -> None:
    into.also = (*into.also, said.words)
    into.sex = into.sex or said.sex
    if said.kind == "kin" and said.owner and into.kind != "kin":
        into.owner, into.relation = said.owner, said.head


def _relate(people: list[Person], items: list[Token]) -> None:
    """Find whose sister, boss, husband each one is."""
    for index, person in enumerate(people):
        person.possessor = items[person.end - 1].owns
        previous = people[index - 1] if index else None
        if previous and items[person.at - 1].owns and previous.end == person.at:
            person.of = index - 1
        elif person.owner and person.owner.lower() not in listed("grammar", "possessives"):
            person.of = next(
                (i for i, other in enumerate(people) if i != index and other.end in (person.at, person.at + 1)), None
            )
        if person.of is None and (person.owner or person.kind == "kin") and index > 0 and person.owner.lower() != "its":
            person.of = _owner(people, index)
        after = items[person.end].low if person.end < len(items) else ""
        if person.of is None and after == "of" and index + 1 < len(people) and people[index + 1].at <= person.end + 2:
            person.of = index + 1


def _owner(people: list[Person], index: int) -> int:
    wanted: Sex | None = {"her": "woman", "his": "man"}.get(people[index].owner.lower())  # type: ignore[assignment]
    if wanted is None:
        return 0
    fits = [i for i in range(index) if people[i].sex in (wanted, None)]
    certain = [i for i in fits if people[i].sex == wanted and i]
    return 0 if 0 in fits or not certain else certain[-1]


def _sex_by_pronouns(people: list[Person], items: list[Token]) -> None:
    """Give the first person the sex of the pronouns that follow, others what "who lost his…" says of them."""
    she, he = {"she", "her", "herself", "hers"}, {"he", "his", "him", "himself"}
    for index, person in enumerate(people):
        if person.sex:
            continue
        until = people[index + 1].at if index + 1 < len(people) else len(items)
        span = [item.low for item in items[person.end : until]]
        if index and not (span and span[0] in ("who", "whose", ",")):
            continue
        span = [item.low for item in items[person.end :]] if index == 0 else span
        for word in span:
            if word in she | he:
                person.sex = "woman" if word in she else "man"
                break


__all__ = ["Person", "find_people", "first_names", "is_past", "person_word", "sex_of_word"]
