"""What no pattern decides: the kind of the nearest example, by meaning."""

import re
from functools import cache

import numpy as np

from ...memory.embedding import E5, Remembered, Vectors
from ...tools.voice.cache import cache_folder
from .examples import library
from .mention import Marked

NEAR, FAR = 0.925, 0.86
"""Likeness from which a kind is taken for meant, and under which nothing is near (E5 finds any two English notes
alike to 0.75)."""
_NAMED = {
    "name": "Mia", "other": "Leo", "episode": "2", "next": "4", "scene": "3", "shot": "7", "prop": "the ring",
    "place": "the roof", "line": "I never loved you", "new": "Not today",
}  # fmt: skip
_STANDS_FOR = {
    "person": "Mia", "prop": "the ring", "place": "the roof", "episode": "episode 2", "scene": "scene 3", "shot": "shot 7",
    "line": "that line", "quote": '"I never loved you"', "beat": "that moment", "finding": "the finding",
}  # fmt: skip


def kinds(marked: Marked) -> list[tuple[str, float]]:
    """Return the kinds of note that a wish is like, the likest first, with how like it is."""
    names, vectors = _examples()
    asked = _embedding().passages([generic(marked)])[0]
    likeness = vectors @ asked
    best: dict[str, float] = {}
    for name, score in zip(names, likeness, strict=True):
        best[name] = max(best.get(name, 0.0), float(score))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def generic(marked: Marked) -> str:
    """Return a wish with stock names for whatever it names, so that names do not count."""
    return re.sub(r"<([a-z]+)\d+>", lambda m: _STANDS_FOR.get(m[1], "it"), marked.text).strip()


@cache
def _embedding() -> Remembered:
    return Remembered(E5(), cache_folder())


@cache
def _examples() -> tuple[tuple[str, ...], Vectors]:
    pairs = [(kind, note.format_map(_NAMED)) for kind, notes in library().examples.items() for note in notes]
    vectors = _embedding().passages([note for _, note in pairs])
    return tuple(kind for kind, _ in pairs), np.asarray(vectors, dtype=np.float32)
