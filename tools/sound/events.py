"""The small events of an air: each returns a mono sound whose peak is about 1."""

from collections.abc import Callable

import numpy as np

from .grain import Mono, Rng, add, clock, count, decay, modes, noise, peaked, tone

STEADY = frozenset({"monitor", "tick"})
"""Events that a machine makes, evenly."""


def _bump(seconds: float, power: float = 1.0) -> Mono:
    shape: Mono = np.sin(np.pi * clock(count(seconds)) / seconds) ** power
    return shape


def _glide(low: float, high: float, seconds: float, bend: float = 1.0) -> Mono:
    path: Mono = (low * (high / low) ** ((clock(count(seconds)) / seconds) ** bend)).astype(np.float32)
    return tone(path, len(path))


def _monitor(_: Rng) -> Mono:
    size = count(0.1)
    edge: Mono = np.minimum(1, np.minimum(clock(size), clock(size)[::-1]) / 0.015)
    return tone(830.0, size) * edge


def _tick(_: Rng) -> Mono:
    size = count(0.06)
    return modes(size, [(1350, 0.7, 0.03), (510, 0.5, 0.05)])


def _keys(rng: Rng) -> Mono:
    out = np.zeros(count(1.2), np.float32)
    at = 0.0
    while at < 1.1:
        size = count(0.03)
        add(out, noise(rng, size, 900, 3600, -3) * decay(size, 0.02) * rng.uniform(0.4, 1), at)
        at += rng.uniform(0.07, 0.22)
    return peaked(out)


def _drip(rng: Rng) -> Mono:
    return _glide(rng.uniform(700, 900), rng.uniform(1300, 1700), 0.07) * _bump(0.07, 0.7)


def _horn(rng: Rng) -> Mono:
    length = rng.uniform(0.25, 0.7)
    pitch = rng.uniform(330, 420)
    sound = sum(
        (tone(pitch * k * ratio, count(length)) / k**1.8 for k in (1, 2, 3) for ratio in (1, 1.26)), np.float32(0)
    )
    return peaked(sound * _bump(length, 0.3))


def _car(rng: Rng) -> Mono:
    length = rng.uniform(3.0, 5.0)
    return peaked(noise(rng, count(length), 90, 1200, -5) * _bump(length, 3))


def _clink(rng: Rng) -> Mono:
    pitch = rng.uniform(2200, 4200)
    out = np.zeros(count(0.4), np.float32)
    for at in (0.0, rng.uniform(0.05, 0.12)):
        size = count(0.25)
        add(out, modes(size, [(pitch, 0.7, 0.2), (pitch * 1.48, 0.3, 0.12), (pitch * 0.43, 0.3, 0.06)]), at)
        pitch *= rng.uniform(0.85, 1.15)
    return peaked(out)


def _creak(rng: Rng) -> Mono:
    length = rng.uniform(0.35, 0.9)
    size = count(length)
    rate = rng.uniform(28, 60) * (1 + 0.5 * np.sin(np.pi * clock(size) / length))
    grip = np.maximum(0, tone(rate.astype(np.float32), size)) ** 8
    return peaked(grip * noise(rng, size, 350, 1300, -3) * _bump(length))


def _rigging(rng: Rng) -> Mono:
    pitch = rng.uniform(900, 1500)
    return peaked(modes(count(0.5), [(pitch, 0.6, 0.4), (pitch * 2.7, 0.25, 0.2), (pitch * 0.5, 0.2, 0.2)]))


def _knock(rng: Rng) -> Mono:
    pitch = rng.uniform(240, 520)
    return peaked(modes(count(0.3), [(pitch, 1, 0.16), (pitch * 2.3, 0.5, 0.1), (pitch * 4.1, 0.2, 0.06)]))


def _drop(rng: Rng) -> Mono:
    size = count(0.05)
    return noise(rng, size, 500, 3500, -3) * decay(size, rng.uniform(0.015, 0.04)) * np.float32(rng.uniform(0.3, 1) / 3)


def _tap(rng: Rng) -> Mono:
    pitch = rng.uniform(600, 1900)
    return modes(count(0.06), [(pitch, 0.6, 0.03), (pitch * 2.1, 0.2, 0.02)]) * np.float32(rng.uniform(0.3, 1))


def _cricket(rng: Rng) -> Mono:
    out = np.zeros(count(0.4), np.float32)
    pitch = rng.uniform(3900, 4500)
    for chirp in range(3):
        add(out, tone(pitch, count(0.035)) * _bump(0.035) * np.float32(0.6), chirp * 0.055)
    return out


def _owl(_: Rng) -> Mono:
    out = np.zeros(count(2.6), np.float32)
    for at, length in ((0.0, 0.55), (1.1, 0.25), (1.5, 0.9)):
        add(out, _glide(375, 350, length) * _bump(length, 0.8), at)
    return out


def _bird(rng: Rng) -> Mono:
    out = np.zeros(count(1.1), np.float32)
    at, low = 0.0, rng.uniform(2300, 3200)
    for _ in range(int(rng.integers(2, 6))):
        length = rng.uniform(0.05, 0.14)
        start, end = low * rng.uniform(0.9, 1.3), low * rng.uniform(0.9, 1.4)
        add(out, _glide(start, end, length) * _bump(length) * np.float32(rng.uniform(0.3, 0.7)), at)
        at += length + rng.uniform(0.03, 0.12)
    return out


def _gull(rng: Rng) -> Mono:
    out = np.zeros(count(1.8), np.float32)
    at = 0.0
    for _ in range(int(rng.integers(2, 5))):
        length = rng.uniform(0.22, 0.34)
        cry = _glide(1250, 900, length) + 0.5 * _glide(2500, 1800, length) + 0.2 * _glide(3750, 2700, length)
        add(out, cry * _bump(length, 0.7) * np.float32(0.5), at)
        at += length + rng.uniform(0.06, 0.2)
    return out


def _foghorn(_: Rng) -> Mono:
    size = count(2.8)
    sound = sum((tone(92.0 * k, size) / k**1.3 for k in (1, 2, 3, 4, 5)), np.zeros(size, np.float32))
    return peaked(sound * _bump(2.8, 0.35))


EVENTS: dict[str, Callable[[Rng], Mono]] = {
    "monitor": _monitor,
    "tick": _tick,
    "keys": _keys,
    "drip": _drip,
    "horn": _horn,
    "car": _car,
    "clink": _clink,
    "creak": _creak,
    "rigging": _rigging,
    "knock": _knock,
    "drop": _drop,
    "tap": _tap,
    "cricket": _cricket,
    "owl": _owl,
    "bird": _bird,
    "gull": _gull,
    "foghorn": _foghorn,
}
