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
    out: Annotated[Path | None, typer.Option(help="Of a video: the master, or a folder for several.")] = None,
    source: Annotated[str, typer.Option("--from", help="Of a video: what is spoken in it; none: it is heard.")] = "",
    srt: Annotated[Path | None, typer.Option(help="Of a video: what is said in it, instead of listening.")] = None,
    lines: Annotated[Path | None, typer.Option(help="Of a video: subtitles that are already translated.")] = None,
    speakers: Annotated[int, typer.Option(min=0, max=20, help="Of a video: how many speak; 0: it is heard.")] = 0,
    voice_stem: Annotated[Path | None, typer.Option(help="Of a video: its voices alone, if you have them.")] = None,
    bed_stem: Annotated[Path | None, typer.Option(help="Of a video: everything but its voices.")] = None,
    faces: Annotated[bool, typer.Option("--faces/--no-faces", help="Of a video: whether mouths are remade.")] = True,
    captions: Annotated[bool, typer.Option("--captions", help="Of a video: burn captions in.")] = False,
    consent: Annotated[str, typer.Option(help="Of a video: what those seen and heard in it have agreed to.")] = "",
    home: Home = None,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Dub finished episodes: the same voices in other languages; only what is heard, read and mouthed changes.

    Or dub a video of yours: it is listened to, translated, spoken, remouthed and mixed.
    """
    from .dubbing import dub as dub_series
    from .progress import Ticker
    from .shelf import find, is_series

    settings = load(home=home, workers=workers)
    if not is_series(settings.home, what) and Path(what).is_file():
        from .footage import FootageOrder, dub_footage

        order = FootageOrder(
            path=Path(what), to=to, out=out, source=source, srt=srt, lines=lines, speakers=speakers,
            voice_stem=voice_stem, bed_stem=bed_stem, faces=faces, captions=captions, consent=consent, listen=listen,
        )  # fmt: skip
        with Ticker(as_json) as ticker:
            footage = dub_footage(settings, order, hear=ticker.hear)
        tell(footage, as_json)
        return
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
