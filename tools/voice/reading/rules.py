"""Letters to sounds by rules: at each place of a word the first rule that fits says what is heard there."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

Sound = tuple[str, str]
"""The letters of a word that stand together, and their phonemes."""


class Rules:
    r"""Rules in order, one a line: a regular expression with its context as look-around, ``=``, the phonemes.

    ``(?<=[ei])c = s`` reads c after e or i as s; ``^`` and ``$`` are the ends of the word. A letter without a rule is
    silent.
    """

    def __init__(self, text: str, **classes: str) -> None:
        for name, letters in classes.items():
            text = text.replace(f"<{name}>", letters)
        self._text = text
        self.read = lru_cache(maxsize=4096)(self._read)

    @cached_property
    def _rules(self) -> list[tuple[re.Pattern[str], str]]:
        # Not before a word is read: a command that speaks nothing should not wait for hundreds of expressions.
        pairs = (line.rsplit("=", 1) for line in self._text.strip().splitlines() if line.strip())
        return [(re.compile(pattern.strip()), apart(said.strip())) for pattern, said in pairs]

    def _read(self, word: str) -> tuple[Sound, ...]:
        found: list[Sound] = []
        place = 0
        while place < len(word):
            letters, said = self._at(word, place)
            found.append((letters, said))
            place += len(letters)
        return tuple(found)

    def _at(self, word: str, place: int) -> Sound:
        for pattern, said in self._rules:
            match = pattern.match(word, place)
            if match and match.end() > place:
                return match[0], said
        return word[place], ""


def apart(said: str) -> str:
    """Write a nasal vowel as the model knows it: the vowel, then the tilde."""
    return unicodedata.normalize("NFD", said).replace("c\u0327", "ç")


def stressed(sounds: Iterable[Sound], main: int, vowels: str, second: Iterable[int] = ()) -> str:
    """Return the phonemes with a mark before vowel number ``main`` and lighter ones before those of ``second``."""
    others = frozenset(second)
    out, count = "", 0
    for _, said in sounds:
        for symbol in said:
            if symbol in vowels:
                out += "ˈ" if count == main else "ˌ" if count in others else ""
                count += 1
            out += symbol
    return out


def nuclei(sounds: Iterable[Sound], vowels: str) -> list[str]:
    """Return the letters from which each vowel was read."""
    return [letters for letters, said in sounds for symbol in said if symbol in vowels]
