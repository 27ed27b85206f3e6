"""What a season has done to its people: who was beaten, hurt, lost, bound, and to whom a word is owed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ....memory.bible import Bible, Character
from ....memory.legacy import Legacy
from ....memory.state import State
from ..library import words

_LOVED = ("husband", "wife", "fiancé", "fiancée", "lover", "boyfriend", "girlfriend")
GROWN = 17
"""Years from which somebody may love, rival and rule."""


@dataclass(frozen=True)
class Aftermath:
    """A legacy, seen by whoever leads the next season."""

    legacy: Legacy
    lead: Character

    @property
    def bible(self) -> Bible:
        """The Bible of the season that is over."""
        return self.legacy.bible

    @property
    def state(self) -> State:
        """What is true at its end."""
        return self.legacy.state

    @cached_property
    def others(self) -> tuple[Character, ...]:
        """Everybody alive but the lead, in order of the cast."""
        return tuple(p for p in self.bible.characters if p.id not in self.state.dead and p is not self.lead)

    def bound(self, kind: str, one: str, two: str) -> bool:
        """Tell whether a bond holds from one to the other."""
        return (kind, one, two) in self.state.bonds

    def mutual(self, kind: str, other: Character) -> int:
        """Return in how many directions a bond holds between the lead and somebody: 0, 1 or 2."""
        return self.bound(kind, self.lead.id, other.id) + self.bound(kind, other.id, self.lead.id)

    def tie(self, one: Character, other: Character) -> str:
        """Return what the other is to one, in words; empty if nothing."""
        return next((r.kind.removeprefix("late ") for r in one.relations if r.to == other.id), "")

    def blood(self, other: Character) -> bool:
        """Tell whether somebody is of the lead's blood, or was brought up as if."""
        return self.tie(self.lead, other) in words("things")["blood"]

    def is_married(self, other: Character) -> bool:
        """Tell whether somebody is the lead's husband or wife."""
        return self.mutual("married", other) == 2

    def loves(self, other: Character) -> bool:
        """Tell whether there is love between the lead and somebody who could be loved so."""
        fit = other.look.age >= GROWN and not self.blood(other)
        return fit and (self.is_married(other) or self.mutual("loves", other) > 0)

    def parted(self, other: Character) -> bool:
        """Tell whether the lead and somebody were a couple once and are none."""
        return self.tie(self.lead, other) in _LOVED and not self.loves(other)

    def beaten(self, other: Character) -> bool:
        """Tell whether somebody was a villain and has been brought down, in this season or before."""
        if other.role == "villain":
            return self.bound("exposed", other.id, "")
        return any(p.id == other.id and p.role == "villain" for past in self.legacy.past for p in past.characters)

    def free(self, other: Character) -> bool:
        """Tell whether somebody is a villain still."""
        return other.role == "villain" and not self.beaten(other)

    def dark(self, other: Character) -> bool:
        """Tell whether somebody is, or has been, the villain."""
        return self.beaten(other) or self.free(other)

    def hurt(self, other: Character) -> bool:
        """Tell whether somebody has a wound that will leave a scar."""
        return scars(self.state.hurt.get(other.id, ""))

    def opened(self, other: Character) -> bool:
        """Tell whether somebody has a wound that goes deep enough to hold something."""
        return any(word in self.state.hurt.get(other.id, "").lower() for word in words("sequels")["deep"])

    def promised(self, other: Character) -> bool:
        """Tell whether the lead has given somebody a word."""
        return any(who == self.lead.id and to == other.id for who, _, to in self.state.promises)

    def close(self, other: Character) -> float:
        """Return how near somebody is to the lead's heart; below 0: against."""
        score = 1.5 * self.mutual("trusts", other) + 1.0 * self.mutual("allies", other) + 2.0 * self.blood(other)
        score += 2.0 * self.loves(other) - 2.0 * self.mutual("enemies", other) - 1.0 * self.mutual("distrusts", other)
        return score - 4.0 * self.dark(other)

    def who(self, what: str) -> tuple[Character, ...]:
        """Return whom a word of the cards stands for (`situation.Who`), best first."""
        if what == "dead":
            return tuple(p for p in self.bible.characters if p.id in self.state.dead)
        if what == "gone":
            return tuple(p for p in self.others if p.id in self.state.gone)
        test, rank = self._tests[what]
        here = [p for p in self.others if p.id not in self.state.gone]
        return tuple(sorted(filter(test, here), key=lambda p: -rank(p)))

    @cached_property
    def _tests(self) -> dict[str, tuple[Callable[[Character], bool], Callable[[Character], float]]]:
        def grown(p: Character) -> bool:
            return p.look.age >= GROWN

        def friendly(p: Character) -> bool:
            return grown(p) and not self.dark(p) and self.close(p) > 0

        def against(p: Character) -> bool:
            return self.free(p) or (grown(p) and self.mutual("enemies", p) > 0)

        first = self.bible.characters[0]
        return {
            "beaten": (self.beaten, lambda p: float(p.role == "villain")),
            "free": (self.free, lambda p: 0.0),
            "against": (against, lambda p: 3.0 * self.free(p) + self.mutual("enemies", p)),
            "dear": (friendly, lambda p: self.close(p) + 2.0 * self.blood(p)),
            "trusted": (friendly, lambda p: self.close(p) - 2.0 * self.loves(p)),
            "promised": (lambda p: friendly(p) and self.promised(p), self.close),
            "loved": (lambda p: self.loves(p) and not self.dark(p), lambda p: 2.0 * self.is_married(p) + self.close(p)),
            "wounded": (lambda p: self.opened(p) and not self.dark(p), self.close),
            "old_lead": (lambda p: p is first, lambda p: 0.0),
            "credited": (
                lambda p: grown(p) and not self.dark(p) and not self.blood(p) and p.look.age < 60,
                lambda p: 2.0 * (p.role in ("rival", "ally")) - 0.5 * self.close(p),
            ),
        }


def scars(wound: str) -> bool:
    """Tell whether a wound, in words, is one that leaves a mark."""
    return any(re.search(rf"\b{word}", wound.lower()) for word in words("sequels")["scars"])


def in_the_face(wound: str) -> bool:
    """Tell whether a wound, in words, is one that is seen in the face; one that is nowhere may be."""
    low = wound.lower()
    placed = re.search(r"\b(?:in|on|across|over|at|to|through|of) the \w+|\b(?:arm|leg|hand|side|shoulder|back)\b", low)
    return any(re.search(rf"\b{word}\b", low) for word in words("sequels")["faces"]) or not placed
