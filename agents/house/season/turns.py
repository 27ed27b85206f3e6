"""Where the turns of an engine stand in a season, and how tense every episode is."""

from collections.abc import Sequence

from ....memory.library import Pattern, Turn
from ....memory.script import Season

QUARTERS = (0.25, 0.5, 0.75)
"""Where in a season it is turned round."""
SHORT = 24
"""Shorter seasons have neither paywall nor reversals of their own."""
_EARLY = 0.2
"""The turn at the paywall is the strongest of this first part of the engine."""


def reversals(length: int) -> tuple[int, ...]:
    """Return the episodes at a quarter, half and three quarters of a season; none of a short one."""
    return tuple(round(length * quarter) for quarter in QUARTERS) if length >= SHORT else ()


def paywall_of(season: Season) -> int:
    """Return the last free episode; 0 if the season is too short to have one."""
    return season.paywall if season.length >= SHORT and 2 <= season.paywall <= season.length - 2 else 0


def place_turns(turns: Sequence[Turn], season: Season) -> dict[int, Turn]:
    """Return episode number to turn: in order, the first at 1, the last at the end, the strongest at their places."""
    turns = sorted(turns, key=_middle)
    if season.length < SHORT:
        return _spread(turns, season.length)
    pinned = _pinned(turns, season)
    placed: dict[int, Turn] = {}
    marks = sorted(pinned)
    for index, after in zip(marks, [*marks[1:], None], strict=True):
        placed[pinned[index]] = turns[index]
        if after is not None:
            placed.update(_between(turns[index + 1 : after], pinned[index], pinned[after], season.length))
    return dict(sorted(placed.items()))


def _middle(turn: Turn) -> float:
    return sum(turn.span) / 2


def _spread(turns: Sequence[Turn], length: int) -> dict[int, Turn]:
    """Return the turns of a short season: evenly chosen, evenly placed."""
    count = min(len(turns), max(1, length if length < 4 else (length + 1) * 3 // 4))
    kept = [turns[round(i * (len(turns) - 1) / max(1, count - 1))] for i in range(count)]
    placed = {1 + round(i * (length - 1) / max(1, count - 1)): turn for i, turn in enumerate(kept)}
    for number in list(placed):
        before = placed.get(number - 1)
        if before is not None and before.cliff == placed[number].cliff and 1 < number < length:
            del placed[number]
    return placed


def _pinned(turns: Sequence[Turn], season: Season) -> dict[int, int]:
    """Return index of turn to episode for those whose place is fixed."""
    pinned = {0: 1, len(turns) - 1: season.length}
    marks = {round(season.length * quarter): quarter for quarter in QUARTERS}
    wall = paywall_of(season)
    if wall and wall not in marks:
        early = [i for i, turn in enumerate(turns) if i > 0 and _middle(turn) <= _EARLY]
        if early and wall < min(marks):
            pinned[max(early, key=lambda i: turns[i].tension)] = wall
        else:
            marks[wall] = wall / season.length
    for number, quarter in sorted(marks.items()):
        low = max((i for i, at in pinned.items() if at < number), default=0)
        high = min(i for i, at in pinned.items() if at > number)
        beside = {turns[i].cliff for i, at in pinned.items() if abs(at - number) == 1}
        free = [i for i in range(low + 1, high) if turns[i].cliff not in beside]
        if free:
            pinned[min(free, key=lambda i: (abs(_middle(turns[i]) - quarter), -turns[i].tension))] = number
    return pinned


def _between(turns: Sequence[Turn], start: int, end: int, length: int) -> dict[int, Turn]:
    """Return the places of turns between two fixed ones, never side by side; the strongest, where room is short."""
    room = max(0, (end - start - 2) // 2)
    kept = sorted(sorted(turns, key=lambda turn: -turn.tension)[:room], key=_middle)
    placed: dict[int, Turn] = {}
    at = start
    for left, turn in zip(range(len(kept) - 1, -1, -1), kept, strict=True):
        wanted = 1 + round(_middle(turn) * (length - 1))
        at = min(max(wanted, at + 2), end - 2 * (left + 1))
        placed[at] = turn
    return placed


def tension_at(number: int, season: Season, source: Turn | Pattern) -> float:
    """Return how tense an episode is, 0 to 1: rising in waves, highest at the paywall, the reversals and the end."""
    if number == season.length:
        return 1.0
    if number == paywall_of(season):
        return 0.99
    if number in reversals(season.length):
        return 0.95
    rise = 0.2 + 0.62 * number / season.length
    early = 0.15 if number <= min(10, season.paywall) else 0.0
    turned = 0.1 if isinstance(source, Turn) else 0.0
    return round(min(0.92, 0.5 * rise + 0.5 * source.tension + early + turned), 3)
