"""Furniture: what stands and hangs in the practice room, and where its clearest corners are.

The room: x from -3 to 3, z from -2.5 (the fireplace) to 2.5, 2.8 m high; the window is on the left.
"""

from functools import cache

from ....memory.sets import Point
from .solids import Cover, Solid, ball, box, cylinder

WIDE, DEEP, TALL = 6.0, 5.0, 2.8
WINDOW = (0.75, 2.35, -1.25, 0.15)
"""Of the left wall: bottom, top, far side, near side."""
LAMP = (2.5, 1.62, -1.85)
"""The middle of the lamp."""
FIRE = (0.0, 0.24, -2.22)
CHAIR = (-0.95, -0.05)
"""Where the armchair stands (x, z); it turns its back to the front camera."""

_OAK, _WALNUT = Cover("oak", 1.0), Cover("walnut", 1.0)
_BRASS, _MARBLE = Cover("brass", 1.0), Cover("marble", 1.0)


@cache
def furniture() -> tuple[Solid, ...]:
    """Return every solid of the room; the first is the room itself."""
    parts = (_shell(), *_joinery(), *_window(), *_fireplace(), *_bookcase(), *_doorway(), *_pictures(), *_seats())
    return (*parts, *_table(), *_lamp(), *_column(), *_trifles())


def corners() -> dict[str, Point]:
    """Return named corners that can be told in a picture."""
    bottom, top, far, near = WINDOW
    return {
        "window far top": (-2.94, top, far),
        "window far bottom": (-2.94, bottom, far),
        "window near top": (-2.94, top, near),
        "painting left top": (-0.52, 2.44, -2.44),
        "painting right top": (0.52, 2.44, -2.44),
        "painting left bottom": (-0.52, 1.5, -2.44),
        "painting right bottom": (0.52, 1.5, -2.44),
        "mantel left": (-0.95, 1.22, -2.04),
        "mantel right": (0.95, 1.22, -2.04),
        "table near left": (0.85, 0.44, 0.05),
        "table near right": (1.5, 0.44, 0.05),
        "table far left": (0.85, 0.44, -0.95),
        "door left top": (1.3, 2.12, -2.45),
        "door right top": (2.3, 2.12, -2.45),
        "bookcase right top": (-1.2, 2.25, -2.12),
        "picture east far top": (2.96, 2.12, -1.05),
        "picture east near top": (2.96, 2.12, -0.1),
    }


def _shell() -> Solid:
    walls = (Cover("east"), Cover("ceiling"), Cover("south"))
    return Solid("shell", (0, TALL / 2, 0), (WIDE / 2, TALL / 2, DEEP / 2), walls, 0.0, False, Cover("floor"),
                 (Cover("west"), Cover("north")))  # fmt: skip


def _joinery() -> list[Solid]:
    """Return wainscot, skirting, cornice and beams; its rail leaves the door, the hearth and the window free."""
    found = [
        box((-3, 0, -2.5), (3, 0.88, -2.475), _OAK, _OAK, Cover("panels north"), casts=False),
        box((-3, 0, 2.475), (3, 0.88, 2.5), _OAK, _OAK, Cover("panels south"), casts=False),
        box((2.975, 0, -2.5), (3, 0.88, 2.5), Cover("panels east"), _OAK, _OAK, casts=False),
        box((-3, 0, -2.5), (-2.975, 0.72, 2.5), Cover("panels west"), _OAK, _OAK, casts=False),
        box((2.95, 0.88, -2.5), (3, 0.93, 2.5), _OAK, casts=False),
        box((-3, 0.88, 2.45), (3, 0.93, 2.5), _OAK, casts=False),
        *(box((left, 0.88, -2.5), (right, 0.93, -2.45), _OAK, casts=False)
          for left, right in ((-3, -0.9), (0.9, 1.3), (2.3, 3))),
    ]  # fmt: skip
    for y, deep, cover in ((0.0, 0.04, _OAK), (2.68, 0.1, _WALNUT)):
        found += [box((-3, y, z), (3, y + 0.12, z + deep), cover, casts=False) for z in (-2.5, 2.5 - deep)]
        found += [box((x, y, -2.5), (x + deep, y + 0.12, 2.5), cover, casts=False) for x in (-3, 3 - deep)]
    for number, z in enumerate((-1.75, -0.35, 1.05)):
        found.append(box((-3, 2.54, z), (3, 2.8, z + 0.2), Cover("walnut", 1.0, shift=0.37 * number)))
    return found


