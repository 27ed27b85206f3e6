"""Edges: when a sentence really begins and ends; a recogniser of words is only right to a tenth of a second or two."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .transcript import Sentence

Floats = npt.NDArray[np.float32]

STEP = 0.01
LOUD = -34.0
"""Decibels against the loud moments of a sentence from which on something is said."""
EARLY, LATE = 0.35, 0.5
"""Seconds by which an edge may be moved outward, and inward."""


def sharpened(said: Sequence[Sentence], voice: Floats, rate: int, late: float = LATE) -> tuple[Sentence, ...]:
    """Return sentences whose edges are where mono ``voice``, parted from everything else, rises and falls.

    ``late`` is by how many seconds they may be moved inward.
    """
    levels = _levels(voice, rate)
    found: list[Sentence] = []
    for n, one in enumerate(said):
        floor = found[-1].end if found else 0.0
        ceiling = said[n + 1].start if n + 1 < len(said) else len(voice) / rate
        found.append(_sharpened(one, levels, (floor, max(ceiling, one.end)), late))
    return tuple(found)


def _levels(voice: Floats, rate: int) -> Floats:
    """Return decibels, one value a STEP."""
    size = round(rate * STEP)
    whole = voice[: len(voice) // size * size].reshape(-1, size)
    return np.asarray(10 * np.log10((whole.astype(np.float64) ** 2).mean(axis=1) + 1e-10), np.float32)


def _sharpened(one: Sentence, levels: Floats, room: tuple[float, float], late: float) -> Sentence:
    floor, ceiling = room
    within = levels[round(one.start / STEP) : max(round(one.end / STEP), round(one.start / STEP) + 1)]
    if not len(within):
        return one
    loud = float(np.quantile(within, 0.9)) + LOUD
    start = _edge(levels, loud, max(floor, one.start - EARLY), min(one.start + late, one.end), first=True)
    end = _edge(levels, loud, max(one.end - late, start or one.start), min(ceiling, one.end + EARLY), first=False)
    start, end = one.start if start is None else start, one.end if end is None else end
    if end - start < 0.1:
        return one
    words = tuple(
        word.model_copy(update={"start": min(max(word.start, start), end), "end": min(max(word.end, start), end)})
        for word in one.words
    )
    return one.model_copy(update={"start": round(start, 3), "end": round(end, 3), "words": words})


def _edge(levels: Floats, loud: float, since: float, until: float, first: bool) -> float | None:
    """Return the first or the last moment between two that is loud; None if nothing is."""
    begin = round(since / STEP)
    heard = np.flatnonzero(levels[begin : max(begin, round(until / STEP))] > loud)
    if not len(heard):
        return None
    return float((begin + heard[0]) * STEP if first else (begin + heard[-1] + 1) * STEP)
