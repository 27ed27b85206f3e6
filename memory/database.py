"""The one SQLite file of a series: opening, checking, migrating and writing it, whole changes only."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from .. import __version__
from ..errors import SeriesDamaged, SeriesError
from .copies import good_copy, keep

SCHEMA = 2
"""Number of the schema below; a file with a higher one was made by a later version."""

_OURS = 0x434C4946  # "CLIF", as SQLite's application_id

_TABLES = """
CREATE TABLE revision (
    sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
    parent INTEGER NOT NULL, restores INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL, body TEXT NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (kind, id, number)
);
CREATE TABLE document (
    kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (kind, id),
    FOREIGN KEY (kind, id, number) REFERENCES revision (kind, id, number)
);
CREATE TRIGGER revisions_stay BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
CREATE TRIGGER revisions_hold BEFORE UPDATE ON revision BEGIN SELECT RAISE(ABORT, 'revisions never change'); END;
CREATE TABLE note (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE stage (number INTEGER PRIMARY KEY, episode TEXT NOT NULL, stage TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE call (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, role TEXT NOT NULL, episode TEXT NOT NULL, model TEXT NOT NULL,
    tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL, tokens_cached INTEGER NOT NULL,
    cost REAL NOT NULL, seconds REAL NOT NULL
);
CREATE TABLE log (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, level TEXT NOT NULL, episode TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE job (
    key TEXT PRIMARY KEY, provider TEXT NOT NULL, provider_id TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL
);
"""

_CONVERSATION = """
CREATE TABLE change (
    number INTEGER PRIMARY KEY, parent INTEGER NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL, understood TEXT NOT NULL,
    episodes TEXT NOT NULL, before TEXT NOT NULL
);
CREATE TABLE part (
    change INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL,
    PRIMARY KEY (change, kind, id)
);
CREATE TABLE branch (name TEXT PRIMARY KEY, head INTEGER NOT NULL);
CREATE TABLE proposal (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, standing TEXT NOT NULL, body TEXT NOT NULL, documents TEXT NOT NULL
);
CREATE TABLE said (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE cut (
    episode TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, take TEXT NOT NULL, seconds REAL NOT NULL,
    revisions TEXT NOT NULL, takes TEXT NOT NULL, PRIMARY KEY (episode, number)
);
"""
"""What schema 2 added: versions, proposals, the conversation, cuts."""


class Database:
    """A checked connection to ``series.db``.

    One connection, shared by all threads under one lock. Other processes may read at the same time (WAL); that only
    one writes is the business of SeriesLock. Raises SeriesDamaged if the file does not read, SeriesError if a later
    version made it or the disk is full.
    """

    def __init__(self, path: Path, trial: sqlite3.Connection | None = None) -> None:
        """Open the file; with ``trial``, a copy of it in memory instead, which is never written back."""
        self.path = path
        self._guard = threading.RLock()
        self._is_trial = trial is not None
        if trial is not None:
            self._connection = trial
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._translated(error) from error
        try:
            with self._translating():
                self._check()
                self._prepare()
        except SeriesError:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._guard:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Make everything within one transaction: all of it is on the disk afterwards, or none of it.

        A change within a change joins it.
        """
        with self._guard, self._translating():
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled it back already
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        with self._guard, self._translating():
            return self._connection.execute(query, values).fetchall()

    def keep_copy(self) -> None:
        """Keep a good copy of the whole file as it stands, beside it."""
        if self._is_trial:
            return
        with self._guard, self._translating():
            keep(self._connection, self.path)

    def trial(self) -> Self:
        """Return a copy in memory on which things can be tried."""
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with self._guard, self._translating():
            self._connection.backup(memory)
        return type(self)(self.path, memory)

    def _check(self) -> None:
        verdict = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != ("ok",):
            raise sqlite3.DatabaseError(str(verdict[0] if verdict else "no answer"))
        ours = int(self._connection.execute("PRAGMA application_id").fetchone()[0])
        if ours == 0 and not self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            return  # new and empty
        if ours != _OURS:
            raise SeriesError(
                f"{self.path} is an SQLite file, but not one of a series. Move it away or choose another --home."
            )
        schema = self._schema()
        if schema > SCHEMA:
            raise SeriesError(
                f"{self.path} was made by Cliffhanger {self._maker()} (schema {schema}); this is {__version__} "
                f"(schema {SCHEMA}) and cannot read it. Update Cliffhanger: pip install -U cliffhanger"
            )

    def _schema(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _maker(self) -> str:
        try:
            row = self._connection.execute("SELECT value FROM note WHERE key = 'made_by'").fetchone()
        except sqlite3.OperationalError:
            row = None
        return str(row[0]) if row else "of a later version"

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if self._schema() == SCHEMA:
            return
        with self.change() as connection:
            if self._schema() == SCHEMA:  # another process was faster
                return
            fresh = self._schema() == 0
            for statement in _statements(_TABLES + _CONVERSATION if fresh else _CONVERSATION):
                connection.execute(statement)
            connection.execute("INSERT OR REPLACE INTO note VALUES ('made_by', ?)", (__version__,))
            connection.execute(f"PRAGMA application_id = {_OURS}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._translated(error) from error

    def _translated(self, error: sqlite3.Error) -> SeriesError:
        said = str(error)
        if "full" in said:
            return SeriesError(
                f"No room left to write {self.path} ({said}). Free some space and run it again: "
                "what was there is intact."
            )
        if "locked" in said or "readonly" in said or "unable to open" in said:
            return SeriesError(
                f"{self.path} cannot be written: {said}. Check its permissions and that no other program holds it."
            )
        if good_copy(self.path).is_file():
            return SeriesDamaged(
                f"{self.path} does not read: {said}. The next make or sequel restores it from its last good copy; "
                "nothing that was approved is lost."
            )
        return SeriesDamaged(
            f"{self.path} does not read: {said}. Put back a copy of series.db; or move it away and make the series "
            "again with the same line: the takes beside it are kept and not made twice."
        )


def _statements(script: str) -> Iterator[str]:
    """Yield the single statements of a script; ``executescript`` would commit by itself."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
