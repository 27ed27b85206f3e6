"""The call sheet: what is to be done in a home, in order, and the log of what happens; one SQLite file for everybody.

The web process writes jobs down and reads the log; the worker takes jobs and writes the log. Either may be killed at
any time: a job that was running is taken up again by the next worker, and an event that was written is never lost.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

from ..errors import SeriesError
from ..memory.frozen import Frozen
from ..memory.ledger import now

JobState = Literal["queued", "running", "done", "failed", "stopped"]
ERRAND = "casting"
"""What a job is that nobody waits for: stills, faces and voices to look at. Taken only when there is no other."""
TRIES = 3
"""How often a job is taken up whose worker died of it."""
KEPT = 50_000
"""Events that are kept."""

_TABLES = """
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY AUTOINCREMENT, series TEXT NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL,
    args TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'queued', stop INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS job_state ON job (state, series);
CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, series TEXT NOT NULL, job INTEGER NOT NULL,
    kind TEXT NOT NULL, facts TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS event_series ON event (series, id);
CREATE INDEX IF NOT EXISTS event_job ON event (job, id);
CREATE TABLE IF NOT EXISTS reel (
    series TEXT NOT NULL, episode TEXT NOT NULL, marks TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (series, episode)
);
CREATE TABLE IF NOT EXISTS dub (
    series TEXT NOT NULL, episode TEXT NOT NULL, language TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (series, episode, language)
);
CREATE TABLE IF NOT EXISTS sample (
    series TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, take TEXT NOT NULL, PRIMARY KEY (series, kind, id)
);
"""
_JOB = "id, series, what, text, args, state, stop, tries, at"
_EVENT = "id, at, series, job, kind, facts"


class Job(Frozen):
    """Something to be done for a series."""

    id: int
    series: str
    what: str
    """make, sequel, note, accept, drop, refine, undo, redo, branch, switch, revise, cast, voice, dub, identity;
    casting."""
    text: str
    """For people: the premise, the note."""
    args: dict[str, Any]
    state: JobState
    stop: bool
    """Whether it is asked to stop."""
    tries: int
    at: str


class Event(Frozen):
    """Something that happened."""

    id: int
    at: str
    series: str
    job: int
    """0: outside of any."""
    kind: str
    facts: dict[str, Any]

    def told(self) -> dict[str, Any]:
        """Return it as it is sent: flat."""
        fixed = {"id": self.id, "at": self.at, "series": self.series, "job": self.job, "kind": self.kind}
        return {**self.facts, **fixed}


class Jobs:
    """The call sheet of one home. Every method is one transaction and may be called from any thread and process."""

    def __init__(self, home: Path) -> None:
        self.folder = home.expanduser().resolve() / ".studio"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = self.folder / "studio.db"
        self._guard = threading.RLock()
        with self._translating():
            self._database = sqlite3.connect(self.path, timeout=20, isolation_level=None, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Jobs -------------------------------------------------------------------------------------------------------

    def add(self, series: str, what: str, text: str = "", **args: Any) -> int:
        """Write down something to be done, tell so, and return its number."""
        with self._change() as change:
            values = (series, what, text, json.dumps(args, ensure_ascii=False), now())
            cursor = change.execute("INSERT INTO job (series, what, text, args, at) VALUES (?, ?, ?, ?, ?)", values)
            job = int(cursor.lastrowid or 0)
            if what != ERRAND:
                self._tell(change, series, job, "queued", {"what": what, "text": text})
            return job

    def add_errand(self, series: str) -> int:
        """Write down the errand of a series unless it waits already; return its number."""
        waiting = self._rows("SELECT id FROM job WHERE series = ? AND what = ? AND state = 'queued'", series, ERRAND)
        return int(waiting[0][0]) if waiting else self.add(series, ERRAND)

    def next(self) -> Job | None:
        """Take the next job: it is running from now on. None if there is none."""
        with self._change() as change:
            row = change.execute(
                f"SELECT {_JOB} FROM job WHERE state = 'queued' ORDER BY what = ?, id LIMIT 1", (ERRAND,)
            ).fetchone()
            if row is None:
                return None
            job = _job(row)
            change.execute("UPDATE job SET state = 'running', tries = tries + 1 WHERE id = ?", (job.id,))
            if job.what != ERRAND:
                self._tell(change, job.series, job.id, "started", {"what": job.what})
            return job.model_copy(update={"state": "running", "tries": job.tries + 1})

    def finish(self, job: Job, state: JobState, **facts: Any) -> None:
        """Write down how a job ended, and tell it with those facts; ``queued`` puts an errand back."""
        with self._change() as change:
            change.execute("UPDATE job SET state = ?, stop = 0 WHERE id = ?", (state, job.id))
            if job.what != ERRAND:
                kind = "finished" if state == "done" else state
                self._tell(change, job.series, job.id, kind, {"what": job.what, **facts})

    def stop(self, job: int) -> Job | None:
        """Ask a job to stop; one that has not begun is stopped at once. Return it as it stood; None: no such job."""
        with self._change() as change:
            found = self.job(job)
            if found is None:
                return None
            if found.state == "queued":
                self.finish(found, "stopped")
            elif found.state == "running":
                change.execute("UPDATE job SET stop = 1 WHERE id = ?", (job,))
            return found

    def take_up(self) -> None:
        """Put back what a dead worker left running; one that its worker died of too often has failed.

        Only for the one worker of the home.
        """
        with self._change():
            for job in self.jobs(states=("running",)):
                if job.stop:
                    self.finish(job, "stopped")
                elif job.tries >= TRIES:
                    why = f"The worker ended {job.tries} times in the middle of it. Its words are in {self.folder.name}"
                    self.finish(job, "failed", text=f"{why}/worker.log; what was made is kept.")
                else:
                    self._database.execute("UPDATE job SET state = 'queued' WHERE id = ?", (job.id,))

    def job(self, id: int) -> Job | None:
        """Return a job."""
        rows = self._rows(f"SELECT {_JOB} FROM job WHERE id = ?", id)
        return _job(rows[0]) if rows else None

    def jobs(self, series: str = "", states: tuple[JobState, ...] = (), latest: int = 1000) -> list[Job]:
        """Return the latest jobs in order, of one series and in some states if asked for."""
        chosen = ", ".join(f"'{state}'" for state in states)
        where = "(?1 = '' OR series = ?1)" + (f" AND state IN ({chosen})" if states else "")
        rows = self._rows(f"SELECT {_JOB} FROM job WHERE {where} ORDER BY id DESC LIMIT ?2", series, latest)
        return [_job(row) for row in reversed(rows)]

    def waiting(self, errands: bool = True) -> bool:
        """Tell whether something is to be done, errands counted or not."""
        return bool(
            self._rows("SELECT 1 FROM job WHERE state = 'queued' AND (?1 OR what != ?2) LIMIT 1", errands, ERRAND)
        )

    def unfinished(self) -> bool:
        """Tell whether anything is to be done, or was being done."""
        return bool(self._rows("SELECT 1 FROM job WHERE state IN ('queued', 'running') LIMIT 1"))

    # Events -----------------------------------------------------------------------------------------------------

    def tell(self, series: str, job: int, kind: str, **facts: Any) -> int:
        """Write down that something happened and return the number of the event: higher than all before it."""
        with self._change() as change:
            return self._tell(change, series, job, kind, facts)

    def last(self) -> int:
        """Return the number of the newest event; 0 if there is none."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM event")[0][0])

    def events(self, after: int, series: str = "", most: int = 1000) -> list[Event]:
        """Return what happened after an event, the oldest first, of one series if asked for."""
        rows = self._rows(
            f"SELECT {_EVENT} FROM event WHERE id > ?1 AND (?2 = '' OR series = ?2) ORDER BY id LIMIT ?3",
            after,
            series,
            most,
        )
        return [_event(row) for row in rows]

    def newest(self, series: str = "", most: int = 200) -> list[Event]:
        """Return the newest events, the oldest of them first."""
        rows = self._rows(
            f"SELECT {_EVENT} FROM event WHERE (?1 = '' OR series = ?1) ORDER BY id DESC LIMIT ?2", series, most
        )
        return [_event(row) for row in reversed(rows)]

    def latest(self, job: int, kind: str) -> Event | None:
        """Return the newest event of a kind within a job."""
        rows = self._rows(f"SELECT {_EVENT} FROM event WHERE job = ? AND kind = ? ORDER BY id DESC LIMIT 1", job, kind)
        return _event(rows[0]) if rows else None

    def forget(self) -> None:
        """Drop the oldest events beyond those that are kept."""
        with self._change() as change:
            change.execute("DELETE FROM event WHERE id <= (SELECT max(id) FROM event) - ?", (KEPT,))

    # Reels and samples ------------------------------------------------------------------------------------------

    def put_reel(self, series: str, episode: str, marks: str, body: str) -> None:
        """Keep what an episode looks like as it stands; ``marks`` are the revisions it follows from."""
        with self._change() as change:
            change.execute("INSERT OR REPLACE INTO reel VALUES (?, ?, ?, ?)", (series, episode, marks, body))

    def amend_reel(self, series: str, episode: str, body: str) -> None:
        """Keep what an episode looks like by now, following from the same revisions."""
        with self._change() as change:
            change.execute("UPDATE reel SET body = ? WHERE series = ? AND episode = ?", (body, series, episode))

    def reels(self, series: str) -> dict[str, tuple[str, str]]:
        """Return marks and body of the reel of every episode, by episode."""
        rows = self._rows("SELECT episode, marks, body FROM reel WHERE series = ?", series)
        return {str(episode): (str(marks), str(body)) for episode, marks, body in rows}

    def put_sample(self, series: str, kind: str, id: str, take: str) -> None:
        """Keep which take shows something: a face, a voice, a plate, a still."""
        with self._change() as change:
            change.execute("INSERT OR REPLACE INTO sample VALUES (?, ?, ?, ?)", (series, kind, id, take))

    def samples(self, series: str, kind: str) -> dict[str, str]:
        """Return the take of every sample of a kind, by id."""
        rows = self._rows("SELECT id, take FROM sample WHERE series = ? AND kind = ?", series, kind)
        return {str(id): str(take) for id, take in rows}

    def put_dub(self, series: str, episode: str, language: str, body: str) -> None:
        """Keep what is known of a dub line by line: when each is heard, how fast, who doubts it."""
        with self._change() as change:
            change.execute("INSERT OR REPLACE INTO dub VALUES (?, ?, ?, ?)", (series, episode, language, body))

    def dubs(self, series: str) -> dict[tuple[str, str], str]:
        """Return what is known of every dub that was made from here, by episode and language."""
        rows = self._rows("SELECT episode, language, body FROM dub WHERE series = ?", series)
        return {(str(episode), str(language)): str(body) for episode, language, body in rows}

    # ------------------------------------------------------------------------------------------------------------

    def _tell(self, change: sqlite3.Connection, series: str, job: int, kind: str, facts: Mapping[str, Any]) -> int:
        told = json.dumps(facts, ensure_ascii=False)
        cursor = change.execute(
            "INSERT INTO event (at, series, job, kind, facts) VALUES (?, ?, ?, ?, ?)", (now(), series, job, kind, told)
        )
        return int(cursor.lastrowid or 0)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._guard, self._translating():
            if self._database.in_transaction:
                yield self._database
                return
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._guard, self._translating():
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise SeriesError(
                f"The studio's log {self.path} cannot be used ({error}). Free some space, or move the file away: "
                "the series themselves are not in it."
            ) from error


def _job(row: tuple[Any, ...]) -> Job:
    fields = dict(zip(_JOB.split(", "), row, strict=True))
    return Job.model_validate({**fields, "args": json.loads(fields["args"]), "stop": bool(fields["stop"])})


def _event(row: tuple[Any, ...]) -> Event:
    fields = dict(zip(_EVENT.split(", "), row, strict=True))
    return Event.model_validate({**fields, "facts": json.loads(fields["facts"])})
