"""What was heard: words with their times, and the sentences they make."""

import re
from collections.abc import Sequence

from ...memory.frozen import Frozen

PAUSE = 0.7
"""Seconds of silence after which a sentence is over, whatever its punctuation says."""
LONGEST = 12.0
"""Seconds after which a sentence is cut at the next comma or breath: nobody dubs a longer one in one go."""
BREATH = 0.25
ENDS = re.compile(r"[.!?…。！？।؟][\"'”’»」』)]*$")
COMMAS = re.compile(r"[,;:，、；：،][\"'”’»」』)]*$")


class Word(Frozen):
    """One word as it was heard; in seconds from the start of the file."""

    text: str
    start: float
    end: float
    probability: float = 1.0


class Sentence(Frozen):
    """What somebody says in one go."""

    text: str
    start: float
    end: float
    words: tuple[Word, ...] = ()
    """None if it comes from subtitles."""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


class Transcript(Frozen):
    """Everything that was said in a file."""

    language: str
    """BCP 47, lower case."""
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    sure: float = 1.0
    """Probability of the language."""


def sentences(words: Sequence[Word]) -> tuple[Sentence, ...]:
    """Return the sentences that words make: cut at full stops, at pauses, and where one gets too long."""
    cut: list[list[Word]] = []
    for n, word in enumerate(words):
        if not cut or _over(cut[-1], word):
            cut.append([])
        cut[-1].append(words[n])
    return tuple(sentence(part) for part in cut)


def sentence(words: Sequence[Word]) -> Sentence:
    """Return one sentence of words in order; there must be one at least."""
    text = "".join(_spaced(word.text, n) for n, word in enumerate(words))
    return Sentence(text=text, start=words[0].start, end=words[-1].end, words=tuple(words))


def _over(held: Sequence[Word], following: Word) -> bool:
    last, pause = held[-1], following.start - held[-1].end
    if ENDS.search(last.text) or pause > PAUSE:
        return True
    return last.end - held[0].start > LONGEST and (pause > BREATH or bool(COMMAS.search(last.text)))


def _spaced(text: str, n: int) -> str:
    """Return a word with a space before it, except the first, and in scripts that have none."""
    return text if n == 0 or unspaced(text[:1]) else f" {text}"


def unspaced(letter: str) -> bool:
    """Return whether a letter belongs to a script that is written without spaces: Han, kana, Thai."""
    return bool(re.match(r"[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65]", letter))
