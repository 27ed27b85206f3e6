"""Assets: people, places and voices of one home that have been cast, kept so that other series can have them too.

``<home>/.library/mia-1f3a/2/`` holds the pictures of one version, or its recording, named by take key, and
``asset.json``, which is written last, before the folder gets its name: a version without it does not exist. Versions
are never overwritten.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from ..errors import SeriesDamaged, UserError
from .casting import CastSheet, Consent, SheetPicture, VoiceSheet
from .folder import slug
from .frozen import Frozen
from .ledger import now
from .lock import FileLock
from .look import Outfit
from .takes import StoredTake, TakeStore, sha256_of

FOLDER = ".library"
_SIDECAR = "asset.json"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{4,12}")
_LONGEST = 80
_MOST_BYTES = 4_000_000
"""Of a sidecar: more is not one."""

Kind = Literal["person", "place", "voice"]
SEEN: tuple[Kind, ...] = ("person", "place")
"""Kinds that have pictures."""


class AssetFile(Frozen):
    """One take of an asset, as it was in the store it came from."""

    take: str = Field(pattern=r"^[0-9a-f]{16,64}$")
    suffix: str = Field(pattern=r"^\.[A-Za-z0-9]{1,16}$")
    sha256: str
    size: int
    tool: str
    version: str
    seconds: float = 0.0
    facts: dict[str, object] = {}

    @property
    def name(self) -> str:
        """Its file, within the folder of the version."""
        return f"{self.take}{self.suffix}"


class Asset(Frozen):
    """One version of a person, a place or a voice that has been cast."""

    id: str
    version: int = Field(ge=1)
    name: str
    kind: Kind
    maker: str
    consent: Consent | None
    created: str
    """ISO 8601 in UTC."""
    series: str
    """Folder name of the series it was cast in."""
    subject: str
    """Id of the character or the location there."""
    pictures: tuple[SheetPicture, ...]
    adapter: str = ""
    wardrobe: tuple[Outfit, ...] = ()
    """What the outfits of its pictures are, by index."""
    files: tuple[AssetFile, ...]
    voice: VoiceSheet | None = None
    """How it sounds, of a voice; its asset and version are those of this one."""

    @property
    def mark(self) -> str:
        """How it is asked for: ``mia-1f3a@2``."""
        return f"{self.id}@{self.version}"


class Library:
    """The assets of a home. Safe for several processes; made when something is first published."""

    def __init__(self, home: Path) -> None:
        self.folder = home.expanduser().resolve() / FOLDER

    def publish(
        self, sheet: CastSheet, store: TakeStore, name: str, kind: Kind, series: str, wardrobe: Sequence[Outfit] = ()
    ) -> Asset:
        """Keep a sheet as the next version of its subject's asset; one that is kept already is returned as it is.

        Raises SeriesDamaged if the store lacks one of its pictures.
        """
        draft = Asset(
            id="", version=1, name=name, kind=kind, maker=sheet.maker, consent=sheet.consent, created=now(),
            series=series, subject=sheet.subject, pictures=sheet.pictures, adapter=sheet.adapter,
            wardrobe=tuple(wardrobe), files=(),
        )  # fmt: skip
        return self._publish(draft, store, _keys(sheet.pictures, sheet.adapter))

    def publish_voice(self, sheet: VoiceSheet, store: TakeStore, name: str, series: str) -> Asset:
        """Keep a voice as the next version of its subject's voice, with its recording if it has one; as `publish`."""
        draft = Asset(
            id="", version=1, name=name, kind="voice", maker=sheet.voice.engine, consent=sheet.consent, created=now(),
            series=series, subject=sheet.subject, pictures=(), files=(),
            voice=sheet.model_copy(update={"asset": "", "version": 0}),
        )  # fmt: skip
        return self._publish(draft, store, _keys((), sheet.recording))

    def _publish(self, draft: Asset, store: TakeStore, keys: Sequence[str]) -> Asset:
        files = tuple(_file(store, key) for key in keys)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock"):
            id = self._id_for(draft)
            versions = self.versions(id)
            named = {"id": id, "version": max(versions, default=0) + 1, "files": tuple(file for file, _ in files)}
            asset = draft.model_copy(update=named)
            kept = self._read(id, versions[-1]) if versions else None
            if kept is not None and _same(kept, asset):
                return kept
            self._write(asset, [Path(stored.path) for _, stored in files])
        return asset

    def assets(self, kinds: Sequence[Kind] = SEEN) -> tuple[Asset, ...]:
        """Return the latest version of every asset of these kinds that reads, by name."""
        found = (self._read(id, self.versions(id)[-1]) for id in self._ids())
        fitting = (asset for asset in found if asset is not None and asset.kind in kinds)
        return tuple(sorted(fitting, key=lambda asset: (asset.name, asset.id)))

    def damaged(self) -> tuple[str, ...]:
        """Return every version that does not read, as ``mia-1f3a@2``."""
        marks = ((id, version) for id in self._ids() for version in self.versions(id))
        return tuple(f"{id}@{version}" for id, version in marks if self._read(id, version) is None)

    def versions(self, id: str) -> list[int]:
        """Return the versions there are of an asset, in order."""
        folder = self.folder / _checked(id)
        numbers = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
        return sorted(int(name) for name in numbers if name.isascii() and name.isdigit() and not name.startswith("0"))

    def find(self, mark: str, kinds: Sequence[Kind] = SEEN) -> Asset:
        """Return an asset by what a user calls it: ``mia-1f3a``, ``mia-1f3a@2``, or its name if only one has it.

        A name is looked for among these ``kinds``. Raises UserError if there is none.
        """
        id, _, version = mark.strip().partition("@")
        if version and not (version.isascii() and version.isdigit()):
            raise UserError(f"{version[:20]!r} is no version of an asset: they are numbers, as in mia-1f3a@2.")
        if not _ID.fullmatch(id) or not (self.folder / id).is_dir():
            named = [asset for asset in self.assets(kinds) if id.casefold() in (asset.id, asset.name.casefold())]
            if len(named) != 1:
                known = ", ".join(asset.mark for asset in self.assets(kinds)) or "none"
                what = "More than one asset" if named else "No asset"
                raise UserError(f"{what} of {self.folder.parent} is called {id[:60]!r}. There: {known}.")
            id = named[0].id
        return self.get(id, int(version or 0))

    def get(self, id: str, version: int = 0) -> Asset:
        """Return one version of an asset, 0 for its latest; raise UserError if there is none, SeriesDamaged if it
        does not read.
        """
        versions = self.versions(id)
        number = version or max(versions, default=0)
        if number not in versions:
            there = ", ".join(map(str, versions)) or "none"
            raise UserError(f"There is no version {number} of the asset {id}. Versions there: {there}.")
        asset = self._read(id, number)
        if asset is None:
            raise SeriesDamaged(
                f"The asset {id}@{number} in {self.folder} does not read. Take another version of it, or cast again."
            )
        return asset

    def bring(self, asset: Asset, store: TakeStore, subject: str, wardrobe: Sequence[Outfit] = ()) -> CastSheet:
        """Put the pictures of an asset into a series' store, under the keys they had, and return the sheet.

        Pictures of clothes that ``subject`` does not have here stay behind. Raises SeriesDamaged if a file is not what
        was kept; then nothing of it is used.
        """
        pictures = tuple(_dressed(asset, wardrobe))
        self._copy_in(asset, store, set(_keys(pictures, asset.adapter)), "A picture")
        return CastSheet(
            subject=subject, asset=asset.id, version=asset.version, pictures=pictures, adapter=asset.adapter,
            maker=asset.maker, consent=asset.consent,
        )  # fmt: skip

    def _copy_in(self, asset: Asset, store: TakeStore, wanted: set[str], what: str) -> None:
        folder = self.folder / _checked(asset.id) / str(asset.version)
        files = [file for file in asset.files if file.take in wanted]
        if wanted - {file.take for file in files} or not all(_whole(folder, file) for file in files):
            raise SeriesDamaged(
                f"{what} of the asset {asset.mark} is missing or not what was kept. Take another version of it, "
                "or cast again."
            )
        for file in files:
            if store.get(file.take) is None:
                out = store.reserve(file.take, file.suffix)
                _copy(folder / file.name, out)
                store.put(file.take, file.tool, file.version, out, file.seconds, file.facts)

    def bring_voice(self, asset: Asset, store: TakeStore, subject: str) -> VoiceSheet:
        """Put the recording of a voice into a series' store, under the key it had, and return the sheet; as `bring`.

        Raises UserError for an asset that is no voice.
        """
        if asset.voice is None:
            raise UserError(f"{asset.mark} is a {asset.kind}, not a voice: choose another asset.")
        self._copy_in(asset, store, set(_keys((), asset.voice.recording)), "The recording")
        return asset.voice.model_copy(update={"subject": subject, "asset": asset.id, "version": asset.version})

    def _ids(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        names = sorted(path.name for path in self.folder.iterdir() if _ID.fullmatch(path.name) and path.is_dir())
        return [name for name in names if len(name) <= _LONGEST and self.versions(name)]

    def _id_for(self, draft: Asset) -> str:
        """Return the id that a subject of a series has always had, or the first that nobody else has."""
        series, subject, voice = draft.series, draft.subject, draft.kind == "voice"
        digest = hashlib.sha256(f"{series}\0{subject}".encode()).hexdigest()
        for length in (4, 8, 12):
            id = f"{slug(draft.name)}{'-voice' if voice else ''}-{digest[:length]}"
            versions = self.versions(id)
            kept = self._read(id, versions[0]) if versions else None
            if not versions or (kept is not None and (kept.series, kept.subject) == (series, subject)):
                return id
        raise SeriesDamaged(f"The asset {id} in {self.folder} does not read. Remove its folder, and cast again.")

    def _read(self, id: str, version: int) -> Asset | None:
        path = self.folder / id / str(version) / _SIDECAR
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            asset = Asset.model_validate_json(path.read_text("utf-8"))
        except (OSError, ValueError, ValidationError):
            return None
        return asset if (asset.id, asset.version) == (id, version) and (asset.pictures or asset.voice) else None

    def _write(self, asset: Asset, sources: Sequence[Path]) -> None:
        home = self.folder / asset.id
        home.mkdir(mode=0o700, exist_ok=True)
        for orphan in home.glob(".making-*"):  # of a process that died: the lock is ours
            shutil.rmtree(orphan, ignore_errors=True)
        desk = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
        try:
            for file, source in zip(asset.files, sources, strict=True):
                _copy(source, desk / file.name)
            with (desk / _SIDECAR).open("w", encoding="utf-8") as sidecar:
                sidecar.write(asset.model_dump_json(indent=1))
                sidecar.flush()
                os.fsync(sidecar.fileno())
            desk.replace(home / str(asset.version))
        except BaseException:
            shutil.rmtree(desk, ignore_errors=True)
            raise


def _keys(pictures: Sequence[SheetPicture], adapter: str) -> list[str]:
    keys = [*(picture.take for picture in pictures), adapter]
    return list(dict.fromkeys(filter(None, keys)))


def _file(store: TakeStore, key: str) -> tuple[AssetFile, StoredTake]:
    stored = store.get(key)
    if stored is None:
        raise SeriesDamaged(f"A file of the cast ({key[:12]}) is missing from the take store. Cast again.")
    suffix = Path(stored.path).suffix
    file = AssetFile(
        take=key, suffix=suffix, sha256=stored.sha256, size=stored.size, tool=stored.tool, version=stored.version,
        seconds=stored.seconds, facts=stored.facts,
    )  # fmt: skip
    return file, stored


def _same(kept: Asset, other: Asset) -> bool:
    apart = {"version", "created", "name"}
    return kept.model_dump(exclude=apart) == other.model_dump(exclude=apart)


def _dressed(asset: Asset, wardrobe: Sequence[Outfit]) -> Iterator[SheetPicture]:
    """Yield the pictures with the outfits counted as in another wardrobe."""
    for picture in asset.pictures:
        if picture.outfit is None:
            yield picture
            continue
        worn = asset.wardrobe[picture.outfit] if picture.outfit < len(asset.wardrobe) else None
        index = next((n for n, outfit in enumerate(wardrobe) if outfit == worn), None)
        if index is not None or picture.shown != "outfit":
            yield picture.model_copy(update={"outfit": index})


def _whole(folder: Path, file: AssetFile) -> bool:
    path = folder / file.name
    return path.is_file() and path.stat().st_size == file.size and sha256_of(path) == file.sha256


def _copy(source: Path, out: Path) -> None:
    """Put a file at ``out``, sharing the bytes where the file system can."""
    try:
        os.link(source, out)
    except OSError:
        shutil.copyfile(source, out)


def _checked(id: str) -> str:
    if not _ID.fullmatch(id) or len(id) > _LONGEST:
        raise UserError(f"{id[:60]!r} is no id of an asset: they look like mia-1f3a.")
    return id
