"""A home with one small series that is boarded and not filmed, and the Studio over a copy of it."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from cliffhanger.agents.crew import Told
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.crew import HouseShowrunner, HouseWriter
from cliffhanger.agents.sentences import facts_of
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.canon import Facts, Findings
from cliffhanger.memory.chronicle import Chronicle
from cliffhanger.memory.embedding import Vectors
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.script import Season
from cliffhanger.studio.order import of_premise
from cliffhanger.studio.settings import Settings, load
from cliffhanger.studio.web.app import build
from cliffhanger.studio.web.guard import App, Message

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
SERIES = "a-night-shift-nurse-gets-a-voicemail-from-her-115a53"
HERE = "http://127.0.0.1:8642"


class Even:
    """Finds everything equally near: what is remembered is of no importance here, and costs seconds."""

    name, dimension = "even", 4

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), self.dimension), 0.5, np.float32)

    queries = passages


@pytest.fixture(scope="session")
def boarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that nobody changes: one series, two episodes boarded."""
    home = tmp_path_factory.mktemp("boarded")
    folder = SeriesFolder(home, SERIES)
    with folder.archive() as archive, closing(Recall(folder.recall, Even())) as recall:
        archive.set_note("premise", PREMISE)
        archive.set_note("order.s01", of_premise(home / "none", PREMISE).kept())
        archive.set_note("format", load(width=54, quality="draft").model_dump_json(include={"quality", "width"}))
        asyncio.run(_write(archive, HouseShowrunner(recall)))
    return home


async def _write(archive: Archive, showrunner: HouseShowrunner) -> None:
    chronicle, writer, director = Chronicle(archive), HouseWriter(), HouseDirector()
    bible = await showrunner.develop(PREMISE, 0, 60)
    archive.put("bible", "s01", bible, "developed", "showrunner")
    outline = await writer.outline(bible, Season(), chronicle.opening(1), (), 0)
    archive.put("outline", "s01", outline, "planned", "writer")
    for purpose in outline.episodes[:2]:
        told = Told.before(chronicle, purpose.episode)
        script = await writer.write(bible, outline, purpose, told, 0)
        archive.put("script", purpose.episode, script, "written", "writer")
        archive.put("findings", purpose.episode, Findings(), "checked", "continuity")
        archive.put("storyboard", purpose.episode, await director.storyboard(bible, script, 0), "boarded", "director")
        archive.put("facts", purpose.episode, Facts(facts=tuple(facts_of(bible, script))), "committed", "continuity")


@pytest.fixture
def home(boarded: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return Path(shutil.copytree(boarded, tmp_path / "series"))


@pytest.fixture
def settings(home: Path) -> Settings:
    return load(home=home, width=54, quality="draft")


@pytest.fixture
def studio(settings: Settings) -> Iterator[TestClient]:
    """A browser before the Studio of that home; nobody works there."""
    with TestClient(build(settings), base_url=HERE) as client:
        yield client


async def poured(app: App, path: str, headers: dict[str, str], body: Iterator[bytes]) -> tuple[int, bytes, int]:
    """Pour a body into an application, block by block as a server does; return status, answer, and blocks taken."""
    taken, status, answer = 0, 0, b""

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        block = next(body, None)
        return {"type": "http.request", "body": block or b"", "more_body": block is not None}

    async def send(message: Message) -> None:
        nonlocal status, answer
        status = message.get("status", status)
        answer += message.get("body", b"")

    raw = [(name.encode(), value.encode()) for name, value in {"host": "127.0.0.1:8642", **headers}.items()]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
    await app({**scope, "headers": raw, "scheme": "http", "http_version": "1.1", "root_path": ""}, receive, send)
    return status, answer, taken
