"""The History of a check: what was approved before, and what of the script has been walked, looked back through.

It is asked only once a fault is found, to tell where the other side of it stands; so the past costs nothing while a
script is clean.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ...memory.canon import Place
from ...memory.numbering import numbers
from ...memory.script import Beat, Event, Scene, Script
from ..crew import Told


@dataclass
class History:
    """Approved scripts in order, and the events of the present one up to the moment that is looked at."""

    told: Told
    script: Script
    walked: list[Event] = field(default_factory=list)

    def scripts(self) -> Iterator[Script]:
        """Yield the approved scripts, the latest first."""
        yield from reversed(self.told.scripts)
        yield from reversed(self.told.earlier)

    def past(self) -> Iterator[tuple[Script, Event]]:
        """Yield every event before this moment with its script, the latest first."""
        for event in reversed(self.walked):
            yield self.script, event
        for script in self.scripts():
            for event in reversed(script.events):
                yield script, event

    def season(self) -> Iterator[Event]:
        """Yield every event of this season before this moment, in no order."""
        yield from self.walked
        for script in self.told.scripts:
            yield from script.events

    def last(self, *kinds: str, where: Callable[[Event], bool], season: bool = False) -> Place | None:
        """Return the place of the latest event of those kinds that fits, or None; of this season only if asked."""
        past = ((s, e) for s, e in self.past() if e.kind in kinds and where(e))
        found = next(past, None)
        if season and found and self.before(found[0]):
            return None
        return place_of(*found) if found else None

    def first(self, *kinds: str, where: Callable[[Event], bool], season: bool = False) -> Place | None:
        """Return the place of the earliest event of those kinds that fits, or None; of this season only if asked."""
        fitting = [(s, e) for s, e in self.past() if e.kind in kinds and where(e) and not (season and self.before(s))]
        return place_of(*fitting[-1]) if fitting else None

    def overheard(self, who: str, said: Callable[[Scene, Beat], bool], until: Scene, beat: Beat | None) -> bool:
        """Tell whether something was said where somebody was, or to them, before a beat of the present script."""
        for script in (self._played(until), *self.scripts()):
            for scene in script.scenes:
                if any(_hears(who, scene, one) and said(scene, one) for one in scene.beats):
                    return True
        now = until.beats[: until.beats.index(beat)] if beat is not None and beat in until.beats else until.beats
        return any(_hears(who, until, one) and said(until, one) for one in now)

    def writes(self, word: str) -> bool:
        """Tell whether the series' own scripts have a word in small letters."""
        found = re.compile(rf"(?<![\w'’-]){re.escape(word)}(?![\w'’-])")
        lines = (beat for script in (self.script, *self.scripts()) for scene in script.scenes for beat in scene.beats)
        return any(found.search(f"{beat.action} {beat.line.text if beat.line else ''}") for beat in lines)

    def seen(self, who: str, before: Scene | None = None) -> Place | None:
        """Return where somebody was last seen in a room, before a scene of the present script; None: never."""
        for script in (self._played(before), *self.scripts()):
            for scene in reversed(script.scenes):
                if who in scene.present:
                    return place_in(script.episode, scene, who)
        return None

    def last_scene(self, before: Scene) -> tuple[Script, Scene] | None:
        """Return the scene that was played before one of the present script; None: none was."""
        for script in (self._played(before), *self.scripts()):
            if script.scenes:
                return script, script.scenes[-1]
        return None

    def before(self, script: Script) -> bool:
        """Tell whether a script is of an earlier season."""
        return numbers(script.episode)[0] != numbers(self.script.episode)[0]

    def _played(self, before: Scene | None) -> Script:
        count = self.script.scenes.index(before) if before is not None else 0
        return self.script.model_copy(update={"scenes": self.script.scenes[:count]})


def _hears(who: str, scene: Scene, beat: Beat) -> bool:
    line = beat.line
    if line is None:
        return who in scene.present
    return line.via != "inner" and (who in scene.present or who in (line.to, line.speaker))


def place_of(script: Script, event: Event) -> Place:
    """Return where an event stands, with the words that tell of it: those of its beat, else of its person's scene."""
    scene = next((scene for scene in script.scenes if scene.id == event.scene), None)
    if scene is None:
        return Place(episode=script.episode, quote=script.cliffhanger)
    beat = next((beat for beat in scene.beats if beat.id == event.beat), None)
    return place_at(script.episode, scene, beat) if beat else place_in(script.episode, scene, event.who)


def place_at(episode: str, scene: Scene, beat: Beat) -> Place:
    """Return the place of a beat, with its line, or what is seen in it."""
    line = beat.line
    quote = line.text if line else beat.action
    return Place(episode=episode, scene=scene.id, line=line.id if line else "", quote=quote)


def place_in(episode: str, scene: Scene, who: str = "") -> Place:
    """Return the place of a scene, with the first words of or about somebody in it, else its first words."""
    of_theirs = (beat for beat in scene.beats if who and beat.who == who and (beat.line or beat.action))
    beat = next(of_theirs, None) or next((beat for beat in scene.beats if beat.line or beat.action), None)
    if beat is None:
        return Place(episode=episode, scene=scene.id, quote=scene.purpose)
    return place_at(episode, scene, beat)
