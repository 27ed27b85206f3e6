"""The words of notes and examples of every kind: ``prompts/library/notes.yaml``, read once."""

import re
from functools import cache
from typing import Any

from pydantic import ValidationError

from ...errors import CliffhangerError
from ...memory.frozen import Frozen
from ...memory.note import Command
from ..house.library import words as word_list

Values = dict[str, tuple[str, ...]]
"""What each value is called."""


class Wording(Frozen):
    """What values are called in a note."""

    tempers: Values
    emotions: Values
    faces: dict[str, str]
    """The emotion that is mostly in the face of a temper."""
    opposites: dict[str, str]
    """The temper of who is less of one."""
    felt: dict[str, str]
    """The emotion of who feels less of one."""
    styles: Values
    sets: Values
    hours: Values
    weathers: Values
    framings: Values
    angles: Values
    moves: Values
    gestures: Values
    gazes: Values
    moods: Values
    effects: Values
    cliffs: Values
    roles: Values
    garments: Values
    hairs: Values
    beards: Values
    earrings: Values
    colours: Values
    hair_colours: Values
    eye_colours: Values
    prop_kinds: Values


class Refused(Frozen):
    """Something that is not done here."""

    asks: str
    """A regular expression of the notes that ask for it."""
    reason: str
    near: tuple[str, ...] = ()


class NoteLibrary(Frozen):
    """All that ``notes.yaml`` holds."""

    words: Wording
    looks: dict[str, tuple[str, ...]]
    """What notes look like, by the names of the grammar's rules (`pattern`)."""
    commands: dict[Command, tuple[str, ...]]
    """Whole notes that are commands, as regular expressions (`commands`)."""
    refused: tuple[Refused, ...]
    endings: dict[str, tuple[str, str]]
    """What is seen at the end of an episode that stops on a consequence of that kind, and who does it."""
    examples: dict[str, tuple[str, ...]]
    """Notes by kind: the ``do`` of an edit, or a command."""


@cache
def library() -> NoteLibrary:
    """Return it; raise CliffhangerError naming what does not read."""
    data: Any = word_list("notes")
    try:
        return NoteLibrary.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CliffhangerError(f"The script library does not read at notes.yaml, {where}: {first['msg']}.") from error


@cache
def called(table: str) -> dict[str, str]:
    """Return every word of a table of `Wording` with its value; of two values with one word, the first counts."""
    values: Values = getattr(library().words, table)
    found: dict[str, str] = {}
    for value, words in values.items():
        for word in (*words, value.replace("_", " ")) if not value.startswith("#") else words:
            found.setdefault(word.lower(), value)
    return found


@cache
def any_of(table: str) -> str:
    """Return a regular expression for any word of a table, the longest first."""
    words = sorted(called(table), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ").replace(" ", r"[ -]") for word in words) + ")"


def value(table: str, text: str) -> str:
    """Return the value that a word in a text stands for: the longest word of the table; empty if none is there."""
    found = re.findall(rf"(?<![\w-]){any_of(table)}(?![\w-])", text, re.IGNORECASE)
    return called(table).get(_spaced(max(found, key=len), table), "") if found else ""


def _spaced(word: str, table: str) -> str:
    low = word.lower()
    if low in called(table):
        return low
    return next((known for known in called(table) if known.replace("-", " ") == low.replace("-", " ")), "")
