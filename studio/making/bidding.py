"""Bidding: the price of an order, told and agreed to before anything is made."""

import sys
from typing import TYPE_CHECKING

from ...agents.crew import Studio
from ...errors import UserError
from ...memory.folder import SeriesFolder
from ...memory.numbering import episode_id
from ..estimate import money_told
from ..order import Order
from ..settings import Settings
from .building import Cameras
from .choosing import builder, mix_of
from .mix import Mix
from .pricing import CAST, Cost, Estimate, boarded, casting, summed, uncast, usual

if TYPE_CHECKING:
    from ...memory.ledger import Job
    from ...tools.vendors.book import Ending


def estimate(settings: Settings, order: Order) -> Estimate:
    """Return what an order will cost: from the storyboards that are there, else from what is usual.

    Raises PriceUnknown if nobody knows what a maker takes: an unknown price is not nothing.
    """
    folder = _begun(settings, order)
    ids = [episode_id(order.season, number) for number in range(order.first, order.last + 1)]
    if folder is not None:
        from ..wiring import open_studio

        with open_studio(settings, folder, making=True) as studio:
            return _of_series(settings, studio, ids)
    chosen = builder(settings, None, NoBook())
    cameras = chosen.cameras()
    costs = [*casting(cameras, CAST), *_usual(settings, cameras, chosen.mix, len(ids))]
    return Estimate(episodes=len(ids), boarded=0, costs=summed(costs))


def agree(settings: Settings, order: Order, yes: bool, asking: bool) -> None:
    """Have the user agree to what an order costs, if it costs anything; raise UserError if they do not, or cannot.

    ``yes``: they have agreed already. ``asking``: whether somebody can be asked.
    """
    if not yes and _mix(settings, order).photographs:
        _ask(estimate(settings, order), "This costs", asking)


def agree_an_episode(settings: Settings, yes: bool) -> None:
    """Have the user agree to what each episode costs that is ordered on the page; raise UserError as in `agree`."""
    if yes:
        return
    chosen = builder(settings, None, NoBook())
    if chosen.mix.photographs:
        cameras = chosen.cameras()
        costs = summed([*casting(cameras, CAST), *_usual(settings, cameras, chosen.mix, 1)])
        _ask(Estimate(episodes=1, boarded=0, costs=costs), "The first episode of each series costs", asking=True)


def _ask(bid: Estimate, what: str, asking: bool) -> None:
    if not bid.usd:
        return
    price = f"{what} about {money_told(bid.usd)}, and retakes on top"
    if not asking or not sys.stdin.isatty():
        raise UserError(f"{price}. Say --yes to go on; make … --estimate tells what for.")
    import typer

    typer.echo(bid.as_text(), err=True)
    if not typer.confirm("Go on?", default=False, err=True):
        raise UserError(f"{price}: nothing was made. Another --mix costs another price; --mix drawn costs nothing.")


def _begun(settings: Settings, order: Order) -> SeriesFolder | None:
    """Return the folder of a series that is begun; to ask for another one would make it."""
    begun = (settings.home / order.slug / "series.db").is_file()
    return SeriesFolder(settings.home, order.slug) if begun else None


def _mix(settings: Settings, order: Order) -> Mix:
    folder = _begun(settings, order)
    if folder is None:
        return mix_of(settings)
    with folder.archive() as archive:
        return mix_of(settings, archive)


def _of_series(settings: Settings, studio: Studio, ids: list[str]) -> Estimate:
    mix = mix_of(settings, studio.archive)
    there = set(studio.archive.ids("storyboard"))
    planned = [id for id in ids if id in there]
    cameras = Cameras(studio.makers.picture, studio.makers.cameras, studio.makers.casting)
    costs: list[Cost] = [*casting(cameras, uncast(studio)), *boarded(studio, mix.roles, planned)]
    costs += _usual(settings, cameras, mix, len(ids) - len(planned))
    return Estimate(episodes=len(ids), boarded=len(planned), costs=summed(costs))


def _usual(settings: Settings, cameras: Cameras, mix: Mix, episodes: int) -> list[Cost]:
    from ..wiring import form

    return list(usual(cameras, mix.roles, form(settings), episodes)) if episodes else []


class NoBook:
    """The book of nobody's jobs: for makers that are only asked what they cost."""

    def job(self, key: str) -> "Job | None":
        """Return None: there are none."""
        return None

    def intend(self, key: str, provider: str) -> None:
        """Refuse: nothing is bought here."""
        raise AssertionError("nothing is bought before a series is begun")

    def submitted(self, key: str, provider: str, id: str) -> None:
        """Refuse: nothing is bought here."""
        raise AssertionError("nothing is bought before a series is begun")

    def finished(self, key: str, ending: "Ending") -> None:
        """Refuse: nothing is bought here."""
        raise AssertionError("nothing is bought before a series is begun")

    def pause(self, seconds: float) -> None:
        """Wait for nothing."""
