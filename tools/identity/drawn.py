"""Drawn people: a small net that reads a drawn face back, hair and all, whatever the light, feeling and clothes.

It was fitted on some hundred people of the drawn maker's own casting by ``benchmarks/drawn_faces.py``, which also says
how. SFace cannot tell drawn people apart, and the colours of skin and hair alone tell too few of them.
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from .embedding import Vector, unit
from .faces import Face, Pixels, aligned
from .threads import own

if TYPE_CHECKING:
    import cv2

NET = "drawn.onnx"
SIDE = 96
"""Pixels of what the net sees."""


@dataclass(frozen=True)
class DrawnFaces:
    """Tells drawn people apart, 48 numbers each."""

    name: str = "drawn"

    def embed(self, picture: Pixels, face: Face) -> Vector:
        """Return the vector of one face."""
        net = _net()
        net.setInput(crop(picture, face).transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1)
        return unit(np.asarray(net.forward(), np.float32).ravel())


def crop(picture: Pixels, face: Face) -> Pixels:
    """Return a face with its hair and neck, ``SIDE`` x ``SIDE``."""
    return aligned(picture, face.points, SIDE, zoom=0.5, lift=0.02)


@own
def _net() -> "cv2.dnn.Net":
    import cv2

    cv2.setNumThreads(1)
    return cv2.dnn.readNetFromONNX(np.frombuffer(files(__package__).joinpath(NET).read_bytes(), np.uint8))
