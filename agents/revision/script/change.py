"""A script is changed: what every edit of one ends with, so that script, events and storyboard agree."""

from collections.abc import Iterable, Sequence

from ....memory.numbering import numbers
from ....memory.script import Beat, Event, Scene, Script
from ...crew import Studio
from ..possible import NotPossible
from ..rehearsal import REVISED
from .events import in_step, names_heard
from .reboard import follow
from .words import ended, somebody


async def change(studio: Studio, before: Script, after: Script) -> None:
    """Put a changed script, its hook, cliffhanger and events in step with it, and let the storyboard follow."""
    bible = studio.chronicle.bible(numbers(after.episode)[0])
    after = ended(before, after, bible)
    opening = studio.chronicle.state(after.episode)
    after = names_heard(opening, before, after, bible)
    if _shape(before) != _shape(after):
        after = in_step(opening, before, after)
    studio.archive.put("script", after.episode, after, REVISED, "user")
    await follow(studio, before, after)


def _shape(script: Script) -> object:
    """Return what the events of a script follow from."""
    scenes = [(s.id, s.location, s.present, s.outfits, [beat.id for beat in s.beats]) for s in script.scenes]
    return scenes, script.events


def with_company(studio: Studio, scene: Scene, come: Iterable[str]) -> Scene:
    """Return a scene with those in it who come in; raise NotPossible if one of them is dead by then.

    Who is heard on the telephone there stays at the other end.
    """
    episode = scene.id.rpartition(".")[0]
    dead, bible = studio.chronicle.state(episode).dead, studio.chronicle.bible(numbers(episode)[0])
    calling = {beat.line.speaker for beat in scene.beats if beat.line and beat.line.via == "phone"}
    new = [who for who in dict.fromkeys(come) if who and who not in calling.union(scene.present)]
    for who in new:
        if somebody(bible, who).id in dead:
            raise NotPossible(f"{bible.character(who).name} is dead by then; let somebody else do it.")
    return scene.model_copy(update={"present": (*scene.present, *new)}) if new else scene


def returns(studio: Studio, script: Script, scene: Scene, beats: Iterable[Beat]) -> tuple[Event, ...]:
    """Return that those who were missing are back, as soon as they are seen in new beats."""
    gone = studio.chronicle.state(script.episode).gone
    told = {event.who for event in script.events if event.kind == "returns"}
    back: dict[str, str] = {}
    for beat in beats:
        if beat.who in gone and beat.who in scene.present and beat.who not in told:
            back.setdefault(beat.who, beat.id)
    return tuple(Event(kind="returns", scene=scene.id, beat=beat, who=who) for who, beat in back.items())


def with_scene(script: Script, scene: Scene) -> Script:
    """Return a script with one of its scenes as it is now."""
    return script.model_copy(update={"scenes": tuple(scene if s.id == scene.id else s for s in script.scenes)})


def with_beats(script: Script, scene: Scene, beats: Sequence[Beat]) -> Script:
    """Return a script with other beats in one of its scenes."""
    return with_scene(script, scene.model_copy(update={"beats": tuple(beats)}))


def with_beat(script: Script, scene: Scene, beat: Beat) -> Script:
    """Return a script with one of its beats as it is now."""
    return with_beats(script, scene, [beat if one.id == beat.id else one for one in scene.beats])
