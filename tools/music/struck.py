"""Struck and plucked instruments by additive synthesis: felt piano, harp, pizzicato, celesta.

Each partial is a pair of strings a hair apart, so that notes shimmer and fall in two stages, as real ones do.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..edit.level import RATE
from ..sound.grain import Mono, clock, count, decay, noise


@dataclass(frozen=True)
class Timbre:
    """How an instrument of strings or bars sounds when it is struck."""

    slope: float
    """Power by which partials weaken."""
    soft: float
    """Hz above which they weaken twice as fast at a middling blow."""
    stiff: float
    """Inharmonicity."""
    point: float
    """Where it is struck, as a part of the string: partials with a node there are missing."""
    ring: float
    """Seconds to fall by 60 dB at middle C."""
    detune: float
    """Cents between the two strings."""
    knock: float
    """Level of the hammer's own noise."""
    attack: float = 0.002
    damped: float = 0.35
    """Seconds to fall silent when released."""
    ratios: tuple[float, ...] = ()
    """Partials of a bar instead of a string."""


TIMBRES: dict[str, Timbre] = {
    "piano": Timbre(1.1, 1200, 4e-4, 0.125, 9.0, 1.6, 0.05, attack=0.006, damped=0.5),
    "detuned": Timbre(1.1, 750, 9e-4, 0.11, 8.0, 17.0, 0.08, attack=0.004, damped=0.7),
    "harp": Timbre(1.2, 1500, 5e-5, 0.38, 4.5, 0.8, 0.03, damped=0.9),
    "pizzicato": Timbre(1.1, 1100, 1e-4, 0.3, 1.0, 2.5, 0.06, attack=0.003, damped=0.12),
    "celesta": Timbre(1.0, 4500, 0.0, 0.0, 3.2, 0.5, 0.02, damped=0.8, ratios=(1.0, 2.0, 3.98, 6.2)),
}

PARTIALS = 22


LONGEST = 6.0
"""Seconds that a string rings at most: no note of ours is held longer."""
BLOCK = 512


def note(name: str, pitch: int, hundredths: int, force: int) -> Mono:
    """Return a mono note: MIDI ``pitch``, held for ``hundredths`` of a second, ``force`` 1 to 8."""
    timbre = TIMBRES[name]
    held = hundredths / 100
    out = _rung(name, pitch, force)[: count(held + timbre.damped)].copy()
    samples = len(out)
    released = min(samples - 1, count(held))
    out[released:] *= np.exp(-6.9 * clock(samples - released) / timbre.damped)
    edge = min(samples, count(0.01))
    out[samples - edge :] *= np.linspace(1, 0, edge)
    return out


@lru_cache(maxsize=64)
def _rung(name: str, pitch: int, force: int) -> Mono:
    """Return a note that nobody damps."""
    timbre = TIMBRES[name]
    frequency = 440.0 * 2 ** ((pitch - 69) / 12)
    ring = timbre.ring * (261.6 / frequency) ** 0.45
    samples = count(min(LONGEST, ring * 1.1))
    rng = np.random.default_rng([pitch, force, len(name)])
    out = _partials(timbre, frequency, ring, force / 8, samples, rng)
    out *= np.minimum(1, clock(samples) / timbre.attack)
    blow = min(samples, count(0.08))
    out[:blow] += noise(rng, blow, 120, 900, -4) * decay(blow, 0.05, 0.002) * timbre.knock * force / 8
    rung: Mono = (out * (0.25 + 0.75 * force / 8) * 0.3).astype(np.float32)
    return rung


def _partials(
    timbre: Timbre, frequency: float, ring: float, force: float, samples: int, rng: np.random.Generator
) -> Mono:
    blocks = np.zeros((-(-samples // BLOCK), BLOCK), np.float32)
    soft = timbre.soft * (0.5 + 1.1 * force) + frequency * 0.8
    ratios = timbre.ratios or tuple(k * float(np.sqrt(1 + timbre.stiff * k * k)) for k in range(1, PARTIALS + 1))
    for number, ratio in enumerate(ratios, 1):
        at = frequency * ratio
        level = number**-timbre.slope / (1 + (at / soft) ** 2)
        if timbre.point:
            level *= abs(np.sin(np.pi * number * timbre.point)) + 0.08
        if at > 11_000 or level < 4e-4:
            continue
        fade = ring / (1 + 0.35 * (number - 1))
        apart = at * (2 ** (timbre.detune / 1200) - 1) / 2
        for side, seconds in ((-apart, fade * 0.45), (apart, fade)):
            _ring(blocks, at + side, seconds, level / 2, rng.uniform(0, 0.08))
    return blocks.ravel()[:samples]


def _ring(blocks: Mono, frequency: float, seconds: float, level: float, phase: float) -> None:
    """Add a decaying sine to ``blocks`` x ``BLOCK`` samples.

    exp(kt) over a block is the same curve times its first value, so two short exponentials make the whole.
    """
    turn = (2j * np.pi * frequency - 6.9 / seconds) / RATE
    rows = min(len(blocks), count(seconds * 1.05) // BLOCK + 1)
    first = level * np.exp(turn * BLOCK * np.arange(rows) + 2j * np.pi * phase)
    within = np.exp(turn * np.arange(BLOCK))
    blocks[:rows] += np.multiply.outer(first.real.astype(np.float32), within.imag.astype(np.float32))
    blocks[:rows] += np.multiply.outer(first.imag.astype(np.float32), within.real.astype(np.float32))
