"""What happens to a voice between the mouth and the wav: size of the throat, room or telephone, level."""

from fractions import Fraction

import numpy as np
from scipy import signal

from .model import RATE, Floats
from .spec import Treatment

LOUDNESS = -23.0
"""LUFS of every line; the mix sets its own."""
KNEE, CEILING = 0.6, 0.84
"""Peaks above the knee are rounded and stay under the ceiling (-1.5 dBFS)."""
FADE = 0.008
HUSHED = 22.0
"""Decibels under the loudest of a phrase at which its last vowel is over."""
BREATH = 0.02
"""Seconds in which a last breath falls to a third."""
PLOSIVES = frozenset("ptkbdɡʔʈɖqcɟ")
HISSES = frozenset("fvθðszʃʒʧʤhTʂɕçxχɣɸʁʦʣʨʥꭧ")

TAILS: dict[Treatment, float] = {"room": 0.0, "phone": 0.0, "inner": 0.18, "hall": 0.45, "outdoor": 0.08}
"""Seconds that a treatment rings on after the last sound."""


def resize_throat(audio: Floats, timbre: float) -> Floats:
    """Play ``audio`` faster by ``timbre``: formants and F0 rise by it, length falls by it."""
    ratio = Fraction(timbre).limit_denominator(100)
    if ratio == 1:
        return audio
    resized = signal.resample_poly(audio, ratio.denominator, ratio.numerator)
    return np.asarray(resized, np.float32)


def brighten(audio: Floats, decibels: float) -> Floats:
    """Raise or lower what lies above 2 kHz by a gentle shelf."""
    if not decibels:
        return audio
    amp = 10 ** (decibels / 40)
    w = 2 * np.pi * 2000 / RATE
    cos, slope = np.cos(w), np.sin(w) * np.sqrt(amp) * np.sqrt(2)
    b = (
        amp * (amp + 1 + (amp - 1) * cos + slope),
        -2 * amp * (amp - 1 + (amp + 1) * cos),
        amp * (amp + 1 + (amp - 1) * cos - slope),
    )
    a = (amp + 1 - (amp - 1) * cos + slope, 2 * (amp - 1 - (amp + 1) * cos), amp + 1 - (amp - 1) * cos - slope)
    return np.asarray(signal.lfilter(b, a, audio), np.float32)


