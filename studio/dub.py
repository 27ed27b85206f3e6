"""The verb ``dub``: a series, or somebody's footage, in other languages."""

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UserError
from .options import Home, Json, SeasonNumber, Workers
from .settings import load
from .telling import tell


def dub(
    what: Annotated[str, typer.Argument(help="Name of a series, or a video file of yours.")],
    to: Annotated[str, typer.Option(help="Languages: es,zh,ja,ko,pt,fr,de,hi,id…")],
    episodes: Annotated[str, typer.Option(help="Which: 3, or 1-10.", show_default="all that are finished")] = "",
    season: SeasonNumber = 0,
    line: Annotated[
        list[str] | None,
        typer.Option(help="A line as you want it: s01e01.2.l03=“…”; may be given again.", show_default=False),
    ] = None,
    listen: Annotated[
        bool | None,
        typer.Option(
            "--listen/--no-listen", help="Recognise every line back.", show_default="if [listen] is installed"
        ),
    ] = None,
    home: Home = None,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Dub finished episodes: the same voices in other languages; only what is heard, read and mouthed changes."""
    from .dubbing import dub as dub_series
    from .progress import Ticker
    from .shelf import find, is_series

    settings = load(home=home, workers=workers)
    if not is_series(settings.home, what) and Path(what).is_file():
        raise UserError(f"{what} is a file; dubbing footage is not wired yet.")
    name = find(settings.home, what)
    with Ticker(as_json) as ticker:
        report = dub_series(settings, name, to, episodes, season, _said(line or []), listen, ticker.hear)
    tell(report, as_json)


def _said(lines: list[str]) -> dict[str, str]:
    """Return the user's own lines by line id; raise UserError for one that is not written so."""
    said: dict[str, str] = {}
    for line in lines:
        id, sign, text = line.partition("=")
        if not sign or not text.strip(' “”"'):
            raise UserError(f"--line {line[:40]!r} says nothing: write it as s01e01.2.l03=“the line”.")
        said[id.strip()] = text.strip().strip('“”"')
    return said
