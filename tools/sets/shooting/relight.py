"""Relighting: what was filmed at one hour is graded as if it were another; windows and lamps stay light."""

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.bible import Hour, Weather
from ...picture.light import RGBA
from ...picture.sets.hour import LAMP, Mood, mood_of
from ..set import Plate

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
WARM = 0.06
"""By how much more red than blue something light is a lamp, and not a window."""
FAR: dict[Weather, float] = {"clear": 400.0, "rain": 60.0, "snow": 45.0, "fog": 9.0}
"""Metres after which most of a thing is haze."""


def relit(plate: Plate, taken: Hour, hour: Hour, weather: Weather) -> Pixels:
    """Return the colours of a plate at another hour, in a weather: height x width x 3, RGB."""
    if taken == hour and weather == "clear":
        return plate.colour
    was, now = mood_of(taken, "clear"), mood_of(hour, weather)
    colour: Field = plate.colour.astype(np.float32) / np.float32(255)
    lights, lamps = _lights(colour)
    ambient: Field = _tint(now.inside) / _tint(was.inside)
    out = _exposed(colour, ambient)
    if now.dark:
        out = _nightly(out)
    out = _shone(out, colour, lights, lamps, was, now)
    if weather != "clear":
        haze = 1 - np.exp(-plate.depth / np.float32(FAR[weather]))
        out += (_tint(now.haze) - out) * haze[..., None] * (1 - lights[..., None])
    return np.asarray(np.clip(out * 255 + 0.5, 0, 255), np.uint8)


def _lights(colour: Field) -> tuple[Field, Field]:
    """Return how much each pixel is a light, a window or a lamp, and how much of that is a lamp."""
    luma = colour @ np.array([0.30, 0.59, 0.11], np.float32)
    spread = max(3.0, 0.11 * colour.shape[1])
    # What is light among light things is a wall; a light stands out.
    out = luma - cv2.GaussianBlur(luma, (0, 0), spread)
    lights = _step(luma, 0.66, 0.88) * _step(out, 0.04, 0.20)
    lights = np.asarray(cv2.GaussianBlur(lights, (0, 0), max(0.6, colour.shape[1] / 700)), np.float32)
    warm = np.asarray(cv2.GaussianBlur(colour[..., 0] - colour[..., 2], (0, 0), spread / 8), np.float32)
    return lights, np.asarray(lights * _step(warm, WARM, 3.5 * WARM), np.float32)


def _exposed(colour: Field, ambient: Field) -> Field:
    """Return it under another ambient light: darker ones are multiplied in, lighter ones lift as a developer does."""
    darker = np.minimum(ambient, 1)
    lift = np.maximum(ambient, 1)
    return np.asarray(1 - (1 - np.clip(colour * darker, 0, 1)) ** lift, np.float32)


def _nightly(colour: Field) -> Field:
    """Return it as eyes see at night: less colour, deeper shadows."""
    grey = (colour @ np.array([0.25, 0.55, 0.20], np.float32))[..., None]
    muted = grey + (colour - grey) * 0.82
    return np.asarray(np.clip(muted, 0, 1) ** 1.18, np.float32)


def _shone(out: Field, colour: Field, lights: Field, lamps: Field, was: Mood, now: Mood) -> Field:
    """Return it with its windows in the colour of the sky outside and its lamps burning, each throwing its glow."""
    windows = lights - lamps
    sky = _tint(now.sky[2][1]) * 0.75 + 0.25 * _tint(now.sun)
    level = float(sky.max())
    # By day a window is white; at night it is deep blue, and still the lightest thing beside the lamps.
    pane = colour * (sky / level) * max(0.5, level) if was.hour != now.hour else colour
    burning = colour * (0.45 + 0.55 * now.lamps)
    out = out + (pane - out) * windows[..., None]
    out = out + (burning - out) * lamps[..., None]
    return np.asarray(out + _glow(windows, _tint(now.window) * 0.5) + _glow(lamps, _tint(LAMP) * now.lamps), np.float32)


def _glow(source: Field, colour: Field) -> Field:
    height, width = source.shape
    small = cv2.resize(source, (max(8, width // 8), max(8, height // 8)), interpolation=cv2.INTER_AREA)
    near, far = (cv2.GaussianBlur(small, (0, 0), reach * width / 540) for reach in (3.2, 11))
    soft = cv2.resize(0.41 * near + 0.34 * far, (width, height))
    return np.asarray(soft[..., None] * colour, np.float32)


def _step(value: Field, low: float, high: float) -> Field:
    u = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(u * u * (3 - 2 * u), np.float32)


def _tint(colour: RGBA) -> Field:
    return np.array(colour[:3], np.float32) / np.float32(255)
