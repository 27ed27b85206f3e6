"""Sets: what every location of a season is filmed in, how good that is, and its cameras and marks."""

import json
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi import Path as InPath
from fastapi.responses import FileResponse, Response

from ...agents.angles import grounds
from ...memory.bible import Bible, Location
from ...memory.numbering import numbers, place, season_id
from ...memory.script import Script
from ...memory.sets import Eye, ScoutedSet, Sets
from ...memory.storyboard import Storyboard
from .desk import AtDesk, Desk, View, Volume
from .ids import SeriesId, SubjectId
from .media import FRESH

router = APIRouter(prefix="/api", tags=["sets"])
pictures = APIRouter(prefix="/media", tags=["media"])

Season = Annotated[int, Query(ge=0, le=999, description="0: the latest.")]
PictureName = Annotated[str, InPath(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$", description="A picture of a report.")]
FIGURES = {
    "psnr": "Likeness to frames held out, dB",
    "ssim": "Likeness of structure, 1 is the same",
    "registered": "Frames that found their place",
    "looked_at": "Frames looked at",
    "error_px": "Reprojection error, px",
    "points": "Points measured",
    "walked_m": "Walked, m",
    "parallax_degrees": "Parallax, degrees",
    "tall_m": "Height of the place, m",
    "held_out": "Frames held out",
    "steps": "Steps of training",
    "seconds": "Seconds of training",
    "hidden": "Share that was made up",
    "cards": "Things that stand in it",
    "fov": "Angle of view, degrees",
    "eye": "Height it was taken from, m",
}
"""What the figures of a set and of its capture mean, by the name of the fact, the telling ones first."""
WORDS = "report.txt"
"""What the scouting report says, beside its pictures."""
_LONGEST = 4000


class FigureView(View):
    """A figure of a set's quality."""

    name: str
    words: str
    value: float


class ReportPictureView(View):
    """A picture of the scouting report."""

    name: str
    words: str
    version: int
    """For caches."""


class CameraView(View):
    """A camera that has a name."""

    name: str
    eye: Eye
    seen: float
    """Share of its picture that the footage saw."""
    saved: bool
    """Whether the user placed it: only those can be renamed and removed."""
    shots: list[str]
    """Shots of the present episode that are filmed with it."""


class MarkView(View):
    """Where somebody stands."""

    name: str
    x: float
    z: float
    saved: bool
    shots: list[str]


class SetView(View):
    """A location, and what it is filmed in."""

    id: str
    name: str
    words: str
    made_of: str
    """drawn, footage or picture."""
    of: str
    """The name of the file that it was made of."""
    hour: str
    take: str
    """For caches: changes with the set."""
    why_not: str
    """Why one cannot look round in it; empty: one can."""
    plate: str | None
    """Take that shows how it is drawn."""
    figures: list[FigureView]
    told: list[str]
    """What the report says, a sentence each."""
    pictures: list[ReportPictureView]
    cameras: list[CameraView]
    marks: list[MarkView]
    shots: int
    """Shots of the present episode that play there."""


class SetsView(View):
    """The sets of a season."""

    season: int
    episode: str
    """The latest that is boarded; empty: none is."""
    locations: list[SetView]


@router.get("/series/{id}/sets")
def sets(id: SeriesId, desk: AtDesk, season: Season = 0) -> SetsView:
    """Show what every location of a season is filmed in."""
    volume = desk.volume(id)
    number = season_of(volume, season)
    bible = volume.document("bible", season_id(number), Bible)
    if bible is None:
        raise HTTPException(404, f"Season {number} has no Bible yet.")
    scouted, plates = sets_of(volume, number), desk.jobs.samples(id, "plate")
    episode = _boarded(volume, number)
    locations = []
    for one in bible.locations:
        shots = _filmed(volume, episode, one.id, scouted.of(one.id))
        locations.append(_location(desk, id, one, scouted.of(one.id), shots, plates.get(one.id)))
    return SetsView(season=number, episode=episode, locations=locations)


@pictures.get("/{id}/sets/{location}/report/{name}.png", response_class=FileResponse)
def report_picture(id: SeriesId, location: SubjectId, name: PictureName, desk: AtDesk, v: int = 0) -> Response:
    """Send a picture of the scouting report; ``v`` is there for caches only."""
    folder = _report(desk, id, location)
    file = folder / f"{name}.png"
    if folder.is_symlink() or file.is_symlink() or not file.is_file():
        raise HTTPException(404, "There is no such picture.")
    return FileResponse(file, media_type="image/png", headers=FRESH)


def season_of(volume: Volume, season: int) -> int:
    """Return the season that is meant; raise 404 if there is none."""
    seasons = volume.chronicle.seasons()
    if not seasons or (season and season not in seasons):
        raise HTTPException(404, f"There is no season {season}." if season else "There is no season yet.")
    return season or max(seasons)


def sets_of(volume: Volume, season: int) -> Sets:
    """Return the scouted sets of a season: its own, or those of the season before it."""
    found = (volume.document("sets", season_id(number), Sets) for number in range(season, 0, -1))
    return next((sets for sets in found if sets is not None), Sets())


def film(desk: Desk, series: str, one: ScoutedSet) -> Path:
    """Return the file of a set; raise 404 if it is gone."""
    take = desk.take(series, one.take)
    if take is None:
        raise HTTPException(404, "The set is missing from the take store: scout the footage again.")
    return Path(take.path)


def asks_for(board: Storyboard, script: Script | None) -> Iterator[tuple[str, str, str, str]]:
    """Yield where every shot plays, its id, and the camera and the mark that it asks for by name."""
    where = {scene.id: scene.location for scene in script.scenes} if script else {}
    for shot in board.shots:
        if shot.scene in where:
            yield where[shot.scene], shot.id, shot.camera, shot.mark


def _boarded(volume: Volume, season: int) -> str:
    there = (id for id in volume.archive.ids("storyboard") if numbers(id)[0] == season)
    return max(there, key=place, default="")


def _filmed(volume: Volume, episode: str, location: str, one: ScoutedSet | None) -> list[tuple[str, str, str]]:
    """Return the shots of an episode at a location, with the camera and the mark of each; of a drawn one without."""
    board = volume.document("storyboard", episode, Storyboard) if episode else None
    script = volume.document("script", episode, Script) if episode else None
    if board is None or script is None:
        return []
    scenes = [scene for scene in script.scenes if scene.location == location]
    if one is None or not one.cameras or not one.marks:
        there = {scene.id for scene in scenes}
        return [(shot.id, "", "") for shot in board.shots if shot.scene in there]
    found = {id: ground for scene in scenes for id, ground in grounds(one, scene, board.shots).items()}
    return [(id, ground.camera.name, ground.mark.name) for id, ground in found.items()]


def _location(
    desk: Desk,
    series: str,
    one: Location,
    scouted: ScoutedSet | None,
    shots: list[tuple[str, str, str]],
    plate: str | None,
) -> SetView:
    take = desk.take(series, scouted.take) if scouted else None
    there, folder = _kind(take.path) if take else "", _report(desk, series, one.id)
    gone = "The set is missing from the take store: scout the footage again."
    return SetView(
        id=one.id,
        name=one.name,
        words=one.words,
        made_of=("picture" if there == "picture" else "footage") if scouted else "drawn",
        of=scouted.of if scouted else "",
        hour=scouted.hour if scouted else "",
        take=scouted.take if scouted else "",
        why_not="It is drawn: one looks round in what was scouted." if not scouted else "" if take else gone,
        plate=plate,
        figures=list(_figures({**_measured(take.path), **take.facts})) if take else [],
        told=_told(take.facts, folder) if take else [],
        pictures=list(_pictures(folder)) if scouted else [],
        cameras=[
            CameraView(
                name=each.name, eye=each.eye, seen=each.seen, saved=each.saved,
                shots=[id for id, camera, _ in shots if camera == each.name],
            )
            for each in (scouted.cameras if scouted else ())
        ],
        marks=[
            MarkView(
                name=each.name, x=each.x, z=each.z, saved=each.saved,
                shots=[id for id, _, mark in shots if mark == each.name],
            )
            for each in (scouted.marks if scouted else ())
        ],
        shots=len(shots),
    )  # fmt: skip


def _figures(facts: dict[str, object]) -> Iterator[FigureView]:
    """Yield the figures among facts that people understand."""
    for name, words in FIGURES.items():
        value = facts.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield FigureView(name=name, words=words, value=round(float(value), 4))


def _told(facts: dict[str, object], folder: Path) -> list[str]:
    """Return what the report says, a sentence each; of a set without a report what its maker noted."""
    try:
        lines: Any = (folder / WORDS).read_text("utf-8")[:_LONGEST].splitlines()
    except (OSError, ValueError):
        lines = facts.get("notes", ())
    return [str(line).strip() for line in lines if str(line).strip()][:12] if isinstance(lines, list | tuple) else []


def _report(desk: Desk, series: str, location: str) -> Path:
    return desk.home / series / "documents" / "sets" / location


def _pictures(folder: Path) -> Iterator[ReportPictureView]:
    for file in sorted(folder.glob("*.png")) if folder.is_dir() else ():
        words = file.stem.lstrip("0123456789_-").replace("_", " ").replace("-", " ")
        yield ReportPictureView(name=file.stem, words=words or file.stem, version=int(file.stat().st_mtime))


@lru_cache(256)
def _kind(path: str) -> str:
    """Return what a file of a set holds: field or picture; empty if it does not say."""
    try:
        with zipfile.ZipFile(path) as archive:
            return str(json.loads(archive.read("set.json"))["kind"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return ""


@lru_cache(256)
def _measured(path: str) -> dict[str, object]:
    """Return what was measured of the footage that a set was learnt from; nothing if it was made of none."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("capture.zip") as file, zipfile.ZipFile(file) as capture:
            found: dict[str, object] = json.loads(capture.read("capture.json"))["facts"]
            return found
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return {}
