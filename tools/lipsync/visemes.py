"""From phonemes to mouths: co-articulated visemes, as keys for a face drawn on twos.

Every p, b and m closes the lips whatever stands beside it, and a mouth is shut when nothing is said: viewers forgive
any vowel, never these two.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ..picture.spec import MouthKey

Phone = tuple[str, float, float]
"""Phoneme in Kokoro's alphabet, start and end in seconds."""
Key = tuple[float, str, float]
Curves = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], list[str]]

RATE = 12
"""Keys a second: a face is drawn on twos."""
PAUSE = 0.08
"""Seconds without sound after which the mouth closes."""
CLOSURES = frozenset("pbm")
CLOSED = ("sil", 0.0)
SHUT = ("PP", 0.0)

SOUNDS = {
    **{"p": "P", "b": "B", "m": "M", "f": "F", "v": "V", "θ": "TH", "ð": "DH", "w": "W", "j": "Y", "ɹ": "R", "r": "R"},
    **{"t": "T", "d": "D", "T": "D", "ɾ": "D", "ʔ": "T", "l": "L", "n": "N", "ŋ": "NG", "s": "S", "z": "Z"},
    **{"k": "K", "ɡ": "G", "g": "G", "h": "HH", "x": "HH", "ʧ": "CH", "ʤ": "JH", "ʃ": "SH", "ʒ": "ZH"},
    **{"A": "EY", "e": "EY", "I": "AY", "W": "AW", "O": "OW", "Q": "OW", "o": "OW", "Y": "OY", "ɔ": "AO"},
    **{"ɑ": "AA", "ɒ": "AA", "a": "AA", "æ": "AE", "ɐ": "AH", "ʌ": "AH", "ə": "AH", "ᵊ": "AH", "ɛ": "EH"},
    **{"ɜ": "ER", "ɚ": "ER", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "u": "UW", "ʊ": "UH"},
}
"""Kokoro's letters in the alphabet of the co-articulation model."""

WIDTH = {
    **{"aa": 1.0, "O": 0.85, "E": 0.75, "I": 0.6, "U": 0.55, "RR": 0.5, "CH": 0.5, "kk": 0.5},
    **{"nn": 0.45, "DD": 0.45, "TH": 0.45, "SS": 0.4, "FF": 0.35, "PP": 0.0, "sil": 0.0},
}
"""How far each shape opens when it is spoken plainly."""


def mouth_keys(
    phones: Sequence[Phone], offset: float = 0.0, energy: Sequence[float] | None = None
) -> tuple[MouthKey, ...]:
    """Return the keys of a mouth saying ``phones``, ``offset`` seconds into its shot.

    ``energy``, if given, is the loudness of the voice from time 0 of the phones, RATE values a second, 0 to 1:
    quiet syllables open less.
    """
    said = [phone for phone in phones if phone[0] in SOUNDS]
    keys: list[Key] = []
    for breath in _breaths(said):
        start, end = breath[0][1], breath[-1][2]
        # Closed on both sides of the breath, so that no blend with the one before opens the mouth in the pause.
        keys.append((max(keys[-1][0] if keys else 0.0, start - PAUSE / 2), *CLOSED))
        keys += _compact(_breath_keys(breath, energy))
        keys.append((end, *CLOSED))
    return tuple(
        MouthKey(at=round(max(0.0, at + offset), 4), shape=shape, open=round(amount, 3)) for at, shape, amount in keys
    )


def _breaths(said: list[Phone]) -> list[list[Phone]]:
    """Cut where nothing is said for longer than PAUSE."""
    cut: list[list[Phone]] = []
    for phone in said:
        if not cut or phone[1] - cut[-1][-1][2] > PAUSE:
            cut.append([])
        cut[-1].append(phone)
    return cut


