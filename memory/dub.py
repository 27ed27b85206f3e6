"""A dub as documents: what is said and shown in another language; the rest is the original's."""

from typing import Literal

from .frozen import Frozen

Author = Literal["library", "model", "user"]
"""Who translated: the script library's own translations, a language model, or the user."""


class DubbedLine(Frozen):
    """One line in another language."""

    line: str
    """Id of the line."""
    of: str
    """The words it was made from: if the script has others by now, it is out of date."""
    text: str
    """As it is spoken and shown."""
    by: Author
    back: str = ""
    """What a second reader, who saw only ``text``, says it means; empty: nobody read it."""
    doubt: str = ""
    """Why it may not mean the same; empty: no doubt."""
    shortened: int = 0
    """How often it was re-worded because it was too long."""


class Dub(Frozen):
    """An episode in another language (``("dub", "s01e01.es")``)."""

    episode: str
    language: str
    """BCP 47, lower case: "es", "zh", "pt"."""
    title: str
    """Of the episode."""
    series: str
    """Title of the series."""
    lines: tuple[DubbedLine, ...]
    texts: dict[str, str] = {}
    """Words of the series' language, as they stand on cards, screens and letters, to those of this one."""

    def line(self, id: str) -> DubbedLine | None:
        """Return a line by its id; None if it has not been translated."""
        return next((line for line in self.lines if line.line == id), None)


class Register(Frozen):
    """How one character speaks to another."""

    speaker: str
    to: str
    form: str
    """In the language's own terms: "tú", "usted", "반말", "敬語"."""


class Glossary(Frozen):
    """What must be called the same throughout a dub of a series (``("glossary", "es")``)."""

    language: str
    names: dict[str, str] = {}
    """People, places, objects and titles: in the series' words to those of the dub; people mostly as they are."""
    registers: tuple[Register, ...] = ()
