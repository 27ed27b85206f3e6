"""Finishing: what another engine has said becomes a take like any other: trimmed, fitted, placed, levelled, timed."""

from pathlib import Path

import numpy as np

from ...errors import MakerRefused, ToolError
from ..take import Made
from .acoustics import TAILS, level, treat
from .aligning import align
from .cache import write_whole
from .delivery import delivery
from .hearing import HOP, hear
from .model import RATE, Floats
from .phrase import LEAD, TAIL, Times
from .samples import resampled, wav
from .spec import SpeechSpec

SHORTEST, LONGEST = 0.8, 1.2
"""How far a line may be squeezed or stretched against its natural length."""
_FRAME, _SEEK = 720, 240
"""Samples that are laid over each other at once, and by which they may be moved to fit."""


def finish(spec: SpeechSpec, audio: Floats, rate: int, out: Path, words: Times | None = None) -> Made:
    """Write what an engine has said (mono ``audio``) as the take of ``spec``: see there for its facts.

    ``words`` are the engine's own, as written, in seconds of ``audio``; without them the text is aligned to the sound.
    The voice's pace and the target are met by stretching. Raise ToolError if nothing is heard, MakerRefused for a
    target out of reach.
    """
    heard = resampled(audio, rate)
    first, last = _spoken(heard, spec)
    said = heard[first:last]
    aligned, phones = align(said, spec.text, spec.language)
    shifted = [(text, max(0.0, a - first / RATE), max(0.0, b - first / RATE)) for text, a, b in words or ()]
    manner = delivery(spec.emotion, spec.manner)
    tail = TAILS[spec.treatment]
    natural = len(said) / RATE / spec.voice.pace + tail
    factor = (_target(spec, natural) - tail) / (len(said) / RATE)
    fitted = stretch(said, factor)
    line = np.concatenate((fitted, np.zeros(round(tail * RATE), np.float32)))
    if spec.target is not None:
        line = np.pad(line, (0, max(0, round(spec.target * RATE) - len(line))))[: round(spec.target * RATE)]
    write_whole(out, wav(level(treat(line, spec.treatment))))
    seconds = len(line) / RATE
    return Made(
        seconds=seconds,
        facts={
            "words": _told(shifted or aligned, factor, seconds),
            "phones": _told(phones, factor, seconds),
            "natural": round(natural, 4),
            "pace": round(1.0 / factor, 4),
            "gain": manner.gain,
        },
    )


def stretch(audio: Floats, factor: float) -> Floats:
    """Return ``audio`` lasting ``factor`` times as long at the same pitch: its pieces laid over each other."""
    if abs(factor - 1.0) < 0.004:
        return audio
    step = _FRAME // 2
    length = round(len(audio) * factor)
    source = np.pad(audio, (_FRAME + _SEEK, 2 * _FRAME + 2 * _SEEK))
    window = np.hanning(_FRAME + 1)[:-1].astype(np.float32)
    made = np.zeros(length + 2 * _FRAME, np.float32)
    weight = np.full(length + 2 * _FRAME, 1e-6, np.float32)
    at = _FRAME + _SEEK - step
    for place in range(0, length + step, step):
        goal = _FRAME + _SEEK - step + round(place / factor)
        if place:
            wanted = source[at + step : at + step + _FRAME]
            near = source[goal - _SEEK : goal + _SEEK + _FRAME]
            goal += int(np.correlate(near, wanted, "valid").argmax()) - _SEEK
        at = min(goal, len(source) - _FRAME - step)
        made[place : place + _FRAME] += source[at : at + _FRAME] * window
        weight[place : place + _FRAME] += window
    return np.asarray((made / np.maximum(weight, 0.1))[step : step + length], np.float32)


def _spoken(audio: Floats, spec: SpeechSpec) -> tuple[int, int]:
    """Return the samples between which something is said, with a little air."""
    heard = hear(audio)
    loud = np.flatnonzero(heard.levels > max(-60.0, float(heard.levels.max(initial=-100.0)) - 42.0))
    if not len(loud) or not heard.speech.any():
        raise ToolError(f"nothing is heard in the line {spec.text[:60]!r}; make it again")
    first = int(loud[0]) * HOP - round(LEAD * RATE)
    last = (int(loud[-1]) + 1) * HOP + round(TAIL * RATE)
    return max(0, first), min(len(audio), last)


def _target(spec: SpeechSpec, natural: float) -> float:
    if spec.target is None:
        return natural
    if not SHORTEST <= spec.target / natural <= LONGEST:
        raise MakerRefused(
            f"the line {spec.text[:60]!r} lasts {natural:.2f} s and cannot be spoken in {spec.target:.2f} s; "
            f"ask for {natural * SHORTEST:.2f} to {natural * LONGEST:.2f} s, or change the line"
        )
    return spec.target


def _told(times: Times, factor: float, seconds: float) -> list[list[object]]:
    return [[text, round(min(a * factor, seconds), 4), round(min(b * factor, seconds), 4)] for text, a, b in times]