def _window() -> list[Solid]:
    bottom, top, far, near = WINDOW
    x, wood = -2.94, Cover("walnut", 0.8)
    found = [box((-3, bottom, far), (-2.985, top, near), Cover("garden", glow=3.2), casts=False)]
    for low, high in (
        ((-3, bottom - 0.08, far - 0.08), (x, bottom, near + 0.08)),
        ((-3, top, far - 0.08), (x, top + 0.08, near + 0.08)),
        ((-3, bottom, far - 0.08), (x, top, far)),
        ((-3, bottom, near), (x, top, near + 0.08)),
        ((-3, bottom, (far + near) / 2 - 0.025), (x - 0.015, top, (far + near) / 2 + 0.025)),
        ((-3, 1.72, far), (x - 0.02, 1.76, near)),
        ((-3, 1.22, far), (x - 0.025, 1.245, near)),
        ((-3, bottom - 0.12, far - 0.14), (-2.84, bottom - 0.08, near + 0.14)),
    ):
        found.append(box(low, high, wood, casts=False))
    for start, end in ((far - 0.5, far - 0.06), (near + 0.06, near + 0.5)):
        folds, width = 5, (end - start) / 5
        for number in range(folds):
            z = start + (number + 0.5) * width
            cloth = Cover("curtain", 0.9, shift=0.31 * number + start)
            found.append(cylinder((-2.86, 0.04, z), width * 0.56, 2.46, cloth, casts=number == 2))
    found.append(box((-2.9, 2.5, far - 0.6), (-2.84, 2.54, near + 0.6), _BRASS, casts=False))
    return found


def _fireplace() -> list[Solid]:
    stone, dark = _MARBLE, Cover("brick", 1.0)
    return [
        box((-0.8, 0, -2.5), (-0.46, 1.15, -2.12), stone),
        box((0.46, 0, -2.5), (0.8, 1.15, -2.12), Cover("marble", 1, shift=0.4)),
        box((-0.46, 0.78, -2.5), (0.46, 1.15, -2.12), Cover("marble", 1, shift=0.7)),
        box((-0.95, 1.15, -2.5), (0.95, 1.22, -2.04), Cover("marble", 1.3, shift=0.2)),
        box((-0.46, 0, -2.5), (0.46, 0.78, -2.44), dark, casts=False),
        box((-0.9, 0, -2.5), (0.9, 0.05, -1.8), Cover("marble", 1.0, shift=0.55)),
        box((-0.32, 0.05, -2.4), (0.32, 0.24, -2.2), Cover("embers", glow=2.6), casts=False),
        *(cylinder((x, 0.05, -2.1), 0.018, 0.3, _BRASS, casts=False) for x in (-0.36, 0.36)),
        *(ball((x, 0.37, -2.1), 0.035, _BRASS, casts=False) for x in (-0.36, 0.36)),
    ]


def _bookcase() -> list[Solid]:
    left, right, back, front = -2.7, -1.2, -2.48, -2.14
    found = [
        box((left, 0, back), (left + 0.05, 2.2, front), _WALNUT),
        box((right - 0.05, 0, back), (right, 2.2, front), _WALNUT),
        box((left - 0.04, 2.2, back), (right + 0.0, 2.25, front + 0.02), _WALNUT),
        box((left, 0, back), (right, 0.1, front), _OAK),
    ]
    for row in range(5):
        y = 0.1 + row * 0.42
        found.append(
            box((left + 0.05, y, back), (right - 0.05, y + 0.035, front - 0.01), Cover("oak", 1, shift=0.23 * row))
        )
        rows = Cover(f"books {row}")
        found.append(
            box(
                (left + 0.05, y + 0.035, back),
                (right - 0.05, y + 0.33, front - 0.07 - 0.015 * (row % 3)),
                _OAK,
                _OAK,
                rows,
            )
        )
    return found


