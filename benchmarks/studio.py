"""What the Studio's page weighs, and whether fifty watchers of one production hear all of it.

The page: everything that a browser fetches before the first picture, as it comes over the wire, headers included.
The production: a real one, small; each watcher is killed off twice on the way and comes back with Last-Event-ID.

    python -m cliffhanger.benchmarks.studio            # or: python benchmarks/studio.py
    python benchmarks/studio.py --watchers 200 --width 54
"""

import argparse
import asyncio
import json
import os
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from cliffhanger.studio.jobs import Jobs

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
HEAVIEST = 100_000
"""Bytes of the first page."""
WATCHERS = 50
COMES_BACK = 2
"""How often each watcher loses its connection."""

_SERVER = """
import sys, uvicorn
from pathlib import Path
from cliffhanger.studio.settings import load
from cliffhanger.studio.web.app import build
port = int(sys.argv[2])
app = build(load(home=Path(sys.argv[1])), "127.0.0.1", port)
uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
"""
_INVENTED = """
import sys, time
from pathlib import Path
from cliffhanger.studio.jobs import Jobs
with Jobs(Path(sys.argv[1])) as jobs:
    job = jobs.next()
    for number in range(int(sys.argv[2])):
        jobs.tell(job.series, job.id, "working", agent="camera", text="films", done=number, of=int(sys.argv[2]))
        time.sleep(0.03)
    jobs.finish(job, "done")
"""


