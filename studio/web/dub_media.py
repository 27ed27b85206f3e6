"""Media of dubs: masters and captions in other languages, and the stream that grows while one is made."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response

from ...errors import ToolError
from ...memory.languages import LANGUAGES
from ...tools.edit import ffmpeg
from .desk import AtDesk, Desk
from .ids import EpisodeId, LanguageCode, PartNumber, SeriesId
from .media import FRESH, vtt

router = APIRouter(prefix="/media", tags=["media"])

PLAYLIST = "stream.m3u8"
MPEGURL, MPEGTS = "application/vnd.apple.mpegurl", "video/mp2t"
_ROW = re.compile(r"#EXTINF:(\d{1,4}(?:\.\d{1,6})?),\n(\d{3,4})\.ts(?:\n|$)")
_LONGEST = 200_000
"""Characters of a playlist: more is not one of ours."""


@router.get("/{id}/dub/{episode}/{language}/master.mp4", response_class=FileResponse)
async def master(id: SeriesId, episode: EpisodeId, language: LanguageCode, desk: AtDesk, v: str = "") -> Response:
    """Send a finished dub; ``v`` is there for caches only."""
    return FileResponse(_file(desk, id, episode, language, ".mp4"), media_type="video/mp4", headers=FRESH)


@router.get("/{id}/dub/{episode}/{language}/captions.srt", response_class=FileResponse)
async def subtitles(id: SeriesId, episode: EpisodeId, language: LanguageCode, desk: AtDesk) -> Response:
    """Send the subtitles of a finished dub as they lie beside it."""
    return FileResponse(_file(desk, id, episode, language, ".srt"), media_type="application/x-subrip", headers=FRESH)


@router.get("/{id}/dub/{episode}/{language}/captions.vtt", response_class=Response)
async def captions(id: SeriesId, episode: EpisodeId, language: LanguageCode, desk: AtDesk, v: str = "") -> Response:
    """Send the captions of a finished dub as WebVTT."""
    text = await run_in_threadpool(_file(desk, id, episode, language, ".srt").read_text, "utf-8")
    return Response(vtt(text), media_type="text/vtt", headers=FRESH)


@router.get("/{id}/dub/{episode}/{language}/stream.m3u8", response_class=FileResponse)
async def playlist(id: SeriesId, episode: EpisodeId, language: LanguageCode, desk: AtDesk) -> Response:
    """Send the list of the parts that can be watched by now, for browsers that play HLS."""
    return FileResponse(_streamed(desk, id, episode, language, PLAYLIST), media_type=MPEGURL, headers=FRESH)


@router.get("/{id}/dub/{episode}/{language}/{part}.ts", response_class=FileResponse)
async def part(id: SeriesId, episode: EpisodeId, language: LanguageCode, part: PartNumber, desk: AtDesk) -> Response:
    """Send a part of the stream as it is."""
    return FileResponse(_streamed(desk, id, episode, language, f"{part}.ts"), media_type=MPEGTS, headers=FRESH)


@router.get("/{id}/dub/{episode}/{language}/{part}.mp4", response_class=Response)
async def part_alone(
    id: SeriesId, episode: EpisodeId, language: LanguageCode, part: PartNumber, desk: AtDesk
) -> Response:
    """Send a part of the stream as a file of its own, for browsers that play no HLS; nothing is coded anew."""
    file = _streamed(desk, id, episode, language, f"{part}.ts")
    try:
        whole = await run_in_threadpool(_packed, file)
    except (ToolError, OSError) as error:
        raise HTTPException(404, "There is no such part any more.") from error
    return Response(whole, media_type="video/mp4", headers=FRESH)


def parts_of(series: Path, episode: str, language: str) -> list[float]:
    """Return the seconds of every part of a stream, in order; nothing if there is none, or its list does not read."""
    try:
        with (_folder(series, episode, language) / PLAYLIST).open(encoding="utf-8") as file:
            rows = _ROW.findall(file.read(_LONGEST))
    except (OSError, ValueError):
        return []
    return [float(seconds) for n, (seconds, name) in enumerate(rows) if int(name) == n]


def _folder(series: Path, episode: str, language: str) -> Path:
    return series / "masters" / f"{episode}.{language}.stream"


def _file(desk: Desk, series: str, episode: str, language: str, suffix: str) -> Path:
    file = desk.home / series / "masters" / f"{episode}.{language}{suffix}"
    if language not in LANGUAGES or file.is_symlink() or not file.is_file():
        raise HTTPException(404, f"{episode} is not dubbed into that language yet.")
    return file


def _streamed(desk: Desk, series: str, episode: str, language: str, name: str) -> Path:
    folder = _folder(desk.home / series, episode, language)
    file = folder / name
    if language not in LANGUAGES or folder.is_symlink() or file.is_symlink() or not file.is_file():
        raise HTTPException(404, "There is no such part.")
    return file


def _packed(part: Path) -> bytes:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "part.mp4"
        read = ["-protocol_whitelist", "file", "-f", "mpegts", "-i", f"file:{part}"]
        written = ["-map", "0:v:0", "-map", "0:a:0", "-c", "copy", "-movflags", "+faststart", "-f", "mp4", "-y"]
        ffmpeg.run([*read, *written, f"file:{out}"], f"packing {part.name}", seconds=30)
        return out.read_bytes()
