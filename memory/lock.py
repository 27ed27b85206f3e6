"""Locks between processes: a file that the operating system holds for as long as its owner lives."""

import json
import os
import sys
import time
import weakref
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ..errors import SeriesLocked

_FAR = 1 << 30
"""Windows locks bytes, and locked bytes cannot be read by others: so a byte far behind the owner's note is locked."""


class FileLock:
    """An exclusive lock on one file, freed by the kernel when its process ends, however it ends.

    The file stays: only the lock on it counts. A forked child does not inherit the lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def take(self, wait: bool = True) -> bool:
        """Take the lock and write down who has it; return False if another has it and ``wait`` is off."""
        if self._file is not None:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("r+b" if self.path.exists() else "w+b")
        if not _lock(file, wait):
            file.close()
            return False
        self._file = file
        self._sign()
        _let_go_after_fork(self)
        return True

    def free(self) -> None:
        """Give the lock back; nothing happens if it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def owner(self) -> tuple[int, str]:
        """Return the pid and start time in the file, ``(0, "")`` if it does not say."""
        try:
            note = json.loads(self.path.read_text("utf-8"))
            return int(note["pid"]), str(note["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, ""

    def _sign(self) -> None:
        assert self._file is not None
        note = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps(note).encode("utf-8"))
        self._file.flush()

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free()


class SeriesLock:
    """Holds one series folder for one process; the second gets SeriesLocked, with the pid of the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = FileLock(folder / ".lock")

    def take(self) -> None:
        """Take the series or raise SeriesLocked at once."""
        if self._lock.held:
            return
        if not self._lock.take(wait=False):
            pid, since = self._lock.owner()
            who = f"process {pid}, started {since}," if pid else "another process"
            raise SeriesLocked(
                f"The series {self.folder.name} is being worked on by {who} and only one can. "
                "Wait until it is done, or stop it; nothing that it has made is lost."
            )

    def free(self) -> None:
        """Give the series back."""
        self._lock.free()

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free()


def alive(pid: int) -> bool:
    """Return whether a process of that number runs now (possibly another than the one that was meant)."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _alive_on_windows(pid: int) -> bool:
    if sys.platform != "win32":
        raise NotImplementedError
    import ctypes

    handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if handle:
        ctypes.windll.kernel32.CloseHandle(handle)
    return bool(handle)


def _lock(file: IO[bytes], wait: bool) -> bool:
    if sys.platform == "win32":
        return _lock_on_windows(file, wait)
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(file: IO[bytes], wait: bool) -> bool:
    if sys.platform != "win32":
        raise NotImplementedError
    import msvcrt

    while True:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            if not wait:
                return False
            time.sleep(0.02)
        else:
            return True


_held: "weakref.WeakSet[FileLock]" = weakref.WeakSet()
_watching = False


def _let_go_after_fork(lock: FileLock) -> None:
    # A forked child shares the open file, and with it the lock: it would outlive a killed parent in its workers.
    global _watching
    _held.add(lock)
    if not _watching and hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_let_go_of_all)
        _watching = True


def _let_go_of_all() -> None:
    for lock in list(_held):
        lock.free()
