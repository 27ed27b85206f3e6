"""Wherever something is spoken of: the prose of all documents, read through words that change."""

import re
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

from ....memory.bible import Bible
from ....memory.debate import Objections
from ....memory.frozen import Frozen
from ....memory.legacy import Legacy
from ....memory.script import Outline, Script
from ....memory.storyboard import Storyboard
from ...crew import Studio
from ..rehearsal import REVISED

D = TypeVar("D", bound=BaseModel)
Retell = Callable[[str], str]

DOCUMENTS: dict[str, type[Frozen]] = {
    "bible": Bible,
    "outline": Outline,
    "objections": Objections,
    "legacy": Legacy,
    "script": Script,
    "storyboard": Storyboard,
}
"""What has prose in it that people read; facts and findings are made anew from it."""

_PROSE = frozenset(
    re.findall(
        r"\w+",
        """title logline question arc rules recalls text people places objects odd secret wants fears speech alias words
        look_words hook cliffhanger recap purpose action wounds answer wish won cost promised finale relations""",
    )
)
"""Fields of prose; all others hold ids and words of a fixed choice."""


def retell(studio: Studio, retold: Retell) -> None:
    """Put all documents of a series with their prose retold; what reads as before makes no new revision."""
    for kind, model in DOCUMENTS.items():
        for id in studio.archive.ids(kind):
            document = studio.archive.get(kind, id, model)
            if document is not None:
                studio.archive.put(kind, id, within(document, retold), REVISED, "user")


def prose(studio: Studio) -> list[str]:
    """Return every text of a series that is spoken, seen or told."""
    found: list[str] = []

    def heard(text: str) -> str:
        found.append(text)
        return text

    for kind, model in DOCUMENTS.items():
        for id in studio.archive.ids(kind):
            document = studio.archive.get(kind, id, model)
            if document is not None:
                within(document, heard)
    return found


def within(document: D, retold: Retell) -> D:
    """Return a document with its prose retold."""
    update: dict[str, object] = {}
    for name in type(document).model_fields:
        value = getattr(document, name)
        if isinstance(value, str):
            # What is promised or hurt is told in words; the same field holds ids of facts and threads elsewhere.
            worded = name in _PROSE or (name == "what" and " " in value)
            now: object = retold(value) if worded and value else value
        else:
            now = _inner(value, retold, name in _PROSE)
        if now != value:
            update[name] = now
    return document.model_copy(update=update) if update else document


def _inner(value: object, retold: Retell, worded: bool) -> object:
    if isinstance(value, BaseModel):
        return within(value, retold)
    if isinstance(value, tuple):
        return tuple(_inner(one, retold, worded) for one in value)
    if isinstance(value, dict):
        return {key: _inner(one, retold, worded) for key, one in value.items()}
    # An id, which has no space in it, may stand among the prose of a table.
    return retold(value) if worded and isinstance(value, str) and (" " in value or value[:1].isupper()) else value
