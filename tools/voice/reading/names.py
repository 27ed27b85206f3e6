"""Names from elsewhere: said as the English reader says them, with the sounds of the language they are spoken in."""

import re
from functools import lru_cache

from .english import english, names
from .word import listed

ENGLISH = frozenset(
    listed(
        """
        grace jade wren ivy quinn zadie ruth joan cole zane graham wesley harriet blake claire mike jake
        luke kate jane rose june faith joyce george james charles jones blaine pierce vance jonah paige
        brooke chase reece tate drake
        """
    )
)
"""Names that look like words of other languages, but are read the English way everywhere."""

OURS = frozenset(
    listed(
        """
        alejandro anastasia beatriz carlos diego elena gabriela guillermo ignacio javier jesus joaquin
        jorge jose juan lucas lucia maria marisol pedro pilar rafael reyes vargas ximena daniel joao
        mateo camille marie laurent adrien guillaume mathilde elodie genevieve delacroix giovanni giulia
        bianca bianchi matteo damien emil lena
        """
    )
)
"""Names that Romance languages read by themselves."""


def adapted(name: str, language: str, foreign: re.Pattern[str], otherwise: re.Pattern[str]) -> str:
    """Return the phonemes of a name that ``language`` would misread; empty where its own rules serve.

    ``foreign`` are letters that no word of the language has; ``otherwise`` those it reads in another way, which counts
    for names that are known to be foreign.
    """
    if name in ENGLISH or (foreign.search(name) and name not in OURS):
        return borrowed(name, language)
    return borrowed(name, language) if name in _known() and otherwise.search(name) else ""


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(name.lower() for name in names()) - OURS


@lru_cache(maxsize=1024)
def borrowed(word: str, language: str) -> str:
    """Return an English word in the sounds of another language."""
    said = "".join(read.phonemes for read in english(word.capitalize()))
    table = SOUNDS[language]
    out = "".join(table.get(symbol, symbol) for symbol in said)
    return re.sub(r"([^ː])\1+", r"\1", out.replace(" ", "").rstrip(".,!?"))


_LATIN = {
    **{"A": "ei", "I": "ai", "W": "au", "O": "o", "Q": "o", "Y": "oi", "ɪ": "i", "ʊ": "u", "ʌ": "a", "ə": "a"},
    **{"ᵊ": "e", "ᵻ": "i", "æ": "a", "ɑ": "a", "ɒ": "o", "ɔ": "o", "ɜ": "e", "ɚ": "er", "ɛ": "e", "ɐ": "a"},
    **{"ð": "d", "ɹ": "ɾ", "T": "ɾ", "h": "x", "ŋ": "n", "ː": "", "z": "s", "ʒ": "ʃ", "v": "b", "θ": "t"},
}
_FRENCH = {
    **{"A": "ɛ", "I": "aj", "W": "aw", "O": "o", "Q": "o", "Y": "ɔj", "ɪ": "i", "ʊ": "u", "ʌ": "œ", "ə": "a"},
    **{"ᵊ": "ə", "ᵻ": "i", "æ": "a", "ɑ": "a", "ɒ": "ɔ", "ɜ": "œ", "ɚ": "œʁ", "ɐ": "a"},
    **{"ð": "d", "ɹ": "ʁ", "T": "t", "ɾ": "t", "h": "", "ŋ": "nɡ", "ː": "", "θ": "t"},
}
_BRAZIL = _LATIN | {
    **{"A": "A", "I": "I", "W": "aʊ", "O": "ow", "Q": "ow", "Y": "oɪ", "ə": "æ", "ɛ": "ɛ", "ɔ": "ɔ", "ɪ": "i"},
    **{"z": "z", "ʒ": "ʒ", "v": "v", "ŋ": "ŋ", "ɚ": "er"},
}
_HINDI = {
    **{"A": "eː", "I": "aːɪ", "W": "aːʊ", "O": "oː", "Q": "oː", "Y": "ɔːɪ", "ɪ": "ɪ", "i": "iː", "u": "uː", "ʌ": "ʌ"},
    **{
        "ᵊ": "ə",
        "ᵻ": "ɪ",
        "æ": "ɛː",
        "ɑ": "aː",
        "ɒ": "ɔ",
        "ɔ": "ɔː",
        "ɜ": "ʌ",
        "ɚ": "əɾ",
        "ɐ": "ə",
        "T": "ʈ",
        "t": "ʈ",
    },
    **{"d": "ɖ", "ð": "d", "θ": "tʰ", "ɹ": "ɾ", "w": "ʋ", "v": "ʋ", "ʤ": "ɟ", "ʧ": "c", "ʒ": "ʃ", "ː": ""},
}
_ITALIAN = _LATIN | {"z": "z", "v": "v", "h": "", "ɹ": "r", "T": "t", "ɾ": "t", "ɔ": "ɔ", "ɛ": "ɛ"}
_INDONESIAN = {"h": "h", "z": "z", "v": "f", "ŋ": "ŋ", "ə": "ə", "ᵊ": "ə"}
_GERMAN = {
    **{
        "A": "eː",
        "O": "oː",
        "Q": "oː",
        "Y": "ɔø",
        "ʌ": "a",
        "ɑ": "aː",
        "ɒ": "ɔ",
        "æ": "ɛ",
        "ɜ": "œ",
        "ɚ": "ɐ",
        "ᵊ": "ə",
    },
    **{"ᵻ": "ɪ", "ɹ": "ʁ", "T": "t", "ɾ": "t", "ð": "d", "θ": "s", "w": "v", "ː": ""},
}
SOUNDS: dict[str, dict[str, str]] = {
    "es": _LATIN,
    "fr": _FRENCH,
    "pt": _BRAZIL,
    "hi": _HINDI,
    "it": _ITALIAN,
    "de": _GERMAN,
    "id": _LATIN | _INDONESIAN,
}
"""English phonemes in the sounds of each language."""
