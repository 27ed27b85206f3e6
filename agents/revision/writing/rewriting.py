"""Scenes and episodes written anew, and scripts brought from outside."""

from collections.abc import Mapping, Sequence

from ....memory.bible import Bible
from ....memory.edits.script import ReplaceScript, RewriteEpisode, RewriteScene
from ....memory.numbering import numbers, place, season_id
from ....memory.script import Beat, Event, EventKind, Outline, Scene, Script
from ...crew import Studio
from ..possible import NotPossible, scene_in, script_of
from ..rehearsal import REVISED, CarriedOut
from ..script.change import change
from ..script.reboard import follow
from ..world.tempers import played
from .attempts import Attempt, attempts, best
from .variants import in_other_words
from .wishes import Wish, nearness, wish

_MOVES: frozenset[EventKind] = frozenset({"goes", "wears", "bond", "becomes", "lies"})
"""Events that another scene need not bring about: nothing is owed to them by name."""


async def rewrite_episode(studio: Studio, edit: RewriteEpisode) -> None:
    """Write an episode anew, as it is wanted, keeping what later episodes rely on as far as any attempt does."""
    before = script_of(studio, edit.episode)
    there = {who for scene in before.scenes for who in scene.present}
    wanted = wish(edit.how, studio.chronicle.bible(numbers(before.episode)[0]), there)
    script = renumbered(before, best(wanted, await attempts(studio, before.episode, wanted)).script)
    _plan_follows(studio, before, script)
    _unhurt(studio, before, script)
    await _put(studio, before, script)


async def rewrite_scene(studio: Studio, edit: RewriteScene) -> None:
    """Write a scene anew: one that can stand in for it, or the same exchange in other words, whichever is nearer."""
    before = script_of(studio, edit.scene)
    scene, bible = scene_in(before, edit.scene), studio.chronicle.bible(numbers(before.episode)[0])
    wanted = wish(edit.how, bible, scene.present)
    try:
        tried = await attempts(studio, before.episode, wanted)
    except NotPossible:
        tried = ()
    choices = [script for attempt in tried for script in _stand_ins(before, scene, attempt)]
    tables = wanted.tables(bible)
    for other in in_other_words(bible, scene):
        choices.append(played(_with(before, scene, other), tables, frozenset({scene.id})))
    if wanted.tempers:
        choices.append(played(before, tables, frozenset({scene.id})))
    choices = [script for script in choices if script.scenes != before.scenes]
    if not choices:
        raise NotPossible(
            f"Nothing else can be played in scene {scene.id} by who is there without losing what happens in it. "
            "Say what should be said instead, or write the episode anew."
        )
    await _put(studio, before, _nearest(wanted, scene.id, choices))


def _nearest(wanted: Wish, scene: str, choices: Sequence[Script]) -> Script:
    near = nearness(wanted, [[one for one in script.scenes if one.id == scene] for script in choices])
    return choices[near.index(max(near))]


def _stand_ins(before: Script, scene: Scene, attempt: Attempt) -> list[Script]:
    """Return the script with a scene of an attempt in place of one: same people, same place, nothing lost by it."""
    at, ends = before.scenes.index(scene), scene is before.scenes[-1]
    owed = {_owed(event) for event in before.events if event.scene == scene.id and event.kind not in _MOVES}
    found = []
    for number, other in enumerate(attempt.script.scenes):
        same_part = (number == 0, other is attempt.script.scenes[-1]) == (at == 0, ends)
        if not same_part or other.location != scene.location or set(other.present) != set(scene.present):
            continue
        events = [event for event in attempt.script.events if event.scene == other.id]
        if owed - {_owed(event) for event in events} or any(
            _heavy(event) for event in events if _owed(event) not in owed
        ):
            continue
        ending = {"cliffhanger": attempt.script.cliffhanger, "cliff": attempt.script.cliff} if ends else {}
        hook = {"hook": attempt.script.hook} if at == 0 else {}
        base = before.model_copy(update={**ending, **hook})
        stays = {"id": scene.id, "hour": scene.hour, "weather": scene.weather, "day": scene.day,
                 "outfits": scene.outfits, "wounds": scene.wounds}  # fmt: skip
        found.append(
            _with(
                base, scene, other.model_copy(update=stays), [e.model_copy(update={"scene": scene.id}) for e in events]
            )
        )
    return found


def _owed(event: Event) -> tuple[str, ...]:
    return event.kind, event.who, event.what, event.to


def _heavy(event: Event) -> bool:
    """Tell whether something would newly happen that later episodes know nothing of."""
    return event.kind in ("dies", "returns", "reveals", "learns", "takes", "gives", "loses", "hurt", "plants", "pays")


def _with(before: Script, scene: Scene, other: Scene, events: Sequence[Event] | None = None) -> Script:
    """Return a script with another scene in place of one; beats that are not its own get fresh ids."""
    if events is None:  # the same beats in other words
        return before.model_copy(
            update={"scenes": tuple(other if one.id == scene.id else one for one in before.scenes)}
        )
    fresh, ids = _fresh(scene, other)
    after = tuple(fresh if one.id == scene.id else one for one in before.scenes)
    mine = [event.model_copy(update={"beat": ids.get(event.beat, "")}) for event in events]
    first = next((n for n, event in enumerate(before.events) if event.scene == scene.id), len(before.events))
    kept = [event for event in before.events if event.scene != scene.id]
    return before.model_copy(update={"scenes": after, "events": (*kept[:first], *mine, *kept[first:])})


