"""Named cameras: front, reverse, left, right, high, low and wide, each where the footage saw most of what it shows."""

import math
from dataclasses import dataclass
from itertools import product

from ....memory.sets import Eye, Mark, Point, SetCamera
from ..geometry import look_at
from .marks import HEAD
from .survey import Survey

ENOUGH = 0.75
"""Share of its picture that a camera must have been seen of to be offered."""


@dataclass(frozen=True)
class _Wanted:
    """Where a camera is looked for, around the mark; degrees from the front, counted to the right."""

    name: str
    round: tuple[float, ...]
    heights: tuple[float, ...]
    away: tuple[float, ...]
    fov: float
    aim: float = 1.25
    """Metres above the floor at which it looks."""
    aside: tuple[float, ...] = (0.0,)
    """Metres to the right by which it may stand beside its place."""


_NEAR = (2.3, 1.9, 2.7, 3.1, 1.6, 1.3)
_WANTED = (
    _Wanted("front", (0,), (1.5,), _NEAR, 46, aside=(0.0, 0.15, -0.15, 0.3, -0.3)),
    _Wanted("reverse", (180, 160, -160, 145, -145), (1.5,), (1.5, 1.9, 2.3, 2.7), 46),
    _Wanted("left", (-50, -38, -62, -75), (1.5,), _NEAR, 46),
    _Wanted("right", (50, 38, 62, 75), (1.5,), _NEAR, 46),
    _Wanted("high", (12, -12, 25, -25, 38, -38), (2.2, 2.0), (1.6, 2.0, 2.4, 2.8), 50, 0.9),
    _Wanted("low", (0, 14, -14, 28, -28), (0.5, 0.65), (1.6, 2.0, 2.4), 48, 1.02),
    _Wanted("wide", (0, 12, -12, 24, -24), (1.5,), (2.6, 3.0, 3.4, 3.8, 4.4), 66),
)


@dataclass(frozen=True)
class Refused:
    """A camera that is not offered, and why."""

    name: str
    seen: float
    """Share of the best place's picture; 0: there is no place for it at all."""


def named_cameras(survey: Survey, mark: Mark) -> tuple[SetCamera, ...]:
    """Return the cameras that the footage allows, ``front`` first; that one is there in any case."""
    return tuple(camera for camera in _best(survey, mark) if camera.name == "front" or camera.seen >= ENOUGH)


def refused_cameras(survey: Survey, mark: Mark) -> tuple[Refused, ...]:
    """Return the cameras that it does not allow."""
    offered = {camera.name for camera in named_cameras(survey, mark)}
    best = {camera.name: camera.seen for camera in _best(survey, mark)}
    return tuple(Refused(one.name, best.get(one.name, 0.0)) for one in _WANTED if one.name not in offered)


def _best(survey: Survey, mark: Mark) -> list[SetCamera]:
    found = []
    for wanted in _WANTED:
        camera = _placed(survey, mark, wanted)
        if camera is None and wanted.name == "front":
            camera = SetCamera(name="front", eye=_level(survey, mark), seen=0.0)
        if camera is not None:
            found.append(camera)
    return found


def _placed(survey: Survey, mark: Mark, wanted: _Wanted) -> SetCamera | None:
    """Return a camera at the best of its places; None if none of them is free and sees the mark."""
    best: tuple[float, Eye] | None = None
    places = product(enumerate(wanted.round), wanted.heights, wanted.away, enumerate(wanted.aside))
    for (number, turn), height, away, (place, aside) in places:
        eye = _eye(mark, wanted, turn, height, away, aside)
        if not survey.free(eye.at) or not survey.clear(eye.at, (mark.x, HEAD, mark.z)):
            continue
        far = 0.03 * away if wanted.name == "wide" else -0.02 * abs(away - 2.4)
        score = survey.share_seen(eye, 9, 16) + far - 0.012 * (number + place) - 0.07 * _hidden(survey, eye, mark)
        if best is None or score > best[0]:
            best = score, eye
    if best is None:
        return None
    return SetCamera(name=wanted.name, eye=best[1], seen=round(survey.share_seen(best[1]), 3))


def _eye(mark: Mark, wanted: _Wanted, turn: float, height: float, away: float, aside: float) -> Eye:
    angle = math.radians(turn)
    x, z = mark.x + away * math.sin(angle) + aside, mark.z + away * math.cos(angle)
    at: Point = (round(x, 3), height, round(z, 3))
    eye = look_at(at, (mark.x, wanted.aim, mark.z), wanted.fov)
    if wanted.name == "front":  # it looks straight along -z
        return eye.model_copy(update={"yaw": 0.0, "pitch": max(eye.pitch, -4.0)})
    return eye.model_copy(update={"pitch": max(eye.pitch, -4.0)}) if wanted.name == "wide" else eye


def _hidden(survey: Survey, eye: Eye, mark: Mark) -> int:
    """Count the parts of who stands at the mark that something hides: legs, hips, chest."""
    return sum(not survey.clear(eye.at, (mark.x, height, mark.z)) for height in (0.6, 0.95, 1.2))


def _level(survey: Survey, mark: Mark) -> Eye:
    """Return a front eye where the footage itself was, if there is no better place."""
    x, y, z = (float(value) for value in survey.path[abs(survey.path[:, 0] - mark.x).argmin()])
    return Eye(at=(x, y, z), fov=46)
