"""Warm: a model that has been loaded stays, until another needs its place."""

import gc
from dataclasses import dataclass
from pathlib import Path

from .card import Card, Device, card
from .library import library
from .loading import Loaded, Source, load, whole
from .memory import Allowed, Plan, plan, weighed
from .registry import Model


@dataclass(frozen=True)
class Wanted:
    """A model, from where, and how it may be laid out."""

    model: Model
    source: Source
    device: Device | None = None
    allow: tuple[Allowed, ...] = ("offload",)
    compiled: bool = False
    sees: bool = True
    """Whether a model that sees no references by itself is taught to."""


_WARM: dict[Wanted, Loaded] = {}
"""Of this process, last used last. There is one such process: the floor's lane of the card."""


def warm(wanted: Wanted) -> Loaded:
    """Return the model, loading it if need be; others go, longest unused first, while it lacks room.

    Raise OutOfMemory, MissingPart or ToolError with the remedy.
    """
    found = _WARM.pop(wanted, None)
    if found is None:
        found = _loaded(wanted)
    _WARM[wanted] = found
    return found


def cool() -> None:
    """Let go of every model, and of the memory they held."""
    while _WARM:
        _evict()


def _loaded(wanted: Wanted) -> Loaded:
    needed = _needed(wanted)
    here, planned = _look(wanted, needed)
    while _WARM and planned.way != "whole":
        # It is better to load the other one again than to work slower or coarser all the time.
        _evict()
        here, planned = _look(wanted, needed)
    return load(wanted.model, wanted.source, here, planned, wanted.compiled, wanted.sees)


def _look(wanted: Wanted, needed: Model) -> tuple[Card, Plan]:
    here = card(wanted.device)
    return here, plan(needed, here, wanted.allow)


def _needed(wanted: Wanted) -> Model:
    """Return the model with the memory that it needs, as its own files say where they are at hand."""
    if not wanted.source.folder:
        return wanted.model
    folder = Path(wanted.source.folder)
    whole(wanted.model, folder)
    return weighed(wanted.model, folder)


def _evict() -> None:
    torch = library("torch")

    _WARM.pop(next(iter(_WARM)))
    gc.collect()  # pipelines and their hooks hold each other
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
