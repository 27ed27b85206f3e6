"""The practice room: a drawing room at dusk that exists only as code, with everything about it known exactly."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye, Point
from ..geometry import look_at, project, rays
from ..set import Plate
from .furniture import corners, furniture
from .lighting import lit, sunlit
from .solids import Array, Solid
from .textures import lying, read

NEAR = 0.05
EXPOSURE = 1.9
VISITED = (0.30, 0.26, 0.24)
"""The light on whoever walks through: nobody measured it."""


@dataclass(frozen=True)
class Room:
    """A furnished room 6 x 5 m, 2.8 m high; ``front_eye`` looks along -z at the fireplace."""

    def render(
        self, eye: Eye, width: int, height: int, samples: int = 2, visitors: tuple[Solid, ...] = ()
    ) -> Plate:  # fmt: skip
        """Return what an eye sees, ``samples`` x ``samples`` rays a pixel; its depth is that of the pixel's middle.

        ``visitors`` are solids that do not belong to the room; where they hide it, the plate is not seen.
        """
        traced = _Seen(eye, width * samples, height * samples, visitors)
        colour = _developed(traced.light())
        if samples > 1:
            colour = np.asarray(cv2.resize(colour, (width, height), interpolation=cv2.INTER_AREA))
            traced = _Seen(eye, width, height, visitors)
        return Plate(eye, colour, traced.depth, traced.which < len(furniture()))

    def depth(self, eye: Eye, width: int, height: int) -> npt.NDArray[np.float32]:
        """Return how deep every pixel's middle is: height x width, metres along the camera's axis."""
        return _Seen(eye, width, height).depth

    def free(self, at: Point, reach: float = 0.0) -> bool:
        """Tell whether a point lies in the room and in none of its furniture, nor closer than ``reach`` to any."""
        point = np.array([at], np.float32).T
        for number, solid in enumerate(furniture()):
            half = np.array(solid.half)
            local = np.abs(np.stack(solid.local(*point), axis=1)[0])
            if number == 0:
                if (local > half - reach).any():
                    return False
            elif (local < half + reach).all():
                return False
        return True

    def features(self) -> dict[str, Point]:
        """Return named corners in the world, clear enough to be found in a picture."""
        return corners()

    def front_eye(self) -> Eye:
        """Return the eye that sees most of the room: level, looking along -z."""
        return Eye(at=(0.0, 1.45, 2.05), fov=54.0)

    def walk(self, count: int) -> tuple[Eye, ...]:
        """Return the eyes of somebody who films the room walking around it in an arc of 130 degrees, 16:9."""
        return tuple(self.strolled(number / max(1, count - 1)) for number in range(count))

    def strolled(self, t: float) -> Eye:
        """Return the eye at a share of that walk, 0 to 1."""
        return _step(t)


def _step(t: float) -> Eye:
    angle = math.radians(-65 + 130 * t)
    reach = 2.12 + 0.16 * math.sin(t * 9)
    at = (reach * 1.08 * math.sin(angle), 1.4 + 0.3 * math.sin(t * 11 + 0.4), 0.05 + reach * 0.98 * math.cos(angle))
    target = (0.35 * math.sin(t * 7 + 0.5), 1.05 + 0.18 * math.sin(t * 15), -0.75 + 0.15 * math.cos(t * 5))
    return look_at(at, target, 54.0, roll=1.2 * math.sin(t * 17))


class _Seen:
    """What every ray of a picture meets first."""

    def __init__(self, eye: Eye, width: int, height: int, visitors: tuple[Solid, ...] = ()) -> None:
        self.eye, self.width, self.height = eye, width, height
        self.solids = (*furniture(), *visitors)
        self.ahead = tuple(
            np.ascontiguousarray(each) for each in np.moveaxis(rays(eye, width, height), 2, 0).astype(np.float32)
        )
        self.at = tuple(np.float32(value) for value in eye.at)
        shell = furniture()[0]
        self.depth: npt.NDArray[np.float32] = shell.crossed(self._origin(), self.ahead)[1]
        self.which = np.zeros((height, width), np.int16)
        boxes = np.stack([solid.corners() for solid in self.solids])
        at, deep = project(eye, width, height, np.asarray(boxes, np.float64))
        for number, solid in enumerate(self.solids[1:], 1):
            window = self._window(at[number], deep[number])
            if window is not None:
                self._meet(number, solid, window)

    def _origin(self) -> tuple[Array, Array, Array]:
        x, y, z = (np.asarray(value, np.float32) for value in self.at)
        return x, y, z

    def _window(self, at: Array, depth: Array) -> tuple[slice, slice] | None:
        """Return the part of the picture in which a solid of such corners can be; None if it is out of sight."""
        if (depth < NEAR).all():
            return None
        if (depth < NEAR).any():
            return slice(0, self.height), slice(0, self.width)
        (left, top), (right, bottom) = np.floor(at.min(axis=0)).astype(int), np.ceil(at.max(axis=0)).astype(int)
        if right < 0 or bottom < 0 or left >= self.width or top >= self.height:
            return None
        return slice(max(0, top), bottom + 1), slice(max(0, left), right + 1)

    def _meet(self, number: int, solid: Solid, window: tuple[slice, slice]) -> None:
        near, far = solid.crossed(self._origin(), [each[window] for each in self.ahead])
        hit = (near < far) & (near > NEAR) & (near < self.depth[window])
        np.copyto(self.depth[window], near, where=hit)
        np.copyto(self.which[window], number, where=hit)

    def light(self) -> Array:
        """Return the light that every ray brings: height x width x 3."""
        depth, which = self.depth.ravel(), self.which.ravel()
        ahead = np.stack([each.ravel() for each in self.ahead], axis=1)
        points = np.array(self.at, np.float32) + ahead * depth[:, None]
        steep = np.linalg.norm(ahead, axis=1)
        grain = depth * np.float32(2 * math.tan(math.radians(self.eye.fov) / 2) / self.height)
        albedo, light, normal = (np.empty_like(points) for _ in range(3))
        order = np.argsort(which, kind="stable")
        numbers, starts = np.unique(which[order], return_index=True)
        for number, start, end in zip(numbers, starts, [*starts[1:], order.size], strict=True):
            chosen, solid = order[start:end], self.solids[number]
            local = np.stack(solid.local(*points[chosen].T), axis=1)
            faces = solid.faces(local)
            for face in np.unique(faces):
                some = np.flatnonzero(faces == face)
                rows = chosen[some]
                normal[rows] = solid.outward(local[some], int(face))
                slant = np.abs((normal[rows] * ahead[rows]).sum(axis=1)) / steep[rows]
                fine = grain[rows] / np.sqrt(np.maximum(slant, 0.05))
                albedo[rows], light[rows] = _looked_up(number, solid, int(face), local[some], fine)
        sunny, more = sunlit(points, normal)
        light[sunny] += more
        return (albedo * light).reshape(self.height, self.width, 3)


def _looked_up(number: int, solid: Solid, face: int, local: Array, grain: Array) -> tuple[Array, Array]:
    """Return what points of a face throw back, and the light on them."""
    across, down = solid.laid(local, face)
    own = lit().get((number, face))
    light = np.full((len(local), 3), VISITED, np.float32) if own is None else lying(own, across, down, False)
    cover, (wide, high) = solid.cover(face), solid.spread(face)
    if solid.kind == "ball" and solid.half[1] < solid.half[0]:  # cushions are covered from above
        across, down, wide, high = local[:, 0], local[:, 2], 1.0, 1.0
    if cover.metres:
        x, y = (across * wide + cover.shift) / cover.metres, (down * high + cover.shift * 0.7) / cover.metres
        return read(cover.texture, x, y, grain / cover.metres, True), light + cover.glow
    return read(cover.texture, across, down, grain / high, False), light + cover.glow


def _developed(light: Array) -> npt.NDArray[np.uint8]:
    """Return light as a picture: a film's shoulder and toe, a warm print."""
    x = 1 - np.exp(light * np.float32(-EXPOSURE))
    x = x * (np.float32(0.72) + np.float32(0.28) * x)
    table = (np.power(np.arange(4096) / 4095, 1 / 2.2) * 255 + 0.5).astype(np.uint8)
    return table[np.clip(x * 4095, 0, 4095).astype(np.int32)]
