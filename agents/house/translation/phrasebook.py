"""The phrasebooks: ``prompts/library/languages/<code>/``, one for each language that the library speaks."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from pydantic import ValidationError

from ....errors import CliffhangerError
from ....memory.frozen import Frozen

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Secret(Frozen):
    """A secret as it is told by whoever has it, to them, and of them."""

    i: str
    you: str
    they: str


class Thing(Frozen):
    """An object with its article."""

    name: str
    gender: str = ""
    """m, f, n or p; empty where the language has none."""
    accusative: str = ""
    """Where it differs."""


class Words(Frozen):
    """What is not a line: written words, names, things."""

    titles: dict[str, str] = {}
    marks: dict[str, str] = {}
    """What is odd about an object: "dated tomorrow"."""
    places: dict[str, str] = {}
    names: dict[str, str] = {}
    """People's names in the language's script; empty where it is the Latin one."""
    cards: dict[str, str] = {}
    """Words on cards, and how long ago something was."""
    secrets: dict[str, Secret] = {}
    objects: dict[str, Thing] = {}


class Phrasebook(Frozen):
    """All that the library says, in one other language."""

    language: str
    lines: dict[str, str]
    """The line as the card has it, slots and all, to its translation."""
    words: Words


def spoken() -> tuple[str, ...]:
    """Return the codes of the languages that the library speaks besides its own."""
    root = _root()
    return tuple(sorted(one.name for one in root.iterdir() if one.joinpath("words.yaml").is_file()))


@cache
def phrasebook(language: str) -> Phrasebook:
    """Return the phrasebook of a language; ``KeyError`` if there is none, ``CliffhangerError`` if it does not read."""
    if language not in spoken():
        raise KeyError(language)
    lines: dict[str, str] = {}
    words: Words | None = None
    for file in _files(_root().joinpath(language)):
        told = _read(file)
        try:
            if file.name == "words.yaml":
                words = Words.model_validate(told)
            else:
                lines |= told
        except (ValidationError, TypeError) as error:
            raise CliffhangerError(f"The {language} phrasebook does not read at {file.name}: {error}") from error
    assert words is not None, "there is one, or it is not spoken"
    return Phrasebook(language=language, lines=lines, words=words)


def _root() -> Traversable:
    return resources.files("cliffhanger.prompts").joinpath("library", "languages")


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            found += _files(one)
        elif one.name.endswith(".yaml"):
            found.append(one)
    return found


def _read(file: Traversable) -> Mapping[str, Any]:
    try:
        told: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) or {}
    except (yaml.YAMLError, OSError) as error:
        raise CliffhangerError(f"The phrasebook does not read at {file.name}: {error}") from error
    return told
