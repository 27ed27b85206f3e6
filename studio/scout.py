"""The verbs ``scout`` and ``sets``: what the locations of a series are filmed in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from ..errors import UserError
from ..memory.bible import Hour
from .options import Home, Json
from .settings import Quality, load
from .telling import tell

if TYPE_CHECKING:
    from .scouting import SetsReport

OfSeries = Annotated[str, typer.Option("--series", help="Name of a series, its title, or the beginning of either.")]
Place = Annotated[str, typer.Option("--as", help="A location of the series: its name, or a word of it.")]
Trained = Annotated[
    Quality | None, typer.Option(help="draft: fewer frames, a third of the training.", show_default="final")
]
OfSeason = Annotated[str, typer.Option("--season", help="s01; from it on.", show_default="the latest")]


def scout(
    footage: Annotated[
        str, typer.Argument(help="A video of the place, or one picture of it; practice: a room that is only code.")
    ],
    series: OfSeries,
    place: Place,
    season: OfSeason = "",
    hour: Annotated[str, typer.Option(help="When it was filmed: day, dusk, night…")] = "day",
    tall: Annotated[float, typer.Option(min=0, max=60, help="Metres from the floor to the ceiling.")] = 0.0,
    quality: Trained = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a set of footage: from then on a location can be filmed in it from any camera that the footage saw."""
    from ..agents.scouting import Survey
    from .progress import Ticker
    from .scouting import scout_place
    from .shelf import find

    hours: tuple[Hour, ...] = get_args(Hour)
    known = next((one for one in hours if one == hour), None)
    if known is None:
        raise UserError(f"There is no hour {hour[:30]!r}. There: {', '.join(hours)}.")
    settings = load(home=home, quality=quality)
    name = find(settings.home, series)
    how = Survey(tall=tall, hour=known, draft=settings.quality == "draft")
    with Ticker(as_json) as ticker:
        report = scout_place(settings, name, footage, place, _number(season), how, ticker.hear)
    tell(report, as_json)


def sets(
    series: Annotated[str, typer.Argument(help="Name of a series, its title, or the beginning of either.")],
    place: Annotated[str, typer.Option("--of", help="A location of the series.")] = "",
    season: OfSeason = "",
    drawn: Annotated[bool, typer.Option("--drawn", help="Film it in its drawn set again.")] = False,
    colmap: Annotated[Path | None, typer.Option(help="Write it as a COLMAP folder, which splat tools read.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Tell what the locations of a series are filmed in: cameras, marks, quality."""
    from . import scouting
    from .shelf import find

    settings = load(home=home)
    name, number = find(settings.home, series), _number(season)
    if (drawn or colmap) and not place:
        raise UserError("Say which location: --of “mansion hall”.")
    if colmap is not None:
        typer.echo(scouting.export_colmap(settings, name, place, number, colmap))
        return
    report: SetsReport
    if drawn:
        report = scouting.draw_again(settings, name, place, number)
    else:
        report = scouting.sets_report(settings, name, number)
    tell(report, as_json)


def _number(season: str) -> int:
    """Return the number of a season as the user writes it: s01, 1; 0 if nobody says."""
    said = season.strip().lower().removeprefix("s")
    if said and not said.isdigit():
        raise UserError(f"{season[:30]!r} is no season: s01 is.")
    return int(said or 0)
