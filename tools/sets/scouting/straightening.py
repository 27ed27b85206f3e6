"""Straightening: a kept frame as a lens without a bend would have taken it, its axis in the middle."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Maps = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Lens:
    """A lens that bends by one radial coefficient, as pycolmap found it; its axis goes through the middle."""

    width: int
    height: int
    focal: float
    bend: float

    @property
    def straight(self) -> float:
        """Return the focal length of the straightened frame: as it is, or longer, so that no edge of it is empty."""
        longer = 1.0
        edge = np.array([[self.width, self.height], [self.width, 0], [0, self.height]]) / 2 / self.focal
        for _ in range(12):
            over = (1 + self.bend * ((edge / longer) ** 2).sum(axis=1)) / longer
            longer *= max(1.0, float(over.max()))
        return self.focal * longer

    def maps(self) -> Maps:
        """Return, for every pixel of the straightened frame, where it is in the frame as it was: x and y."""
        y, x = np.mgrid[: self.height, : self.width] + 0.5
        bent = self._bent(np.stack([x - self.width / 2, y - self.height / 2], axis=-1) / self.straight)
        at = bent * self.focal + np.array([self.width, self.height]) / 2 - 0.5
        return at[..., 0].astype(np.float32), at[..., 1].astype(np.float32)

    def straightened(self, picture: Picture, maps: Maps, mask: bool = False) -> Picture:
        """Return a frame, or its mask, straightened by ``maps``."""
        way = cv2.INTER_NEAREST if mask else cv2.INTER_CUBIC
        return np.asarray(cv2.remap(picture, *maps, way, borderMode=cv2.BORDER_REPLICATE), np.uint8)

    def points(self, points: Floats) -> Floats:
        """Return where points (N x 2, pixels of the frame as it was) lie in the straightened one."""
        middle = np.array([self.width, self.height]) / 2
        bent = (points - middle) / self.focal
        plain = bent.copy()
        for _ in range(20):
            plain = bent / (1 + self.bend * (plain**2).sum(axis=1, keepdims=True))
        return np.asarray(plain * self.straight + middle)

    def _bent(self, plain: Floats) -> Floats:
        return np.asarray(plain * (1 + self.bend * (plain**2).sum(axis=-1, keepdims=True)))
