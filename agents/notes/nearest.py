"""What no pattern decides: the kind of the nearest example, by meaning.

To embed five hundred examples takes seconds, so their vectors lie beside this module (``examples.npz``); a test tells
when they are not those of ``notes.yaml`` any more, and ``keep_examples`` makes them anew.
"""

import hashlib
import io
import re
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from ...memory.embedding import E5, Remembered, Vectors
from ...tools.voice.cache import cache_folder
from .examples import library
from .mention import Marked

NEAR, FAR = 0.94, 0.87
"""Likeness from which a kind is taken for meant, and under which nothing is near (E5 finds any two English notes
alike to 0.75)."""
_FILE = "examples.npz"
_NAMED = {
    "name": "Mia",
    "other": "Leo",
    "episode": "2",
    "next": "4",
    "scene": "3",
    "shot": "7",
    "prop": "the ring",
    "place": "the roof",
    "line": "I never loved you",
    "new": "Not today",
}
_STANDS_FOR = {
    "person": "Mia",
    "prop": "the ring",
    "place": "the roof",
    "episode": "episode 2",
    "scene": "scene 3",
    "shot": "shot 7",
    "line": "that line",
    "quote": '"I never loved you"',
    "beat": "that moment",
    "finding": "the finding",
}


def kinds(marked: Marked) -> list[tuple[str, float]]:
    """Return the kinds of note that a wish is like, the likest first, with how like it is."""
    vectors = _vectors()
    asked = _embedding().passages([generic(marked)])[0]
    best: dict[str, float] = {}
    for (kind, _), score in zip(_pairs(), vectors @ asked, strict=True):
        best[kind] = max(best.get(kind, 0.0), float(score))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def generic(marked: Marked) -> str:
    """Return a wish with stock names for whatever it names, so that names do not count."""
    return re.sub(r"<([a-z]+)\d+>", lambda m: _STANDS_FOR.get(m[1], "it"), marked.text).strip()


def keep_examples(path: Path) -> None:
    """Embed all examples and write their vectors, as signed bytes, with the digest of what they are of."""
    vectors = _embedding().passages([note for _, note in _pairs()])
    np.savez_compressed(
        path, digest=np.array(_digest()), vectors=np.round(vectors * 127 / _scale(vectors)).astype(np.int8)
    )


def kept_are_right() -> bool:
    """Tell whether the vectors that lie beside this module are those of the examples."""
    return _kept() is not None


def _vectors() -> Vectors:
    kept = _kept()
    return kept if kept is not None else _embedding().passages([note for _, note in _pairs()])


@cache
def _kept() -> Vectors | None:
    file = resources.files(__package__).joinpath(_FILE)
    try:
        with np.load(io.BytesIO(file.read_bytes())) as data:
            if str(data["digest"]) != _digest():
                return None
            vectors = data["vectors"].astype(np.float32)
    except (OSError, KeyError, ValueError):
        return None
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def _scale(vectors: Vectors) -> Vectors:
    return np.asarray(np.abs(vectors).max(axis=1, keepdims=True), dtype=np.float32)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((kind, note.format_map(_NAMED)) for kind, notes in library().examples.items() for note in notes)


def _digest() -> str:
    return hashlib.sha256("\n".join([E5.name, *(f"{kind} {note}" for kind, note in _pairs())]).encode()).hexdigest()


@cache
def _embedding() -> Remembered:
    return Remembered(E5(), cache_folder())
