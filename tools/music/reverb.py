"""Rooms: a sound is convolved with a synthetic answer: early reflections and a tail that darkens as it dies."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import oaconvolve

from ..edit.level import RATE, Signal


@dataclass(frozen=True)
class Room:
    """A room by its measures."""

    seconds: float
    """To fall by 60 dB, in the middle of the range."""
    before: float
    """Seconds until the tail begins."""
    bright: float
    """Hz above which the tail falls twice as fast."""
    reflections: int = 7


HALL = Room(seconds=2.6, before=0.028, bright=3200)
CHAMBER = Room(seconds=1.3, before=0.014, bright=4200)
CHURCH = Room(seconds=4.2, before=0.035, bright=2400)
CORRIDOR = Room(seconds=0.55, before=0.006, bright=3500)

EDGES = (0, 150, 400, 900, 1800, 3600, 7200, RATE // 2)
"""Hz: the tail is built of bands, each with its own time to die."""


@cache
def response(room: Room) -> Signal:
    """Return a room's stereo impulse response, unit energy a channel; the same for every run."""
    rng = np.random.default_rng(round(room.seconds * 1000) + round(room.bright))
    samples = round(room.seconds * 1.1 * RATE)
    middle, left, right = (_tail(room, rng, samples) for _ in range(3))
    tail = np.stack([0.6 * middle + 0.8 * side for side in (left, right)], axis=1)
    delay = round(room.before * RATE)
    out = np.zeros((delay + samples, 2))
    out[delay:] = tail
    strength = float(np.sqrt(np.mean(tail[: RATE // 10] ** 2)) * 12)
    for number in range(room.reflections):
        at = room.before * rng.uniform(0.35, 2.6)
        side = rng.uniform(-0.8, 0.8)
        sides = np.array([1 - side, 1 + side]) * strength * 0.8**number * rng.choice([-1, 1])
        out[round(at * RATE)] += sides
    shaped: Signal = (out / np.sqrt(np.sum(out**2, axis=0))).astype(np.float32)
    return shaped


def _tail(room: Room, rng: np.random.Generator, samples: int) -> NDArray[np.float64]:
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    frequencies = np.fft.rfftfreq(samples, 1 / RATE)
    time = np.arange(samples) / RATE
    onset = np.minimum(1, time / 0.02)
    out = np.zeros(samples)
    for low, high in pairwise(EDGES):
        middle = np.sqrt(max(low, 60) * high)
        seconds = room.seconds / (1 + (middle / room.bright) ** 1.2) * (0.8 if middle < 200 else 1.0)
        weight = 1 / (1 + (middle / room.bright) ** 1.5)
        inside = (frequencies >= low) & (frequencies < high)
        out += np.fft.irfft(spectrum * inside, samples) * weight * np.exp(-6.9 * time / seconds) * onset
    return out


def reverberate(sound: Signal, room: Room) -> Signal:
    """Return only what the room answers to a stereo sound, of the same length."""
    answer = response(room)
    wet = oaconvolve(sound, answer, axes=0)[: len(sound)]
    result: Signal = np.asarray(wet, dtype=np.float32)
    return result
