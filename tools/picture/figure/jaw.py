"""The jaw: an open mouth lowers the chin, by bending what is already drawn and lit."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ..windows import Box
from .geometry import Point

Pixels = npt.NDArray[np.uint8]
DROP = 8.5
"""How far the chin goes down with a mouth wide open, figure units; a face is about 230 of them high."""
NECK = 64.0
"""How far below the chin nothing moves any more, figure units."""
NOSE = 46.0
"""How far above the lips the folds of a smile begin, figure units."""
WIDE = 1.1
"""How far to the sides the jaw reaches, halves of the face's width."""


@dataclass(frozen=True)
class Jaw:
    """Where the jaw of a pose is, pixels."""

    lips: Point
    chin: Point
    half: float
    """Half of the face's width."""
    scale: float
    """Pixels in a figure unit."""

    @property
    def reach(self) -> tuple[float, float, float, float]:
        """Where anything moves with the mouth: left, top, right, bottom; from beside the nose to the throat."""
        middle, half = (self.lips[0] + self.chin[0]) / 2, self.half * WIDE
        return middle - half, self.lips[1] - NOSE * self.scale, middle + half, self.chin[1] + NECK * self.scale + 2

    def lower(self, rows: Pixels, openness: float, area: Box, whole: Box) -> None:
        """Lower the chin in the rows of a picture, in place; ``openness`` is 0 to 1.

        ``area`` is what of the ``whole`` figure the rows show.
        """
        by = DROP * self.scale * min(1.0, openness)
        if by < 0.3:
            return
        middle, reach = (self.lips[0] + self.chin[0]) / 2, self.half * WIDE
        bottom = int(self.chin[1] + NECK * self.scale) + 2
        moved = Box(int(middle - reach), int(self.lips[1]), int(middle + reach) + 1, bottom).common(whole)
        seen = moved.common(area)
        if seen.width < 2 or seen.height < 2:
            return
        x, y = np.arange(seen.left, seen.right, dtype=np.float32), np.arange(seen.top, seen.bottom, dtype=np.float32)
        down = _between(y, self.lips[1], self.chin[1]) * (1 - _between(y, self.chin[1], moved.bottom - 1.0))
        across = 1 - _between(np.abs(x - middle), 0.45 * reach, reach)
        from_y = (y - seen.top)[:, None] - by * down[:, None] * across[None, :]
        from_x = np.broadcast_to(x - seen.left, from_y.shape)
        part = rows[seen.moved(-area.left, -area.top).slices]
        part[:] = cv2.remap(
            part, np.ascontiguousarray(from_x), from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )


def _between(value: npt.NDArray[np.float32], start: float, end: float) -> npt.NDArray[np.float32]:
    u = np.clip((value - start) / max(1e-3, end - start), 0, 1)
    return (u * u * (3 - 2 * u)).astype(np.float32)
