"""Every effect, synthesised: each is a function of a seeded generator and returns stereo, its peak at 1.

A sound begins at the moment it is placed at: a riser then rises, a door then falls shut.
"""

from collections.abc import Callable

import numpy as np

from ...memory.storyboard import EffectKind
from ..music.reverb import CHAMBER, CHURCH, CORRIDOR, HALL, Room, reverberate
from .grain import Mono, Rng, add, band, clock, count, decay, modes, noise, peaked, placed, swept, tone

LEVELS: dict[EffectKind, float] = {
    "slap": -7,
    "hit": -7,
    "thunder": -8,
    "heartbeat": -8,
    "glass": -9,
    "door": -10,
    "message": -15,
    "clock": -17,
    "monitor": -18,
    "siren": -17,
    "gasp": -14,
    "footsteps": -15,
}
"""Peak in dBFS of the effects that are not at -12: blows stand beside speech, signals under it."""


def effect(kind: EffectKind, rng: Rng) -> Mono:
    """Return an effect in stereo, its peak at its usual level."""
    return peaked(_MAKERS[kind](rng), 10 ** (LEVELS.get(kind, -12.0) / 20))


def _in(sound: Mono, room: Room, wet: float, rest: float) -> Mono:
    """Return a stereo sound in a room, ``rest`` seconds longer for its echo."""
    longer = np.concatenate([sound, np.zeros((count(rest), 2), np.float32)])
    mixed: Mono = longer + np.float32(wet) * reverberate(longer, room)
    edge = count(min(0.2, rest / 2))
    mixed[len(mixed) - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)[:, None]
    return mixed


def _door(rng: Rng) -> Mono:
    out = np.zeros(count(0.8), np.float32)
    for at, level in ((0.0, 0.25), (0.07, 0.16)):
        latch = noise(rng, count(0.03), 900, 3200) * decay(count(0.03), 0.025)
        add(out, latch * level, at)
    size = count(0.5)
    thud = modes(
        size, [(62, 1.0, 0.4), (97, 0.8, 0.32), (171, 0.5, 0.2), (263, 0.45, 0.14), (410, 0.3, 0.1), (690, 0.15, 0.07)]
    )
    thud += 0.7 * noise(rng, size, 80, 900, -4) * decay(size, 0.16)
    add(out, thud, 0.10)
    add(out, 0.2 * noise(rng, count(0.04), 1200, 3500) * decay(count(0.04), 0.03), 0.13)
    return _in(placed(out), CORRIDOR, 0.5, 0.6)


def _phone(rng: Rng) -> Mono:
    out = np.zeros(count(2.6), np.float32)
    for ring in (0.0, 1.3):
        for number, pitch in enumerate((659.3, 987.8, 830.6, 1318.5)):
            size = count(0.5)
            bar = modes(size, [(pitch, 1.0, 0.45), (pitch * 3.93, 0.18, 0.12), (pitch * 9.2, 0.04, 0.05)])
            add(out, 0.5 * bar, ring + 0.13 * number)
        size = count(0.62)
        shake = band(np.sign(tone(158.0, size)) * 0.5, 120, 700) * (0.8 + 0.2 * tone(23.0, size))
        shake *= np.minimum(1, np.minimum(clock(size), clock(size)[::-1]) / 0.03)
        add(out, 0.35 * shake + 0.05 * noise(rng, size, 1200, 3000) * np.abs(shake), ring)
    return _in(placed(out, 0.1), CORRIDOR, 0.25, 0.3)


def _heartbeat(rng: Rng) -> Mono:
    out = np.zeros(count(3.4), np.float32)
    for beat in range(4):
        for at, level, pitch in ((0.0, 1.0, 58), (0.24, 0.7, 66)):
            size = count(0.28)
            fall = pitch * (1 + 0.5 * np.exp(-clock(size) / 0.02))
            thump = tone(fall.astype(np.float32), size) * decay(size, 0.24, 0.008)
            # A phone's speaker gives nothing under 200 Hz: the overtones carry the beat there.
            thump += 0.4 * tone(pitch * 2.0, size) * decay(size, 0.16, 0.006)
            thump += 0.2 * tone(pitch * 4.0, size) * decay(size, 0.1, 0.005)
            add(out, level * (thump + 0.16 * noise(rng, size, 60, 420, -3) * decay(size, 0.1, 0.004)), beat * 0.82 + at)
    return placed(out)


