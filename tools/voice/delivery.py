"""How a line is said: what twelve emotions and six manners do to pace, melody, pauses, brightness and breath."""

from dataclasses import dataclass

import numpy as np

from ...memory.look import Emotion, Manner
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
    whispered: bool = False
    """Whether the cords do not swing at all."""
    broken: float = 0.0
    """Depth, 0 to 1, of the breaks of a voice that sobs."""
    shaken: float = 0.0
    """Depth, 0 to 1, of the pulses of a voice that laughs."""
    gasps: float = 0.0
    """Loudness of the breath drawn between phrases, as a share of speech."""

    def __add__(self, more: "Delivery") -> "Delivery":
        """Return both at once."""
        return Delivery(
            pace=self.pace * more.pace,
            pitch=self.pitch * more.pitch,
            span=self.span * more.span,
            pause=self.pause * more.pause,
            tremor=max(self.tremor, more.tremor),
            bright=self.bright + more.bright,
            gain=self.gain + more.gain,
            whispered=self.whispered or more.whispered,
            broken=max(self.broken, more.broken),
            shaken=max(self.shaken, more.shaken),
            gasps=max(self.gasps, more.gasps),
        )


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


MANNERS: dict[Manner, Delivery] = {
    "whisper": Delivery(pace=0.94, pause=1.15, bright=2.0, gain=-3.5, whispered=True, gasps=0.05),
    "shout": Delivery(pace=0.97, pitch=1.24, span=1.2, pause=0.9, bright=5.5, gain=3.5),
    "sob": Delivery(pace=0.9, pitch=1.05, span=0.9, pause=1.25, tremor=0.045, bright=-1.0, broken=0.75, gasps=0.16),
    "breathless": Delivery(pace=1.1, pitch=1.04, pause=1.15, bright=-1.0, gasps=0.24),
    "tremble": Delivery(pace=0.97, span=0.9, tremor=0.04),
    "laugh": Delivery(pace=1.03, pitch=1.1, span=1.25, bright=1.5, shaken=0.5, gasps=0.1),
}


def delivery(emotion: Emotion, manner: Manner | None) -> Delivery:
    """Return how a line is said that is felt and done so."""
    return DELIVERIES[emotion] + MANNERS[manner] if manner else DELIVERIES[emotion]


def whispered(f0: Floats) -> Floats:
    """Return the melody of a voice whose cords do not swing: the model then makes breath of it."""
    return np.zeros_like(f0)


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
