"""What is asked of a model that makes a moving picture, and what such a model can do."""

from pydantic import Field

from ...memory.frozen import Frozen
from ..frame.spec import Reference
from ..take import Spec


class ClipSpec(Spec):
    """One clip. Inputs, in this order: the first frame and the last one if asked for, then ``references``."""

    prompt: str
    width: int = Field(ge=64, le=4096)
    height: int = Field(ge=64, le=4096)
    seconds: float = Field(gt=0)
    """At least so long; the maker may have to make it longer, and it is cut to length when it is conformed."""
    fps: int = Field(24, ge=1)
    """As the episode has it; the maker may have its own."""
    seed: int = Field(0, ge=0)
    first: bool = False
    """Whether the first input is the frame that it begins with."""
    last: bool = False
    """Whether the next input is the frame that it ends on."""
    references: tuple[Reference, ...] = ()
    speech: str = ""
    """What is said in it, for a maker that speaks; empty: it is to be silent."""


class ClipAbilities(Frozen):
    """What a maker of clips can do, so that nobody asks it for more."""

    first: bool = True
    """Whether it can be given the first frame."""
    last: bool = False
    """Whether it can be given the last frame too."""
    references: int = 0
    """How many other pictures it can be shown."""
    speaks: bool = False
    """Whether it can make sound with the picture, and a mouth that says the words."""
    lengths: tuple[float, ...] = ()
    """The only lengths it makes, in seconds; empty: any up to ``longest``."""
    longest: float = 10.0
    """Seconds."""
    sizes: tuple[tuple[int, int], ...] = ()
    """The only ``(width, height)`` it makes, upright; empty: any."""
    multiple: int = 16
    """Width and height are multiples of it."""
    prompt: int = 2000
    """Characters of a prompt at most."""

    def length(self, seconds: float) -> float:
        """Return the shortest length it makes that is not under ``seconds``; its longest if none is."""
        fits = [length for length in self.lengths if length >= seconds - 1e-6]
        if self.lengths:
            return min(fits, default=max(self.lengths))
        return min(seconds, self.longest)