def _thunder(rng: Rng) -> Mono:
    size = count(5.5)
    sides = []
    near = count(0.7)
    crack = noise(rng, near, 180, 2600, -5) * decay(near, 0.5, 0.012)
    swells = [(rng.uniform(0.2, 3.0), rng.uniform(0.25, 1.0), rng.uniform(0.5, 1.6)) for _ in range(9)]
    for _ in range(2):
        rumble = np.zeros(size, np.float32)
        for at, level, length in swells:
            roll = count(length * 2)
            add(rumble, level * noise(rng, roll, 28, 240, -4) * decay(roll, length * 1.6, length * 0.25), at)
        add(rumble, 1.2 * crack + 0.2 * noise(rng, near, 200, 2000, -5) * decay(near, 0.4, 0.012), 0.0)
        sides.append(rumble)
    fade = np.minimum(1, clock(size)[::-1] / 1.6)
    return _in(np.stack(sides, axis=1) * fade[:, None], CHURCH, 0.35, 0.8)


def _glass(rng: Rng) -> Mono:
    out = np.zeros((count(1.5), 2), np.float32)
    size = count(0.2)
    add(out, placed(noise(rng, size, 700, 5500, -2) * decay(size, 0.07)), 0.0)
    for number in range(46):
        at = 0.004 + rng.exponential(0.05) if number < 18 else 0.08 + rng.gamma(2.0, 0.16)
        pitch, length = rng.uniform(1700, 6800), rng.uniform(0.05, 0.38)
        shard = modes(
            count(length), [(pitch, 1.0, length), (pitch * 1.62, 0.5, length / 2), (pitch * 2.3, 0.2, length / 3)]
        )
        add(out, placed(shard * rng.uniform(0.06, 0.3), rng.uniform(-0.7, 0.7)), at)
    return _in(band(out, 300, 8500), CORRIDOR, 0.3, 0.4)


def _slap(rng: Rng) -> Mono:
    size = count(0.2)
    skin = noise(rng, size, 700, 3600, -1) * decay(size, 0.055, 0.0006)
    skin += 0.6 * noise(rng, size, 250, 1100) * decay(size, 0.09)
    return _in(placed(skin + 0.5 * tone(165.0, size) * decay(size, 0.09)), CORRIDOR, 0.45, 0.5)


def _riser(rng: Rng) -> Mono:
    size = count(2.6)
    grow = (clock(size) / 2.6).astype(np.float32)
    air = swept(rng, (220 * 18**grow).astype(np.float32), 0.6)
    chord = sum(
        tone((pitch * 2 ** (grow**2)).astype(np.float32), size, rng.uniform()) for pitch in (146.8, 155.6, 220.0, 311.1)
    )
    mono = (0.5 * air + 0.3 * chord * (0.7 + 0.3 * tone((3 + 13 * grow).astype(np.float32), size))) * grow**2.4
    mono *= np.minimum(1, clock(size)[::-1] / 0.012)
    wide = placed(mono)
    wide[:, 1] = np.concatenate([np.zeros(count(0.011), np.float32), wide[:, 1]])[:size]
    return _in(wide, HALL, 0.35, 0.9)


def _hit(rng: Rng) -> Mono:
    size = count(1.9)
    drop = (34 + 52 * np.exp(-clock(size) / 0.07)).astype(np.float32)
    sub = np.tanh(2.5 * tone(drop, size)) * decay(size, 1.5, 0.002)
    skin = noise(rng, size, 70, 900, -4) * decay(size, 0.3)
    click = noise(rng, size, 900, 3500, -3) * decay(size, 0.03)
    metal = modes(size, [(196, 0.22, 1.2), (208, 0.2, 1.0), (311, 0.14, 0.9), (467, 0.09, 0.6), (831, 0.04, 0.4)])
    return _in(placed(0.8 * sub + 0.8 * skin + 0.3 * click + metal), HALL, 0.5, 1.2)


def _whoosh(rng: Rng) -> Mono:
    size = count(0.75)
    time = clock(size) / 0.75
    rise = np.sin(np.pi * time**0.8).astype(np.float32)
    air = swept(rng, (350 * 7**rise).astype(np.float32), 0.7) * rise**2
    angle = np.pi / 2 * (0.15 + 0.7 * time)
    moved: Mono = np.stack([air * np.cos(angle), air * np.sin(angle)], axis=1).astype(np.float32)
    return _in(moved, CORRIDOR, 0.2, 0.3)


def _footsteps(rng: Rng) -> Mono:
    out = np.zeros((count(2.3), 2), np.float32)
    for step in range(4):
        size = count(0.16)
        heel = 0.8 * modes(size, [(rng.uniform(95, 115), 1.0, 0.1), (rng.uniform(210, 250), 0.5, 0.06)])
        heel += 0.35 * noise(rng, size, 500, 2600, -3) * decay(size, 0.035)
        toe = 0.25 * noise(rng, size, 300, 1800, -3) * decay(size, 0.05, 0.004)
        at, level = step * 0.54 + rng.uniform(-0.012, 0.012) * (step > 0), 1.0 + 0.15 * step
        add(out, placed(heel * level, 0.12 * (-1) ** step), at)
        add(out, placed(toe * level, 0.12 * (-1) ** step), at + 0.085)
    return _in(out, CORRIDOR, 0.5, 0.5)


