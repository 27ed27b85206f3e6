"""Read the script library: the cards and the word lists under ``prompts/library``."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from ...errors import CliffhangerError
from ...memory.frozen import Frozen
from ...memory.library import Echo, Engine, Move, Opening, Pattern

# Scalars stay text ("No." is a line, not a truth value); pydantic makes numbers of those that are.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

ENGINE = "engine."
"""What an engine's id begins with in recall."""

Card = TypeVar("Card", Echo, Engine, Move, Opening, Pattern)


class Library(Frozen):
    """All cards, in order of file and place in the file."""

    engines: tuple[Engine, ...]
    moves: tuple[Move, ...]
    openings: tuple[Opening, ...]
    patterns: tuple[Pattern, ...]
    echoes: tuple[Echo, ...] = ()

    def engine(self, id: str) -> Engine:
        """Return the engine of that id; ``KeyError`` if there is none."""
        for engine in self.engines:
            if engine.id == id:
                return engine
        raise KeyError(id)


@cache
def load() -> Library:
    """Return the library that ships with the package.

    Raises ``CliffhangerError`` naming the file and the card that does not read.
    """
    return Library(
        engines=_cards("engines", Engine),
        moves=_cards("moves", Move),
        openings=_cards("openings", Opening),
        patterns=_cards("patterns", Pattern),
        echoes=_cards("echoes", Echo),
    )


def engine_indexed(engine: Engine) -> str:
    """Return an engine as recall is told it: the same for every crew, since they share the index."""
    return f"{engine.name}. {engine.about} {', '.join(engine.signs)}"


@cache
def words(name: str) -> Any:
    """Return the word list ``prompts/library/<name>.yaml`` as plain data, every scalar a string."""
    return _read(_root().joinpath(f"{name}.yaml"))


def _root() -> Traversable:
    return resources.files("cliffhanger.prompts").joinpath("library")


def _read(file: Traversable) -> Any:
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, OSError) as error:
        raise CliffhangerError(f"The script library does not read at {file.name}: {error}") from error


def _cards(folder: str, kind: type[Card]) -> tuple[Card, ...]:
    root = _root().joinpath(folder)
    if not root.is_dir():
        return ()
    cards: list[Card] = []
    seen: dict[str, str] = {}
    for file in sorted(root.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".yaml"):
            continue
        for place, data in enumerate(_listed(_read(file))):
            card = _card(f"{folder}/{file.name}", place, data, kind)
            if card.id in seen:
                raise CliffhangerError(
                    f"{folder}/{file.name}: the id {card.id!r} is already in {seen[card.id]}; ids are unique."
                )
            seen[card.id] = file.name
            cards.append(card)
    return tuple(cards)


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [] if data in (None, "") else [data]


def _card(file: str, place: int, data: Any, kind: type[Card]) -> Card:
    name = data.get("id", f"number {place + 1}") if isinstance(data, dict) else f"number {place + 1}"
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CliffhangerError(f"{file}: the card {name} is wrong at {where}: {first['msg']}.") from error
