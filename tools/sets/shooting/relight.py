"""Relighting: what was filmed at one hour is graded as if it were another; windows and lamps stay light."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.bible import Hour, Weather
from ...picture.light import RGBA
from ...picture.sets.hour import LAMP, Mood, mood_of
from ..set import Plate
from .heights import upright

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
WARM = 0.06
"""By how much more red than blue something light is a lamp, and not a window."""
FAR: dict[Weather, float] = {"clear": 400.0, "rain": 60.0, "snow": 45.0, "fog": 9.0}
"""Metres beyond a room's length after which most of a thing is haze."""
ROOM = 6.0
DIMMEST: dict[Hour, float] = {"day": 0.34, "dawn": 0.28, "dusk": 0.25, "night": 0.22}
"""How light a place is that has been made darker, 0 to 1, at least: what happens in it must be seen."""
MOONLIT = np.array([0.018, 0.020, 0.046], np.float32)
"""What no night is darker than: violet, never grey."""


def relit(plate: Plate, taken: Hour, hour: Hour, weather: Weather, level: float = 0.0) -> Pixels:
    """Return the colours of a plate at another hour, in a weather: height x width x 3, RGB.

    ``level`` is how light the place was, 0 to 1 (``level_of``), one for all plates of it; 0: judged from this one.
    """
    if taken == hour and weather == "clear":
        return plate.colour
    was, now = mood_of(taken, "clear"), mood_of(hour, weather)
    colour: Field = plate.colour.astype(np.float32) / np.float32(255)
    lights, lamps = _lights(colour, upright(plate))
    ambient = _ambient(was, now, level or level_of((plate,)))
    out = _exposed(colour, ambient)
    if now.dark:
        out = _nightly(out)
    out = _shone(out, colour, lights, lamps, was, now)
    if weather != "clear":
        haze = 1 - np.exp(-np.maximum(plate.depth - np.float32(ROOM), 0) / np.float32(FAR[weather]))
        out += (_tint(now.haze) - out) * haze[..., None] * (1 - lights[..., None])
    return np.asarray(np.clip(out * 255 + 0.5, 0, 255), np.uint8)


def level_of(views: Sequence[Plate]) -> float:
    """Return how light what was filmed is, 0 to 1."""
    return max(0.02, float(np.mean([cv2.cvtColor(view.colour, cv2.COLOR_RGB2GRAY).mean() for view in views])) / 255)


def _ambient(was: Mood, now: Mood, level: float) -> Field:
    """Return what the ambient light is multiplied by: a room that was dim by day is not black at night."""
    ratio = _tint(now.inside) / _tint(was.inside)
    mean = float(ratio.mean())
    if mean >= 1:
        return ratio
    return np.asarray(ratio / mean * np.float32(min(1.0, max(mean, DIMMEST[now.hour] / level))), np.float32)


def _lights(colour: Field, wall: Field) -> tuple[Field, Field]:
    """Return how much each pixel is a light, a window or a lamp, and how much of that is a lamp."""
    luma = colour @ np.array([0.30, 0.59, 0.11], np.float32)
    spread = max(3.0, 0.11 * colour.shape[1])
    # What is light among light things is a wall; a light stands out.
    out = luma - cv2.GaussianBlur(luma, (0, 0), spread)
    lights = _step(luma, 0.66, 0.88) * _step(out, 0.04, 0.20)
    # A ceiling is no window, nor is the sun on a floor.
    lights *= _step(wall, 0.25, 0.6)
    # Specks that shine are no lights; the bars and twigs before a window are of it.
    lights = np.asarray(cv2.morphologyEx(lights, cv2.MORPH_OPEN, _disc(colour.shape[1] / 75)), np.float32)
    lights = np.asarray(cv2.morphologyEx(lights, cv2.MORPH_CLOSE, _disc(colour.shape[1] / 30)), np.float32)
    lights = np.asarray(cv2.GaussianBlur(lights, (0, 0), max(0.6, colour.shape[1] / 540)), np.float32)
    warm = np.asarray(cv2.GaussianBlur(colour[..., 0] - colour[..., 2], (0, 0), spread / 8), np.float32)
    return lights, np.asarray(lights * _step(warm, WARM, 3.5 * WARM), np.float32)


def _disc(width: float) -> Pixels:
    size = max(3, round(width) | 1)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def _exposed(colour: Field, ambient: Field) -> Field:
    """Return it under another ambient light: darker ones are multiplied in, lighter ones lift as a developer does."""
    darker = np.minimum(ambient, 1)
    # What burnt at night was warm already: by day it is lighter, not yellower.
    lift = np.float32(0.7) * np.maximum(ambient, 1).mean() + np.float32(0.3) * np.maximum(ambient, 1)
    return np.asarray(1 - (1 - np.clip(colour * darker, 0, 1)) ** lift, np.float32)


def _nightly(colour: Field) -> Field:
    """Return it as eyes see at night: less colour, deeper shadows."""
    grey = (colour @ np.array([0.25, 0.55, 0.20], np.float32))[..., None]
    muted = grey + (colour - grey) * 0.82
    return np.asarray(np.clip(muted, 0, 1) * (1 - MOONLIT) + MOONLIT, np.float32)


def _shone(out: Field, colour: Field, lights: Field, lamps: Field, was: Mood, now: Mood) -> Field:
    """Return it with its windows in the colour of the sky outside and its lamps burning, each throwing its glow."""
    windows = lights - lamps
    sky = _tint(now.sky[2][1]) * 0.75 + 0.25 * _tint(now.sun)
    level = float(sky.max())
    # By day a window is white; at night it is deep blue, and still the lightest thing beside the lamps.
    pane = colour * (sky / level) * max(0.5, level) if was.hour != now.hour else colour
    out = out + (pane - out) * windows[..., None]
    if now.lamps <= was.lamps:
        return out + _glow(windows, 3, 11) * _tint(now.window) * np.float32(0.3)
    # A lamp lights what stands around it as it was; the less of the day is left, the more.
    pool = np.clip(_glow(lamps, 11, 24) * np.float32(4.5), 0, 1) * np.float32(now.lamps)
    out = out + np.maximum(colour * (0.55 + 0.45 * _tint(LAMP)) - out, 0) * pool
    out = out + np.maximum(colour - out, 0) * (lamps * np.float32(now.lamps))[..., None]
    halo = _glow(lamps, 3, 11) * _tint(LAMP) * np.float32(0.45 * now.lamps)
    return np.asarray(out + halo + _glow(windows, 3, 11) * _tint(now.window) * np.float32(0.3), np.float32)


def _glow(source: Field, close: float, wide: float) -> Field:
    """Return how far a light reaches: two spreads in pixels of an eighth of a frame 540 wide; height x width x 1."""
    height, width = source.shape
    small = cv2.resize(source, (max(8, width // 8), max(8, height // 8)), interpolation=cv2.INTER_AREA)
    near, far = (cv2.GaussianBlur(small, (0, 0), reach * width / 540) for reach in (close, wide))
    return np.asarray(cv2.resize(0.55 * near + 0.45 * far, (width, height))[..., None], np.float32)


def _step(value: Field, low: float, high: float) -> Field:
    u = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(u * u * (3 - 2 * u), np.float32)


def _tint(colour: RGBA) -> Field:
    return np.array(colour[:3], np.float32) / np.float32(255)
