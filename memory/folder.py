"""The series folder: where everything of one series lies, and how it is called."""

import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from ..errors import SeriesDamaged, SeriesError, UserError
from .archive import Archive
from .copies import restore
from .lock import SeriesLock
from .takes import TakeStore

_LONGEST = 48
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class SeriesFolder:
    """The paths of one series, ``<home>/<slug>/``; the folder is made, readable by its owner alone."""

    def __init__(self, home: Path, slug: str) -> None:
        if not _SLUG.fullmatch(slug) or slug in _RESERVED or len(slug) > 2 * _LONGEST:
            raise UserError(
                f"{slug[:60]!r} cannot be the name of a series folder: use small letters, digits and hyphens."
            )
        self.home = home.expanduser().resolve()
        self.slug = slug
        self.path = self.home / slug
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.path.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise SeriesError(
                f"Cannot make the series folder {self.path}: {error.strerror}. Choose another --home."
            ) from error
        if self.path.resolve() != self.path:
            raise SeriesError(f"{self.path} is a link to elsewhere; a series lies in its home. Remove the link.")

    @property
    def database(self) -> Path:
        """The truth: ``series.db``."""
        return self.path / "series.db"

    @property
    def checkpoints(self) -> Path:
        """LangGraph's checkpoints, disposable."""
        return self.path / "checkpoints.db"

    @property
    def takes(self) -> Path:
        """The take store."""
        return self.path / "takes"

    @property
    def masters(self) -> Path:
        """The finished episodes; the folder exists."""
        return self._made("masters")

    @property
    def documents(self) -> Path:
        """Readable copies of the documents; the folder exists."""
        return self._made("documents")

    @property
    def recall(self) -> Path:
        """The Chroma index, disposable."""
        return self.path / "recall"

    def archive(self) -> Archive:
        """Open the truth of the series to work on it; a damaged one is restored from its last good copy.

        That is written to the production log. Raises SeriesDamaged if there is no copy. Hold the lock.
        """
        try:
            return self._verified()
        except SeriesDamaged as error:
            aside = restore(self.database, error)
            archive = self._verified()
            archive.log(
                "series.db was damaged and has been restored from its last good copy; "
                f"the damaged file is {aside.name}. ({error})",
                "warning",
            )
            return archive

    def _verified(self) -> Archive:
        archive = Archive(self.database)
        try:
            archive.verify()
        except SeriesDamaged:
            archive.close()
            raise
        return archive

    def take_store(self) -> TakeStore:
        """Open the take store."""
        return TakeStore(self.takes)

    def lock(self) -> SeriesLock:
        """Return the lock of the series, not yet taken."""
        return SeriesLock(self.path)

    def write_readable(self, name: str, text: str) -> Path:
        """Write a readable copy under ``documents/`` in one step and return its path.

        ``name`` may have folders in it (``scripts/s01e01.fountain``); one that leads outside raises UserError.
        """
        target = self.documents if "\0" in name else (self.documents / name).resolve()
        if not target.is_relative_to(self.documents) or target == self.documents:
            raise UserError(f"{name[:60]!r} does not name a file within the series' documents.")
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".", suffix=".new", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        return target

    def _made(self, name: str) -> Path:
        path = self.path / name
        path.mkdir(exist_ok=True)
        return path


def slug(text: str) -> str:
    """Return a folder name for a title or a premise: ASCII, short, never a path, the same for the same text.

    A text that cannot be told in ASCII letters, or is too long, gets six digits of its hash.
    """
    words = re.findall(
        r"[a-z0-9]+",
        unicodedata.normalize("NFKD", text.lower().replace("'", "").replace("’", ""))
        .encode("ascii", "ignore")
        .decode(),
    )
    whole = "-".join(words)
    short = whole
    if len(short) > _LONGEST:
        cut = short[:_LONGEST]
        short = (cut[: cut.rfind("-")] if "-" in cut else cut).rstrip("-")
    told = sum(character.isascii() for character in text if character.isalnum())
    meant = sum(character.isalnum() for character in text)
    lost = meant == 0 or told < 0.6 * meant
    if lost or short in _RESERVED or short != whole:
        mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
        short = f"{short}-{mark}" if short and not lost else f"series-{mark}"
    return short


def series_in(home: Path) -> list[str]:
    """Return the slugs of the series in a home, sorted."""
    if not home.is_dir():
        return []
    return sorted(path.name for path in home.iterdir() if _SLUG.fullmatch(path.name) and (path / "series.db").is_file())
