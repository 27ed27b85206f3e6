"""Filming a set: plates along the path of a shot, relit for its hour and in the series' hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from ....errors import MakerRefused
from ....memory.sets import Eye
from ...take import Made, Take
from ..opening import open_set
from ..set import Plate, Set
from ..spec import PlateSpec
from .hand import painted
from .lighting import around_all, light_from_around
from .reel import Field, Reel, light_as_data
from .relight import level_of, relit

PROBE = 24
"""Pixels of the small pictures that tell where the light comes from."""
COARSE = 4
"""How much smaller large holes are filled."""


@dataclass(frozen=True)
class Plates:
    """The maker of reels; the take of the set is its one input."""

    tool: str = "plates"
    version: str = "1"
    suffix: str = ".zip"
    lane: Literal["card"] = "card"

    def make(self, spec: PlateSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Film every eye and write the reel; raise MakerRefused without a set."""
        if not inputs:
            raise MakerRefused("plates are filmed in a set and none is given: scout one first")
        reel, facts = filmed(spec, open_set(Path(inputs[-1].path)))
        part = out.with_name(out.name + ".part")
        try:
            reel.write(part)
            Path(part).replace(out)
        finally:
            part.unlink(missing_ok=True)
        return Made(facts=facts)


def filmed(spec: PlateSpec, a_set: Set) -> tuple[Reel, dict[str, object]]:
    """Return the reel of a set, and what is to be known of it: plain data."""
    raw = [a_set.plate(eye, spec.width, spec.height) for eye in spec.eyes]
    views = [_whole(a_set.plate(eye, PROBE, PROBE)) for eye in _round(spec.eyes[0])]
    level = level_of(views)
    plates = tuple(_finished(_whole(plate), spec, level) for plate in raw)
    lit = [replace(view, colour=relit(view, spec.taken, spec.hour, spec.weather, level)) for view in views]
    light = light_from_around(around_all(lit), spec.hour, spec.weather)
    return Reel(plates, light), {
        "width": spec.width,
        "height": spec.height,
        "plates": len(plates),
        "seen": [round(float(plate.seen.mean()), 4) for plate in raw],
        "made_up": round(1 - float(np.mean([plate.seen.mean() for plate in raw])), 4),
        "light": light_as_data(light),
    }


def _finished(plate: Plate, spec: PlateSpec, level: float) -> Plate:
    """Return the plate at the scene's hour and in the series' hand."""
    plate = replace(plate, colour=relit(plate, spec.taken, spec.hour, spec.weather, level))
    return plate if spec.real else replace(plate, colour=painted(plate.colour, plate, spec.style, spec.seed))


def _round(eye: Eye) -> list[Eye]:
    """Return what lies ahead of an eye, to the right, behind and to the left, on the level."""
    level = {"pitch": 0.0, "roll": 0.0, "fov": 90.0}
    return [eye.model_copy(update=level | {"yaw": eye.yaw + turn}) for turn in (0, 90, 180, 270)]


def _whole(plate: Plate) -> Plate:
    """Return the plate without speckles in its depth, and with what nobody saw filled from what lies around it."""
    near = np.asarray(1 / np.maximum(plate.depth, 1e-3), np.float32)
    near = np.asarray(cv2.medianBlur(near, 3), np.float32)
    seen = plate.seen
    colour = plate.colour
    if not plate.filled and not seen.all() and seen.any():
        colour, near = _in_painted(colour, near, ~seen)
    return replace(plate, colour=colour, depth=np.asarray(1 / near, np.float32))


def _in_painted(
    colour: npt.NDArray[np.uint8], near: Field, hole: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.uint8], Field]:
    """Fill large holes from a small picture, then their rims at full size; depth goes over evenly."""
    height, width = hole.shape
    small = (max(8, width // COARSE), max(8, height // COARSE))
    mask = np.asarray((cv2.resize(hole.astype(np.float32), small, interpolation=cv2.INTER_AREA) > 0) * np.uint8(255))
    coarse = cv2.inpaint(cv2.resize(colour, small, interpolation=cv2.INTER_AREA), mask, 5, cv2.INPAINT_TELEA)
    filled = np.where(hole[..., None], cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), colour)
    return np.asarray(filled, np.uint8), _evened(near, hole)


def _evened(near: Field, hole: npt.NDArray[np.bool_]) -> Field:
    """Return inverse depth with a hole filled by a weighted mean of what is around it, wider and wider."""
    out = np.where(hole, np.float32(0), near)
    weight = (~hole).astype(np.float32)
    left = hole.copy()
    size = 9
    while left.any() and size < 4 * max(hole.shape):
        sums, weights = cv2.blur(out * weight, (size, size)), cv2.blur(weight, (size, size))
        reached = left & (weights > 0.02)
        out[reached] = sums[reached] / weights[reached]
        left &= ~reached
        size = size * 2 + 1
    return np.asarray(np.where(left, np.float32(0.2), out), np.float32)
