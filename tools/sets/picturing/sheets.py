"""Sheets: pictures on planes of the world, each as one camera saw it, filmed from another."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..geometry import axes, focal
from ..set import Plate

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]

FAR = 1e-3
"""Inverse depth of what no plane holds: a kilometre away."""
_COARSER = (0.75, 0.5, 0.35, 0.25, 0.18, 0.125)
"""How much smaller a sheet is kept as well: filmed small, a large one would glitter."""


@dataclass(frozen=True)
class Plane:
    """All points whose product with ``normal`` is ``offset``."""

    normal: tuple[float, float, float]
    offset: float

    @classmethod
    def through(cls, point: Sequence[float], normal: Sequence[float]) -> "Plane":
        """Return the plane through a point."""
        x, y, z = (float(value) for value in normal)
        return cls((x, y, z), float(np.dot(point, normal)))


@dataclass(frozen=True)
class Lens:
    """The camera that saw the sheets; unlike an ``Eye`` its axis need not be in the middle of its picture."""

    eye: Eye
    width: int
    height: int
    middle: tuple[float, float] | None = None
    """Where its axis is, pixels; None: in the middle."""

    def matrix(self, scale: float = 1.0) -> Matrix:
        """Return what brings points before the camera into its picture, scaled."""
        f = focal(self.eye, self.height) * scale
        x, y = self.middle or (self.width / 2, self.height / 2)
        return np.array([[f, 0, x * scale], [0, f, y * scale], [0, 0, 1.0]])

    def from_eye(self, eye: Eye, width: int, height: int, scale: float = 1.0) -> tuple[Matrix, Matrix]:
        """Return how a pixel of another eye comes to its picture: ``A @ (x, y, 1) + b / depth``, homogeneous."""
        onto = self.matrix(scale) @ axes(self.eye).T
        return onto @ directions(eye, width, height), onto @ (np.array(eye.at) - np.array(self.eye.at))


@dataclass(frozen=True)
class Sheet:
    """One picture on planes, of the size of the lens's picture."""

    picture: Pixels
    """RGBA, multiplied by its own alpha."""
    planes: tuple[Plane, ...]
    """More than one: the nearest is what is seen, as the walls of a room from within."""
    seen: Pixels | None = None
    """One channel: 255 where the lens saw it, 0 where it was made up; None: wherever there is anything."""
    endless: bool = False
    """Whether it goes on beyond its picture, mirrored, as walls and floor do."""
    smaller: dict[float, tuple[Pixels, Pixels | None]] = field(default_factory=dict, compare=False, repr=False)

    def at(self, scale: float) -> tuple[Pixels, Pixels | None]:
        """Return its pixels and what was seen, scaled."""
        if scale == 1.0:
            return self.picture, self.seen
        if scale not in self.smaller:
            self.smaller[scale] = (
                _shrunk(self.picture, scale),
                None if self.seen is None else _shrunk(self.seen, scale),
            )
        return self.smaller[scale]


def directions(eye: Eye, width: int, height: int) -> Matrix:
    """Return the 3 x 3 that makes of a pixel ``(x, y, 1)`` the direction in the world that is 1 m deep."""
    f = focal(eye, height)
    return axes(eye) @ np.array([[1 / f, 0, -width / 2 / f], [0, 1 / f, -height / 2 / f], [0, 0, 1.0]])


def film(sheets: Sequence[Sheet], lens: Lens, eye: Eye, width: int, height: int) -> Plate:
    """Return what an eye sees of sheets that are given from far to near; a nearer plane hides a farther one."""
    scale = _scale(focal(eye, height) / focal(lens.eye, lens.height))
    onto, off = lens.from_eye(eye, width, height, scale)
    x, y = (np.arange(count, dtype=np.float32) + np.float32(0.5) for count in (width, height))
    colour: Floats = np.zeros((height, width, 3), np.float32)
    near = np.full((height, width), FAR, np.float32)
    seen = np.zeros((height, width), bool)
    for sheet in sheets:
        inverse = _nearest(sheet.planes, eye, x, y, width, height)
        u, v, ahead = (_linear(row, x, y) + np.float32(part) * inverse for row, part in zip(onto, off, strict=True))
        ahead = np.maximum(ahead, np.float32(1e-6))
        u, v = u / ahead, v / ahead
        picture, known = sheet.at(scale)
        # Pixel centres: ours lie at halves, OpenCV's at whole numbers.
        beyond = cv2.BORDER_REFLECT_101 if sheet.endless else cv2.BORDER_CONSTANT
        across, down = np.clip(u - 0.5, -3e4, 3e4), np.clip(v - 0.5, -3e4, 3e4)
        laid = np.asarray(cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=beyond), np.float32)
        laid[inverse < near * np.float32(0.999)] = 0
        inside = (u > 0) & (u < picture.shape[1]) & (v > 0) & (v < picture.shape[0]) & (ahead > 1e-5)
        if known is not None:
            inside &= cv2.remap(known, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT) > 127
        colour = np.asarray(laid[..., :3] + colour * (1 - laid[..., 3:] / 255), np.float32)
        solid = laid[..., 3] > 127
        near = np.where(solid, np.maximum(inverse, FAR), near)
        seen = np.where(solid, inside, seen)
    return Plate(eye, (colour + 0.5).clip(0, 255).astype(np.uint8), (1 / near).astype(np.float32), seen, filled=True)


def _nearest(planes: Sequence[Plane], eye: Eye, x: Floats, y: Floats, width: int, height: int) -> Floats:
    """Return the inverse depth of the nearest of the planes for every pixel; 0: none is ahead."""
    ray = directions(eye, width, height)
    nearest = np.zeros((len(y), len(x)), np.float32)
    for plane in planes:
        normal = np.array(plane.normal)
        away = plane.offset - float(normal @ np.array(eye.at))
        if abs(away) > 1e-6:
            np.maximum(nearest, _linear(normal @ ray / away, x, y), out=nearest)
    return nearest


def _linear(row: Matrix, x: Floats, y: Floats) -> Floats:
    a, b, c = (np.float32(value) for value in row)
    return np.asarray((a * x)[None, :] + (b * y + c)[:, None], np.float32)


def _scale(ratio: float) -> float:
    """Return how much smaller a sheet is read that is filmed so much smaller."""
    return next((scale for scale in reversed(_COARSER) if scale >= ratio * 0.999), 1.0)


def _shrunk(pixels: Pixels, scale: float) -> Pixels:
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
