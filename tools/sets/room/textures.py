"""Textures: every surface painted once, then read at the sharpness that a distance asks for."""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from . import paintings, surfaces

Pixels = npt.NDArray[np.uint8]
Array = npt.NDArray[np.floating]
_TEAL, _DEEP, _GOLD = (0.26, 0.36, 0.33), (0.16, 0.25, 0.25), (0.56, 0.49, 0.32)
_OAK = ((0.20, 0.11, 0.07), (0.46, 0.29, 0.18))
_LUMINOUS = (np.arange(256) / 255.0).astype(np.float32) ** 2.2

_PAINTED: dict[str, Callable[[np.random.Generator], Pixels]] = {
    "floor": surfaces.floor,
    "ceiling": surfaces.plaster,
    "carpet": surfaces.carpet,
    "marble": surfaces.marble,
    "brick": surfaces.brick,
    "door": surfaces.door,
    "north": lambda chance: surfaces.wallpaper(chance, 1000, 467, _DEEP, _TEAL, _GOLD),
    "south": lambda chance: surfaces.wallpaper(chance, 1000, 467, _DEEP, _TEAL, _GOLD),
    "east": lambda chance: surfaces.wallpaper(chance, 833, 467, _DEEP, _TEAL, _GOLD),
    "west": lambda chance: surfaces.wallpaper(chance, 833, 467, _DEEP, _TEAL, _GOLD),
    "panels north": lambda chance: surfaces.panelled(chance, 1000, *_OAK),
    "panels south": lambda chance: surfaces.panelled(chance, 1000, *_OAK),
    "panels east": lambda chance: surfaces.panelled(chance, 833, *_OAK),
    "panels west": lambda chance: surfaces.panelled(chance, 833, *_OAK),
    "oak": lambda chance: surfaces.wood(chance, *_OAK),
    "walnut": lambda chance: surfaces.wood(chance, (0.19, 0.10, 0.065), (0.50, 0.31, 0.19)),
    "velvet": lambda chance: surfaces.cloth(chance, (0.34, 0.09, 0.09), (0.60, 0.22, 0.19)),
    "quilted": lambda chance: surfaces.cloth(chance, (0.36, 0.10, 0.10), (0.64, 0.25, 0.21), 6),
    "leather": lambda chance: surfaces.cloth(chance, (0.26, 0.19, 0.11), (0.58, 0.43, 0.26)),
    "buttoned": lambda chance: surfaces.cloth(chance, (0.30, 0.22, 0.13), (0.64, 0.47, 0.29), 5),
    "curtain": lambda chance: surfaces.cloth(chance, (0.36, 0.13, 0.10), (0.58, 0.28, 0.19)),
    "brass": lambda chance: surfaces.wood(chance, (0.34, 0.22, 0.06), (0.90, 0.70, 0.34)),
    "china": lambda chance: surfaces.cloth(chance, (0.10, 0.18, 0.34), (0.78, 0.78, 0.74)),
    "globe": lambda chance: surfaces.cloth(chance, (0.16, 0.28, 0.30), (0.66, 0.52, 0.28)),
    "shade": lambda chance: surfaces.cloth(chance, (0.72, 0.50, 0.28), (0.95, 0.76, 0.48)),
    "coat": lambda chance: surfaces.cloth(chance, (0.05, 0.05, 0.07), (0.20, 0.19, 0.23)),
    "skin": lambda chance: surfaces.cloth(chance, (0.52, 0.36, 0.28), (0.62, 0.45, 0.36)),
    "hills": paintings.hills,
    "ship": paintings.ship,
    "lady": lambda chance: paintings.sitter(chance, coat=(0.10, 0.16, 0.12)),
    "master": paintings.sitter,
    "fruit": paintings.fruit,
    "coast": lambda chance: paintings.ship(chance, 160, 300),
    "valley": lambda chance: paintings.hills(chance, 180, 220),
    "garden": paintings.garden,
    "embers": paintings.embers,
    **{f"books {number}": lambda chance: surfaces.books(chance, 350) for number in range(5)},
}


@cache
def texture(name: str) -> tuple[Pixels, ...]:
    """Return a texture, and it again and again at half the size, down to a few pixels."""
    chance = np.random.default_rng(zlib.crc32(name.encode()))
    levels = [np.ascontiguousarray(_PAINTED[name](chance))]
    while min(levels[-1].shape[:2]) >= 4:
        height, width = levels[-1].shape[:2]
        levels.append(np.asarray(cv2.resize(levels[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)))
    return tuple(levels)


@cache
def average(name: str) -> Array:
    """Return how much light it throws back: three shares."""
    return np.asarray(_LUMINOUS[texture(name)[0][::4, ::4]].mean(axis=(0, 1)), np.float32)


def read(name: str, across: Array, down: Array, grain: Array, repeats: bool) -> Array:
    """Return the share of light that points of a texture throw back: N x 3.

    ``across``, ``down``: where they lie, in widths and heights; ``grain``: how much of its height one pixel covers.
    """
    levels = texture(name)
    wanted = np.log2(np.maximum(grain * levels[0].shape[0], 1e-6))
    level = np.clip(np.rint(wanted), 0, len(levels) - 1).astype(np.int8)
    out = np.empty((across.size, 3), np.uint8)
    for number in np.unique(level):
        chosen = np.flatnonzero(level == number)
        out[chosen] = lying(levels[number], across[chosen], down[chosen], repeats)
    return _LUMINOUS[out]


def lying(picture: npt.NDArray[Any], across: Array, down: Array, repeats: bool) -> npt.NDArray[Any]:
    """Return what lies at places of a picture (0 to 1), between its pixels: N x 3."""
    height, width = picture.shape[:2]
    if repeats:
        across, down = across % 1, down % 1
    rows = -(-across.size // 4096)
    maps = np.zeros((2, rows * 4096), np.float32)
    maps[0, : across.size] = across * width - 0.5
    maps[1, : down.size] = down * height - 0.5
    x, y = maps.reshape(2, rows, 4096)
    border = cv2.BORDER_WRAP if repeats else cv2.BORDER_REPLICATE
    found = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=border)
    return np.asarray(found.reshape(-1, 3)[: across.size])
