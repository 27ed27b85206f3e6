"""What Chinese and Japanese lines share: punctuation of their own, no spaces, and Latin names in between."""

import re
import unicodedata

from .english import english

PUNCTUATION = {
    **{"。": ".", "．": ".", "，": ",", "、": ",", "！": "!", "？": "?", "：": ":", "；": ";", "…": "…", "⋯": "…"},
    **{"—": "—", "–": "—", "―": "—", "～": "—", "〜": "—", ".": ".", ",": ",", "!": "!", "?": "?", ":": ":", ";": ";"},
}
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*")


def plain(text: str) -> str:
    """Return full-width letters and digits as ASCII; punctuation stays as written."""
    return "".join(unicodedata.normalize("NFKC", sign) if sign.isalnum() else sign for sign in text)


def paused(phonemes: str, signs: str) -> str:
    """Return phonemes with the punctuation among ``signs`` as the model knows it, each mark once."""
    said = "".join(PUNCTUATION.get(sign, "") for sign in signs)
    return re.sub(r"([;:,.!?—…])\1+", r"\1", (phonemes + said).replace("...", "…"))


def latin(word: str) -> str:
    """Return a Latin name among other characters, as English reads it."""
    return " ".join(read.phonemes for read in english(word.replace("’", "'")) if read.sounds)


def only_pause(text: str) -> bool:
    """Tell whether nothing of ``text`` is a letter or a digit."""
    return not any(sign.isalnum() for sign in text)
