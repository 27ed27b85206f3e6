"""Sets: a StageSpec becomes layered plates, their light and their weather.

One file a set, each with one ``paint_…`` function; what they share is the brush, the room, the sky, the fittings
and the hour. Figures, captions, camera and focus are not here.
"""

from collections.abc import Callable

from ....memory.bible import ArtDirection, SetKind
from ..spec import StageSpec
from .apartment import paint_apartment
from .hospital import paint_hospital
from .mansion import paint_mansion
from .office import paint_office
from .rooftop import paint_rooftop
from .street import paint_street
from .plate import PLATE_MARGIN, Layer, Plate
from .scene import Scene

__all__ = ["PLATE_MARGIN", "Layer", "Plate", "paint"]

PAINTERS: dict[SetKind, Callable[[Scene], None]] = {
    "apartment": paint_apartment,
    "hospital": paint_hospital,
    "mansion": paint_mansion,
    "office": paint_office,
    "rooftop": paint_rooftop,
    "street": paint_street,
}


def paint(stage: StageSpec, width: int, height: int, style: ArtDirection = "painterly") -> Plate:
    """Paint the set for a frame of ``width`` x ``height`` pixels; the plate is larger by its margin on every side."""
    scene = Scene(stage, width, height, style)
    PAINTERS.get(stage.set, paint_apartment)(scene)
    return scene.plate()
