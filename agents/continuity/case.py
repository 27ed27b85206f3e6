"""The Case: the moment of a script that is looked at, and what is true as it comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...memory.bible import Bible, Character
from ...memory.canon import FindingCode, Place
from ...memory.script import Beat, Event, EventKind, Scene, Script
from ...memory.state import State
from .fault import Fault
from .history import History, place_at, place_in, place_of


@dataclass(frozen=True)
class Case:
    """A scene, and in it perhaps a beat or an event, with the state before it."""

    bible: Bible
    history: History
    scene: Scene
    events: tuple[Event, ...]
    """All events of the scene."""
    state: State
    room: frozenset[str]
    """Who is here now: those present, less who has left, and who has come in."""
    beat: Beat | None = None
    event: Event | None = None

    @property
    def script(self) -> Script:
        """The script under the check."""
        return self.history.script

    @property
    def same_beat(self) -> tuple[Event, ...]:
        """What becomes true at the beat."""
        return tuple(event for event in self.events if self.beat is not None and event.beat == self.beat.id)

    def place(self, who: str = "") -> Place:
        """Return the place that is looked at, with its words; ``who`` chooses among the words of a scene."""
        if self.beat is not None and (self.beat.line or self.beat.action):
            return place_at(self.script.episode, self.scene, self.beat)
        if self.event is not None:
            return place_of(self.script, self.event)
        return place_in(self.script.episode, self.scene, who)

    def person(self, id: str) -> Character | None:
        """Return the character of that id, or None."""
        return next((person for person in self.bible.characters if person.id == id), None)

    def named(self, id: str) -> str:
        """Return what a person, a prop or a location is called; its id if nobody declared it."""
        for group in (self.bible.characters, self.bible.props, self.bible.locations):
            for one in group:
                if one.id == id:
                    return one.name
        return id or "nobody"

    def listed(self, ids: Iterable[str]) -> str:
        """Return the names of several: "Mia, Cole", or "nobody"."""
        return ", ".join(map(self.named, ids)) or "nobody"

    def happens(self, kind: EventKind, who: str = "") -> bool:
        """Tell whether something of the kind happens to somebody in the scene, at whatever moment of it."""
        return any(event.kind == kind and event.who == who for event in self.events)

    def first(self, kind: EventKind, **fields: str) -> Event:
        """Return the event that would have to come before what is looked at."""
        beat = self.beat.id if self.beat else self.event.beat if self.event else ""
        return Event.model_validate({"kind": kind, "scene": self.scene.id, "beat": beat, **fields})

    def fault(
        self,
        code: FindingCode,
        about: tuple[str, ...],
        message: str,
        mend: str,
        canon: Place | None = None,
        adds: Event | None = None,
        severity: Literal["error", "warning"] = "error",
        lasting: bool = True,
    ) -> Fault:
        """Return a fault at the place that is looked at."""
        return Fault(code, about, message, mend, self.place(about[0]), canon, adds, severity, lasting)


def declared(quote: str) -> Place:
    """Return the place of words that stand in the Bible."""
    return Place(episode="", quote=quote)
