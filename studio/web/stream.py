"""The event stream: everything that happens, as server-sent events that go on where a watcher left off."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from sse_starlette import EventSourceResponse, ServerSentEvent

from ..jobs import Event, Jobs
from .desk import AtDesk, Desk
from .ids import AnySeries

router = APIRouter(prefix="/api", tags=["events"])

LOOK = 0.15
"""Seconds between two looks at the log: one look for all watchers."""
KEPT = 2000
"""Newest events that are kept at hand, so that fifty watchers do not ask the log fifty times."""
HEARTBEAT = 15
"""Seconds."""


class Wire:
    """Watches the log for everybody.

    A watcher keeps its own place and only waits here for something newer: so it can be slow, and loses nothing.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._recent: list[Event] = []
        self._first = self._last = jobs.last()
        self._news = asyncio.Condition()
        self.watchers = 0

    async def watch(self) -> None:
        """Look at the log for as long as the server runs."""
        while True:
            await asyncio.sleep(LOOK)
            if self.watchers:
                await self.look()

    async def look(self) -> None:
        """Fetch what is new and wake everybody who waits for it."""
        found = await run_in_threadpool(self._jobs.events, self._last)
        if found:
            self._recent = [*self._recent, *found][-KEPT:]
            self._first, self._last = self._recent[0].id - 1, found[-1].id
            async with self._news:
                self._news.notify_all()

    async def after(self, place: int, series: str) -> tuple[list[Event], int]:
        """Return what happened after a place, and the place after it; waits until there is something to look at."""
        if place < self._first:  # older than what is at hand: the log has it
            found = await run_in_threadpool(self._jobs.events, place, series)
            return found, found[-1].id if found else max(place, self._first)
        async with self._news:
            await self._news.wait_for(lambda: self._last > place)
        found = [event for event in self._recent if event.id > place and series in ("", event.series)]
        return found, self._last


@router.get("/events", response_class=EventSourceResponse)
async def events(
    request: Request,
    desk: AtDesk,
    series: AnySeries = "",
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    last_event_id: Annotated[str | None, Header(pattern=r"^\d{1,16}$")] = None,
) -> EventSourceResponse:
    """Stream what happens; from after an event if one is named, else from the newest two hundred."""
    place = int(last_event_id) if last_event_id is not None else after
    wire: Wire = request.app.state.wire
    return EventSourceResponse(_told(desk, wire, series, place), ping=HEARTBEAT, ping_message_factory=_heartbeat)


async def _told(desk: Desk, wire: Wire, series: str, place: int | None) -> AsyncIterator[ServerSentEvent]:
    wire.watchers += 1
    try:
        if place is None:
            newest = await run_in_threadpool(desk.jobs.newest, series)
            for event in newest:
                yield _sent(event)
            place = newest[-1].id if newest else 0
        elif place > await run_in_threadpool(desk.jobs.last):
            place = 0  # the log is another one than the watcher knew
        while True:
            found, place = await wire.after(place, series)
            for event in found:
                yield _sent(event)
    finally:
        wire.watchers -= 1


def _sent(event: Event) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(event.told(), ensure_ascii=False), id=str(event.id), sep="\n")


def _heartbeat() -> ServerSentEvent:
    return ServerSentEvent(comment="still here", sep="\n")
