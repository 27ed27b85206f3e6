"""Painted sets: the sheets of a drawn location stand at their distances, seen by any camera near the painter's eye."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ...memory.bible import ArtDirection
from ...memory.sets import Eye, Mark, Point, SetCamera
from ..picture.spec import StageSpec
from .geometry import focal, look_at
from .picturing.sheets import Lens, Plane, Sheet, film
from .set import Plate

if TYPE_CHECKING:
    from ..picture.sets import Plate as Painted

FIGURES = 2.9
"""Metres from the painter to where figures stand: there the sheets' depth is 1."""
EYES = 1.5
"""Metres from the floor to the painter's eyes, which is where he paints the horizon."""
FOV = 48.0
"""Vertical angle of view that a frame of a painted set is taken to have."""
SKY = 0.03
"""Depth of what is infinitely far: a hundred metres."""
FULL = 0.985
"""Share of its picture that must be painted for a camera to have a name."""
_COARSE = (90, 160)
_REACH, _RISE = 0.7, 0.45
"""Metres that the camera can go aside, and up or down, at most."""
_DEEP = 1.0
"""Metres behind the figures where there is still room."""


@dataclass(frozen=True)
class PaintedSet:
    """The set of a location of the series, as it is drawn."""

    stage: StageSpec
    style: ArtDirection = "painterly"

    def cameras(self) -> tuple[SetCamera, ...]:
        """Return the front and four cameras around it, each as far from it as the sheets reach."""
        named = {"front": self._front(), "left": self._aside(-1, 0), "right": self._aside(1, 0)}
        named |= {"high": self._aside(0, 1), "low": self._aside(0, -1)}
        return tuple(SetCamera(name=name, eye=eye, seen=self.share_seen(eye)) for name, eye in named.items())

    def marks(self) -> tuple[Mark, ...]:
        """Return the places of figures."""
        return (
            Mark(name="middle", x=0, z=0),
            Mark(name="left", x=-0.55, z=0),
            Mark(name="right", x=0.55, z=0),
            Mark(name="back", x=0, z=-0.6),
        )

    def share_seen(self, eye: Eye) -> float:
        """Return which share of a 9:16 picture is painted."""
        return round(float(self.plate(eye, *_COARSE).seen.mean()), 4)

    def free(self, at: Point) -> bool:
        """Tell whether a camera, or somebody, can be there: near the painter's place, or where his figures are."""
        x, y, z = at
        return abs(x) <= _REACH and abs(y - EYES) <= 2 * _RISE and -_DEEP <= z <= FIGURES + 0.5

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        """Film it; nothing in it moves by itself, for the weather is the picture's."""
        sheets, lens = _painted(self.stage, self.style, width, height)
        return film(sheets, lens, eye, width, height)

    def _front(self) -> Eye:
        return Eye(at=(0.0, EYES, FIGURES), fov=FOV * 0.94)

    def _aside(self, across: int, up: int) -> Eye:
        """Return the eye farthest to a side at which the picture is still full, with room left for a move."""
        for reach in (0.85, 0.7, 0.55, 0.4, 0.3, 0.2):
            at = (across * _REACH * reach, EYES + up * _RISE * reach, FIGURES)
            eye = look_at(at, (0.0, EYES - 0.06 * up, -0.35 * FIGURES), FOV * 0.84)
            if self.share_seen(eye) >= FULL:
                return eye
        return eye


@lru_cache(maxsize=4)
def _painted(stage: StageSpec, style: ArtDirection, width: int, height: int) -> tuple[tuple[Sheet, ...], Lens]:
    """Return the sheets of a set at their places, from far to near, and the painter's eye."""
    from ..picture.compositing import pixels_of

    painted = _plate(stage, style, width, height)
    eye = Eye(at=(0.0, EYES, FIGURES), fov=FOV)
    lens = Lens(eye, painted.width, painted.height, (painted.width / 2, painted.horizon * painted.height))
    # The frame, not the larger plate, has the angle of view.
    fov = 2 * np.degrees(np.arctan(painted.height / 2 / focal(eye, height)))
    lens = Lens(eye.model_copy(update={"fov": float(fov)}), lens.width, lens.height, lens.middle)
    sheets = []
    for layer in painted.layers:
        pixels = pixels_of(layer.image)[..., [2, 1, 0, 3]].copy()
        if pixels[..., 3].any():
            sheets.append(Sheet(pixels, _planes(layer.depth), endless=True))
    return tuple(sheets), lens


def _planes(depth: float) -> tuple[Plane, ...]:
    """Return where a sheet stands; what is painted below its foot lies on the floor before it."""
    upright = Plane((0.0, 0.0, 1.0), FIGURES - FIGURES / max(depth, SKY))
    return (upright, Plane((0.0, 1.0, 0.0), 0.0)) if depth <= 1 else (upright,)


def _plate(stage: StageSpec, style: ArtDirection, width: int, height: int) -> "Painted":
    from ..picture.stock import plate

    return plate(stage, width, height, style)
