"""Locating: which shots of an episode are filmed in scouted sets, from where, and in the take of which set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..errors import ProductionError
from ..memory.bible import Bible
from ..memory.numbering import season_id
from ..memory.script import Script
from ..memory.sets import Sets
from ..memory.storyboard import Storyboard
from ..tools.sets.spec import Ground
from ..tools.take import Take
from .angles import grounds
from .crew import Studio


@dataclass(frozen=True)
class Located:
    """A shot that is filmed in a scouted set."""

    ground: Ground
    take: str
    """Key of the set's take."""


def located(sets: Sets, script: Script, storyboard: Storyboard) -> dict[str, Located]:
    """Return the shots of an episode that are filmed in scouted sets, by id."""
    found: dict[str, Located] = {}
    for scene in script.scenes:
        place = sets.of(scene.location)
        if place is not None:
            filmed = grounds(place, scene, storyboard.shots)
            found |= {shot: Located(ground, place.take) for shot, ground in filmed.items()}
    return found


def documents(season: int) -> Iterator[tuple[str, str]]:
    """Yield the documents that tell which sets a season has: its own, or the nearest before it."""
    return (("sets", season_id(number)) for number in range(1, season + 1))


def set_take(studio: Studio, bible: Bible, sets: Sets, key: str) -> Take:
    """Return the take of a set; raise ProductionError, with what to do, if it is no longer there."""
    take = studio.floor.take(key)
    if take is not None:
        return take
    slug, where = studio.folder.slug, {one.location for one in sets.sets if one.take == key}
    name = next((place.name for place in bible.locations if place.id in where), "a location")
    raise ProductionError(
        f"The set of {name} ({key[:12]}) is missing from the take store. Scout it again: cliffhanger scout FOOTAGE "
        f'--series {slug} --as "{name}"; or film it drawn: cliffhanger sets {slug} --of "{name}" --drawn.'
    )


def otherwise(take: Take) -> tuple[str, ...]:
    """Return what was done otherwise than asked where a shot was filmed in a scouted set, a sentence each."""
    ground = take.facts.get("ground")
    if not isinstance(ground, dict):
        return ()
    return tuple(str(note) for note in (ground.get("note"), *ground.get("notes", ())) if note)


def drawn(place: str, slug: str = "") -> str:
    """Return that a location has no cameras to choose from, and what to do."""
    of = f" --series {slug}" if slug else ""
    told = f'{place} is a drawn set; scout footage of it first: cliffhanger scout FOOTAGE{of} --as "{place}".'
    return told[:1].upper() + told[1:]


def lacking(name: str, there: Sequence[str], what: str, place: str) -> str:
    """Return that a set has no such camera or mark, and which it has."""
    return f"The set of {place} has no {what} “{name[:40]}”; it has {', '.join(there)}."
