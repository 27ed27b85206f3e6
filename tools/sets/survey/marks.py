"""Marks: where one can stand in a surveyed place, at true scale: floor enough, nothing in the way of a head."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye, Mark, Point
from ..geometry import Floats
from .survey import OPEN, SOLID, Survey

AROUND = 0.35
"""Metres of free floor."""
BESIDE = 0.58
"""Metres between two who stand side by side."""
HEAD, FEET = 1.45, 0.4
"""Metres above the floor: where a face is seen, and where furniture hides a leg."""
TALL = 1.85


def marks(survey: Survey, front: Eye | None = None) -> tuple[Mark, ...]:
    """Return where one can stand: ``middle`` first, then, if there are such places, ``left``, ``right`` and ``back``.

    ``front`` is the camera from which they are seen; without one only the middle is given.
    """
    middle = middle_mark(survey)
    if front is None:
        return (middle,)
    free = [place for place in _places(survey) if survey.clear(front.at, (place[0], HEAD, place[1]))]
    found = [middle]
    for name, side in (("left", -1), ("right", 1)):
        wanted = (middle.x + 0.8 * side, middle.z)
        free = [place for place in free if _apart(place, found)]
        near = [place for place in free if side * (place[0] - middle.x) > 0.4 and abs(place[1] - middle.z) < 1.0]
        if near:
            x, z = min(near, key=lambda place: math.hypot(place[0] - wanted[0], 0.6 * (place[1] - wanted[1])))
            found.append(Mark(name=name, x=x, z=z))
    back = _back(survey, front, middle, [place for place in free if _apart(place, found)])
    return (*found, back) if back is not None else tuple(found)


def middle_mark(survey: Survey) -> Mark:
    """Return the free place nearest to what the footage walked around."""
    places = _places(survey)
    centre = _looked_at(survey)
    if not places:
        return Mark(x=round(float(centre[0]), 2), z=round(float(centre[1]), 2))
    x, z = min(places, key=lambda place: math.hypot(place[0] - centre[0], place[1] - centre[1]))
    return Mark(x=x, z=z)


def standable(survey: Survey) -> npt.NDArray[np.bool_]:
    """Return on which columns of cells (x, z) one can stand."""
    low, high = (round((y - survey.origin[1]) / survey.cell) for y in (0.25, TALL))
    body = survey.kind[:, low:high]
    open_ = (body == OPEN).mean(axis=1) > 0.8
    blocked = (body == SOLID).any(axis=1)
    floor = (survey.kind[:, : low + 1] == SOLID).any(axis=1)
    reach = math.ceil(AROUND / survey.cell)
    taken, ground = blocked.copy(), floor.copy()
    for dx in range(-reach, reach + 1):
        for dz in range(-reach, reach + 1):
            if math.hypot(dx, dz) * survey.cell <= AROUND + 0.02:
                taken |= _shifted(blocked, dx, dz)
                ground |= _shifted(floor, dx, dz)
    return np.asarray(open_ & ~taken & ground)


def can_stand(survey: Survey, x: float, z: float) -> bool:
    """Tell whether one can stand at a place."""
    column = math.floor((x - survey.origin[0]) / survey.cell), math.floor((z - survey.origin[2]) / survey.cell)
    map_ = standable(survey)
    inside = 0 <= column[0] < map_.shape[0] and 0 <= column[1] < map_.shape[1]
    return inside and bool(map_[column])


def _places(survey: Survey) -> list[tuple[float, float]]:
    columns = np.argwhere(standable(survey))
    middles = survey.origin[[0, 2]] + (columns + 0.5) * survey.cell
    return [(round(float(x), 2), round(float(z), 2)) for x, z in middles]


def _looked_at(survey: Survey) -> Floats:
    """Return the middle (x, z) of the open air at chest height, by how often it was seen."""
    level = round((1.2 - survey.origin[1]) / survey.cell)
    weight = np.where(survey.kind[:, level] == OPEN, survey.frames[:, level].astype(float), 0) ** 3
    x, z = (np.arange(count) + 0.5 for count in weight.shape)
    total = max(float(weight.sum()), 1e-6)
    middle = np.array([(weight.sum(axis=1) @ x) / total, (weight.sum(axis=0) @ z) / total])
    return np.asarray(survey.origin[[0, 2]] + middle * survey.cell)


def _back(survey: Survey, front: Eye, middle: Mark, free: list[tuple[float, float]]) -> Mark | None:
    """Return a place farther off, with something before the legs if there is such a place."""
    farther = [place for place in free if place[1] < middle.z - 0.3 or _hidden(survey, front.at, place)]
    if not farther:
        return None
    x, z = min(
        farther,
        key=lambda place: (
            not _hidden(survey, front.at, place),
            math.hypot(place[0] - middle.x, place[1] - middle.z + 0.8),
        ),
    )
    return Mark(name="back", x=x, z=z)


def _hidden(survey: Survey, eye: Point, place: tuple[float, float]) -> bool:
    return all(not survey.clear(eye, (place[0], height, place[1])) for height in (FEET, FEET + 0.25))


def _apart(place: tuple[float, float], others: Sequence[Mark]) -> bool:
    return all(math.hypot(place[0] - other.x, place[1] - other.z) >= BESIDE for other in others)


def _shifted(map_: npt.NDArray[np.bool_], dx: int, dz: int) -> npt.NDArray[np.bool_]:
    """Return a map moved; what comes in from outside is free."""
    out = np.zeros_like(map_)
    wide, deep = map_.shape
    to = slice(max(0, dx), wide + min(0, dx)), slice(max(0, dz), deep + min(0, dz))
    of = slice(max(0, -dx), wide + min(0, -dx)), slice(max(0, -dz), deep + min(0, -dz))
    out[to] = map_[of]
    return out
