"""The light of a set, by which figures and objects in it are lit."""

from dataclasses import dataclass, replace
from typing import Literal

RGBA = tuple[int, int, int, int]
"""Red, green, blue, alpha, 0 to 255, not premultiplied."""


@dataclass(frozen=True)
class Rim:
    """A light from behind: where it falls on the outline and in what colour."""

    dx: float
    """Direction it comes from, in figure units; positive: from the right."""
    dy: float
    """Positive: from below."""
    colour: RGBA
    blur: float = 2.4
    """Softness, figure units."""


@dataclass(frozen=True)
class Light:
    """Key, ambient, shadow and two rims. A figure unit is 1/300 of a head's height (crown to chin)."""

    ambient_top: RGBA = (255, 250, 246, 255)
    """Multiplied into the figure, at the top of the head."""
    ambient_bottom: RGBA = (222, 200, 204, 255)
    """The same, at the waist."""
    shadow: RGBA = (206, 146, 166, 255)
    """Cel shadow: multiplied into skin, cloth and hair; towards purple, never grey."""
    side: Literal[-1, 1] = 1
    """From which side the key falls: -1 left, 1 right."""
    key: RGBA = (255, 236, 206, 56)
    """Glow added on the key side."""
    rims: tuple[Rim, ...] = (Rim(7, 4, (255, 226, 180, 235)), Rim(-6, 5, (150, 160, 255, 170)))
    exposure: float = 1.0

    def mirrored(self) -> "Light":
        """Return the same light from the other side."""
        return replace(
            self,
            side=-1 if self.side == 1 else 1,
            rims=tuple(replace(rim, dx=-rim.dx) for rim in self.rims),
        )
