"""Life: what a body does by itself, breath, lean, hair. It costs no new drawing of a body, or very few."""

import math
from dataclasses import dataclass
from typing import Literal

from ...memory.look import Emotion
from .acting import Acting
from .camera import ease

CALM = 0.28
"""Breaths a second of someone at rest: about seventeen a minute."""
_PACE: dict[Emotion, float] = {"fear": 1.7, "shock": 1.5, "cry": 1.6, "angry": 1.4, "cold": 0.85, "tender": 0.9}
_DEPTH: dict[Emotion, float] = {"cry": 1.5, "angry": 1.4, "fear": 1.2, "cold": 0.7, "shock": 0.8, "sad": 1.2}
_LEAN: dict[Emotion, float] = {
    "angry": 1.0, "resolve": 0.8, "tender": 0.6, "joy": 0.4, "smirk": 0.4,
    "fear": -1.0, "shock": -0.9, "shame": -0.6, "cold": -0.4, "sad": -0.3,
}  # fmt: skip
"""Towards the camera or away from it, when somebody comes to feel that."""
NEARER = 0.018
"""How much larger a body is that leans in all the way."""
STRESS = 0.007
"""The same at a stressed syllable."""
STRESSED = 0.42
"""Seconds that a stress takes."""


@dataclass(frozen=True)
class Lean:
    """How a body is placed: a part of its head's height down, degrees clockwise about the waist, and larger."""

    down: float = 0.0
    degrees: float = 0.0
    zoom: float = 1.0


class Life:
    """The body of one figure in one shot."""

    def __init__(self, acting: Acting, seed: int, wind: float = 0.0, side: Literal[-1, 1] = 1) -> None:
        """``wind``, 0 to 1, blows towards ``side``."""
        self.acting, self.wind, self.side = acting, wind, side
        self.phase = (seed % 97) / 97

    def breath(self, t: float) -> float:
        """Return the breath at ``t`` seconds, about -1 to 1: quicker for who is afraid, deeper for who weeps."""
        figure, turn = self.acting.figure, self.acting.turn_at
        before = t if turn is None else min(t, turn)
        after = t - before
        later = figure.becomes or figure.emotion
        pace = _PACE.get(figure.emotion, 1.0) * before + _PACE.get(later, 1.0) * after
        depth = _mixed(_DEPTH.get(figure.emotion, 1.0), _DEPTH.get(later, 1.0), self._turned(t))
        return depth * math.sin(math.tau * (CALM * pace + self.phase))

    def lean(self, t: float) -> Lean:
        """Return how the body is placed: into what it stresses, towards or away from what it comes to feel."""
        figure = self.acting.figure
        stress = max((_hump((t - at) / STRESSED) for at in self.acting.nods), default=0.0)
        felt = _LEAN.get(figure.becomes, 0.0) * self._turned(t) if figure.becomes is not None else 0.0
        breath = self.breath(t)
        near = STRESS * stress + NEARER * felt + 0.002 * breath
        return Lean(0.008 * stress + 0.01 * felt - 0.0045 * breath, 0.16 * self.acting.tilt(t), 1 + near)

    def sway(self, t: float) -> float:
        """Return where loose hair hangs, -1 to 1, in quarters: after the head, and with the wind."""
        moment = self.acting.posed(t)
        behind = self.acting.turning(moment) * 0.55 - self.acting.turning(moment - 0.25) * 0.3
        gust = math.sin(math.tau * (0.31 * moment + self.phase)) * 0.6 + math.sin(math.tau * 0.13 * moment) * 0.25
        blown = self.wind * (0.3 + 0.55 * gust) * self.side
        return max(-1.0, min(1.0, round((blown - behind) * 4) / 4))

    def _turned(self, t: float) -> float:
        return 0.0 if self.acting.turn_at is None else ease((t - self.acting.turn_at + 0.1) / 0.6)


def _hump(u: float) -> float:
    return math.sin(math.pi * ease(u)) if 0 < u < 1 else 0.0


def _mixed(a: float, b: float, t: float) -> float:
    return a + (b - a) * t
