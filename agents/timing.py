"""When everything happens: the voices decide how long a shot is, the form decides how long an episode may be."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
BREATH = 0.1
"""Seconds of silence that are left before and after a line that has to fit into the room of another."""
LINGER = 1.5
"""Seconds that a shot may last beyond what its lines want, to fill the room of others."""
_ROOM = 2.0
"""Seconds to keep clear of both limits."""


AUDIBLE = 0.4
"""Seconds of a line that are heard at least before the picture is cut."""
Pause = tuple[float, float]
"""A moment between two words, and how many seconds one would go out of the way rather than cut there."""
LEAST = 0.7
"""Seconds that each picture under a line which runs over several shots lasts at least."""


@dataclass(frozen=True)
class TimedShot:
    """A shot with its place in the episode; times in seconds, on frame boundaries."""

    shot: Shot
    start: float
    seconds: float
    lines: tuple[tuple[str, float], ...]
    """Line id and when it starts, from the start of the shot."""
    carried: tuple[tuple[str, float], ...] = ()
    """The line that began in an earlier shot, if one is still heard, and when it did: a negative time."""

    @property
    def heard(self) -> tuple[tuple[str, float], ...]:
        """Every line heard in the shot, in order."""
        return (*self.carried, *self.lines)


def lay_out(
    storyboard: Storyboard,
    spoken: Mapping[str, float],
    fps: int,
    pauses: Mapping[str, Sequence[Pause]] | None = None,
) -> tuple[TimedShot, ...]:
    """Give every shot its start and length; ``spoken`` is seconds by line id.

    ``pauses`` are the moments between words, by line id, from the start of the line: where a line runs over several
    shots, the picture is cut at the one that is near and easy.
    """
    timed: list[TimedShot] = []
    frames = 0
    for run in runs(storyboard.shots):
        head, total = _in_room(run, _wanted(run, spoken)) if run[0].lines else (0.0, run[0].seconds)
        at, lines = head, []
        for line in run[0].lines:
            lines.append((line, round(at, 3)))
            at += spoken[line] + BETWEEN_LINES
        last = frames + max(len(run), round(total * fps))
        rests = (pauses or {}).get(lines[-1][0], ()) if lines else ()
        joints = [(lines[-1][1] + at, reluctance) for at, reluctance in rests]
        began = frames
        for cut, shot in zip(
            (*_cuts(run, total, lines[-1][1] if lines else 0.0, joints, fps), last - began), run, strict=True
        ):
            carried = ((lines[-1][0], round(lines[-1][1] - (frames - began) / fps, 3)),) if shot.over else ()
            own = () if shot.over else tuple(lines)
            timed.append(TimedShot(shot, frames / fps, (began + cut - frames) / fps, own, carried))
            frames = began + cut
    return tuple(timed)


def _wanted(run: Sequence[Shot], spoken: Mapping[str, float]) -> float:
    """Return how many seconds the lines of a run take, with the silences around them."""
    lines = sum(spoken[line] for line in run[0].lines) + BETWEEN_LINES * (len(run[0].lines) - 1)
    return run[0].head + lines + run[-1].tail


def _in_room(run: Sequence[Shot], wanted: float) -> tuple[float, float]:
    """Return the silence before the first line of a run and how long the run lasts: as long as its room, if it can."""
    head, room = run[0].head, run[0].room
    from_tail, from_head = max(0.0, run[-1].tail - BREATH), max(0.0, head - BREATH)
    if not room or not wanted - from_tail - from_head <= room <= wanted + LINGER:
        return head, wanted
    return head - max(0.0, wanted - room - from_tail), room


def runs(shots: Sequence[Shot]) -> Iterator[tuple[Shot, ...]]:
    """Group the shots: each alone, or with those that follow under its last line."""
    run: tuple[Shot, ...] = ()
    for shot in shots:
        if run and shot.over and run[0].lines and shot.over == run[0].lines[-1]:
            run = (*run, shot)
            continue
        if run:
            yield run
        # Without the line it lay under, it is a shot like any other.
        run = (shot.model_copy(update={"over": ""}) if shot.over else shot,)
    if run:
        yield run


def _cuts(run: Sequence[Shot], total: float, spoken_from: float, joints: Sequence[Pause], fps: int) -> list[int]:
    """Return where the picture is cut within a run, in frames from its start: in the proportions that were planned.

    The line that runs over begins at ``spoken_from``.
    """
    planned = sum(shot.seconds for shot in run)
    cuts: list[int] = []
    before, at = 0.0, 0.0
    for number, shot in enumerate(run[:-1], 1):
        at += shot.seconds / planned * total
        least, most = max(before + LEAST, spoken_from + AUDIBLE), total - LEAST * (len(run) - number)
        near = [(abs(joint - at) + cost, joint) for joint, cost in joints if least <= joint <= most]
        aim = max(least, min(most, at)) if least <= most else at
        before = min(near, default=(0.0, aim))[1]
        cuts.append(max(round(before * fps), number))
    return cuts


def length(timed: tuple[TimedShot, ...]) -> float:
    """Return the length of the episode in seconds."""
    return timed[-1].start + timed[-1].seconds if timed else 0.0


def speech_factor(storyboard: Storyboard, spoken: Mapping[str, float], fps: int, besides: float = 0.0) -> float:
    """Return by what the lines' natural length must be multiplied for the episode to fit, within 0.85 to 1.12.

    ``besides`` are seconds of the episode that the storyboard's own shots do not fill.
    """
    total = length(lay_out(storyboard, spoken, fps)) + besides
    speech = sum(spoken[line] for shot in storyboard.shots for line in shot.lines)
    silent = total - speech
    if not speech or SHORTEST <= total <= LONGEST:
        return 1.0
    wanted = (SHORTEST + _ROOM if total < SHORTEST else LONGEST - _ROOM) - silent
    return min(1.12, max(0.85, wanted / speech))


def fit(storyboard: Storyboard, spoken: Mapping[str, float], fps: int, besides: float = 0.0) -> Storyboard:
    """Return the storyboard with silences lengthened or silent shots dropped until the episode keeps to the form.

    Nothing that is said, and no object that is shown, is ever dropped. ``besides`` as in `speech_factor`.
    """
    total = length(lay_out(storyboard, spoken, fps)) + besides
    if total < SHORTEST:
        return _lengthened(storyboard, SHORTEST + _ROOM - total)
    if total > LONGEST:
        return _shortened(storyboard, total - (LONGEST - _ROOM))
    return storyboard


def _lengthened(storyboard: Storyboard, missing: float) -> Storyboard:
    """Share the missing seconds among the silences, none of which may grow by more than 1.1 s."""
    last = [shot for run in runs(storyboard.shots) for shot in run[-1:]]
    grown = {shot.id for shot in last}
    share = min(1.1, missing / len(grown))
    shots = [_held(shot, share) if shot.id in grown else shot for shot in storyboard.shots]
    return storyboard.model_copy(update={"shots": tuple(shots)})


def _held(shot: Shot, longer: float) -> Shot:
    if shot.lines or shot.over:
        return shot.model_copy(update={"tail": shot.tail + longer})
    return shot.model_copy(update={"seconds": shot.seconds + longer})


def _shortened(storyboard: Storyboard, surplus: float) -> Storyboard:
    """Drop silent shots from the middle until the surplus is gone: blows last, else the longest first."""
    last = len(storyboard.shots) - 3
    spare = sorted(
        (
            shot
            for number, shot in enumerate(storyboard.shots)
            if 2 < number < last and not shot.lines and not shot.over and not shot.prop and not shot.text
        ),
        key=lambda shot: (bool(shot.style or "hit" in shot.effects), -shot.seconds),
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
