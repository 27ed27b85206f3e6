"""Sightings: what is seen in the frames of a photographed shot, told as the drawn maker tells it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..identity.faces import Face, find_faces
from ..picture.spec import ShotSpec
from .framing import largest

Pixels = npt.NDArray[np.uint8]

BLACK = 24.0
"""A frame is black if not one pixel in a hundred is brighter, 0 to 255."""
_FACELESS = frozenset({"insert", "title", "end", "establishing", "silhouette"})


class Sightings:
    """Looks four times a second: at the brightness, and at the faces of whom one should see."""

    def __init__(self, spec: ShotSpec) -> None:
        self.spec = spec
        self.visible = visible(spec)
        self.faces: list[list[list[float]]] = [[] for _ in spec.figures]
        self.luma: list[float] = []
        self._brightest = 0.0
        self._every = max(1, round(spec.fps / 4))

    def note(self, index: int, frame: Pixels) -> None:
        """Look at frame ``index`` (height x width x 3, RGB), before anything is laid over it."""
        if index % self._every:
            return
        self.luma.append(round(float(frame.mean()), 2))
        self._brightest = max(self._brightest, float(np.percentile(frame[::4, ::4].max(axis=2), 99)))
        if not self.visible:
            return
        height, width = frame.shape[:2]
        for figure, face in whose(find_faces(np.ascontiguousarray(frame[..., ::-1])), self.visible, width):
            left, top, right, bottom = face.box
            box = (left / width, top / height, right / width, bottom / height)
            edges = (round(min(1.0, max(0.0, edge)), 4) for edge in box)
            self.faces[figure].append([round(index / self.spec.fps, 4), *edges])

    @property
    def black(self) -> bool:
        """Whether there was nothing to be seen in any frame."""
        return self._brightest < BLACK

    def facts(self) -> dict[str, object]:
        """Return what was seen: plain data."""
        spec = self.spec
        size = {"width": spec.width, "height": spec.height, "fps": spec.fps, "frames": spec.frames}
        return {**size, "faces": self.faces, "mouths": [[] for _ in spec.figures], "luma": self.luma}


def visible(spec: ShotSpec) -> tuple[int, ...]:
    """Return which figures should show a face, by index."""
    if spec.framing in _FACELESS:
        return ()
    back = 0 if spec.framing == "over_shoulder" and len(spec.figures) > 1 else -1
    return tuple(n for n, figure in enumerate(spec.figures) if figure.faces != "away" and n != back)


def whose(found: Sequence[Face], visible: Sequence[int], width: float) -> list[tuple[int, Face]]:
    """Return whose face is whose, from left to right; where some are missing, by the side on which the others are."""
    faces = largest(found, len(visible))
    if len(faces) == len(visible):
        return list(zip(visible, faces, strict=True))
    free, told = list(enumerate(visible)), []
    for face in faces:
        place = face.middle / width * len(visible) - 0.5
        slot = min(free, key=lambda slot: abs(slot[0] - place))
        free = free[free.index(slot) + 1 :] or free[-1:]
        told.append((slot[1], face))
    return told
