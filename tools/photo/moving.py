"""Moving: the camera's path over two planes, and the heads and breath of who stands in the nearer one."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ..picture.camera import Camera, View
from ..picture.spec import ShotSpec
from .faces import CHIN, OVAL, Face

Field = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]

MOST = 0.028
"""Greatest shift of the nearer plane, as a fraction of the frame."""
FAR = 0.45
"""How much of the camera's way the background goes."""
CELL = 12
"""Pixels of the frame between the points at which the movement of bodies is computed."""
HEAD = (1.0, 1.15, 0.62)
"""Reach of a head to the sides, up and down, in heights of its face: hair and chin move with it."""
BREATH = 0.0042
"""How far shoulders rise, in heights of the frame."""


class Path:
    """Where the camera is at each moment: matrices from the picture to the frame that never show its edge."""

    def __init__(self, spec: ShotSpec, size: tuple[int, int], focus: tuple[float, float]) -> None:
        """``size`` is that of the picture, ``focus`` what the camera closes in on, as fractions of it."""
        self.width, self.height = spec.width, spec.height
        self.scale = (spec.width / size[0], spec.height / size[1])
        self.focus = (min(0.75, max(0.25, focus[0])), min(0.6, max(0.25, focus[1])))
        # Where the plate of a drawn set goes on beyond the frame, a photograph ends.
        self.camera = Camera(spec.move, spec.seconds, spec.seed, 0.62)
        views = [self.camera.at(index / spec.fps) for index in range(spec.frames)]
        self._room = [max(self._needs(view, share) for view in views) for share in (1.0, FAR)]

    def matrix(self, t: float, share: float = 1.0) -> Matrix:
        """Return the 2 x 3 matrix at ``t`` seconds, of the plane that goes ``share`` of the way."""
        view = self.camera.at(t)
        room = self._room[0] if share == 1.0 else self._room[1]
        # Both planes lie at least so near that neither ends inside the frame.
        zoom = self._zoom(view, share) * max(room, 1.0)
        return self._placed(view, share, zoom)

    def _placed(self, view: View, share: float, zoom: float) -> Matrix:
        x, y = (max(-MOST, min(MOST, shift)) * share for shift in (view.x, view.y))
        roll = math.radians(view.roll)
        cos, sin = math.cos(roll) * zoom, math.sin(roll) * zoom
        cx, cy = self.focus[0] * self.width, self.focus[1] * self.height
        right, down = cx + x * self.width, cy + y * self.height
        turn = np.array([[cos, -sin, right - cos * cx + sin * cy], [sin, cos, down - sin * cx - cos * cy]])
        turn[:, 0] *= self.scale[0]
        turn[:, 1] *= self.scale[1]
        return turn

    @staticmethod
    def _zoom(view: View, share: float) -> float:
        return 1 + (view.zoom - 1) * (0.35 + 0.65 * share)

    def _needs(self, view: View, share: float) -> float:
        """Return how much larger the plane must be for its edges to stay outside the frame."""
        low, high = 1.0, 1.3
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (low, middle) if self._covers(view, share, self._zoom(view, share) * middle) else (middle, high)
        return high

    def _covers(self, view: View, share: float, zoom: float) -> bool:
        back = cv2.invertAffineTransform(self._placed(view, share, zoom))
        width, height = self.width, self.height
        corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], float) @ back.T
        size = np.array([width / self.scale[0], height / self.scale[1]])
        return bool((corners >= 0).all() and (corners <= size).all())


