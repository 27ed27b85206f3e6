"""The command line. Results go to stdout, progress to stderr.

Exit codes: 0 done; 1 something failed, with a sentence; 2 the input or a setting cannot be used; 130 interrupted.
"""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import __version__
from ..errors import CliffhangerError, UserError
from .settings import Quality, load

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A studio for vertical micro-dramas: one line in, a finished series out.",
    epilog="Exit codes: 0 done, 1 failed, 2 the input cannot be used, 130 interrupted.",
)

Home = Annotated[Path | None, typer.Option(help="Folder that holds the series [default: series].", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def make(
    premise: Annotated[str, typer.Argument(help="One line: who, and what happens to them.")],
    episodes: Annotated[int, typer.Option(min=1, max=100, help="How many episodes to finish, from the first.")] = 1,
    season_length: Annotated[int, typer.Option(min=60, max=100, help="Episodes the season is planned for.")] = 60,
    home: Home = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another series.")] = 0,
    quality: Annotated[
        Quality | None, typer.Option(help="draft is 540x960, final 1080x1920.", show_default="final")
    ] = None,
    no_render: Annotated[bool, typer.Option("--no-render", help="Stop each episode after its storyboard.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes at work at once.", show_default="one a core")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a series of one line. The same line again goes on with what is unfinished."""
    from .order import Order

    settings = load(home=home, quality=quality, workers=workers)
    order = Order(premise=premise, seed=seed, season_length=season_length, episodes=episodes, render=not no_render)
    order.check(settings)

    from .run import run  # only now: it opens graphs, memory and makers

    report = run(settings, order, quiet=as_json)
    if as_json:
        _print_json(report.as_json())
        return
    typer.echo(report.as_text())


@app.command()
def show(
    series: Annotated[str, typer.Argument(help="Name of a series, or its beginning; none: all of them.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Tell what a series is and where it stands."""
    from .shelf import describe, overview

    settings = load(home=home)
    told = describe(settings.home, series) if series else overview(settings.home)
    if as_json:
        _print_json(told.as_json())
        return
    typer.echo(told.as_text())


@app.command()
def doctor(as_json: Json = False) -> None:
    """Tell which maker serves each job, why, and what would better it."""
    from .doctor import examine

    findings = examine(load())
    if as_json:
        _print_json({"makers": [finding.model_dump() for finding in findings]})
        return
    for finding in findings:
        typer.echo(finding.as_text())


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cliffhanger {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line and turn every error of ours into one sentence and an exit code."""
    try:
        app()
    except CliffhangerError as error:
        if os.environ.get("CLIFFHANGER_DEBUG"):
            raise
        typer.echo(f"cliffhanger: {error}", err=True)
        sys.exit(2 if isinstance(error, UserError) else 1)
    except KeyboardInterrupt:
        typer.echo("cliffhanger: interrupted; what was made is kept, the same command goes on from here.", err=True)
        sys.exit(130)
