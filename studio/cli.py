"""The command line. Results go to stdout, progress to stderr.

Exit codes: 0 done; 1 something failed, with a sentence; 2 the input or a setting cannot be used; 130 interrupted.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import __version__
from ..errors import CliffhangerError, UserError
from . import directing
from .options import (
    AcceptLicence,
    Allow,
    Episodes,
    EstimateOnly,
    Home,
    Json,
    Mix,
    NoRender,
    Paywall,
    Picture,
    PlannedLength,
    PlannedPaywall,
    Resubmit,
    SeasonLength,
    SeasonNumber,
    Seed,
    Series,
    Whole,
    Workers,
    Yes,
)
from .settings import Settings, chosen, load
from .telling import print_json, tell

if TYPE_CHECKING:
    from .order import Order

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A studio for vertical micro-dramas: one line in, a finished series out.",
    epilog="Exit codes: 0 done, 1 failed, 2 the input cannot be used, 130 interrupted.",
)


@app.command()
def make(
    what: Annotated[str, typer.Argument(help="One line: who, and what happens to them. Or the name of a series.")],
    episodes: Episodes = "1",
    whole: Whole = False,
    season: Annotated[int, typer.Option(min=0, help="Of a series: which season.", show_default="the latest")] = 0,
    season_length: PlannedLength = None,
    paywall: PlannedPaywall = None,
    home: Home = None,
    seed: Annotated[int | None, typer.Option(min=0, max=2**31 - 1, help="Another seed, another series.")] = None,
    quality: Picture = None,
    no_render: NoRender = False,
    workers: Workers = None,
    mix: Mix = None,
    accept_licence: AcceptLicence = None,
    allow: Allow = None,
    resubmit: Resubmit = None,
    estimate: EstimateOnly = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Make a series of one line, or go on with one. The same line again goes on with what is unfinished."""
    from .order import of_premise, of_series
    from .shelf import is_series

    made_by = chosen(mix, accept_licence, allow, resubmit)
    settings = load(home=home, quality=quality, workers=workers, **made_by)
    if is_series(settings.home, what):
        from .shelf import find

        order = of_series(settings.home, find(settings.home, what), season)
        order = order.agreed(season_length=season_length, paywall=paywall, seed=seed)
    else:
        order = of_premise(settings.home, what, seed or 0, season_length, paywall)
    _carry_out(settings, order.of_episodes(episodes, whole), no_render, as_json, estimate, yes)


@app.command()
def sequel(
    series: Series,
    about: Annotated[str, typer.Argument(help="What it should be about; none: what was left open.")] = "",
    lead: Annotated[str, typer.Option(help="Who leads it: a spin-off.")] = "",
    from_here: Annotated[bool, typer.Option("--from-here", help="Even if the season before is not finished.")] = False,
    episodes: Episodes = "1",
    whole: Whole = False,
    season_length: SeasonLength = 60,
    paywall: Paywall = 10,
    home: Home = None,
    seed: Seed = 0,
    quality: Picture = None,
    no_render: NoRender = False,
    workers: Workers = None,
    mix: Mix = None,
    accept_licence: AcceptLicence = None,
    allow: Allow = None,
    resubmit: Resubmit = None,
    estimate: EstimateOnly = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Make the next season of a series, which remembers every season before it."""
    from .order import SeasonOrder, of_sequel
    from .shelf import find

    made_by = chosen(mix, accept_licence, allow, resubmit)
    settings = load(home=home, quality=quality, workers=workers, **made_by)
    wanted = SeasonOrder(seed=seed, season_length=season_length, paywall=paywall, about=about.strip(), lead=lead)
    order = of_sequel(settings.home, find(settings.home, series), wanted, from_here)
    _carry_out(settings, order.of_episodes(episodes, whole), no_render, as_json, estimate, yes)


def _carry_out(
    settings: Settings, order: "Order", no_render: bool, as_json: bool, estimate_only: bool, yes: bool
) -> None:
    order = order.model_copy(update={"render": not no_render})
    order.check(settings)
    if estimate_only:
        from .making.bidding import estimate

        tell(estimate(settings, order), as_json)
        return
    if order.render:
        from .making.bidding import agree

        agree(settings, order, yes, asking=not as_json)

    from .run import run  # only now: it opens graphs, memory and makers

    tell(run(settings, order, quiet=as_json), as_json)


@app.command()
def plan(
    series: Series,
    season: SeasonNumber = 0,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Show a season's plan as a table, and draw it as a picture: threads, tension, cast."""
    from .planning import plan_of
    from .shelf import find

    settings = load(home=home)
    tell(plan_of(settings.home, find(settings.home, series), season), as_json)


@app.command()
def canon(
    series: Series,
    at: Annotated[str, typer.Option(help="A moment: s01e34, or s01e34.2 for its second scene.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Tell what is true at a moment: who knows what, wears what, holds what, is where, is hurt."""
    from .canon import canon_of
    from .shelf import find

    settings = load(home=home)
    tell(canon_of(settings.home, find(settings.home, series), at), as_json)


@app.command()
def check(
    series: Series,
    episodes: Annotated[str, typer.Option(help="s01e04, or s01 for a season.", show_default="all")] = "",
    script: Annotated[Path | None, typer.Option(help="A Fountain file to hold against canon.")] = None,
    waive: Annotated[str, typer.Option(help="A finding that is meant; its id, without the episode for good.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is meant.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Hold scripts against everything that happened before them, and report what contradicts it."""
    from .checking import check_series, check_text, waive_finding, waive_in_file
    from .shelf import find

    settings = load(home=home)
    name = find(settings.home, series)
    if waive and script is not None:
        waive_in_file(settings, name, script, waive, reason, episodes)
    elif waive:
        waive_finding(settings.home, name, waive, reason)
    if script is not None:
        tell(check_text(settings, name, script, episodes), as_json)
    else:
        tell(check_series(settings, name, episodes), as_json)


@app.command()
def show(
    series: Annotated[str, typer.Argument(help="Name of a series, or its beginning; none: all of them.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Tell what a series is and where it stands."""
    from .shelf import describe, overview

    settings = load(home=home)
    tell(describe(settings.home, series) if series else overview(settings.home), as_json)


@app.command()
def doctor(
    mix: Mix = None, accept_licence: AcceptLicence = None, allow: Allow = None, home: Home = None, as_json: Json = False
) -> None:
    """Tell which maker serves each job, why, and what would better it."""
    from .doctor import examine

    findings = examine(load(home=home, **chosen(mix, accept_licence, allow, None)))
    if as_json:
        print_json({"makers": [finding.model_dump() for finding in findings]})
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


for verb in directing.VERBS:
    app.command()(verb)
app.command(hidden=True)(directing.worker)


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