def _breath_keys(breath: list[Phone], energy: Sequence[float] | None) -> list[Key]:
    """Return the keys of one breath: shapes sampled on twos, and both edges of every closure."""
    start, end = breath[0][1], breath[-1][2]
    curves = _curves(breath)
    shut = _closures(breath)
    keys: list[Key] = [(edge, *SHUT) for span in shut for edge in span]
    steps = np.arange(np.floor(start * RATE) + 1, np.ceil(end * RATE)) / RATE
    times = [float(at) for at in (start, *steps) if not _near(shut, float(at))]
    for (_, opens), (closes, _) in pairwise(shut):
        # A vowel between two closures is seen, though no drawing falls on it.
        if closes - opens > 0.5 / RATE and not any(opens < at < closes for at in times):
            times.append((opens + closes) / 2)
    keys += [(at, *_shape(curves, _saying(breath, at), at, energy)) for at in times]
    return sorted(keys)


def _near(spans: list[tuple[float, float]], at: float) -> bool:
    return any(begin - 0.25 / RATE < at < finish + 0.25 / RATE for begin, finish in spans)


def _saying(breath: list[Phone], at: float) -> str:
    """Return the viseme of the phoneme that sounds at a time."""
    from openfacefx.visemes import PHONEME_TO_VISEME

    sound = next((sound for sound, _, finish in breath if at < finish), breath[-1][0])
    shape: str = PHONEME_TO_VISEME[SOUNDS[sound]]
    return shape


def _closures(breath: list[Phone]) -> list[tuple[float, float]]:
    """Return when the lips are shut: each p, b and m, held for a drawing at least, joined where they touch."""
    start, end = breath[0][1], breath[-1][2]
    spans: list[tuple[float, float]] = []
    for sound, begin, finish in breath:
        if sound not in CLOSURES:
            continue
        middle, half = (begin + finish) / 2, max((finish - begin) / 2, 0.5 / RATE)
        span = (max(start, middle - half), min(end, middle + half))
        if spans and span[0] <= spans[-1][1]:
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


def _compact(keys: list[Key]) -> list[Key]:
    """Drop keys between two of the same shape that open as far."""
    kept = keys[:1]
    for before, key, after in zip(keys, keys[1:], keys[2:], strict=False):
        alike = before[1] == key[1] == after[1] and max(abs(before[2] - key[2]), abs(after[2] - key[2])) < 0.05
        if not alike:
            kept.append(key)
    return kept + keys[1:][-1:]


def _curves(breath: list[Phone]) -> Curves:
    """Return the times, the weight of every viseme at each, and their names."""
    segment, build, params, names = _model()
    gapless = []
    for index, (sound, begin, finish) in enumerate(breath):
        until = breath[index + 1][1] if index + 1 < len(breath) else finish
        gapless.append(segment(SOUNDS[sound], begin, max(until, begin + 0.005)))
    times, weights = build(gapless, fps=48.0, params=params)
    return times, weights, names


@lru_cache(maxsize=1)
def _model() -> tuple[Any, Any, Any, list[str]]:
    from openfacefx.alignment import PhonemeSegment
    from openfacefx.coarticulation import CoartParams, build_viseme_curves
    from openfacefx.visemes import VISEMES

    return PhonemeSegment, build_viseme_curves, CoartParams(), list(VISEMES)


def _shape(curves: Curves, saying: str, at: float, energy: Sequence[float] | None) -> tuple[str, float]:
    """Return the shape at a time and how far it opens: what is being said, drawn towards what stands around it."""
    times, weights, names = curves
    row = weights[int(np.clip(np.searchsorted(times, at), 0, len(times) - 1))]
    row = 0.5 * row / max(float(row.sum()), 1e-6) + 0.5 * (np.array(names) == saying)
    spoken = [n for n, name in enumerate(names) if name not in ("sil", "PP")]
    best = max(spoken, key=lambda n: float(row[n]))
    opening = sum(float(row[n]) * WIDTH[name] for n, name in enumerate(names))
    opening = 0.35 * WIDTH[names[best]] + 0.65 * opening
    if energy is not None and len(energy):
        opening *= 0.55 + 0.45 * float(np.clip(energy[min(len(energy) - 1, max(0, int(at * RATE)))], 0, 1))
    return names[best], float(np.clip(opening * 1.15, 0.15, 1.0))
