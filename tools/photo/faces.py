"""Faces in a picture: where each is, its 468 points, and how far it is turned."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .models import detector, landmarker

Pixels = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]

LOOKED = 640
"""Longest side, in pixels, of the picture in which faces are sought."""
SIZE = 192
"""Side of what the landmarker looks at."""
SURE = 0.5
"""Least probability of a face that is believed."""
ROOM = 1.5
"""Side of the square the landmarker looks at, against the greater extent of the face."""
OUTER_EYES = (33, 263)
CHEEKS = (234, 454)
BROW, CHIN, NOSE = 10, 152, 4
OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""The outline, from the top clockwise as we see it."""


@dataclass(frozen=True)
class Face:
    """One face: ``points`` 468 x 3 in pixels of the picture, z towards the back."""

    points: Points
    sure: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        (left, top), (right, bottom) = self.points[:, :2].min(axis=0), self.points[:, :2].max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    @property
    def height(self) -> float:
        """From hairline to chin, in pixels."""
        return float(np.linalg.norm(self.points[BROW, :2] - self.points[CHIN, :2]))

    @property
    def roll(self) -> float:
        """Lean to the side in radians, clockwise."""
        across = self.points[OUTER_EYES[1], :2] - self.points[OUTER_EYES[0], :2]
        return math.atan2(across[1], across[0])

    @property
    def yaw(self) -> float:
        """Degrees turned to the side, either one."""
        across = self.points[CHEEKS[1]] - self.points[CHEEKS[0]]
        return abs(math.degrees(math.atan2(across[2], math.hypot(across[0], across[1]))))


def find_faces(picture: Pixels) -> list[Face]:
    """Return the faces of a picture (height x width x 3, BGR), from left to right."""
    scale = min(1.0, LOOKED / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    seeker = detector()
    seeker.setInputSize((small.shape[1], small.shape[0]))
    _, found = seeker.detect(small)
    faces = []
    for row in found if found is not None else ():
        x, y, width, height, *marks = (float(value) / scale for value in row[:14])
        # Its five marks begin with the two eyes, the right one of the person first.
        roll = math.atan2(marks[3] - marks[1], marks[2] - marks[0])
        face = look_at(picture, (x + width / 2, y + height / 2), max(width, height) * ROOM, roll)
        # What the landmarker doubts at first it may see when it looks straight at it.
        faces.append(look_again(picture, face))
    return sorted((face for face in faces if face.sure >= SURE), key=lambda face: face.box[0] + face.box[2])


def look_again(picture: Pixels, face: Face) -> Face:
    """Return the face as seen from its own points: the way to follow it from frame to frame."""
    left, top, right, bottom = face.box
    return look_at(picture, ((left + right) / 2, (top + bottom) / 2), max(right - left, bottom - top) * ROOM, face.roll)


def look_at(picture: Pixels, centre: tuple[float, float], side: float, roll: float) -> Face:
    """Return what the landmarker sees in a square of the picture that leans by ``roll`` radians."""
    scale = SIZE / max(side, 1.0)
    cos, sin = math.cos(roll) * scale, math.sin(roll) * scale
    half = SIZE / 2
    # From the picture into the square: turned upright about the centre.
    into = np.array(
        [
            [cos, sin, half - cos * centre[0] - sin * centre[1]],
            [-sin, cos, half + sin * centre[0] - cos * centre[1]],
        ]
    )
    square = cv2.warpAffine(picture, into, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    net = landmarker()
    net.setInput(cv2.dnn.blobFromImage(square, 1 / 255, swapRB=True))
    outputs = net.forward(net.getUnconnectedOutLayersNames())
    flat = max(outputs, key=np.size).reshape(-1, 3).astype(np.float64)
    logit = float(min(outputs, key=np.size).ravel()[0])
    back = np.array([[cos, -sin], [sin, cos]]) / scale**2
    points = (flat[:, :2] - half) @ back.T + centre
    return Face(np.column_stack([points, flat[:, 2] / scale]), 1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))))
