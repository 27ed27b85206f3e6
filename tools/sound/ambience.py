"""The air of every set: layers that loop without a click and small events that never come twice alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from ...memory.bible import Hour, SetKind, Weather
from ..edit.level import Signal, gain, integrated
from . import events
from .grain import Mono, Rng, add, band, clock, count, noise, placed, tone, wander
from .spec import Ambience

LOUDNESS = -38.0
"""LUFS of a middling set's air."""
LOOP = 13.0
"""Seconds after which the layers of an air begin again."""


@dataclass(frozen=True)
class Air:
    """What one set sounds like: its layers and events with their levels in dB, and its level against other sets."""

    layers: tuple[tuple[str, float], ...]
    events: tuple[tuple[str, float, float], ...] = ()
    """Name, level, seconds between two on average."""
    level: float = 0.0
    outdoors: bool = False


def _air(level: float, *layers: tuple[str, float], events: tuple[tuple[str, float, float], ...] = ()) -> Air:
    return Air(layers, events, level)


def _open(level: float, *layers: tuple[str, float], events: tuple[tuple[str, float, float], ...] = ()) -> Air:
    return Air(layers, events, level, outdoors=True)


AIRS: dict[SetKind, Air] = {
    "hospital": _air(0, ("vent", 0), ("hum", -12), ("murmur", -16), events=(("monitor", -11, 1.05),)),
    "office": _air(-1, ("vent", -2), ("hum", -10), ("street", -10), events=(("keys", -16, 3.0),)),
    "mansion": _air(-2, ("room", 0), ("fire", -5), ("wind", -14), events=(("tick", -15, 1.0),)),
    "apartment": _air(-1, ("room", 0), ("street", -3), ("hum", -14)),
    "kitchen": _air(0, ("room", 0), ("fridge", -4), ("street", -8), events=(("drip", -16, 4.0),)),
    "rooftop": _open(2, ("wind", 0), ("city", -1), events=(("horn", -12, 9.0),)),
    "street": _open(3, ("city", 0), ("street", -2), ("murmur", -12), events=(("horn", -10, 8.0), ("car", -3, 5.0))),
    "restaurant": _air(3, ("murmur", 0), ("room", -8), events=(("clink", -13, 1.4),)),
    "courtroom": _air(-1, ("hall", 0), ("murmur", -12), ("vent", -8), events=(("creak", -17, 7.0),)),
    "chapel": _air(-1, ("hall", 0), ("wind", -9), events=(("creak", -16, 8.0),)),
    "interrogation": _air(-1, ("hum", 0), ("vent", -3)),
    "palace": _air(-1, ("hall", 0), ("fire", -9), ("wind", -12)),
    "car": _air(2, ("engine", 0), ("tyres", -4), events=(("car", -12, 6.0),)),
    "forest": _open(0, ("leaves", 0), ("wind", -5)),
    "harbour": _open(2, ("water", 0), ("wind", -6), ("city", -12), events=(("rigging", -16, 3.0),)),
    "stage": _air(1, ("murmur", 0), ("hall", -4)),
    "shop": _air(0, ("room", 0), ("murmur", -9), ("street", -6), ("fridge", -10)),
    "classroom": _air(-1, ("room", 0), ("murmur", -15), ("hum", -12), events=(("tick", -15, 1.0),)),
    "workshop": _air(1, ("room", 0), ("fridge", -3), ("street", -8), events=(("knock", -15, 5.0),)),
    "ship": _air(2, ("engine", 0), ("water", -5), events=(("creak", -12, 5.0),)),
}

Extra = tuple[tuple[str, float], ...]
ExtraEvents = tuple[tuple[str, float, float], ...]

OUTSIDE: dict[Weather, tuple[Extra, ExtraEvents]] = {
    "clear": ((), ()),
    "rain": ((("rain", 4),), (("drop", -3, 0.16),)),
    "snow": ((("wind", -3),), ()),
    "fog": ((("wind", -8),), ()),
}
INSIDE: dict[Weather, tuple[Extra, ExtraEvents]] = {
    "clear": ((), ()),
    "rain": ((("pane", 2),), (("tap", -5, 0.18),)),
    "snow": ((("wind", -8),), ()),
    "fog": ((), ()),
}
"""What the weather adds: rain in the open hisses, behind a window it drums on glass."""

