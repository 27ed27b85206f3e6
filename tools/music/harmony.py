"""Scales, chords and the shortest way from one chord to the next."""

from collections.abc import Sequence
from itertools import product

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
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

    def distance(choice: tuple[int, ...]) -> tuple[float, int]:
        ordered = sorted(choice)
        apart = [upper - lower for lower, upper in zip(ordered[:-1], ordered[1:], strict=True)]
        crowd = sum(gap < 3 for gap in apart) * 4
        moved = sum(abs(a - b) for a, b in zip(ordered, wanted, strict=False))
        return moved + crowd + abs(sum(ordered) / len(ordered) - middle) * 0.4, ordered[0]

    return tuple(sorted(min(product(*places), key=distance)))


def nearest(degree: int, root: int) -> int:
    """Return the degree moved to the nearest note of the chord on ``root``."""
    return min(
        (degree + shift for shift in (0, -1, 1, -2, 2)),
        key=lambda d: ((d - root) % 7 not in (0, 2, 4), abs(d - degree)),
    )
