"""Lighting: the colours of a place become the light in which people who stand in it are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.bible import Hour, Weather
from ....memory.sets import Point
from ...picture.light import RGBA, Light
from ...picture.sets.brush import fade, mix
from ...picture.sets.hour import lit_from, mood_of
from ..geometry import project
from ..set import Plate

Colour = npt.NDArray[np.float64]
GRAIN = 36
"""Columns that are looked at: light is a thing of low frequencies."""
RIM = 0.55
"""How strong a rim is against that in a painted set: before something out of focus a bright outline is a sticker's."""
BRIGHT = 3.0
"""Exponent with which a light thing counts more than a dark one as a light."""


@dataclass(frozen=True)
class Surroundings:
    """What is around somebody, as the camera sees it: colours from 0 to 1."""

    left: Colour
    """What shines from there: the mean of what is light."""
    right: Colour
    above: Colour
    below: Colour
    """The mean of all: what a floor throws back."""


def light_of(plate: Plate, focus: float, point: Point, hour: Hour = "day", weather: Weather = "clear") -> Light:
    """Return how a plate lights somebody whose eyes are at ``point``, ``focus`` metres from the camera.

    What is near them, and what is behind them rather than before them, counts more.
    """
    return light_from_around(around(plate, focus, point), hour, weather)


def around(plate: Plate, focus: float, point: Point) -> Surroundings:
    """Return the colours around a point of a plate."""
    size = (GRAIN, max(8, round(GRAIN * plate.height / plate.width)))
    colour = cv2.resize(plate.colour, size, interpolation=cv2.INTER_AREA).astype(np.float64) / 255
    near = cv2.resize(1 / np.maximum(plate.depth, 0.05), size, interpolation=cv2.INTER_AREA)
    place, _ = project(plate.eye, size[0], size[1], np.array(point))
    y, x = np.mgrid[: size[1], : size[0]] + 0.5
    across, down = (x - place[0]) / size[0], (y - place[1]) / size[0]
    # Out of the plane of focus light falls off with the square of the way, but never to nothing.
    beside = 1 / (0.35 + (1 / np.maximum(near, 0.02) - focus) ** 2 * 0.1)
    return Surroundings(
        left=_shining(colour, beside * _toward(-across)),
        right=_shining(colour, beside * _toward(across)),
        above=_shining(colour, beside * _toward(-down)),
        below=_mean(colour, beside * _toward(down)),
    )


def around_all(views: Sequence[Plate]) -> Surroundings:
    """Return the colours around a camera from what it sees ahead, to the right, behind it and to the left.

    What the frame shows counts most: a lamp that is seen must be the one that shines.
    """
    ahead, right, behind, left = (_small(view) for view in views)
    half = ahead.shape[1] // 2
    sides = {
        "left": ((left, 1.0), (ahead[:, :half], 1.4), (behind[:, half:], 0.7)),
        "right": ((right, 1.0), (ahead[:, half:], 1.4), (behind[:, :half], 0.7)),
    }
    top = [(view[: half + half // 2], 1.0) for view in (ahead, right, behind, left)]
    low = [(view[half:], 1.0) for view in (ahead, right, behind, left)]
    return Surroundings(
        left=_blended(sides["left"], _shining),
        right=_blended(sides["right"], _shining),
        above=_blended(top, _shining),
        below=_blended(low, _mean),
    )


def light_from_around(found: Surroundings, hour: Hour, weather: Weather) -> Light:
    """Return the light of such surroundings at an hour: as painted sets are lit, with shadows towards purple."""
    mood = mood_of(hour, weather)
    left, right = _luma(found.left), _luma(found.right)
    side: Literal[-1, 1] = 1 if right >= left else -1
    key, fill = (found.right, found.left) if side == 1 else (found.left, found.right)
    light = lit_from(mood, side, _pure(key), _pure(fill))
    contrast = abs(left - right) / max(left + right, 0.05)
    return replace(
        light,
        ambient_top=fade(mix(light.ambient_top, _pure(found.above), 0.20), 255),
        ambient_bottom=fade(mix(light.ambient_bottom, _pure(found.below), 0.30), 255),
        shadow=fade(mix(light.shadow, _dusky(fill), 0.16), 255),
        key=fade(light.key, min(80, light.key[3] * (0.8 + 1.1 * contrast))),
        rims=tuple(replace(rim, colour=fade(rim.colour, rim.colour[3] * RIM)) for rim in light.rims),
    )


def _small(view: Plate) -> npt.NDArray[np.float64]:
    return view.colour.astype(np.float64) / 255


def _toward(way: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.clip(way * 4 + 0.2, 0, 1)


def _blended(parts: Sequence[tuple[npt.NDArray[np.float64], float]], how: Callable[[Colour, Colour], Colour]) -> Colour:
    colours = [how(part, np.ones(part.shape[:2])) for part, _ in parts]
    return np.average(colours, axis=0, weights=[weight for _, weight in parts])


def _shining(colour: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]) -> Colour:
    return _mean(colour, weight * (colour.max(axis=-1) ** BRIGHT + 1e-4))


def _mean(colour: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]) -> Colour:
    return np.asarray((colour * weight[..., None]).sum(axis=(0, 1)) / max(float(weight.sum()), 1e-9))


def _luma(colour: Colour) -> float:
    return float(colour @ np.array([0.30, 0.59, 0.11]))


def _pure(colour: Colour) -> RGBA:
    """Return the hue of a light at full strength: never so deep that somebody's skin becomes another's."""
    pure = colour / max(float(colour.max()), 1e-3)
    red, green, blue = (round(255 * float(value)) for value in 0.35 + 0.65 * pure)
    return red, green, blue, 255


def _dusky(colour: Colour) -> RGBA:
    """Return a shadow's hue for a fill: its own, drawn to purple."""
    red, green, blue, _ = _pure(colour)
    return round(0.80 * red), round(0.55 * green), round(0.74 * blue), 255
