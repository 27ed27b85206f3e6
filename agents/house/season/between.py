"""The episodes between the turns: which pattern is played next, and by whom."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ....memory.bible import Bible, Character
from ....memory.library import Pattern
from ....memory.script import Cliff, EpisodeOutline
from ..script.planner import anachronistic

APART = 20
"""A pattern that a season has to play twice is not played twice within this many episodes."""

Bound = tuple[Pattern, dict[str, Character]]


@dataclass(frozen=True)
class Gap:
    """An episode that a pattern has to be found for."""

    number: int
    phase: str
    barred: Collection[Cliff] = ()
    """What its neighbours stop on."""
    recent: Sequence[Cliff] = ()
    """What the last episodes stopped on."""
    away: Collection[str] = ()
    """Ids of the dead and the gone."""
    unseen: Mapping[str, int] = field(default_factory=dict)
    """Character id to the number of episodes since they were last seen."""
    asks: bool = False
    """Few questions are open: it should raise one."""
    without: Collection[str] = ()
    """Ids of patterns that will not do."""


class Between:
    """Chooses patterns for a season: fresh ones first, then those played longest ago, never twice by the same two."""

    def __init__(self, bible: Bible, patterns: Sequence[Pattern], dice: random.Random) -> None:
        sets = {place.set for place in bible.locations}
        self._bible, self._dice = bible, dice
        self._patterns = [
            pattern
            for pattern in patterns
            if not (pattern.places and sets.isdisjoint(pattern.places))
            and not anachronistic(str(pattern), bible.period)
        ]
        self._others = {pattern.id for pattern in self._patterns if _turn_of(pattern, bible)}
        """Patterns that are rather kept for the season before this one, or after."""
        self._played: dict[str, list[int]] = {}
        self._bound: set[tuple[str, ...]] = set()

    def remember(self, episodes: Iterable[EpisodeOutline]) -> None:
        """Take down what an outline plays already."""
        roles = {pattern.id: len(pattern.roles) for pattern in self._patterns}
        for episode in episodes:
            _, _, id = episode.turn.partition("+")
            if id in roles:
                self._took(id, episode.cast[: roles[id]], episode.number)

    def choose(self, gap: Gap) -> Bound | None:
        """Return the pattern that serves best here and who its roles are; None if none can be played."""
        for apart, again in ((APART, False), (APART // 2, True), (2, True)):
            bound = self._best(gap, apart, again)
            if bound is not None:
                pattern, roles = bound
                self._took(pattern.id, [person.id for person in roles.values()], gap.number)
                return bound
        return None

    def _best(self, gap: Gap, apart: int, again: bool) -> Bound | None:
        best: tuple[float, Bound] | None = None
        for pattern in self._patterns:
            played = self._played.get(pattern.id, ())
            worn = any(abs(gap.number - at) < apart for at in played)
            if worn or pattern.cliff in gap.barred or pattern.id in gap.without:
                continue
            roles = self._cast(pattern, gap, again)
            if roles is None:
                continue
            score = 4.0 * (pattern.phase == gap.phase) - 9.0 * len(played)
            score -= 4.5 * (pattern.id in self._others)
            score += 2.5 * (gap.asks and bool(pattern.plants))
            score += 2.5 * self._dice.random() - 1.2 * list(gap.recent).count(pattern.cliff)
            if best is None or score > best[0]:
                best = (score, (pattern, roles))
        return best[1] if best else None

    def _took(self, id: str, people: Iterable[str], number: int) -> None:
        self._played.setdefault(id, []).append(number)
        self._bound.add((id, *list(people)[:2]))

    def _cast(self, pattern: Pattern, gap: Gap, again: bool) -> dict[str, Character] | None:
        """Return who plays it: the role it is made for, who has not been seen for long, and nobody twice the same."""
        roles: dict[str, Character] = {}
        for key, wanted in pattern.roles.items():
            taken = {person.id for person in roles.values()}
            fits = [
                person
                for person in self._bible.characters
                if person.id not in taken and person.id not in gap.away and (not wanted or person.role in wanted)
            ]
            if len(roles) == 1 and not again:
                first = next(iter(roles.values())).id
                fits = [person for person in fits if (pattern.id, first, person.id) not in self._bound]
            if not fits:
                return None
            roles[key] = min(fits, key=lambda person: self._rank(person, wanted, gap))
        return roles

    def _rank(self, person: Character, wanted: Sequence[str], gap: Gap) -> float:
        place = wanted.index(person.role) if wanted else 0
        return place + 1.6 * self._dice.random() - 0.12 * gap.unseen.get(person.id, 0)


def _turn_of(pattern: Pattern, bible: Bible) -> bool:
    """Tell whether a pattern is another season's turn: two seasons of a series in a row share as few as can be."""
    return random.Random(f"half:{bible.premise.text}:{pattern.id}").randrange(2) != bible.season % 2
