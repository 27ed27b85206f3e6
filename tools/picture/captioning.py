"""Captioning: words that are heard become captions, cut where the sense allows it, as many as one reads at once."""

import re
from collections.abc import Sequence
from math import ceil, inf

from .spec import Caption, CaptionWord

MOST_WORDS = 7
"""Most words a caption shows at once."""
FEWEST_WORDS = 3
"""A clause of fewer words goes with its neighbour."""
LINGER = 0.4
"""Seconds that a caption stays after its last word, if nothing follows."""

CLOSES = re.compile("[.!?…,;:—–][”\"']?$")
"""The end of a word after which one pauses."""
_OPENERS = re.compile(
    r"(and|or|but|nor|so|yet|that|which|who|whose|when|where|while|because|if|unless|until|than|as|like|to|in|into|of|for"
    r"|with|without|at|on|onto|from|by|about|before|after|over|under|behind)$",
    re.IGNORECASE,
)
"""Words before which a long clause may be broken."""


def captioned(words: Sequence[tuple[str, float, float]], offset: float, seconds: float = inf) -> list[Caption]:
    """Return the captions of a line in a shot of ``seconds``; ``offset`` is when it begins, before 0 if earlier.

    ``words`` are ``(text, start, end)`` from the start of the line. A word is shown in the shot in which its middle is
    heard, so that a line over several shots is told once.
    """
    heard = [
        CaptionWord(text=text, start=round(max(0.0, offset + start), 3), end=round(min(seconds, offset + end), 3))
        for text, start, end in words
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
        if CLOSES.search(word.text):
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