def renumbered(before: Script, script: Script) -> Script:
    """Return a script that is written anew with scene ids by their place and fresh ids for all beats that are new."""
    scenes: list[Scene] = []
    ids: dict[str, str] = {}
    there = {scene.id: scene for scene in before.scenes}
    for number, scene in enumerate(script.scenes):
        id = before.scenes[number].id if number < len(before.scenes) else _free(before, scenes)
        was = there.get(id, scene.model_copy(update={"id": id, "beats": ()}))
        fresh, mapped = _fresh(was, scene.model_copy(update={"id": id}))
        scenes.append(fresh)
        ids |= {scene.id: id, **mapped}
    events = tuple(
        event.model_copy(update={"scene": ids.get(event.scene, event.scene), "beat": ids.get(event.beat, event.beat)})
        for event in script.events
    )
    return script.model_copy(update={"scenes": tuple(scenes), "events": events})


def _free(before: Script, scenes: Sequence[Scene]) -> str:
    taken = [int(scene.id.rpartition(".")[2]) for scene in (*before.scenes, *scenes)]
    return f"{before.episode}.{max(taken, default=0) + 1}"


def _fresh(was: Scene, scene: Scene) -> tuple[Scene, dict[str, str]]:
    """Return a scene in place of another with ids that no beat or line of that had, but what is the same keeps its own.

    Beside it what each beat's id has become.
    """
    spare = list(was.beats)
    highest = {"b": _highest([beat.id for beat in was.beats], "b"),
               "l": _highest([beat.line.id for beat in was.beats if beat.line], "l")}  # fmt: skip
    beats: list[Beat] = []
    ids: dict[str, str] = {}
    for beat in scene.beats:
        same = next((one for one in spare if _content(one) == _content(beat)), None)
        if same is not None:
            spare.remove(same)
            beats.append(same)
        else:
            highest["b"] += 1
            line = beat.line
            if line is not None:
                highest["l"] += 1
                line = line.model_copy(update={"id": f"{was.id}.l{highest['l']:02d}"})
            beats.append(beat.model_copy(update={"id": f"{was.id}.b{highest['b']:02d}", "line": line}))
        ids[beat.id] = beats[-1].id
    return scene.model_copy(update={"id": was.id, "beats": tuple(beats)}), ids


def _highest(ids: Sequence[str], letter: str) -> int:
    return max((int(id.rpartition(f".{letter}")[2]) for id in ids), default=0)


def _content(beat: Beat) -> Mapping[str, object]:
    line = beat.line.model_copy(update={"id": ""}) if beat.line else None
    return beat.model_copy(update={"id": "", "line": line}).model_dump()


def _unhurt(studio: Studio, before: Script, script: Script) -> None:
    """Take from later scenes the wounds that are not dealt any more: nobody is seen hurt by what never was."""
    dealt = {(event.who, event.what) for event in script.events if event.kind == "hurt"}
    never = {(event.who, event.what) for event in before.events if event.kind == "hurt"} - dealt
    for id in studio.archive.ids("script"):
        later = studio.archive.get("script", id, Script)
        if later is None or not never or place(id) <= place(before.episode):
            continue
        scenes = tuple(
            scene.model_copy(update={"wounds": {w: what for w, what in scene.wounds.items() if (w, what) not in never}})
            if scene.wounds
            else scene
            for scene in later.scenes
        )
        studio.archive.put("script", id, later.model_copy(update={"scenes": scenes}), REVISED, "user")


def _plan_follows(studio: Studio, before: Script, script: Script) -> None:
    """Put the plan of an episode as it is written now, as far as it was written as planned before."""
    season, number = numbers(before.episode)
    outline: Outline = studio.chronicle.outline(season)
    planned = outline.episodes[number - 1]
    told = {
        name: getattr(script, name)
        for name in ("title", "hook", "cliffhanger", "cliff")
        if getattr(before, name) == getattr(planned, name)
    }
    episodes = (*outline.episodes[: number - 1], planned.model_copy(update=told), *outline.episodes[number:])
    studio.archive.put("outline", season_id(season), outline.model_copy(update={"episodes": episodes}), REVISED, "user")


async def replace_script(studio: Studio, edit: ReplaceScript) -> None:
    """Take a whole script from outside; the storyboard follows what has changed in it."""
    before = script_of(studio, edit.script.episode)
    bible = studio.chronicle.bible(numbers(before.episode)[0])
    _known(bible, edit.script)
    await change(studio, before, edit.script)


def _known(bible: Bible, script: Script) -> None:
    """Refuse a script with nobody in it, with somebody who is nobody, or with two things under one id."""
    people, places = {one.id for one in bible.characters}, {one.id for one in bible.locations}
    props = {one.id for one in bible.props} | {""}
    beats = [beat for scene in script.scenes for beat in scene.beats]
    lines = list(script.lines())
    who = {id for scene in script.scenes for id in scene.present} | {line.speaker for line in lines}
    who |= {beat.who for beat in beats if beat.who} | {line.to for line in lines if line.to}
    for what, unknown in (
        ("people", who - people),
        ("places", {scene.location for scene in script.scenes} - places),
        ("objects", {beat.prop for beat in beats} - props),
    ):
        if unknown:
            raise NotPossible(f"The script has {what} that the series has not: {', '.join(sorted(unknown))[:120]}.")
    ids = [*(scene.id for scene in script.scenes), *(beat.id for beat in beats), *(line.id for line in lines)]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice or not beats:
        raise NotPossible(f"The script has {twice[0]} twice." if twice else "Nothing happens in the script.")


async def _put(studio: Studio, before: Script, after: Script) -> None:
    studio.archive.put("script", after.episode, after, REVISED, "user")
    await follow(studio, before, after)


CARRIED_OUT: CarriedOut = {
    RewriteEpisode: rewrite_episode,
    RewriteScene: rewrite_scene,
    ReplaceScript: replace_script,
}
