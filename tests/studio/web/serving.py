"""Real servers and workers in processes of their own, to be watched and killed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE = 300.0
"""Seconds that anything may take: a machine that films beside it is slow, and not broken."""
_SERVER = """
import sys, uvicorn
from pathlib import Path
from cliffhanger.studio.settings import load
from cliffhanger.studio.web.app import build
home, port = Path(sys.argv[1]), int(sys.argv[2])
app = build(load(home=home, width=54, quality="draft"), "127.0.0.1", port)
uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Serve a home without hiring anybody; the server is killed in the end, if it has not been before."""
    process = subprocess.Popen([sys.executable, "-c", _SERVER, str(home), str(port)])
    try:
        until(lambda: _answers(port))
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def working(home: Path, idle: float = 60) -> Iterator[subprocess.Popen[bytes]]:
    """Have somebody at work; they are killed in the end, with all whom they have started."""
    command = [sys.executable, "-m", "cliffhanger.studio.worker", "--home", str(home), "--idle", str(idle)]
    environment = {**os.environ, "CLIFFHANGER_WIDTH": "54", "CLIFFHANGER_QUALITY": "draft"}
    process = subprocess.Popen(command, start_new_session=True, env=environment)
    try:
        yield process
    finally:
        end_session(process)


def end_session(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process that leads a session, and everybody in it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Wait until something is true; fail if it does not become so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Watcher:
    """An EventSource: hears events, and remembers the last one."""

    def __init__(self, port: int, last: str = "", query: str = "") -> None:
        self.last = last
        self._wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Last-Event-ID": last} if last else {}
        self._wire.request("GET", f"/api/events{query}", headers=headers)
        self._answer = self._wire.getresponse()
        assert self._answer.status == 200
        assert self._answer.headers["content-type"].startswith("text/event-stream")

    def next(self) -> dict[str, Any]:
        """Return the next event; EOFError if the server is gone."""
        data = ""
        while line := self._answer.readline().decode("utf-8"):
            if line.startswith("id:"):
                self.last = line[3:].strip()
            elif line.startswith("data:"):
                data = line[5:].strip()
            elif not line.strip() and data:
                return dict(json.loads(data))
        raise EOFError

    def close(self) -> None:
        self._answer.close()
        self._wire.close()
