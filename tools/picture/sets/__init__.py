"""Sets: a StageSpec becomes layered plates, their light and their weather.

One file a set, each with one ``paint_…`` function; what they share is the brush, the room, the sky, the fittings
and the hour. Figures, captions, camera and focus are not here.
"""

from collections.abc import Callable

from ....memory.bible import ArtDirection, SetKind
from ..spec import StageSpec
from .apartment import paint_apartment
from .car import paint_car
from .chapel import paint_chapel
from .classroom import paint_classroom
from .courtroom import paint_courtroom
from .forest import paint_forest
from .harbour import paint_harbour
from .hospital import paint_hospital
from .interrogation import paint_interrogation
from .kitchen import paint_kitchen
from .mansion import paint_mansion
from .office import paint_office
from .palace import paint_palace
from .plate import PLATE_MARGIN, Layer, Plate
from .restaurant import paint_restaurant
from .rooftop import paint_rooftop
from .scene import Scene
from .ship import paint_ship
from .shop import paint_shop
from .stage import paint_stage
from .street import paint_street
from .workshop import paint_workshop

__all__ = ["PLATE_MARGIN", "Layer", "Plate", "paint"]

PAINTERS: dict[SetKind, Callable[[Scene], None]] = {
    "hospital": paint_hospital,
    "office": paint_office,
    "mansion": paint_mansion,
    "apartment": paint_apartment,
    "kitchen": paint_kitchen,
    "rooftop": paint_rooftop,
    "street": paint_street,
    "restaurant": paint_restaurant,
    "courtroom": paint_courtroom,
    "chapel": paint_chapel,
    "interrogation": paint_interrogation,
    "palace": paint_palace,
    "car": paint_car,
    "forest": paint_forest,
    "harbour": paint_harbour,
    "stage": paint_stage,
    "shop": paint_shop,
    "classroom": paint_classroom,
    "workshop": paint_workshop,
    "ship": paint_ship,
}


def paint(stage: StageSpec, width: int, height: int, style: ArtDirection = "painterly") -> Plate:
    """Paint the set for a frame of ``width`` x ``height`` pixels; the plate is larger by its margin on every side."""
    scene = Scene(stage, width, height, style)
    PAINTERS[stage.set](scene)
    return scene.plate()
