"""Heights: how far above the floor everything in a plate is, and what of it lies flat."""

import cv2
import numpy as np
import numpy.typing as npt

from ..geometry import axes, focal
from ..set import Plate

Field = npt.NDArray[np.float32]


def heights(plate: Plate) -> Field:
    """Return the height of every pixel in metres: height x width."""
    f, camera = focal(plate.eye, plate.height), axes(plate.eye)
    x = (np.arange(plate.width) + 0.5 - plate.width / 2) / f
    y = (np.arange(plate.height) + 0.5 - plate.height / 2) / f
    rise = (camera[1, 0] * x[None, :] + camera[1, 1] * y[:, None] + camera[1, 2]).astype(np.float32)
    return np.asarray(np.float32(plate.eye.at[1]) + rise * plate.depth, np.float32)


def upright(plate: Plate) -> Field:
    """Return how upright everything is: 1 is a wall, 0 a floor or a ceiling."""
    soft = max(0.8, plate.width / 300)
    rise = cv2.GaussianBlur(heights(plate), (0, 0), soft)
    step = cv2.magnitude(cv2.Sobel(rise, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(rise, cv2.CV_32F, 0, 1, scale=1 / 8))
    whole = cv2.GaussianBlur(plate.depth, (0, 0), soft) / np.float32(focal(plate.eye, plate.height))
    return np.asarray(np.clip(step / whole, 0, 1), np.float32)
