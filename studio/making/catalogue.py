"""The catalogue: every maker that can be named, the presets and the user's own, and who has which job."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...errors import SettingsError
from ..settings import Settings
from .tables import BUILT_IN, JOBS, MAKES, Camera, ClipMaker, FrameMaker, Table

FILE = "makers.toml"
_TABLES: TypeAdapter[FrameMaker | ClipMaker | Camera] = TypeAdapter(Table)
_FIELDS = {kind.model_fields["makes"].default: kind.model_fields for kind in (FrameMaker, ClipMaker, Camera)}


@dataclass(frozen=True)
class Catalogue:
    """Makers by name, and the jobs that the file gives."""

    makers: Mapping[str, FrameMaker | ClipMaker | Camera]
    jobs: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    """Makers that the user's file names, in its order."""
    file: Path | None = None
    """None: there is no file."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who can be named."""
        return (*BUILT_IN, *self.makers)

    def known(self, name: str, where: str) -> str:
        """Return a maker's name; raise SettingsError naming the nearest if there is nobody of that name."""
        if name in self.names:
            return name
        raise SettingsError(f"{where} names the maker {shown(name)}, which nobody is{nearest(name, self.names)}")


def read(settings: Settings) -> Catalogue:
    """Return the catalogue; raise SettingsError with one sentence about the first thing wrong in the file."""
    file = _file(settings)
    if file is None:
        return Catalogue(_presets())
    said = _parsed(file)
    _only(said, ("jobs", "makers"), f"{file.name} has a table")
    jobs, tables = _table(said, "jobs", file), _table(said, "makers", file)
    _only(jobs, JOBS, f"[jobs] in {file.name} has a job")
    makers = dict(_presets()) | {name: _maker(name, table, file) for name, table in tables.items()}
    found = Catalogue(makers, {}, tuple(tables), file)
    for job, name in jobs.items():
        if not isinstance(name, str):
            raise SettingsError(f"[jobs] in {file.name}: {job} is the name of a maker in quotes, not {shown(name)}.")
        found.known(name, f"[jobs] in {file.name}")
    for name, maker in makers.items():
        _refers(name, maker, found)
    return Catalogue(makers, jobs, tuple(tables), file)


@cache
def _presets() -> Mapping[str, FrameMaker | ClipMaker | Camera]:
    said = tomllib.loads((files(__package__) / "presets.toml").read_text("utf-8"))
    return {name: _TABLES.validate_python(table) for name, table in said.items()}


def _file(settings: Settings) -> Path | None:
    if settings.makers is not None:
        if not settings.makers.expanduser().is_file():
            raise SettingsError(f"The setting makers names {settings.makers}, which is no file.")
        return settings.makers.expanduser()
    return next((path for path in (Path(FILE), settings.home / FILE) if path.is_file()), None)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name} does not read: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be opened: {error.strerror}.") from error


def _table(said: Mapping[str, Any], name: str, file: Path) -> dict[str, Any]:
    found = said.get(name, {})
    if not isinstance(found, dict):
        raise SettingsError(f"{name} in {file.name} has to be a table: [{name}].")
    return found


def _maker(name: str, table: Any, file: Path) -> FrameMaker | ClipMaker | Camera:
    """Return one table as a maker: laid over the preset of its name, folders taken from where the file lies."""
    where = f"[makers.{name}] in {file.name}"
    if not isinstance(table, dict):
        raise SettingsError(f"{where} has to be a table.")
    if name in BUILT_IN:
        raise SettingsError(f"{where}: {name} is always there and has no settings; give your maker another name.")
    preset = _presets().get(name)
    makes = table.get("makes", preset.makes if preset else "shots" if {"frames", "clips"} & set(table) else None)
    if makes not in MAKES:
        asked = f"not {shown(makes)}" if "makes" in table else "and it says nothing of the kind"
        raise SettingsError(f'{where} has to say what it makes: makes = "frames", "clips" or "shots", {asked}.')
    _only(table, _FIELDS[makes], f"{where} has a setting")
    base = preset.model_dump(exclude_unset=True) if preset is not None and preset.makes == makes else {}
    try:
        maker = _TABLES.validate_python({**base, **table, "makes": makes})
    except ValidationError as error:
        first = error.errors()[0]
        names = [str(part) for part in first["loc"] if part not in MAKES]
        if first["type"] == "missing":
            raise SettingsError(f"{where} lacks {names[-1]}.") from error
        raise SettingsError(f"{where}: {'.'.join(names)} cannot be {shown(first['input'])}: {first['msg']}.") from error
    return maker if isinstance(maker, Camera) else _placed(maker, file.parent)


def _placed(maker: FrameMaker | ClipMaker, folder: Path) -> FrameMaker | ClipMaker:
    paths = {name: getattr(maker, name) for name in ("folder", "workflow")}
    found = {name: folder / path.expanduser() for name, path in paths.items() if path is not None}
    return maker.model_copy(update=found)


def _refers(name: str, maker: FrameMaker | ClipMaker | Camera, catalogue: Catalogue) -> None:
    if not isinstance(maker, Camera):
        return
    for part, kind in (("frames", FrameMaker), ("clips", ClipMaker)):
        other = getattr(maker, part)
        if other and other != "none" and not isinstance(catalogue.makers.get(other), kind):
            fit = [one for one, table in catalogue.makers.items() if isinstance(table, kind)]
            where = f"[makers.{name}]" + (f" in {catalogue.file.name}" if catalogue.file else "")
            raise SettingsError(f"{where}: {shown(other)} makes no {part}{nearest(other, fit)}")


def _only(said: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    for name in said:
        if name not in known:
            raise SettingsError(f"{what} {shown(name)} that nobody knows{nearest(name, known)}")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about a name that is not known: what it may have meant."""
    names = list(known)
    near = get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    return f"; do you mean {near[0]}?" if near else f". There are: {', '.join(names)}."


def shown(value: object) -> str:
    """Return what a user wrote, as it is quoted to them: on one line, cut if it is long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…" + text[0]
