"""The camera: where it looks at every moment of a shot, as eased paths."""

import math
import random
from dataclasses import dataclass, replace

from ...memory.storyboard import Move
from .retake import dice

TRAVEL = 0.045
"""Greatest shift of the subject by a move, as a fraction of the frame's width or height."""


@dataclass(frozen=True)
class View:
    """What the camera does to the subject's plane; nearer planes move more, farther ones less."""

    x: float = 0.0
    """Shift to the right, as a fraction of the frame's width."""
    y: float = 0.0
    """Shift down, as a fraction of its height."""
    zoom: float = 1.0
    roll: float = 0.0
    """Degrees, clockwise."""


def ease(u: float) -> float:
    """Return ``u`` from 0 to 1 eased at both ends."""
    u = min(1.0, max(0.0, u))
    return u * u * (3 - 2 * u)


def ease_out(u: float) -> float:
    """Return ``u`` from 0 to 1, fast at first."""
    u = min(1.0, max(0.0, u))
    return 1 - (1 - u) ** 3


def overshoot(u: float) -> float:
    """Return ``u`` from 0 to 1, fast at first, a little beyond 1 and back."""
    u = min(1.0, max(0.0, u)) - 1
    return 1 + u * u * (2.4 * u + 1.4)


class Camera:
    """One move over one shot."""

    def __init__(self, move: Move, seconds: float, seed: int = 0, strength: float = 1.0) -> None:
        self.move = move
        self.seconds = max(seconds, 1e-3)
        self.strength = strength
        draw = random.Random(f"camera {seed}")
        self._phases = [draw.uniform(0, math.tau) for _ in range(8)]
        self._side = draw.choice((-1.0, 1.0))
        again = dice(seed, "camera moves")
        self._anew = again.choice((-1.0, 1.0)) if again is not None else 0.0
        """Of a retake: to which side it lies over. A first take stands straight."""

    def at(self, t: float) -> View:
        """Return the view at ``t`` seconds."""
        view = self._moved(t)
        if not self._anew:
            return view
        # Otherwise than before, and no more than an operator's hand: slowly across, leaning a little.
        glide = self._anew * (2 * self._glide(t) - 1)
        return replace(view, x=view.x + 0.008 * glide, zoom=view.zoom + 0.012, roll=view.roll + 0.35 * self._anew)

    def _moved(self, t: float) -> View:
        u = self._glide(t)
        amount = self.strength * min(1.0, 0.45 + self.seconds / 5)
        shift = TRAVEL * amount * (2 * u - 1)
        match self.move:
            case "push_in":
                return View(zoom=1 + 0.12 * amount * u, y=0.008 * amount * u)
            case "pull_out":
                return View(zoom=1 + 0.12 * amount * (1 - u), y=0.008 * amount * (1 - u))
            case "pan_left":
                return View(x=shift, zoom=1.02)
            case "pan_right":
                return View(x=-shift, zoom=1.02)
            case "tilt_up":
                return View(y=shift, zoom=1.03)
            case "tilt_down":
                return View(y=-shift, zoom=1.03)
            case "handheld":
                return self._handheld(t)
            case "shake":
                return self._shake(t)
            case "drift":
                side = self._side * (2 * u - 1)
                return View(x=0.022 * amount * side, zoom=1.015 + 0.03 * amount * u, roll=0.25 * side)
            case _:
                # Never dead still: a breath of a zoom keeps a held frame alive.
                return View(zoom=1.004 + 0.012 * u)

    def _glide(self, t: float) -> float:
        """Return how far the move is, 0 to 1: mostly even speed, soft at both ends."""
        u = min(1.0, max(0.0, t / self.seconds))
        return 0.55 * u + 0.45 * ease(u)

    def _wander(self, t: float, first: int, rates: tuple[float, float, float]) -> float:
        return sum(
            math.sin(t * rate * math.tau + self._phases[(first + i) % 8]) / (1 + i) for i, rate in enumerate(rates)
        )

    def _handheld(self, t: float) -> View:
        k = self.strength
        return View(
            x=0.0042 * k * self._wander(t, 0, (0.31, 0.83, 1.9)),
            y=0.0030 * k * self._wander(t, 3, (0.37, 0.97, 2.3)),
            zoom=1.03 + 0.006 * math.sin(t * 0.9 + self._phases[6]),
            roll=0.28 * k * self._wander(t, 5, (0.23, 0.61, 1.3)),
        )

    def _shake(self, t: float) -> View:
        force = math.exp(-2.6 * t) * self.strength
        return View(
            x=0.020 * force * self._wander(t, 0, (7.0, 11.0, 5.0)),
            y=0.014 * force * self._wander(t, 3, (8.0, 12.0, 6.0)),
            zoom=1.045 + 0.05 * force,
            roll=1.1 * force * self._wander(t, 5, (6.0, 9.0, 4.0)),
        )
