"""Captioning: words that are heard become captions, cut where the sense allows it, as many as one reads at once."""

import re
from collections.abc import Iterator, Sequence
from math import ceil, inf

from .scripts import ideographic, joined, parts, phrases, unspaced
from .spec import Caption, CaptionWord

__all__ = ["CLOSES", "MOST_WORDS", "captioned", "joined"]

MOST_WORDS = 7
"""Most words a caption shows at once."""
FEWEST_WORDS = 3
"""A clause of fewer words goes with its neighbour."""
MOST_IDEOGRAPHS, MOST_LETTERS = 18, 30
"""Most characters of Chinese or Japanese, and letters of Thai or Khmer, that a caption shows at once: two lines."""
LONGEST_PIECE = 6
"""A word of an unspaced script that is longer is lit phrase by phrase."""
LINGER = 0.4
"""Seconds that a caption stays after its last word, if nothing follows."""

CLOSES = re.compile("[.!?…,;:—–。！？、，；：।॥؟،؛۔][”\"'’»」』）]?$")
"""The end of a word after which one pauses."""
_SMALL_WORDS = {
    "en": "and|or|but|nor|so|yet|that|which|who|whose|when|where|while|because|if|unless|until|than|as|like|to|in|into"
    "|of|for|with|without|at|on|onto|from|by|about|before|after|over|under|behind",
    "es": "y|e|o|u|pero|ni|que|quien|cuando|donde|mientras|porque|si|como|para|por|en|de|del|con|sin|a|al|desde|hasta"
    "|sobre|entre|antes|después",
    "pt": "e|ou|mas|nem|que|quem|quando|onde|enquanto|porque|se|como|para|por|pelo|pela|em|no|na|de|do|da|com|sem|até"
    "|sobre|entre|antes|depois",
    "fr": "et|ou|mais|ni|que|qui|quand|où|pendant|parce|si|comme|pour|par|en|dans|de|du|des|avec|sans|à|au|aux|sur|sous"
    "|avant|après|chez",
    "it": "e|o|ma|né|che|chi|quando|dove|mentre|perché|se|come|per|in|nel|nella|di|del|della|con|senza|a|al|alla|da|dal"
    "|su|tra|fra",
    "de": "und|oder|aber|sondern|dass|der|die|das|wer|wenn|als|wo|während|weil|ob|wie|für|in|im|mit|ohne|an|am|auf|aus"
    "|bei|von|vor|nach|zu|über|unter|hinter",
    "id": "dan|atau|tapi|bahwa|yang|ketika|saat|karena|jika|kalau|seperti|untuk|di|ke|dari|dengan|tanpa|pada|sebelum"
    "|setelah",
    "ru": "и|или|но|а|что|который|кто|когда|где|пока|потому|если|как|для|в|во|на|с|со|без|от|до|из|о|об|за|под|над"
    "|перед",
    "hi": "और|या|लेकिन|मगर|कि|जो|जब|जहाँ|क्योंकि|अगर|जैसे|तो|पर",
    "ar": "و|أو|لكن|أن|إن|الذي|التي|عندما|حين|لأن|إذا|مثل|في|من|إلى|على|عن|مع|بدون|قبل|بعد",
    "ko": "그리고|그런데|하지만|그래서|왜냐하면",
}
_NONE = re.compile("(?!)")
_OPENERS = {language: re.compile(f"({words})$", re.IGNORECASE) for language, words in _SMALL_WORDS.items()}
"""Words before which a long clause may be broken."""


