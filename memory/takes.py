"""The take store: what tools have made, kept by key, so that nothing is made twice.

``takes/ab/abcdef….mp4`` with ``abcdef….json`` beside it, which is written last: a take without it does not exist.
"""

import hashlib
import itertools
import json
import os
import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from ..errors import SeriesError
from .frozen import Frozen
from .lock import FileLock, alive

_KEY = re.compile(r"[0-9a-f]{16,64}")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,16}")
_DAY = 86_400.0
_ordinal = itertools.count()


class StoredTake(Frozen):
    """A take in the store."""

    key: str
    tool: str
    version: str
    path: str
    """Absolute path of the file."""
    seconds: float = 0.0
    facts: dict[str, object] = {}
    took: float = 0.0
    """Seconds that its making took; 0: nobody measured."""
    sha256: str
    size: int
    """Bytes of the file."""
    stems: dict[str, int] = {}
    """Names and bytes of the files in its companion folder, ``<key>.stems/``."""

    @property
    def stems_folder(self) -> Path:
        """The companion folder; it may not exist."""
        return stems_of(Path(self.path))


class TakeStore:
    """Takes by key in one folder. Safe for several processes that put the same key at once: the first one stays.

    What crashed processes left half-made is swept when the store is opened.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._desk = self.folder / ".making"
        self._desk.mkdir(parents=True, exist_ok=True)
        self._lock_path = self._desk / ".lock"
        self._sweep()

    def get(self, key: str) -> StoredTake | None:
        """Return the take of that key, or None; one whose files are not as recorded is removed and absent."""
        sidecar = self._sidecar(key)
        take = _read(sidecar, self._shelf(key))
        if take is not None and _whole(take):
            return take
        if sidecar.exists():
            self._remove(key)
        return None

    def verify(self, key: str) -> bool:
        """Read the whole file and compare its SHA-256; a damaged take is removed. False also if there is none."""
        take = self.get(key)
        if take is None:
            return False
        if sha256_of(Path(take.path)) == take.sha256:
            return True
        self._remove(key)
        return False

    def reserve(self, key: str, suffix: str) -> Path:
        """Return a path to write the take of that key to: on the store's own file system, this process's alone."""
        _checked(key)
        if not _SUFFIX.fullmatch(suffix):
            raise ValueError(f"not a file suffix: {suffix!r}")
        return self._desk / f"{os.getpid()}-{next(_ordinal)}-{key}{suffix}"

    def put(
        self,
        key: str,
        tool: str,
        version: str,
        file: Path,
        seconds: float = 0.0,
        facts: Mapping[str, object] | None = None,
        took: float = 0.0,
    ) -> StoredTake:
        """Move a file, and ``<its stem>.stems/`` if there is one, into the store and return the take.

        If another process was faster its take is returned and this file is dropped. Raises SeriesError if the file is
        missing or empty.
        """
        if not file.is_file() or file.stat().st_size == 0:
            raise SeriesError(
                f"{tool} reported the take {key[:12]} as made, but {file.name} is missing or empty. Make it again."
            )
        shelf = self._shelf(key)
        shelf.mkdir(parents=True, exist_ok=True)
        file = self._bring_near(file, key)
        stems = stems_of(file)
        size, digest = file.stat().st_size, sha256_of(file)
        _to_disk(file)
        with FileLock(self._lock_path):
            there = self.get(key)
            if there is not None:
                _discard(file)
                return there
            home = shelf / f"{key}{file.suffix}"
            names = self._move(file, stems, home)
            take = StoredTake(
                key=key,
                tool=tool,
                version=version,
                path=str(home),
                seconds=seconds,
                facts=dict(facts or {}),
                took=round(took, 3),
                sha256=digest,
                size=size,
                stems=names,
            )
            _write_sidecar(self._sidecar(key), take)
        return take

    def keys(self) -> list[str]:
        """Return the keys of all takes, sorted."""
        return sorted(path.stem for path in self.folder.glob("[0-9a-f][0-9a-f]/*.json"))

    def size(self) -> int:
        """Return the bytes that all takes occupy, companions included."""
        return sum(path.stat().st_size for path in self.folder.glob("[0-9a-f][0-9a-f]/**/*") if path.is_file())

    def _shelf(self, key: str) -> Path:
        return self.folder / _checked(key)[:2]

    def _sidecar(self, key: str) -> Path:
        return self._shelf(key) / f"{key}.json"

    def _bring_near(self, file: Path, key: str) -> Path:
        """Make sure the file lies on the store's file system, where a move is one step."""
        if file.resolve().parent == self._desk:
            return file
        near = self.reserve(key, file.suffix)
        if stems_of(file).is_dir():
            shutil.move(stems_of(file), stems_of(near))
        shutil.move(file, near)
        return near

    def _move(self, file: Path, stems: Path, home: Path) -> dict[str, int]:
        self._clear(home.stem)  # what an earlier crash left between the file and its sidecar
        names: dict[str, int] = {}
        if stems.is_dir():
            for stem in sorted(stems.iterdir()):
                _to_disk(stem)
                names[stem.name] = stem.stat().st_size
            stems.replace(stems_of(home))
        file.replace(home)
        return names

    def _remove(self, key: str) -> None:
        self._sidecar(key).unlink(missing_ok=True)  # first: from here on it does not exist
        self._clear(key)

    def _clear(self, key: str) -> None:
        for path in self._shelf(key).glob(f"{key}.*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        for path in self._desk.iterdir():
            pid = path.name.partition("-")[0]
            if not pid.isdigit():
                continue
            try:
                orphan = not alive(int(pid)) or time.time() - path.stat().st_mtime > _DAY
            except FileNotFoundError:
                continue
            if orphan:
                _discard(path)


def stems_of(file: Path) -> Path:
    """Return the companion folder that belongs to a file: ``<stem>.stems`` beside it."""
    return file.with_name(f"{file.stem}.stems")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a take key: {key!r}")
    return key


def _read(sidecar: Path, shelf: Path) -> StoredTake | None:
    try:
        said = json.loads(sidecar.read_text("utf-8"))
        # The sidecar names a file, never a path: a store may be moved, and what it says is not trusted.
        said["path"] = str(shelf / Path(str(said["path"])).name)
        return StoredTake.model_validate(said)
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


def _whole(take: StoredTake) -> bool:
    try:
        if Path(take.path).stat().st_size != take.size:
            return False
        return all((take.stems_folder / name).stat().st_size == size for name, size in take.stems.items())
    except OSError:
        return False


def _write_sidecar(path: Path, take: StoredTake) -> None:
    told = take.model_dump(mode="json") | {"path": Path(take.path).name}
    draft = path.with_suffix(".json-new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, sort_keys=True, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _folder_to_disk(path.parent)


def _to_disk(path: Path) -> None:
    if path.is_file():
        with path.open("r+b") as file:
            os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    if os.name != "posix":  # Windows has no such call and needs none
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    shutil.rmtree(stems_of(path), ignore_errors=True)
    path.unlink(missing_ok=True)