def _doorway() -> list[Solid]:
    frame = Cover("oak", 1.0, shift=0.61)
    return [
        box((1.38, 0, -2.5), (2.22, 2.04, -2.465), Cover("oak", 1), Cover("oak", 1), Cover("door"), casts=False),
        box((1.3, 0, -2.5), (1.38, 2.12, -2.45), frame, casts=False),
        box((2.22, 0, -2.5), (2.3, 2.12, -2.45), frame, casts=False),
        box((1.38, 2.04, -2.5), (2.22, 2.12, -2.45), frame, casts=False),
        ball((1.47, 1.02, -2.43), 0.032, _BRASS, casts=False),
    ]


def _pictures() -> list[Solid]:
    """Return the framed paintings: on which wall, between which places, how high."""
    found = []
    for wall, start, end, low, high, name in (
        ("north", -0.52, 0.52, 1.5, 2.44, "hills"),
        ("north", 0.72, 1.16, 1.42, 2.02, "lady"),
        ("east", -1.05, -0.1, 1.38, 2.12, "ship"),
        ("east", 0.2, 0.78, 1.3, 2.1, "master"),
        ("east", 1.1, 1.75, 1.4, 1.94, "fruit"),
        ("west", 0.95, 1.6, 1.3, 1.95, "valley"),
        ("south", -1.4, 0.2, 1.3, 2.2, "coast"),
    ):
        frame, canvas = Cover("brass", 0.7, shift=start), Cover(name)
        found += [
            _hung(wall, start, end, low, high, 0.06, frame),
            _hung(wall, start + 0.055, end - 0.055, low + 0.055, high - 0.055, 0.065, canvas),
        ]
    return found


def _hung(wall: str, start: float, end: float, low: float, high: float, deep: float, cover: Cover) -> Solid:
    """Return something flat on a wall."""
    edge = Cover("brass", 0.7)
    if wall in {"north", "south"}:
        z = -2.5 if wall == "north" else 2.5 - deep
        return box((start, low, z), (end, high, z + deep), edge, edge, cover, casts=False)
    x = -3.0 if wall == "west" else 3 - deep
    return box((x, low, start), (x + deep, high, end), cover, edge, edge, casts=False)


def _seats() -> list[Solid]:
    """Return the sofa along the right wall and the armchair in the middle ground."""
    plain, quilt = Cover("velvet", 1.0), Cover("quilted", 1.0)
    sofa = [
        box((2.05, 0.1, -1.3), (2.9, 0.4, 0.5), plain),
        box((2.62, 0.38, -1.3), (2.92, 0.92, 0.5), quilt),
        box((2.08, 0.1, -1.48), (2.92, 0.62, -1.28), Cover("velvet", 1, shift=0.4)),
        box((2.08, 0.1, 0.48), (2.92, 0.62, 0.68), Cover("velvet", 1, shift=0.7)),
        ball((2.38, 0.42, -0.83), (0.34, 0.1, 0.44), Cover("velvet", 1, shift=0.2)),
        ball((2.38, 0.42, 0.05), (0.34, 0.1, 0.44), Cover("velvet", 1, shift=0.9)),
        ball((2.52, 0.62, -1.08), (0.1, 0.2, 0.22), Cover("curtain", 1), casts=False),
        *(box((x, 0, z), (x + 0.06, 0.1, z + 0.06), _OAK, casts=False) for x in (2.12, 2.8) for z in (-1.42, 0.56)),
    ]
    x, z = CHAIR
    one, two, three = (Cover("leather", 1.0, shift=shift) for shift in (0.2, 0.5, 0.8))
    hide, button, turn = Cover("leather", 1.0), Cover("buttoned", 1.0), 18.0
    chair = [
        box((x - 0.36, 0.14, z - 0.42), (x + 0.36, 0.44, z + 0.36), hide, yaw=turn, about=CHAIR),
        box((x - 0.36, 0.3, z + 0.2), (x + 0.36, 1.18, z + 0.36), one, one, button, yaw=turn, about=CHAIR),
        box((x - 0.42, 0.14, z - 0.4), (x - 0.28, 0.64, z + 0.34), two, yaw=turn, about=CHAIR),
        box((x + 0.28, 0.14, z - 0.4), (x + 0.42, 0.64, z + 0.34), three, yaw=turn, about=CHAIR),
        *(box((x + a, 0, z + b), (x + a + 0.05, 0.15, z + b + 0.05), _OAK, casts=False, yaw=turn, about=CHAIR)
          for a in (-0.38, 0.33) for b in (-0.38, 0.28)),
    ]  # fmt: skip
    return sofa + chair


