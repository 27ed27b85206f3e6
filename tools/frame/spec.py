"""What is asked of a model that makes a still picture, and what such a model can do."""

from pydantic import Field

from ...memory.casting import Shown
from ...memory.frozen import Frozen
from ..take import Spec


class Reference(Frozen):
    """One picture that the model is shown; its take is among the inputs, in the same order."""

    subject: str
    """Whom or what it shows, as the prompt calls them: ``Mia``, ``the rooftop``."""
    shown: Shown = "face"
    figure: int | None = None
    """Index of the figure of the shot, if it is one of them."""


class Adapter(Frozen):
    """A small set of weights (LoRA) laid over the model; its take is among the inputs, after the references."""

    subject: str
    weight: float = Field(1.0, ge=0, le=2)


class FrameSpec(Spec):
    """One still picture. Inputs: the takes of ``references`` in their order, then those of ``adapters``."""

    prompt: str
    width: int = Field(ge=64, le=4096)
    height: int = Field(ge=64, le=4096)
    seed: int = Field(0, ge=0)
    references: tuple[Reference, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    strength: float = Field(1.0, ge=0, le=2)
    """How closely references are held to, as far as the model can be told; 1: as it does by itself."""


class FrameAbilities(Frozen):
    """What a maker of frames can do, so that nobody asks it for more."""

    references: int = 0
    """How many pictures it can be shown."""
    layout: bool = True
    """Whether it can keep to the arrangement of one of them, as editing models do; others take only looks from it."""
    adapters: bool = False
    strength: bool = False
    """Whether ``FrameSpec.strength`` changes anything."""
    seeds: bool = True
    """Whether another seed gives another picture, and the same seed the same."""
    multiple: int = 8
    """Width and height are multiples of it."""
    longest: int = 2048
    """Pixels of the longer side at most."""
    sizes: tuple[tuple[int, int], ...] = ()
    """The only ``(width, height)`` it makes; empty: any."""