QUIETER: dict[Hour, float] = {"day": 0.0, "dusk": -2.0, "dawn": -3.0, "night": -5.0}
"""Decibels that the hour takes off people and traffic."""
PEOPLE = frozenset({"city", "street", "murmur", "horn", "car", "keys", "clink"})


def recipe(air: Ambience) -> Air:
    """Return what a set sounds like at its hour and in its weather."""
    base = AIRS[air.set]
    layers, happenings = (OUTSIDE if base.outdoors else INSIDE)[air.weather]
    extra = (*happenings, *_hour_events(air, base))
    quiet = QUIETER[air.hour]
    every = [(name, level + quiet * (name in PEOPLE)) for name, level in (*base.layers, *layers)]
    moments = [(name, level + quiet * (name in PEOPLE), gap) for name, level, gap in (*base.events, *extra)]
    louder = {"rain": 2.5, "snow": -1.5, "fog": -1.0, "clear": 0.0}[air.weather] + quiet / 4
    return Air(tuple(every), tuple(moments), base.level + louder, base.outdoors)


def _hour_events(air: Ambience, base: Air) -> ExtraEvents:
    if not base.outdoors:
        return ()
    green, dry = air.set in ("forest", "harbour"), air.weather in ("clear", "fog")
    found: list[tuple[str, float, float]] = []
    if air.set == "forest" and dry and air.hour in ("night", "dusk"):
        found += [("cricket", -12, 0.9), ("owl", -14, 9.0)]
    if air.set == "forest" and dry and air.hour in ("day", "dawn"):
        found += [("bird", -10, 1.6)]
    if air.set == "harbour":
        found += [("gull", -13, 6.0)] if air.hour != "night" and dry else []
        found += [("foghorn", -8, 11.0)] if air.weather == "fog" else []
    if air.set in ("rooftop", "street") and air.hour == "dawn" and dry:
        found += [("bird", -15, 3.5)]
    return tuple(found) if green or found else ()


def breathe(air: Ambience, seed: int, start: float, seconds: float) -> Signal:
    """Return ``seconds`` of a set's air as heard from ``start`` on: neighbours in time continue each other."""
    name = f"{seed}/{air.set}/{air.hour}/{air.weather}"
    mix = recipe(air)
    samples = count(seconds)
    loop = _loop(mix.layers, crc32(name.encode()), air.weather)
    first = round(start * 48_000) % len(loop)
    out = np.take(loop, np.arange(first, first + samples), axis=0, mode="wrap").copy()
    rng = np.random.default_rng([crc32(name.encode()), round(start * 1000)])
    for kind, level, gap in mix.events:
        _happen(out, kind, level, gap, rng)
    return out * np.float32(gain(LOUDNESS + mix.level))


@lru_cache(maxsize=6)
def _loop(layers: tuple[tuple[str, float], ...], seed: int, weather: Weather) -> Signal:
    """Return the layers of an air, mixed, as one loop at 0 LUFS."""
    samples = count(LOOP)
    out = np.zeros((samples, 2), np.float32)
    for name, level in layers:
        rng = np.random.default_rng([seed, crc32(name.encode())])
        sound = LAYERS[name](rng, samples)
        out += sound * np.float32(gain(level - integrated(sound)))
    if weather in ("snow", "fog"):  # both swallow the heights
        out = _muffled(out, 1800)
    return out * np.float32(gain(-integrated(out)))


def _muffled(loop: Signal, above: float) -> Signal:
    spectrum = np.fft.rfft(loop, axis=0)
    frequencies = np.fft.rfftfreq(len(loop), 1 / 48_000)
    soft: Signal = np.fft.irfft(spectrum / np.sqrt(1 + (frequencies / above) ** 2)[:, None], len(loop), axis=0)
    return soft.astype(np.float32)


