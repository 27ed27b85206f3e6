"""From phonemes to mouths: co-articulated visemes, as keys for a face drawn on twos.

Every p, b and m closes the lips whatever stands beside it, and a mouth is shut when nothing is said: viewers forgive
any vowel, never these two.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ..picture.spec import MouthKey

Phone = tuple[str, float, float]
"""Phoneme in Kokoro's alphabet, start and end in seconds."""
Key = tuple[float, str, float]
Curves = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], list[str]]

RATE = 12
"""Values of loudness a second."""
PAUSE = 0.08
"""Seconds without sound after which the mouth closes."""
SEEN = 0.065
"""Seconds that a shape needs to be seen; a face is drawn on twos, 12 a second."""
CLOSURE = 0.06
"""Seconds that the lips are shut at least: more than a frame of 24, so that one drawing has them shut."""
PARTING = 0.012
"""Seconds in which shut lips part."""
STEP = 0.5
"""Change of the opening at most, from one key to the next."""
CLOSURES = frozenset("pbm")
WEAK = frozenset("əᵊᵻɐɨ")
"""Vowels that hardly open."""
ON_LIPS = frozenset("fvwʃʒʧʤβɸʋɥʂꭧɕʨʥcɟ")
"""Consonants that show on the lips."""
REDUCED = 0.6
CLOSED = ("sil", 0.0)
SHUT = ("PP", 0.0)

SOUNDS = {
    **{"p": "P", "b": "B", "m": "M", "f": "F", "v": "V", "θ": "TH", "ð": "DH", "w": "W", "j": "Y", "ɹ": "R", "r": "R"},
    **{"t": "T", "d": "D", "T": "D", "ɾ": "D", "ʔ": "T", "l": "L", "n": "N", "ŋ": "NG", "s": "S", "z": "Z"},
    **{"k": "K", "ɡ": "G", "g": "G", "h": "HH", "x": "HH", "ʧ": "CH", "ʤ": "JH", "ʃ": "SH", "ʒ": "ZH"},
    **{"A": "EY", "e": "EY", "I": "AY", "W": "AW", "O": "OW", "Q": "OW", "o": "OW", "Y": "OY", "ɔ": "AO"},
    **{"ɑ": "AA", "ɒ": "AA", "a": "AA", "æ": "AE", "ɐ": "AH", "ʌ": "AH", "ə": "AH", "ᵊ": "AH", "ɛ": "EH"},
    **{"ɜ": "ER", "ɚ": "ER", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "u": "UW", "ʊ": "UH"},
    # Sounds of other languages, by what is seen of them: β and ɸ nearly close the lips, y and ø round them.
    **{"β": "W", "ɸ": "W", "ʋ": "V", "ɥ": "W", "y": "UW", "ø": "UH", "œ": "OW", "ɯ": "UH", "ɨ": "IH", "ɤ": "AH"},
    **{"ɲ": "N", "ɳ": "N", "ɴ": "NG", "ʎ": "L", "ʝ": "Y", "ʈ": "T", "ɖ": "D", "ɽ": "D", "ɻ": "R", "ʁ": "HH"},
    **{"χ": "HH", "ɣ": "HH", "ɰ": "HH", "ç": "HH", "q": "K", "c": "CH", "ɟ": "JH", "ʨ": "CH", "ʥ": "JH", "ꭧ": "CH"},
    **{"ɕ": "SH", "ʂ": "SH", "ʦ": "S", "ʣ": "Z"},
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
        keys += _breath_keys(breath, energy)
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
    """Return the keys of one breath: both edges of every closure, and the sounds between that a drawing can show."""
    curves = _curves(breath)
    shut = _closures(breath)
    spoken: list[Key] = []
    for first, last in _openings(breath, shut):
        for start, middle in _chosen(breath, first, last):
            shape, amount = _shape(curves, _saying(breath, middle), middle, energy)
            softer = REDUCED if _sound(breath, middle) in WEAK else 1.0
            spoken.append((start, shape, amount * softer))
    closed = [(edge, *SHUT) for begin, finish in shut for edge in (begin, finish - PARTING)]
    return sorted(_even(spoken) + closed)


def _openings(breath: list[Phone], shut: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the times between closures that are long enough to be seen."""
    edges = [breath[0][1], *(edge for span in shut for edge in span), breath[-1][2]]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if last - first >= SEEN - 1e-9]


def _chosen(breath: list[Phone], first: float, last: float) -> list[tuple[float, float]]:
    """Choose the sounds between two closures that get a key: when it starts, and the middle of the sound.

    Vowels come first, then consonants that show on the lips, then the longer; none is nearer to another than SEEN.
    """
    within = [phone for phone in breath if phone[0] not in CLOSURES and phone[2] > first and phone[1] < last]
    within.sort(key=lambda phone: (-_weight(phone[0]), phone[1] - phone[2], phone[1]))
    chosen: list[tuple[float, float]] = []
    for _, begin, finish in within:
        start = min(max(begin, first), last - SEEN)
        if all(abs(start - other) >= SEEN - 1e-9 for other, _ in chosen):
            chosen.append((start, (begin + finish) / 2))
    chosen.sort()
    # The first sound after a closure opens the lips at once: there is no key between to wait for.
    return [(first, chosen[0][1]), *chosen[1:]] if chosen else []


def _weight(sound: str) -> int:
    """Return how much a sound shows: 3 for a full vowel, 2 for lips and weak vowels, 1 for what the tongue does."""
    vowel = SOUNDS[sound][0] in "AEIOU"
    return 3 if vowel and sound not in WEAK else 2 if vowel or sound in ON_LIPS else 1


def _even(keys: list[Key]) -> list[Key]:
    """Bound the change from each key to one that follows at once."""
    kept: list[Key] = []
    for at, shape, amount in keys:
        if kept and at - kept[-1][0] < 2 * SEEN:
            amount = float(np.clip(amount, kept[-1][2] - STEP, kept[-1][2] + STEP))
        kept.append((at, shape, amount))
    return kept


def _sound(breath: list[Phone], at: float) -> str:
    return next((sound for sound, _, finish in breath if at < finish), breath[-1][0])


def _saying(breath: list[Phone], at: float) -> str:
    """Return the viseme of the phoneme that sounds at a time."""
    from openfacefx.visemes import PHONEME_TO_VISEME

    shape: str = PHONEME_TO_VISEME[SOUNDS[_sound(breath, at)]]
    return shape


def _closures(breath: list[Phone]) -> list[tuple[float, float]]:
    """Return when the lips are shut: each p, b and m, long enough to be seen, joined where nothing shows between."""
    start, end = breath[0][1], breath[-1][2]
    spans: list[tuple[float, float]] = []
    for sound, begin, finish in breath:
        if sound not in CLOSURES:
            continue
        middle, half = (begin + finish) / 2, max((finish - begin) / 2, CLOSURE / 2)
        span = (max(start, middle - half), min(end, middle + half))
        if spans and span[0] - spans[-1][1] < SEEN:
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


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
