"""How everybody sounds: who they were cast with, how like it is to whom it was taken from, and what to choose from."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

from ...memory.assets import Asset, Library
from ...memory.bible import Character
from ...memory.casting import Casting, VoiceSheet
from ...tools.voice.catalogue import voices as catalogue
from .cast_page import ConsentView, subjects
from .desk import AtDesk, Desk, View
from .ids import SeriesId, SubjectId
from .media import FRESH

router = APIRouter(prefix="/api", tags=["voices"])
samples = APIRouter(prefix="/media", tags=["media"])

VOICE = "voice"
"""What a job is that casts a voice."""


class StockView(View):
    """A voice of the catalogue."""

    name: str
    words: str
    sex: str
    age: str
    accent: str


class VoiceCandidateView(View):
    """A voice that was laid out to choose from."""

    number: int
    voice: str
    words: str
    score: float


class VoiceMemberView(View):
    """Somebody, and how they sound."""

    id: str
    name: str
    sex: str
    voice: str
    """What it is called."""
    words: str
    engine: str
    """Who speaks it; empty: the embedded voice."""
    how: str
    """bible, chosen, match or clone."""
    asset: str
    version: int
    likeness: float | None
    consent: ConsentView | None
    sample: str | None
    """Key of a take in which they are heard; None: it is on its way."""
    wish: str
    """In which words a voice was looked for last."""
    laid_out: int
    """Number of the job that laid the candidates out; 0: none did."""
    candidates: list[VoiceCandidateView]
    notes: list[str]
    """What was said of the casting, a sentence each."""
    lines: int
    """Lines of finished episodes that are to be spoken anew."""


class VoiceAssetView(View):
    """A voice of the home's library."""

    mark: str
    name: str
    words: str
    how: str
    series: str
    consent: str


class VoicesView(View):
    """The voices of a series."""

    members: list[VoiceMemberView]
    catalogue: list[StockView]
    library: list[VoiceAssetView]
    cloning: list[str]
    """Engines that clone and are set up here."""
    stranger: float
    """Likeness of two people who have nothing to do with each other."""
    same: float
    """Likeness of one person in two recordings."""


@router.get("/series/{id}/voices")
def voices(id: SeriesId, desk: AtDesk) -> VoicesView:
    """Show who speaks how, and what they could sound like instead."""
    from ...tools.voice.likeness import SAME, STRANGER  # only now: it brings numpy and scipy

    volume = desk.volume(id)
    casting = volume.document("casting", "series", Casting) or Casting()
    told, heard = _told(desk, id), desk.jobs.samples(id, "voice")
    people = [one for one in subjects(volume) if isinstance(one, Character)]
    assets = Library(desk.home).assets(("voice",))
    return VoicesView(
        members=[_member(one, casting.voice(one.id), told.get(one.id, {}), heard.get(one.id)) for one in people],
        catalogue=[
            StockView(name=one.name, words=one.words, sex=one.sex, age=one.age, accent=one.accent)
            for one in catalogue()
        ],
        library=[_asset(asset) for asset in assets if asset.voice is not None],
        cloning=cloning(desk),
        stranger=STRANGER,
        same=SAME,
    )


@samples.get("/{id}/voice/{subject}/{number}.wav", response_class=FileResponse)
def candidate(id: SeriesId, subject: SubjectId, number: int, desk: AtDesk, v: int = 0) -> Response:
    """Send a voice that was laid out for somebody; ``v`` is there for caches only."""
    file: Path = desk.home / id / "documents" / f"voice-{subject}-{number}.wav"
    if not 1 <= number <= 9 or file.is_symlink() or not file.is_file():
        raise HTTPException(404, "There is no such voice to hear.")
    return FileResponse(file, media_type="audio/wav", headers=FRESH)


def cloning(desk: Desk) -> list[str]:
    """Return the engines that clone a voice and are set up here."""
    there = {
        "pocket-tts": find_spec("pocket_tts") is not None,
        "elevenlabs": bool(os.environ.get("ELEVENLABS_API_KEY", "").strip()),
        "openai": bool(desk.settings.speech_url),
    }
    return [name for name, present in there.items() if present]


def laid_out(desk: Desk, series: str, who: str) -> tuple[str, int]:
    """Return in which words voices were looked for last, and how many were laid out."""
    told = _told(desk, series).get(who, {})
    return str(told.get("wish", "")), len(told.get("candidates", []))


def _told(desk: Desk, series: str) -> dict[str, dict[str, Any]]:
    """Return what the last castings of everybody's voice brought; candidates go once somebody is cast."""
    found: dict[str, dict[str, Any]] = {}
    for job in desk.jobs.jobs(series, ("done",)):
        event = desk.jobs.latest(job.id, "finished") if job.what == VOICE else None
        if event and isinstance(result := event.facts.get("result"), dict):
            found[str(result["who"])] = {**result, "job": job.id}
    return found


def _member(one: Character, sheet: VoiceSheet | None, told: dict[str, Any], sample: str | None) -> VoiceMemberView:
    known = {voice.name: voice.words for voice in catalogue()}
    heard = sheet.voice if sheet else one.voice
    consent = sheet.consent if sheet else None
    return VoiceMemberView(
        id=one.id,
        name=one.name,
        sex=one.look.sex,
        voice=heard.style,
        words=(sheet.words if sheet else "") or known.get(heard.style, ""),
        engine=heard.engine,
        how=sheet.how if sheet else "bible",
        asset=sheet.asset if sheet else "",
        version=sheet.version if sheet else 0,
        likeness=sheet.likeness if sheet else None,
        consent=ConsentView(who=consent.who, words=consent.words, at=consent.at) if consent else None,
        sample=sample,
        wish=str(told.get("wish", "")),
        laid_out=int(told["job"]) if told.get("candidates") else 0,
        candidates=[VoiceCandidateView.model_validate(face) for face in told.get("candidates", [])],
        notes=[str(note) for note in told.get("notes", [])] if not told.get("candidates") else [],
        lines=int(told.get("lines", 0)),
    )


def _asset(asset: Asset) -> VoiceAssetView:
    assert asset.voice is not None, "it is one of a voice"
    return VoiceAssetView(
        mark=asset.mark,
        name=asset.name,
        words=asset.voice.words,
        how=asset.voice.how,
        series=asset.series,
        consent=asset.consent.who if asset.consent else "",
    )
