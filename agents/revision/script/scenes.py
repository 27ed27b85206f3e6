"""Scenes: moved, cut, added, set elsewhere; who is in them."""

import re

from ....memory.bible import Bible, Location, SetKind
from ....memory.chronicle import after as state_after
from ....memory.edits.script import (
    AddScene,
    ChangeEnding,
    CutScene,
    EndOn,
    MoveScene,
    Retitle,
    SetPresence,
    SetScene,
)
from ....memory.numbering import numbers, season_id
from ....memory.script import Beat, EpisodeOutline, Event, Scene, Script
from ....memory.state import State
from ...crew import Studio
from ...house.library import words
from ..possible import NotPossible, scene_in, script_of
from ..rehearsal import REVISED, CarriedOut
from .change import change, with_scene
from .clock import moved_in_time, put_off, put_off_later_episodes, set_in_time
from .composing import composed, renumbered
from .endings import change_ending, end_on, retitle
from .events import after_beat, less, next_id
from .words import may_say, somebody, words_of


async def move_scene(studio: Studio, edit: MoveScene) -> None:
    """Let a scene come after another one of its episode; it plays no earlier than what is before it now."""
    script = script_of(studio, edit.scene)
    scene = scene_in(script, edit.scene)
    if edit.after:
        scene_in(script, edit.after)
    left = [one for one in script.scenes if one.id != edit.scene]
    at = next((n for n, one in enumerate(left, 1) if one.id == edit.after), 0)
    scenes = (*left[:at], scene, *left[at:])
    if edit.after == edit.scene or scenes == script.scenes:
        return
    moved = moved_in_time(studio.chronicle.state(script.episode), _with_scenes(script, scenes), edit.scene)
    await change(studio, script, moved)


def _with_scenes(script: Script, scenes: tuple[Scene, ...]) -> Script:
    return script.model_copy(update={"scenes": scenes})


async def cut_scene(studio: Studio, edit: CutScene) -> None:
    """Let a scene not happen; what it made true is not true."""
    script = script_of(studio, edit.scene)
    scene_in(script, edit.scene)
    left = tuple(one for one in script.scenes if one.id != edit.scene)
    if not left:
        raise NotPossible(f"{edit.scene} is the only scene of {script.episode}; rewrite it instead.")
    if not any(beat.line for scene in left for beat in scene.beats):
        raise NotPossible(f"All that is said in {script.episode} is said in {edit.scene}; rewrite it instead.")
    after = _with_scenes(script, left).model_copy(update={"events": less(script.events, (), {edit.scene})})
    await change(studio, script, after)


async def add_scene(studio: Studio, edit: AddScene) -> None:
    """Add a scene after another one: as it is written, or composed from the script library."""
    script = script_of(studio, edit.episode)
    if edit.after:
        scene_in(script, edit.after)
    at = next((n for n, one in enumerate(script.scenes, 1) if one.id == edit.after), 0)
    id = f"{script.episode}.{1 + max(int(one.id.rpartition('.')[2]) for one in script.scenes)}"
    beside = script.scenes[max(0, at - 1)]
    opening = studio.chronicle.state(script.episode)
    if edit.written is not None:
        scene, events = _checked(studio, renumbered(edit.written, id)), tuple[Event, ...]()
    else:
        scene, events = _composed(studio, edit, script, id, beside, state_after(opening, script, at))
    scenes = (*script.scenes[:at], scene, *script.scenes[at:])
    after = _with_scenes(script, scenes).model_copy(update={"events": (*script.events, *events)})
    if edit.written is None:
        after = moved_in_time(opening, after, id)
    else:
        least = (opening.day, opening.hour)
        after = _with_scenes(after, tuple(put_off(after.scenes, least, at)))
    await change(studio, script, after)
    put_off_later_episodes(studio, after)


