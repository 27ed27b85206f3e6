"""What happened to a series beside its documents: stages, model calls, paid jobs, the production log, notes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from .database import Database
from .frozen import Frozen

Level = Literal["info", "decision", "warning", "error"]
"""``decision``: a downgrade or a choice that the user must be able to see."""

JobState = Literal["intended", "submitted", "done", "failed", "refused"]


class ModelCall(Frozen):
    """One answered request to a language model, with what it cost."""

    role: str
    episode: str = ""
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    """Of ``tokens_in``, those the endpoint had in its cache."""
    cost: float = 0.0
    """In the currency of the settings; 0 if no price is set."""
    seconds: float = 0.0


class LogEntry(Frozen):
    """A line of the production log."""

    at: str
    level: Level
    episode: str
    text: str


class Job(Frozen):
    """A paid job at a provider; one still ``intended`` may or may not have reached it."""

    key: str
    """Key of the take it will be."""
    provider: str
    provider_id: str
    state: JobState
    at: str


class Ledger:
    """The small tables of a series; every method is one transaction and may be called from any thread."""

    def __init__(self, path: Path, database: Database | None = None) -> None:
        self.path = path
        self._database = database or Database(path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def trial(self) -> Self:
        """Return a copy in memory, on which edits can be tried; nothing of it is ever written back."""
        return type(self)(self.path, self._database.trial())

    @property
    def database(self) -> Database:
        """The file underneath, for what else is kept in it: versions, the conversation, cuts."""
        return self._database

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make several changes one: all of them are on the disk afterwards, or none."""
        with self._database.change():
            yield

    def keep_copy(self) -> None:
        """Keep a good copy of the file beside it, from which a damaged one is restored."""
        self._database.keep_copy()

    # Notes ------------------------------------------------------------------------------------------------------

    def note(self, key: str, default: str = "") -> str:
        """Return the note of that key."""
        rows = self._database.rows("SELECT value FROM note WHERE key = ?", key)
        return str(rows[0][0]) if rows else default

    def set_note(self, key: str, value: str) -> None:
        """Write a note, over the one that is there."""
        with self._database.change() as change:
            change.execute(
                "INSERT INTO note VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
            )

    # Stages -----------------------------------------------------------------------------------------------------

    def set_stage(self, episode: str, stage: str) -> None:
        """Write down that an episode has reached a stage; reaching it again renews the time."""
        with self._database.change() as change:
            change.execute("DELETE FROM stage WHERE episode = ? AND stage = ?", (episode, stage))
            change.execute("INSERT INTO stage (episode, stage, at) VALUES (?, ?, ?)", (episode, stage, now()))

    def stages(self, episode: str) -> list[str]:
        """Return the stages an episode has reached, the latest last."""
        return [
            str(row[0])
            for row in self._database.rows("SELECT stage FROM stage WHERE episode = ? ORDER BY number", episode)
        ]

    def stage(self, episode: str) -> str:
        """Return the stage an episode reached last; empty if none."""
        reached = self.stages(episode)
        return reached[-1] if reached else ""

    # Calls of the model -----------------------------------------------------------------------------------------

    def record(self, call: ModelCall) -> None:
        """Write down a call of the model."""
        with self._database.change() as change:
            change.execute(
                "INSERT INTO call (at, role, episode, model, tokens_in, tokens_out, tokens_cached, cost, seconds)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    now(),
                    call.role,
                    call.episode,
                    call.model,
                    call.tokens_in,
                    call.tokens_out,
                    call.tokens_cached,
                    call.cost,
                    call.seconds,
                ),
            )

    def calls(self, episode: str | None = None) -> list[ModelCall]:
        """Return the calls made, of one episode or of all, in order."""
        columns = tuple(ModelCall.model_fields)
        query = f"SELECT {', '.join(columns)} FROM call WHERE ?1 IS NULL OR episode = ?1 ORDER BY number"
        return [
            ModelCall.model_validate(dict(zip(columns, row, strict=True)))
            for row in self._database.rows(query, episode)
        ]

    # Production log ---------------------------------------------------------------------------------------------

    def log(self, text: str, level: Level = "info", episode: str = "") -> None:
        """Add a line to the production log."""
        with self._database.change() as change:
            change.execute(
                "INSERT INTO log (at, level, episode, text) VALUES (?, ?, ?, ?)", (now(), level, episode, text)
            )

    def entries(self, episode: str | None = None) -> list[LogEntry]:
        """Return the production log, of one episode or of all, in order."""
        query = "SELECT at, level, episode, text FROM log WHERE ?1 IS NULL OR episode = ?1 ORDER BY number"
        rows = self._database.rows(query, episode)
        return [LogEntry.model_validate(dict(zip(LogEntry.model_fields, row, strict=True))) for row in rows]

    # Paid jobs --------------------------------------------------------------------------------------------------

    def intend_job(self, key: str, provider: str) -> None:
        """Write down that a paid job is about to be submitted; call it before submitting."""
        self._set_job(key, provider, "", "intended")

    def submitted_job(self, key: str, provider: str, provider_id: str) -> None:
        """Write down the provider's id; call it before awaiting the job."""
        self._set_job(key, provider, provider_id, "submitted")

    def finished_job(self, key: str, state: Literal["done", "failed", "refused"] = "done") -> None:
        """Write down how a job ended."""
        with self._database.change() as change:
            change.execute("UPDATE job SET state = ?, at = ? WHERE key = ?", (state, now(), key))

    def job(self, key: str) -> Job | None:
        """Return the job for that take, if one was ever intended."""
        rows = self._database.rows("SELECT key, provider, provider_id, state, at FROM job WHERE key = ?", key)
        return Job.model_validate(dict(zip(Job.model_fields, rows[0], strict=True))) if rows else None

    def _set_job(self, key: str, provider: str, provider_id: str, state: JobState) -> None:
        with self._database.change() as change:
            change.execute(
                "INSERT OR REPLACE INTO job VALUES (?, ?, ?, ?, ?)", (key, provider, provider_id, state, now())
            )


def now() -> str:
    """Return the time in UTC, as ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
