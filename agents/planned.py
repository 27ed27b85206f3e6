"""As planned: what the user has laid down for an episode holds, whoever writes it."""

import re

from ..memory.bible import Bible, Character
from ..memory.script import Beat, EpisodeOutline, Event, Scene, Script


def as_played(bible: Bible, purpose: EpisodeOutline) -> Bible:
    """Return the Bible with everybody in the part that they play in an episode."""
    if not purpose.parts:
        return bible
    people = (
        person.model_copy(update={"role": purpose.parts.get(person.id, person.role)}) for person in bible.characters
    )
    return bible.model_copy(update={"characters": tuple(people)})


def as_planned(bible: Bible, purpose: EpisodeOutline, script: Script) -> Script:
    """Return a script, as a writer wrote it, with what the user has laid down: a hook, an end, who leaves."""
    for who, dies in purpose.leaves.items():
        script = left(bible, script, who, dies)
    if "hook" in purpose.meant and script.scenes:
        script = _opened(bible, script, purpose.hook)
    if "cliffhanger" in purpose.meant and script.scenes:
        script = _ended(bible, script, purpose)
    return script


def left(bible: Bible, script: Script, who: str, dies: bool) -> Script:
    """Return a script in which somebody dies, or leaves, after the last that is seen or heard of them."""
    person = bible.character(who)
    if any(event.kind == "dies" and event.who == who for event in script.events):
        return script
    there = [scene for scene in script.scenes if who in scene.present]
    if there:
        scene = there[-1]
    else:
        scene = script.scenes[-1].model_copy(update={"present": (*script.scenes[-1].present, who)})
    own = [n for n, beat in enumerate(scene.beats, 1) if who in (beat.who, beat.line.speaker if beat.line else "")]
    # After all that they do; and nobody talks on as though nothing had happened: only the last image may follow.
    at = max([*own, len(scene.beats) - (scene.id == script.scenes[-1].id)])
    other = next((bible.character(id).name for id in scene.present if id != who and _known(bible, id)), "")
    beat = Beat(
        id=_fresh(scene), action=_seen(person, other, dies), who=who, emotion="shock" if dies else "sad", jolt=dies
    )
    scene = scene.model_copy(update={"beats": (*scene.beats[:at], beat, *scene.beats[at:])})
    events = script.events
    if dies:
        event = Event(kind="dies", scene=scene.id, beat=beat.id, who=who)
        later = {one.id for one in script.scenes[[s.id for s in script.scenes].index(scene.id) + 1 :]}
        first = next((n for n, one in enumerate(events) if one.scene in later), len(events))
        events = (*events[:first], event, *events[first:])
    told = f"{script.recap} {person.name} {'dies' if dies else 'leaves'}.".strip()
    scenes = tuple(scene if one.id == scene.id else one for one in script.scenes)
    return script.model_copy(update={"scenes": scenes, "events": events, "recap": told})


def _seen(person: Character, other: str, dies: bool) -> str:
    they, their = ("she", "her") if person.look.sex == "woman" else ("he", "his")
    if dies:
        held = f" {other} holds {their} hand until it is only a hand." if other else ""
        return f"{person.name} goes down without a sound, and does not get up again.{held}"
    last = f"{person.name} looks at {other} one last time." if other else f"{person.name} looks round one last time."
    return (
        f"{last} Then {they} takes {their} things, and the door falls shut behind {'her' if they == 'she' else 'him'}."
    )


def _opened(bible: Bible, script: Script, hook: str) -> Script:
    scene = script.scenes[0]
    if scene.beats and scene.beats[0].action == hook:
        return script
    beat = Beat(id=_fresh(scene), action=hook, who=_doer(bible, scene, hook), emotion="shock", jolt=True)
    # A first image that only set the scene gives way.
    owed = {event.beat for event in script.events}
    drops = bool(scene.beats) and scene.beats[0].line is None and scene.beats[0].id not in owed and len(scene.beats) > 1
    scene = scene.model_copy(update={"beats": (beat, *scene.beats[drops:])})
    return script.model_copy(update={"scenes": (scene, *script.scenes[1:]), "hook": hook})


def _ended(bible: Bible, script: Script, purpose: EpisodeOutline) -> Script:
    scene, told = script.scenes[-1], purpose.cliffhanger
    if scene.beats and scene.beats[-1].action == told:
        return script
    beat = Beat(id=_fresh(scene), action=told, who=_doer(bible, scene, told), emotion="shock", jolt=True)
    last = scene.beats[-1] if scene.beats else beat
    drops = last.line is None and len(scene.beats) > 1
    kept = scene.beats[:-1] if drops else scene.beats
    # What the episode as a whole makes true becomes true with its last image.
    events = tuple(
        event.model_copy(update={"beat": beat.id}) if drops and event.beat == last.id else event
        for event in script.events
    )
    scenes = (*script.scenes[:-1], scene.model_copy(update={"beats": (*kept, beat)}))
    recap = script.recap.replace(script.cliffhanger, told) if script.cliffhanger else script.recap
    update = {"scenes": scenes, "events": events, "cliffhanger": told, "cliff": purpose.cliff, "recap": recap}
    return script.model_copy(update=update)


def _doer(bible: Bible, scene: Scene, text: str) -> str:
    """Return who of those present is named first in a sentence."""
    names = {id: bible.character(id).name for id in scene.present if _known(bible, id)}
    at = {id: found.start() for id, name in names.items() if (found := re.search(rf"\b{re.escape(name)}\b", text))}
    return min(at, key=lambda id: at[id], default="")


def _known(bible: Bible, id: str) -> bool:
    return any(person.id == id for person in bible.characters)


def _fresh(scene: Scene) -> str:
    """Return the id of a new beat: one more than any in its scene."""
    numbers = [int(re.sub(r"\D", "", beat.id.rpartition(".")[2]) or 0) for beat in scene.beats]
    return f"{scene.id}.b{max(numbers, default=0) + 1:02d}"
