"""Memory: how a model is laid out on a card so that it fits, as a plan that is known before anything is loaded."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

from ...memory.frozen import Frozen
from .card import GB, Card
from .registry import Model

Way = Literal["whole", "quantised", "model_offload", "group_offload", "refuse"]
Allowed = Literal["quantised", "offload"]

AS_IT_IS: tuple[Allowed, ...] = ("offload",)
ROOM = 0.94
"""Share of the free memory that is used: allocators leave holes."""
QUARTER = 0.35
"""What weights of 4 bits and the work around them take, against 16 bits."""
LEAST = 4.0
"""GB of a card on which one block after the other can be worked on."""
WORK = 2.0
"""GB that a frame of a megapixel takes beside the weights."""


class Plan(Frozen):
    """How a model is laid out, and why."""

    way: Way
    reason: str
    """A sentence for the production log."""
    quantiser: str = ""


def plan(model: Model, card: Card, allow: Collection[Allowed] = AS_IT_IS) -> Plan:
    """Return how ``model`` fits on ``card``: the fastest way that keeps its quality, or that the user has allowed.

    ``allow``: ``offload`` makes it slower, ``quantised`` makes it worse; what is not named is not done.
    """
    room = card.free * ROOM
    # What is worked with in 32 bits takes twice what the registry says of 16.
    factor = 2.0 if card.precision == "float32" else 1.0
    whole, largest = model.memory * factor, model.largest * factor
    if whole <= room:
        return Plan(way="whole", reason=f"{model.name} needs {whole:.1f} GB and {card.free:.1f} GB are free.")
    short = f"{model.name} needs {whole:.1f} GB, {card.free:.1f} GB are free on {card.name}"
    if card.device == "cpu":
        return Plan(way="refuse", reason=f"{short}; a CPU has nowhere to offload to.")
    if "quantised" in allow and card.quantisers and whole * QUARTER <= room:
        why = f"{short}: its weights are cut to 4 bits, as you allowed."
        return Plan(way="quantised", reason=why, quantiser=card.quantisers[0])
    if "offload" in allow and card.device == "cuda" and whole <= card.host:
        if largest + WORK <= room:
            return Plan(way="model_offload", reason=f"{short}: its parts take turns on the card; slower, not worse.")
        if room >= LEAST:
            return Plan(way="group_offload", reason=f"{short}: its blocks take turns; much slower, not worse.")
    return Plan(way="refuse", reason=f"{short}{_missing(card, allow)}.")


def _missing(card: Card, allow: Collection[Allowed]) -> str:
    """Return what keeps every way from being taken."""
    if "quantised" in allow and not card.quantisers:
        return ", and to quantise it neither bitsandbytes nor torchao is installed"
    if "offload" not in allow:
        return ", and offloading is not allowed"
    return ", and neither the card nor the machine has the memory to offload it"


def weighed(model: Model, folder: Path) -> Model:
    """Return the model with the memory that the weights in ``folder`` say it needs."""
    parts = [
        sum(f.stat().st_size for f in part.glob("*.safetensors")) / GB for part in folder.iterdir() if part.is_dir()
    ]
    # Work grows with the picture, hardly with the model: toys need next to nothing.
    work = min(WORK, sum(parts))
    return model.model_copy(update={"memory": sum(parts) + work, "largest": max(parts, default=0.0)})
