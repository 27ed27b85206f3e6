"""Stings: the blows, risers and sudden silences that a score is cut to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..edit.level import RATE, Signal, gain
from .instruments import Note
from .spec import Sting
from .theme import Theme

RISE = 2.6
"""Seconds of a riser."""
LONGEST = 3.4
"""Seconds of a cliffhanger's rise."""
AFTER = 0.7
"""Seconds of silence that a cliffhanger leaves at the end of an episode."""


@dataclass(frozen=True)
class Cut:
    """A moment at which the music stops: for good, or (a drop) until ``back``."""

    at: float
    back: float | None = None


def cut_of(sting: Sting, seconds: float) -> Cut | None:
    """Return where a sting stops the music, if it does."""
    if sting.kind == "drop":
        return Cut(sting.at, sting.at + 1.4)
    if sting.kind == "cliffhanger":
        return Cut(max(0.2, min(sting.at + LONGEST, seconds - AFTER)))
    return None


def notes(sting: Sting, theme: Theme, seconds: float) -> list[Note]:
    """Return the notes of a sting. A hit falls at its moment, a riser and a cliffhanger begin there."""
    low = theme.tonic - 12 if theme.tonic >= 50 else theme.tonic
    if sting.kind == "hit":
        return _hit(sting.at, low)
    if sting.kind == "drop":
        return [Note("boom", sting.at, 2.0, 60, 0.9), Note("detuned", sting.at, 2.5, low - 12, 0.8)]
    if sting.kind == "riser":
        return _rise(sting.at, RISE, low, 0.8)
    cut = cut_of(sting, seconds)
    assert cut is not None
    start = max(0.0, min(sting.at, cut.at - 2.0))
    return [*_hit(start, low), *_rise(start, cut.at - start, low, 1.0)]


def _hit(at: float, low: int) -> list[Note]:
    made = [Note("taiko", at, 1.0, 60, 1.0), Note("boom", at, 2.0, 60, 0.7)]
    made += [Note("detuned", at, 2.5, pitch, 0.9) for pitch in (low - 12, low, low + 1)]
    made += [Note("spiccato", at, 0.5, pitch, 1.0) for pitch in (low, low + 7, low + 12, low + 13, low + 24)]
    return made + [Note("brass", at, 0.7, pitch, 0.9) for pitch in (low, low + 6)]


def _rise(at: float, seconds: float, low: int, force: float) -> list[Note]:
    """Climb in semitones, ever faster and louder, three voices a tritone and a ninth apart, over a rolled cymbal."""
    made = [Note("swell", at + seconds - 2.0, 2.0, 60, force)]
    place, step, length = 0.0, 0, seconds / 7
    while place < seconds - 0.05:
        grown = force * (0.35 + 0.65 * place / seconds)
        for over in (12, 18, 25):
            made.append(Note("tremolo", at + place, min(length * 1.5, seconds - place), low + over + step, grown))
        made.append(Note("heart" if step % 2 else "taiko", at + place, 0.3, 60, grown * 0.7))
        place, step, length = place + length, step + 1, max(0.12, length * 0.86)
    made.append(Note("brass", at, seconds, low, force * 0.7))
    return made


def gate(cuts: Sequence[Cut], samples: int, fall: float) -> Signal:
    """Return the music's level at each sample: shut in ``fall`` seconds at every cut, open again after a drop."""
    level = np.ones(samples)
    time = np.arange(samples) / RATE
    for cut in cuts:
        closed = np.clip((time - cut.at) / fall, 0, 1)
        if cut.back is None:
            level *= np.cos(closed * np.pi / 2) ** 2
        else:
            opened = np.clip((time - cut.back) / 1.2, 0, 1)
            level *= np.where(time < cut.back, 1 - closed * (1 - gain(-22)), gain(-22) + (1 - gain(-22)) * opened**2)
    shaped: Signal = level.astype(np.float32)[:, None]
    return shaped
