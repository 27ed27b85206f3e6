"""What falls over the forehead and beside the face."""

import random

from .locks import Lock

TOP = -166.0


def _pair(lock: Lock) -> list[Lock]:
    return [lock, lock.mirrored()]


def crown(
    part: float,
    dice: random.Random,
    end: float,
    spread: float = 112.0,
    wave: float = 0.0,
    count: int = 5,
    inward: float = 0.0,
) -> list[Lock]:
    """The top layer: from the parting over the skull and down beside the face to ``end``."""
    locks = []
    for m in (-1, 1):
        for i in range(count):
            k = i / (count - 1)
            low = end * (1 - 0.24 * k) + dice.uniform(-0.05, 0.05) * abs(end)
            mid = min(low * 0.35, 70)
            locks.append(
                Lock(
                    (part + m * (2 + 3 * k), TOP - 3 + 5 * k),
                    (m * (162 - 22 * k) + part * 0.3, TOP - 30 + 22 * k),
                    (m * (spread + 10 - 14 * k), mid),
                    (m * (spread - 2 - 24 * k - inward), low),
                    23 - 2.2 * k,
                    depth=24 + 40 * k,
                    tone=-0.3 + 0.55 * k,
                    blunt=True,
                    wave=wave * (1 if i % 2 else -0.8),
                    turns=1.6,
                    phase=dice.uniform(-0.08, 0.08),
                )
            )
    return locks


def curtain(part: float, dice: random.Random, length: float = 1.0) -> list[Lock]:
    """Two wings opening from the parting, flicking outwards at the cheekbones."""
    locks = []
    for m in (-1, 1):
        far = 1.0 - 0.12 * (m * part > 0)
        for i, (tx, ty, w) in enumerate(((108, 70, 14), (104, 44, 13), (99, 20, 12), (90, -2, 10), (78, -26, 7.5))):
            drop = (ty + dice.uniform(-9, 9)) * length
            locks.append(
                Lock(
                    (part + m * (1 + i * 1.5), TOP + 5),
                    (part * 0.6 + m * (64 - 6 * i) * far, TOP + 2 + i * 3),
                    (m * (70 - 9 * i) * far + part * 0.25, -66 - 2 * i),
                    (m * tx, drop),
                    w,
                    depth=96,
                    tone=0.15 * (i % 2) + 0.1,
                )
            )
    return locks


def see_through(part: float, dice: random.Random) -> list[Lock]:
    """Thin bangs with the forehead showing between them, and two longer locks beside."""
    locks = []
    for centre, low, bend in ((-58, -14, -7), (-30, -30, 5), (4, -27, -5), (34, -31, 6), (60, -12, 7)):
        middle = centre + part * 0.1 + dice.uniform(-5, 5)
        for i, (dx, up, w) in enumerate(((-11, 9, 6), (9, 6, 6.5), (-2, 0, 8.5))):
            x = middle + dx
            tip = (middle + dx * 0.45 + bend, low - up + dice.uniform(-3, 3))
            locks.append(
                Lock(
                    (part + x * 0.12, TOP + 8),
                    (part * 0.5 + x * 0.78, TOP + 3),
                    (x * 1.22 - bend, -100),
                    tip,
                    w,
                    depth=98,
                    tone=0.1 * i,
                )
            )
    return [lock for m in (-1, 1) for lock in _wings(part, m, dice)] + locks


def _wings(part: float, m: int, dice: random.Random) -> list[Lock]:
    return [
        Lock(
            (part + m * 4, TOP + 3),
            (m * 74, TOP + 2),
            (m * 106, -86),
            (m * (101 + 4 * i), 40 - 34 * i + dice.uniform(-8, 8)),
            14 - 2 * i,
            depth=90,
        )
        for i in range(2)
    ]


def side_swept(part: float, dice: random.Random) -> list[Lock]:
    """From a low side parting across the forehead, the other side tucked away."""
    m = -1 if part > 0 else 1
    locks = []
    for i, (tx, ty, w) in enumerate(
        ((106, 66, 15), (102, 34, 15), (92, 6, 15), (76, -14, 13), (54, -30, 11), (30, -42, 9))
    ):
        locks.append(
            Lock(
                (part - m * (2 + i), TOP + 8 + i),
                (part + m * (46 - 4 * i), TOP - 6 + 4 * i),
                (m * (tx * 0.74 + 4), -104 + 3 * i),
                (m * tx, ty + dice.uniform(-6, 6)),
                w,
                depth=96,
                tone=0.1 + 0.12 * (i % 2),
            )
        )
    for i in range(3):
        locks.append(
            Lock(
                (part, TOP + 6),
                (part - m * 40, TOP + 2),
                (-m * (98 + 4 * i), -100),
                (-m * (100 + 3 * i), 20 - 34 * i),
                13 - 2 * i,
                depth=88,
            )
        )
    return locks


