"""The series' one theme, grown from its seed: key, pulse, motif, chord loops and colours.

All moods are dressings of it.
"""

import random
from dataclasses import dataclass

Step = tuple[int, float]
"""A note of the motif: scale degree (0 is the tonic, 7 its octave) and length in beats."""

Loop = tuple[int, ...]
"""Chord roots, one a bar, as scale degrees."""

RHYTHMS: dict[int, tuple[tuple[float, ...], ...]] = {
    4: ((1, 1, 2, 4), (1.5, 0.5, 2, 4), (2, 1, 1, 4), (3, 1, 2, 2)),
    5: ((1, 1, 1, 1, 4), (1.5, 0.5, 1, 1, 4), (0.5, 0.5, 1, 2, 4), (2, 1, 1, 1, 3)),
    6: ((1, 0.5, 0.5, 1, 1, 4), (1.5, 0.5, 1, 0.5, 0.5, 4), (1.5, 0.5, 1, 1, 1, 3)),
    7: ((0.5, 0.5, 1, 1, 0.5, 0.5, 4), (1, 0.5, 0.5, 1, 0.5, 0.5, 4)),
}
"""Rhythms of two bars by their number of notes: they move, then they hold."""

MINOR_LOOPS = ((0, 5, 2, 6), (0, 5, 3, 4), (0, 3, 5, 4), (0, 6, 5, 4), (0, 2, 5, 3), (0, 4, 5, 3))
MAJOR_LOOPS = ((0, 4, 5, 3), (5, 3, 0, 4), (0, 2, 3, 4), (0, 5, 3, 4), (3, 0, 4, 5))
DARK_LOOPS = ((0, 0, 1, 0), (0, 1, 0, 6), (0, 5, 0, 1))
STRANGE_LOOPS = ((0, 3, 0, 1), (0, 1, 3, 0), (0, 3, 6, 3))

COLOURS = (
    ("piano", "cello", "celesta"),
    ("harp", "cello", "violin"),
    ("piano", "violin", "harp"),
    ("piano", "cello", "harp"),
)
"""Who accompanies, who sings, who glitters."""


@dataclass(frozen=True)
class Theme:
    """What all music of a series has in common."""

    tonic: int
    """MIDI note between 48 and 59."""
    pace: float
    """Factor on every mood's tempo."""
    motif: tuple[Step, ...]
    """Four to seven notes over two bars."""
    minor: tuple[Loop, ...]
    major: tuple[Loop, ...]
    dark: tuple[Loop, ...]
    strange: tuple[Loop, ...]
    """Two loops each: the first is home."""
    bright: bool
    """Whether its tender side is in major."""
    accompanist: str
    singer: str
    glitter: str


def grow(seed: int) -> Theme:
    """Return the theme of a seed; equal seeds, equal themes."""
    rng = random.Random(f"theme {seed}")
    accompanist, singer, glitter = rng.choice(COLOURS)
    return Theme(
        tonic=rng.randrange(48, 60),
        pace=rng.uniform(0.93, 1.08),
        motif=_motif(rng),
        minor=tuple(rng.sample(MINOR_LOOPS, 2)),
        major=tuple(rng.sample(MAJOR_LOOPS, 2)),
        dark=tuple(rng.sample(DARK_LOOPS, 2)),
        strange=tuple(rng.sample(STRANGE_LOOPS, 2)),
        bright=rng.random() < 0.6,
        accompanist=accompanist,
        singer=singer,
        glitter=glitter,
    )


def _motif(rng: random.Random) -> tuple[Step, ...]:
    """Return a line that steps, leaps once, turns back after its leap, and rests on a note of the tonic chord."""
    notes = rng.choice((4, 5, 5, 6, 6, 7))
    rhythm = rng.choice(RHYTHMS[notes])
    leap_at = rng.randrange(1, notes - 1)
    degree = rng.choice((0, 2, 4))
    line = [degree]
    way = rng.choice((-1, 1)) if degree else 1
    for number in range(1, notes):
        if number == leap_at:
            way = 1 if degree <= 2 else rng.choice((-1, 1))
            degree += way * rng.choice((3, 4, 5))
            way = -way
        else:
            degree += way * rng.choice((1, 1, 1, 2))
            way = way if rng.random() < 0.7 else -way
        if degree > 8 or degree < -3:
            degree += -3 if degree > 8 else 3
        line.append(degree)
    line[-1] = min((-3, 0, 2, 4, 7), key=lambda rest: (abs(rest - line[-1]), rest == line[-2]))
    if line[-1] == line[-2]:
        line[-2] += 1
    return tuple(zip(line, rhythm, strict=True))
