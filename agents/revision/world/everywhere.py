"""A change of what is declared, in the Bible of every season that it holds for."""

from collections.abc import Callable

from ....memory.bible import Bible, Character, Location, Prop
from ....memory.numbering import season_id
from ...crew import Studio
from ..possible import NotPossible
from ..rehearsal import REVISED

LONGEST = 300
"""Letters of what is told of somebody or something."""


def declared(studio: Studio) -> tuple[Bible, ...]:
    """Return the Bibles of all seasons in order; NotPossible if there is none."""
    found = tuple(studio.chronicle.bible(season) for season in studio.chronicle.seasons())
    if not found:
        raise NotPossible("Nothing is declared yet: the series has no bible to change.")
    return found


def latest(studio: Studio) -> Bible:
    """Return the Bible of the latest season: what is written from now on goes by it."""
    return declared(studio)[-1]


def declare(studio: Studio, bible: Bible) -> None:
    """Put a Bible as its season's."""
    studio.archive.put("bible", season_id(bible.season), bible, REVISED, "user")


def person(studio: Studio, id: str) -> Character:
    """Return somebody as the latest season that has them declares them."""
    for bible in reversed(declared(studio)):
        for one in bible.characters:
            if one.id == id:
                return one
    known = ", ".join(one.name for one in latest(studio).characters)
    raise NotPossible(f"Nobody of the cast is called {id[:40]!r}. There are {known}.")


def prop(studio: Studio, id: str) -> Prop:
    """Return an object as the latest season that has it declares it."""
    for bible in reversed(declared(studio)):
        for one in bible.props:
            if one.id == id:
                return one
    known = ", ".join(one.name for one in latest(studio).props)
    raise NotPossible(f"The series has no object {id[:40]!r}. There is {known}.")


def location(studio: Studio, id: str) -> Location:
    """Return a place as the latest season that has it declares it."""
    for bible in reversed(declared(studio)):
        for one in bible.locations:
            if one.id == id:
                return one
    known = ", ".join(one.name for one in latest(studio).locations)
    raise NotPossible(f"The series has no place {id[:40]!r}. There is {known}.")


def recast(
    studio: Studio,
    id: str,
    change: Callable[[Character], Character],
    holds: Callable[[Bible], bool] = lambda bible: True,
) -> None:
    """Change somebody in every Bible that has them, and for which it ``holds``."""
    for bible in declared(studio):
        if holds(bible) and any(one.id == id for one in bible.characters):
            people = tuple(change(one) if one.id == id else one for one in bible.characters)
            declare(studio, bible.model_copy(update={"characters": people}))


def with_prop(bible: Bible, changed: Prop) -> Bible:
    """Return a Bible with an object as it is now."""
    return bible.model_copy(update={"props": tuple(changed if one.id == changed.id else one for one in bible.props)})


def with_location(bible: Bible, changed: Location) -> Bible:
    """Return a Bible with a place as it is now."""
    places = tuple(changed if one.id == changed.id else one for one in bible.locations)
    return bible.model_copy(update={"locations": places})


def told(text: str) -> str:
    """Return what is told of somebody or something, without its stop; NotPossible if it is nothing or a page."""
    plain = " ".join(text.split()).rstrip(".")
    if not plain or len(plain) > LONGEST:
        raise NotPossible(f"Say it in one sentence of at most {LONGEST} letters.")
    return plain


def capital(text: str) -> str:
    """Return a text with a capital first."""
    return text[:1].upper() + text[1:]
