"""Lenses: what the camera has in front by framing, and how far away that puts whom it films."""

import math

from ....memory.storyboard import Angle, Framing
from ...picture.composition import ROLL
from .stature import HEAD

FOV: dict[Framing, float] = {
    "extreme_close_up": 24.0,
    "close_up": 26.0,
    "medium_close_up": 30.0,
    "medium": 34.0,
    "over_shoulder": 30.0,
    "two_shot": 36.0,
    "silhouette": 44.0,
    "wide": 50.0,
    "establishing": 58.0,
    "insert": 30.0,
    "panels": 26.0,
    "title": 44.0,
    "end": 44.0,
}
"""Vertical angle of view in degrees: long for faces, short for places."""

APERTURE: dict[Framing, float] = {
    "extreme_close_up": 0.030,
    "close_up": 0.022,
    "medium_close_up": 0.0165,
    "medium": 0.0115,
    "over_shoulder": 0.0165,
    "two_shot": 0.012,
    "silhouette": 0.006,
    "wide": 0.004,
    "establishing": 0.0,
    "insert": 0.026,
    "panels": 0.030,
    "title": 0.010,
    "end": 0.020,
}
"""Blur of what is infinitely far when the focus is one metre away, as a fraction of the frame's height."""

PITCHED: dict[Angle, float] = {"eye": 0.0, "low": 9.0, "high": -10.0, "dutch": 0.0}
"""By how many degrees an angle turns the camera up."""

STEEPEST = (-20.0, 16.0)
"""Beyond it people who are drawn from the front no longer stand in the picture."""


def distance(head: float, fov: float) -> float:
    """Return how many metres away a head is that is so large, as a fraction of the frame's height."""
    return HEAD / (2 * head * math.tan(math.radians(fov) / 2))


def pitch_of(own: float, angle: Angle) -> float:
    """Return the pitch in degrees of a named camera that has ``own``, at an angle."""
    low, high = STEEPEST
    return max(low, min(high, own + PITCHED[angle]))


def roll_of(own: float, angle: Angle) -> float:
    """Return the roll in degrees: the composition tells how the picture turns, the camera turns the other way."""
    return own - ROLL[angle]
