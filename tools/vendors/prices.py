"""What the vendors take, from a dated table that the user can overrule."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from ...errors import SettingsError
from ...memory.frozen import Frozen
from ..clip.spec import ClipSpec
from .vendor import PictureSpec

OWN = "prices.toml"
"""File of the user's own prices, of the same shape."""


class PriceUnknown(SettingsError):
    """Nobody has written down what a model costs."""


class Price(Frozen):
    """What one model costs."""

    unit: Literal["second", "picture", "character", "voice"]
    usd: dict[str, float] = Field(min_length=1)
    """US dollars a unit, by resolution: ``720p`` counts the shorter side; ``any`` is for all others."""
    sound: float = Field(0.0, ge=0)
    """Added to each unit if the clip has sound."""
    read: str
    """Date on which it was read, ISO 8601."""
    source: str
    second_hand: bool = False
    """Whether it was read at somebody else's than the vendor."""

    def unit_price(self, lines: int) -> float | None:
        """Return dollars a unit for a picture whose shorter side has ``lines``; None if that is not said.

        Between two resolutions the higher one is taken: a price must not be too low.
        """
        sized = sorted((int(name.rstrip("p")), usd) for name, usd in self.usd.items() if name != "any")
        return next((usd for most, usd in sized if most >= lines), self.usd.get("any"))


class Prices(Frozen):
    """The whole table: vendor, model, price."""

    table: dict[str, dict[str, Price]]

    def of(self, vendor: str, model: str) -> Price | None:
        """Return the price of a model if it is known."""
        return self.table.get(vendor, {}).get(model)

    def price(self, vendor: str, model: str, spec: PictureSpec, size: tuple[int, int], seconds: float = 0.0) -> float:
        """Return what a Spec costs in US dollars, in the size and the length that are really asked for.

        Raises PriceUnknown, never guesses: an unknown price is not nothing.
        """
        found = self.of(vendor, model)
        each = found.unit_price(min(size)) if found else None
        if found is None or each is None:
            raise PriceUnknown(
                f"What {model} at {vendor} costs at {size[0]}x{size[1]} is not known. Write it into {OWN} under "
                f'[{vendor}."{model}"], with unit = "second" or "picture" and usd = {{ any = … }}.'
            )
        spoken = isinstance(spec, ClipSpec) and bool(spec.speech)
        units = seconds if found.unit == "second" else 1.0
        return round(units * (each + (found.sound if spoken else 0.0)), 4)


def price_of_words(prices: Prices, vendor: str, model: str, units: float) -> float:
    """Return what so many characters, seconds or voices cost in US dollars; raise PriceUnknown, never guess."""
    found = prices.of(vendor, model)
    each = found.usd.get("any") if found else None
    if each is None:
        raise PriceUnknown(
            f"What {model} at {vendor} costs is not known. Write it into {OWN} under "
            f'[{vendor}."{model}"], with unit = "character" or "second" and usd = {{ any = … }}.'
        )
    return round(units * each, 5)


def read_prices(*own: Path) -> Prices:
    """Return the table that ships with the studio, overruled by the user's own files, the last one first.

    Raises SettingsError naming the file and the first bad value.
    """
    table = _parse(files(__package__).joinpath("prices.toml").read_text(encoding="utf-8"), "prices.toml")
    for path in own:
        for vendor, models in _parse(path.read_text(encoding="utf-8"), str(path)).items():
            table[vendor] = {**table.get(vendor, {}), **models}
    return Prices(table=table)


def _parse(text: str, where: str) -> dict[str, dict[str, Price]]:
    try:
        read: Mapping[str, dict[str, Price]] = Prices.model_validate({"table": tomllib.loads(text)}).table
        return dict(read)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where} does not read: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"][1:])
        raise SettingsError(f"The price {name} in {where} cannot be {first.get('input')!r}: {first['msg']}.") from error
