"""The embedded model: a small one in this process, served on this machine only, spoken to like any other.

It reads notes and answers questions; it does not write: what it gives is of draft quality and is checked by code.
"""

import asyncio
import hashlib
import importlib.util
import json
import os
import platform
import secrets
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, SecretStr

from ...errors import MissingPart, ToolError
from ...memory.ledger import ModelCall
from .endpoint import Endpoint, EndpointSettings
from .talk import Message, Reply, Role
from .weights import CODER, INSTALL, Weights, joined, missing

CONTEXT = 6144
"""Tokens that one question and its answer may have: 28 kB of memory each."""
ANSWER = 320
KEPT = 2
"""Prompts whose reading is kept; each has 45 MB."""
THREADS = 4
"""At most: more do not read faster on the machines that it is for."""
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_PROCESSOR = Path("/proc/cpuinfo")


def installed(weights: Weights = CODER) -> bool:
    """Return whether the extra is there."""
    return importlib.util.find_spec("xllamacpp") is not None and not missing(weights)


def expect_installed(weights: Weights = CODER) -> None:
    """Raise MissingPart with the line that installs the extra, if it is not there."""
    if not installed(weights):
        raise MissingPart(f"The embedded model is not installed. Install it: {INSTALL}")


@contextmanager
def local_model(cache: Path, weights: Weights = CODER) -> Iterator[EndpointSettings]:
    """Serve the embedded model on a free port of the loopback, behind a key of its own, and stop it in the end.

    Takes seconds and two gigabytes of memory. Raises MissingPart if the extra is not there or its weights are not what
    they should be, ToolError if the model does not load.
    """
    expect_installed(weights)
    path = joined(cache, weights)
    key = secrets.token_urlsafe(24)
    server = _served(path, key, _remembered(cache))
    try:
        yield EndpointSettings(
            base_url=f"{server.listening_address}/v1",
            key=SecretStr(key),
            model=path.stem,
            timeout=1800.0,  # a busy machine reads the first prompt for ten minutes; it is alive meanwhile
            context_tokens=CONTEXT,
            answer_tokens=ANSWER,
            temperature=0.0,
            answers_in="json_schema",
        )
    finally:
        del server  # waits until it has let go of its port and its memory


def _remembered(cache: Path) -> Path:
    """Return the folder where the server keeps what it has read."""
    folder = cache / "read"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _served(path: Path, key: str, memory: Path) -> Any:
    # Threads that spin while they wait starve each other on a busy machine: one word a second instead of eight.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    _expect_avx2()
    try:
        with _types_of_its_own():
            import xllamacpp
    except (ImportError, TypeError) as error:
        raise MissingPart(f"The embedded model does not load here ({error}). Install it anew: {INSTALL}") from error

    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(path)
    wanted.hostnames, wanted.port, wanted.api_keys = ["127.0.0.1"], 0, [key]
    wanted.n_ctx, wanted.n_parallel, wanted.n_gpu_layers = CONTEXT, 1, 0
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = min(THREADS, os.cpu_count() or 1)
    wanted.slot_save_path = f"{memory}{os.sep}"
    wanted.use_jinja, wanted.ui, wanted.offline, wanted.verbosity = True, False, True, -1
    try:
        return xllamacpp.Server(wanted)
    except (RuntimeError, ValueError) as error:
        raise ToolError(
            f"The embedded model does not start ({error}). It needs 2 GB of free memory; "
            "without it the grammar reads notes alone."
        ) from error


@contextmanager
def _types_of_its_own() -> Iterator[None]:
    """Import a package as if it were the first that Cython compiled for many Pythons.

    Such packages share their types under one name, and refuse to load where those have another size: so does this one
    in a process that has shaped letters (uharfbuzz), and the other way round.
    """
    others = {name: sys.modules.pop(name) for name in _shared()}
    try:
        yield
    finally:
        for name in _shared():
            del sys.modules[name]
        sys.modules.update(others)


def _shared() -> list[str]:
    return [name for name in sys.modules if name.startswith("_cython_") and "limited" in name]


def _expect_avx2() -> None:
    """Raise ToolError where the package's code would end the whole process: it is built for AVX2."""
    if platform.machine() == "x86_64" and _PROCESSOR.exists() and "avx2" not in _PROCESSOR.read_text("utf-8"):
        raise ToolError("The embedded model needs a processor with AVX2; without it the grammar reads notes alone.")


class LocalModel:
    """The embedded model, started with the first question that it is asked; implements Model.

    ``record`` is called with every answered call. Use ``close`` when nothing more is asked.
    """

    def __init__(self, cache: Path, record: Callable[[ModelCall], object] | None = None) -> None:
        self._cache, self._record = cache, record
        self._open, self._starting = ExitStack(), threading.Lock()
        self._endpoint: Endpoint | None = None
        self._read: set[str] = set()

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
        known = _name(messages[:-1])
        if known not in self._read:
            await asyncio.to_thread(self._recall, endpoint.settings, known)
        reply = await endpoint.chat(role, messages, schema, episode, room)
        if known not in self._read:
            await asyncio.to_thread(self._remember, endpoint.settings, known)
        return reply

    @property
    def settings(self) -> EndpointSettings:
        """Where it is served; it is started for that."""
        return self._started().settings

    def close(self) -> None:
        """Stop the server, if it was ever needed."""
        with self._starting:
            self._endpoint = None
            self._read.clear()
            self._open.close()

    def _started(self) -> Endpoint:
        with self._starting:
            if self._endpoint is None:
                self._endpoint = Endpoint(self._open.enter_context(local_model(self._cache)), record=self._record)
            return self._endpoint

    # A prompt of a thousand words takes half a minute to read here, and the same one comes again in every process.

    def _recall(self, at: EndpointSettings, known: str) -> None:
        """Take up what was read of a prompt before, if it was."""
        if (_remembered(self._cache) / known).exists() and _slot(at, "restore", known):
            self._read.add(known)

    def _remember(self, at: EndpointSettings, known: str) -> None:
        """Keep what was read of a prompt for other processes; the cache folder may well refuse."""
        draft = f"{known}.{os.getpid()}.part"
        if _slot(at, "save", draft):
            folder = _remembered(self._cache)
            try:
                (folder / draft).replace(folder / known)
                for old in sorted(folder.glob("*.read"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
                    old.unlink()
            except OSError:
                return
        self._read.add(known)


def _name(messages: Sequence[Message]) -> str:
    """Return the name of the file for a prompt: of its words, the model, and the server that wrote it."""
    said = json.dumps([CODER.sha256, version("xllamacpp"), CONTEXT, *(message.text for message in messages)])
    return f"{hashlib.sha256(said.encode('utf-8')).hexdigest()[:32]}.read"


def _slot(at: EndpointSettings, action: Literal["save", "restore"], file: str) -> bool:
    """Have the server write or read its memory; return whether it did."""
    request = urllib.request.Request(
        f"{at.base_url.removesuffix('/v1')}/slots/0?action={action}",
        data=json.dumps({"filename": file}).encode("utf-8"),
        headers={"content-type": "application/json", "authorization": f"Bearer {at.key.get_secret_value()}"},
    )
    try:
        with _DIRECT.open(request, timeout=60) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
