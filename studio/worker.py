"""The worker: carries out the jobs of a home one after the other, in a process of its own.

There is one a home. It may be killed at any time: making is idempotent, so the next one takes the job up again.
"""

import argparse
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import CliffhangerError, SeriesError, SeriesLocked
from ..memory.folder import SeriesFolder
from ..memory.lock import FileLock, alive
from ..memory.talk import Message, Talk
from .hiring import worker_lock
from .jobs import ERRAND, Job, Jobs, JobState
from .settings import Settings, load

if TYPE_CHECKING:
    from .broadcast import Broadcast

IDLE = 180.0
"""Seconds without work after which the worker ends."""
LOOK = 0.25
"""Seconds between two looks whether there is work, or a wish to stop it."""
PATIENCE = 2.0
"""Seconds between two tries of a series that somebody else works on."""


def work(settings: Settings, idle: float = IDLE) -> None:
    """Carry out jobs until there has been none for a while; return at once if the home has a worker."""
    lock = worker_lock(settings.home)
    if not _alone(lock):
        return
    _succeed(lock.path.with_name("worker.pid"))
    try:
        with Jobs(settings.home) as jobs:
            jobs.take_up()
            jobs.forget()
            Worker(settings, jobs).work(idle)
    finally:
        lock.free()


def _alone(lock: FileLock) -> bool:
    """Take the lock of the one worker; whoever only looks whether it is free lets go of it at once."""
    for _ in range(10):
        if lock.take(wait=False):
            return True
        time.sleep(LOOK)
    return False


def _succeed(note: Path) -> None:
    """Write down who the worker is now, and end the makers of one that was killed: nobody else tells them to.

    They are found by its session, whose number nobody else gets while one of them lives.
    """
    last = int(text) if note.is_file() and (text := note.read_text("utf-8").strip()).isdigit() else 0
    if os.name == "posix" and last and not alive(last):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(last, signal.SIGKILL)
    note.write_text(str(os.getpid()), encoding="utf-8")


