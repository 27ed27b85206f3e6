"""Words of a premise: tokens with their kinds, and the word lists as sets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..library import words

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?|[^\W\d_]+(?:[’'\-][^\W\d_]+)*[’']?|[^\w\s]", re.UNICODE)


@dataclass(frozen=True)
class Token:
    """A word or a mark, with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case with straight apostrophes, without a possessive ending."""
        return bare(self.text)

    @property
    def owns(self) -> bool:
        """Whether it ends in a possessive: "boss's"."""
        plain = self.text.replace("’", "'").lower()
        return plain.endswith("'s") or plain.endswith("s'")

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital first letter."""
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[:1].isalnum()


def bare(text: str) -> str:
    """Return the word in lower case, apostrophes straight, possessive ending off."""
    plain = text.lower().replace("’", "'")
    return plain[:-2] if plain.endswith("'s") else plain.rstrip("'")


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a text in order."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@cache
def listed(file: str, *path: str) -> frozenset[str]:
    """Return a word list as a set: ``listed("grammar", "verbs")``."""
    data = words(file)
    for step in path:
        data = data[step]
    return frozenset(str(word).lower() for word in data)


@cache
def stop_words() -> frozenset[str]:
    """Return the words that cannot stand inside a group of words before its head."""
    parts = ("prepositions", "conjunctions", "auxiliaries", "pronouns")
    return frozenset().union(*(listed("grammar", part) for part in parts))


@cache
def verb_forms() -> frozenset[str]:
    """Return the verbs of premises in all their regular forms but the bare noun-like one."""
    forms: set[str] = set()
    for verb in listed("grammar", "verbs"):
        forms.add(verb)
        forms.add(verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o", "z")) else "s"))
        if verb.endswith("y") and verb[-2] not in "aeou":
            forms.update((verb[:-1] + "ies", verb[:-1] + "ied"))
        forms.add(verb + "d" if verb.endswith("e") else verb + "ed")
        forms.add((verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing")
        if len(verb) < 5 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou":
            forms.update((verb + verb[-1] + "ed", verb + verb[-1] + "ing"))
    return frozenset(
        forms | {"got", "found", "woke", "fell", "met", "lost", "stole", "hid", "took", "made", "became", "left"}
    )


def is_past(word: str) -> bool:
    """Tell whether a word looks like a past form or a participle: "signed", "stolen"."""
    return word.endswith("ed") or word in listed("grammar", "participles")


def phrase_at(items: list[Token], at: int, phrases: Iterable[str], longest: int = 4) -> int:
    """Return how many tokens from ``at`` make one of the phrases (the longest), 0 for none."""
    known = phrases if isinstance(phrases, frozenset | dict) else frozenset(phrases)
    for length in range(min(longest, len(items) - at), 0, -1):
        group = [item.low for item in items[at : at + length]]
        if any(item.owns for item in items[at : at + length - 1]) and " ".join(group) not in known:
            continue
        if " ".join(group) in known:
            return length
    return 0


def has_sign(text: str, sign: str) -> bool:
    """Tell whether a sign stands in a text: its words in order, close together; ``*`` ends a stem."""
    parts = [
        re.escape(word[:-1]) + r"[\w’'-]*" if word.endswith("*") else re.escape(word) for word in sign.lower().split()
    ]
    pattern = r"(?:\W+\w[\w’'-]*){0,3}?\W+".join(parts)
    return re.search(rf"(?<![\w-]){pattern}(?![\w])", text.lower().replace("’", "'")) is not None


@cache
def openers() -> frozenset[str]:
    """Return the words that open a group: articles, possessives, numbers."""
    return (
        listed("grammar", "determiners")
        | listed("grammar", "possessives")
        | (listed("people", "numbers") - {"twin", "identical", "rival", "feuding", "estranged"})
    )
