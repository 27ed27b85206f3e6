"""A real browser before a real server: Debian's Chromium, the Studio in a process of its own, its worker in another."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright

from cliffhanger.studio.hiring import worker_lock

MUST = bool(os.environ.get("CI") or os.environ.get("CLIFFHANGER_CI"))
"""Where the browser has to be there."""
ALBUM = os.environ.get("CLIFFHANGER_ALBUM", "")
"""A folder for pictures of the walk; empty: none are taken."""
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
PATIENCE = 60_000
"""Milliseconds that anything may take: a machine that films beside it is slow, and not broken."""
SERVE = """
import sys
from pathlib import Path
from cliffhanger.studio.settings import load
from cliffhanger.studio.web.serving import serve
serve(load(home=Path(sys.argv[1]), quality="draft", width=216), port=int(sys.argv[2]), open_browser=False)
"""


class House:
    """The Studio on a home of its own; the web process can be killed and started again at the same address."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Start the server and wait for its first answer."""
        self.home.mkdir(parents=True, exist_ok=True)
        # The embedded model may be installed here: it would take minutes over a note on a busy machine.
        environment = {**os.environ, "CLIFFHANGER_WIDTH": "216", "CLIFFHANGER_MODELS": '{"notes": "house"}'}
        with (self.home / "server.log").open("ab") as log:
            command = [sys.executable, "-c", SERVE, str(self.home), str(self.port)]
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/api/studio", timeout=PATIENCE / 1000):
                    return
            except (urllib.error.URLError, OSError):
                assert self._process.poll() is None, (self.home / "server.log").read_text("utf-8")
                time.sleep(0.2)
        raise AssertionError("the server did not answer within a minute")

    def kill(self) -> None:
        """End the web process as a crash would; the worker goes on."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End both processes."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        lock = worker_lock(self.home)
        pid, _ = lock.owner()
        if pid and not lock.take(wait=False):
            os.kill(pid, signal.SIGTERM)
        lock.free()


# Not for the whole session: Playwright's loop runs as long as it lives, and others' tests need their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium, or say loudly that the walk through the Studio was not taken."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        word = "NOT WALKED: no Chromium on this machine, so nobody looked at the Studio (apt-get install chromium)."
        if MUST:
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        # As root (in a container) Chromium has no sandbox; sound and pictures are played as on a screen.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--mute-audio"])
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Open the Studio on an empty home."""
    house = House(tmp_path / "home")
    house.open()
    yield house
    house.close()


class Visit:
    """One window on the Studio, and what went wrong in it."""

    def __init__(self, context: BrowserContext, house: House, size: str) -> None:
        self.context, self.house, self.size = context, house, size
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.wrong.append(said.text)

    def open(self, hash: str = "#/") -> None:
        """Go to a page of it."""
        self.page.goto(f"{self.house.address}/{hash}")

    def find(self, name: str) -> Locator:
        """Return what tests click, by its name."""
        return self.page.locator(f"[data-test='{name}']")

    def photograph(self, name: str) -> None:
        """Keep a picture of the window where an album is wanted."""
        if ALBUM:
            self.page.wait_for_timeout(500)
            Path(ALBUM).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(ALBUM) / f"{name}-{self.size}.png"))
