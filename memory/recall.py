"""Recall: what is like this? A Chroma index over facts, scenes, characters, threads and cards.

The index is disposable. Its owner writes a manifest when it closes it; an index without one (its process was killed),
or with files other than the manifest says, is thrown away and built anew from what the caller gives. That is cheap, as
the vectors are remembered, and safer than to open it: Chroma's native part aborts the process on some damaged files.
"""

import json
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from ..errors import SeriesDamaged, SeriesLocked
from .embedding import E5, Embedding, Remembered
from .frozen import Frozen
from .lock import FileLock
from .takes import sha256_of

if TYPE_CHECKING:
    from chromadb import Collection

Kind = Literal["facts", "scenes", "characters", "threads", "cards"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_FORMAT = 1
_BATCH = 500
_ASKED = 16
"""Queries whose vectors are kept."""

Plain = str | int | float | bool


class Item(Frozen):
    """Something to be found again."""

    kind: Kind
    id: str
    text: str
    episode: int = 0
    """Place of the episode in which it becomes true (`numbering.place`); 0: from the start."""
    plain: dict[str, Plain] = {}
    """What comes back with a hit."""


class Hit(Frozen):
    """Something found."""

    id: str
    text: str
    distance: float
    """Cosine distance: 0 the same; with E5, 0.1 is near and 0.25 is far."""
    episode: int = 0
    plain: dict[str, Plain] = {}


class Recall:
    """The index in one folder; one process owns it, the second gets SeriesLocked.

    Opened at first use. ``cache`` is a folder for vectors that all series share. Methods may be called from any thread.
    """

    def __init__(self, folder: Path, embedding: Embedding | None = None, cache: Path | None = None) -> None:
        self.folder = folder
        embedding = embedding or E5()
        self._embedding = Remembered(embedding, cache) if cache is not None else embedding
        self._lock = FileLock(folder.with_name(f".{folder.name}.lock"))
        self._guard = threading.RLock()
        self._spoiled = False
        self._complete = False
        self._asked: dict[str, Any] = {}
        self._client: Any = None
        self._collections: dict[str, Collection] = {}

    def index(self, kind: Kind, id: str, text: str, episode: int = 0, **plain: Plain) -> None:
        """Add one thing or change it."""
        self.index_all([Item(kind=kind, id=id, text=text, episode=episode, plain=plain)])

    def index_all(self, items: Iterable[Item]) -> int:
        """Add or change many things; return how many were not there as they are."""
        with self._opened():
            return sum(self._upsert(kind, of_kind) for kind, of_kind in _by_kind(items).items())

    def ensure(self, items: Iterable[Item]) -> int:
        """Make the index hold exactly these things of each kind among them; return how many it had to write.

        Kinds of which nothing is given stay as they are.
        """
        with self._opened():
            written = 0
            for kind, of_kind in _by_kind(items).items():
                stale = set(self._collections[kind].get(include=[])["ids"]) - {item.id for item in of_kind}
                if stale:
                    self._collections[kind].delete(ids=sorted(stale))
                written += self._upsert(kind, of_kind)
            self._complete = True
            return written

    @property
    def complete(self) -> bool:
        """Tell whether `ensure` has been called since the index was opened: then only changes need be indexed."""
        with self._guard:
            return self._complete and self._client is not None

    def renew(self, episode: int, kinds: Iterable[Kind], items: Iterable[Item]) -> int:
        """Make the index hold exactly these things of one episode and these kinds; return how many it had to write."""
        with self._opened():
            written, given = 0, _by_kind(items)
            for kind in kinds:
                of_kind, collection = given.get(kind, []), self._collections[kind]
                there = collection.get(where={"episode": episode}, include=[])["ids"]
                stale = set(there) - {item.id for item in of_kind}
                if stale:
                    collection.delete(ids=sorted(stale))
                written += self._upsert(kind, of_kind) if of_kind else 0
            return written

    def rebuild(self, items: Iterable[Item]) -> None:
        """Throw the index away and build it of these things."""
        with self._guard:
            self._let_go()
            self._lock.free()
            self._own()
            shutil.rmtree(self.folder, ignore_errors=True)
            self.index_all(items)

    def nearest(
        self, query: str, kind: Kind, k: int = 8, before_episode: int | None = None, containing: Sequence[str] = ()
    ) -> list[Hit]:
        """Return the k things nearest in meaning, nearest first; only those of earlier episodes if asked.

        ``before_episode`` is a place among all episodes, as `numbering.place` gives it. With ``containing``, only those
        in whose text one of these (small letters, parts of words) stands.
        """
        with self._opened():
            collection = self._collections[kind]
            there = collection.count()
            if there == 0 or k <= 0:
                return []
            earlier: Any = None if before_episode is None else {"episode": {"$lt": before_episode}}
            found = collection.query(
                query_embeddings=self._query(query),
                n_results=min(there, max(k, 32)),  # more than asked: ties are then broken by id, not by the graph
                where=earlier,
                where_document=_any_of(containing),
                include=["documents", "metadatas", "distances"],
            )
        return sorted(_hits(found), key=lambda hit: (round(hit.distance, 6), hit.id))[:k]

    def count(self, kind: Kind) -> int:
        """Return how many things of a kind are indexed."""
        with self._opened():
            return self._collections[kind].count()

    def close(self) -> None:
        """Close the index and write its manifest, so that the next to open it can trust it."""
        with self._guard:
            if self._client is not None:
                self._let_go()
                manifest = self._identity() | {"files": _files(self.folder)}
                if not self._spoiled:
                    self._manifest.write_text(json.dumps(manifest, indent=1, sort_keys=True), "utf-8")
            self._lock.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _manifest(self) -> Path:
        return self.folder.with_name(f".{self.folder.name}.json")

    def _identity(self) -> dict[str, object]:
        return {"format": _FORMAT, "embedding": self._embedding.name, "dimension": self._embedding.dimension}

    def _own(self) -> None:
        if not self._lock.take(wait=False):
            pid, since = self._lock.owner()
            raise SeriesLocked(
                f"The index {self.folder} is open in process {pid} since {since}, and only one can use it. "
                "Wait until it is done."
            )

    @contextmanager
    def _opened(self) -> Iterator[None]:
        with self._guard:
            self._open()
            from chromadb.errors import ChromaError

            try:
                yield
            except ChromaError as error:
                self._spoiled, self._complete = True, False
                raise SeriesDamaged(
                    f"The index {self.folder} does not read ({error}). Run it again: it is thrown away and built anew, "
                    "nothing of the series is lost."
                ) from error

    def _open(self) -> None:
        if self._client is not None:
            return
        self._own()
        if not self._trusted():
            shutil.rmtree(self.folder, ignore_errors=True)
        self._manifest.unlink(missing_ok=True)  # from here on it is open: a crash leaves none
        self.folder.mkdir(parents=True, exist_ok=True)
        from .chroma import open_client, open_collections

        self._client = open_client(self.folder)
        self._collections = open_collections(self._client, KINDS, self._embedding)

    def _trusted(self) -> bool:
        try:
            said = json.loads(self._manifest.read_text("utf-8"))
        except (OSError, ValueError):
            return False
        expected = self._identity() | {"files": _files(self.folder)}
        return isinstance(said, dict) and {key: said.get(key) for key in expected} == expected

    def _query(self, query: str) -> Any:
        """Embed a query, or take it from those asked last: an episode is asked about several times in a row."""
        if query not in self._asked:
            self._asked = dict(list(self._asked.items())[-_ASKED:])
            self._asked[query] = self._embedding.queries([query])
        return self._asked[query]

    def _let_go(self) -> None:
        self._complete = False
        if self._client is not None:
            self._collections = {}
            self._client.close()
            self._client = None

    def _upsert(self, kind: Kind, items: list[Item]) -> int:
        collection = self._collections[kind]
        digests = {item.id: item.digest() for item in items}
        known: dict[str, object] = {}
        for batch in _batches(items):
            there = collection.get(ids=[item.id for item in batch], include=["metadatas"])
            known |= {
                id: (data or {}).get("digest") for id, data in zip(there["ids"], there["metadatas"] or [], strict=True)
            }
        new = [item for item in items if known.get(item.id) != digests[item.id]]
        for batch in _batches(new):
            collection.upsert(
                ids=[item.id for item in batch],
                embeddings=self._embedding.passages([item.text for item in batch]),
                documents=[item.text for item in batch],
                metadatas=[_metadata(item, digests[item.id]) for item in batch],
            )
        return len(new)


def _by_kind(items: Iterable[Item]) -> dict[Kind, list[Item]]:
    sorted_out: dict[Kind, dict[str, Item]] = {}
    for item in items:
        sorted_out.setdefault(item.kind, {})[item.id] = item  # of two with one id, the later counts
    return {kind: list(of_kind.values()) for kind, of_kind in sorted_out.items()}


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _metadata(item: Item, digest: str) -> dict[str, Plain]:
    return {
        "episode": item.episode,
        "digest": digest,
        "plain": json.dumps(item.plain, ensure_ascii=False, sort_keys=True),
    }


def _any_of(words: Sequence[str]) -> Any:
    """Return Chroma's condition that one of these stands in the text; None if there is none."""
    conditions = [{"$contains": word} for word in words]
    return {"$or": conditions} if len(conditions) > 1 else conditions[0] if conditions else None


def _hits(found: Any) -> Iterator[Hit]:
    for id, text, data, distance in zip(
        found["ids"][0], found["documents"][0], found["metadatas"][0], found["distances"][0], strict=True
    ):
        yield Hit(
            id=id, text=text, distance=float(distance), episode=int(data["episode"]), plain=json.loads(data["plain"])
        )


def _files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of the index."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in paths}
