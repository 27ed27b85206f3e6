"""The bid of a home, told as JSON by a process of its own: what an order costs imports what the page must not."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..agents.crew import Studio
from ..errors import CliffhangerError
from ..memory.folder import SeriesFolder
from .making.bidding import estimate
from .order import Order, of_series
from .settings import Settings, load


def bid(settings: Settings, series: str, season: int, first: int, last: int) -> dict[str, Any]:
    """Return what episodes cost, of a series that is begun or (no name) of one that is not."""
    if not series:
        order = Order(slug="none", premise="none", first=first, last=last)
    else:
        order = of_series(settings.home, series)
        order = order.model_copy(update={"season": season or order.season, "first": first, "last": last})
    return estimate(settings, order).as_json()


def casting_bid(settings: Settings, series: str) -> dict[str, Any]:
    """Return what one picture of a person costs, how many faces are looked for at once, and the pictures of a sheet."""
    from ..agents.portraying.subjects import expressions, missing, subjects
    from .making.building import Cameras
    from .making.pricing import casting

    with _opened(settings, series) as studio:
        call = studio.makers.casting
        if call is None:
            return {"usd": 0.0, "faces": 0, "sheets": {}}
        cameras = Cameras(studio.makers.picture, studio.makers.cameras, call)
        usd = sum(cost.usd for cost in casting(cameras, 1))
        sheets = {
            one.id: sum(1 for _ in missing(one, None, expressions(studio, one.person))) if one.person else 0
            for one in subjects(studio)
        }
        return {"usd": usd, "faces": call.candidates, "sheets": sheets}


@contextmanager
def _opened(settings: Settings, series: str) -> Iterator[Studio]:
    from .wiring import open_studio

    with open_studio(settings, SeriesFolder(settings.home, series), making=True) as studio:
        yield studio


def main() -> None:
    """Tell a bid on stdout, or in ``error`` why there is none."""
    parser = argparse.ArgumentParser(prog="cliffhanger bid")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--quality")
    parser.add_argument("--series", default="")
    parser.add_argument("--season", type=int, default=0)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=1)
    parser.add_argument("--cast", action="store_true")
    asked = parser.parse_args()
    try:
        settings = load(home=asked.home, quality=asked.quality)
        if asked.cast:
            told = casting_bid(settings, asked.series)
        else:
            told = bid(settings, asked.series, asked.season, asked.first, asked.last)
    except CliffhangerError as error:
        told = {"error": str(error)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
