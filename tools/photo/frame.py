"""The frame that is to act: read, looked at, and cut to the shape of the shot."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused, ToolError
from ..picture.spec import ShotSpec

Pixels = npt.NDArray[np.uint8]

SPARE = 1.1
"""A picture is kept so much larger than the frame, if it is: the camera comes nearer."""
LEAST = 0.25
"""Share of the shot's height that a picture needs: a smaller one would be blocks."""
LOST = 0.45
"""Greatest share of a picture that cutting may lose."""


def read_frame(path: Path, spec: ShotSpec) -> Pixels:
    """Return the picture at ``path`` in the shape of the shot, BGR; MakerRefused or ToolError says why it cannot be."""
    if not path.is_file():
        raise ToolError(f"the frame {path.name} is not there: make it again")
    found = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR) if path.stat().st_size else None
    if found is None:
        raise ToolError(f"the frame {path.name} is damaged or no picture: make it again")
    picture = np.asarray(found, np.uint8)
    height, width = picture.shape[:2]
    if height < LEAST * spec.height or width < LEAST * spec.width:
        raise MakerRefused(
            f"a frame of {width}x{height} is too small for a shot of {spec.width}x{spec.height}: "
            f"make one of at least {round(LEAST * spec.width)}x{round(LEAST * spec.height)}"
        )
    return cut_to(picture, spec.width, spec.height)


def cut_to(picture: Pixels, width: int, height: int) -> Pixels:
    """Return the middle of a picture in a shape, a little larger than asked for where it has the pixels."""
    rows, columns = picture.shape[:2]
    scale = max(width / columns, height / rows)
    lost = 1 - (width / scale) * (height / scale) / (columns * rows)
    if lost > LOST:
        raise MakerRefused(
            f"a frame of {columns}x{rows} has the wrong shape: {lost:.0%} of it would be cut off; "
            f"make one near {width}x{height}"
        )
    cut_width, cut_height = min(columns, round(width / scale)), min(rows, round(height / scale))
    left, top = (columns - cut_width) // 2, (rows - cut_height) // 3
    part = picture[top : top + cut_height, left : left + cut_width]
    spare = min(SPARE, max(1.0, 1 / scale))
    size = (round(width * spare), round(height * spare))
    way = cv2.INTER_AREA if scale * spare < 1 else cv2.INTER_CUBIC
    return np.ascontiguousarray(cv2.resize(part, size, interpolation=way))
