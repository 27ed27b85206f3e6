"""The Archive: the truth of one series, in one SQLite file, every change a revision with its reason."""

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from ..errors import SeriesDamaged, SeriesError
from .frozen import Frozen
from .ledger import Ledger, now

T = TypeVar("T", bound=Frozen)

_COLUMNS = "(kind, id, number, parent, restores, digest, body, reason, author, at)"


Pointers = dict[tuple[str, str], int]
"""Kind and id of documents, and the number of a revision of each."""


class Revision(Frozen):
    """One change of one document."""

    kind: str
    id: str
    number: int
    """Counted from 1 within the document."""
    parent: int
    """The revision this one came after, in meaning: an undone change is not a parent. 0: none."""
    restores: int
    """For an undo, the revision it is equal to; 0 otherwise."""
    sha256: str
    """The document's digest."""
    reason: str
    author: str
    at: str


class Archive(Ledger):
    """Documents by kind and id, with their whole history, and the small tables of the Ledger.

    Nothing is ever deleted. Every method is one transaction and may be called from any thread. Opening raises
    SeriesDamaged if the file does not read and SeriesError if a later version made it.
    """

    def put(self, kind: str, id: str, document: Frozen, reason: str, author: str = "crew") -> int:
        """Store a document and return its revision number; an equal one makes no new revision."""
        body, digest = document.canonical(), document.digest()
        with self._database.change() as change:
            current = change.execute(
                "SELECT number, digest FROM document JOIN revision USING (kind, id, number) WHERE kind = ? AND id = ?",
                (kind, id),
            ).fetchone()
            if current is not None and current[1] == digest:
                return int(current[0])
            parent = int(current[0]) if current is not None else 0
            number = _next(change, kind, id)
            values = (kind, id, number, parent, 0, digest, body, reason, author, now())
            change.execute(f"INSERT INTO revision {_COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            change.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (kind, id, number))
            return number

    def get(self, kind: str, id: str, model: type[T]) -> T | None:
        """Return the document as it is now, or None."""
        rows = self._database.rows(
            "SELECT body FROM document JOIN revision USING (kind, id, number) WHERE kind = ? AND id = ?", kind, id
        )
        return self._read(kind, id, str(rows[0][0]), model) if rows else None

    def revision(self, kind: str, id: str) -> int:
        """Return the number of a document's present revision; 0 if there is no such document."""
        rows = self._database.rows("SELECT number FROM document WHERE kind = ? AND id = ?", kind, id)
        return int(str(rows[0][0])) if rows else 0

    def author(self, kind: str, id: str) -> str:
        """Return who made a document's present revision; empty if there is no such document."""
        rows = self._database.rows(
            "SELECT author FROM document JOIN revision USING (kind, id, number) WHERE kind = ? AND id = ?", kind, id
        )
        return str(rows[0][0]) if rows else ""

    def revisions(self, kind: str) -> dict[str, int]:
        """Return the number of the present revision of every document of a kind, by id."""
        rows = self._database.rows("SELECT id, number FROM document WHERE kind = ?", kind)
        return {str(id): int(str(number)) for id, number in rows}

    def at(self, kind: str, id: str, revision: int, model: type[T]) -> T | None:
        """Return the document as it was in that revision, or None."""
        rows = self._database.rows(
            "SELECT body FROM revision WHERE kind = ? AND id = ? AND number = ?", kind, id, revision
        )
        return self._read(kind, id, str(rows[0][0]), model) if rows else None

    def history(self, kind: str | None = None, id: str | None = None) -> list[Revision]:
        """Return the revisions of one document, of a kind, or of all, the oldest first."""
        columns = tuple(Revision.model_fields)
        chosen = ", ".join("digest" if column == "sha256" else column for column in columns)
        query = (
            f"SELECT {chosen} FROM revision "
            "WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR id = ?2) ORDER BY sequence"
        )
        rows = self._database.rows(query, kind, id)
        return [Revision.model_validate(dict(zip(columns, row, strict=True))) for row in rows]

    def undo(self, kind: str, id: str, reason: str, author: str = "user") -> int:
        """Make a new revision equal to the one before the present, and return its number.

        Undone twice, it goes back two changes. Raises SeriesError if there is nothing before.
        """
        with self._database.change() as change:
            row = change.execute(
                "SELECT number, parent FROM document JOIN revision USING (kind, id, number) WHERE kind = ? AND id = ?",
                (kind, id),
            ).fetchone()
            if row is None or row[1] == 0:
                what = "there is no such document" if row is None else "it is as it was first written"
                raise SeriesError(f"Cannot undo a change of the {kind} {id}: {what}.")
            number, parent = _next(change, kind, id), int(row[1])
            change.execute(
                f"INSERT INTO revision {_COLUMNS} SELECT kind, id, ?, parent, number, digest, body, ?, ?, ?"
                " FROM revision WHERE kind = ? AND id = ? AND number = ?",
                (number, reason, author, now(), kind, id, parent),
            )
            change.execute("UPDATE document SET number = ? WHERE kind = ? AND id = ?", (number, kind, id))
            return number

    def pointers(self) -> Pointers:
        """Return which revision every document is at."""
        rows = self._database.rows("SELECT kind, id, number FROM document")
        return {(str(kind), str(id)): int(str(number)) for kind, id, number in rows}

    def digests(self) -> dict[tuple[str, str], str]:
        """Return the digest of every document as it is now, by kind and id."""
        rows = self._database.rows("SELECT kind, id, digest FROM document JOIN revision USING (kind, id, number)")
        return {(str(kind), str(id)): str(digest) for kind, id, digest in rows}

    def point(self, pointers: Pointers) -> None:
        """Set documents to other revisions that they have had; 0: the document is not there. The others stay."""
        with self._database.change() as change:
            for (kind, id), number in pointers.items():
                change.execute("DELETE FROM document WHERE kind = ? AND id = ?", (kind, id))
                if number:
                    change.execute("INSERT INTO document VALUES (?, ?, ?)", (kind, id, number))

    def bodies(self, pointers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Return documents as their canonical texts, those that are there."""
        found: dict[tuple[str, str], str] = {}
        for kind, id in pointers:
            rows = self._database.rows(
                "SELECT body FROM document JOIN revision USING (kind, id, number) WHERE kind = ? AND id = ?", kind, id
            )
            if rows:
                found[kind, id] = str(rows[0][0])
        return found

    def put_text(self, kind: str, id: str, body: str, reason: str, author: str) -> int:
        """Store a document that another archive of this version gave as its canonical text; as `put` otherwise."""
        return self.put(kind, id, _Text(body=body), reason, author)

    def ids(self, kind: str) -> list[str]:
        """Return the ids of all documents of a kind, sorted."""
        return [str(row[0]) for row in self._database.rows("SELECT id FROM document WHERE kind = ? ORDER BY id", kind)]

    def kinds(self) -> list[str]:
        """Return the kinds there are documents of, sorted."""
        return [str(row[0]) for row in self._database.rows("SELECT DISTINCT kind FROM document ORDER BY kind")]

    def verify(self) -> None:
        """Raise SeriesDamaged if a document is not what was written: SQLite's own check does not read the texts."""
        rows = self._database.rows("SELECT kind, id, digest, body FROM document JOIN revision USING (kind, id, number)")
        for kind, id, digest, body in rows:
            if hashlib.sha256(str(body).encode("utf-8")).hexdigest() != digest:
                raise SeriesDamaged(
                    f"The {kind} {id} in {self.path} is not what was written there. Put back a copy of series.db."
                )

    def digest(self) -> str:
        """Return one SHA-256 over all documents as they are now, in order of kind and id."""
        total = hashlib.sha256()
        for row in self._database.rows(
            "SELECT kind, id, digest FROM document JOIN revision USING (kind, id, number) ORDER BY kind, id"
        ):
            total.update("\0".join(str(field) for field in row).encode("utf-8") + b"\n")
        return total.hexdigest()

    def _read(self, kind: str, id: str, body: str, model: type[T]) -> T:
        try:
            return model.model_validate_json(body)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            where = ".".join(str(step) for step in fault["loc"])
            raise SeriesDamaged(
                f"The {kind} {id} in {self.path} is not a valid {model.__name__} ({where}: {fault['msg']}). "
                f"Go back to an earlier revision of it, or open the series with the version that wrote it."
            ) from error


class _Text(Frozen):
    """A document that is at hand only as its canonical text."""

    body: str

    def canonical(self) -> str:
        """Return the text itself."""
        return self.body


def _next(change: sqlite3.Connection, kind: str, id: str) -> int:
    """Return the number of the next revision: an undone one keeps its own."""
    row = change.execute("SELECT MAX(number) FROM revision WHERE kind = ? AND id = ?", (kind, id)).fetchone()
    return int(row[0] or 0) + 1
