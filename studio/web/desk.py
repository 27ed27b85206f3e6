"""The desk: what every page of the web process reads from; series are kept open, and read only."""

import asyncio
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict

from ...memory.archive import Archive
from ...memory.chronicle import Chronicle
from ...memory.folder import series_in
from ...memory.frozen import Frozen
from ...memory.takes import StoredTake
from ...tools.picture.still import Still, StillSpec
from ...tools.take import take_key
from ..jobs import ERRAND, Job, Jobs
from ..reel import STILL_WIDTH, TELLING, Reel, marks
from ..settings import Settings
from .bidder import Bids

T = TypeVar("T", bound=Frozen)
_REELS = 500
"""Reels that are kept parsed."""


class View(BaseModel):
    """The base of all that is answered."""

    model_config = ConfigDict(frozen=True)


class Busy(View):
    """What is being done for a series."""

    job: int
    what: str
    text: str = ""
    progress: float
    """0 to 1; 0 while nothing is known."""
    left: float | None
    """Seconds, estimated; None while nothing is known."""
    cost: float


class Volume:
    """One series, open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mark = _mark(path)
        self.archive = Archive(path / "series.db")
        self.chronicle = Chronicle(self.archive)
        self._read: dict[tuple[str, str], tuple[int, Frozen]] = {}

    def stage(self, episode: str) -> str:
        """Return how far an episode is: planned, written, boarded or finished."""
        if not self.archive.revision("script", episode):
            return "planned"
        if (self.path / "masters" / f"{episode}.mp4").is_file():
            return "finished"
        return "boarded" if self.archive.revision("storyboard", episode) else "written"

    def document(self, kind: str, id: str, model: type[T]) -> T | None:
        """Return a document as it is now, or None; one that has not changed is not parsed again."""
        number = self.archive.revision(kind, id)
        kept = self._read.get((kind, id))
        if kept is not None and kept[0] == number and isinstance(kept[1], model):
            return kept[1]
        found = self.archive.get(kind, id, model)
        if found is not None:
            self._read[kind, id] = (number, found)
        return found


class Desk:
    """What the pages share: the settings, the call sheet and the open series."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.home.expanduser().resolve()
        self.jobs = Jobs(self.home)
        self._open: dict[str, Volume] = {}
        self._guard = threading.Lock()
        self._reels: dict[str, Reel] = {}
        self._makers: asyncio.Task[list[dict[str, Any]]] | None = None
        self.bids = Bids()

    async def makers(self) -> list[dict[str, Any]]:
        """Return what the doctor says, asked once in a process of its own: it imports what this one must not."""
        if self._makers is None:
            self._makers = asyncio.create_task(_examined())
        return await asyncio.shield(self._makers)

    def close(self) -> None:
        """Close everything."""
        for volume in self._open.values():
            volume.archive.close()
        self.jobs.close()

    def series(self) -> list[str]:
        """Return the names of all series, those ordered and not begun among them, the newest first."""
        there = series_in(self.home)
        ordered = {job.series for job in self.jobs.jobs(states=("queued", "running"))} - set(there)
        begun = sorted(there, key=lambda name: -(self.home / name / "series.db").stat().st_ctime)
        return [*sorted(ordered), *begun]

    def volume(self, series: str) -> Volume:
        """Return a series; raise 404 if there is none."""
        found = self.find(series)
        if found is None:
            raise HTTPException(404, f"There is no series {series}, or nothing of it has been made yet.")
        return found

    def find(self, series: str) -> Volume | None:
        """Return a series, opened anew if its file is another one by now; None if there is none."""
        path = self.home / series
        if not (path / "series.db").is_file():
            return None
        with self._guard:
            kept = self._open.get(series)
            if kept is None or kept.mark != _mark(path):
                # The old one is left to the requests that still read it; it closes with the last of them.
                kept = self._open[series] = Volume(path)
            return kept

    def known(self, series: str) -> None:
        """Raise 404 unless a series is there or has been ordered."""
        if self.find(series) is None and not self.jobs.jobs(series, latest=1):
            raise HTTPException(404, f"There is no series {series}.")

    def busy(self, series: str) -> Busy | None:
        """Return what is being done, or will be next."""
        for job in self.jobs.jobs(series, ("running", "queued")):
            if job.what != ERRAND:
                return self._busy(job)
        return None

    def _busy(self, job: Job) -> Busy:
        said = self.jobs.latest(job.id, "working")
        facts = said.facts if said else {}
        return Busy(
            job=job.id,
            what=job.what,
            text=job.text,
            progress=facts.get("progress") or 0.0,
            left=facts.get("left"),
            cost=facts.get("cost") or 0.0,
        )

    def reels(self, series: str) -> dict[str, Reel]:
        """Return the reel of every episode that has one, by episode; ask for what is missing or has changed."""
        volume, kept = self.volume(series), self.jobs.reels(series)
        reels = {episode: self._parsed(body) for episode, (_, body) in kept.items()}
        boards = volume.archive.ids("storyboard")
        stale = any(
            episode not in kept or not reels[episode].whole or kept[episode][0] != marks(volume.archive, episode)
            for episode in boards
        )
        if stale and self.busy(series) is None:
            self.jobs.add_errand(series)
        return {episode: reels[episode] for episode in boards if episode in reels}

    def _parsed(self, body: str) -> Reel:
        """Return a reel, parsed once for as long as it stays as it is."""
        found = self._reels.get(body)
        if found is None:
            if len(self._reels) >= _REELS:
                self._reels.clear()
            found = self._reels[body] = Reel.model_validate_json(body)
        return found

    def take(self, series: str, key: str) -> StoredTake | None:
        """Return a take of a series, or None; only looked at, so nothing is swept or made."""
        shelf = self.home / series / "takes" / key[:2]
        try:
            said = json.loads((shelf / f"{key}.json").read_text("utf-8"))
            file = shelf / Path(str(said["path"])).name
            found = StoredTake.model_validate({**said, "path": str(file)})
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if file.is_file() and file.name.startswith(key) else None

    def still(self, series: str, take: str) -> str | None:
        """Return the key of the still of a filmed take, or None while there is none."""
        key = take_key(Still.tool, Still.version, StillSpec(at=TELLING, width=STILL_WIDTH), [take])
        return key if (self.home / series / "takes" / key[:2] / f"{key}.json").is_file() else None


def desk(request: Request) -> Desk:
    """Return the desk of the application: a dependency of every page."""
    found: Desk = request.app.state.desk
    return found


AtDesk = Annotated[Desk, Depends(desk)]
"""How a page asks for it."""


def _mark(path: Path) -> tuple[int, int]:
    stat = (path / "series.db").stat()
    return stat.st_dev, stat.st_ino


async def _examined() -> list[dict[str, Any]]:
    command = (sys.executable, "-m", "cliffhanger", "doctor", "--json")
    doctor = await asyncio.create_subprocess_exec(
        *command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        told, _ = await asyncio.wait_for(doctor.communicate(), 60)
        found: list[dict[str, Any]] = json.loads(told)["makers"]
    except (TimeoutError, ValueError, KeyError):
        return []
    return found
