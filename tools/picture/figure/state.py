"""What a figure does at one moment, and the picture that comes of it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia

from ....memory.bible import PropKind
from ....memory.look import Emotion
from ....memory.storyboard import Gesture
from .shading import picture


@dataclass(frozen=True)
class FigureState:
    """One moment of a person: face, head, hands, hair. Everything a picture of it depends on."""

    emotion: Emotion = "neutral"
    blend: float = 0.0
    """0 to 1: how far from ``emotion`` to ``towards``."""
    towards: Emotion | None = None
    yaw: float = 0.0
    """-1 (turned to screen left) to 1 (screen right)."""
    pitch: float = 0.0
    """-1 looks up, 1 looks down."""
    roll: float = 0.0
    """Degrees; positive leans to screen right."""
    gaze: tuple[float, float] = (0.0, 0.0)
    """-1 to 1 each: right and down are positive."""
    lids: float = 1.0
    """1 open to 0 closed; multiplies the emotion's own."""
    mouth: tuple[tuple[str, float], ...] = ()
    """Viseme of the Oculus fifteen and its weight; empty: the emotion's own mouth."""
    breath: float = 0.0
    """-1 to 1."""
    sway: float = 0.0
    """Of the hair, -1 to 1."""
    gesture: Gesture = "none"
    reach: float = 1.0
    """How far its arms have come up, 0 to 1."""
    holding: PropKind | None = None
    wet: bool = False
    """Rain: hair sheen and drops."""


@dataclass(frozen=True)
class Sprite:
    """A lit, transparent picture of one person."""

    pixels: npt.NDArray[np.uint8]
    """Rows of blue, green, red, alpha, premultiplied."""
    anchor: tuple[float, float]
    """Pixel in the picture that is the midpoint between the eyes."""
    head: float
    """Crown to chin, pixels."""
    face: tuple[float, float, float, float]
    """Bounding box of the face in image pixels: left, top, right, bottom."""
    mouth_open: float
    """0 to 1: how far the lips are apart in what was drawn."""

    @property
    def image(self) -> skia.Image:
        """The same as skia has it: N32, premultiplied; a copy."""
        return picture(self.pixels)
