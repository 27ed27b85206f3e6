"""Bids: who films what, what that costs, and the user's word that it may."""

import asyncio
from typing import Any

from fastapi import HTTPException

from .desk import Desk, View

_CENT = 0.01


class CostView(View):
    """What one maker does, and what it takes for that."""

    maker: str
    what: str
    count: int
    usd: float


class BidView(View):
    """Who films what, and what an order costs."""

    mix: str
    """In words: "hero shots by kling, the rest drawn"."""
    drawn: bool
    """Whether nobody photographs: then nothing costs anything."""
    usd: float
    costs: list[CostView]


def agreed(usd: float, said: float | None) -> None:
    """Raise 409 unless the user has agreed to what something costs."""
    if usd >= _CENT / 2 and (said is None or said + _CENT < usd):
        price = f"This costs about ${max(usd, _CENT):.2f}, and retakes on top."
        raise HTTPException(409, f"{price} Agree to it first: nothing has been ordered.")


async def order_bid(desk: Desk, series: str, season: int, first: int, last: int, quality: str | None) -> BidView:
    """Return what episodes cost, of a series or (no name) of a new one; free at once where everything is drawn."""
    settings = desk.settings.model_copy(update={"quality": quality} if quality else {})
    mix = await asyncio.to_thread(mix_of_series, desk, series)
    words, line = mix_words(mix), mix.line
    if not mix.photographs:
        return BidView(mix=words, drawn=True, usd=0.0, costs=[])
    arguments = ["--first", str(first), "--last", str(last), "--season", str(season)]
    told = await desk.bids.ask(settings, line, *arguments, *(["--series", series] if series else []))
    costs = [CostView.model_validate(one) for one in told["costs"]]
    return BidView(mix=words, drawn=False, usd=float(told["usd"]), costs=costs)


def mix_of_series(desk: Desk, series: str) -> Any:
    """Return who films a series from now on; a name that is not begun gets what the settings say."""
    from ..making.choosing import mix_of

    volume = desk.find(series) if series else None
    return mix_of(desk.settings, volume.archive if volume else None)


_ROLES = {
    "card": "cards",
    "insert": "inserts",
    "place": "places",
    "hero": "hero shots",
    "dialogue": "dialogue",
    "rest": "the rest",
}


def mix_words(mix: Any) -> str:
    """Return who films what as people say it: "hero shots by kling, the rest drawn"."""
    if not mix.photographs:
        return "everything drawn"
    rest = mix.roles["rest"]
    told = []
    for name, roles in mix.cameras.items():
        if name != rest:
            *most, last = [_ROLES[role] for role in roles]
            several = f"{', '.join(most)} and {last}" if most else last
            told.append(f"{several} {_by(name)}")
    told.sort(key=lambda words: words.endswith(" drawn"))
    return ", ".join([*told, f"the rest {_by(rest)}" if told else f"everything {_by(rest)}"])


def _by(name: str) -> str:
    return "drawn" if name == "drawn" else f"by {name}"