def _composed(
    studio: Studio, edit: AddScene, script: Script, id: str, beside: Scene, state: State
) -> tuple[Scene, tuple[Event, ...]]:
    """Compose a scene where it was asked for, else beside the scene it follows or where the episode plays."""
    bible, outline = _bible(studio, script), studio.chronicle.outline(numbers(script.episode)[0])
    purpose = next(one for one in outline.episodes if one.episode == script.episode)
    place = _location(bible, edit.location or beside.location)
    elsewhere = () if edit.location else (one for one in bible.locations if one.id in purpose.locations)
    present = _people(bible, edit.present or _company(purpose, beside, state))
    past, places = (*studio.chronicle.scripts(), script), tuple(dict.fromkeys((place, *elsewhere)))
    return composed(bible, purpose, past, state, id, beside, places, present, edit.about)


def _company(purpose: EpisodeOutline, beside: Scene, state: State) -> tuple[str, ...]:
    """Return who a new scene is for if nobody is named: two of the scene beside it, or of the episode."""
    there = (who for who in (*beside.present, *purpose.cast) if who not in state.gone | state.dead)
    return tuple(dict.fromkeys(there))[:2]


def _people(bible: Bible, present: tuple[str, ...]) -> tuple[str, ...]:
    for who in present:
        somebody(bible, who)
    if not 2 <= len(set(present)) <= 3:
        raise NotPossible("The script library has scenes for two or three people: name two or three.")
    return tuple(dict.fromkeys(present))


def _checked(studio: Studio, scene: Scene) -> Scene:
    """Return a written scene; raise NotPossible if nothing happens in it, or if it is not of this series."""
    bible = studio.chronicle.bible(numbers(scene.id)[0])
    _location(bible, scene.location)
    if not scene.beats:
        raise NotPossible("The new scene is empty; say what happens in it.")
    for who in scene.present:
        somebody(bible, who)
    for beat in scene.beats:
        if beat.line is not None:
            words_of(beat.line.text)
            may_say(bible, scene, beat.line)
        else:
            words_of(beat.action or beat.prop, "action")
    return scene


def _location(bible: Bible, id: str) -> Location:
    found = next((place for place in bible.locations if place.id == id), None)
    if found is None:
        known = ", ".join(place.name for place in bible.locations)
        raise NotPossible(f"The series has no place {id[:40]!r}. It has {known}; another one can be built for it.")
    return found


async def set_scene(studio: Studio, edit: SetScene) -> None:
    """Let a scene play elsewhere, at another hour, in other weather; what cannot come before it any more is put off."""
    script = script_of(studio, edit.scene)
    scene = scene_in(script, edit.scene)
    bible = _bible(studio, script)
    place = _built(studio, bible, edit.build, edit.name) if edit.build else None
    place = place or (_location(bible, edit.location) if edit.location else None)
    update: dict[str, object] = {"location": place.id} if place else {}
    update |= {field: value for field in ("hour", "weather") if (value := getattr(edit, field)) is not None}
    after = with_scene(script, scene.model_copy(update=update))
    if place is not None:
        goes = (
            event.model_copy(update={"where": place.id})
            if event.kind == "goes" and event.scene == scene.id and event.where == scene.location
            else event
            for event in script.events
        )
        after = after.model_copy(update={"events": tuple(goes)})
    if edit.hour is not None and edit.hour != scene.hour:
        after = set_in_time(studio.chronicle.state(script.episode), after, scene.id)
    await change(studio, script, after)
    put_off_later_episodes(studio, after)


def _built(studio: Studio, bible: Bible, kind: SetKind, name: str) -> Location:
    """Return a place of a set: the one that the series has, or a new one, declared in the season's Bible."""
    data = words("settings")
    old = bible.period in ("history", "fantasy")
    name = " ".join(name.split())
    for place in bible.locations:
        if place.set == kind and (not name or place.name.lower() == name.lower()):
            return place
    name = name or str(data["names"][kind]["old" if old else "now"][0])
    ids = {place.id for place in bible.locations}
    id = next(id for id in (kind, *(f"{kind}_{n}" for n in range(2, 99))) if id not in ids)
    place = Location(
        id=id, name=name, set=kind, words=str(data["names"][kind]["words"]), indoors=kind not in data["outdoors"]
    )
    built = bible.model_copy(update={"locations": (*bible.locations, place)})
    studio.archive.put("bible", season_id(bible.season), built, REVISED, "user")
    return place


