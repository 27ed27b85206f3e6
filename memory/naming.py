"""Who and what is meant by a name in a text: people, places and objects of one series."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from .bible import Bible

_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its)\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:^|[.!?;:,(“\"]\s*|\b(?:and|as|while|where|when)\s)$")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "sir", "madam", "captain", "detective", "professor", "doctor"})


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


class Cast:
    """The names of a series. Whoever or whatever several could be meant by is meant by none."""

    def __init__(self, bible: Bible) -> None:
        self.bible = bible
        self._people = _unique(
            (key, person.id)
            for person in bible.characters
            for key in {_key(person.name), _key(person.full_name), _key(person.id), _key(person.alias)}
        )
        partly = _unique(
            (word, person.id)
            for person in bible.characters
            for word in {*words_of(person.name), *words_of(person.full_name)} - _TITLES
        )
        self._people = {**partly, **self._people}
        self._people.pop("", None)
        self._places = _unique(
            (key, place.id) for place in bible.locations for key in {_key(place.name), _key(place.id)}
        )
        self._props = _unique((key, prop.id) for prop in bible.props for key in {_key(prop.name), _key(prop.id)})
        self.said = _unique(
            (name, person.id)
            for person in bible.characters
            for name in {person.name, person.full_name, person.full_name.split()[0] if person.full_name else ""}
            if name
        )
        """Names as they are written in running text, with the person of each."""
        shown = "|".join(re.escape(name) for name in sorted(self.said, key=len, reverse=True)) or r"(?!)"
        self.name = re.compile(rf"(?<![\w-])(?:{shown}|{shown.upper()})(?![\w-])")

    @property
    def names(self) -> list[str]:
        """All names of people, in small letters."""
        return sorted(self._people)

    @property
    def place_names(self) -> list[str]:
        """All names of places, in small letters."""
        return sorted(self._places)

    def shown(self, name: str) -> str:
        """Return the name of the person of a name in small letters."""
        return self.bible.character(self._people[name]).name

    def cue(self, name: str) -> str:
        """Return the id of whom a cue names, empty if nobody or several."""
        key = _key(name)
        if key in self._people:
            return self._people[key]
        rest = " ".join(word for word in key.split() if word not in _TITLES)
        return self._people.get(rest, "")

    def location(self, name: str) -> str:
        """Return the id of the place that a heading names, empty if none or several."""
        key = _key(name)
        if key in self._places:
            return self._places[key]
        wanted = key.split()
        ends = {id for place, id in self._places.items() if place.split()[-len(wanted) :] == wanted}
        within = {id for place, id in self._places.items() if f" {place} " in f" {key} "}
        for found in (ends, within):
            if wanted and len(found) == 1:
                return found.pop()
        return ""

    def prop(self, name: str) -> str:
        """Return the id of the object of a name, empty if none or several."""
        return self._props.get(_key(name), "")

    def person(self, name: str) -> str:
        """Return the id of the person whose name is written so in running text; empty if nobody's."""
        return self.said.get(name) or next((id for said, id in self.said.items() if said.upper() == name), "")

    def subject(self, text: str) -> str:
        """Return the id of the person with whom a text begins, empty if it begins otherwise."""
        found = self.name.match(text)
        return self.person(found[0]) if found and text[found.end() : found.end() + 2] not in ("'s", "’s") else ""

    def subjects(self, text: str) -> list[str]:
        """Return the ids of those who do something in an action: who stand at the start of a clause."""
        found = []
        for match in self.name.finditer(text):
            before, after = text[: match.start()], text[match.end() : match.end() + 2]
            if after not in ("'s", "’s") and re.search(
                r"(?:^|[.!?;:,(“\"]\s*|\b(?:and|as|while|where|when)\s)$", before
            ):
                found.append(self.person(match[0]))
        return found


def _key(name: str) -> str:
    return " ".join(words_of(_ARTICLE.sub("", name.strip())))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the ids by name, without the names that several have."""
    found: dict[str, set[str]] = {}
    for name, id in pairs:
        found.setdefault(name, set()).add(id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


@lru_cache(maxsize=4096)
def nearest(name: str, known: tuple[str, ...]) -> list[str]:
    """Return the known name that a name comes nearest to, if it comes near; a file says a wrong name many times."""
    return get_close_matches(name, known, 1, 0.6)
