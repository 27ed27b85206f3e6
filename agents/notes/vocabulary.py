"""The words that a note may use: what is not among them may be a slip of the finger."""

import re
from collections.abc import Iterator
from functools import cache

from ..crew import Desk
from .examples import Wording, library
from .pattern import key_words


def known(desk: Desk) -> frozenset[str]:
    """Return words that are right as they stand: those of the grammar, its examples, and the series."""
    return _general() | frozenset(_of_series(desk))


def likely(desk: Desk) -> frozenset[str]:
    """Return words that a slip is most likely to have meant."""
    names = {
        word.lower()
        for one in (*desk.bible.characters, *desk.bible.locations, *desk.bible.props)
        for word in re.findall(r"[A-Za-zà-ÿ]+", one.name)
    }
    return _keys() | frozenset(names)


def _of_series(desk: Desk) -> Iterator[str]:
    bible = desk.bible
    for one in bible.characters:
        yield from _split(f"{one.name} {one.full_name} {one.job} {one.alias} {' '.join(r.kind for r in one.relations)}")
    for place in (*bible.locations, *bible.props):
        yield from _split(f"{place.name} {place.words}")
    for script in desk.scripts.values():
        for scene in script.scenes:
            yield from _split(scene.purpose)
            for beat in scene.beats:
                yield from _split(f"{beat.action} {beat.line.text if beat.line else ''}")


@cache
def _general() -> frozenset[str]:
    notes = (word for notes in library().examples.values() for note in notes for word in _split(note))
    return _keys() | frozenset(notes) | frozenset(_COMMON.split())


@cache
def _keys() -> frozenset[str]:
    from .grammar import GRAMMAR

    words = library().words
    tables = (getattr(words, name) for name in Wording.model_fields)
    said = (
        word for table in tables if table and isinstance(next(iter(table.values())), tuple)
        for values in table.values() for value in values for word in _split(value)
    )  # fmt: skip
    looks = (word for one in GRAMMAR for word in key_words(one.looks))
    own = {"scene", "scenes", "episode", "episodes", "shot", "shots", "line", "lines", "undo", "redo", "history", "voice", "sequel",
           "character", "series", "season", "second", "seconds", "first", "third", "last", "close", "please", "should", "instead"}  # fmt: skip
    return frozenset(said) | frozenset(looks) | frozenset(own)


def _split(text: str) -> list[str]:
    return re.findall(r"[a-zà-ÿ]+", text.lower())


_COMMON = (
    "about above after again against almost alone along already also although always among another anyone anything around because been "
    "before being below beside better between both bring came cannot come comes could days didn does doing done down each easy either else "
    "enough even ever every everyone face feel felt find first five from gave give goes going gone good great half hand hands have having head "
    "hear heard help here hers high hold home hour house idea into just keep kept kind knew know known large late later least leave left less "
    "life like likes little long look made make makes many mean meet mind miss more most much must myself name near need never next nice none "
    "nothing once only open other ought ours over part people person place play please point poor quite rather real really right room said same "
    "seen seem seems sees self sense several shall show side since small some someone something soon sound stand start still stop such sure take "
    "taken tell than thank that their them then there these they thing things think this those though thought through time told took toward true "
    "turn twice under until upon used very wait walk want wants water well went were what when where which while whole whom whose will wish with "
    "woman word words work world would write wrong year years yourself sister brother mother father nurse doctor boss door phone table letter wall "
    "lamp kiss slap hugs drops falls throws runs walks opens closes gun food drink wine bread dog cats birds child money paper black white"
)
