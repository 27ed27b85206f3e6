"""The book of paid jobs: what was submitted where, so that no shot is ever paid for twice."""

import threading
from typing import Literal, Protocol

from ...errors import ToolError
from ...memory.ledger import Job, Ledger

Ending = Literal["done", "failed", "refused"]


class StudioCloses(ToolError):
    """The studio closes while a job is awaited; it goes on at its provider and is asked for on the next run."""


class JobBook(Protocol):
    """Where jobs are written down. Every method is on the disk when it returns."""

    def job(self, key: str) -> Job | None:
        """Return the job for the take of that key, if one was ever intended."""
        ...

    def intend(self, key: str, provider: str) -> None:
        """Write down that a job is about to be submitted."""
        ...

    def submitted(self, key: str, provider: str, id: str) -> None:
        """Write down the provider's id."""
        ...

    def finished(self, key: str, ending: Ending) -> None:
        """Write down how a job ended."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait; raise StudioCloses as soon as the studio closes."""
        ...


class LedgerBook:
    """The book of one series, kept in its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._closing = threading.Event()

    def job(self, key: str) -> Job | None:
        """Return the job for the take of that key, if one was ever intended."""
        return self._ledger.job(key)

    def intend(self, key: str, provider: str) -> None:
        """Write down that a job is about to be submitted."""
        self._ledger.intend_job(key, provider)

    def submitted(self, key: str, provider: str, id: str) -> None:
        """Write down the provider's id."""
        self._ledger.submitted_job(key, provider, id)

    def finished(self, key: str, ending: Ending) -> None:
        """Write down how a job ended."""
        self._ledger.finished_job(key, ending)

    def pause(self, seconds: float) -> None:
        """Wait; raise StudioCloses as soon as the studio closes."""
        if self._closing.wait(seconds):
            raise StudioCloses("The studio closes; the job goes on at its provider and is asked for on the next run.")

    def close(self) -> None:
        """Have every thread that waits for a job stop waiting."""
        self._closing.set()
