"""The registry: which models can run here, what they need, and what their licences allow."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Literal

from ...errors import SettingsError
from ...memory.frozen import Frozen

Kind = Literal["frame", "clip"]
Family = Literal["flux2", "qwen", "stable", "wan", "plain", "modular"]
Commercial = Literal["yes", "threshold", "no"]

DRIVEN: frozenset[Family] = frozenset({"flux2", "qwen", "stable", "wan"})
"""Families that we have an adapter for; the others are listed so that their licences are known."""


class Model(Frozen):
    """One model: where its weights are, what it can do, what it needs, and what its licence says."""

    name: str
    kind: Kind
    family: Family
    repo: str
    """On the hub."""
    trained_on: str = ""
    """The undistilled model that adapters for this one are trained on, if that is another."""
    pipeline: str
    """Class in diffusers."""
    licence: str
    commercial: Commercial
    terms: str = ""
    """What the licence asks for, if it neither allows nor forbids everything."""
    checked: str = ""
    """Day on which the licence was looked up; empty: nobody has."""
    memory: float
    """GB on the card, everything in 16 bits."""
    largest: float
    """GB of its largest part."""
    steps: int
    guidance: float
    references: int = 0
    """Pictures that it can be shown at most."""
    reference_repo: str = ""
    reference_folder: str = ""
    reference_weights: str = ""
    reference_encoder: str = ""
    """Where the weights are that make a model without references see them (IP-Adapter)."""
    reference_scale: float = 1.0
    """How much they count at strength 1."""
    fps: int = 0
    seconds: float = 0.0
    """Of a clip, at most."""
    last_frame: bool = False
    from_words: bool = False
    """Whether a clip can begin without a first frame."""
    multiple: int
    longest: int
    chosen: bool = True
    """Whether it may be chosen by itself."""
    estimates: tuple[str, ...] = ()
    """Names of the figures that nobody has measured."""


@cache
def models() -> dict[str, Model]:
    """Return every known model by name, worst first within a kind."""
    table = tomllib.loads((files(__package__) / "models.toml").read_text("utf-8"))["models"]
    return {name: Model(name=name, **fields) for name, fields in table.items()}


def model(name: str) -> Model:
    """Return the model of that name; raise SettingsError if there is none, naming those there are."""
    found = models().get(name)
    if found is None:
        raise SettingsError(f"There is no model {name!r} for pictures here. There are: {', '.join(models())}.")
    return found


def choose(kind: Kind, gigabytes: float) -> Model | None:
    """Return the best model that anybody may use for anything and that fits whole on a card of so many GB."""
    fits = [m for m in models().values() if m.kind == kind and _free(m) and m.memory <= gigabytes]
    return fits[-1] if fits else None


def accepted(model: Model, names: Collection[str]) -> None:
    """Raise SettingsError if the licence limits commercial use and the user has not accepted that in writing.

    ``names``: the setting ``accept_licences``.
    """
    if model.commercial == "yes" or model.name in names:
        return
    forbids = f"{model.terms}" if model.commercial == "threshold" else "what it makes may not be used commercially"
    lines = ", ".join(f'"{name}"' for name in [*names, model.name])
    raise SettingsError(
        f"The licence of {model.name} ({model.licence}) limits its use: {forbids}. If that suits you, write this line "
        f"in cliffhanger.toml: accept_licences = [{lines}]"
    )


def _free(model: Model) -> bool:
    return model.commercial == "yes" and model.family in DRIVEN and model.chosen
