"""The Chronicle: the approved story in order, across seasons, and what was true at any of its moments.

It reads the Archive and keeps what it has read by revision, so that the hundredth episode is asked for as quickly as
the fifth.
"""

from typing import TypeVar

from .archive import Archive
from .bible import Bible
from .canon import Fact, Facts
from .frozen import Frozen
from .numbering import numbers, place, season_id
from .script import Outline, Script
from .state import State, carried, fold, initial

T = TypeVar("T", bound=Frozen)


class Chronicle:
    """What has been told so far. Approved is a script whose facts are committed; only such feed canon."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read: dict[tuple[str, str], tuple[int, Frozen]] = {}
        self._states: dict[str, tuple[int, State]] = {}

    def seasons(self) -> tuple[int, ...]:
        """Return the numbers of the seasons that have a Bible, in order."""
        return tuple(sorted(int(id.removeprefix("s")) for id in self._archive.ids("bible")))

    def bible(self, season: int) -> Bible:
        """Return the Bible of a season; ``KeyError`` if there is none."""
        return self._document("bible", season_id(season), Bible)

    def outline(self, season: int) -> Outline:
        """Return the outline of a season; ``KeyError`` if there is none."""
        return self._document("outline", season_id(season), Outline)

    def approved(self, season: int = 0, before: str = "") -> tuple[str, ...]:
        """Return the ids of the approved episodes in order: of one season if asked, of those before one if asked."""
        ids = sorted(self._archive.ids("facts"), key=place)
        end = place(before) if before else None
        return tuple(id for id in ids if (not season or numbers(id)[0] == season) and (end is None or place(id) < end))

    def script(self, episode: str) -> Script:
        """Return the script of an episode; ``KeyError`` if it is not written."""
        return self._document("script", episode, Script)

    def scripts(self, season: int = 0, before: str = "") -> tuple[Script, ...]:
        """Return the approved scripts in order, chosen as in `approved`."""
        return tuple(self.script(id) for id in self.approved(season, before))

    def facts(self, season: int = 0, before: str = "") -> tuple[Fact, ...]:
        """Return the facts that the approved episodes made true, in order, chosen as in `approved`."""
        ids = self.approved(season, before)
        return tuple(fact for id in ids for fact in self._document("facts", id, Facts).facts)

    def opening(self, season: int) -> State:
        """Return what is true as a season begins."""
        bible = self.bible(season)
        if season == 1:
            return initial(bible)
        return carried(self.closing(season - 1), self.bible(season - 1), bible)

    def closing(self, season: int) -> State:
        """Return what is true after the last approved episode of a season."""
        return self._folded(season, self.approved(season))

    def state(self, before: str) -> State:
        """Return what is true as an episode begins."""
        season, _ = numbers(before)
        return self._folded(season, self.approved(season, before))

    def _folded(self, season: int, episodes: tuple[str, ...]) -> State:
        state, mark = self.opening(season), hash((season, self._number("bible", season_id(season))))
        for id in episodes:
            mark = hash((mark, id, self._number("script", id)))
            if self._states.get(id, (0, state))[0] != mark or id not in self._states:
                self._states[id] = (mark, fold(state, [self.script(id)]))
            state = self._states[id][1]
        return state

    def _number(self, kind: str, id: str) -> int:
        return self._archive.revision(kind, id)

    def _document(self, kind: str, id: str, model: type[T]) -> T:
        number = self._number(kind, id)
        kept = self._read.get((kind, id))
        if kept is not None and kept[0] == number and isinstance(kept[1], model):
            return kept[1]
        found = self._archive.get(kind, id, model)
        if found is None:
            raise KeyError(f"{kind} {id!r}")
        self._read[kind, id] = (number, found)
        return found
