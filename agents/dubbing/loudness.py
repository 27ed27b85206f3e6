"""Loudness: a line of a dub is heard as loudly as its original was.

Every line take has one loudness already. But of a short line the gate of the measure may count a moment that it leaves
out of another, and a small room and a limiter come on top: what counts is how loud it is in the stem.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ...tools.edit.level import HOP, RATE, Signal, integrated
from ...tools.edit.mix import lay_dialogue
from ...tools.edit.spec import Placement
from ...tools.edit.wav import read_sound

HEARD = 0.3
"""LU from which on a line is turned; less is not heard."""


def as_loud(
    lines: Sequence[Placement], voices: Mapping[str, Path], original: Path, lasted: Sequence[float]
) -> tuple[Placement, ...]:
    """Return the lines, turned up or down where one is not as loud as its original; ``voices`` are takes by key.

    ``original`` is the dialogue stem of the original, in which each line lasted as many seconds as ``lasted`` says.
    """
    was = read_sound(original)
    now, spans = lay_dialogue(lines, voices, len(was))
    if len(spans) != len(lines):  # one begins behind the end: nothing can be held against it
        return tuple(lines)
    turns = [
        _loudness(was, start, start + seconds) - _loudness(now, start, end)
        for (start, end), seconds in zip(spans, lasted, strict=True)
    ]
    return tuple(
        line.model_copy(update={"gain": round(turn, 1)}) if np.isfinite(turn) and abs(turn) > HEARD else line
        for line, turn in zip(lines, turns, strict=True)
    )


def _loudness(stem: Signal, start: float, end: float) -> float:
    """Return the LUFS of a part of a stem; the silence that fills its last tenth of a second is not counted."""
    part = stem[round(start * RATE) : round(end * RATE)]
    return integrated(part[: max(4, len(part) // HOP) * HOP])
