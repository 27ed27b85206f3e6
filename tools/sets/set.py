"""What a set is: cameras with names, marks to stand on, and a plate with depth for any camera."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from ...memory.sets import Eye, Mark, Point, SetCamera

MANIFEST = "set.json"
"""Member of a set's file that says what it is: ``{"kind": "field"}``."""


@dataclass(frozen=True)
class Plate:
    """What one camera sees of a set with nobody in it."""

    eye: Eye
    colour: npt.NDArray[np.uint8]
    """Height x width x 3, RGB."""
    depth: npt.NDArray[np.float32]
    """Height x width, metres along the camera's axis."""
    seen: npt.NDArray[np.bool_]
    """Height x width: whether the footage saw it; what it did not is made up."""
    filled: bool = False
    """Whether what was not seen has been filled in by the set, and is to be kept as it is."""

    @property
    def width(self) -> int:
        """Pixels."""
        return self.colour.shape[1]

    @property
    def height(self) -> int:
        """Pixels."""
        return self.colour.shape[0]


@runtime_checkable
class Set(Protocol):
    """A place that can be filmed; every make of set is one of these."""

    def cameras(self) -> tuple[SetCamera, ...]:
        """Return the cameras that have names, ``front`` first."""
        ...

    def marks(self) -> tuple[Mark, ...]:
        """Return where one can stand, the best place first."""
        ...

    def share_seen(self, eye: Eye) -> float:
        """Return which share of a 9:16 picture the footage saw, 0 to 1; quickly, at a coarse grain."""
        ...

    def free(self, at: Point) -> bool:
        """Tell whether a camera can be there: inside the place, and in nothing."""
        ...

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        """Film it: ``t`` seconds into the shot, for what moves by itself."""
        ...
