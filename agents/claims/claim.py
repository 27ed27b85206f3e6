"""A Claim: one thing that a sentence states, and the sentence as it was told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ...memory.bible import Bible
from ...memory.canon import Place
from ...memory.naming import Cast
from ...memory.script import Beat, Scene, Script
from ...memory.slugline import DayTold
from ...memory.state import State
from ..continuity.history import History, place_at

ClaimKind = Literal["kin", "holds", "moved", "wound", "sound", "says_name", "weekday", "dead", "lives", "age", "years"]


@dataclass(frozen=True)
class Claim:
    """What a sentence states."""

    kind: ClaimKind
    subject: str
    """Character id, or ``~name`` of somebody the series does not know; of a weekday, the day of the story."""
    object: str
    quote: str
    place: Place
    other: str = ""
    """Whom else it is about: the one who is kin, who gets a thing."""
    strong: bool = False
    """Of holding: that it has been so for a while, rather than that it begins."""


@dataclass(frozen=True)
class Told:
    """One sentence of an action or a line, with who says it and whether it is meant as true."""

    script: Script
    scene: Scene
    beat: Beat
    text: str
    speaker: str = ""
    """Empty: it is seen."""
    to: str = ""
    """Whom the speaker says it to, where that is one person."""
    meant: bool = True
    """Neither asked, denied, supposed nor lied."""
    honest: bool = True
    """Not lied, joked, read out or dreamt; it may still be asked or denied."""
    earlier: str = ""
    """What was said or seen just before, in the same beat."""

    @property
    def place(self) -> Place:
        """Return where it stands."""
        found = place_at(self.script.episode, self.scene, self.beat)
        return found if self.speaker else found.model_copy(update={"line": "", "quote": self.beat.action})


@dataclass
class Stand:
    """What is true at the sentence that is read: canon before the script, and what the script itself has said."""

    bible: Bible
    cast: Cast
    history: History
    state: State
    days: dict[str, DayTold]
    claims: list[Claim] = field(default_factory=list)
    """Of this script, so far."""
    since: dict[str, int] = field(default_factory=dict)
    """The day of the story on which each was hurt, as far as it is known."""

    def named(self, id: str) -> str:
        """Return the name of a person, an object or an unknown one."""
        for group in (self.bible.characters, self.bible.props, self.bible.locations):
            for one in group:
                if one.id == id:
                    return one.name
        return id.removeprefix("~").title()

    def sex(self, id: str) -> str:
        """Return man or woman of a character."""
        return next((person.look.sex for person in self.bible.characters if person.id == id), "")

    def past(self) -> Iterator[Script]:
        """Yield the approved scripts, the latest first."""
        return self.history.scripts()
