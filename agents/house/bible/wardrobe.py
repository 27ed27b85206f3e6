"""What people wear: two or three outfits each, by trade, sex, age and period."""

import random

from ....memory.look import Garment, Outfit
from ..library import words
from ..premise.person import person_word
from .seat import Seat


def wardrobe(seat: Seat, period: str, dice: random.Random) -> tuple[Outfit, ...]:
    """Return two or three outfits; the first is what the job or the rank wears."""
    old = period in ("history", "fantasy")
    work = _in_period(_work_garment(seat), old, period)
    everyday = _everyday(seat, old)
    fine: Garment = "gown" if seat.sex == "woman" else "robe" if old else "suit"
    first: list[Garment] = [work if work is not None else dice.choice(everyday)]
    rest: list[Garment] = [dice.choice([garment for garment in everyday if garment != first[0]]), fine]
    if seat.age < 14:
        first, rest = ["shirt" if old else "sweater"], ["coat"]
    if seat.sex == "man":
        first = [garment if garment not in ("dress", "gown", "blouse") else "shirt" for garment in first]
    chosen = list(dict.fromkeys([*first, *rest]))
    return tuple(_outfit(garment, dice) for garment in chosen[:3])


def _everyday(seat: Seat, old: bool) -> tuple[Garment, ...]:
    if not old:
        return ("sweater", "shirt", "hoodie", "tshirt")
    return ("dress", "blouse", "coat") if seat.sex == "woman" else ("shirt", "coat")


def _in_period(work: Garment | None, old: bool, period: str) -> Garment | None:
    if old and work in ("scrubs", "suit", "leather", "hoodie", "tshirt"):
        return "apron" if work == "scrubs" else "coat"
    if period == "scifi" and work in ("robe", "coat", "dress", "suit", "shirt"):
        return "uniform"
    return work


def _work_garment(seat: Seat) -> Garment | None:
    entry = person_word(seat.job) or next(
        (found for word in reversed(seat.job.split()) if (found := person_word(word))), None
    )
    if entry and " " in entry[1]:
        garment = entry[1].split()[1]
        return garment if garment != "dress" or seat.sex == "woman" else "shirt"  # type: ignore[return-value]
    return "coat" if seat.age > 50 else None


def _outfit(garment: Garment, dice: random.Random) -> Outfit:
    data = words("casting")["garments"][garment]
    index = dice.randrange(len(data["colours"]))
    return Outfit(
        garment=garment,
        colour=data["colours"][index],
        accent=data["accent"],
        words=data["words"][index % len(data["words"])],
    )
