"""What is asked of somebody who dubs a whole film, and what such a one can do."""

from ...memory.frozen import Frozen
from ..take import Spec


class FootageDubSpec(Spec):
    """A film dubbed by somebody else from its sound alone. The film is the one input."""

    language: str
    source: str = ""
    """Language of the original; empty: they find out."""
    speakers: int = 0
    """0: they find out."""
    seconds: float = 0.0
    """Length of the original, if known."""
    clone: bool = True
    """Whether the speakers' own voices are cloned; they must have agreed."""


class DubAbilities(Frozen):
    """What a provider of dubs takes."""

    languages: tuple[str, ...] = ()
    """Empty: any."""
    longest: float = 2700.0
    """Seconds."""
