"""Export: episodes as files that other programs open, each format whole or not at all."""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import SeriesError, UserError
from ..memory.folder import SeriesFolder
from ..memory.frozen import Frozen
from ..memory.numbering import episode_id, numbers, place
from ..tools.export.formats import FORMATS
from .settings import Settings
from .shelf import find

if TYPE_CHECKING:
    from ..agents.crew import Studio
    from ..tools.export.edition import Edition

_RANGE = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?")
_SEASON = re.compile(r"s(\d{2,})")
_EPISODE = re.compile(r"s\d{2,}e\d{2,}")
_BLOCK = 1 << 18
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of everything in a zip, so that the same episode is the same file."""
_PACKED = frozenset({".mp4", ".pdf", ".wav"})
"""Files that deflating does not make much smaller."""


class ExportedFile(Frozen):
    """One format of one episode."""

    format: str
    path: str
    """Absolute; a file, or a folder."""
    size: int
    """Bytes of everything in it."""


class ExportedEpisode(Frozen):
    """What was written of one episode."""

    id: str
    title: str
    files: tuple[ExportedFile, ...]
    missing: str
    """Which formats were not written and why, in a sentence; empty: none."""


class Exported(Frozen):
    """What was written of a series."""

    series: str
    title: str
    folder: str
    episodes: tuple[ExportedEpisode, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return a line a file, and a sentence on what is missing."""
        lines = [f"{self.title}: {self.folder}"]
        for episode in self.episodes:
            lines += ["", f"{episode.id}  {episode.title}"]
            lines += [f"  {one.format:<9} {_size(one.size):>8}  {one.path}" for one in episode.files]
            lines += [f"  {episode.missing}"] if episode.missing else []
        return "\n".join(lines)


def export(settings: Settings, series: str, episodes: str, formats: Sequence[str], to: Path | None) -> Exported:
    """Write episodes of a series in these formats, all of them if none is named, and return what was written.

    ``episodes`` is s01e02, s01, 1-3 (of the latest season), several of those with commas, or empty: all. Each lies in
    a folder of its own in ``to``, by default ``exports/`` of the series. Raises UserError if there is nothing such.
    """
    wanted, name = chosen_formats(formats), find(settings.home, series)
    with _reading(settings, name) as studio:
        ids = _chosen(studio, name, episodes)
        folder = (to.expanduser() if to else studio.folder.path / "exports").resolve()
        done = tuple(_written(studio, id, wanted, folder) for id in ids)
        title = studio.chronicle.bible(numbers(ids[-1])[0]).title
    return Exported(series=name, title=title, folder=str(folder), episodes=done)


def zipped(settings: Settings, series: str, episode: str, formats: Sequence[str]) -> Iterator[bytes]:
    """Return the zip of one episode in these formats, block by block; raise UserError before the first if it cannot be.

    What an episode lacks is told in ``MISSING.txt``.
    """
    wanted, name = chosen_formats(formats), find(settings.home, series)
    desk = tempfile.TemporaryDirectory(prefix="cliffhanger-", ignore_cleanup_errors=True)
    try:
        with _reading(settings, name) as studio:
            (id,) = _chosen(studio, name, episode)[:1]
            done = _written(studio, id, wanted, Path(desk.name))
        if not done.files:
            raise UserError(done.missing)
        if done.missing:
            (Path(desk.name) / id / "MISSING.txt").write_text(done.missing + "\n", encoding="utf-8")
    except BaseException:
        desk.cleanup()
        raise
    return _stream(desk)