class Bodies:
    """How the nearer plane moves by itself: each head about its neck, everybody with their breath."""

    def __init__(self, size: tuple[int, int], faces: Sequence[Face], phase: float) -> None:
        self.columns, self.rows = (math.ceil(side / CELL) + 1 for side in size)
        self.size, self.phase = size, phase
        x, y = np.meshgrid(np.arange(self.columns) * CELL, np.arange(self.rows) * CELL)
        self._at = np.dstack([x, y]).astype(np.float64)
        self.heads = [self._head(face) for face in faces]
        chin = min((float(face.points[CHIN, 1]) for face in faces), default=size[1] * 0.45)
        below = np.clip((size[1] - self._at[..., 1]) / max(size[1] - chin, 1.0), 0, 1)
        above = np.clip(self._at[..., 1] / (0.12 * size[1]), 0, 1)
        self._breath = -BREATH * size[1] * below * above
        self.still = not faces

    def shifts(self, t: float, heads: Sequence[tuple[float, float, float]]) -> Field:
        """Return where the plane goes at ``t``, in pixels of the picture at every cell: rows x columns x 2."""
        shift = np.zeros((self.rows, self.columns, 2))
        for (yaw, pitch, roll), (about_y, about_x, about_z) in zip(heads, self.heads, strict=True):
            shift += yaw * about_y + pitch * about_x + roll * about_z
        # Out is quicker than in, and rests.
        shift[..., 1] += self._breath * (0.5 - 0.5 * math.cos(math.tau * (0.27 * t + self.phase)))
        return shift.astype(np.float32)

    def _head(self, face: Face) -> tuple[Matrix, Matrix, Matrix]:
        """Return the shifts for one radian of yaw, of pitch and of roll."""
        oval = face.points[list(OVAL)]
        middle, tall = oval[:, :2].mean(axis=0), face.height
        cos, sin = math.cos(face.roll), math.sin(face.roll)
        axes = np.array([[cos, sin], [-sin, cos]])
        own = (self._at - middle) @ axes.T / tall
        reach = np.where(own[..., 1] < 0, HEAD[1], HEAD[2])
        far = np.hypot(own[..., 0] / HEAD[0], own[..., 1] / reach)
        u = np.clip((far - 0.75) / 0.85, 0, 1)
        moves = 1 - u * u * (3 - 2 * u)
        depth = self._depth(face, tall)
        zero = np.zeros_like(depth)
        near = (0.35 * tall - depth) * moves
        neck = face.points[CHIN, :2] + 0.15 * tall * axes[1]
        way = (self._at - neck) * moves[..., None]
        return (
            np.dstack([near, zero]) @ axes,
            np.dstack([zero, near]) @ axes,
            np.dstack([-way[..., 1], way[..., 0]]),
        )

    def _depth(self, face: Face, tall: float) -> Matrix:
        """Return how far back each cell lies: the face as it is, and around it as far as its outline."""
        edge = float(face.points[list(OVAL), 2].mean())
        column, row = (np.round(face.points[:, i] / CELL).astype(int) for i in (0, 1))
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        depth = np.zeros((self.rows, self.columns))
        weight = np.zeros((self.rows, self.columns))
        np.add.at(depth, (row[inside], column[inside]), face.points[inside, 2])
        np.add.at(weight, (row[inside], column[inside]), 1.0)
        # Every point speaks for its surroundings; where none is near, the outline does.
        wide = max(0.7, 0.08 * tall / CELL)
        deep, heard = (cv2.GaussianBlur(values, (0, 0), wide) for values in (depth, weight))
        least = 0.02 * float(np.max(heard)) + 1e-9
        return np.asarray((deep + least * edge) / (heard + least), np.float64)


class Warp:
    """Maps for cv2.remap from a frame to a picture that is moved and then filmed."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.columns, self.rows = math.ceil(width / CELL), math.ceil(height / CELL)
        # One cell more on every side, so that what is between the cells is right at the edges too.
        x = (np.arange(self.columns + 2) - 0.5) * CELL - 0.5
        y = (np.arange(self.rows + 2) - 0.5) * CELL - 0.5
        across, down = np.meshgrid(x, y)
        self._at = np.dstack([across, down, np.ones_like(across)])

    def maps(self, matrix: Matrix, shifts: Field) -> Field:
        """Return where each pixel of the frame comes from: height x width x 2."""
        back = cv2.invertAffineTransform(matrix)
        places = (self._at @ back.T).astype(np.float32)
        cells = places / CELL
        shift = cv2.remap(shifts, cells[..., 0], cells[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        coarse = places - shift
        size = ((self.columns + 2) * CELL, (self.rows + 2) * CELL)
        fine = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(fine[CELL : CELL + self.height, CELL : CELL + self.width], np.float32)
