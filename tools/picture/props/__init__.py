"""Props: the objects that can lie in a hand or fill a frame.

Each is drawn in a square of 200 units around its middle; ``draw_prop`` puts that square where it is wanted.
"""

from collections.abc import Callable

import skia

from ....memory.bible import PropKind
from ..sets.brush import Brush
from . import devices, jewels, paper, things, vessels

__all__ = ["draw_prop"]

PROPS: dict[PropKind, Callable[[Brush, str], None]] = {
    "phone": devices.draw_phone,
    "letter": paper.draw_letter,
    "ring": jewels.draw_ring,
    "key": jewels.draw_key,
    "photo": paper.draw_photo,
    "contract": paper.draw_contract,
    "knife": things.draw_knife,
    "glass": vessels.draw_glass,
    "watch": devices.draw_watch,
    "necklace": jewels.draw_necklace,
    "envelope": paper.draw_envelope,
    "file": paper.draw_file,
    "recorder": devices.draw_recorder,
    "pills": vessels.draw_pills,
    "flowers": things.draw_flowers,
    "bag": vessels.draw_bag,
    "money": paper.draw_money,
    "book": paper.draw_book,
    "doll": things.draw_doll,
    "coin": jewels.draw_coin,
    "map": paper.draw_map,
    "vial": vessels.draw_vial,
    "badge": jewels.draw_badge,
    "crown": jewels.draw_crown,
    "box": vessels.draw_box,
    "mirror": things.draw_mirror,
    "ticket": paper.draw_ticket,
    "laptop": devices.draw_laptop,
    "painting": things.draw_painting,
    "umbrella": things.draw_umbrella,
}


def draw_prop(
    canvas: skia.Canvas, kind: PropKind, x: float, y: float, size: float, text: str = "", angle: float = 0.0
) -> None:
    """Draw a prop centred at (x, y), its longest side ``size`` pixels, turned by ``angle`` degrees clockwise."""
    brush = Brush(canvas)
    with brush.at(x, y, size / 200.0, 1.0, angle):
        PROPS[kind](brush, text)
