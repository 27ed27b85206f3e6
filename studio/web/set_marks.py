"""Cameras and marks that the user places in a set: saved, renamed and removed, each a change that can be undone."""

from typing import Annotated

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, StringConstraints

from ...memory.sets import Mark, SetCamera
from . import set_changes
from .desk import AtDesk, View
from .ids import SeriesId, SubjectId
from .set_changes import Placed
from .set_page import film
from .set_view import AtViewing, EyeAsked, Metres, scouted
from .viewing import judged

router = APIRouter(prefix="/api", tags=["sets"])

NAME = r"^[^\W_][\w '’.\-]{0,31}$"
Name = Annotated[str, StringConstraints(strip_whitespace=True, pattern=NAME, max_length=32)]
Known = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
OfSeason = Annotated[int, Field(ge=0, le=999, description="0: the latest.")]


class NewCamera(View):
    """A camera as the user placed it; one of theirs that has the name is moved."""

    name: Name
    eye: EyeAsked
    season: OfSeason = 0


class NewMark(View):
    """A mark as the user placed it; one of theirs that has the name is moved."""

    name: Name
    x: Metres
    z: Metres
    season: OfSeason = 0


class Renamed(View):
    """What is called something else from now on."""

    name: Known
    to: Name
    season: OfSeason = 0


class Removed(View):
    """What is not wanted any more."""

    name: Known
    season: OfSeason = 0


@router.post("/series/{id}/sets/{location}/cameras")
async def save_camera(id: SeriesId, location: SubjectId, wanted: NewCamera, desk: AtDesk, viewing: AtViewing) -> Placed:
    """Save a camera where the user stands."""
    one = await run_in_threadpool(scouted, desk, id, wanted.season, location)
    path = await run_in_threadpool(film, desk, id, one)
    eye = wanted.eye.eye()
    free, seen = await viewing.ask(judged, str(path), eye)
    if not free:
        raise HTTPException(400, "A camera cannot be there: it would be in a wall or in something. Step back a little.")
    camera = SetCamera(name=wanted.name, eye=eye, seen=seen, saved=True)
    told = await run_in_threadpool(set_changes.save_camera, desk, id, wanted.season, location, camera)
    return told.model_copy(update={"seen": seen})


@router.post("/series/{id}/sets/{location}/cameras/rename")
def rename_camera(id: SeriesId, location: SubjectId, wanted: Renamed, desk: AtDesk) -> Placed:
    """Call a camera of the user's something else."""
    return set_changes.rename(desk, id, wanted.season, location, "camera", wanted.name, wanted.to)


@router.post("/series/{id}/sets/{location}/cameras/remove")
def remove_camera(id: SeriesId, location: SubjectId, wanted: Removed, desk: AtDesk) -> Placed:
    """Remove a camera of the user's."""
    return set_changes.remove(desk, id, wanted.season, location, "camera", wanted.name)


@router.post("/series/{id}/sets/{location}/marks")
def save_mark(id: SeriesId, location: SubjectId, wanted: NewMark, desk: AtDesk) -> Placed:
    """Save a mark where the user pointed."""
    mark = Mark(name=wanted.name, x=round(wanted.x, 3), z=round(wanted.z, 3), saved=True)
    return set_changes.save_mark(desk, id, wanted.season, location, mark)


@router.post("/series/{id}/sets/{location}/marks/rename")
def rename_mark(id: SeriesId, location: SubjectId, wanted: Renamed, desk: AtDesk) -> Placed:
    """Call a mark of the user's something else."""
    return set_changes.rename(desk, id, wanted.season, location, "mark", wanted.name, wanted.to)


@router.post("/series/{id}/sets/{location}/marks/remove")
def remove_mark(id: SeriesId, location: SubjectId, wanted: Removed, desk: AtDesk) -> Placed:
    """Remove a mark of the user's."""
    return set_changes.remove(desk, id, wanted.season, location, "mark", wanted.name)
