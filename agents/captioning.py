"""Captions: the words of a voice take, timed as they are spoken."""

from itertools import pairwise
from math import inf

from ..tools.picture.captioning import CLOSES, captioned
from ..tools.picture.spec import Caption
from ..tools.take import Take


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
        ((end + start) / 2, 0.0 if CLOSES.search(text) else 1.2 - min(0.7, start - end))
        for (text, _, end), (_, start, _) in pairwise(spoken)
    ]


def captions(take: Take, offset: float, seconds: float = inf, language: str = "en") -> list[Caption]:
    """Return the captions of a line in a shot of ``seconds``; ``offset`` is when it begins, before 0 if earlier."""
    return captioned(words(take), offset, seconds, language)