def _happen(out: Signal, kind: str, level: float, gap: float, rng: Rng) -> None:
    """Add an event again and again: evenly where a machine makes it, by chance elsewhere."""
    length = len(out) / 48_000
    steady = kind in events.STEADY
    at = gap * rng.uniform(0.1, 0.9) if not steady else 0.3
    while at < length:
        sound = events.EVENTS[kind](rng)
        near = 1.0 if steady else rng.uniform(0.5, 1.1)
        place = placed(sound, 0.3 if steady else rng.uniform(-0.8, 0.8))
        # An event is measured by its peak: 12 dB over the air's loudness at level 0.
        add(out, place * np.float32(near * gain(level + 12)), at)
        at += gap if steady else max(0.08, rng.exponential(gap))


def _both(make: Callable[[], Mono]) -> Mono:
    return np.stack([make(), make()], axis=1)


def _wide(rng: Rng, samples: int, low: float, high: float, tilt: float) -> Mono:
    """Return noise on both sides that shares its middle, as in a real place."""
    middle = noise(rng, samples, low, high, tilt)
    return _both(lambda: 0.6 * middle + 0.8 * noise(rng, samples, low, high, tilt))


def _room(rng: Rng, n: int) -> Mono:
    return _wide(rng, n, 60, 2400, -6)


def _hall(rng: Rng, n: int) -> Mono:
    return _wide(rng, n, 45, 1400, -6) + 0.3 * _wide(rng, n, 180, 420, 0)


def _vent(rng: Rng, n: int) -> Mono:
    whirr = noise(rng, n, 228, 236) * 0.12
    return _wide(rng, n, 70, 1300, -4.5) + whirr[:, None]


def _hum(rng: Rng, n: int) -> Mono:
    # Whole cycles in the loop: the tones meet themselves.
    pitch = round(100 * LOOP) / LOOP
    rows = ((1, 1.0), (2, 0.5), (3, 0.28), (4, 0.16), (6, 0.06))
    out = sum((level * tone(pitch * number, n, rng.uniform()) for number, level in rows), np.zeros(n, np.float32))
    return placed(out * (0.85 + 0.15 * wander(rng, n, 0.1, 0.4)), 0.1) + 0.25 * _wide(rng, n, 80, 1800, -5)


def _fridge(rng: Rng, n: int) -> Mono:
    pitch = round(50 * LOOP) / LOOP
    out = (
        tone(pitch, n) + 0.6 * tone(pitch * 2, n, 0.2) + 0.3 * tone(pitch * 3, n, 0.4) + 0.12 * tone(pitch * 5, n, 0.1)
    )
    return placed(out, -0.3) + 0.5 * _wide(rng, n, 90, 900, -5)


def _swelling(rng: Rng, n: int, low: float, high: float, tilt: float, depth: float, slow: float, fast: float) -> Mono:
    sides = _wide(rng, n, low, high, tilt)
    swell = wander(rng, n, slow, fast)
    apart = _both(lambda: 0.5 * swell + 0.5 * wander(rng, n, slow, fast))
    return sides * (1 - depth + depth * apart) ** 1.5


def _street(rng: Rng, n: int) -> Mono:
    return _swelling(rng, n, 45, 420, -5, 0.6, 0.08, 0.25)


def _city(rng: Rng, n: int) -> Mono:
    return _swelling(rng, n, 40, 1100, -5, 0.4, 0.08, 0.2) + 0.25 * _swelling(rng, n, 300, 2200, -4, 0.7, 0.1, 0.4)


def _wind(rng: Rng, n: int) -> Mono:
    gust = wander(rng, n, 0.08, 0.3)[:, None]
    low = _swelling(rng, n, 70, 420, -4, 0.5, 0.1, 0.3)
    whistle = _swelling(rng, n, 380, 900, -2, 0.9, 0.1, 0.5)
    return low * (0.5 + 0.5 * gust) + 0.35 * whistle * gust**2


def _leaves(rng: Rng, n: int) -> Mono:
    return _swelling(rng, n, 500, 4200, -4, 0.8, 0.1, 0.35) + 0.8 * _swelling(rng, n, 80, 500, -5, 0.4, 0.1, 0.2)


