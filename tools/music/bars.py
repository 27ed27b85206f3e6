"""Bars: passages become stretches of one mood, stretches become bars.

The bars of a stretch are bent a little so that bar lines fall exactly where moods change.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .moods import dressed
from .spec import Mood, Passage
from .theme import Loop, Theme

BUILD = 0.18
"""How much a stretch of eight bars or more grows in tension by itself."""


@dataclass(frozen=True)
class Bar:
    """One bar: its time, its chord, how tense it is, and where it stands in its passage."""

    start: float
    beat: float
    """Seconds of one beat."""
    beats: int
    root: int
    """Scale degree of its chord."""
    tension: float
    number: int
    of: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.beat * self.beats


@dataclass(frozen=True)
class Stretch:
    """Neighbouring passages of one mood."""

    mood: Mood
    start: float
    end: float
    tensions: tuple[tuple[float, float], ...]
    """(Second, tension) from there on."""


def stretches(passages: Sequence[Passage], seconds: float) -> list[Stretch]:
    """Return the passages in order, neighbours of one mood joined, each until the next one begins."""
    ordered = sorted((p for p in passages if p.start < seconds), key=lambda p: p.start)
    found: list[Stretch] = []
    for number, passage in enumerate(ordered):
        end = ordered[number + 1].start if number + 1 < len(ordered) else seconds
        start = max(0.0, passage.start)
        if end - start < 0.05:
            continue
        level = ((start, max(0.0, min(1.0, passage.tension))),)
        if found and found[-1].mood == passage.mood:
            last = found.pop()
            found.append(Stretch(last.mood, last.start, end, last.tensions + level))
        else:
            found.append(Stretch(passage.mood, start, end, level))
    return found


def bars(stretch: Stretch, theme: Theme) -> list[Bar]:
    """Return a stretch's bars: four beats each, the tempo bent so that they fill it exactly."""
    mode = dressed(stretch.mood, theme)
    length = stretch.end - stretch.start
    first = stretch.tensions[0][1]
    beat = 60 / (mode.tempo * theme.pace * (0.96 + 0.08 * first))
    whole = max(1, round(length / (4 * beat)))
    beats = 4 * whole if abs(length / (4 * whole * beat) - 1) < 0.13 else max(1, round(length / beat))
    beat = length / beats
    loop = _loop(stretch, theme, mode.loop)
    total = -(-beats // 4)
    made = []
    for number in range(total):
        start = stretch.start + 4 * number * beat
        tension = [level for at, level in stretch.tensions if at <= start + 2 * beat][-1:] or [first]
        count = min(4, beats - 4 * number)
        # A long stretch builds: voices that wait for tension come in one after another.
        grown = min(1.0, tension[0] + BUILD * number / max(total, 8))
        made.append(Bar(start, beat, count, loop[number % len(loop)], grown, number, total))
    return made


def _loop(stretch: Stretch, theme: Theme, name: str) -> Loop:
    """Return the chords of a stretch: mostly the theme's home loop, sometimes its other one."""
    home, other = getattr(theme, name)
    chosen: Loop = random.Random(f"loop {stretch}").choice((home, home, other))
    return chosen
