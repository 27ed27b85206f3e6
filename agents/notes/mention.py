"""Mentions: the words of a note that name something of the series, and where they stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

MentionKind = Literal["quote", "episode", "scene", "shot", "line", "beat", "person", "prop", "place", "finding"]

_TOKEN = re.compile(r"<([a-z]+)(\d+)>")


@dataclass(frozen=True)
class Mention:
    """Something named."""

    kind: MentionKind
    words: str
    """As the user wrote it."""
    ids: tuple[str, ...] = ()
    """What it can be, where the words alone tell; several people of a group are meant all."""
    group: bool = False
    """All of ``ids`` are meant, not one of them."""
    number: int = 0
    """3 for "scene 3" or "the third scene", -1 for the last."""
    about: str = ""
    """What is told of it: "Mia finds the letter"."""
    who: str = ""
    """Whose it is: the mark of a person."""
    value: str = ""
    """Sex of a pronoun, set of a place, framing of a shot."""
    pointed: bool = False
    """Only pointed at: "this shot", "that line"."""
    within: tuple[str, ...] = ()
    """The marks of what it is said to be in: "scene 3 *of episode 1*"."""

    @property
    def possessive(self) -> bool:
        """Whether the words say whose something is."""
        return self.words.lower() in ("his", "her", "hers") or self.words.endswith(("'s", "s'"))


def naming(
    kind: MentionKind, ids: tuple[str, ...], value: str = "", group: bool = False
) -> Callable[[re.Match[str]], Mention]:
    """Return what makes a mention of certain things of whatever a pattern finds."""
    return lambda found: Mention(kind, found[0], ids=ids, value=value, group=group)


@dataclass
class Marked:
    """A text in which every mention is a mark: ``make <person0> colder in <episode1>``."""

    text: str
    mentions: list[Mention] = field(default_factory=list)

    def mark(self, mention: Mention) -> str:
        """Keep a mention and return its mark."""
        self.mentions.append(mention)
        return f"<{mention.kind}{len(self.mentions) - 1}>"

    def each(self, pattern: str, made: Callable[[re.Match[str]], Mention | None]) -> None:
        """Mark whatever a pattern finds; None from ``made``: it is no mention."""

        def marked(found: re.Match[str]) -> str:
            mention = made(found)
            if mention is None:
                return found[0]
            return self.mark(replace(mention, words=mention.words or self.plain(found[0])))

        self.text = re.sub(pattern, marked, self.text, flags=re.IGNORECASE)

    def named(self, mark: str) -> Mention:
        """Return the mention of a mark."""
        found = _TOKEN.fullmatch(mark)
        if found is None:
            raise KeyError(mark)
        return self.mentions[int(found[2])]

    def plain(self, text: str, instead: dict[int, str] | None = None) -> str:
        """Return a text with the user's words again, some of them said otherwise."""
        swap = instead or {}

        def word(found: re.Match[str]) -> str:
            number = int(found[2])
            return swap[number] if number in swap else self.mentions[number].words

        text = re.sub(r"\b(her|his)-(?=\w)", r"\1 ", _TOKEN.sub(word, text), flags=re.IGNORECASE)
        return re.sub(r" +([,.;?!])", r"\1", text).strip()

    def standing(self, *kinds: MentionKind) -> list[Mention]:
        """Return the mentions of some kinds that stand in the text, or are what another one is in, in order."""
        found: list[Mention] = []
        for mark in re.findall(r"<[a-z]+\d+>", self.text):
            one = self.named(mark)
            found += [each for each in (one, *map(self.named, one.within)) if each.kind in kinds]
        return found

    def index(self, mention: Mention) -> int:
        """Return the number of a mention."""
        return next(number for number, one in enumerate(self.mentions) if one is mention)
