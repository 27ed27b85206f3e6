"""Framing: which part of a raw clip is kept where its shape is not that of the shot. It is never stretched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from ...errors import ToolError
from ..identity.faces import Face, find_faces
from .decoding import frames
from .probe import RawClip

Pixels = npt.NDArray[np.uint8]

LARGEST = 8.0
"""How many times a clip is enlarged at most: beyond it there is nothing to be seen."""
LOOKS = 5
"""Frames that are looked at for faces."""
EYES = 0.38
"""Height of a face's middle in the frame, if there is room to choose: above the captions."""
_SMALL = 360


@dataclass(frozen=True)
class Crop:
    """A clip scaled to cover the frame, and where the frame lies in it."""

    size: tuple[int, int]
    """Width and height of the whole clip when it covers the frame."""
    left: int
    top: int

    def of(self, picture: Pixels, width: int, height: int) -> Pixels:
        """Return the frame out of the covering picture."""
        return picture[self.top : self.top + height, self.left : self.left + width]


def crop(path: Path, clip: RawClip, width: int, height: int, people: bool = True) -> Crop:
    """Return how a clip covers a frame: around the faces if ``people`` are expected, else around its middle.

    Raises ToolError if the clip is too small for it.
    """
    scale = max(width / clip.width, height / clip.height)
    if scale > LARGEST:
        raise ToolError(
            f"{path.name} is {clip.width}x{clip.height}, far too small for {width}x{height}; have it made larger"
        )
    size = (max(width, round(clip.width * scale)), max(height, round(clip.height * scale)))
    across, down = size[0] - width, size[1] - height
    if max(across / size[0], down / size[1]) < 0.02 or not people:
        return Crop(size, across // 2, down // 2)
    seen = _faces(path, clip)
    if not seen:
        return Crop(size, across // 2, down // 2)
    x, y = median(x for x, _ in seen), median(y for _, y in seen)
    left, top = round(x * size[0] - width / 2), round(y * size[1] - EYES * height)
    return Crop(size, min(across, max(0, left)), min(down, max(0, top)))


def _faces(path: Path, clip: RawClip) -> list[tuple[float, float]]:
    """Return the middles of the faces in a few frames, as fractions; of several in one frame, what lies between."""
    scale = min(1.0, _SMALL / max(clip.width, clip.height))
    size = (max(2, round(clip.width * scale)), max(2, round(clip.height * scale)))
    middles = []
    for picture in frames(path, clip, size, LOOKS / max(clip.seconds, 0.2)):
        found = largest(find_faces(np.ascontiguousarray(picture[..., ::-1])), 2)
        if found:
            boxes = np.array([face.box for face in found])
            x = (boxes[:, 0].min() + boxes[:, 2].max()) / 2
            y = (boxes[:, 1].min() + boxes[:, 3].max()) / 2
            middles.append((float(x) / size[0], float(y) / size[1]))
    return middles


def largest(faces: Sequence[Face], most: int) -> list[Face]:
    """Return the largest faces, from left to right."""
    kept = sorted(faces, key=lambda face: -face.size)[:most]
    return sorted(kept, key=lambda face: face.middle)
