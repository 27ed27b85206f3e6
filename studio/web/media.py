"""Media: takes, masters and captions, by id; a browser asks for parts of them."""

import re
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response

from ...errors import CliffhangerError
from ...memory.assets import Library
from .desk import AtDesk
from .ids import AssetId, EpisodeId, Number, SeriesId, TakeKey

router = APIRouter(prefix="/media", tags=["media"])

TYPES = {
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".wav": "audio/wav",
}
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""A take never changes: its key is made of all that it is made of."""
FRESH = {"Cache-Control": "private, no-cache"}


@router.get("/{id}/take/{key}", response_class=FileResponse)
async def take(id: SeriesId, key: TakeKey, desk: AtDesk) -> Response:
    """Send a take: a shot, a picture, a voice."""
    found = await run_in_threadpool(desk.take, id, key)
    kind = TYPES.get(Path(found.path).suffix) if found else None
    if found is None or kind is None:
        raise HTTPException(404, "There is no such take.")
    return FileResponse(found.path, media_type=kind, headers=FOREVER)


@router.get("/asset/{asset}/{version}", response_class=FileResponse)
async def asset(asset: AssetId, version: Number, desk: AtDesk) -> Response:
    """Send the portrait of an asset of the home's library."""
    file = await run_in_threadpool(_portrait, Library(desk.home), asset, version)
    if file is None:
        raise HTTPException(404, "There is no such asset.")
    return FileResponse(file, media_type=TYPES[file.suffix], headers=FOREVER)


def _portrait(library: Library, asset: str, version: int) -> Path | None:
    try:
        found = library.get(asset, version)
    except CliffhangerError:
        return None
    first = next((file for file in found.files if file.take == found.pictures[0].take), None)
    path = library.folder / found.id / str(found.version) / first.name if first else None
    return path if path is not None and path.is_file() and path.suffix in TYPES else None


@router.get("/{id}/master/{episode}", response_class=FileResponse)
async def master(id: SeriesId, episode: EpisodeId, desk: AtDesk, v: str = "") -> Response:
    """Send a finished episode; ``v`` is there for caches only."""
    file = desk.home / id / "masters" / f"{episode}.mp4"
    if not file.is_file():
        raise HTTPException(404, f"{episode} is not finished yet.")
    return FileResponse(file, media_type="video/mp4", headers=FRESH)


@router.get("/{id}/captions/{episode}", response_class=Response)
async def captions(id: SeriesId, episode: EpisodeId, desk: AtDesk, v: str = "") -> Response:
    """Send the captions of a finished episode as WebVTT."""
    file = desk.home / id / "masters" / f"{episode}.srt"
    try:
        text = await run_in_threadpool(file.read_text, "utf-8")
    except OSError:
        raise HTTPException(404, f"{episode} is not finished yet.") from None
    return Response(vtt(text), media_type="text/vtt", headers=FRESH)


def vtt(srt: str) -> str:
    """Return SRT text as WebVTT."""
    told = re.sub(r"(\d\d:\d\d:\d\d),(\d\d\d)", r"\1.\2", srt)
    return f"WEBVTT\n\n{told}"
