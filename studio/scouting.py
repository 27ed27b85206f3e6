"""Scouting: footage of a place becomes the set of a location, with a report; and what is filmed where."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..agents.crew import Studio
from ..agents.scouting import Scouted, Survey, drawn_again, lay_out, scout, sets_of
from ..errors import ProductionError, UserError
from ..memory.bible import Location
from ..memory.folder import SeriesFolder, slug
from ..memory.frozen import Frozen
from ..memory.sets import Mark, ScoutedSet, SetCamera
from ..memory.versions import Versions
from ..tools.frame.photograph import develop
from ..tools.frame.photograph import keep as keep_photograph
from ..tools.sets.raw import keep
from ..tools.take import Take
from .casting import filmed
from .run import Listener
from .settings import Settings
from .wiring import open_studio

PRACTICE = "practice"
"""Instead of a file: the room that exists only as code."""
WORDS = "report.txt"
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


class SetReport(Frozen):
    """What a location is filmed in."""

    location: str
    name: str
    made_of: str
    """A file's name; empty: it is drawn."""
    quality: dict[str, Any] = {}
    """Figures: frames registered, reprojection error, PSNR on frames held out…"""
    cameras: tuple[SetCamera, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: str = ""
    pictures: tuple[str, ...] = ()
    """Paths of the report's pictures."""


class SetsReport(Frozen):
    """What the locations of a season are filmed in."""

    series: str
    season: int
    sets: tuple[SetReport, ...]
    remade: int = 0
    """Shots that have been filmed and are filmed anew with the next ``make``."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return it for people."""
        rows: list[str] = []
        for one in self.sets:
            rows.append(f"{one.name}: {f'scouted from {one.made_of}' if one.made_of else 'a drawn set'}")
            if one.cameras:
                rows.append("  cameras: " + ", ".join(f"{each.name} {each.seen:.0%}" for each in one.cameras))
                rows.append("  marks: " + ", ".join(each.name for each in one.marks))
            rows += [f"  {line}" for line in one.words.splitlines()]
            rows += [f"  {path}" for path in one.pictures]
        if self.remade:
            several = self.remade > 1
            rows.append(f"{self.remade} filmed shot{'s are' if several else ' is'} made anew with the next make.")
        return "\n".join(rows)


def scout_place(
    settings: Settings, series: str, footage: str, name: str, season: int, how: Survey, listen: Listener
) -> SetsReport:
    """Scout footage, a picture, or ``practice``, as the set of a location; raise UserError if there is none such."""
    from ..tools.sets.room.furniture import TALL

    async def work(studio: Studio, number: int) -> tuple[Location, Scouted]:
        def tell(text: str) -> None:
            listen({"agent": "scouting", "text": text})

        place = located(studio, number, name)
        source = await _source(studio, footage, tell)
        scouting = lay_out if source.tool == "photograph" else scout
        known = replace(how, tall=how.tall or TALL) if footage == PRACTICE else how
        return place, await scouting(studio, number, place, source, known, tell)

    def told(studio: Studio, number: int, done: tuple[Location, Scouted]) -> tuple[SetReport, ...]:
        place, scouted = done
        return (_reported(studio, place, scouted),)

    return _worked(settings, series, season, work, told)


def draw_again(settings: Settings, series: str, name: str, season: int) -> SetsReport:
    """Film a location in its drawn set again."""

    async def work(studio: Studio, number: int) -> Location:
        place = located(studio, number, name)
        drawn_again(studio, number, place)
        return place

    return _worked(settings, series, season, work, lambda _, __, place: (_drawn(place),))


def sets_report(settings: Settings, series: str, season: int) -> SetsReport:
    """Return what every location of a season is filmed in; nothing is made."""
    with open_studio(settings, SeriesFolder(settings.home, series)) as studio:
        number = _season(studio, season)
        return SetsReport(series=series, season=number, sets=_all(studio, number))


def export_colmap(settings: Settings, series: str, name: str, season: int, out: Path) -> str:
    """Write the capture of a scouted location as a COLMAP folder, which splat tools read, and return its path."""
    from ..tools.sets.field.export import export
    from ..tools.sets.field.field_set import FieldSet

    with open_studio(settings, SeriesFolder(settings.home, series)) as studio:
        number = _season(studio, season)
        place = located(studio, number, name)
        one = sets_of(studio, number).of(place.id)
        take = studio.floor.take(one.take) if one is not None else None
        if take is None:
            raise UserError(f"{place.name} is a drawn set: only what was scouted from footage can be exported.")
        opened = _opened(take)
        if not isinstance(opened, FieldSet):
            raise UserError(f"{place.name} was laid out from one picture: there is nothing of it for COLMAP.")
        export(opened.capture, out)
    return str(out)


def located(studio: Studio, season: int, name: str) -> Location:
    """Return the location of a season that is called so; raise UserError with all there are if none is."""
    places = studio.chronicle.bible(season).locations
    wanted = slug(name)
    exact = [place for place in places if wanted in (slug(place.name), slug(place.id), slug(place.set))]
    near = exact or [place for place in places if _alike(wanted, place)]
    if len(near) == 1:
        return near[0]
    told = ", ".join(f"“{place.name}”" for place in (near or places))
    asked = f"Which of these is {name[:60]!r}?" if near else f"Season {season} has no location {name[:60]!r}. There:"
    raise UserError(f"{asked} {told}.")


def _alike(wanted: str, place: Location) -> bool:
    words = {word for word in wanted.split("-") if word not in ("the", "a", "of")}
    return bool(words & {*slug(place.name).split("-"), *slug(place.set).split("-")})


async def _source(studio: Studio, footage: str, tell: Callable[[str], None]) -> Take:
    """Return the take of what the set is made of."""
    if footage == PRACTICE:
        from ..tools.sets.room.practice import Practice, PracticeSpec

        tell("films the practice room")
        return await studio.floor.make(Practice(), PracticeSpec())
    file = Path(footage).expanduser()
    if file.suffix.lower() in PICTURES:
        stored = keep_photograph(await asyncio.to_thread(develop, file), studio.floor.store)
    else:
        stored = await asyncio.to_thread(keep, file, studio.floor.store)
    take = studio.floor.take(stored.key)
    assert take is not None, "it has just been kept"
    return take.model_copy(update={"facts": {**take.facts, "name": file.name}})


def _worked(
    settings: Settings,
    series: str,
    season: int,
    work: Callable[[Studio, int], Any],
    told: Callable[[Studio, int, Any], tuple[SetReport, ...]],
) -> SetsReport:
    folder = SeriesFolder(settings.home, series)
    with folder.lock(), open_studio(settings, folder, making=True) as studio:
        number = _season(studio, season)
        before = filmed(studio)
        Versions(studio.archive).close()
        done = asyncio.run(work(studio, number))
        remade = len(before - filmed(studio))
        return SetsReport(series=series, season=number, sets=told(studio, number, done), remade=remade)


def _season(studio: Studio, season: int) -> int:
    seasons = studio.chronicle.seasons()
    if not seasons:
        raise ProductionError("The series has no Bible yet: make its first episode.")
    if season and season not in seasons:
        raise UserError(f"There is no season {season} of it.")
    return season or max(seasons)


def _all(studio: Studio, season: int) -> tuple[SetReport, ...]:
    sets = sets_of(studio, season)
    return tuple(
        _scouted(studio, place, one) if (one := sets.of(place.id)) else _drawn(place)
        for place in studio.chronicle.bible(season).locations
    )


def _drawn(place: Location) -> SetReport:
    return SetReport(location=place.id, name=place.name, made_of="")


def _scouted(studio: Studio, place: Location, one: ScoutedSet) -> SetReport:
    take = studio.floor.take(one.take)
    quality = (
        {name: value for name, value in take.facts.items() if isinstance(value, int | float | str)} if take else {}
    )
    folder = report_folder(studio.folder, place.id)
    return SetReport(
        location=place.id,
        name=place.name,
        made_of=one.of,
        quality=quality,
        cameras=one.cameras,
        marks=one.marks,
        words=_words(folder) if take else "The set is missing from the take store: scout the footage again.",
        pictures=tuple(str(path) for path in sorted(folder.glob("*.png"))) if folder.is_dir() else (),
    )


def _words(folder: Path) -> str:
    try:
        return (folder / WORDS).read_text("utf-8").strip()
    except OSError:
        return ""


def report_folder(folder: SeriesFolder, location: str) -> Path:
    """Return where the report's pictures about a location's set lie."""
    return folder.documents / "sets" / location


def _reported(studio: Studio, place: Location, scouted: Scouted) -> SetReport:
    """Write the pictures of the report and its words, and return it."""
    from PIL import Image

    from ..tools.sets.telling import told

    folder = report_folder(studio.folder, place.id)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    facts = {**(scouted.capture.facts if scouted.capture is not None else {}), **scouted.made.facts}
    pictures, words = told(Path(scouted.made.path), facts)
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(folder / f"{name}.png")
    (folder / WORDS).write_text(words + "\n", "utf-8")
    return _scouted(studio, place, scouted.one)


def _opened(take: Take) -> Any:
    from ..tools.sets.opening import open_set

    return open_set(Path(take.path))
