"""Looking round in a set: what any eye sees of it, as a picture or with its depth, and where one can be."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import Field

from ...memory.sets import Eye, ScoutedSet
from .desk import AtDesk, Desk, View
from .ids import TAKE, SeriesId, SubjectId
from .media import FOREVER
from .set_page import Season, film, season_of, sets_of
from .viewing import Overtaken, Viewing, floor_at, photograph, plan, view

router = APIRouter(prefix="/media", tags=["sets"])
questions = APIRouter(prefix="/api", tags=["sets"])

LARGEST = 1080
"""Pixels of the longer side of what is filmed here, at most."""
FAR = 500.0
"""Metres from the middle of a set."""
Metres = Annotated[float, Field(ge=-FAR, le=FAR, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-720, le=720, allow_inf_nan=False)]
Steep = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Lens = Annotated[float, Field(ge=5, le=120, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
OCTETS = "application/octet-stream"


class EyeAsked(View):
    """An eye as a page sends it, within bounds."""

    x: Metres
    y: Metres
    z: Metres
    yaw: Degrees = 0.0
    pitch: Steep = 0.0
    roll: Degrees = 0.0
    fov: Lens = 40.0

    def eye(self) -> Eye:
        """Return it as the set knows it; equal to what is shown, to the millimetre and the hundredth of a degree."""
        yaw, roll = ((round(angle, 2) + 180.0) % 360.0 - 180.0 for angle in (self.yaw, self.roll))
        at = (round(self.x, 3), round(self.y, 3), round(self.z, 3))
        return Eye(at=at, yaw=yaw, pitch=round(self.pitch, 2), roll=roll, fov=round(self.fov, 2))


def eye_in_query(
    x: Annotated[Metres, Query()],
    y: Annotated[Metres, Query()],
    z: Annotated[Metres, Query()],
    yaw: Annotated[Degrees, Query()] = 0.0,
    pitch: Annotated[Steep, Query()] = 0.0,
    roll: Annotated[Degrees, Query()] = 0.0,
    fov: Annotated[Lens, Query()] = 40.0,
) -> Eye:
    """Return the eye of an address."""
    return EyeAsked(x=x, y=y, z=z, yaw=yaw, pitch=pitch, roll=roll, fov=fov).eye()


InQuery = Annotated[Eye, Depends(eye_in_query)]
Width = Annotated[int, Query(ge=32, le=LARGEST)]
Height = Annotated[int, Query(ge=32, le=LARGEST)]
Viewer = Annotated[str, Query(pattern=r"^[A-Za-z0-9]{0,24}$")]


class PlanView(View):
    """Where a camera can be, seen from above."""

    x: float
    """Metres, of the first place of the first row."""
    z: float
    step: float
    rows: list[str]
    """From the least z on: ``#`` is free."""


class FloorView(View):
    """A point of the floor."""

    x: float
    z: float


def viewing(request: Request) -> Viewing:
    """Return who keeps sets open."""
    found: Viewing = request.app.state.viewing
    return found


AtViewing = Annotated[Viewing, Depends(viewing)]


@router.get("/{id}/sets/{location}/plate.jpg", response_class=Response)
async def plate(
    id: SeriesId, location: SubjectId, eye: InQuery, desk: AtDesk, viewing: AtViewing,
    width: Width = 180, height: Height = 320, season: Season = 0,
    v: Annotated[str, Query(pattern=rf"^$|{TAKE}")] = "",
) -> Response:  # fmt: skip
    """Send what an eye sees of a set, as JPEG; ``v``, the set's take, keeps it in caches for as long as they like."""
    path = await run_in_threadpool(_path, desk, id, season, location)
    data = await viewing.ask(photograph, path, eye, width, height)
    return Response(data, media_type="image/jpeg", headers=FOREVER if v else {"Cache-Control": "no-store"})


@router.get("/{id}/sets/{location}/view", response_class=Response)
async def seen(
    id: SeriesId, location: SubjectId, eye: InQuery, desk: AtDesk, viewing: AtViewing,
    width: Width = 180, height: Height = 320, season: Season = 0, viewer: Viewer = "",
) -> Response:  # fmt: skip
    """Send what an eye sees with its depth, so that a page can turn it by itself; of one ``viewer`` the latest wins."""
    path = await run_in_threadpool(_path, desk, id, season, location)
    try:
        data = await viewing.ask(view, path, eye, width, height, viewer=f"{id}/{viewer}" if viewer else "")
    except Overtaken:
        return Response(status_code=204)
    return Response(data, media_type=OCTETS, headers={"Cache-Control": "no-store"})


@questions.get("/series/{id}/sets/{location}/plan")
async def seen_from_above(
    id: SeriesId, location: SubjectId, desk: AtDesk, viewing: AtViewing, season: Season = 0
) -> PlanView:
    """Tell where a camera can be."""
    one = await run_in_threadpool(scouted, desk, id, season, location)
    path = await run_in_threadpool(film, desk, id, one)
    cameras = [(each.eye.at[0], each.eye.at[2]) for each in one.cameras]
    starts = (*cameras, *((mark.x, mark.z) for mark in one.marks))
    found: dict[str, Any] = await viewing.ask(plan, str(path), starts[:40])
    return PlanView(**found)


@questions.get("/series/{id}/sets/{location}/floor")
async def floor(
    id: SeriesId, location: SubjectId, eye: InQuery, desk: AtDesk, viewing: AtViewing,
    across: Annotated[Share, Query()], down: Annotated[Share, Query()], season: Season = 0,
) -> FloorView:  # fmt: skip
    """Tell which point of the floor lies at a place of a 9:16 picture; 404 if something else is there."""
    path = await run_in_threadpool(_path, desk, id, season, location)
    found = await viewing.ask(floor_at, path, eye, across, down)
    if found is None:
        raise HTTPException(404, "There is no floor at that place: nobody can stand there.")
    return FloorView(x=found[0], z=found[2])


def scouted(desk: Desk, series: str, season: int, location: str) -> ScoutedSet:
    """Return the set of a location; raise 404 if it is drawn, or not there."""
    volume = desk.volume(series)
    one = sets_of(volume, season_of(volume, season)).of(location)
    if one is None:
        raise HTTPException(404, f"{location} has not been scouted: it is drawn, or there is no such place.")
    return one


def _path(desk: Desk, series: str, season: int, location: str) -> str:
    return str(film(desk, series, scouted(desk, series, season, location)))
