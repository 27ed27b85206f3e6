"""Paintings for the walls, and what is seen through the window: hills, a ship, a sitter, fruit, a garden at evening."""

import math

import cv2
import numpy as np

from .surfaces import Colour, Floats, Pixels, cloud, finished, tinted


def hills(chance: np.random.Generator, height: int = 200, width: int = 300) -> Pixels:
    """Return ranges of hills under an evening sky, with trees."""
    page = _sky(chance, height, width, (0.20, 0.28, 0.40), (0.92, 0.66, 0.38))
    for depth in range(5):
        line = height * (0.42 + 0.11 * depth) + height * 0.16 * (_ridge(chance, width, 3 + 2 * depth) - 0.5)
        tone = np.array((0.34, 0.36, 0.34)) * (1 - depth * 0.17) + np.array((0.08, 0.05, 0.0)) * depth / 4
        below = np.arange(height)[:, None] > line[None]
        page = np.where(below[..., None], tone * (0.75 + 0.5 * cloud(height, width, chance, 7, 8))[..., None], page)
        for _ in range(6 * depth):
            x = int(chance.integers(0, width))
            size = (2 + depth) * chance.uniform(0.8, 2)
            _blob(page, chance, x, float(line[x]) - size * 0.6, size, (0.10, 0.12, 0.06))
    return _varnished(page.astype(np.float32), chance)


def ship(chance: np.random.Generator, height: int = 200, width: int = 260) -> Pixels:
    """Return a ship in a heavy sea."""
    page = _sky(chance, height, width, (0.16, 0.20, 0.25), (0.72, 0.70, 0.60))
    sea = int(height * 0.6)
    x, y = width * 0.56, height * 0.62
    cv2.fillPoly(
        page, [_points([(x - 46, y - 12), (x + 50, y - 16), (x + 36, y + 10), (x - 36, y + 10)])], (0.14, 0.08, 0.05)
    )
    for mast, tall in ((-28, 74), (2, 96), (30, 66)):
        cv2.line(page, (round(x + mast), round(y)), (round(x + mast), round(y - tall)), (0.1, 0.07, 0.05), 2)
        for share in (0.28, 0.55, 0.8):
            wide, top = 19 * (1.15 - share), y - tall * share
            sail = [(x + mast - wide, top), (x + mast + wide, top - 3), (x + mast + wide * 1.2, top + tall * 0.2)]
            sail.append((x + mast - wide * 1.1, top + tall * 0.22))
            tone = chance.uniform(0.75, 1.0)
            cv2.fillPoly(page, [_points(sail)], (0.86 * tone, 0.80 * tone, 0.66 * tone), cv2.LINE_AA)
    waves = cloud(height - sea, width, chance, 8, 6)
    crests = np.clip(np.sin(waves * 40) * 2 - 1, 0, 1)
    water = tinted(waves, (0.05, 0.12, 0.14), (0.30, 0.42, 0.40)) + 0.5 * crests[..., None]
    fade = np.clip((np.arange(height - sea) + 4) / 14, 0, 1)[:, None, None]
    page[sea:] = page[sea:] * (1 - fade) + water * fade
    return _varnished(page, chance)


def sitter(
    chance: np.random.Generator, height: int = 280, width: int = 220, coat: Colour = (0.22, 0.05, 0.06)
) -> Pixels:
    """Return somebody's portrait, half length, before a dark ground."""
    page = tinted(cloud(height, width, chance, 6, 3), (0.06, 0.05, 0.04), (0.26, 0.20, 0.13))
    x, chin = width * 0.5, height * 0.44
    body = [
        (x - 92, height),
        (x - 78, chin + 62),
        (x - 34, chin + 26),
        (x + 34, chin + 26),
        (x + 78, chin + 62),
        (x + 92, height),
    ]
    cv2.fillPoly(page, [_points(body)], coat, cv2.LINE_AA)
    cv2.fillPoly(
        page, [_points([(x - 22, chin + 16), (x + 22, chin + 16), (x, chin + 84)])], (0.82, 0.78, 0.68), cv2.LINE_AA
    )
    for side in (-1, 1):
        lapel = [(x + side * 22, chin + 20), (x + side * 44, chin + 34), (x + side * 6, chin + 128)]
        cv2.fillPoly(page, [_points(lapel)], tuple(value * 0.5 for value in coat), cv2.LINE_AA)
    cv2.ellipse(page, (round(x), round(chin - 44)), (50, 58), 0, 0, 360, (0.13, 0.08, 0.05), -1, cv2.LINE_AA)
    cv2.ellipse(page, (round(x), round(chin - 28)), (36, 48), 0, 0, 360, (0.66, 0.46, 0.34), -1, cv2.LINE_AA)
    cv2.ellipse(page, (round(x + 13), round(chin - 26)), (24, 44), 0, 0, 360, (0.52, 0.34, 0.24), -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.ellipse(
            page, (round(x + side * 14), round(chin - 36)), (7, 4), 0, 0, 360, (0.10, 0.07, 0.05), -1, cv2.LINE_AA
        )
        cv2.line(
            page,
            (round(x + side * 6), round(chin - 47)),
            (round(x + side * 22), round(chin - 48)),
            (0.12, 0.08, 0.05),
            3,
        )
    cv2.line(
        page, (round(x + 2), round(chin - 36)), (round(x + 5), round(chin - 18)), (0.42, 0.26, 0.18), 4, cv2.LINE_AA
    )
    cv2.ellipse(page, (round(x), round(chin - 4)), (12, 4), 0, 0, 360, (0.44, 0.16, 0.13), -1, cv2.LINE_AA)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.3), np.float32)
    for number in range(7):
        cv2.circle(page, (round(x + 3), round(chin + 100 + number * 14)), 3, (0.78, 0.6, 0.26), -1, cv2.LINE_AA)
    return _varnished(page, chance)