class Page:
    """Fetches what a browser would, and weighs it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.weights: dict[str, int] = {}

    async def fetch(self, path: str) -> str:
        """Fetch an address once and return its text."""
        if path in self.weights:
            return ""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode())
        raw = await reader.read()
        writer.close()
        self.weights[path] = len(raw)
        headers, _, body = raw.partition(b"\r\n\r\n")
        assert headers.startswith(b"HTTP/1.1 200"), f"{path}: {headers[:60]!r}"
        return _unpacked(headers, body).decode("utf-8", "replace")

    async def open(self, path: str) -> None:
        """Fetch a page, what it names, and what that names in turn."""
        wanted = [path]
        while wanted:
            at = wanted.pop()
            text = await self.fetch(at)
            wanted += [_joined(at, name) for name in _named(at, text)]


def _unpacked(headers: bytes, body: bytes) -> bytes:
    import gzip

    if b"transfer-encoding: chunked" in headers.lower():
        whole = b""
        while body:
            size, _, rest = body.partition(b"\r\n")
            length = int(size, 16)
            whole, body = whole + rest[:length], rest[length + 2 :]
        body = whole
    return gzip.decompress(body) if b"content-encoding: gzip" in headers.lower() else body


def _named(path: str, text: str) -> list[str]:
    """Return what a file makes a browser fetch at once: not what it fetches later, by ``import()``."""
    if path.endswith(".js"):
        return re.findall(r"""^\s*(?:import|export)\b[^;'"]*?['"](\.{0,2}/[^'"]+)['"]""", text, re.MULTILINE)
    if path.endswith(".css"):
        return re.findall(r"""url\(['"]?([^'")]+\.(?:woff2|css|svg))['"]?\)""", text)
    return re.findall(r"""<(?:script|link)[^>]*?(?:src|href)=["']([^"']+)["']""", text) if path == "/" else []


def _joined(base: str, name: str) -> str:
    return urljoin(base, name)


class Watcher:
    """Hears every event of a home, and comes back where it was when it is cut off."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self.number = port, number
        self.heard: list[int] = []
        self.lags: list[float] = []
        self.over = False

    async def watch(self) -> None:
        """Listen until the job is over."""
        cuts = [40 + 7 * self.number % 60, 120 + 11 * self.number % 90][:COMES_BACK]
        while not self.over:
            await self._listen(cuts.pop(0) if cuts else 0)

    async def _listen(self, until: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        last = f"Last-Event-ID: {self.heard[-1]}\r\n" if self.heard else ""
        head = f"GET /api/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{last}\r\n"
        writer.write(head.encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"data:"):
                    self._hear(json.loads(line[5:]))
                    if self.over or (until and len(self.heard) >= until):
                        return
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    def _hear(self, event: dict[str, Any]) -> None:
        self.heard.append(int(event["id"]))
        self.lags.append(time.time() - datetime.fromisoformat(event["at"]).timestamp())
        self.over = event["kind"] in ("finished", "failed", "stopped")


async def _served(home: Path, watchers: int, width: int, invented: int) -> dict[str, Any]:
    port = _free_port()
    environment = {**os.environ, "CLIFFHANGER_WIDTH": str(width), "CLIFFHANGER_QUALITY": "draft"}
    server = subprocess.Popen([sys.executable, "-c", _SERVER, str(home), str(port)], env=environment)
    await _until_it_answers(port)
    worker = None
    try:
        page = Page(port)
        for path in ("/", "/api/studio", "/api/series"):
            await page.open(path)
        with Jobs(home) as jobs:
            slug = "a-night-shift-nurse-gets-a-voicemail-from-her-115a53"
            jobs.add(slug, "make", PREMISE, new=True, seed=0, season_length=60, episodes="1")
            command = [sys.executable, "-m", "cliffhanger.studio.worker", "--home", str(home), "--idle", "5"]
            if invented:
                command = [sys.executable, "-c", _INVENTED, str(home), str(invented)]
            worker = subprocess.Popen(command, env=environment, start_new_session=True)
            began, people = time.monotonic(), [Watcher(port, number) for number in range(watchers)]
            await asyncio.gather(*(one.watch() for one in people))
            log = [event.id for event in jobs.events(0, most=100_000)]
            end = next(event for event in jobs.events(0, most=100_000) if event.kind in ("finished", "failed"))
        return {
            "page": page.weights,
            "ended": end.kind,
            "seconds": time.monotonic() - began,
            "log": [id for id in log if id <= end.id],
            "watchers": people,
            "server": _memory(server.pid),
        }
    finally:
        server.kill()
        server.wait()
        if worker is not None:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def _until_it_answers(port: int) -> None:
    for _ in range(600):
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.1)
    raise SystemExit("The server does not answer.")


def _memory(pid: int) -> float:
    """Return a process's resident megabytes; 0 where the system does not tell."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("utf-8"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--watchers", type=int, default=WATCHERS)
    parser.add_argument("--width", type=int, default=54, help="of the picture of the production")
    parser.add_argument("--invented", type=int, default=0, help="no production: that many events at a worker's pace")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = asyncio.run(_served(Path(folder) / "home", asked.watchers, asked.width, asked.invented))
    weight = sum(found["page"].values())
    print(f"first page: {weight / 1000:.1f} kB over the wire in {len(found['page'])} requests, before media")
    for path, size in sorted(found["page"].items(), key=lambda item: -item[1])[:6]:
        print(f"    {size / 1000:6.1f} kB  {path}")
    lags = sorted(lag for one in found["watchers"] for lag in one.lags)
    lost = sum(one.heard != found["log"] for one in found["watchers"])
    print(f"production: {found['ended']} after {found['seconds']:.0f} s, {len(found['log'])} events")
    print(
        f"{asked.watchers} watchers, each cut off {COMES_BACK} times: {lost} heard anything but the whole log in order"
    )
    print(f"lag: median {statistics.median(lags) * 1000:.0f} ms, 99 of 100 within {lags[len(lags) * 99 // 100]:.2f} s")
    print(f"server: {found['server']:.0f} MB resident; peak of this process {_peak():.0f} MB")
    assert weight < HEAVIEST, f"the first page weighs {weight} bytes"
    assert lost == 0, f"{lost} watchers lost events"
    assert found["ended"] == "finished", "the production did not finish"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
