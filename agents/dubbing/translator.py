"""Translating: the seam between a dub and whoever puts its words into another language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ...memory.bible import Bible
from ...memory.dub import Author, Glossary
from ...memory.look import Emotion, Sex


@dataclass(frozen=True)
class Cue:
    """One line that is to be translated, and the time it has."""

    id: str
    speaker: str
    """Character id; in somebody's footage a name such as "voice 1"."""
    text: str
    seconds: float
    """How long the original lasts."""
    room: float
    """How long it may last at most: until somebody else is heard."""
    to: str = ""
    emotion: Emotion = "neutral"
    doing: str = ""
    """What is seen meanwhile, in the series' language; it is not said."""


@dataclass(frozen=True)
class Passage:
    """Lines that belong together: a scene, in order."""

    cues: tuple[Cue, ...]
    about: str = ""
    """What the scene turns, in a sentence."""


@dataclass(frozen=True)
class Rendering:
    """One line in the other language."""

    id: str
    text: str
    by: Author
    shorter: tuple[str, ...] = ()
    """The same said in less, should it be too long: longest first."""
    back: str = ""
    """What it means, by a reader who did not see the original."""
    doubt: str = ""


@dataclass(frozen=True)
class Brief:
    """What a translator knows of the work as a whole."""

    language: str
    """Of the dub: "es", "zh"."""
    source: str
    """Of the original: "en"."""
    glossary: Glossary
    bible: Bible | None = None
    """None for somebody's footage."""
    sexes: Mapping[str, Sex] = field(default_factory=dict)
    """By speaker, for languages whose words depend on it."""
    before: Sequence[tuple[Cue, Rendering]] = ()
    """The last lines that have been translated, in order."""


class Translator(Protocol):
    """Puts lines, titles and written words into another language."""

    async def glossary(self, brief: Brief) -> Glossary:
        """Return what must be called the same throughout, the given glossary completed."""
        ...

    async def lines(self, brief: Brief, passage: Passage) -> tuple[Rendering, ...]:
        """Translate the lines of a passage, each to its time; raise ProductionError for one that cannot be."""
        ...

    async def shorter(self, brief: Brief, cue: Cue, text: str, share: float) -> str:
        """Say a translated line in at most ``share`` of the length it has; return it unchanged if that cannot be."""
        ...

    async def words(self, brief: Brief, texts: Sequence[str]) -> Mapping[str, str]:
        """Translate what is written: titles, cards, the screen of a phone. One that cannot be is left out."""
        ...