async def set_presence(studio: Studio, edit: SetPresence) -> None:
    """Let somebody be in a scene, or leave them out of it, with what they say and do there."""
    script = script_of(studio, edit.scene)
    scene = scene_in(script, edit.scene)
    person = somebody(_bible(studio, script), edit.character)
    if (edit.character in scene.present) == edit.present:
        return
    if edit.present:
        await change(studio, script, _joined_by(script, scene, edit.character, person.name))
    else:
        await change(studio, script, _left_by(script, scene, edit.character, person.name))


def _joined_by(script: Script, scene: Scene, who: str, name: str) -> Script:
    """Bring somebody in: seen once, in what they wear that day; a voice on the phone is in the room now."""
    beats = [
        beat.model_copy(update={"line": beat.line.model_copy(update={"via": "on"})})
        if beat.line and beat.line.speaker == who and beat.line.via == "phone"
        else beat
        for beat in scene.beats
    ]
    speaks = any(beat.line and beat.line.speaker == who and beat.line.via == "on" for beat in beats)
    seen = Beat(id=next_id(script, scene, "b"), action=f"{name} is here too, and has not said a word.", who=who)
    first = beats[0].id if scene is script.scenes[0] or len(beats) > 1 else ""
    worn = next((s.outfits.get(who, 0) for s in script.scenes if who in s.present and s.day == scene.day), 0)
    update = {
        "present": (*scene.present, who),
        "outfits": {**scene.outfits, who: worn} if worn else scene.outfits,
        "beats": tuple(beats) if speaks else after_beat(beats, first, [seen]),
    }
    return with_scene(script, scene.model_copy(update=update))


def _left_by(script: Script, scene: Scene, who: str, name: str) -> Script:
    """Leave somebody out, with their lines, their acts, and what others do to them."""
    present = tuple(one for one in scene.present if one != who)
    beats = [kept for beat in scene.beats if (kept := _beat_without(beat, who, name, present)) is not None]
    rest = [beat for one in script.scenes if one.id != scene.id for beat in one.beats]
    if not present or not beats:
        raise NotPossible(f"Without {name} nothing is left of scene {scene.id}; cut the scene instead.")
    if not any(beat.line for beat in (*beats, *rest)):
        raise NotPossible(f"Without {name} nobody says anything in {script.episode}; rewrite the scene instead.")
    gone = {beat.id for beat in scene.beats} - {beat.id for beat in beats}
    events = tuple(e for e in less(script.events, gone) if e.scene != scene.id or who not in (e.who, e.to))
    update = {
        "present": present,
        "outfits": {one: worn for one, worn in scene.outfits.items() if one != who},
        "wounds": scene.wounds and {one: hurt for one, hurt in scene.wounds.items() if one != who},
        "beats": tuple(beats),
    }
    return with_scene(script, scene.model_copy(update=update)).model_copy(update={"events": events})


def _beat_without(beat: Beat, who: str, name: str, present: tuple[str, ...]) -> Beat | None:
    """Return a beat as it is without somebody; None if nothing is left of it."""
    action = "" if re.search(rf"\b{re.escape(name)}\b", beat.action) else beat.action
    line = beat.line
    if line is None:
        return beat if action == beat.action and beat.who != who else None
    if line.speaker == who and line.via in ("on", "inner", "off"):
        return None
    if line.to == who:
        others = [one for one in present if one != line.speaker]
        line = line.model_copy(update={"to": others[0] if len(others) == 1 else ""})
    return beat.model_copy(update={"action": action, "line": line, "prop": beat.prop if action else ""})


def _bible(studio: Studio, script: Script) -> Bible:
    return studio.chronicle.bible(numbers(script.episode)[0])


CARRIED_OUT: CarriedOut = {
    MoveScene: move_scene,
    CutScene: cut_scene,
    AddScene: add_scene,
    SetScene: set_scene,
    SetPresence: set_presence,
    ChangeEnding: change_ending,
    EndOn: end_on,
    Retitle: retitle,
}
