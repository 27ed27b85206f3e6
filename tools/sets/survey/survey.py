"""A survey: what the footage saw of a place, in cells of a few centimetres: open air, surfaces, and what nobody saw."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye, Mark, Point, SetCamera
from ..capture import Capture
from ..geometry import Floats, rays, unproject

Depth = npt.NDArray[np.float32]
UNKNOWN, OPEN, SOLID = 0, 1, 2
CELL = 0.15
"""Metres."""
CELLS = 250_000
"""More than these, and the cells are made larger."""
FINE = 90
"""Rays across a frame."""
ROOM = 0.14
"""Metres of air that a camera needs around it."""
_LOST = 0.32
"""Metres through what nobody saw, after which a ray is lost."""
_EDGE = 1.2
"""Ratio of the depths of two neighbours that are not on one surface."""
_ON = 1.08
"""Of two that may be."""
_STOOD = 0.36
"""Metres of air around a camera that is taken to be free."""
_WIDE, _HIGH = 18, 32


@dataclass(frozen=True)
class Survey:
    """Cells of a place; arrays of x, y, z."""

    origin: Floats
    """The lowest corner, metres."""
    cell: float
    kind: npt.NDArray[np.uint8]
    """UNKNOWN, OPEN or SOLID."""
    frames: npt.NDArray[np.uint8]
    """How many frames saw each cell, 255 at most."""
    towards: npt.NDArray[np.int8]
    """Of solid cells, x 3: from where they were seen, 127 long if always from the same side."""
    path: Floats
    """Where the camera was, frame by frame: N x 3."""

    @property
    def top(self) -> Floats:
        """Return the highest corner, metres."""
        return self.origin + np.array(self.kind.shape) * self.cell

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return it as plain arrays, to be kept in a file."""
        return {
            "origin": self.origin,
            "cell": np.array([self.cell]),
            "kind": self.kind,
            "frames": self.frames,
            "towards": self.towards,
            "path": self.path,
        }

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> "Survey":
        """Return the survey that arrays hold; KeyError if they hold none."""
        return cls(
            np.asarray(arrays["origin"], np.float64),
            float(np.asarray(arrays["cell"], np.float64).ravel()[0]),
            np.asarray(arrays["kind"], np.uint8),
            np.asarray(arrays["frames"], np.uint8),
            np.asarray(arrays["towards"], np.int8),
            np.asarray(arrays["path"], np.float64),
        )

    def cameras(self) -> tuple[SetCamera, ...]:
        """Return the cameras that the footage allows, ``front`` first; what they look at is the first mark."""
        return self._named[0]

    def marks(self) -> tuple[Mark, ...]:
        """Return where one can stand, ``middle`` first."""
        return self._named[1]

    @cached_property
    def _named(self) -> tuple[tuple[SetCamera, ...], tuple[Mark, ...]]:
        # They know this module; only here does it ask for them.
        from .cameras import named_cameras
        from .marks import marks, middle_mark

        found = named_cameras(self, middle_mark(self))
        return found, marks(self, found[0].eye)

    def kinds(self, points: Floats) -> npt.NDArray[np.uint8]:
        """Return what is at points (... x 3); outside it is unknown."""
        index, inside = self._index(points)
        return np.where(inside, self.kind.ravel()[index], np.uint8(UNKNOWN))

    def free(self, at: Point) -> bool:
        """Tell whether a camera can be there: in open air, with nothing close around it."""
        around = np.array([(0, 0, 0), (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]) * ROOM
        found = self.kinds(np.array(at) + around)
        return bool(found[0] == OPEN and (found != SOLID).all())

    def clear(self, start: Point, end: Point) -> bool:
        """Tell whether nothing stands between two points."""
        a, b = np.array(start), np.array(end)
        count = max(2, math.ceil(float(np.linalg.norm(b - a)) / self.cell * 2))
        return not (self.kinds(a + np.linspace(0, 1, count)[:, None] * (b - a)) == SOLID).any()

    def share_seen(self, eye: Eye, wide: int = _WIDE, high: int = _HIGH) -> float:
        """Return which share of a 9:16 picture the footage saw from about that side, 0 to 1."""
        if not self.free(eye.at):
            return 0.0
        return float(self._marched(eye, wide, high)[1].mean())

    def depth(self, eye: Eye, width: int, height: int) -> Depth:
        """Return how deep a picture is, coarsely: metres along the camera's axis; inf where a ray is lost."""
        return self._marched(eye, width, height)[0].reshape(height, width)

    def seen(self, eye: Eye, width: int, height: int) -> npt.NDArray[np.bool_]:
        """Return which part of a picture the footage saw, coarsely."""
        return self._marched(eye, width, height)[1].reshape(height, width)

    def _marched(self, eye: Eye, width: int, height: int) -> tuple[Depth, npt.NDArray[np.bool_]]:
        """Return, for every ray of a picture, how deep it goes and whether it ends on what was seen from there."""
        ahead = rays(eye, width, height).reshape(-1, 3).astype(np.float32)
        long = np.linalg.norm(ahead, axis=1)
        unit = ahead / long[:, None]
        step = self.cell * 0.8
        far = float(np.linalg.norm(np.maximum(np.abs(self.top - eye.at), np.abs(self.origin - eye.at))))
        depth, seen = np.full(len(unit), np.inf, np.float32), np.zeros(len(unit), np.bool_)
        away = (np.arange(1, max(2, math.ceil(far / step))) * step).astype(np.float32)
        start = ((np.array(eye.at) - self.origin) / self.cell).astype(np.float32)
        for some in _chunks(len(unit), 400_000 // len(away)):
            cells = (start + unit[some][:, None] * (away[:, None] / np.float32(self.cell))).astype(np.int32)
            inside = ((cells >= 0) & (cells < self.kind.shape)).all(axis=2)
            flat = np.where(
                inside, (cells[..., 0] * self.kind.shape[1] + cells[..., 1]) * self.kind.shape[2] + cells[..., 2], 0
            )
            kind = np.where(inside, self.kind.ravel()[flat], np.uint8(UNKNOWN))
            lost = np.cumsum(kind == UNKNOWN, axis=1) * step > _LOST
            solid = kind == SOLID
            ends = (solid | lost).argmax(axis=1)
            row = np.arange(len(ends))
            hit = solid[row, ends] & ~lost[row, ends]
            depth[some] = np.where(hit, away[ends] / long[some], np.inf)
            towards = self.towards.reshape(-1, 3)[flat[row, ends]].astype(np.float32)
            seen[some] = hit & (-(towards * unit[some]).sum(axis=1) > -12)
        return depth, seen

    def _index(self, points: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        cells = np.floor((np.asarray(points) - self.origin) / self.cell).astype(np.intp)
        inside = np.asarray(((cells >= 0) & (cells < self.kind.shape)).all(axis=-1))
        x, y, z = np.moveaxis(np.where(inside[..., None], cells, 0), -1, 0)
        return (x * self.kind.shape[1] + y) * self.kind.shape[2] + z, inside


def surveyed(capture: Capture, depths: Sequence[Depth]) -> Survey:
    """Return the survey of a capture, given how deep each of its frames is (any size; metres along the axis)."""
    eyes = [frame.eye for frame in capture.frames]
    views = [_thinned(_sure(depth)) for depth in depths]
    surfaces = [unproject(eye, depth).reshape(-1, 3) for eye, depth in zip(eyes, views, strict=True)]
    path = np.array([eye.at for eye in eyes])
    origin, shape, cell = _bounds(surfaces, path)
    hit, passed, towards = np.zeros(shape, np.int32), np.zeros(shape, np.int32), np.zeros((*shape, 3), np.float32)
    for at, points in zip(path, surfaces, strict=True):
        _look(at, points[np.isfinite(points).all(axis=1)], origin, cell, hit, passed, towards)
    passed += _stood(path, origin, cell, hit.shape)
    solid = (hit >= 2) & (hit * 4 >= passed)
    kind = np.where(solid, SOLID, np.where(passed > 0, OPEN, UNKNOWN)).astype(np.uint8)
    mean = towards / np.maximum(hit, 1)[..., None] * 127
    seen = np.minimum(np.maximum(hit, passed), 255).astype(np.uint8)
    return Survey(origin, cell, kind, seen, np.clip(np.round(mean), -127, 127).astype(np.int8), path)


def _sure(depth: Depth) -> Depth:
    """Return a depth without what floats at the edges of things, between what is before and what is behind."""
    known = np.where(np.isfinite(depth) & (depth > 0), depth, np.inf).astype(np.float32)
    around = np.ones((3, 3), np.uint8)
    near, far = cv2.erode(known, around), cv2.dilate(known, around)
    between = (far / _EDGE > near) & (known / _ON > near) & (far / _ON > known)
    return np.asarray(np.where(between, np.inf, known), np.float32)


def _thinned(depth: Depth) -> Depth:
    """Return every n-th pixel, from the middle of what it stands for, so that eyes still fit."""
    height, width = depth.shape
    if width <= FINE:
        return depth
    rows = ((np.arange(round(height * FINE / width)) + 0.5) * width / FINE).astype(int)
    columns = ((np.arange(FINE) + 0.5) * width / FINE).astype(int)
    return depth[np.minimum(rows, height - 1)[:, None], columns]


def _bounds(surfaces: Sequence[Floats], path: Floats) -> tuple[Floats, tuple[int, int, int], float]:
    """Return the lowest corner of the place, its cells and their size; the floor runs through their middles."""
    points = np.concatenate([path, *(each[::7] for each in surfaces)])
    points = points[np.isfinite(points).all(axis=1)]
    low = np.minimum(np.percentile(points, 0.7, axis=0), path.min(axis=0)) - 0.3
    high = np.maximum(np.percentile(points, 99.3, axis=0), path.max(axis=0)) + 0.3
    low[1] = min(max(low[1], -0.3), -0.1)
    cell = max(CELL, float((np.prod(high - low) / CELLS) ** (1 / 3)))
    low[1] = -cell * (math.ceil(-low[1] / cell) - 0.5)
    x, y, z = (int(value) for value in np.ceil((high - low) / cell))
    return low, (x, y, z), cell


def _look(
    at: Floats, points: Floats, origin: Floats, cell: float, hit: npt.NDArray[np.int32], passed: npt.NDArray[np.int32],
    towards: npt.NDArray[np.float32],
) -> None:  # fmt: skip
    """Add what one frame saw: where its rays end, and the air that they go through until shortly before."""
    shape = np.array(hit.shape)
    away = np.linalg.norm(points - at, axis=1)
    unit = (points - at) / np.maximum(away, 1e-6)[:, None]
    ends = np.floor((points - origin) / cell).astype(int)
    inside = ((ends >= 0) & (ends < shape)).all(axis=1)
    flat, first = np.unique(np.ravel_multi_index(tuple(ends[inside].T), hit.shape), return_index=True)
    hit.ravel()[flat] += 1
    towards.reshape(-1, 3)[flat] -= unit[inside][first]
    through = np.zeros(hit.shape, np.bool_)
    most = min(float(away.max(initial=0)), float(np.linalg.norm(shape * cell)))
    for far in np.arange(0, most, cell * 0.7):
        some = far < away - 0.9 * cell
        cells = np.floor((at + unit[some] * far - origin) / cell).astype(int)
        cells = cells[((cells >= 0) & (cells < shape)).all(axis=1)]
        through[tuple(cells.T)] = True
    passed += through


def _stood(path: Floats, origin: Floats, cell: float, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Return the air that somebody with a camera stood in, though it showed in no frame."""
    reach = math.ceil(_STOOD / cell)
    steps = np.array([*np.ndindex((2 * reach + 1,) * 3)]) - reach
    steps = steps[np.linalg.norm(steps * cell, axis=1) <= _STOOD]
    cells = (np.floor((path - origin) / cell).astype(int)[:, None] + steps).reshape(-1, 3)
    cells = cells[((cells >= 0) & (cells < shape)).all(axis=1)]
    out = np.zeros(shape, np.bool_)
    out[tuple(cells.T)] = True
    return out


def _chunks(count: int, size: int) -> Iterator[slice]:
    size = max(1, size)
    return (slice(start, start + size) for start in range(0, count, size))
