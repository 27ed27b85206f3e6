"""One person as a premise has it, and the words by which people are known."""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from ....memory.look import Sex
from ..library import words
from .words import listed


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
    again: tuple[int, ...] = ()
    """Where the line names this person once more: the ends of those groups of words."""
    aside: bool = False
    """Whether the line only begins with this person: "When her friend dies, a nurse…", "every passenger"."""

    @property
    def dead(self) -> bool:
        """Whether the premise says this person is dead."""
        return self.gone in listed("people", "dead")


@cache
def lexicon() -> dict[str, tuple[Literal["job", "kin", "other"], str]]:
    """Return a map of every known word for a person to its kind and, for jobs, its place and dress."""
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
    return lexicon().get(word.lower())


def sex_of_word(text: str) -> Sex | None:
    """Return the sex that a description tells: "waitress" woman, "groom" man, "nurse" None."""
    group = text.lower().split()
    for sex in ("woman", "man"):
        if any(word in listed("people", "sexes", sex) for word in [*group, " ".join(group[-2:])]):
            return "woman" if sex == "woman" else "man"
    if group and group[-1].endswith("man") and group[-1] not in ("human", "german", "roman"):
        return "woman" if group[-1].endswith("woman") else "man"
    entry = person_word(group[-1]) if group else None
    if entry and entry[1] in ("woman", "man"):
        return "woman" if entry[1] == "woman" else "man"
    return None


@cache
def origin_of(name: str) -> str:
    """Return where a first name or a surname comes from, as a casting note would say it: "south asian"."""
    return next((origin for origin, group in words("names")["origins"].items() if name in group), "european")


@cache
def first_names() -> dict[str, Sex]:
    """Map every known first name to its sex."""
    data = words("names")
    names: dict[str, Sex] = {str(name): "woman" for name in data["woman"] + data["also_woman"]}
    names.update({str(name): "man" for name in data["man"] + data["also_man"]})
    return names
