"""Lighting: what window, lamp, fire and everything lit by them send to every place of the room; measured once.

Nothing in the room shines like a mirror, so light depends on the place alone, and looking is cheap. The one light that
is sharp, the low sun through the window, is asked for point by point.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .furniture import FIRE, LAMP, WINDOW, furniture
from .solids import Array, Solid
from .textures import average

CELL = 0.1
"""Metres between two measurements of light."""
SUN = np.array((0.83, -0.52, 0.16), np.float32) / np.float32(math.sqrt(0.83**2 + 0.52**2 + 0.16**2))
"""Where sunlight travels."""
SUNLIGHT = np.array((5.2, 3.3, 1.6), np.float32)
_SKY, _LAMP, _FIRE = (np.array(each, np.float32) for each in ((1.6, 1.75, 2.1), (3.1, 2.0, 1.0), (2.4, 1.05, 0.34)))
_BEHIND = ((-1.6, 2.3, 2.2), (0.2, 2.4, 2.3), (1.8, 2.2, 2.2))
"""Sconces on the wall that no front camera sees; they keep backs and shadows from going black."""
_FILL = np.array((2.0, 1.5, 1.05), np.float32)
_REST = np.array((0.072, 0.066, 0.074), np.float32)
"""What comes from nowhere in particular."""
_AROUND = 24
"""Directions in which a place looks for light thrown back."""
_LIFT = np.float32(0.006)
_CHUNK = 40_000


@cache
def lit() -> dict[tuple[int, int], Array]:
    """Return the light that falls on every face, by number of the solid and of the face: rows x columns x 3."""
    solids = furniture()
    keys, places, normals, sizes = [], [], [], []
    for number, solid in enumerate(solids):
        for face in _faces(solid):
            wide, high = solid.spread(face)
            size = max(1, math.ceil(high / CELL)), max(1, math.ceil(wide / CELL))
            points, ways = solid.grid(face, size[1], size[0])
            keys.append((number, face))
            places.append(points)
            normals.append(ways)
            sizes.append(size)
    where, way = np.concatenate(places), np.concatenate(normals)
    casting = [solid for solid in solids if solid.casts]
    first = _direct(where, way, casting)
    starts = np.cumsum([0, *(len(each) for each in places)])
    parts = [slice(start, end) for start, end in pairwise(starts)]
    sent = {key: _mean(first[part], solids[key[0]], key[1]) for key, part in zip(keys, parts, strict=True)}
    light = first + _thrown_back(where, way, casting, solids, sent) + _REST
    found = {}
    for key, size, part in zip(keys, sizes, parts, strict=True):
        found[key] = _softened(light[part].reshape(*size, 3), solids[key[0]].kind != "ball")
    return found


def sunlit(points: Array, normals: Array) -> tuple[npt.NDArray[np.intp], Array]:
    """Return which points the sun reaches through the window, and how much light it brings: n, n x 3."""
    bottom, top, far, near = WINDOW
    maybe = np.flatnonzero((normals @ -SUN > 0) & (points[:, 0] > -2.9))
    facing = (normals[maybe] @ -SUN).astype(np.float32)
    x, y, z = points[maybe].T
    back = (x + 2.96) / SUN[0]
    y, z = y - back * SUN[1], z - back * SUN[2]
    bars = (np.abs(y - 1.74) > 0.025) & (np.abs(y - 1.232) > 0.018) & (np.abs(z - (far + near) / 2) > 0.03)
    through = np.flatnonzero((y > bottom) & (y < top) & (z > far) & (z < near) & bars)
    found, back, facing = maybe[through], back[through], facing[through]
    if found.size:
        start = points[found] + normals[found] * _LIFT
        blocked = _blocked(start, np.broadcast_to(-SUN, start.shape), back - np.float32(0.1), _casting())
        found, facing = found[~blocked], facing[~blocked]
    return found, facing[:, None] * SUNLIGHT


@cache
def _casting() -> tuple[Solid, ...]:
    return tuple(solid for solid in furniture() if solid.casts)


def _faces(solid: Solid) -> Sequence[int]:
    if solid.kind == "ball":
        return (4,)
    return (2, 3, 4) if solid.kind == "cylinder" else range(6)


def _direct(where: Array, way: Array, casting: Sequence[Solid]) -> Array:
    """Return the light that comes straight from window, lamp and fire."""
    bottom, top, far, near = WINDOW
    light = np.zeros_like(where)
    for y in bottom + (np.arange(3) + 0.5) / 3 * (top - bottom):
        for z in far + (np.arange(4) + 0.5) / 4 * (near - far):
            _add(light, where, way, (-2.9, y, z), _SKY / 12, casting, outward=(1, 0, 0))
    for turn in range(4):
        angle = turn * math.pi / 2 + 0.4
        source = (
            LAMP[0] + 0.22 * math.cos(angle),
            LAMP[1] + (0.1 if turn % 2 else -0.1),
            LAMP[2] + 0.22 * math.sin(angle),
        )
        _add(light, where, way, source, _LAMP / 4, casting)
    for x in (-0.22, 0.0, 0.22):
        _add(light, where, way, (FIRE[0] + x, FIRE[1] + 0.06, FIRE[2] + 0.04), _FIRE / 3, casting)
    for source in _BEHIND:
        _add(light, where, way, source, _FILL / len(_BEHIND), casting)
    return light


def _add(
    light: Array, where: Array, way: Array, source: Sequence[float], power: Array, casting: Sequence[Solid],
    outward: Sequence[float] | None = None,
) -> None:  # fmt: skip
    """Add the light of one point of a source, where nothing stands before it."""
    ahead = np.array(source, np.float32) - where
    square = np.maximum((ahead * ahead).sum(axis=1), np.float32(0.02))
    far = np.sqrt(square)
    strength = (ahead * way).sum(axis=1) / far
    if outward is not None:
        strength = strength * np.clip(-(ahead @ np.array(outward, np.float32)) / far, 0, 1) * np.float32(3)
    strength /= square + np.float32(0.25)
    chosen = np.flatnonzero(strength > 1e-4)
    start = where[chosen] + way[chosen] * _LIFT
    free = ~_blocked(start, ahead[chosen], np.ones(chosen.size, np.float32) * np.float32(0.985), casting)
    light[chosen[free]] += strength[chosen[free], None] * power


def _thrown_back(
    where: Array, way: Array, casting: Sequence[Solid], solids: Sequence[Solid], sent: dict[tuple[int, int], Array]
) -> Array:
    """Return the light that everything around a place throws at it; corners and feet of things get less."""
    room = np.array([sent[0, face] for face in range(6)])
    mean = [np.mean([sent[n, f] for f in _faces(s)], axis=0) for n, s in enumerate(solids) if s.casts]
    colours = np.array(mean, np.float32)
    light = np.zeros_like(where)
    side = np.where(np.abs(way[:, :1]) > 0.8, np.array((0, 1, 0), np.float32), np.array((1, 0, 0), np.float32))
    a = np.cross(way, side)
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b = np.cross(way, a)
    for number in range(_AROUND):
        turn, share = number * 2.399963, (number + 0.5) / _AROUND
        flat, up = math.sqrt(share), math.sqrt(1 - share)
        ray = (a * (flat * math.cos(turn)) + b * (flat * math.sin(turn)) + way * up).astype(np.float32)
        for start in range(0, len(where), _CHUNK):
            rows = slice(start, start + _CHUNK)
            origin = where[rows] + way[rows] * _LIFT
            light[rows] += _met(origin, ray[rows], solids[0], casting, room, colours)
    return light / np.float32(_AROUND)


def _met(origin: Array, ray: Array, room: Solid, casting: Sequence[Solid], walls: Array, colours: Array) -> Array:
    o, d = origin.T, ray.T
    far = room.crossed(o, d)[1]
    at = origin + ray * far[:, None]
    out = walls[room.faces(np.stack(room.local(*at.T), axis=1))]
    for number, solid in enumerate(casting):
        near, end = solid.crossed(o, d)
        hit = (near < end) & (end > 0) & (near < far)
        far = np.where(hit, np.maximum(near, 0), far)
        out[hit] = np.where(near[hit, None] > 0, colours[number], 0)
    return out


def _blocked(origin: Array, ahead: Array, most: Array, casting: Sequence[Solid]) -> npt.NDArray[np.bool_]:
    """Tell whether anything stands between a place and ``most`` of the way ahead."""
    found = np.zeros(len(origin), np.bool_)
    o, d = np.ascontiguousarray(origin.T), np.ascontiguousarray(ahead.T)
    for solid in casting:
        near, end = solid.crossed(o, d)
        found |= (near < end) & (end > 0) & (near < most)
    return found


def _mean(light: Array, solid: Solid, face: int) -> Array:
    cover = solid.cover(face)
    tint = average(cover.texture)
    return np.asarray(light.mean(axis=0) * tint + cover.glow * tint * 0.25, np.float32)


def _softened(light: Array, flat: bool) -> Array:
    """Blur a face's light by a cell, so that the few points of a source do not show."""
    import cv2

    if min(light.shape[:2]) < 3 or not flat:
        return np.ascontiguousarray(light)
    return np.asarray(cv2.GaussianBlur(light, (3, 3), 0.8, borderType=cv2.BORDER_REPLICATE), np.float32)
