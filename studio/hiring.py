"""Hiring: a worker process for a home, started when there is work and nobody who does it."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
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
        for process in [process for process in _hired if process.poll() is not None]:
            _hired.remove(process)
            # One that cannot even begin must not be started again and again: each time it is waited twice as long.
            _rest.failed = _rest.failed + 1 if process.returncode else 0
            _rest.until = time.monotonic() + min(60.0, 2.0**_rest.failed) if _rest.failed else 0.0
        lock = worker_lock(settings.home)
        if _hired or time.monotonic() < _rest.until or not lock.take(wait=False):
            return
        lock.free()
        _hired.append(_started(settings))


@dataclass
class _Rest:
    """How long nobody is hired, after how many that ended badly."""

    failed: int = 0
    until: float = 0.0


_rest = _Rest()


def _started(settings: Settings) -> "subprocess.Popen[bytes]":
    home = settings.home.expanduser().resolve()
    command = [sys.executable, "-m", f"{__package__}.worker", "--home", str(home), "--quality", settings.quality]
    (home / ".studio").mkdir(parents=True, exist_ok=True, mode=0o700)
    log = (home / ".studio" / "worker.log").open("ab")
    detached = {"start_new_session": True} if os.name == "posix" else {"creationflags": _DETACHED}
    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **detached}
    options["env"] = {**os.environ, **settings.environment()}
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(command, **options)
        return process
    finally:
        log.close()
