"""What one worker keeps between shots: painted sets and dressed figures are dear, and an episode uses few of them."""

from functools import lru_cache

from ...memory.bible import ArtDirection
from ...memory.look import Look, Outfit
from .figure.figure import Figure
from .light import Light
from .sets import paint
from .sets.plate import Plate
from .spec import StageSpec


@lru_cache(maxsize=2)
def plate(stage: StageSpec, width: int, height: int, style: ArtDirection) -> Plate:
    """Return the painted set for frames of that size."""
    return paint(stage, width, height, style)


@lru_cache(maxsize=4)
def figure(look: Look, outfit: Outfit, light: Light, head: int, reach: float) -> Figure:
    """Return the dressed and lit person, its head so many pixels high, drawn down to ``reach`` heads."""
    return Figure(look, outfit, light, head, reach)
