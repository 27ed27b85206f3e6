"""Scales, chords and the shortest way from one chord to the next."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
"""Semitones over the tonic of the seven degrees."""


def pitch(tonic: int, mode: str, degree: int) -> int:
    """Return the MIDI note of a scale degree; 7 is an octave over 0, negative ones lie under the tonic."""
    octave, step = divmod(degree, 7)
    return tonic + 12 * octave + MODES[mode][step]


def chord(tonic: int, mode: str, root: int, seventh: bool = False) -> tuple[int, ...]:
    """Return the MIDI notes of the chord on a degree, from its root up.

    In aeolian the fifth degree has a leading note: a dominant, not a mere minor chord.
    """
    notes = [pitch(tonic, mode, root + third) for third in ((0, 2, 4, 6) if seventh else (0, 2, 4))]
    if mode == "aeolian" and root % 7 == 4:
        notes[1] += 1
    return tuple(notes)


def voiced(notes: Sequence[int], before: Sequence[int], low: int, high: int) -> tuple[int, ...]:
    """Return the chord's notes placed between ``low`` and ``high`` so that each voice moves least from ``before``.

    Without a chord before, they lie close about the middle.
    """
    places = [[n for n in range(low, high + 1) if n % 12 == note % 12] for note in notes]
    middle = (low + high) / 2
    wanted = sorted(before) if before else [middle - 4, middle, middle + 4, middle + 7][: len(notes)]

    def distance(choice: Iterable[int]) -> tuple[float, int]:
        ordered = sorted(choice)
        crowd = sum(upper - lower < 3 for lower, upper in pairwise(ordered)) * 4
        moved = sum(abs(a - b) for a, b in zip(ordered, wanted, strict=False))
        return moved + crowd + abs(sum(ordered) / len(ordered) - middle) * 0.4, ordered[0]

    choices: list[tuple[int, ...]] = list(product(*places))
    return tuple(sorted(min(choices, key=distance)))


def nearest(degree: int, root: int) -> int:
    """Return the degree moved to the nearest note of the chord on ``root``."""
    return min(
        (degree + shift for shift in (0, -1, 1, -2, 2)),
        key=lambda d: ((d - root) % 7 not in (0, 2, 4), abs(d - degree)),
    )
