"""One order, carried out: the graph is run, resumed, watched and reported on."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph.state import CompiledStateGraph

from ..agents.crew import Studio
from ..agents.graph import build_graph
from ..agents.state import Production, Request
from ..memory.archive import Archive
from ..memory.folder import SeriesFolder
from ..memory.numbering import season_id
from ..memory.versions import Versions
from .making.choosing import begin
from .order import Order
from .progress import Ticker
from .report import Report, report
from .settings import Settings
from .wiring import open_studio

SCHEMA = "2"
"""Of the graph's state and nodes. Checkpoints of another one are thrown away: the documents are the truth."""


Listener = Callable[[Mapping[str, Any]], None]
"""Hears every event of a graph as it happens."""


def run(settings: Settings, order: Order, quiet: bool = False, listener: Listener | None = None) -> Report:
    """Carry out an order and report on it; a listener hears each event beside the terminal."""
    with Ticker(quiet) as ticker:

        def hear(event: Mapping[str, Any]) -> None:
            ticker.hear(event)
            if listener is not None:
                listener(event)

        return asyncio.run(_run(settings, order, hear, ticker.seconds))


async def _run(settings: Settings, order: Order, hear: Listener, seconds: Mapping[str, float]) -> Report:
    folder = SeriesFolder(settings.home, order.slug)
    fresh = not folder.database.exists()
    with folder.lock():
        try:
            with open_studio(settings, folder, making=True) as studio:
                studio.archive.set_note("premise", order.premise)
                studio.archive.set_note(f"order.{season_id(order.season)}", order.kept())
                if order.render:
                    begin(settings, studio.archive)
                    studio.archive.set_note("format", settings.model_dump_json(include={"quality", "width"}))
                Versions(studio.archive).close()  # what is made from now on is no part of an accepted change
                await _drive(studio, request(order), hear)
                return report(studio, order, dict(seconds))
        finally:
            if fresh and not _has_documents(folder):
                # A premise that nothing could be built on leaves nothing behind.
                shutil.rmtree(folder.path, ignore_errors=True)


def request(order: Order) -> Request:
    """Return the graph's input."""
    return Request(
        premise=order.premise,
        about=order.about,
        lead=order.lead,
        seed=order.seed,
        season=order.season,
        season_length=order.season_length,
        paywall=order.paywall,
        first=order.first,
        last=min(order.last, order.season_length),
        render=order.render,
    )


def _has_documents(folder: SeriesFolder) -> bool:
    if not folder.database.exists():
        return False
    with Archive(folder.database) as archive:
        return bool(archive.ids("bible"))


async def _drive(studio: Studio, wanted: Request, hear: Listener) -> None:
    async with checkpoints(studio.folder) as saver:
        graph = build_graph(saver)
        config: Any = {"configurable": {"thread_id": f"schema-{SCHEMA}"}, "recursion_limit": 100_000}
        start = await _start(graph, config, wanted)
        try:
            async for event in graph.astream(start, config, context=studio, stream_mode="custom", durability="sync"):
                hear(event)
            await asyncio.gather(*studio.errands)
        finally:
            for errand in studio.errands:
                errand.cancel()
            studio.errands.clear()


async def _start(
    graph: CompiledStateGraph[Production, Studio, Request, Production], config: Any, wanted: Request
) -> Request | None:
    """Return None to go on from the last checkpoint, or the request to go through from the start.

    An empty ``next`` does not mean finished: a killed step may have written its results and not its checkpoint. Tasks
    left over do mean unfinished. Going through from the start is always right, only slower.
    """
    state = await graph.aget_state(config)
    asked = {key: state.values.get(key) for key in wanted}
    unfinished = bool(state.created_at) and bool(state.tasks)
    return None if unfinished and asked == wanted and not state.values.get("failures") else wanted


@asynccontextmanager
async def checkpoints(folder: SeriesFolder) -> AsyncIterator[AsyncSqliteSaver]:
    """Open the checkpoints, anew if they are damaged: they are disposable."""
    path = folder.checkpoints
    if not _sound(path):
        for file in path.parent.glob(path.name + "*"):
            file.unlink()
    async with AsyncSqliteSaver.from_conn_string(str(path)) as saver:
        yield saver


def _sound(path: Any) -> bool:
    if not path.exists():
        return True
    try:
        connection = sqlite3.connect(path)
        try:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return False