def captioned(
    words: Sequence[tuple[str, float, float]], offset: float, seconds: float = inf, language: str = "en"
) -> list[Caption]:
    """Return the captions of a line in a shot of ``seconds``; ``offset`` is when it begins, before 0 if earlier.

    ``words`` are ``(text, start, end)`` from the start of the line. A word is shown in the shot in which its middle is
    heard, so that a line over several shots is told once.
    """
    heard = [
        CaptionWord(text=text, start=round(max(0.0, offset + start), 3), end=round(min(seconds, offset + end), 3))
        for text, start, end in _readable(words)
        if 0 <= offset + (start + end) / 2 < seconds
    ]
    groups = _groups(heard, _small(language))
    if not groups:
        return []
    ends = [group[0].start for group in groups[1:]] + [min(seconds, groups[-1][-1].end + 0.25)]
    return [
        Caption(words=tuple(group), start=group[0].start, end=round(min(end, group[-1].end + LINGER), 3))
        for group, end in zip(groups, ends, strict=True)
    ]


def _readable(words: Sequence[tuple[str, float, float]]) -> Iterator[tuple[str, float, float]]:
    """Yield words; of scripts without spaces none is longer than a few characters, so that the lit one can be seen."""
    for text, start, end in words:
        if len(text) <= LONGEST_PIECE or not any(map(unspaced, text)):
            yield text, start, end
            continue
        each = (end - start) / len(text)
        for piece in phrases(text):
            yield piece, start, start + len(piece) * each
            start += len(piece) * each


def _weight(word: CaptionWord) -> float:
    """Return how much of a caption a word takes: one, and in scripts without spaces by its length."""
    text = word.text
    if ideographic(text):
        return len(text) * MOST_WORDS / MOST_IDEOGRAPHS
    return len(text) * MOST_WORDS / MOST_LETTERS if any(map(unspaced, text)) else 1


def _length(words: Sequence[CaptionWord]) -> float:
    return sum(map(_weight, words))


def _groups(heard: Sequence[CaptionWord], small: re.Pattern[str]) -> list[list[CaptionWord]]:
    """Cut words into captions: at punctuation, short clauses together, long ones before a small word."""
    groups: list[list[CaptionWord]] = []
    for clause in _clauses(heard):
        fits = groups and _length(groups[-1]) + _length(clause) <= MOST_WORDS
        ended = groups and groups[-1][-1].text.rstrip("”\"'’»」』）")[-1:] in ".!?…。！？।॥؟۔"
        short = groups and min(_length(groups[-1]), _length(clause)) < FEWEST_WORDS
        if fits and (short or not ended):
            groups[-1].extend(clause)
        elif groups and len(clause) == 1 and not ended:
            groups.extend(_broken([*groups.pop(), *clause], small))  # never one word alone
        else:
            groups.extend(_broken(clause, small))
    return groups


def _clauses(heard: Sequence[CaptionWord]) -> list[list[CaptionWord]]:
    clauses: list[list[CaptionWord]] = [[]]
    for word in heard:
        clauses[-1].append(word)
        if CLOSES.search(word.text):
            clauses.append([])
    return [clause for clause in clauses if clause]


def _broken(clause: list[CaptionWord], small: re.Pattern[str]) -> list[list[CaptionWord]]:
    """Break a clause that is too long into parts of nearly equal length, before a small word where there is one."""
    count = ceil(_length(clause) / MOST_WORDS - 1e-9)
    if count < 2 or len(clause) < 2:
        return [clause]
    middle = _middle(clause, count)
    near = [at for at in (middle, middle - 1, middle + 1, middle - 2) if 1 < at < len(clause) and at <= MOST_WORDS]
    at = next((at for at in near if small.match(clause[at].text)), middle)
    return [clause[:at], *_broken(clause[at:], small)]


def _middle(clause: list[CaptionWord], count: int) -> int:
    """Return after how many words the first of ``count`` parts of equal length ends."""
    if not any(any(map(unspaced, word.text)) for word in clause):
        return ceil(len(clause) / count)
    whole = _length(clause) / count
    free = [at for at in range(1, len(clause)) if parts(clause[at - 1].text, clause[at].text)]
    return min(free, key=lambda at: abs(_length(clause[:at]) - whole), default=1)


def _small(language: str) -> re.Pattern[str]:
    return _OPENERS.get(language.split("-")[0].lower(), _NONE)
