"""Alike: whether what was heard is what was to be said, whatever its spelling, its numbers or its script."""

import re
import unicodedata
from collections.abc import Sequence

from ...errors import MakerRefused, MissingPart
from .numerals import spelt
from .transcript import unspaced

SAME = 0.6
"""From which on a line counts as said."""
_LETTERS = re.compile(r"[^\w]+", re.UNICODE)
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_INDIC = re.compile(r"[\u0900-\u097f]")
_MARKS = re.compile(r"[\u0300-\u036f]")

_BONES = {
    **dict.fromkeys("कखقک", "k"), **dict.fromkeys("गघغگ", "g"), **dict.fromkeys("चछچ", "c"),
    **dict.fromkeys("जझजजظذزضژ", "j"), "ज": "j", "ج": "j", **dict.fromkeys("टठतथتٹط", "t"),
    **dict.fromkeys("डढदधدڈ", "d"), **dict.fromkeys("नणङञंँنں", "n"), **dict.fromkeys("पफپف", "p"),
    **dict.fromkeys("बभب", "b"), **dict.fromkeys("मم", "m"), **dict.fromkeys("रड़ढ़رڑ", "r"),
    **dict.fromkeys("लل", "l"), **dict.fromkeys("शषसسشصث", "s"), **dict.fromkeys("हहحہ", "h"), "خ": "k",
}  # fmt: skip
"""Consonants of Hindi as both of its scripts write them, aspirates as plain ones: what is left of a line in either."""


def alike(wanted: str, heard: str, language: str) -> float | None:
    """Return how far two texts say the same, 0 to 1; None if they are in scripts that cannot be compared.

    Case, punctuation, accents of writing and the spelling of numbers do not count. In languages that are written
    without spaces characters are compared, in others words and characters; where the voice can read the language, what
    counts is the better of how both are written and how both sound.
    """
    code = language.partition("-")[0].lower()
    if code in ("hi", "ur") and bool(_ARABIC.search(wanted)) != bool(_ARABIC.search(heard)):
        return _bones_alike(wanted, heard)
    one, other = normalised(wanted, code), normalised(heard, code)
    if not one or not other:
        return 1.0 if one == other else 0.0
    if _other_script(one, other):
        return None
    written = _written_alike(one, other)
    return round(max(written, _sounding_alike(wanted, heard, code) if written < 0.95 else 0.0), 3)


def normalised(text: str, language: str) -> str:
    """Return a text in small plain letters, its numbers as words, one space between words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = spelt(plain, language).replace("ё", "е").replace("'", "").replace("’", "")
    plain = _MARKS.sub("", unicodedata.normalize("NFD", plain)) if plain.isascii() or _latin(plain) else plain
    if language in ("hi", "th", "ar", "fa", "ur"):  # their vowels are marks, which are no letters to a pattern
        kept = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in plain)
        return " ".join(kept.split())
    return " ".join(_LETTERS.sub(" ", plain).replace("_", " ").split())


def _latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def _written_alike(one: str, other: str) -> float:
    close, far = one.replace(" ", ""), other.replace(" ", "")
    letters = _ratio(_folded(close), _folded(far))
    if any(unspaced(letter) for letter in close):
        return letters
    return 0.5 * letters + 0.5 * _ratio(one.split(), other.split())


def _folded(text: str) -> str:
    """Return a text with katakana as hiragana and syllables of Hangul as their letters."""
    plain = "".join(chr(ord(letter) - 96) if "ァ" <= letter <= "ヶ" else letter for letter in text)
    return unicodedata.normalize("NFD", plain) if any("가" <= letter <= "힣" for letter in plain) else plain


def _sounding_alike(wanted: str, heard: str, language: str) -> float:
    """Return how far both sound the same, 0 where nobody here can read the language aloud."""
    from ..voice.g2p import g2p

    try:
        one, other = ("".join(word.phonemes for word in g2p(text, language)) for text in (wanted, heard))
    except (MakerRefused, MissingPart):
        return 0.0
    bare = [re.sub(r"[^\w]|[ːˈˌ]", "", sounds) for sounds in (one, other)]
    return _ratio(*bare) if all(bare) else 0.0


def _other_script(one: str, other: str) -> bool:
    """Return whether not a single letter of one is of a script of the other: nobody can compare them."""
    scripts = [{_script(letter) for letter in text if letter.isalpha()} for text in (one, other)]
    return bool(scripts[0]) and bool(scripts[1]) and not scripts[0] & scripts[1]


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0]
    return "JAPANESE" if name in ("CJK", "HIRAGANA", "KATAKANA") else name


def _bones_alike(wanted: str, heard: str) -> float | None:
    """Compare the consonants of a line in Devanagari with those of one in Arabic letters; None if that says nothing."""
    one, other = (_bones(text) for text in (wanted, heard))
    if min(len(one), len(other)) < 5 or not _INDIC.search(wanted + heard):
        return None
    ratio = round(_ratio(one, other), 3)
    # Vowels, half of what is heard, are not there: a poor match proves nothing.
    return ratio if ratio >= SAME else None


def _bones(text: str) -> str:
    found = "".join(_BONES.get(letter, "") for letter in unicodedata.normalize("NFC", text))
    return re.sub(r"(.)\1+", r"\1", found.replace("h", ""))


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    """Return 1 less the edits between two rows, as a share of the longer one."""
    if not one or not other:
        return float(not one and not other)
    row = list(range(len(other) + 1))
    for n, left in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, right in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (left != right))
    return max(0.0, 1.0 - row[-1] / max(len(one), len(other)))
