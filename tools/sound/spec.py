"""What an effects stem is made of, for the makers of sound."""

from ...memory.bible import Hour, SetKind, Weather
from ...memory.storyboard import EffectKind
from ..take import Spec


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
