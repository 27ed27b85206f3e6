"""A read-through of a season plan: what the critic looks up in it, whoever made it."""

import re
from dataclasses import dataclass
from functools import cached_property

from ....memory.bible import Bible
from ....memory.script import EpisodeOutline, Outline, Season, Thread
from ....memory.state import State
from .promises import ANSWERED, LEFT, STILL, WARM
from .turns import paywall_of

ALIKE = 0.8
"""Two loglines that share so many of their words tell the same thing."""

_QUESTIONS = re.compile(rf"\s+(?:{STILL}|{ANSWERED}|{LEFT}) ")
_ASKING = re.compile(r"wh\w+|th[aeio]\w+|will|have|does|with|from|been|would|could|into")
"""Words of a question that say nothing of what it asks."""


@dataclass(frozen=True)
class ReadThrough:
    """A plan, read by somebody who looks for what is wrong with it."""

    bible: Bible
    outline: Outline
    opening: State

    @property
    def episodes(self) -> tuple[EpisodeOutline, ...]:
        """All episodes, in order."""
        return self.outline.episodes

    @property
    def length(self) -> int:
        """How many episodes there are."""
        return len(self.episodes)

    @cached_property
    def paywall(self) -> int:
        """The last free episode; 0: the season has none."""
        return paywall_of(Season(number=self.outline.season, length=self.length, paywall=self.outline.paywall))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """What every episode tells, without the questions that are spoken of in it."""
        return tuple(_bare(_QUESTIONS.split(one.logline)[0]) or _bare(one.logline) for one in self.episodes)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(word.lower() for person in self.bible.characters for word in person.name.split())

    def tension(self, number: int) -> float:
        """Return how tense an episode is."""
        return self.episodes[number - 1].tension

    def name(self, id: str) -> str:
        """Return somebody's name."""
        return next((person.name for person in self.bible.characters if person.id == id), id)

    def before(self, one: EpisodeOutline, count: int) -> tuple[EpisodeOutline, ...]:
        """Return the last few episodes before one."""
        return self.episodes[max(0, one.number - 1 - count) : one.number - 1]

    def twins(self, one: EpisodeOutline, two: EpisodeOutline) -> bool:
        """Tell whether two episodes tell the same: in the same words, or by one card in almost the same words."""
        if _card(one) != _card(two):
            return self.told[one.number - 1] == self.told[two.number - 1] != ""
        first, second = (frozenset(self.told[episode.number - 1].split()) for episode in (one, two))
        near = two.number - one.number <= 2 * WARM or set(one.cast[:2]) == set(two.cast[:2])
        return near and bool(first) and len(first & second) >= ALIKE * len(first | second)

    def central(self, thread: Thread) -> bool:
        """Tell whether a thread is the season's own question: every episode speaks of it."""
        return same(thread.question, self.bible.question)

    def kept(self, thread: Thread) -> bool:
        """Tell whether a thread is answered in an episode that says so, or left open on purpose."""
        if thread.carried:
            return not self.central(thread)
        if not thread.planted < thread.paid <= self.length:
            return self.length == 1 and thread.paid == 1
        return thread.id in self.episodes[thread.paid - 1].pays

    def mentioned(self, thread: Thread) -> list[int]:
        """Return where a thread is spoken of: by its id, or in the words its question has beside names."""
        asks = {w for w in _words(thread.question) - self._names if len(w) > 3 and not _ASKING.fullmatch(w)}
        found = []
        for one in self.episodes[thread.planted : thread.paid or self.length]:
            said = _words(f"{one.logline} {one.hook} {one.cliffhanger}")
            if thread.id in one.recalls or (asks and len(asks & said) >= min(2, len(asks))):
                found.append(one.number)
        return found


def same(one: str, two: str) -> bool:
    """Tell whether two texts say the same, whatever their stops and capitals."""
    return bool(_bare(one)) and _bare(one) == _bare(two)


def thin(text: str, least: int = 4) -> bool:
    """Tell whether a text has fewer words than say anything."""
    return len(re.findall(r"\w+", text)) < least


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.lower()))


def _card(episode: EpisodeOutline) -> str:
    """Return the library's card that an episode plays between two turns; of a turn itself, its own id."""
    return episode.turn.partition("+")[2] or episode.turn