def _rain(rng: Rng, n: int) -> Mono:
    return _swelling(rng, n, 400, 6500, -3, 0.15, 0.2, 0.6) + 0.5 * _wide(rng, n, 90, 600, -4)


def _pane(rng: Rng, n: int) -> Mono:
    return _swelling(rng, n, 150, 1500, -4.5, 0.3, 0.1, 0.5) + 0.12 * _swelling(rng, n, 1500, 4500, -4, 0.4, 0.3, 1.0)


def _water(rng: Rng, n: int) -> Mono:
    lap = _swelling(rng, n, 180, 1500, -4, 0.95, 0.2, 0.5)
    return lap + 0.7 * _swelling(rng, n, 50, 350, -4, 0.6, 0.1, 0.3)


def _fire(rng: Rng, n: int) -> Mono:
    glow = _swelling(rng, n, 60, 500, -5, 0.5, 0.5, 3.0)
    for _ in range(int(11 * LOOP)):
        size = count(rng.uniform(0.004, 0.02))
        pop = noise(rng, size, 700, 4500, -3) * np.linspace(1, 0, size, dtype=np.float32) ** 2
        add(glow, placed(pop * rng.exponential(1.1), rng.uniform(-0.5, 0.5)), rng.uniform(0, LOOP - 0.05))
    return glow


def _engine(rng: Rng, n: int) -> Mono:
    pitch = round(31 * LOOP) / LOOP
    beat = 1 + 0.1 * wander(rng, n, 0.2, 0.6)
    out = sum((tone(pitch * k, n, rng.uniform()) / k**0.8 for k in (1, 2, 3, 4, 6)), np.zeros(n, np.float32))
    return placed(out * beat) + 0.9 * _wide(rng, n, 45, 320, -5)


def _tyres(rng: Rng, n: int) -> Mono:
    return _swelling(rng, n, 120, 1300, -5, 0.25, 0.1, 0.4)


def _murmur(rng: Rng, n: int) -> Mono:
    """People talking, too far to be understood: voices whose pitch and vowels wander."""
    out = np.zeros((n, 2), np.float32)
    for _ in range(7):
        pitch = rng.uniform(95, 230) * (0.9 + 0.25 * wander(rng, n, 0.3, 1.2))
        talk = wander(rng, n, 2.0, 5.0) ** 2 * (wander(rng, n, 0.1, 0.35) > 0.35).astype(np.float32)
        talk = np.convolve(talk[::480], np.hanning(9) / 4, "same").repeat(480)[:n].astype(np.float32)
        vowel = wander(rng, n, 1.0, 3.0)
        voice = np.zeros(n, np.float32)
        for harmonic in range(1, 8):
            at = pitch * harmonic
            formant = np.exp(-(((at - (380 + 380 * vowel)) / 260) ** 2)) + 0.25 * np.exp(-(((at - 1300) / 400) ** 2))
            voice += tone(at.astype(np.float32), n, rng.uniform()) * formant.astype(np.float32)
        breath = noise(rng, n, 350, 1900, -3) * 0.25
        add(out, placed((voice + breath) * talk * rng.uniform(0.5, 1.0), rng.uniform(-0.8, 0.8)), 0.0)
    seam = np.minimum(1, np.minimum(clock(n), clock(n)[::-1]) / 0.05)  # pitch does not loop: breathe in at the seam
    return band(out, 120, 2200) * seam[:, None] + 0.1 * _wide(rng, n, 150, 1500, -4)


LAYERS: dict[str, Callable[[Rng, int], Mono]] = {
    "room": _room,
    "hall": _hall,
    "vent": _vent,
    "hum": _hum,
    "fridge": _fridge,
    "street": _street,
    "city": _city,
    "wind": _wind,
    "leaves": _leaves,
    "rain": _rain,
    "pane": _pane,
    "water": _water,
    "fire": _fire,
    "engine": _engine,
    "tyres": _tyres,
    "murmur": _murmur,
}
