"""An order: what the user asks for, looked at before anything heavy is opened."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from ..agents.house.premise.reader import read
from ..agents.house.sequel.guests import heard
from ..errors import UserError
from ..memory.archive import Archive
from ..memory.bible import Bible
from ..memory.chronicle import Chronicle
from ..memory.folder import SeriesFolder, slug
from ..memory.frozen import Frozen
from ..memory.numbering import season_id
from .settings import Settings

LONGEST_PREMISE = 1000
"""Characters; a premise is a line, not a script."""
YOUNGEST_LEAD = 14
"""Years."""
_RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")


class SeasonOrder(Frozen):
    """How a season was ordered; kept with the series, so that the same line goes on with it."""

    seed: int = 0
    season: int = 1
    season_length: int = 60
    paywall: int = 10
    about: str = ""
    lead: str = ""
    """Id of a character."""
    from_here: bool = False
    """Begun although the season before it was not finished."""


class Order(SeasonOrder):
    """One series, and how much of one of its seasons is wanted."""

    slug: str
    """Name of the series folder."""
    premise: str
    first: int = 1
    last: int = 1
    render: bool = True

    def check(self, settings: Settings) -> None:
        """Raise UserError if nothing can be built on the premise."""
        for what, text in (("premise", self.premise), ("line of what the sequel is about", self.about)):
            if len(text) > LONGEST_PREMISE:
                raise UserError(
                    f"The {what} has {len(text)} characters; one line of at most {LONGEST_PREMISE} is enough."
                )
        if not self.premise.strip():
            raise UserError("The premise is empty. Give one line: who, and what happens to them.")
        if settings.speaks_to_a_model:
            return
        if self.season == 1:
            read(self.premise)
        else:
            heard(self.about)

    def kept(self) -> str:
        """Return what is kept with the series of how this season was ordered, as JSON."""
        return json.dumps({key: getattr(self, key) for key in SeasonOrder.model_fields}, ensure_ascii=False)

    def agreed(self, **asked: int | None) -> Self:
        """Return the order; raise UserError if what was asked for is not how this season was planned."""
        for key, wanted in asked.items():
            planned = getattr(self, key)
            if wanted is not None and wanted != planned:
                raise UserError(
                    f"Season {self.season} of {self.slug} was planned with --{key.replace('_', '-')} {planned}, which "
                    "stays. Leave the flag out, or begin another series with another --seed or --home."
                )
        return self

    def of_episodes(self, text: str, whole: bool) -> Self:
        """Return the order with the episodes that were asked for: ``3`` (the first three), ``4-9``, or all."""
        found = _RANGE.fullmatch(text.strip())
        if found is None or int(found[2] or 1) < 1 or int(found[1]) < 1:
            raise UserError(f"--episodes {text[:20]!r} is neither a number (3) nor a range (1-10).")
        first, last = (int(found[1]), int(found[2])) if found[2] else (1, int(found[1]))
        if whole:
            first, last = 1, self.season_length
        if first > last or last > self.season_length:
            raise UserError(f"--episodes {text}: the season has the episodes 1 to {self.season_length}.")
        return self.model_copy(update={"first": first, "last": last})


def of_premise(
    home: Path, premise: str, seed: int = 0, season_length: int | None = None, paywall: int | None = None
) -> Order:
    """Return the order for a new series, or for the first season of the one that the same line and seed began."""
    name = slug(premise) + (f"-{seed}" if seed else "")
    if (home / name / "series.db").is_file():
        return of_series(home, name, 1).agreed(season_length=season_length, paywall=paywall)
    asked = {"season_length": season_length, "paywall": paywall}
    order = Order(seed=seed, slug=name, premise=premise.strip())
    return order.model_copy(update={key: number for key, number in asked.items() if number is not None})


def of_series(home: Path, name: str, season: int = 0) -> Order:
    """Return the order that goes on with a season of a series, the latest one if none is named."""
    with _opened(home, name) as archive:
        seasons = Chronicle(archive).seasons() or (1,)
        number = season or seasons[-1]
        if number not in seasons:
            raise UserError(f"{name} has no season {number}; it has {', '.join(map(str, seasons))}.")
        return kept_order(archive, name, number)


def of_sequel(home: Path, name: str, wanted: SeasonOrder, from_here: bool) -> Order:
    """Return the order for the season after the latest one; the same order again goes on with it.

    Raises UserError if the latest season is not finished and ``from_here`` does not say that it need not be, and if
    nobody of that name can lead.
    """
    with _opened(home, name) as archive:
        chronicle = Chronicle(archive)
        seasons = chronicle.seasons()
        if not seasons:
            raise UserError(f"{name} has not even a Bible yet. Finish it first: cliffhanger make {name} --all")
        latest = seasons[-1]
        lead = _character(chronicle.bible(latest), wanted.lead) if wanted.lead else ""
        wanted = wanted.model_copy(update={"lead": lead, "from_here": from_here})
        kept = kept_order(archive, name, latest)
        done = len(chronicle.approved(latest))
        if latest > 1 and _same(kept, wanted) and done < kept.season_length:
            return kept
        if done == 0 or (done < kept.season_length and not from_here):
            raise UserError(
                f"Season {latest} of {name} is not finished: {done} of {kept.season_length} episodes. "
                f"Finish it (cliffhanger make {name} --all), or go on from where it stands with --from-here."
                if done
                else f"Season {latest} of {name} has no finished episode that a sequel could go on from. "
                f"Make some first: cliffhanger make {name} --all"
            )
        if lead:
            _able(chronicle, latest, lead)
        finished = done == kept.season_length
        fields = wanted.model_dump() | {"season": latest + 1, "from_here": from_here and not finished}
        return Order(**fields, slug=name, premise=archive.note("premise"))


@contextmanager
def _opened(home: Path, name: str) -> Iterator[Archive]:
    """Open a series to work on it: a damaged one is restored here."""
    folder = SeriesFolder(home, name)
    with folder.lock(), folder.archive() as archive:
        yield archive


def _same(kept: SeasonOrder, wanted: SeasonOrder) -> bool:
    """Tell whether a season was ordered in the same words."""
    return all(getattr(kept, key) == getattr(wanted, key) for key in ("about", "lead", "seed", "from_here"))


def _able(chronicle: Chronicle, season: int, lead: str) -> None:
    """Raise UserError if somebody cannot lead the season after one: dead, gone, or a child."""
    bible, state = chronicle.bible(season), chronicle.closing(season)
    away = dict.fromkeys(state.dead, "is dead") | dict.fromkeys(state.gone - state.dead, "is gone")
    away |= {person.id: "is a child" for person in bible.characters if person.look.age < YOUNGEST_LEAD}
    if lead in away:
        free = ", ".join(person.name for person in bible.characters if person.id not in away)
        raise UserError(f"{bible.character(lead).name} {away[lead]} and cannot lead a season. These can: {free}.")


def kept_order(archive: Archive, name: str, season: int) -> Order:
    """Return how a season was ordered."""
    kept = json.loads(archive.note(f"order.{season_id(season)}", "{}"))
    return Order(**{**SeasonOrder(season=season).model_dump(), **kept}, slug=name, premise=archive.note("premise"))


def _character(bible: Bible, name: str) -> str:
    wanted = name.casefold()
    for person in bible.characters:
        if wanted in (person.id.casefold(), person.name.casefold(), person.full_name.casefold()):
            return person.id
    known = ", ".join(person.name for person in bible.characters)
    raise UserError(f"Nobody in {bible.title} is called {name[:60]!r}. There: {known}.")
