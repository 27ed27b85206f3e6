"""Sustained instruments by wavetable: ensembles of many detuned players, and a solo line that glides and breathes.

The moving low-pass of a bow is two tables, dark and bright, that fade into each other with the pressure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from ..edit.level import RATE
from ..sound.grain import Mono, clock, count, noise

QUIET = 0.25
"""Power of a table, and so of one player."""
SIZE = 1 << 14
"""Samples of a table: so many that the nearest one will do."""


@dataclass(frozen=True)
class Section:
    """How a group of players sounds."""

    players: int
    detune: float
    """Cents, the widest."""
    attack: float
    release: float
    dark: float
    bright: float
    """Hz of the low-pass at rest and at full pressure."""
    body: tuple[tuple[float, float], ...]
    """Resonances: Hz and strength."""
    vibrato: float = 7.0
    """Cents."""
    breath: float = 0.02


CENT = float(np.log(2) / 1200)
"""How much higher a cent is, as a part of the pitch."""

STRINGS = ((280, 0.8), (460, 0.7), (950, 0.6), (1700, 0.3), (2800, 0.35))
DEEP = ((110, 0.5), (220, 0.9), (420, 0.7), (850, 0.4), (1600, 0.25))
THROAT = ((380, 2.2), (750, 1.2), (2400, 0.3))

SECTIONS: dict[str, Section] = {
    "strings": Section(6, 11, 0.45, 0.7, 900, 3400, STRINGS),
    "low": Section(4, 9, 0.35, 0.6, 500, 2000, DEEP, vibrato=5),
    "spiccato": Section(4, 9, 0.018, 0.12, 900, 3600, DEEP, vibrato=0, breath=0.05),
    "tremolo": Section(5, 13, 0.25, 0.4, 900, 3200, STRINGS, vibrato=9, breath=0.05),
    "brass": Section(3, 6, 0.28, 0.35, 320, 2200, ((180, 0.8), (480, 0.9), (1100, 0.5)), vibrato=3, breath=0.01),
    "choir": Section(6, 15, 0.7, 0.9, 750, 1800, THROAT, vibrato=16, breath=0.035),
}

SOLOS: dict[str, Section] = {
    "cello": Section(2, 3, 0.1, 0.35, 900, 3200, DEEP, vibrato=20, breath=0.015),
    "violin": Section(2, 4, 0.1, 0.4, 1300, 4200, STRINGS, vibrato=18, breath=0.015),
}


@lru_cache(maxsize=256)
def _table(body: tuple[tuple[float, float], ...], tenth: int, cutoff: float) -> Mono:
    """Return one period of a bowed string's wave for a pitch in tenths of a semitone."""
    frequency = 440.0 * 2 ** ((tenth / 10 - 69) / 12)
    number = np.arange(1, max(2, min(120, int(10_000 / frequency))))
    at = number * frequency
    level = 1 / number / (1 + (at / cutoff) ** 1.8)
    level *= 0.35 + sum(strength * np.exp(-((np.log2(at / peak) / 0.45) ** 2)) for peak, strength in body)
    spectrum = np.zeros(SIZE // 2 + 1, complex)
    spectrum[number] = -1j * level * (-1.0) ** number
    wave = np.fft.irfft(spectrum, SIZE)
    unit: Mono = (wave / np.sqrt(np.mean(wave**2)) * QUIET).astype(np.float32)
    return unit


def _bowed(dark: Mono, bright: Mono, turns: Mono, pressure: Mono) -> Mono:
    """Read both tables at ``turns`` (whole periods so far), the bright one as far as there is pressure."""
    place = (turns * SIZE).astype(np.int64) & (SIZE - 1)
    wave: Mono = dark[place] + (bright - dark)[place] * pressure
    return wave


@cache
def _air() -> Mono:
    """Return ten seconds of the breath of bows; every note takes its own piece."""
    return noise(np.random.default_rng(11), count(10), 500, 4500, -4)


def _breath(rng: np.random.Generator, samples: int) -> Mono:
    first = int(rng.integers(len(_air())))
    return np.take(_air(), np.arange(first, first + samples), mode="wrap")


def _drift(rng: np.random.Generator, samples: int, rate: float) -> Mono:
    """Return slow chance between about -1 and 1, ``rate`` turns a second."""
    knots = max(4, int(samples / RATE * rate) + 4)
    smooth: Mono = np.interp(np.linspace(0, knots - 1, samples), np.arange(knots), rng.uniform(-1, 1, knots)).astype(
        np.float32
    )
    return smooth


@lru_cache(maxsize=48)
def chord_note(name: str, pitch: int, hundredths: int, force: int) -> Mono:
    """Return a stereo note of a section: MIDI ``pitch``, ``hundredths`` of a second long, ``force`` 1 to 8."""
    section = SECTIONS[name]
    samples = count(hundredths / 100 + section.release)
    rng = np.random.default_rng([pitch, hundredths, force, len(name)])
    frequency = 440.0 * 2 ** ((pitch - 69) / 12)
    swell = _swell(section, hundredths / 100, samples)
    pressure = swell * (0.25 + 0.75 * force / 8)
    if name == "tremolo":
        swell = swell * (0.55 + 0.45 * np.sin(2 * np.pi * 11 * clock(samples) + 0.8 * _drift(rng, samples, 6)))
    dark, bright = (_table(section.body, pitch * 10, cutoff) for cutoff in (section.dark, section.bright))
    out = np.zeros((samples, 2), np.float32)
    for player in range(section.players):
        place = (player / max(1, section.players - 1) - 0.5) * 1.5
        cents = section.detune * rng.uniform(-1, 1) + 3 * _drift(rng, samples, 2)
        cents = cents + section.vibrato * np.sin(2 * np.pi * (rng.uniform(4.7, 5.7) * clock(samples) + rng.uniform()))
        # So near to the note a cent is a straight line.
        turns = np.cumsum(frequency / RATE * (1 + cents * CENT), dtype=np.float64) + rng.uniform()
        wave = _bowed(dark, bright, turns, pressure)
        angle = np.pi / 4 * (1 + place)
        out += wave[:, None] * np.array([np.cos(angle), np.sin(angle)], np.float32)
    out += section.breath * QUIET * section.players**0.5 * _breath(rng, samples)[:, None]
    level = swell * (0.2 + 0.8 * force / 8) / np.sqrt(section.players) * 0.8
    return (out * level[:, None]).astype(np.float32)


def _swell(section: Section, held: float, samples: int) -> Mono:
    time = clock(samples)
    rise = np.sin(np.minimum(1, time / min(section.attack, held)) * np.pi / 2) ** 2
    if section.attack < 0.05:  # a short bow: it bites, then lets go
        return rise * np.exp(-5 * np.maximum(0, time - 0.03) / max(0.08, held)) * _let_go(time, held, section.release)
    return rise * _let_go(time, held, section.release)


def _let_go(time: Mono, held: float, release: float) -> Mono:
    fall: Mono = np.cos(np.clip((time - held) / release, 0, 1) * np.pi / 2) ** 2
    return fall


@dataclass(frozen=True)
class Tone:
    """One note of a solo line: seconds from the line's start, MIDI pitch, force 0 to 1."""

    start: float
    seconds: float
    pitch: int
    force: float


def line(name: str, tones: Sequence[Tone], seed: int) -> Mono:
    """Return a solo line, mono: pitches glide into each other, every note swells, vibrato comes late."""
    section = SOLOS[name]
    samples = count(tones[-1].start + tones[-1].seconds + section.release)
    rng = np.random.default_rng([seed, len(tones), tones[0].pitch])
    time = clock(samples)
    height = np.full(samples, float(tones[0].pitch))
    loud: Mono = np.zeros(samples)
    shake: Mono = np.zeros(samples)
    for one in tones:
        first, last = count(one.start) - 1, min(samples, count(one.start + one.seconds))
        height[first:] = one.pitch
        span = time[first:last] - one.start
        arch = 0.72 + 0.28 * np.sin(np.pi * np.clip(span / max(one.seconds, 0.01), 0, 1) ** 0.8)
        loud[first:last] = one.force * arch
        shake[first:last] = np.clip((span - 0.18) / 0.5, 0, 1)
    high, loud = _smooth(height, 0.045), _smooth(_smooth(loud, 0.09), 0.09)
    cents = section.vibrato * shake * np.sin(2 * np.pi * np.cumsum(5.3 + 0.4 * _drift(rng, samples, 2)) / RATE)
    top = max(one.pitch for one in tones) * 10
    dark, bright = (_table(section.body, top, cutoff) for cutoff in (section.dark, section.bright))
    out: Mono = np.zeros(samples, np.float32)
    for player in range(section.players):
        off = cents + section.detune * (player - 0.5) + 2 * _drift(rng, samples, 3)
        turns = np.cumsum(440.0 * 2 ** ((high - 69 + off / 100) / 12) / RATE)
        out += _bowed(dark, bright, turns, loud)
    out += section.breath * QUIET * _breath(rng, samples) * (1 + _drift(rng, samples, 8))
    sung: Mono = (out * loud * 0.6).astype(np.float32)
    return sung


def _smooth(curve: Mono, seconds: float) -> Mono:
    """Return the curve averaged twice over ``seconds``, its first value held before it."""
    from scipy.ndimage import uniform_filter1d

    width = count(seconds)
    smooth: Mono = uniform_filter1d(uniform_filter1d(curve, width, mode="nearest"), width, mode="nearest")
    return smooth
