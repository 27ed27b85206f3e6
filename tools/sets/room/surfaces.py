"""Surfaces: floor boards, wallpaper, carpet, marble, books and cloth, painted by numbers.

Nothing in them repeats: wherever one looks, a point can be told from its neighbours.
"""

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.floating]
Colour = tuple[float, float, float]


def cloud(height: int, width: int, chance: np.random.Generator, octaves: int = 6, first: int = 3) -> Floats:
    """Return soft noise, height x width, 0 to 1."""
    out = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        rows = min(height, first * 2**octave)
        columns = max(2, min(width, round(rows * width / height)))
        grain = chance.random((rows, columns), np.float32)
        out += cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC) * 0.62**octave
    low, high = float(out.min()), float(out.max())
    return (out - low) / max(high - low, 1e-6)


def tinted(value: Floats, dark: Colour, light: Colour) -> Floats:
    """Return a colour between two (0 to 1) for every value: height x width x 3."""
    return np.array(dark, np.float32) + value[..., None] * (np.array(light, np.float32) - np.array(dark, np.float32))


def finished(picture: Floats) -> Pixels:
    """Return a picture of 0 to 1 as bytes."""
    return np.asarray(np.clip(picture * 255 + 0.5, 0, 255), np.uint8)


def floor(chance: np.random.Generator) -> Pixels:
    """Return oak boards that run across: 5 x 6 m at 5 mm."""
    height, width, board = 1000, 1200, 27
    grain = cv2.resize(cloud(height, width // 8, chance, 9, 12), (width, height), interpolation=cv2.INTER_LINEAR)
    stains = cloud(height, width, chance, 5, 4)
    out = np.zeros((height, width, 3), np.float32)
    for top in range(0, height, board):
        x = -int(chance.integers(0, 200))
        while x < width:
            long = int(chance.integers(110, 330))
            rows, columns = slice(top, min(height, top + board)), slice(max(0, x), min(width, x + long))
            shift = int(chance.integers(0, height))
            piece = np.roll(grain, shift, axis=0)[rows, columns]
            rings = 0.5 + 0.5 * np.sin(piece * chance.uniform(18, 46))
            tone = chance.uniform(0.62, 1.12)
            out[rows, columns] = tinted(0.55 * piece + 0.45 * rings, (0.33, 0.20, 0.12), (0.62, 0.42, 0.27)) * tone
            out[rows, max(0, x) : max(0, x) + 1] *= 0.35
            x += long
        out[top : top + 1] *= 0.35
    out *= (0.8 + 0.35 * stains)[..., None]
    for _ in range(90):
        middle = int(chance.integers(0, width)), int(chance.integers(0, height))
        cv2.ellipse(out, middle, (int(chance.integers(2, 6)), 2), 0, 0, 360, (0.12, 0.06, 0.03), -1, cv2.LINE_AA)
    return finished(out)


def wallpaper(
    chance: np.random.Generator, width: int, height: int, dark: Colour, light: Colour, gold: Colour
) -> Pixels:
    """Return paper on which leaves and blossoms stand loosely, aged: pixels of 6 mm."""
    ground = tinted(cloud(height, width, chance, 8, 5), dark, light)
    step = 21
    for row, top in enumerate(range(-step, height + step, step)):
        for left in range(-step, width + step, step):
            x = left + (row % 2) * step / 2 + chance.uniform(-6, 6)
            y = top + chance.uniform(-6, 6)
            _motif(ground, chance, x, y, chance.uniform(5, 10), gold if chance.random() < 0.7 else light)
    worn = cloud(height, width, chance, 7, 9)
    streaks = cv2.resize(cloud(6, width, chance, 3, 6), (width, height), interpolation=cv2.INTER_LINEAR)
    return finished(ground * (0.7 + 0.4 * worn + 0.16 * streaks)[..., None])


def _motif(page: Floats, chance: np.random.Generator, x: float, y: float, size: float, colour: Colour) -> None:
    turn, petals = chance.uniform(0, 360), int(chance.integers(3, 7))
    shade = chance.uniform(0.55, 1.25)
    tone = tuple(value * shade * chance.uniform(0.9, 1.1) for value in colour)
    for number in range(petals):
        angle = turn + number * 360 / petals + chance.uniform(-14, 14)
        reach = size * chance.uniform(0.45, 0.7)
        px, py = x + reach * np.cos(np.radians(angle)), y + reach * np.sin(np.radians(angle))
        axes = (max(1, round(size * 0.5 * 16)), max(1, round(size * chance.uniform(0.14, 0.28) * 16)))
        cv2.ellipse(page, (round(px * 16), round(py * 16)), axes, angle, 0, 360, tone, -1, cv2.LINE_AA, 4)
    if chance.random() < 0.6:
        bright = tuple(value * 1.4 for value in tone)
        cv2.circle(
            page,
            (round(x * 16), round(y * 16)),
            round(size * 3),
            bright,
            -1,
            cv2.LINE_AA,
            4,
        )


def carpet(chance: np.random.Generator) -> Pixels:
    """Return a carpet with borders, a medallion and strewn flowers: 2.1 x 2.9 m at 5 mm."""
    height, width = 420, 580
    palette = ((0.40, 0.13, 0.11), (0.15, 0.16, 0.24), (0.68, 0.56, 0.38), (0.48, 0.21, 0.15), (0.24, 0.29, 0.25))
    page = np.zeros((height, width, 3), np.float32)
    for inset, colour in ((0, 1), (9, 2), (13, 0), (48, 2), (52, 1), (60, 2), (63, 3)):
        page[inset : height - inset, inset : width - inset] = palette[colour]
    for _ in range(230):
        side = int(chance.integers(0, 4))
        x, y = chance.uniform(18, width - 18), chance.uniform(18, height - 18)
        x, y = (x, chance.choice([30, height - 31])) if side < 2 else (chance.choice([30, width - 31]), y)
        _motif(page, chance, x, y + chance.uniform(-6, 6), chance.uniform(6, 13), palette[int(chance.integers(1, 5))])
    for _ in range(260):
        x, y = chance.uniform(74, width - 74), chance.uniform(74, height - 74)
        _motif(page, chance, x, y, chance.uniform(6, 16), palette[int(chance.integers(1, 5))])
    for size, colour in ((92, 2), (87, 1), (66, 2), (62, 0), (34, 2), (30, 1), (14, 2)):
        middle = (width // 2, height // 2)
        points = [
            (middle[0] + size * 1.5 * r * np.cos(a), middle[1] + size * r * np.sin(a))
            for number in range(32)
            for a, r in [(number * np.pi / 16, 1.0 if number % 2 else 0.86)]
        ]
        cv2.fillPoly(page, [np.round(np.array(points) * 16).astype(np.int32)], palette[colour], cv2.LINE_AA, 4)
    for _ in range(60):
        angle, reach = chance.uniform(0, 2 * np.pi), chance.uniform(16, 60)
        x, y = width / 2 + 1.5 * reach * np.cos(angle), height / 2 + reach * np.sin(angle)
        _motif(page, chance, x, y, chance.uniform(5, 10), palette[int(chance.integers(2, 5))])
    weave = chance.random((height, width), np.float32)
    return finished(page * (0.72 + 0.3 * cloud(height, width, chance, 7, 6) + 0.2 * weave)[..., None])


def wood(chance: np.random.Generator, dark: Colour, light: Colour) -> Pixels:
    """Return a plank, 1 m across at 4 mm, its grain running across."""
    grain = cv2.resize(cloud(256, 32, chance, 8, 10), (256, 256), interpolation=cv2.INTER_LINEAR)
    rings = 0.5 + 0.5 * np.sin(grain * 34)
    return finished(tinted(0.6 * grain + 0.4 * rings, dark, light) * (0.85 + 0.3 * cloud(256, 256, chance))[..., None])


def panelled(chance: np.random.Generator, width: int, dark: Colour, light: Colour) -> Pixels:
    """Return wainscoting with raised fields, 0.9 m high at 6 mm."""
    height = 150
    planks = [wood(chance, dark, light) for _ in range(-(-width // 256))]
    page = np.concatenate(planks, axis=1)[:height, :width].astype(np.float32) / 255
    x = 10
    while x < width - 30:
        wide = int(chance.integers(58, 96))
        left, right, top, bottom = x, min(width - 6, x + wide), 22, height - 28
        shade = chance.uniform(0.82, 1.16)
        page[top:bottom, left:right] *= shade
        for inset, factor in ((0, 0.4), (1, 0.55), (3, 1.45), (6, 0.55), (7, 0.75)):
            _frame(page, left + inset, top + inset, right - inset, bottom - inset, factor)
        x += wide + 12
    return finished(page)


def _frame(page: Floats, left: int, top: int, right: int, bottom: int, factor: float) -> None:
    """Darken or lighten the outline of a field; its upper edges catch less light than its lower ones."""
    for rows, columns, more in (
        (slice(top, top + 1), slice(left, right), 1.0),
        (slice(bottom - 1, bottom), slice(left, right), 1.15),
        (slice(top, bottom), slice(left, left + 1), 1.0),
        (slice(top, bottom), slice(right - 1, right), 1.1),
    ):
        page[rows, columns] *= factor * more


def plaster(chance: np.random.Generator) -> Pixels:
    """Return an old ceiling with stains and fine cracks: 6 x 5 m at 8 mm."""
    height, width = 625, 750
    page = tinted(cloud(height, width, chance, 8, 4), (0.50, 0.45, 0.37), (0.80, 0.75, 0.65))
    for _ in range(46):
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        angle = chance.uniform(0, 2 * np.pi)
        for _ in range(int(chance.integers(8, 30))):
            angle += chance.uniform(-0.6, 0.6)
            nx, ny = x + 7 * np.cos(angle), y + 7 * np.sin(angle)
            cv2.line(page, (round(x), round(y)), (round(nx), round(ny)), (0.34, 0.30, 0.25), 1, cv2.LINE_AA)
            x, y = nx, ny
    return finished(page)


def marble(chance: np.random.Generator) -> Pixels:
    """Return pale veined stone: 1 m at 4 mm."""
    warp = cloud(256, 256, chance, 8, 3)
    veins = np.abs(np.sin(warp * 21 + cloud(256, 256, chance, 7, 5) * 5)) ** 0.35
    fine = np.abs(np.sin(cloud(256, 256, chance, 8, 7) * 44)) ** 0.5
    return finished(tinted(0.7 * veins + 0.3 * fine, (0.28, 0.24, 0.23), (0.80, 0.76, 0.69)))


def brick(chance: np.random.Generator) -> Pixels:
    """Return sooty bricks, each its own: 1 m at 4 mm."""
    page = tinted(cloud(256, 256, chance, 7, 8), (0.07, 0.06, 0.05), (0.16, 0.13, 0.11))
    for row, top in enumerate(range(0, 256, 18)):
        x = -(row % 2) * 26 - int(chance.integers(0, 8))
        while x < 256:
            wide = int(chance.integers(42, 60))
            tone = chance.uniform(0.5, 1.2)
            page[top : top + 15, max(0, x) : max(0, x + wide - 4)] = np.array((0.30, 0.14, 0.09)) * tone
            x += wide
    return finished(page * (0.5 + 0.9 * cloud(256, 256, chance, 7, 6))[..., None])


def cloth(chance: np.random.Generator, dark: Colour, light: Colour, buttons: int = 0) -> Pixels:
    """Return velvet or leather, worn; with ``buttons``, quilted with so many in a row. 1 m at 4 mm."""
    soft, fine = cloud(256, 256, chance, 7, 4), cloud(256, 256, chance, 4, 60)
    page = tinted(0.65 * soft + 0.35 * fine, dark, light)
    if buttons:
        y, x = np.mgrid[:256, :256].astype(np.float32)
        step = 256 / buttons
        across = (x + y * 0.75) / step + 0.16 * soft
        up = (x - y * 0.75) / step + 0.16 * fine
        fold = np.minimum(np.abs(across - np.round(across)), np.abs(up - np.round(up)))
        page *= (0.45 + 0.65 * np.clip(fold * 4, 0, 1))[..., None]
    return finished(page)


def books(chance: np.random.Generator, width: int, height: int = 70) -> Pixels:
    """Return the backs of one shelf of books: pixels of 4 mm."""
    page = np.full((height, width, 3), 0.025, np.float32)
    hues = ((0.34, 0.06, 0.06), (0.10, 0.17, 0.13), (0.09, 0.11, 0.24), (0.36, 0.23, 0.11), (0.52, 0.45, 0.33))
    x = 0
    while x < width - 5:
        wide, tall = int(chance.integers(5, 14)), int(height * chance.uniform(0.62, 0.96))
        colour = np.array(hues[int(chance.integers(0, 5))]) * chance.uniform(0.55, 1.35)
        if chance.random() < 0.06:
            x += wide
            continue
        rows, columns = slice(height - tall, height), slice(x, min(width, x + wide))
        curve = 1 - 0.5 * np.linspace(-1, 1, columns.stop - columns.start) ** 2
        page[rows, columns] = colour * curve[None, :, None]
        for _ in range(int(chance.integers(1, 4))):
            band = height - tall + int(chance.integers(3, max(4, tall - 5)))
            page[band : band + int(chance.integers(1, 6)), columns] = (
                np.array((0.74, 0.58, 0.28)) * chance.uniform(0.4, 1) * curve[None, :, None]
            )
        page[rows, columns] *= chance.uniform(0.75, 1.2, (tall, 1, 1))
        x += wide
    return finished(page)


def door(chance: np.random.Generator) -> Pixels:
    """Return a door of six fields, stretched over 0.9 x 2.1 m."""
    dark, light = (0.22, 0.12, 0.08), (0.48, 0.30, 0.19)
    grain = cv2.resize(np.rot90(wood(chance, dark, light)), (225, 525), interpolation=cv2.INTER_CUBIC)
    page = grain.astype(np.float32) / 255
    for top, bottom in ((24, 150), (172, 356), (378, 500)):
        for left in (22, 122):
            page[top:bottom, left : left + 80] *= chance.uniform(0.86, 1.14)
            for inset, factor in ((0, 0.4), (2, 0.6), (5, 1.5), (9, 0.6)):
                _frame(page, left + inset, top + inset, left + 80 - inset, bottom - inset, factor)
    return finished(page * (0.8 + 0.4 * cloud(525, 225, chance, 7, 6))[..., None])
