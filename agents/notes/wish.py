"""One wish of a note: its marked words, the desk it is laid on, and what was spoken of before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...memory.numbering import episode_id, numbers
from ..crew import Desk
from .answer import Unclear
from .cast import Cast
from .mention import Marked, Mention, MentionKind


@dataclass
class Wish:
    """One thing wanted, and everything that tells what it means."""

    raw: str
    """As it stands in the note."""
    marked: Marked
    desk: Desk
    cast: Cast
    focus: str = ""
    note: str = ""
    """The whole note."""
    beside: Sequence[Marked] = ()
    """The other wishes of the note: those before this one, the nearest first, then those after it."""
    before: Sequence[Marked] = ()
    """The notes before, the latest first."""
    spoken: dict[str, str] = field(default_factory=dict)
    """What the wishes before this one came to: "scene", "line", "shot", "person", "prop" to an id."""

    @property
    def text(self) -> str:
        """The marked text."""
        return self.marked.text

    def plain(self, text: str = "") -> str:
        """Return (a part of) the wish in the user's words."""
        return self.marked.plain(text or self.text)

    def first(self, *kinds: MentionKind) -> Mention | None:
        """Return the first mention of some kinds."""
        return next(iter(self.marked.standing(*kinds)), None)

    def instead(self, mention: Mention | None, phrase: str) -> str:
        """Return the whole note with a mention said otherwise; without one, the phrase is put at the wish's end."""
        if mention is None:
            wish = f"{self.plain()} {phrase}"
        elif f"<{mention.kind}{self.marked.index(mention)}>" in self.text:
            wish = self.marked.plain(self.text, {self.marked.index(mention): phrase})
        else:  # it stands inside of another mention: "*her* last line"
            wish = re.sub(
                rf"\b{re.escape(mention.words)}(?!\w)", lambda _: phrase, self.plain(), count=1, flags=re.IGNORECASE
            )
        return self.note.replace(self.raw, wish, 1) if self.raw and self.raw in self.note else wish

    def ask(self, question: str, mention: Mention | None, phrases: Iterable[str]) -> Unclear:
        """Return the question what is meant; each answer is the note with it."""
        return Unclear(question, [self.instead(mention, phrase) for phrase in phrases])

    @property
    def written(self) -> tuple[str, ...]:
        """The written episodes of the season, in order."""
        return tuple(self.desk.scripts)

    def id_of(self, number: int) -> str:
        """Return the id of an episode of the season on the desk."""
        return episode_id(self.desk.season, number)

    def focused(self) -> str:
        """Return the episode the user looks at; empty if none."""
        try:
            return episode_id(*numbers(self.focus))
        except ValueError:
            return ""


def said(id: str) -> str:
    """Return an episode's id as one says it: "episode 2"."""
    return f"episode {numbers(id)[1]}"
