"""Recasting: the user looks for another face, picks one, brings a photograph or an asset; the worker does it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, StringConstraints

from ...errors import ToolError, UserError
from ...memory.assets import Library
from .cast_page import CAST, laid_out, paid, subjects, who_casts
from .desk import AtDesk, Desk, View
from .doing import Agreed, Written, write
from .ids import MARK, UPLOADED, SeriesId, SubjectId
from .uploads import picture_size

router = APIRouter(prefix="/api", tags=["casting"])

LEAST = 256
"""Pixels of the shorter side of a photograph."""


class More(View):
    """More faces to choose from."""

    agreed: Agreed = None


class Pick(View):
    """A face that was laid out."""

    number: int = Field(ge=1, le=72)
    agreed: Agreed = None


class Photograph(View):
    """A photograph that was sent in, and the word of whoever it shows."""

    upload: Annotated[str, StringConstraints(pattern=UPLOADED)]
    who: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
    consent: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
    agreed: Agreed = None


class FromLibrary(View):
    """An asset of the home's library."""

    mark: Annotated[str, StringConstraints(pattern=MARK, max_length=90)]
    agreed: Agreed = None


@router.post("/series/{id}/cast/{subject}/look", status_code=202)
async def look(id: SeriesId, subject: SubjectId, wanted: More, request: Request, desk: AtDesk) -> Written:
    """Look for more faces to choose from; nobody is cast by it."""
    name = await run_in_threadpool(_known, desk, id, subject)
    _able(desk, id)
    await paid(id, desk, subject, wanted.agreed, look=True)
    seen = await run_in_threadpool(laid_out, desk, id, subject)
    return _ordered(request, desk, id, subject, f"Another face for {name}.", look=True, seen=seen)


@router.post("/series/{id}/cast/{subject}/pick", status_code=202)
async def pick(id: SeriesId, subject: SubjectId, wanted: Pick, request: Request, desk: AtDesk) -> Written:
    """Cast a face that was laid out."""
    name = await run_in_threadpool(_known, desk, id, subject)
    _able(desk, id)
    seen = await run_in_threadpool(laid_out, desk, id, subject)
    if wanted.number > seen:
        raise HTTPException(404, f"There is no face {wanted.number} for {name}: look for more first.")
    await paid(id, desk, subject, wanted.agreed)
    text = f"{name} gets face {wanted.number}."
    return _ordered(request, desk, id, subject, text, pick=wanted.number, seen=seen)


@router.post("/series/{id}/cast/{subject}/photograph", status_code=202)
async def photograph(id: SeriesId, subject: SubjectId, wanted: Photograph, request: Request, desk: AtDesk) -> Written:
    """Cast somebody with a photograph, if whoever it shows has given their word."""
    from ..auditions import uploaded

    name = await run_in_threadpool(_known, desk, id, subject)
    if len(wanted.consent.split()) < 3:
        raise HTTPException(400, f"A photograph needs the word of {wanted.who}, written out as they gave it.")
    file = uploaded(desk.home / id, wanted.upload)
    if file is None:
        raise HTTPException(404, "There is no such photograph: send it first.")
    try:
        width, height = await run_in_threadpool(picture_size, file)
    except ToolError as error:
        raise HTTPException(415, "The photograph does not read. Send another one.") from error
    if min(width, height) < LEAST:
        small = f"The photograph is {width}×{height}"
        raise HTTPException(400, f"{small}: a face needs at least {LEAST} pixels each way.")
    await paid(id, desk, subject, wanted.agreed)
    said = {"upload": wanted.upload, "consent": wanted.consent, "whose": wanted.who}
    return _ordered(request, desk, id, subject, f"{wanted.who} plays {name}.", **said)


@router.post("/series/{id}/cast/{subject}/asset", status_code=202)
async def asset(id: SeriesId, subject: SubjectId, wanted: FromLibrary, request: Request, desk: AtDesk) -> Written:
    """Cast somebody with an asset of the home's library."""
    name = await run_in_threadpool(_known, desk, id, subject)
    try:
        found = await run_in_threadpool(Library(desk.home).find, wanted.mark)
    except UserError as error:
        raise HTTPException(404, str(error)) from error
    await paid(id, desk, subject, wanted.agreed)
    return _ordered(request, desk, id, subject, f"{found.name} from the library plays {name}.", asset=wanted.mark)


def _known(desk: Desk, series: str, subject: str) -> str:
    """Return the name of somebody; raise 404 if there is nobody of that id."""
    one = next((one for one in subjects(desk.volume(series)) if one.id == subject), None)
    if one is None:
        raise HTTPException(404, f"Nobody and no place here is called {subject}.")
    return one.name


def _able(desk: Desk, series: str) -> None:
    casts, why_not, _ = who_casts(desk, series)
    if not casts:
        raise HTTPException(400, why_not)


def _ordered(request: Request, desk: Desk, series: str, who: str, text: str, **args: object) -> Written:
    return Written(job=write(request, desk, series, CAST, text, who=who, **args))