def fruit(chance: np.random.Generator, height: int = 180, width: int = 220) -> Pixels:
    """Return a still life: a bowl, fruit and a jug."""
    page = tinted(cloud(height, width, chance, 6, 3), (0.07, 0.06, 0.05), (0.30, 0.23, 0.15))
    page[int(height * 0.68) :] = tinted(
        cloud(height - int(height * 0.68), width, chance, 7, 4), (0.24, 0.13, 0.08), (0.5, 0.32, 0.2)
    )
    cv2.ellipse(page, (52, 96), (24, 40), 0, 0, 360, (0.16, 0.24, 0.30), -1, cv2.LINE_AA)
    cv2.rectangle(page, (42, 40), (62, 70), (0.16, 0.24, 0.30), -1)
    cv2.ellipse(page, (46, 84), (6, 16), 12, 0, 360, (0.55, 0.66, 0.7), -1, cv2.LINE_AA)
    for _ in range(17):
        x, y, r = chance.uniform(84, 196), chance.uniform(84, 142), chance.uniform(10, 18)
        hue = ((0.68, 0.14, 0.08), (0.80, 0.52, 0.12), (0.42, 0.48, 0.12), (0.28, 0.08, 0.20))[
            int(chance.integers(0, 4))
        ]
        for step in range(6):
            share = 1 - step / 6
            tone = tuple(value * (0.35 + 0.16 * step) for value in hue)
            middle = (round((x - 3 * step * 0.6) * 16), round((y - 3 * step * 0.6) * 16))
            cv2.circle(page, middle, round(r * share * 16), tone, -1, cv2.LINE_AA, 4)
    return _varnished(page, chance)


def garden(chance: np.random.Generator, height: int = 340, width: int = 260) -> Pixels:
    """Return what the window looks out on: a low sun, bare trees, a hedge."""
    page = _sky(chance, height, width, (0.55, 0.62, 0.72), (1.0, 0.84, 0.58))
    cv2.circle(page, (round(width * 0.62), round(height * 0.44)), 16, (1.0, 0.97, 0.85), -1, cv2.LINE_AA)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 2), np.float32)
    for x in (24, 96, 190, 236):
        _tree(page, chance, x + chance.uniform(-8, 8), height * 0.84, height * 0.16, -90, 7)
    line = height * 0.78 + 14 * (_ridge(chance, width, 26) - 0.5)
    below = np.arange(height)[:, None] > line[None]
    leaves = tinted(cloud(height, width, chance, 8, 14), (0.05, 0.07, 0.03), (0.22, 0.24, 0.11))
    return finished(np.where(below[..., None], leaves, page))


def embers(chance: np.random.Generator, height: int = 60, width: int = 160) -> Pixels:
    """Return glowing logs."""
    heat = cloud(height, width, chance, 7, 5) ** 1.6
    fall = np.linspace(0.5, 1.25, height, dtype=np.float32)[:, None]
    heat = np.clip(heat * fall * 1.5, 0, 1)
    red, green, blue = np.clip(heat * 2.2, 0, 1), np.clip(heat * 1.5 - 0.35, 0, 1), np.clip(heat * 1.4 - 0.9, 0, 1)
    return finished(np.stack([red, green, blue], axis=-1).astype(np.float32))


def _tree(page: Floats, chance: np.random.Generator, x: float, y: float, long: float, angle: float, order: int) -> None:
    if order == 0 or long < 2:
        return
    nx, ny = x + long * math.cos(math.radians(angle)), y + long * math.sin(math.radians(angle))
    cv2.line(page, (round(x), round(y)), (round(nx), round(ny)), (0.13, 0.10, 0.09), max(1, order - 2), cv2.LINE_AA)
    for side in (-1, 1):
        _tree(page, chance, nx, ny, long * chance.uniform(0.62, 0.86), angle + side * chance.uniform(12, 34), order - 1)


def _sky(chance: np.random.Generator, height: int, width: int, high: Colour, low: Colour) -> Floats:
    fall = np.linspace(0, 1, height, dtype=np.float32)[:, None] + 0 * np.arange(width, dtype=np.float32)
    clouds = cloud(height, width, chance, 7, 4)
    return (tinted(np.clip(fall * 1.5, 0, 1), high, low) * (0.72 + 0.5 * clouds)[..., None]).astype(np.float32)


def _ridge(chance: np.random.Generator, width: int, knots: int) -> Floats:
    rough = chance.random((1, knots), np.float32), chance.random((1, knots * 4), np.float32)
    coarse, fine = (cv2.resize(each, (width, 1), interpolation=cv2.INTER_CUBIC)[0] for each in rough)
    return np.asarray(coarse * 0.75 + fine * 0.25, np.float32)


def _blob(page: Floats, chance: np.random.Generator, x: float, y: float, size: float, colour: Colour) -> None:
    tone = tuple(value * chance.uniform(0.6, 1.6) for value in colour)
    axes = (max(1, round(size * 0.8)), max(1, round(size)))
    cv2.ellipse(page, (round(x), round(y)), axes, 0, 0, 360, tone, -1, cv2.LINE_AA)


def _points(points: list[tuple[float, float]]) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    return np.round(np.array(points)).astype(np.int32)


def _varnished(page: Floats, chance: np.random.Generator) -> Pixels:
    """Give it brush strokes, age and the warmth of old varnish."""
    height, width = page.shape[:2]
    strokes = cv2.blur(chance.random((height, width), np.float32), (7, 2))
    page = page * (0.72 + 0.35 * cloud(height, width, chance, 7, 6) + 0.5 * (strokes - 0.5))[..., None]
    return finished(page * np.array((1.08, 0.98, 0.80), np.float32))
