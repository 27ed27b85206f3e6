"""Emphasis: a word between asterisks is said with more weight: longer, and higher where the voice swings."""

import re
from collections.abc import Set

import numpy as np
import numpy.typing as npt

from .model import Floats
from .phrase import Frames, Phrase

DRAWN_OUT = 1.18
"""How much longer a stressed word is."""
LIFTED = 1.12
"""How much higher its melody is."""
_STRESSED = re.compile(r"\*(\S(?:[^*]*\S)?)\*")

Weights = npt.NDArray[np.float64]


def emphasis(text: str) -> tuple[str, frozenset[int]]:
    """Return a text without its asterisks, and the places of its stressed words."""
    if "*" not in text:
        return text, frozenset()
    marked = _STRESSED.sub(lambda found: " ".join(f"\x00{word}" for word in found[1].split()), text).replace("*", "")
    words = marked.split()
    stressed = frozenset(n for n, word in enumerate(words) if "\x00" in word)
    return " ".join(words).replace("\x00", ""), stressed


def weights(phrase: Phrase, stressed: Set[int]) -> Weights | None:
    """Return the weight of each token of a phrase, start and end marks included; None if none of its words has any."""
    if not any(0 <= n < len(phrase.words) for n in stressed):
        return None
    found = np.zeros(len(phrase.symbols) + 2)
    place = 1
    for n, word in enumerate(phrase.words):
        if n in stressed:
            found[place : place + len(word.phonemes)] = 1.0
        place += len(word.phonemes) + 1 if word.phonemes else 0
    return found


def lifted(f0: Floats, frames: Frames, weights: Weights | None) -> Floats:
    """Return the melody, two values a frame, raised where a token has weight."""
    if weights is None:
        return f0
    along = np.repeat(weights, 2 * np.asarray(frames))[: f0.shape[-1]]
    rise = np.ones(f0.shape[-1])
    rise[: len(along)] += (LIFTED - 1) * np.convolve(along, np.hanning(9) / np.hanning(9).sum(), "same")
    return np.asarray(f0 * rise, np.float32)
