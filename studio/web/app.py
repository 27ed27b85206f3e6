"""The application: its pages, its errors, and what stands around it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from ... import __version__
from ...errors import CliffhangerError, UserError
from ..settings import Settings
from . import (
    cast_page,
    doing,
    drift_page,
    dub_media,
    dub_page,
    dubbing,
    episode_page,
    media,
    packing,
    page,
    plan_page,
    recasting,
    revoicing,
    set_marks,
    set_page,
    set_view,
    showing,
    stream,
    talk_page,
    uploads,
    voice_page,
)
from .desk import Desk, View
from .guard import App, Guard, Receive, Scope, Send
from .viewing import Viewing

KEEPER = 2.0
"""Seconds between two looks whether there is work and nobody who does it."""


class Refusal(View):
    """Why something was not done."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal, "description": text}
    for status, text in {
        400: "It cannot be used.",
        401: "The token is missing.",
        403: "Another page or address asks.",
        404: "There is no such thing.",
        409: "Somebody else works on it.",
        413: "It is too large.",
        415: "It is of another kind.",
        422: "It is not what is asked for here.",
    }.items()
}


def build(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8642,
    token: str = "",
    hire: Callable[[Settings], None] | None = None,
) -> App:
    """Build the application for a home, guarded for the address that it is bound to.

    ``hire`` gets somebody to do the work that is waiting; none: it stays until a worker comes.
    """
    return Guard(_Packed(application(settings, hire)), host, port, token)


def application(settings: Settings, hire: Callable[[Settings], None] | None = None) -> FastAPI:
    """Build what answers, without what stands before it."""
    app = FastAPI(
        title="Cliffhanger Studio",
        version=__version__,
        lifespan=_open(settings, hire),
        responses=REFUSALS,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    reading = (showing, episode_page, plan_page, cast_page, voice_page, dub_page, talk_page, drift_page, packing)
    for more in (voice_page.samples, set_page.pictures, set_view.questions):
        app.include_router(more)
    sets = (set_page, set_view, set_marks)
    for part in (*reading, *sets, doing, recasting, revoicing, dubbing, uploads, stream, dub_media, media, page):
        app.include_router(part.router)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(CliffhangerError, _refused)
    app.add_exception_handler(HTTPException, _told)
    return app


def _open(settings: Settings, hire: Callable[[Settings], None] | None) -> Any:
    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk = desk = Desk(settings)
        app.state.wire = wire = stream.Wire(desk.jobs)
        app.state.viewing = viewing = Viewing()
        app.state.hire = lambda: hire(settings) if hire else None
        tasks = [asyncio.create_task(wire.watch()), asyncio.create_task(_keep(desk, app.state.hire))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            viewing.close()
            desk.close()

    return opened


async def _keep(desk: Desk, hire: Callable[[], None]) -> None:
    """See to it that what is waiting is done, whoever was killed."""
    while True:
        if await asyncio.to_thread(desk.jobs.unfinished):
            await asyncio.to_thread(hire)
        await asyncio.sleep(KEEPER)


class _Packed:
    """Packs pages and answers; never media, of which parts are asked for, and never the stream."""

    def __init__(self, app: App) -> None:
        self._plain, self._packing = app, GZipMiddleware(app, minimum_size=800, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        packed = path.startswith("/api/") and path != "/api/events" and not path.endswith(".zip")
        await (self._packing if packed else self._plain)(scope, receive, send)


async def _not_understood(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"][1:]) or str(first["loc"][0])
    return JSONResponse({"detail": f"{where[:80]}: {first['msg']}."}, 422)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 400 if isinstance(error, UserError) else 409)


async def _told(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"detail": str(error.detail)}, error.status_code, headers=error.headers)