def chosen_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that are meant, in our order; raise UserError naming the first that is not one."""
    asked = [part.strip().lower() for name in names for part in name.split(",") if part.strip()]
    for name in asked:
        if name not in FORMATS:
            near = get_close_matches(name, list(FORMATS), 1)
            told = f"; do you mean {near[0]}?" if near else "."
            raise UserError(f"{name[:30]!r} is not a format. There are {', '.join(FORMATS)}{told}")
    return tuple(name for name in FORMATS if name in asked or not asked)


@contextmanager
def _reading(settings: Settings, name: str) -> Iterator["Studio"]:
    """Open a series to read it: without its lock, so that what is finished can be taken while more is made."""
    from .wiring import open_studio  # only now: it knows graphs, memory and makers

    with open_studio(settings, SeriesFolder(settings.home, name)) as studio:
        yield studio


def _chosen(studio: "Studio", name: str, episodes: str) -> list[str]:
    """Return the ids of the written episodes that are meant, in order."""
    written = sorted(studio.archive.ids("script"), key=place)
    latest = numbers(written[-1])[0] if written else 1
    parts = [part.strip().lower() for part in episodes.split(",") if part.strip()]
    wanted = [_meant(part, latest) for part in parts]
    chosen = [id for id in written if not parts or any(id in ids or id.startswith(season) for ids, season in wanted)]
    if not chosen:
        there = f"Written: {written[0]} to {written[-1]}." if written else "None is written yet."
        raise UserError(f"{name} has no episode {episodes[:40] or 'at all'} to export. {there}")
    return chosen


def _meant(part: str, latest: int) -> tuple[frozenset[str], str]:
    """Return the ids that a part of the choice names, and how the ids of the season begin that it names."""
    if _EPISODE.fullmatch(part):
        return frozenset({part}), "-"
    if _SEASON.fullmatch(part):
        return frozenset(), f"{part}e"
    found = _RANGE.fullmatch(part)
    if found is None or int(found[1]) > int(found[2] or found[1]):
        raise UserError(f"{part[:20]!r} is neither an episode (s01e02), a season (s01) nor a range of numbers (1-3).")
    return frozenset(episode_id(latest, number) for number in range(int(found[1]), int(found[2] or found[1]) + 1)), "-"


def _written(studio: "Studio", id: str, wanted: Sequence[str], folder: Path) -> ExportedEpisode:
    """Write one episode beside its place and put each format there when all are whole."""
    from ..agents.publishing import drawn_shots, edition

    whole = edition(studio, id)
    lacks = {name: FORMATS[name].needs(whole) for name in wanted}

    def stills(asked: "Edition") -> Mapping[str, bytes]:
        return _stills(asked, lambda: drawn_shots(studio, id))

    home = folder / id
    try:
        home.mkdir(parents=True, exist_ok=True)
        desk = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    except OSError as error:
        raise SeriesError(
            f"Nothing can be written to {home}: {error.strerror}. Choose another folder with --to."
        ) from error
    try:
        kinds = [FORMATS[name] for name in wanted if not lacks[name]]
        for kind in kinds:
            kind.write(whole, kind.path(whole, desk), stills)
        for kind in kinds:
            _put(kind.path(whole, desk), kind.path(whole, home), desk)
    except OSError as error:
        raise SeriesError(f"{id} cannot be exported to {home}: {error.strerror}. Free some space there.") from error
    finally:
        shutil.rmtree(desk, ignore_errors=True)
        if not any(home.iterdir()):
            home.rmdir()
    files = [(kind.name, kind.path(whole, home)) for kind in kinds]
    return ExportedEpisode(
        id=id,
        title=whole.episode_title,
        files=tuple(ExportedFile(format=name, path=str(path), size=_bytes(path)) for name, path in files),
        missing=_missing(id, lacks),
    )


def _stills(edition: "Edition", drawn: Any) -> Mapping[str, bytes]:
    """Return a JPEG of every shot, by id: from its take, or drawn anew where it has not been filmed."""
    from ..tools.export.stills import drawn_still, filmed_stills

    filmed = [row for row in edition.rows if row.file]
    pictures = filmed_stills([row.file for row in filmed], [edition.seconds(row.frames) for row in filmed])
    found = {row.id: picture for row, picture in zip(filmed, pictures, strict=True)}
    if len(found) < len(edition.rows):
        specs = drawn()
        found |= {id: drawn_still(spec) for id, spec in specs.items() if id not in found}
    return found


def _put(fresh: Path, target: Path, desk: Path) -> None:
    """Move a file or a folder to its place; what lay there before is gone only when it is."""
    if target.is_dir() and not target.is_symlink():
        target.replace(desk / f"old-{target.name}")
    fresh.replace(target)


def _missing(id: str, lacks: Mapping[str, str]) -> str:
    """Return one sentence on the formats that an episode cannot be written in."""
    reasons: dict[str, list[str]] = {}
    for name, reason in lacks.items():
        if reason:
            reasons.setdefault(reason, []).append(name)
    told = "; ".join(f"{', '.join(names)} ({reason})" for reason, names in reasons.items())
    return f"{id} is not there as {told}." if told else ""


def _bytes(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


class _Sink(RawIOBase):
    """Takes what is written and gives it away; nothing is kept, so nothing can be sought in."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Hold some bytes."""
        self._held.append(bytes(data))
        return len(self._held[-1])

    def taken(self) -> bytes:
        """Return what has come since the last time."""
        held, self._held = b"".join(self._held), []
        return held


def _stream(desk: "tempfile.TemporaryDirectory[str]") -> Iterator[bytes]:
    root, sink = Path(desk.name), _Sink()
    with desk:
        with zipfile.ZipFile(sink, "w") as archive:
            for path in sorted(one for one in root.rglob("*") if one.is_file()):
                about = zipfile.ZipInfo(path.relative_to(root).as_posix(), _LONG_AGO)
                about.compress_type = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
                about.external_attr = 0o644 << 16
                with archive.open(about, "w") as entry, path.open("rb") as file:
                    while block := file.read(_BLOCK):
                        entry.write(block)
                        yield sink.taken()
                yield sink.taken()
        yield sink.taken()
