"""Cuts: every version of an episode that has been finished, with the takes it is made of."""

import json
import re

from .archive import Archive
from .frozen import Frozen
from .ledger import now

_NAME = re.compile(r"(s\d{2,}e\d{2,})(?:@(\d+))?")


class CutRecord(Frozen):
    """One finished version of an episode: ``s01e02@3``."""

    episode: str
    number: int = 0
    """Counted from 1 in an episode; an equal cut has an equal number."""
    at: str = ""
    take: str
    """Key of the cut."""
    seconds: float
    revisions: dict[str, int]
    """By kind (bible, script, storyboard), the revision it was made from."""
    takes: dict[str, str]
    """Key of the take of every shot and every line, by id."""

    @property
    def name(self) -> str:
        """As it is asked for: ``s01e02@3``."""
        return f"{self.episode}@{self.number}"


class Cuts:
    """The finished versions of the episodes of one series."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._database = archive, archive.database

    def record(self, cut: CutRecord) -> CutRecord:
        """Write down a finished cut as the present one; one that was there before keeps its number."""
        with self._database.change() as change:
            same = [old for old in self.of(cut.episode) if old.take == cut.take]
            number = same[0].number if same else len(self.of(cut.episode)) + 1
            cut = cut.model_copy(update={"number": number, "at": now()})
            revisions, takes = json.dumps(cut.revisions), json.dumps(cut.takes)
            values = (cut.episode, number, cut.at, cut.take, cut.seconds, revisions, takes)
            change.execute("INSERT OR REPLACE INTO cut VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            self._archive.set_note(f"cut.{cut.episode}", str(number))
        return cut

    def of(self, episode: str) -> tuple[CutRecord, ...]:
        """Return all cuts of an episode in order."""
        columns = tuple(CutRecord.model_fields)
        rows = self._database.rows(f"SELECT {', '.join(columns)} FROM cut WHERE episode = ? ORDER BY number", episode)
        found = (dict(zip(columns, row, strict=True)) for row in rows)
        return tuple(
            CutRecord.model_validate(
                {**row, "revisions": json.loads(str(row["revisions"])), "takes": json.loads(str(row["takes"]))}
            )
            for row in found
        )

    def present(self, episode: str) -> CutRecord | None:
        """Return the cut that the master is, or None."""
        number = int(self._archive.note(f"cut.{episode}", "0"))
        return next((cut for cut in self.of(episode) if cut.number == number), None)

    def called(self, name: str) -> CutRecord | None:
        """Return a cut by its name: ``s01e02@3``, or ``s01e02`` for the present one; None if there is none."""
        found = _NAME.fullmatch(name.strip().lower())
        if found is None:
            return None
        if not found[2]:
            return self.present(found[1])
        return next((cut for cut in self.of(found[1]) if cut.number == int(found[2])), None)
