"""When everything happens: the voices decide how long a shot is, the form decides how long an episode may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..memory.storyboard import Shot, Storyboard

SHORTEST = 60.0
"""Seconds an episode lasts at least."""
LONGEST = 120.0
"""Seconds an episode lasts at most."""
WORDS_PER_SECOND = 2.7
"""How fast lines are spoken, for planning; the voices decide in the end."""
BETWEEN_LINES = 0.22
"""Silence between two lines of one shot, seconds."""
_ROOM = 2.0
"""Seconds to keep clear of both limits."""


@dataclass(frozen=True)
class TimedShot:
    """A shot with its place in the episode; times in seconds, on frame boundaries."""

    shot: Shot
    start: float
    seconds: float
    lines: tuple[tuple[str, float], ...]
    """Line id and when it starts, from the start of the shot."""


def lay_out(storyboard: Storyboard, spoken: Mapping[str, float], fps: int) -> tuple[TimedShot, ...]:
    """Give every shot its start and length; ``spoken`` is seconds by line id."""
    timed: list[TimedShot] = []
    frames = 0
    for shot in storyboard.shots:
        at, lines = shot.head, []
        for line in shot.lines:
            lines.append((line, round(at, 3)))
            at += spoken[line] + BETWEEN_LINES
        seconds = at - BETWEEN_LINES + shot.tail if lines else shot.seconds
        length = max(1, round(seconds * fps))
        timed.append(TimedShot(shot, frames / fps, length / fps, tuple(lines)))
        frames += length
    return tuple(timed)


def length(timed: tuple[TimedShot, ...]) -> float:
    """Return the length of the episode in seconds."""
    return timed[-1].start + timed[-1].seconds if timed else 0.0


def speech_factor(storyboard: Storyboard, spoken: Mapping[str, float], fps: int) -> float:
    """Return by what the lines' natural length must be multiplied for the episode to fit, within 0.85 to 1.12."""
    total = length(lay_out(storyboard, spoken, fps))
    speech = sum(spoken[line] for shot in storyboard.shots for line in shot.lines)
    silent = total - speech
    if not speech or SHORTEST <= total <= LONGEST:
        return 1.0
    wanted = (SHORTEST + _ROOM if total < SHORTEST else LONGEST - _ROOM) - silent
    return min(1.12, max(0.85, wanted / speech))


def fit(storyboard: Storyboard, spoken: Mapping[str, float], fps: int) -> Storyboard:
    """Return the storyboard with silences lengthened or silent shots dropped until the episode keeps to the form.

    Nothing that is said, and no object that is shown, is ever dropped.
    """
    total = length(lay_out(storyboard, spoken, fps))
    if total < SHORTEST:
        return _lengthened(storyboard, SHORTEST + _ROOM - total)
    if total > LONGEST:
        return _shortened(storyboard, total - (LONGEST - _ROOM))
    return storyboard


def _lengthened(storyboard: Storyboard, missing: float) -> Storyboard:
    """Share the missing seconds among the silences, none of which may grow by more than 1.1 s."""
    share = min(1.1, missing / len(storyboard.shots))
    shots = [
        shot.model_copy(update={"tail": shot.tail + share} if shot.lines else {"seconds": shot.seconds + share})
        for shot in storyboard.shots
    ]
    return storyboard.model_copy(update={"shots": tuple(shots)})


def _shortened(storyboard: Storyboard, surplus: float) -> Storyboard:
    """Drop silent reactions from the middle, longest first, until the surplus is gone."""
    last = len(storyboard.shots) - 3
    spare = sorted(
        (
            shot
            for number, shot in enumerate(storyboard.shots)
            if 2 < number < last and not shot.lines and not shot.prop and not shot.text
        ),
        key=lambda shot: -shot.seconds,
    )
    dropped: set[str] = set()
    for shot in spare:
        if surplus <= 0:
            break
        dropped.add(shot.id)
        surplus -= shot.seconds
    return storyboard.model_copy(update={"shots": tuple(s for s in storyboard.shots if s.id not in dropped)})


def spoken_seconds(text: str) -> float:
    """Estimate how long a line takes to say."""
    words = len(text.split())
    pauses = len(re.findall(r"[.!?…,;:—-]", text))
    return 0.3 + words / WORDS_PER_SECOND + 0.12 * pauses
