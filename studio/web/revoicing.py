"""Revoicing: the user picks another voice, asks for one in words, or sends in a recording; the worker does it."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, StringConstraints

from ...errors import UserError
from ...memory.assets import Library
from ...memory.bible import Character
from ...tools.voice.catalogue import voices as catalogue
from .cast_page import subjects
from .desk import AtDesk, Desk, View
from .doing import Written, write
from .ids import MARK, UPLOADED, SeriesId, SubjectId
from .voice_page import VOICE, cloning, laid_out

router = APIRouter(prefix="/api", tags=["voices"])

LEAST = 5.0
"""Seconds of a recording."""


class Stock(View):
    """A voice of the catalogue."""

    voice: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z0-9]+){1,4}$", max_length=60)]


class Wished(View):
    """What a voice is to be like: "tired, low, smokes"."""

    words: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z][A-Za-z ,;'’-]*$", max_length=120)
    ]


class PickedVoice(View):
    """A voice that was laid out."""

    number: int = Field(ge=1, le=9)


class Recorded(View):
    """A recording that was sent in, and the word of whoever speaks in it."""

    upload: Annotated[str, StringConstraints(pattern=UPLOADED)]
    who: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
    consent: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
    how: Literal["match", "clone"] = "match"
    engine: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,40}$")] = ""
    """Who clones; empty: the first that can."""
    closer: bool = False
    """Look for some minutes longer."""


class VoiceFromLibrary(View):
    """A voice of the home's library."""

    mark: Annotated[str, StringConstraints(pattern=MARK, max_length=90)]


@router.post("/series/{id}/voices/{subject}/choose", status_code=202)
def choose(id: SeriesId, subject: SubjectId, wanted: Stock, request: Request, desk: AtDesk) -> Written:
    """Cast somebody with a voice of the catalogue."""
    name = _known(desk, id, subject)
    if wanted.voice not in {one.name for one in catalogue()}:
        raise HTTPException(404, f"There is no voice {wanted.voice} in the catalogue.")
    return _ordered(request, desk, id, subject, f"{name} speaks as {wanted.voice}.", said=wanted.voice)


@router.post("/series/{id}/voices/{subject}/wish", status_code=202)
def wish(id: SeriesId, subject: SubjectId, wanted: Wished, request: Request, desk: AtDesk) -> Written:
    """Look for voices in words; nobody is cast by it."""
    name = _known(desk, id, subject)
    return _ordered(request, desk, id, subject, f"A voice for {name}: {wanted.words}.", said=wanted.words)


@router.post("/series/{id}/voices/{subject}/pick", status_code=202)
def pick(id: SeriesId, subject: SubjectId, wanted: PickedVoice, request: Request, desk: AtDesk) -> Written:
    """Cast a voice that was laid out."""
    name, (words, count) = _known(desk, id, subject), laid_out(desk, id, subject)
    if wanted.number > count:
        raise HTTPException(404, f"There is no voice {wanted.number} for {name}: look for some first.")
    text = f"{name} gets voice {wanted.number}."
    return _ordered(request, desk, id, subject, text, said=words, pick=wanted.number)


@router.post("/series/{id}/voices/{subject}/recording", status_code=202)
async def recording(id: SeriesId, subject: SubjectId, wanted: Recorded, request: Request, desk: AtDesk) -> Written:
    """Cast somebody with a recording, if whoever speaks in it has given their word."""
    name = await run_in_threadpool(_known, desk, id, subject)
    if len(wanted.consent.split()) < 3:
        raise HTTPException(400, f"A recording needs the word of {wanted.who}, written out as they gave it.")
    await run_in_threadpool(_expect_sound, desk, id, wanted.upload)
    engine = wanted.engine if wanted.how == "clone" else ""
    if wanted.how == "clone":
        there = cloning(desk)
        if not there or (engine and engine not in there):
            raise HTTPException(400, "Nobody here clones a voice; a voice match needs nobody. See docs/voices.md.")
        engine = engine or there[0]
    said = {"upload": wanted.upload, "consent": wanted.consent, "whose": wanted.who, "how": wanted.how}
    text = f"{wanted.who} lends {name} a voice."
    return _ordered(request, desk, id, subject, text, **said, engine=engine, closer=wanted.closer)


@router.post("/series/{id}/voices/{subject}/asset", status_code=202)
def asset(id: SeriesId, subject: SubjectId, wanted: VoiceFromLibrary, request: Request, desk: AtDesk) -> Written:
    """Cast somebody with a voice of the home's library."""
    name = _known(desk, id, subject)
    try:
        found = Library(desk.home).find(wanted.mark, ("voice",))
    except UserError as error:
        raise HTTPException(404, str(error)) from error
    if found.kind != "voice":
        raise HTTPException(404, f"{wanted.mark} is no voice.")
    text = f"The voice of {found.name} from the library plays {name}."
    return _ordered(request, desk, id, subject, text, said=found.mark)


def _expect_sound(desk: Desk, series: str, upload: str) -> None:
    """Raise 4xx unless a recording was sent in that can be listened to."""
    from ...errors import ToolError
    from ...tools.edit.probe import probe
    from ..sound_stage import recorded

    file = recorded(desk.home / series, upload)
    if file is None:
        raise HTTPException(404, "There is no such recording: send it first.")
    try:
        found = probe(file)
    except ToolError as error:
        raise HTTPException(415, "The recording does not read. Send another one.") from error
    if found.audio is None:
        raise HTTPException(415, "Nothing is heard in that file. Send a recording of somebody who speaks.")
    if found.seconds < LEAST:
        short = f"The recording is {found.seconds:.1f} s long"
        raise HTTPException(400, f"{short}: 5 seconds of speech are needed, 15 to 30 do better.")


def _known(desk: Desk, series: str, subject: str) -> str:
    """Return the name of somebody; raise 4xx if there is nobody of that id, or it is a place."""
    one = next((one for one in subjects(desk.volume(series)) if one.id == subject), None)
    if one is None:
        raise HTTPException(404, f"Nobody here is called {subject}.")
    if not isinstance(one, Character):
        raise HTTPException(400, f"{one.name} is a place: only people have a voice.")
    return one.name


def _ordered(request: Request, desk: Desk, series: str, who: str, text: str, **args: object) -> Written:
    return Written(job=write(request, desk, series, VOICE, text, who=who, **args))
