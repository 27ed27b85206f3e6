"""Find the objects and the places that a premise names, each with its modifiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..library import words
from .person import Person
from .words import Token, listed, phrase_at, stop_words, verb_forms


@dataclass(frozen=True)
class Thing:
    """An object or a place that the premise names."""

    words: str
    """With its modifiers, without article: "wedding ring"."""
    kind: str
    """A prop or a set kind."""
    at: int
    end: int


def find_things(items: list[Token], family: str, people: Sequence[Person]) -> list[Thing]:
    """Return the objects or the places that are named, each with its modifiers."""
    taken = {at for person in people for at in range(person.at, person.end)}
    kinds = {str(word).lower(): kind for kind, group in words("things")[family].items() for word in group}
    found: list[Thing] = []
    at = 0
    while at < len(items):
        length = phrase_at(items, at, frozenset(kinds))
        other = phrase_at(items, at, _all_kinds())
        if length < other:
            at += other
            continue
        if not length and items[at].low.endswith("s") and items[at].low[:-1] in kinds:
            length = 1
        if not length or at in taken or _is_verb(items, at):
            at += 1
            continue
        low = " ".join(item.low for item in items[at : at + length])
        start = _modifiers_start(items, at, taken)
        last = at + length
        spoken = " ".join(item.text for item in items[start:last] if item.is_word)
        following = items[last].low if last < len(items) else ""
        if following not in kinds or items[last - 1].owns:
            found.append(Thing(spoken, kinds.get(low) or kinds[low[:-1]], start, last))
        at = last
    return found


@cache
def _all_kinds() -> frozenset[str]:
    data = words("things")
    return frozenset(
        str(word).lower() for family in ("objects", "places") for kind in data[family].values() for word in kind
    )


def _is_verb(items: list[Token], at: int) -> bool:
    if items[at].low not in verb_forms() | listed("grammar", "auxiliaries") or at == 0:
        return False
    before = items[at - 1]
    if items[at].low in listed("grammar", "auxiliaries"):
        return before.low not in listed("grammar", "determiners") | listed("grammar", "possessives") and not before.owns
    nouny = before.low in listed("grammar", "determiners") | listed("grammar", "possessives") or before.owns
    return not nouny and (
        before.low in stop_words() or not before.is_word or items[at].low.endswith(("s", "ed", "ing"))
    )


def _modifiers_start(items: list[Token], at: int, taken: set[int]) -> int:
    start = at
    edge = stop_words() | listed("grammar", "determiners") | listed("grammar", "possessives")
    while start > 0 and at - start < 3 and start - 1 not in taken:
        before = items[start - 1]
        opened = start > 1 and (items[start - 2].low in article_words() or items[start - 2].owns)
        finite = before.low in verb_forms() and not opened
        if not before.is_word or before.low in edge or finite or before.owns:
            break
        start -= 1
    return start


def article_words() -> frozenset[str]:
    """Return the articles and possessives: the words behind which a thing is named."""
    return listed("grammar", "determiners") | listed("grammar", "possessives")
