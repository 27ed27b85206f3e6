"""Windows: parts of a frame that are drawn, while the rest of it stays what it was."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A part of a frame, whole pixels: right and bottom are beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Number of pixels."""
        return max(0, self.width) * max(0, self.height)

    @property
    def slices(self) -> tuple[slice, slice]:
        """Its rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def common(self, other: "Box") -> "Box":
        """Return what of it lies in another; it may be empty."""
        left, top = max(other.left, self.left), max(other.top, self.top)
        return Box(left, top, max(left, min(other.right, self.right)), max(top, min(other.bottom, self.bottom)))

    def grown(self, by: int) -> "Box":
        """Return it larger on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def snapped(self, step: int) -> "Box":
        """Return the least box around it whose edges are multiples of ``step``."""
        left, top = self.left // step * step, self.top // step * step
        return Box(left, top, -(-self.right // step) * step, -(-self.bottom // step) * step)

    def with_(self, other: "Box") -> "Box":
        """Return the least box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def moved(self, x: int, y: int) -> "Box":
        """Return it shifted."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


def box(left: float, top: float, right: float, bottom: float) -> Box:
    """Return the least box of whole pixels around edges that lie between pixels."""
    return Box(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))


def joined(boxes: Iterable[Box], margin: int) -> list[Box]:
    """Return the boxes, those as one that cost less together, each drawn with a ``margin`` around it."""
    left = [one for one in boxes if one.area]
    found: list[Box] = []
    while left:
        one = left.pop()
        for other in found:
            both = one.with_(other)
            if both.grown(margin).area <= one.grown(margin).area + other.grown(margin).area:
                found.remove(other)
                left.append(both)
                break
        else:
            found.append(one)
    return sorted(found, key=lambda one: (one.top, one.left))
