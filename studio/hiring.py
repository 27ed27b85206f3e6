"""Hiring: a worker process for a home, started when there is work and nobody who does it."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from ..memory.lock import FileLock
from .settings import Settings

_DETACHED = 0x00000208
"""On Windows: a process group and no console of its own."""
_hired: list[subprocess.Popen[bytes]] = []
_guard = threading.Lock()


def worker_lock(home: Path) -> FileLock:
    """Return the lock of the one worker of a home, not yet taken."""
    return FileLock(home.expanduser().resolve() / ".studio" / "worker.lock")


def hire(settings: Settings) -> None:
    """Start a worker unless there is one; it outlives this process and whoever started it."""
    with _guard:
        _hired[:] = [process for process in _hired if process.poll() is None]
        lock = worker_lock(settings.home)
        if _hired or not lock.take(wait=False):
            return
        lock.free()
        _hired.append(_started(settings))


def _started(settings: Settings) -> "subprocess.Popen[bytes]":
    home = settings.home.expanduser().resolve()
    command = [sys.executable, "-m", f"{__package__}.worker", "--home", str(home), "--quality", settings.quality]
    (home / ".studio").mkdir(parents=True, exist_ok=True, mode=0o700)
    log = (home / ".studio" / "worker.log").open("ab")
    detached = {"start_new_session": True} if os.name == "posix" else {"creationflags": _DETACHED}
    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **detached}
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(command, **options)
        return process
    finally:
        log.close()
