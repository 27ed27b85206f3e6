"""A Claim: one thing that a sentence states, and the sentence as it was told."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ...memory.bible import Bible, Prop
from ...memory.canon import Place
from ...memory.naming import Cast, words_of
from ...memory.script import Beat, Scene, Script
from ...memory.slugline import DayTold
from ...memory.state import State
from ..continuity.history import History, place_at

HEDGED = re.compile(
    r"\b(?:if|unless|whether|would|could|should|might|may|maybe|perhaps|probably|suppose\w*|imagine\w*|pretend\w*"
    r"|wish\w*"
    r"|dream\w*|as if|as though|like|almost|nearly|practically|never|not|no longer|nobody|used to|said|says|say|told"
    r"|tell"
    r"|thinks?|thought|believed?|believes|claim\w*|call(?:ed|s)?|jok\w+|kidding|lie[sd]?|lying|swore|once upon|story"
    r"|until|till|wanted|bet|guess|hope[ds]?|ask(?:s|ed)?|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that take a statement back, or give it to somebody else."""
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
    honest: bool = True
    """Not lied, joked, read out or dreamt; it may still be asked or denied."""
    earlier: str = ""
    """What was said or seen just before, in the same beat."""

    @cached_property
    def meant(self) -> bool:
        """Whether it is said as true: neither asked, denied, supposed nor lied."""
        return self.honest and not (self.speaker and "?" in self.text) and HEDGED.search(self.text) is None

    def meant_but(self, *words: str) -> bool:
        """Tell whether it is said as true, whatever these words would make of it."""
        text = re.sub(rf"\b(?:{'|'.join(words)})\b", "", self.text, flags=re.IGNORECASE)
        return self.honest and not (self.speaker and "?" in text) and HEDGED.search(text) is None

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
    others: set[str] = field(default_factory=set)
    """Nouns of which the script has spoken of another one: "a new ring"."""
    since: dict[str, int] = field(default_factory=dict)
    """The day of the story on which each was hurt, as far as it is known."""

    @cached_property
    def nouns(self) -> list[tuple[Prop, str]]:
        """The nouns by which each thing is called, the longest first; one that two things share calls neither."""
        full = {prop.id: [w for w in words_of(prop.name) if w not in ("the", "a", "an")] for prop in self.bible.props}
        heads = Counter(words[-1] for words in full.values() if words)
        found = set()
        for prop in self.bible.props:
            words = full[prop.id]
            if words:
                found |= {
                    (prop.id, " ".join(words)),
                    (prop.id, words[-1] if heads[words[-1]] == 1 else " ".join(words)),
                }
        return [(self.bible.prop(id), noun) for id, noun in sorted(found, key=lambda pair: (-len(pair[1]), pair))]

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
