"""From text to phonemes, word by word: one function a language behind one seam."""

from collections.abc import Callable

from ...errors import MakerRefused
from .reading.chinese import chinese
from .reading.english import english
from .reading.french import french
from .reading.german import german
from .reading.hindi import hindi
from .reading.indonesian import indonesian
from .reading.italian import italian
from .reading.japanese import japanese
from .reading.korean import korean
from .reading.portuguese import portuguese
from .reading.spanish import spanish
from .reading.word import ReadWord

PAUSES = frozenset(";:,.!?—…")


def g2p(text: str, language: str) -> tuple[ReadWord, ...]:
    """Return how each written word of ``text`` is said; MakerRefused for an unknown language or nothing to say."""
    reader = READERS.get(language.split("-")[0].lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise MakerRefused(
            f"the embedded voice cannot read {language!r} yet (it reads: {known}); "
            "choose one of these or another voice engine"
        )
    words = reader(text)
    if not any(word.sounds for word in words):
        raise MakerRefused(f"there is nothing to speak in the line {text[:60]!r}; give it at least one word")
    return words


Reader = Callable[[str], tuple[ReadWord, ...]]
READERS: dict[str, Reader] = {
    "de": german,
    "en": english,
    "es": spanish,
    "fr": french,
    "hi": hindi,
    "id": indonesian,
    "it": italian,
    "ja": japanese,
    "ko": korean,
    "pt": portuguese,
    "zh": chinese,
}
"""Every language the embedded voice reads, by its code."""

_SEEN = {"pt": {"y": "ɪ"}}
"""Letters of the alphabet that stand for another sound in a language than in the rest."""


def seen(phoneme: str, language: str) -> str:
    """Return the phoneme that a mouth shows: the model writes the slack i of Portuguese as the rounded y of French."""
    return _SEEN.get(language.split("-")[0].lower(), {}).get(phoneme, phoneme)
