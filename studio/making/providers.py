"""Providers: where the models of others are asked for, and which variable holds the key."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from ...errors import SettingsError
from ...tools.vendors.book import JobBook
from ...tools.vendors.bought import Bought
from ...tools.vendors.prices import OWN, Prices, read_prices
from ...tools.vendors.vendor import Vendor, makes_clips
from ...tools.vendors.wire import Limits
from ..settings import Settings
from .tables import ClipMaker, FrameMaker


@dataclass(frozen=True)
class Provider:
    """One provider."""

    label: str
    """As people write it."""
    variable: str
    """That holds its key; empty: it wants none."""
    module: str
    kind: str
    """Name of the class in the module."""


PROVIDERS: Mapping[str, Provider] = {
    "runway": Provider("Runway", "RUNWAYML_API_SECRET", "runway", "Runway"),
    "fal": Provider("fal", "FAL_KEY", "fal", "Fal"),
    "replicate": Provider("Replicate", "REPLICATE_API_TOKEN", "replicate", "Replicate"),
    "veo": Provider("Google", "GEMINI_API_KEY", "veo", "Veo"),
    "gemini": Provider("Google", "GEMINI_API_KEY", "gemini", "Gemini"),
    "ark": Provider("Ark", "ARK_API_KEY", "ark", "Ark"),
    "minimax": Provider("MiniMax", "MINIMAX_API_KEY", "minimax", "MiniMax"),
    "openai": Provider("OpenAI", "OPENAI_API_KEY", "openai", "OpenAI"),
    "comfyui": Provider("ComfyUI", "", "comfyui", "ComfyUI"),
}


def bought(name: str, maker: FrameMaker | ClipMaker, settings: Settings, book: JobBook) -> Bought:
    """Return a maker that buys at a provider; without its key too, for what is only looked at.

    Raises SettingsError if its model is not known there, or makes something else.
    """
    vendor = _vendor(maker, settings, book)
    if makes_clips(vendor) != isinstance(maker, ClipMaker):
        makes, other = ("clips", "frames") if makes_clips(vendor) else ("frames", "clips")
        who = f"{vendor.model} at {PROVIDERS[maker.adapter].label}"
        raise SettingsError(
            f'{name}: {who} makes {makes}, not {other}. Say makes = "{makes}" in its table, or name another model.'
        )
    return Bought(vendor, book, resubmit=settings.resubmit)


def expect_key(name: str, maker: FrameMaker | ClipMaker) -> None:
    """Raise SettingsError unless the key of a maker's provider is set."""
    provider, variable = PROVIDERS[maker.adapter], variable_of(maker)
    if variable and not os.environ.get(variable, "").strip():
        raise SettingsError(f"{name} is asked at {provider.label}, which wants a key: export {variable}=…")


def variable_of(maker: FrameMaker | ClipMaker) -> str:
    """Return the environment variable that holds a maker's key; empty if it wants none."""
    return maker.key or PROVIDERS[maker.adapter].variable


def prices(settings: Settings) -> Prices:
    """Return what providers take: the dated table, overruled by ``prices.toml`` in the home and the working folder."""
    return read_prices(*(path for path in (settings.home / OWN, Path(OWN)) if path.is_file()))


def _vendor(maker: FrameMaker | ClipMaker, settings: Settings, book: JobBook) -> Vendor:
    provider = PROVIDERS[maker.adapter]
    module = import_module(f"...tools.vendors.{provider.module}", __package__)
    kind: Any = getattr(module, provider.kind)
    said = {
        "key": os.environ.get(variable_of(maker), "").strip(),
        "model": maker.model,
        "base": maker.url.rstrip("/"),
        "workflow": maker.workflow,
    }
    asked = {name: value for name, value in said.items() if value and name in kind.__dataclass_fields__}
    vendor: Vendor = kind(prices=prices(settings), limits=Limits(sleep=book.pause), **({"key": ""} | asked))
    return vendor
