"""The words that a note may use: what is not among them may be a slip of the finger."""

import re
from collections.abc import Iterator
from functools import cache

from ..angles import names_in
from ..crew import Desk
from .examples import Wording, library
from .pattern import key_words


def known(desk: Desk) -> frozenset[str]:
    """Return words that are right as they stand: those of the grammar, its examples, and the series."""
    return _general() | frozenset(_of_series(desk))


def likely(desk: Desk) -> frozenset[str]:
    """Return words that a slip is most likely to have meant."""
    bible = desk.bible
    names = (
        [one.name for one in bible.characters]
        + [one.name for one in bible.locations]
        + [one.name for one in bible.props]
        + [name for one in desk.sets.sets for names in names_in(one).values() for name in names]
    )
    return _keys() | frozenset(word for name in names for word in _split(name))


def _of_series(desk: Desk) -> Iterator[str]:
    bible = desk.bible
    for one in bible.characters:
        yield from _split(f"{one.name} {one.full_name} {one.job} {one.alias} {' '.join(r.kind for r in one.relations)}")
    for told in [f"{place.name} {place.words}" for place in bible.locations] + [
        f"{thing.name} {thing.words}" for thing in bible.props
    ]:
        yield from _split(told)
    for scouted in desk.sets.sets:
        yield from _split(" ".join(name for names in names_in(scouted).values() for name in names))
    for script in desk.scripts.values():
        for scene in script.scenes:
            yield from _split(scene.purpose)
            for beat in scene.beats:
                yield from _split(f"{beat.action} {beat.line.text if beat.line else ''}")


@cache
def _general() -> frozenset[str]:
    notes = (word for notes in library().examples.values() for note in notes for word in _split(note))
    return _keys() | frozenset(notes)


@cache
def _keys() -> frozenset[str]:
    from .grammar import GRAMMAR

    words = library().words
    tables = (getattr(words, name) for name in Wording.model_fields)
    said = (
        word
        for table in tables
        if table and isinstance(next(iter(table.values())), tuple)
        for values in table.values()
        for value in values
        for word in _split(value)
    )
    looks = (word for one in GRAMMAR for word in key_words(one.looks))
    own = {
        "scene",
        "scenes",
        "episode",
        "episodes",
        "shot",
        "shots",
        "line",
        "lines",
        "undo",
        "redo",
        "history",
        "voice",
        "sequel",
        "character",
        "series",
        "season",
        "second",
        "seconds",
        "first",
        "third",
        "last",
        "close",
        "please",
        "should",
        "instead",
    }
    return frozenset(said) | frozenset(looks) | frozenset(own)


def _split(text: str) -> list[str]:
    return re.findall(r"[a-zà-ÿ]+", text.lower())
