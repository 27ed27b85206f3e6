"""A line in a language written with spaces: what of it is said, in which order, and where the voice pauses."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .rules import apart
from .word import ReadWord

LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0970-\u097f])"
_PIECE = re.compile(
    rf"(?P<number>[$€£¥₹]?\d+(?:[.,:]\d+)*\s?[%°€$₹]?)|(?P<word>{LETTER}+(?:['-]{LETTER}+)*'?\.?)|(?P<sign>[&@+=%])|(?P<pause>[;:,.!?—…]+)"
)
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "–": "—", "―": "—", "।": ".", "॥": ".", "‽": "?", "\u200c": None, "\u200d": None}
)
_DASHES = re.compile(r"--+|(?<=\w)-$|\s-\s")
_VOWELS = "AEIOUYÁÉÍÓÚÀÈÄÖÜ"
_DOTS = re.compile(r"\.{2,}|…+")


@dataclass
class Said:
    """One word of a line while it is being read."""

    text: str
    """In small letters; empty where only a pause stands."""
    name: bool = False
    """Written with a capital."""
    phonemes: str = ""
    pause: str = ""
    """Punctuation after it."""
    joined: bool = False
    """Whether it leans on the next without a space."""


def _untouched(line: Sequence[Said]) -> None:
    del line


@dataclass(frozen=True)
class Tongue:
    """What is particular to a language written with spaces."""

    word: Callable[[str], str]
    """A word in small letters to phonemes."""
    number: Callable[[int], str]
    """A whole number in words."""
    signs: Mapping[str, str]
    """``$``, ``%`` and other signs, in words."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations, in small letters with their full stop, and words to say for them."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Names of letters, for initials that cannot be read as a word."""
    comma: str = ","
    """What stands before decimals."""
    parts: Callable[[str], list[str]] = lambda word: word.split("-")
    """Cut a written word into words that are read by themselves; one that ends in an apostrophe leans on the next."""
    name: Callable[[str], str] = lambda word: ""
    """A name that is not of this language to phonemes; empty where the language reads it itself."""
    sentence: Callable[[Sequence[Said]], None] = _untouched
    """What neighbours do to each other: weak words, liaison, voicing."""


def read(text: str, tongue: Tongue) -> tuple[ReadWord, ...]:
    """Return how each written word of ``text`` is said; a word without sound is empty."""
    written = unicodedata.normalize("NFC", text).split()
    loud = text.isupper()
    line = [_said(word, tongue, loud) for word in _undirected(written)]
    flat = [said for part in line for said in part]
    for said in flat:
        if said.text:
            said.phonemes = apart((tongue.name(said.text) if said.name else "") or tongue.word(said.text))
    tongue.sentence(flat)
    return tuple(ReadWord(word, _joined(part)) for word, part in zip(text.split(), line, strict=True))


def _undirected(written: list[str]) -> list[str]:
    """Return the words with those of stage directions, in square brackets, made silent."""
    kept, within = [], False
    for word in written:
        within = within or word.startswith("[")
        kept.append("" if within else word)
        within = within and "]" not in word
    return kept if any(kept) else written


def _joined(part: Iterable[Said]) -> str:
    out = ""
    for said in part:
        out += said.phonemes + said.pause + ("" if said.joined else " ")
    return out.strip()


def _said(word: str, tongue: Tongue, loud: bool) -> list[Said]:
    """Return what is said for one written word."""
    plain = unicodedata.normalize("NFC", _DOTS.sub("…", _DASHES.sub("—", word.translate(_PLAIN))))
    found: list[Said] = []
    for piece in _PIECE.finditer(plain):
        if pause := piece["pause"]:
            if found:
                found[-1].pause += pause
            else:
                found.append(Said("", pause=pause))
        elif piece["number"]:
            found += [Said(part) for part in _figure(piece["number"], tongue).split()]
        elif piece["sign"]:
            found += [Said(part) for part in tongue.signs.get(piece["sign"], "").split()]
        else:
            found += _word(piece["word"], tongue, loud)
    return found


def _word(word: str, tongue: Tongue, loud: bool) -> list[Said]:
    if full := tongue.short.get(word.lower()):
        return [Said(part) for part in full.split()]
    stop = "." if word.endswith(".") else ""
    word = word.removesuffix(".")
    if word.isupper() and _is_initials(word, tongue, loud):
        found = [Said(tongue.letters.get(letter, letter)) for letter in word.lower()]
    else:
        found = [Said(part.lower(), name=word[0].isupper()) for part in tongue.parts(word)]
        for said in found[:-1]:
            said.joined = said.text.endswith("'")
    found[-1].pause = stop
    return found


def _is_initials(word: str, tongue: Tongue, loud: bool) -> bool:
    """Tell whether capitals are letters to name: a known abbreviation, or one that no vowel makes a word."""
    known = len(word) > 1 and word.lower() in tongue.letters
    return known or (bool(tongue.letters) and not loud and 2 <= len(word) <= 5 and not set(word) & set(_VOWELS))


def _figure(figure: str, tongue: Tongue) -> str:
    """Return digits in words: a time in two numbers, a code digit by digit, money and shares with their name."""
    signs = " ".join(tongue.signs[sign] for sign in figure if sign in tongue.signs)
    digits = re.sub(r"[^0-9.,:]", "", figure).strip(".,:")
    point = "." if tongue.comma == "," else ","
    digits = re.sub(rf"\{point}(?=\d{{3}}(?!\d))", "", digits)
    groups = re.split(r"[.,:]", digits)
    return " ".join([*(_whole(group, tongue) for group in groups), signs])


def _whole(digits: str, tongue: Tongue) -> str:
    if (len(digits) > 1 and digits[0] == "0") or len(digits) > 9:
        return " ".join(tongue.number(int(digit)) for digit in digits)
    return tongue.number(int(digits))
