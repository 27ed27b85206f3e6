"""Planting one contradiction into one script, and what is to be found of it."""

import random
import re
from dataclasses import dataclass, replace

from cliffhanger.agents.timing import spoken_seconds
from cliffhanger.benchmarks.planting.invention import Story
from cliffhanger.benchmarks.planting.record import Record
from cliffhanger.benchmarks.planting.talk import Talk
from cliffhanger.benchmarks.planting.wording import Forms, set_of, worded
from cliffhanger.memory.script import Beat, Event, EventKind, Line, Scene, Script, Via

DISTANCES = (1, 2, 5, 10, 20, 40, 60)
"""Episodes between what was established and what contradicts it."""
MOST_SPEECH = 84.0
"""Seconds of speech above which a script gets no further line: with the longest it could be too long, another fault."""


@dataclass(frozen=True)
class Planting:
    """One contradiction: where it is, and what it contradicts."""

    kind: str
    variant: str
    distance: int | None
    """Episodes since what it contradicts was established; 0: in the same episode; None: the Bible says so."""
    number: int
    scene: str
    """Scene id; empty: the whole script."""
    beat: str
    evidence: frozenset[str]
    """Episodes of which any may be named as canon; an empty text is the Bible."""
    words: str
    """What is said or seen at it."""
    script: Script
    replaced: Script | None = None
    """An earlier script that was changed too, for what is missing rather than wrong."""


@dataclass(frozen=True)
class Site:
    """A scene into which something may be planted."""

    story: Story
    number: int
    record: Record
    place: int
    """Index of the scene."""
    rng: random.Random
    filler: str
    """A harmless sentence that was never said, to follow the planted one."""

    @classmethod
    def of(cls, story: Story, number: int, record: Record, place: int, rng: random.Random) -> "Site":
        return cls(story, number, record, place, rng, Talk(rng, set_of(story.seed)).filler())

    @property
    def script(self) -> Script:
        return self.story.scripts[self.number - 1]

    @property
    def scene(self) -> Scene:
        return self.script.scenes[self.place]

    def episode(self, number: int) -> str:
        """Return an episode's id; empty, which is the Bible, for 0."""
        return self.story.scripts[number - 1].episode if number else ""

    def name(self, id: str) -> str:
        return self.story.bible.character(id).name

    def in_room(self) -> list[str]:
        """Return who stays alive and in the room for the whole scene."""
        known = {person.id for person in self.story.bible.characters}
        leaving = {event.who for event in self.script.events if event.kind in ("dies", "returns")}
        return [who for who in self.scene.present if who in known - leaving and who not in self.record.dead]

    def may_say(self, by: str, id: str) -> bool:
        """Tell whether somebody may say a person's name."""
        return not self.story.bible.character(id).alias or (by, f"name.{id}") in self.record.knows

    def may_overhear(self, who: str, id: str) -> bool:
        """Tell whether somebody was in a room where a person's name was said: before, or in this episode."""
        said = re.compile(rf"\b{re.escape(self.name(id))}\b")
        rooms = [scene for scene in self.script.scenes if who in scene.present]
        now = any(beat.line and said.search(beat.line.text) for scene in rooms for beat in scene.beats)
        return now or (who, f"name.{id}") in self.record.overheard

    def touched(self, *ids: str, kinds: tuple[EventKind, ...] = ()) -> bool:
        """Tell whether an event of these kinds touches any of these people or things in this episode."""
        events = [event for event in self.script.events if not kinds or event.kind in kinds]
        shown = {beat.prop for scene in self.script.scenes for beat in scene.beats}
        return any({event.who, event.what, event.to} & set(ids) for event in events) or bool(shown & set(ids))

    def comes_again(self, who: str) -> bool:
        """Tell whether somebody is in a later scene of the episode, where the right state would be a second jump."""
        return any(who in scene.present for scene in self.script.scenes[self.place + 1 :])

    def room_for_a_line(self) -> bool:
        return sum(spoken_seconds(line.text) for line in self.script.lines()) < MOST_SPEECH

    def worded(self, forms: Forms, **slots: str) -> str:
        """Return a planted sentence and a harmless one after it."""
        return f"{self.shown(forms, **slots)} {self.filler}"

    def shown(self, forms: Forms, **slots: str) -> str:
        """Return a planted sentence."""
        return worded(forms, self.story.seed, self.rng, **slots)

    def counts(self, since: int | None) -> bool:
        """Tell whether what was established then, or by the Bible, is at a distance that is measured."""
        return not since or self.number - since in DISTANCES