def _message(_: Rng) -> Mono:
    out = np.zeros(count(1.0), np.float32)
    for at, pitch in ((0.0, 1174.7), (0.11, 1568.0)):
        size = count(0.8)
        add(out, modes(size, [(pitch, 1.0, 0.7), (pitch * 2, 0.22, 0.35), (pitch * 3.01, 0.05, 0.2)]), at)
    return _in(placed(out), CHAMBER, 0.2, 0.5)


def _monitor(_: Rng) -> Mono:
    out = np.zeros(count(2.3), np.float32)
    for beep in range(3):
        size = count(0.13)
        edge = np.minimum(1, np.minimum(clock(size), clock(size)[::-1]) / 0.012)
        add(out, (tone(880.0, size) + 0.15 * tone(1760.0, size)) * edge, beep * 0.95)
    return _in(placed(out, 0.25), CORRIDOR, 0.4, 0.4)


def _siren(rng: Rng) -> Mono:
    size = count(4.5)
    time = clock(size)
    shift = 1.02 - 0.05 / (1 + np.exp(-(time - 2.4) * 2))
    pitch = (820 + 260 * np.sin(2 * np.pi * 0.55 * time - np.pi / 2)) * shift
    wail = sum(tone((pitch * k).astype(np.float32), size) / k**1.6 for k in (1, 2, 3, 4))
    near = np.exp(-(((time - 2.3) / 1.5) ** 2)) * np.minimum(1, time / 0.4)
    far = band((wail * near).astype(np.float32), 300, 1500) * (0.9 + 0.1 * noise(rng, size, 0.5, 4))
    angle = np.pi / 4 * (0.5 + time / 4.5)
    moved: Mono = np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1).astype(np.float32)
    return _in(moved, CHURCH, 0.7, 1.0)


def _gasp(rng: Rng) -> Mono:
    size = count(0.5)
    time = clock(size) / 0.5
    breath = np.zeros(size, np.float32)
    for pitch, level in ((750, 1.0), (1350, 0.8), (2700, 0.5), (4200, 0.15)):
        breath += level * noise(rng, size, pitch / 1.15, pitch * 1.15)
    breath *= (np.minimum(1, time / 0.10) * (0.5 + 0.5 * time) * np.minimum(1, (1 - time) / 0.22) ** 1.5).astype(
        np.float32
    )
    return _in(placed(breath), CORRIDOR, 0.2, 0.3)


def _bell(_: Rng) -> Mono:
    prime = 233.1
    rows = (
        (0.5, 0.6, 4.5),
        (1, 0.8, 3.6),
        (1.19, 0.7, 3.0),
        (1.5, 0.3, 2.2),
        (2, 1.0, 2.6),
        (2.51, 0.35, 1.5),
        (3.01, 0.3, 1.2),
    )
    size = count(4.2)
    struck = modes(size, [(prime * ratio, level, seconds) for ratio, level, seconds in rows])
    struck += modes(size, [(prime * ratio * 1.004, level * 0.5, seconds) for ratio, level, seconds in rows])
    struck *= np.minimum(1, clock(size)[::-1] / 0.8)
    return _in(placed(struck), CHURCH, 0.4, 0.8)


def _clock(rng: Rng) -> Mono:
    out = np.zeros(count(2.4), np.float32)
    for tick in range(5):
        size = count(0.08)
        pitch = 1450 if tick % 2 == 0 else 1180
        knock = modes(size, [(pitch, 1.0, 0.04), (pitch * 1.9, 0.4, 0.025), (420, 0.5, 0.05)])
        add(out, knock + 0.3 * noise(rng, size, 1200, 4200) * decay(size, 0.012), tick * 0.5)
    return _in(placed(out, -0.15), CORRIDOR, 0.3, 0.3)


_MAKERS: dict[EffectKind, Callable[[Rng], Mono]] = {
    "door": _door,
    "phone": _phone,
    "heartbeat": _heartbeat,
    "thunder": _thunder,
    "glass": _glass,
    "slap": _slap,
    "riser": _riser,
    "hit": _hit,
    "whoosh": _whoosh,
    "footsteps": _footsteps,
    "message": _message,
    "monitor": _monitor,
    "siren": _siren,
    "gasp": _gasp,
    "bell": _bell,
    "clock": _clock,
}
