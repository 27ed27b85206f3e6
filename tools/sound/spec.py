"""What an effects stem is made of, for the makers of sound."""

from typing import Literal

from ...memory.bible import Hour, SetKind, Weather
from ..take import Spec

EffectKind = Literal[
    "door",
    "phone",
    "heartbeat",
    "thunder",
    "glass",
    "slap",
    "riser",
    "hit",
    "whoosh",
    "footsteps",
    "message",
    "monitor",
    "siren",
    "gasp",
    "bell",
    "clock",
]


class Ambience(Spec):
    """The air of a set from ``start`` to ``end`` (seconds), cross-faded with its neighbours."""

    start: float
    end: float
    set: SetKind
    hour: Hour = "day"
    weather: Weather = "clear"


class Effect(Spec):
    """One sound at a moment."""

    at: float
    kind: EffectKind
    gain: float = 0.0
    """Decibels against its usual level."""


class SoundSpec(Spec):
    """The effects stem of one episode. The take is a stereo 48 kHz wav of ``seconds`` length."""

    seconds: float
    ambiences: tuple[Ambience, ...] = ()
    effects: tuple[Effect, ...] = ()
    seed: int = 0
