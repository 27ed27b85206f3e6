"""Geometry: from the world of a set to a picture and back.

World: metres, right-handed, x right, y up, z towards us, the floor at y = 0. Camera: x right, y down, z forward
(OpenCV's). Pixel centres are at halves: the middle of the picture is ``(width / 2, height / 2)``. Depth is along the
camera's z, in metres.
"""

import math

import numpy as np
import numpy.typing as npt

from ...memory.sets import Eye, Point

Floats = npt.NDArray[np.float64]


def axes(eye: Eye) -> Floats:
    """Return the camera's right, down and forward in the world: 3 x 3, one a column."""
    yaw, pitch, roll = (math.radians(angle) for angle in (eye.yaw, eye.pitch, eye.roll))
    forward = np.array([math.sin(yaw) * math.cos(pitch), math.sin(pitch), -math.cos(yaw) * math.cos(pitch)])
    right = np.array([math.cos(yaw), 0.0, math.sin(yaw)])
    down = np.cross(forward, right)
    across = right * math.cos(roll) + down * math.sin(roll)
    return np.stack([across, np.cross(forward, across), forward], axis=1)


def eye_of(at: Floats, camera: Floats, fov: float) -> Eye:
    """Return the eye at a point with such axes (3 x 3, as ``axes`` returns them)."""
    forward = camera[:, 2] / np.linalg.norm(camera[:, 2])
    pitch = math.asin(float(np.clip(forward[1], -1, 1)))
    yaw = math.atan2(float(forward[0]), float(-forward[2]))
    level = Eye(at=_point(at), yaw=math.degrees(yaw), pitch=math.degrees(pitch), fov=fov)
    right, down, _ = axes(level).T
    roll = math.atan2(float(camera[:, 0] @ down), float(camera[:, 0] @ right))
    return level.model_copy(update={"roll": math.degrees(roll)})


def look_at(at: Point, target: Point, fov: float, roll: float = 0.0) -> Eye:
    """Return the eye at a point that has ``target`` in the middle of its picture."""
    x, y, z = (there - here for here, there in zip(at, target, strict=True))
    yaw, pitch = math.degrees(math.atan2(x, -z)), math.degrees(math.atan2(y, math.hypot(x, z)))
    return Eye(at=at, yaw=yaw, pitch=pitch, roll=roll, fov=fov)


def focal(eye: Eye, height: int) -> float:
    """Return the focal length in pixels of a picture so high."""
    return height / 2 / math.tan(math.radians(eye.fov) / 2)


def fov_of(focal: float, height: int) -> float:
    """Return the vertical angle of view in degrees."""
    return 2 * math.degrees(math.atan(height / 2 / focal))


def rays(eye: Eye, width: int, height: int) -> Floats:
    """Return, for every pixel, the direction in the world that is 1 m deep: height x width x 3."""
    f = focal(eye, height)
    y, x = np.mgrid[:height, :width] + 0.5
    ahead = np.stack([(x - width / 2) / f, (y - height / 2) / f, np.ones_like(x)], axis=-1)
    return ahead @ axes(eye).T


def project(eye: Eye, width: int, height: int, points: Floats) -> tuple[Floats, Floats]:
    """Return where points (... x 3) lie in the picture (... x 2, pixels) and how deep (...); <= 0 is behind it."""
    local = (np.asarray(points, np.float64) - np.array(eye.at)) @ axes(eye)
    depth = local[..., 2]
    ahead = np.where(np.abs(depth) < 1e-9, 1e-9, depth)[..., None]
    return local[..., :2] / ahead * focal(eye, height) + np.array([width / 2, height / 2]), depth


def unproject(eye: Eye, depth: npt.NDArray[np.floating]) -> Floats:
    """Return the point in the world that every pixel shows: height x width x 3."""
    height, width = depth.shape
    return np.array(eye.at) + rays(eye, width, height) * np.asarray(depth, np.float64)[..., None]


def _point(at: Floats) -> Point:
    x, y, z = (float(value) for value in at)
    return x, y, z
