"""Edges: a coarse depth becomes a fine one whose edges are where the colours' are."""

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]

JUMP = 0.04
"""Share by which neighbours differ in depth where there is an edge."""
ALIKE = 0.08
"""Difference of colours (0 to 1) that says little."""


def sharpened(depth: Floats, colour: Floats, picture: Floats) -> Floats:
    """Return depths (h x w) at the size of a picture (H x W x 3).

    Where the depth runs smoothly it is interpolated. At edges every pixel takes the depth of that coarse neighbour
    whose colour (``colour``: h x w x 3) is most like its own, rather than one in between, where there is nothing.
    """
    height, width = picture.shape[:2]
    smooth = np.asarray(cv2.resize(depth, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    broken = _enlarged(_at_edges(depth).astype(np.float32), width, height) > 0
    if not broken.any():
        return smooth
    rows, columns = np.nonzero(broken)
    chosen = _chosen(depth, colour, picture[rows, columns], rows, columns, (height, width))
    out = smooth.copy()
    out[rows, columns] = chosen
    cleaned = cv2.medianBlur(out, 3)
    return np.where(broken, cleaned, out).astype(np.float32)


def _at_edges(depth: Floats) -> npt.NDArray[np.bool_]:
    """Return where a pixel and its neighbours differ much."""
    around = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(depth, around), cv2.dilate(depth, around)
    return np.asarray(high - low > JUMP * low)


def _chosen(
    depth: Floats,
    colour: Floats,
    wanted: Floats,
    rows: npt.NDArray[np.intp],
    columns: npt.NDArray[np.intp],
    size: tuple[int, int],
) -> Floats:
    """Return for some pixels of the fine picture the depth of the coarse neighbour that is most like them."""
    high, wide = depth.shape
    y = (rows + 0.5) * high / size[0] - 0.5
    x = (columns + 0.5) * wide / size[1] - 0.5
    best, found = np.full(len(rows), np.inf), np.zeros(len(rows), np.float32)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            at_y = np.clip(np.rint(y).astype(int) + down, 0, high - 1)
            at_x = np.clip(np.rint(x).astype(int) + across, 0, wide - 1)
            apart = (at_y - y) ** 2 + (at_x - x) ** 2
            cost = np.square(colour[at_y, at_x] - wanted).sum(-1) / ALIKE**2 + apart
            better = cost < best
            best[better], found[better] = cost[better], depth[at_y, at_x][better]
    return found


def _enlarged(mask: Floats, width: int, height: int) -> Floats:
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), np.float32)