class Worker:
    """Takes jobs and carries them out."""

    def __init__(self, settings: Settings, jobs: Jobs) -> None:
        self.settings, self.jobs = settings, jobs
        self._ending = False
        self._interruptible = threading.Event()

    def work(self, idle: float) -> None:
        """Work until there has been nothing to do for ``idle`` seconds, or the process is asked to end."""
        before = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGTERM, lambda *_: self._end())
        last = time.monotonic()
        try:
            while not self._ending and time.monotonic() - last < idle:
                job = self.jobs.next()
                if job is None:
                    time.sleep(LOOK)
                    continue
                self._take(job)
                last = time.monotonic()
        finally:
            signal.signal(signal.SIGINT, before[0])
            signal.signal(signal.SIGTERM, before[1])

    def _take(self, job: Job) -> None:
        """Carry out one job, whatever comes of it."""
        if job.what == ERRAND:
            state, _ = self._tried(job, lambda: self._errand(job))
            self.jobs.finish(job, state)
            return
        from .broadcast import Broadcast

        heard, broadcast = self._heard(job), Broadcast(self.settings, self.jobs, job)
        state, facts = self._tried(job, lambda: self._carried_out(job, broadcast))
        self._tell_what_was_said(job, heard, facts.get("text", ""))
        self._tell_what_changed(job, broadcast.worked_on)
        self.jobs.finish(job, state, **facts)
        if self._begun(job):
            self.jobs.add_errand(job.series)

    def _tried(self, job: Job, do: Callable[[], dict[str, Any]]) -> tuple[JobState, dict[str, Any]]:
        """Do something that can be stopped and can fail; return how it ended."""
        try:
            with self._watched(job):
                return "done", do()
        except KeyboardInterrupt:
            return "stopped", {}
        except CliffhangerError as error:
            return "failed", {"text": str(error)}
        except Exception as error:  # noqa: BLE001 - the outermost boundary: one job's fault is not the next one's
            traceback.print_exc()
            name = type(error).__name__
            return "failed", {"text": f"Something unexpected happened ({name}); .studio/worker.log tells more."}

    def _carried_out(self, job: Job, broadcast: "Broadcast") -> dict[str, Any]:
        from .duties import carry_out

        while True:
            try:
                return {"result": carry_out(self.settings, job, broadcast.hear)}
            except SeriesLocked as error:
                broadcast.hear({"agent": "decision", "text": f"Waits. {error}"})
                time.sleep(PATIENCE)

    def _errand(self, job: Job) -> dict[str, Any]:
        from .duties import look_through

        def wanted() -> bool:
            return not self._ending and not self.jobs.waiting(errands=False)

        changed = look_through(self.settings, job.series, self.jobs, wanted)
        if changed:
            self.jobs.tell(job.series, 0, "changed", what=list(dict.fromkeys(changed)))
        return {}

    def _tell_what_changed(self, job: Job, episodes: set[str]) -> None:
        """Look at the series as it stands after a job, and tell what should be read again."""
        changed = ["series", "bible", "findings", "history", "conversation"]
        if self._begun(job):
            from .duties import look_at

            try:
                changed += [f"episode:{id}" for id in look_at(self.settings, job.series, self.jobs, episodes)]
            except SeriesError as error:
                self.jobs.tell(job.series, job.id, "working", agent="decision", text=str(error), episode="")
        self.jobs.tell(job.series, job.id, "changed", what=changed)

    def _tell_what_was_said(self, job: Job, heard: int, failure: str) -> None:
        """Tell what a job has added to the conversation; that a word could not be carried out is said there too."""
        from .web.talk_page import message_view

        if not self._begun(job):
            return
        folder = SeriesFolder(self.settings.home, job.series)
        with folder.lock(), folder.archive() as archive:
            talk = Talk(archive)
            if failure and job.what not in ("make", "sequel"):
                if job.what == "note" and not any(one.author == "user" for one in talk.messages(heard)):
                    talk.say(Message(author="user", kind="note", text=job.text, focus=str(job.args.get("focus", ""))))
                talk.say(Message(author="showrunner", kind="failed", text=failure))
            for message in talk.messages(heard):
                if job.what != "note" or message.author != "user":  # the note itself was told when it was said
                    told = message_view(message, talk).model_dump(mode="json")
                    self.jobs.tell(job.series, job.id, "said", message=told)

    def _heard(self, job: Job) -> int:
        """Return the number of the last thing that was said in the series of a job."""
        if not self._begun(job):
            return 0
        with SeriesFolder(self.settings.home, job.series).archive() as archive:
            return max((message.number for message in Talk(archive).messages()), default=0)

    def _begun(self, job: Job) -> bool:
        return (self.settings.home / job.series / "series.db").is_file()

    # Stopping ---------------------------------------------------------------------------------------------------

    @contextmanager
    def _watched(self, job: Job) -> Iterator[None]:
        """Let a job be stopped: it gets the same interrupt as a command in a terminal, and ends as cleanly."""
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(job, over), daemon=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._interruptible.set()
        watch.start()
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            self._interruptible.clear()
            over.set()
            watch.join()

    def _watch(self, job: Job, over: threading.Event) -> None:
        while not over.wait(LOOK):
            now = self.jobs.job(job.id)
            if now is not None and now.stop:
                self._interrupt()
                return

    def _end(self) -> None:
        """End as soon as the job that is done now has been stopped."""
        self._ending = True
        self._interrupt()

    def _interrupt(self) -> None:
        if self._interruptible.is_set():
            os.kill(os.getpid(), signal.SIGINT)


def main() -> None:
    """Work for the home that is named on the command line."""
    parser = argparse.ArgumentParser(prog="cliffhanger worker")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--quality")
    parser.add_argument("--idle", type=float, default=IDLE)
    asked = parser.parse_args()
    work(load(home=asked.home, quality=asked.quality), asked.idle)


if __name__ == "__main__":
    main()