def _table() -> list[Solid]:
    top = Cover("walnut", 1.1, shift=0.15)
    return [
        box((-1.45, 0, -1.3), (1.45, 0.012, 0.8), Cover("carpet"), casts=False),
        box((0.85, 0.4, -0.95), (1.5, 0.44, 0.05), top),
        box((0.9, 0.33, -0.9), (1.45, 0.4, 0.0), _OAK),
        *(box((x, 0, z), (x + 0.05, 0.35, z + 0.05), _OAK, casts=False) for x in (0.9, 1.4) for z in (-0.9, -0.05)),
        box((1.0, 0.44, -0.75), (1.22, 0.475, -0.45), Cover("velvet", 1), yaw=14, about=(1.1, -0.6), casts=False),
        box((1.02, 0.475, -0.74), (1.2, 0.505, -0.48), Cover("globe", 1), yaw=-8, about=(1.1, -0.6), casts=False),
        ball((1.28, 0.54, -0.2), (0.1, 0.1, 0.1), Cover("china")),
        cylinder((1.28, 0.6, -0.2), 0.035, 0.12, Cover("china", 0.5), casts=False),
    ]


def _lamp() -> list[Solid]:
    x, y, z = LAMP
    return [
        cylinder((x, 0, z), 0.15, 0.035, _BRASS, casts=False),
        cylinder((x, 0.03, z), 0.016, y - 0.15, _BRASS, casts=False),
        cylinder((x, y - 0.17, z), 0.2, 0.32, Cover("shade", glow=2.2), casts=False),
    ]


def _column() -> list[Solid]:
    x, z, stone = -1.55, -1.35, Cover("marble", 1.1)
    return [
        box((x - 0.2, 0, z - 0.2), (x + 0.2, 0.16, z + 0.2), Cover("marble", 1, shift=0.3)),
        cylinder((x, 0.16, z), 0.16, 0.06, stone),
        cylinder((x, 0.2, z), 0.13, 2.4, stone),
        cylinder((x, 2.5, z), 0.17, 0.08, stone, casts=False),
        box((x - 0.21, 2.58, z - 0.21), (x + 0.21, 2.8, z + 0.21), Cover("marble", 1, shift=0.8), casts=False),
    ]


def _trifles() -> list[Solid]:
    """Return what lies about: clock and candles on the mantel, a globe, a vase on its stand by the window."""
    return [
        box((-0.12, 1.22, -2.36), (0.12, 1.46, -2.24), Cover("oak", 0.5), casts=False),
        cylinder((0.0, 1.46, -2.3), 0.05, 0.05, _BRASS, casts=False),
        *(cylinder((at, 1.22, -2.28), 0.03, 0.05, _BRASS, casts=False) for at in (-0.72, 0.7)),
        *(cylinder((at, 1.27, -2.28), 0.014, 0.2, Cover("shade", 0.4, 0.5), casts=False) for at in (-0.72, 0.7)),
        ball((0.46, 1.33, -2.27), (0.07, 0.11, 0.07), Cover("china"), casts=False),
        cylinder((-2.55, 0, 0.95), 0.19, 0.72, Cover("walnut", 0.9)),
        ball((-2.55, 0.93, 0.95), (0.19, 0.22, 0.19), Cover("china")),
        cylinder((-2.55, 1.1, 0.95), 0.07, 0.12, Cover("china", 0.6), casts=False),
        cylinder((2.55, 0, 1.35), 0.025, 0.62, _BRASS, casts=False),
        cylinder((2.55, 0, 1.35), 0.17, 0.04, _OAK, casts=False),
        ball((2.55, 0.84, 1.35), 0.24, Cover("globe")),
    ]
