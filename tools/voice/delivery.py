"""How a line is said: seven deliveries for the twelve emotions, as changes of pace, melody, pauses and brightness."""

from dataclasses import dataclass

import numpy as np

from ...memory.look import Emotion
from .model import FRAME, RATE, Floats

VOICED = 40.0
"""Hz; below it the model means no voice."""
LOWEST, HIGHEST = 60.0, 520.0


@dataclass(frozen=True)
class Delivery:
    """Factors on the plain reading of a line; 1 changes nothing."""

    pace: float = 1.0
    pitch: float = 1.0
    span: float = 1.0
    """Factor on the range of the melody around its mean, in octaves."""
    pause: float = 1.0
    tremor: float = 0.0
    """Depth of a 5.5 Hz waver of the pitch, as a fraction."""
    bright: float = 0.0
    """Decibels above 2 kHz: effort, or its absence."""
    gain: float = 0.0
    """Decibels by which the mix may raise it against a plain line."""


DELIVERIES: dict[Emotion, Delivery] = {
    "neutral": Delivery(),
    "smirk": Delivery(pace=0.97, pitch=0.97, span=1.2, pause=1.1),
    "angry": Delivery(pace=1.1, pitch=1.11, span=1.45, pause=0.75, bright=3.0, gain=2.0),
    "cold": Delivery(pace=0.93, pitch=0.92, span=0.45, pause=1.2, gain=-0.5),
    "resolve": Delivery(pace=0.95, pitch=0.95, span=0.7, pause=1.15, bright=1.0, gain=0.5),
    "sad": Delivery(pace=0.87, pitch=0.93, span=0.6, pause=1.3, bright=-2.5, gain=-1.5),
    "cry": Delivery(pace=0.86, pitch=1.04, span=0.85, pause=1.35, tremor=0.035, bright=-1.0, gain=-0.5),
    "fear": Delivery(pace=1.08, pitch=1.15, span=1.3, pause=0.9, tremor=0.022, gain=0.5),
    "shock": Delivery(pace=1.04, pitch=1.18, span=1.45, pause=1.1, tremor=0.01, bright=1.5, gain=1.0),
    "joy": Delivery(pace=1.06, pitch=1.14, span=1.5, pause=0.85, bright=1.5, gain=1.0),
    "tender": Delivery(pace=0.9, pitch=0.97, span=0.85, pause=1.2, bright=-3.0, gain=-1.5),
    "shame": Delivery(pace=0.88, pitch=0.94, span=0.6, pause=1.3, bright=-3.0, gain=-2.0),
}


def steer(f0: Floats, pitch: float, span: float, tremor: float, timbre: float) -> Floats:
    """Return F0 with another mean, range and waver, lowered by ``timbre`` for the resampling that raises it again."""
    voiced = f0 > VOICED
    if not voiced.any():
        return f0
    octaves = np.log2(np.maximum(f0, 1.0))
    mean = float(octaves[voiced].mean())
    steered = np.exp2(mean + (octaves - mean) * span) * pitch
    seconds = np.arange(f0.shape[-1]) * (FRAME / 2 / RATE / timbre)
    steered *= 1.0 + tremor * np.sin(2 * np.pi * 5.5 * seconds)
    limited = np.clip(steered, LOWEST, HIGHEST) / timbre
    return np.where(voiced, limited, f0).astype(np.float32)