@dataclass(frozen=True)
class Graft:
    """A change of one scene: people who stand in it, a beat, events."""

    site: Site
    scene: Scene
    beat: str = ""
    events: tuple[Event, ...] = ()
    leaves_out: tuple[EventKind, ...] = ()
    """Kinds of event of the scene that are taken out."""

    @classmethod
    def at(cls, site: Site) -> "Graft":
        return cls(site, site.scene)

    def changed(self, **fields: object) -> "Graft":
        return replace(self, scene=self.scene.model_copy(update=fields))

    def without(self, *kinds: EventKind) -> "Graft":
        return replace(self, leaves_out=kinds)

    def enters(self, who: str) -> "Graft":
        """Put somebody into the room, in the clothes last worn."""
        worn = self.site.record.wears.get(who, (0, 0))[0]
        outfits = {**self.scene.outfits, **({who: worn} if worn else {})}
        return self.changed(present=(*self.scene.present, who), outfits=outfits)

    def says(self, who: str, text: str, to: str = "", via: Via = "on") -> "Graft":
        line = Line(id=f"{self.scene.id}.l90", speaker=who, text=text, to=to, via=via)
        return self._with(Beat(id=f"{self.scene.id}.b90", who=who, line=line))

    def does(self, action: str, who: str = "", prop: str = "") -> "Graft":
        return self._with(Beat(id=f"{self.scene.id}.b90", action=action, who=who, prop=prop))

    def happens(self, kind: EventKind, **fields: str) -> "Graft":
        event = Event(kind=kind, scene=self.scene.id, beat=self.beat, **fields)
        return replace(self, events=(*self.events, event))

    @property
    def words(self) -> str:
        """What is said or seen at the planted beat."""
        beat = next((beat for beat in self.scene.beats if beat.id == self.beat), None)
        return "" if beat is None else beat.line.text if beat.line else beat.action

    def script(self) -> Script:
        script = self.site.script
        scenes = tuple(self.scene if scene.id == self.scene.id else scene for scene in script.scenes)
        kept = (e for e in script.events if e.scene != self.scene.id or e.kind not in self.leaves_out)
        return script.model_copy(update={"scenes": scenes, "events": (*kept, *self.events)})

    def _with(self, beat: Beat) -> "Graft":
        beats = list(self.scene.beats)
        beats.insert(self.site.rng.randrange(max(1, len(beats))), beat)
        scene = self.scene.model_copy(update={"beats": tuple(beats)})
        return replace(self, scene=scene, beat=beat.id)


@dataclass(frozen=True)
class Chance:
    """A contradiction that could be planted; the script is made only when it is drawn."""

    kind: str
    variant: str
    since: int | None
    """Episode that established what is contradicted; None: the Bible."""
    graft: Graft
    evidence: frozenset[str]

    @property
    def distance(self) -> int | None:
        return None if self.since is None else self.graft.site.number - self.since

    def plant(self) -> Planting:
        site = self.graft.site
        return Planting(
            self.kind, self.variant, self.distance, site.number, site.scene.id, self.graft.beat, self.evidence,
            self.graft.words, self.graft.script(),
        )  # fmt: skip


def chance(kind: str, variant: str, since: int | None, graft: Graft, *evidence: int) -> Chance:
    """Return a chance; evidence is what else may be quoted, beside the episode that established it."""
    episodes = frozenset(graft.site.episode(number) for number in {since or 0, *evidence})
    return Chance(kind, variant, since, graft, episodes)