def blunt_bangs(part: float, dice: random.Random) -> list[Lock]:
    """Full bangs cut straight above the brows."""
    locks = list(_wings(0, -1, dice) + _wings(0, 1, dice))
    for i in range(11):
        x = -70 + 14 * i
        order = abs(i - 5)
        locks.append(
            Lock(
                (part * 0.4 + x * 0.2, TOP + 6),
                (x * 0.8, TOP + 2),
                (x * 1.16, -106),
                (x + dice.uniform(-2.5, 2.5), -25 + order * 1.2 + dice.uniform(-3, 3)),
                11.5,
                depth=98,
                tone=0.22 * (i % 2),
                blunt=True,
            )
        )
    return locks


def framing(part: float, dice: random.Random, length: float, wave: float, inward: float = 0.0) -> list[Lock]:
    """Long locks beside the face, falling in front of the shoulders."""
    locks = []
    for m in (-1, 1):
        for i in range(4):
            k = i / 3
            end = length * (1 - 0.17 * k) + dice.uniform(-16, 16)
            swing = wave * (18 if i % 2 else -14)
            locks.append(
                Lock(
                    (m * (104 - 6 * k), -64 + 14 * k),
                    (m * (132 - 9 * k + swing), 70),
                    (m * (104 + 10 * (1 - k) - swing - inward), end * 0.62),
                    (m * (116 - 26 * k - inward * 1.3 + swing * 0.4), end),
                    19 - 2.4 * k,
                    depth=58,
                    tone=-0.1 + 0.12 * i,
                    tip_depth=46,
                )
            )
    return locks


def wisps(part: float, dice: random.Random) -> list[Lock]:
    """The fine hairs that no comb holds, before the ears."""
    locks = []
    for m in (-1, 1):
        for i in range(2):
            locks.append(
                Lock(
                    (m * (80 + 8 * i), -98 + 18 * i),
                    (m * (100 + 2 * i), -66),
                    (m * (97 + 5 * i), 6),
                    (m * (86 + 8 * i), 58 - 26 * i + dice.uniform(-6, 6)),
                    4.6 - i,
                    depth=84,
                )
            )
    return locks


def tousled(part: float, dice: random.Random) -> list[Lock]:
    """A man's fringe: lifted at the root, falling to both sides of the parting and curling in."""
    m = -1 if part > 0 else 1
    locks = []
    for i, (tx, ty, w) in enumerate(
        ((104, -18, 13), (98, -36, 15), (89, -48, 15), (75, -62, 14), (58, -72, 12), (42, -88, 9))
    ):
        locks.append(
            Lock(
                (part - m * (1 + i), TOP),
                (part - m * (44 - 5 * i), TOP - 17 + 2 * i),
                (-m * (tx + 14 - 2 * i), -122),
                (-m * (tx - 3), ty + dice.uniform(-5, 5)),
                w,
                depth=94,
                tone=-0.1 + 0.09 * i,
            )
        )
    rows = (
        (103, -16, 14, 6),
        (97, -30, 16, 10),
        (88, -14, 15, 14),
        (76, -34, 17, 17),
        (66, -10, 13, 18),
        (50, -40, 16, 18),
        (44, -18, 10, 17),
        (28, -56, 13, 15),
    )
    for i, (tx, ty, w, lift) in enumerate(rows):
        locks.append(
            Lock(
                (part + m * (i - 2), TOP + 1),
                (part + m * (tx * 0.52 + 6), TOP - 16 - lift),
                (m * (tx * 0.96 + (24 if i < 2 else 17) - i), -104 - lift * 0.5),
                (m * (tx - 12), ty + dice.uniform(-6, 6)),
                w,
                depth=95,
                tone=0.12 * (i % 3) - 0.05,
            )
        )
    return locks


def textured(part: float, dice: random.Random) -> list[Lock]:
    """A short fringe of broken points, brushed forward and to one side."""
    m = -1 if part > 0 else 1
    locks = []
    rows = (
        (100, -58, 14),
        (-100, -58, 14),
        (86, -70, 16),
        (-84, -66, 16),
        (64, -66, 17),
        (-60, -76, 17),
        (40, -78, 17),
        (-36, -68, 17),
        (14, -70, 16),
        (-12, -82, 14),
    )
    for i, (tx, ty, w) in enumerate(rows):
        lean = m * (15 - 0.1 * abs(tx)) + dice.uniform(-4, 4)
        locks.append(
            Lock(
                (tx * 0.3, TOP - 2),
                (tx * 0.85 - lean * 0.4, TOP - 20 + 0.0024 * tx * tx),
                (tx * 1.13 - lean * 0.6, -116),
                (tx + lean, ty + dice.uniform(-8, 8)),
                w,
                depth=95,
                tone=0.14 * (i % 3) - 0.1,
            )
        )
    for i in range(6):
        x = -60 + 24 * i
        locks.append(
            Lock(
                (x * 0.4 - m * 10, TOP),
                (x * 0.9, TOP - 24 + 0.002 * x * x),
                (x * 1.1 + m * 8, TOP + 4),
                (x + m * 24, -122 + dice.uniform(-8, 8)),
                11,
                depth=92,
                tone=0.25,
            )
        )
    return locks
