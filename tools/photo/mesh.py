"""The mesh of a face: its points, rings around them that end in the still picture, and eyes and mouth that open."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .faces import BROW, CHIN, OVAL, Face
from .models import face_triangles

Points = npt.NDArray[np.float64]

UPPER_RINGS = (
    (191, 80, 81, 82, 13, 312, 311, 310, 415),
    (183, 42, 41, 38, 12, 268, 271, 272, 407),
    (184, 74, 73, 72, 11, 302, 303, 304, 408),
    (185, 40, 39, 37, 0, 267, 269, 270, 409),
)
"""The upper lip from its inner edge to its outer one, each from the corner on our left to the other."""
LOWER_RINGS = (
    (95, 88, 178, 87, 14, 317, 402, 318, 324),
    (96, 89, 179, 86, 15, 316, 403, 319, 325),
    (77, 90, 180, 85, 16, 315, 404, 320, 307),
    (146, 91, 181, 84, 17, 314, 405, 321, 375),
)
CORNERS = ((78, 62, 76, 61), (308, 292, 306, 291))
"""The corners of the mouth, each from its inner point to its outer one."""
UPPER_EDGE = (78, *UPPER_RINGS[0], 308)
LOWER_EDGE = (78, *LOWER_RINGS[0], 308)


@dataclass(frozen=True)
class Eye:
    """One eye: its lids from the outer corner to the inner one, and the rows of skin above the upper lid."""

    upper: tuple[int, ...]
    lower: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    """Above ``upper``, point by point, without the corners: the fold, and half way to the brow."""
    below: tuple[int, ...]
    brow: tuple[int, ...]
    """From the outer end to the inner one, lower edge and upper edge."""


EYES = (
    Eye(
        (33, 246, 161, 160, 159, 158, 157, 173, 133),
        (33, 7, 163, 144, 145, 153, 154, 155, 133),
        ((247, 30, 29, 27, 28, 56, 190), (113, 225, 224, 223, 222, 221, 189)),
        (25, 110, 24, 23, 22, 26, 112),
        (46, 53, 52, 65, 55, 70, 63, 105, 66, 107),
    ),
    Eye(
        (263, 466, 388, 387, 386, 385, 384, 398, 362),
        (263, 249, 390, 373, 374, 380, 381, 382, 362),
        ((467, 260, 259, 257, 258, 286, 414), (342, 445, 444, 443, 442, 441, 413)),
        (255, 339, 254, 253, 252, 256, 341),
        (276, 283, 282, 295, 285, 300, 293, 334, 296, 336),
    ),
)
RINGS = (1.12, 1.3, 1.55)
"""Rings around the outline, as multiples of it; the last one never moves."""
FOLLOWS = (0.6, 0.22, 0.0)
"""How much of the outline's movement each ring has."""
COUNT = 468


@lru_cache(maxsize=1)
def triangles() -> npt.NDArray[np.int64]:
    """Return all triangles: the face, the strips between its rings, and what fills eyes and mouth."""
    around = len(OVAL)
    rings = [list(OVAL)] + [list(range(COUNT + k * around, COUNT + (k + 1) * around)) for k in range(len(RINGS))]
    strips = []
    for inner, outer in pairwise(rings):
        for i in range(around):
            j = (i + 1) % around
            strips += [(inner[i], inner[j], outer[i]), (inner[j], outer[j], outer[i])]
    fillers = _between(UPPER_EDGE, LOWER_EDGE)
    for eye in EYES:
        fillers += _between(eye.upper, eye.lower)
    # What fills comes first: the rims of lids and lips lie over it.
    return np.concatenate([np.array(fillers + strips), face_triangles()])


def _between(one: tuple[int, ...], other: tuple[int, ...]) -> list[tuple[int, int, int]]:
    found = []
    for i in range(len(one) - 1):
        found += [(one[i], one[i + 1], other[i]), (one[i + 1], other[i + 1], other[i])]
    return [triangle for triangle in found if len(set(triangle)) == 3]


class Frame:
    """The axes of a face: across and down, in units of its height, from the middle of its mouth."""

    def __init__(self, face: Face) -> None:
        points = face.points[:, :2]
        self.height = float(np.linalg.norm(points[BROW] - points[CHIN]))
        cos, sin = np.cos(face.roll), np.sin(face.roll)
        self.axes = np.array([[cos, sin], [-sin, cos]])
        self.origin = (points[UPPER_EDGE[5]] + points[LOWER_EDGE[5]]) / 2

    def seen(self, points: Points) -> Points:
        """Return points of the picture in the axes of the face."""
        return np.asarray((points - self.origin) @ self.axes.T / self.height)

    def moved(self, shifts: Points) -> Points:
        """Return shifts along the axes of the face as pixels of the picture."""
        return np.asarray(shifts @ self.axes * self.height)


def vertices(face: Face) -> Points:
    """Return all points of the mesh at rest: those of the face, then those of the rings."""
    points = face.points[:, :2]
    oval = points[list(OVAL)]
    middle = oval.mean(axis=0)
    return np.concatenate([points, *(middle + (oval - middle) * ring for ring in RINGS)])


def with_rings(shifts: Points) -> Points:
    """Return the shifts of all vertices when those of the face are given (468 x 2): the rings follow, softly."""
    oval = shifts[list(OVAL)]
    outlines = []
    for follows in FOLLOWS:
        # Each ring is smoother than the one inside it.
        oval = (np.roll(oval, 1, axis=0) + 2 * oval + np.roll(oval, -1, axis=0)) / 4
        outlines.append(oval * follows)
    return np.concatenate([shifts, *outlines])