def release(audio: Floats, last: str, begin: float) -> Floats:
    """Quieten what follows the ``last`` phoneme, which begins at ``begin`` seconds, when it is heard as one more.

    After a short phrase the model lets out a breath or a click: "No." becomes "Note", "Stop." becomes "Stop it".
    A vowel or nasal ends where it has died away; a plosive keeps its burst, and loses the breath behind it.
    """
    step = RATE // 100
    windows = audio[: len(audio) // step * step].reshape(-1, step)
    levels = 20 * np.log10(np.sqrt((windows**2).mean(axis=1)) + 1e-6)
    low = np.flatnonzero(levels[(first := round(begin * 100) + 4) :] < levels.max() - HUSHED)
    if last in HISSES or not len(low):
        return audio
    at = first + int(low[0])
    if last in PLOSIVES:
        at += int(np.argmax(levels[at:])) + 2
    fall = np.exp(-np.maximum(0, np.arange(len(audio)) - at * step) / (BREATH * RATE))
    return np.asarray(audio * fall, np.float32)


def break_up(audio: Floats, depth: float) -> Floats:
    """Let a voice break as it does in tears: short stops, three or four a second, never quite regular."""
    if not depth:
        return audio
    dice = np.random.default_rng(24_001)
    envelope = np.ones(len(audio), np.float32)
    at = round(0.22 * RATE)
    while at < len(audio):
        width = round(dice.uniform(0.035, 0.07) * RATE)
        dip = 1 - depth * np.hanning(width)
        envelope[at : at + width] = np.minimum(envelope[at : at + width], dip[: len(audio) - at])
        at += round(dice.uniform(0.2, 0.38) * RATE)
    return audio * envelope


def shake(audio: Floats, depth: float) -> Floats:
    """Let a voice pulse as it does in laughter: five times a second."""
    if not depth:
        return audio
    swing = np.sin(2 * np.pi * 5.1 * np.arange(len(audio)) / RATE)
    return np.asarray(audio * (1 - depth * np.maximum(0.0, swing) ** 2), np.float32)


def gasp(seconds: float, loudness: float) -> Floats:
    """Return a breath drawn in: noise of an open mouth that swells and is cut off by the next word."""
    count = round(seconds * RATE)
    noise = np.random.default_rng(24_002).standard_normal(count).astype(np.float32)
    heard = _band(noise, 700, 6000)
    swell = np.minimum(1.0, np.linspace(0, 1.6, count)) ** 1.5 * np.minimum(1.0, np.linspace(8, 0, count))
    return np.asarray(heard * swell * loudness * 0.11, np.float32)


def treat(audio: Floats, treatment: Treatment) -> Floats:
    """Return ``audio`` as heard there, of the same length: leave room for TAILS at its end."""
    if treatment == "phone":
        narrow = _band(audio, 300, 3400)
        loud = narrow / max(float(np.abs(narrow).max()), 1e-6)
        return np.asarray(np.tanh(2.2 * loud), np.float32)
    if treatment == "inner":
        close = _low(audio, 6500) + 0.35 * _low(audio, 350)
        return _ring(close, seconds=0.3, wet=0.22, dull=4500)
    if treatment == "hall":
        return _ring(audio, seconds=1.1, wet=0.32, dull=5500)
    if treatment == "outdoor":
        return _echo(_high(audio, 140), delay=0.085, level=0.05)
    return _ring(_high(audio, 60), seconds=0.12, wet=0.06, dull=6000)


def level(audio: Floats) -> Floats:
    """Bring ``audio`` to LOUDNESS with peaks under CEILING and its edges faded."""
    loud = audio * 10 ** ((LOUDNESS - loudness(audio)) / 20)
    size = np.abs(loud)
    room = CEILING - KNEE
    rounded = np.sign(loud) * (KNEE + room * np.tanh((size - KNEE) / room))
    safe = np.where(size > KNEE, rounded, loud)
    ramp = np.minimum(1.0, np.arange(len(safe)) / (FADE * RATE))
    return np.asarray(safe * ramp * ramp[::-1], np.float32)


def loudness(audio: Floats) -> float:
    """Return the integrated loudness in LUFS; a line shorter than the meter's block is repeated to fill it."""
    import pyloudnorm

    repeats = int(np.ceil(0.5 * RATE / max(1, len(audio))))
    measured = float(pyloudnorm.Meter(RATE).integrated_loudness(np.tile(audio, repeats).astype(np.float64)))
    return measured if np.isfinite(measured) else -70.0


def _band(audio: Floats, low: float, high: float) -> Floats:
    sos = signal.butter(4, (low, high), "bandpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(sos, audio), np.float32)


def _low(audio: Floats, corner: float) -> Floats:
    return np.asarray(signal.sosfilt(signal.butter(2, corner, "lowpass", fs=RATE, output="sos"), audio), np.float32)


def _high(audio: Floats, corner: float) -> Floats:
    return np.asarray(signal.sosfilt(signal.butter(2, corner, "highpass", fs=RATE, output="sos"), audio), np.float32)


def _ring(audio: Floats, seconds: float, wet: float, dull: float) -> Floats:
    """Add a decaying, dulled noise tail: a room of that reverberation time (to -60 dB)."""
    count = int(seconds * RATE)
    noise = np.random.default_rng(24_000).standard_normal(count)
    fall = np.exp(-6.9 * np.arange(count) / count)
    ramp = np.minimum(1.0, np.arange(count) / (0.012 * RATE))
    room = _low((noise * fall * ramp).astype(np.float32), dull)
    room /= float(np.sqrt(np.sum(room**2)))
    rung = signal.fftconvolve(audio, room)[: len(audio)]
    return np.asarray(audio + wet * rung, np.float32)


def _echo(audio: Floats, delay: float, level: float) -> Floats:
    late = np.zeros_like(audio)
    shift = int(delay * RATE)
    late[shift:] = _low(audio, 2500)[: len(audio) - shift]
    return audio + level * late
