"""What stands in a home: all series, or one of them and how far it is."""

from pathlib import Path
from typing import Any

from ..errors import SeriesError, UserError
from ..memory.archive import Archive
from ..memory.bible import Bible
from ..memory.chronicle import Chronicle
from ..memory.folder import series_in
from ..memory.frozen import Frozen
from ..memory.numbering import numbers, place, season_id
from ..memory.script import Outline, Script


class EpisodeStand(Frozen):
    """How far one episode is."""

    id: str
    title: str
    stage: str
    """planned, written, boarded or finished."""
    master: str


class SeasonStand(Frozen):
    """What a season is."""

    number: int
    title: str
    logline: str
    planned: int
    """Episodes; 0: there is no outline yet."""


class SeriesStand(Frozen):
    """What a series is and where it stands."""

    series: str
    title: str
    logline: str
    premise: str
    planned: int
    """Episodes of all seasons."""
    seasons: tuple[SeasonStand, ...]
    episodes: tuple[EpisodeStand, ...]
    documents: str
    """SHA-256 over all its current documents."""
    path: str

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return it for people."""
        lines = [self.title, self.logline, "", f"{self.planned} episodes planned, {len(self.episodes)} begun"]
        for season in self.seasons:
            if season.number > 1:
                lines += ["", f"Season {season.number}: {season.title}", season.logline]
            lines += [
                f"{e.id}  {e.stage:<9} {e.title}" + (f"\n        {e.master}" if e.master else "")
                for e in self.episodes
                if numbers(e.id)[0] == season.number
            ]
        return "\n".join([*lines, "", f"documents {self.documents}", self.path])


class Overview(Frozen):
    """All series of a home."""

    home: str
    series: tuple[SeriesStand, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return a line a series."""
        if not self.series:
            return f'No series in {self.home} yet: cliffhanger make "one line"'
        return "\n".join(
            f"{stand.series}  {stand.title}  "
            f"{sum(e.stage == 'finished' for e in stand.episodes)} of {stand.planned} episodes finished"
            for stand in self.series
        )


def overview(home: Path) -> Overview:
    """Return all series of a home."""
    return Overview(home=str(home), series=tuple(_stand(home, slug) for slug in series_in(home)))


def describe(home: Path, name: str) -> SeriesStand:
    """Return one series by its name, its title or the beginning of either; raise UserError if that is not one."""
    return _stand(home, find(home, name))


def find(home: Path, name: str) -> str:
    """Return the folder name of a series, given as in `describe`."""
    found, slugs = _called(home, name), series_in(home)
    if len(found) != 1:
        known = ", ".join(slugs) or "none"
        what = "more than one series" if found else "no series"
        raise UserError(f"{what} in {home} is called {name[:60]!r}. There: {known}.")
    return found[0]


def is_series(home: Path, name: str) -> bool:
    """Tell whether a text names one series of a home, rather than being a premise."""
    return len(_called(home, name)) == 1


def _called(home: Path, name: str) -> list[str]:
    slugs, wanted = series_in(home), name.strip().casefold()
    if not wanted or wanted in slugs:
        return [wanted] if wanted else []
    titles = {slug: _title(home, slug).casefold() for slug in slugs}
    exact = [slug for slug in slugs if titles[slug] == wanted]
    return exact or [slug for slug in slugs if slug.startswith(wanted) or titles[slug].startswith(wanted)]


def _title(home: Path, slug: str) -> str:
    """Return what a series is called; empty if it cannot be read, which is no reason not to find another."""
    try:
        with Archive(home / slug / "series.db") as archive:
            bible = archive.get("bible", season_id(1), Bible)
    except SeriesError:
        return ""
    return bible.title if bible else ""


def _stand(home: Path, slug: str) -> SeriesStand:
    path = home / slug
    with Archive(path / "series.db") as archive:
        bible = archive.get("bible", season_id(1), Bible)
        seasons = tuple(_season(archive, number) for number in Chronicle(archive).seasons())
        return SeriesStand(
            series=slug,
            title=bible.title if bible else slug,
            logline=bible.logline if bible else "",
            premise=archive.note("premise"),
            planned=sum(season.planned for season in seasons),
            seasons=seasons,
            episodes=tuple(_episode(archive, path, id) for id in sorted(archive.ids("script"), key=place)),
            documents=archive.digest(),
            path=str(path.resolve()),
        )


def _season(archive: Archive, number: int) -> SeasonStand:
    bible = Chronicle(archive).bible(number)
    outline = archive.get("outline", season_id(number), Outline)
    planned = len(outline.episodes) if outline else 0
    return SeasonStand(number=number, title=bible.title, logline=bible.logline, planned=planned)


def _episode(archive: Archive, path: Path, id: str) -> EpisodeStand:
    script = archive.get("script", id, Script)
    master = path / "masters" / f"{id}.mp4"
    stage = "finished" if master.exists() else "boarded" if id in archive.ids("storyboard") else "written"
    return EpisodeStand(
        id=id,
        title=script.title if script else "",
        stage=stage,
        master=str(master.resolve()) if master.exists() else "",
    )
