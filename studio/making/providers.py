"""Providers: where the models of others are asked for, and which variable holds the key."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ...errors import SettingsError
from ...tools.vendors.book import JobBook
from ...tools.vendors.bought import Bought
from ...tools.vendors.prices import OWN, Prices, read_prices
from ...tools.vendors.vendor import Vendor, makes_clips
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


PROVIDERS: Mapping[tuple[str, str], Provider] = {
    ("runway", "clips"): Provider("Runway", "RUNWAYML_API_SECRET", "runway", "Runway"),
    ("fal", "frames"): Provider("fal", "FAL_KEY", "fal", "Fal"),
    ("fal", "clips"): Provider("fal", "FAL_KEY", "fal", "Fal"),
    ("replicate", "frames"): Provider("Replicate", "REPLICATE_API_TOKEN", "replicate", "Replicate"),
    ("replicate", "clips"): Provider("Replicate", "REPLICATE_API_TOKEN", "replicate", "Replicate"),
    ("gemini", "frames"): Provider("Google", "GEMINI_API_KEY", "gemini", "Gemini"),
    ("google-veo", "clips"): Provider("Google Cloud", "GOOGLE_CLOUD_API_KEY", "google_veo", "GoogleVeo"),
    ("google-omni", "clips"): Provider("Google", "GEMINI_API_KEY", "google_omni", "GoogleOmni"),
    ("openai", "frames"): Provider("OpenAI", "OPENAI_API_KEY", "openai_images", "OpenAIImages"),
    ("ark", "frames"): Provider("Ark", "ARK_API_KEY", "ark", "Seedream"),
    ("ark", "clips"): Provider("Ark", "ARK_API_KEY", "ark", "Seedance"),
    ("minimax", "frames"): Provider("MiniMax", "MINIMAX_API_KEY", "minimax_images", "MiniMaxImage"),
    ("minimax", "clips"): Provider("MiniMax", "MINIMAX_API_KEY", "minimax", "Hailuo"),
    ("minimax-h3", "clips"): Provider("MiniMax", "MINIMAX_API_KEY", "minimax", "MiniMaxH3"),
    ("comfyui", "frames"): Provider("ComfyUI", "", "comfyui", "ComfyUI"),
    ("comfyui", "clips"): Provider("ComfyUI", "", "comfyui", "ComfyUI"),
}
"""By adapter and what is made."""
ANSWERS = Path(".studio") / "answers"
"""In the home: answers that are the file itself, until their takes are stored."""
_TOKEN = "GOOGLE_CLOUD_ACCESS_TOKEN"


def provider_of(maker: FrameMaker | ClipMaker) -> Provider:
    """Return who is asked."""
    return PROVIDERS[maker.adapter, maker.makes]


def bought(
    name: str, maker: FrameMaker | ClipMaker, settings: Settings, book: JobBook, shown: str = "frames"
) -> Bought:
    """Return a maker that buys at a provider; without its key too, for what is only looked at.

    ``shown``: whether one that is shown either frames or references gets ``frames`` or ``references``.

    Raises SettingsError if its model is not known there, or makes something else.
    """
    vendor = _vendor(maker, settings, book, shown)
    if makes_clips(vendor) != isinstance(maker, ClipMaker):
        makes, other = ("clips", "frames") if makes_clips(vendor) else ("frames", "clips")
        who = f"{vendor.model} at {provider_of(maker).label}"
        raise SettingsError(
            f'{name}: {who} makes {makes}, not {other}. Say makes = "{makes}" in its table, or name another model.'
        )
    return Bought(vendor, book, resubmit=settings.resubmit)


def expect_key(name: str, maker: FrameMaker | ClipMaker) -> None:
    """Raise SettingsError unless the key of a maker's provider is set."""
    provider, variable = provider_of(maker), variable_of(maker)
    if variable and not os.environ.get(variable, "").strip():
        raise SettingsError(f"{name} is asked at {provider.label}, which wants a key: export {variable}=…")


def variable_of(maker: FrameMaker | ClipMaker) -> str:
    """Return the environment variable that holds a maker's key; empty if it wants none."""
    return maker.key or (_TOKEN if maker.project else provider_of(maker).variable)


def prices(settings: Settings) -> Prices:
    """Return what providers take: the dated table, overruled by ``prices.toml`` in the home and the working folder."""
    return read_prices(*(path for path in (settings.home / OWN, Path(OWN)) if path.is_file()))


def _vendor(maker: FrameMaker | ClipMaker, settings: Settings, book: JobBook, shown: str) -> Vendor:
    provider = provider_of(maker)
    kind: Any = getattr(import_module(f"...tools.vendors.{provider.module}", __package__), provider.kind)
    offered = {
        "model": maker.model,
        "base": maker.url.rstrip("/"),
        "path": maker.workflow,
        "project": maker.project,
        "folder": settings.home / ANSWERS,
        "shown": shown if shown != "frames" else "",
        "prices": prices(settings),
    }
    known = {one.name: one for one in fields(kind)}
    asked = {name: value for name, value in offered.items() if value and name in known}
    variable = variable_of(maker)
    key = os.environ.get(variable, "").strip() if variable else ""
    limits = replace(known["limits"].default, sleep=book.pause)  # type: ignore[type-var]
    vendor: Vendor = kind(key=key, limits=limits, **asked)
    return vendor
