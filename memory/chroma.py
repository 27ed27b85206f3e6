"""Chroma, held so that it stays quiet: no telemetry, no download, always our own embedding.

Importing this module imports chromadb (0.7 s of CPU): only recall does, at first use.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.types import Documents, EmbeddingFunction, Embeddings
from chromadb.config import Settings
from chromadb.utils.embedding_functions import register_embedding_function

from .embedding import E5, Embedding

NEIGHBOURS = 256
"""How widely the graph is searched: results are exact for a season, and the same whatever order it was built in."""


@register_embedding_function
class StoryEmbedding(EmbeddingFunction[Documents]):
    """Our embedding as Chroma knows it; Recall hands vectors over, so that Chroma itself seldom calls it."""

    def __init__(self, embedding: Embedding | None = None) -> None:
        self._embedding: Embedding = embedding or E5()

    def __call__(self, input: Documents) -> Embeddings:
        """Embed passages."""
        return list(self._embedding.passages(input))

    def embed_query(self, input: Documents) -> Embeddings:
        """Embed queries."""
        return list(self._embedding.queries(input))

    @staticmethod
    def name() -> str:
        """Return the name it is registered under."""
        return "cliffhanger"

    def get_config(self) -> dict[str, Any]:
        """Return what distinguishes it: the model behind it."""
        return {"model": self._embedding.name}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "StoryEmbedding":
        """Return the embedding of that configuration."""
        return StoryEmbedding()


def open_client(folder: Path) -> ClientAPI:
    """Open the index in a folder; exactly one process may."""
    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False, is_persistent=True)
    )


def open_collections(client: ClientAPI, kinds: Sequence[str], embedding: Embedding) -> dict[str, chromadb.Collection]:
    """Open a collection for each kind, making those that are not there."""
    function: Any = StoryEmbedding(embedding)  # Chroma asks for one of pictures too
    return {
        kind: client.get_or_create_collection(
            name=f"cliffhanger-{kind}",
            embedding_function=function,
            configuration={"hnsw": {"space": "cosine", "ef_search": NEIGHBOURS, "ef_construction": NEIGHBOURS}},
        )
        for kind in kinds
    }
