"""The arguments and options that several verbs of the command line share."""

from pathlib import Path
from typing import Annotated

import typer

from .settings import Quality

Series = Annotated[str, typer.Argument(help="Name of a series, its title, or the beginning of either.")]
Episodes = Annotated[str, typer.Option(help="How many to finish, from the first: 3; or which: 4-9.")]
Whole = Annotated[bool, typer.Option("--all", help="Finish the whole season.")]
SeasonLength = Annotated[int, typer.Option(min=60, max=100, help="Episodes the season is planned for.")]
PlannedLength = Annotated[
    int | None, typer.Option(min=60, max=100, help="Episodes the season is planned for.", show_default="60")
]
PlannedPaywall = Annotated[
    int | None,
    typer.Option(min=2, max=59, help="The last free episode; the strongest button stands there.", show_default="10"),
]
SeasonNumber = Annotated[int, typer.Option(min=0, help="Which season.", show_default="the latest")]
Paywall = Annotated[int, typer.Option(min=2, max=59, help="The last free episode; the strongest button stands there.")]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another series.")]
Picture = Annotated[Quality | None, typer.Option(help="draft is 540x960, final 1080x1920.", show_default="final")]
NoRender = Annotated[bool, typer.Option("--no-render", help="Stop each episode after its storyboard.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes at work at once.", show_default="one a core")]
Home = Annotated[Path | None, typer.Option(help="Folder that holds the series [default: series].", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Mix = Annotated[
    str | None,
    typer.Option(help="Who films what: hero=kling,dialogue=photo,rest=drawn.", show_default="as before, or all drawn"),
]
AcceptLicence = Annotated[
    list[str] | None,
    typer.Option(help="A model whose licence limits commercial use, and that you accept it for.", show_default=False),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(help="What may be done in a lesser way: quantised, photo-for-video.", show_default="offload"),
]
Resubmit = Annotated[
    bool | None,
    typer.Option("--resubmit", help="Order paid jobs again that may be lost, at the risk of paying twice."),
]
EstimateOnly = Annotated[bool, typer.Option("--estimate", help="Tell the price, and make nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Go on whatever it costs.")]
