"""Captions: the words of a voice take, cut where the sense allows it and timed as they are spoken."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, inf

from ..tools.picture.spec import Caption, CaptionWord
from ..tools.take import Take

MOST_WORDS = 7
"""Most words a caption shows at once."""
FEWEST_WORDS = 3
"""A clause of fewer words goes with its neighbour."""
LINGER = 0.4
"""Seconds that a caption stays after its last word, if nothing follows."""

_CLOSES = re.compile("[.!?…,;:—–][”\"']?$")
_OPENERS = re.compile(
    r"(and|or|but|nor|so|yet|that|which|who|whose|when|where|while|because|if|unless|until|than|as|like|to|in|into|of|for"
    r"|with|without|at|on|onto|from|by|about|before|after|over|under|behind)$",
    re.IGNORECASE,
)
"""Words before which a long clause may be broken."""


def phones(take: Take) -> list[tuple[str, float, float]]:
    """Return the phonemes of a voice take as ``(phoneme, start, end)``."""
    return [(str(p), float(a), float(b)) for p, a, b in take.facts["phones"]]  # type: ignore[attr-defined]


def words(take: Take) -> list[tuple[str, float, float]]:
    """Return the words of a voice take as ``(text, start, end)``."""
    return [(str(w), float(a), float(b)) for w, a, b in take.facts["words"]]  # type: ignore[attr-defined]


def pauses(take: Take) -> list[tuple[float, float]]:
    """Return where a voice take may be cut in picture, and with what reluctance in seconds; see ``timing``."""
    spoken = words(take)
    return [
        ((end + start) / 2, 0.0 if _CLOSES.search(text) else 1.2 - min(0.7, start - end))
        for (text, _, end), (_, start, _) in pairwise(spoken)
    ]


def captions(take: Take, offset: float, seconds: float = inf) -> list[Caption]:
    """Return the captions of a line in a shot of ``seconds``; ``offset`` is when it begins, before 0 if earlier.

    A word is shown in the shot in which its middle is heard, so that a line over several shots is told once.
    """
    heard = [
        CaptionWord(text=text, start=round(max(0.0, offset + start), 3), end=round(min(seconds, offset + end), 3))
        for text, start, end in words(take)
        if 0 <= offset + (start + end) / 2 < seconds
    ]
    groups = _groups(heard)
    if not groups:
        return []
    ends = [group[0].start for group in groups[1:]] + [min(seconds, groups[-1][-1].end + 0.25)]
    return [
        Caption(words=tuple(group), start=group[0].start, end=round(min(end, group[-1].end + LINGER), 3))
        for group, end in zip(groups, ends, strict=True)
    ]


def _groups(heard: Sequence[CaptionWord]) -> list[list[CaptionWord]]:
    """Cut words into captions: at punctuation, short clauses together, long ones before a small word."""
    groups: list[list[CaptionWord]] = []
    for clause in _clauses(heard):
        fits = groups and len(groups[-1]) + len(clause) <= MOST_WORDS
        ended = groups and groups[-1][-1].text.rstrip("”\"'")[-1:] in ".!?…"
        short = groups and min(len(groups[-1]), len(clause)) < FEWEST_WORDS
        if fits and (short or not ended):
            groups[-1].extend(clause)
        elif groups and len(clause) == 1 and not ended:
            groups.extend(_broken([*groups.pop(), *clause]))  # never one word alone
        else:
            groups.extend(_broken(clause))
    return groups


def _clauses(heard: Sequence[CaptionWord]) -> list[list[CaptionWord]]:
    clauses: list[list[CaptionWord]] = [[]]
    for word in heard:
        clauses[-1].append(word)
        if _CLOSES.search(word.text):
            clauses.append([])
    return [clause for clause in clauses if clause]


def _broken(clause: list[CaptionWord]) -> list[list[CaptionWord]]:
    """Break a clause that is too long into parts of nearly equal length, before a small word where there is one."""
    parts = ceil(len(clause) / MOST_WORDS)
    if parts < 2:
        return [clause]
    middle = ceil(len(clause) / parts)
    near = [at for at in (middle, middle - 1, middle + 1, middle - 2) if 1 < at < len(clause) and at <= MOST_WORDS]
    at = next((at for at in near if _OPENERS.match(clause[at].text)), middle)
    return [clause[:at], *_broken(clause[at:])]
