"""Documents told to a model: as drafts again, where it must give one back, and as plain lines elsewhere."""

import json
from collections.abc import Sequence

from ...memory.bible import Bible, Character
from ...memory.canon import Finding
from ...memory.script import Beat, EpisodeOutline, Event, Outline, Scene, Script, Thread
from ...memory.state import NAME, SECRET
from .drafts import BeatDraft, EventDraft, SceneDraft, ScriptDraft, WornDraft


def bible_told(bible: Bible) -> str:
    """Return the bible as JSON without what only code needs: looks, voices and ids. The same all season."""
    people = [_person(one, bible) for one in bible.characters]
    whole = {
        "title": bible.title,
        "premise": bible.premise.text,
        "logline": bible.logline,
        "genre": bible.genre,
        "tone": bible.tone,
        "question": bible.question,
        "rules": bible.rules,
        "arc": bible.arc,
        "characters": people,
        "locations": [{"name": one.name, "set": one.set, "words": one.words} for one in bible.locations],
        "objects": [
            {"name": one.name, "kind": one.kind, "words": one.words, "at_first_with": name_of(one.holder, bible)}
            for one in bible.props
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _person(one: Character, bible: Bible) -> dict[str, object]:
    return {
        "name": one.name,
        "full_name": one.full_name,
        "role": one.role,
        "sex": one.look.sex,
        "age": one.look.age,
        "job": one.job,
        "temper": one.temper,
        "looks": one.look_words,
        "wardrobe": [f"{n}: {worn.words or worn.garment}" for n, worn in enumerate(one.wardrobe)],
        "speech": one.speech,
        "secret": one.secret,
        "wants": one.wants,
        "fears": one.fears,
        "relations": [f"{name_of(other.to, bible)} is my {other.kind}" for other in one.relations],
    } | ({"strangers_say": one.alias} if one.alias else {})


def name_of(id: str, bible: Bible) -> str:
    """Return what a character, location or object is called; the id itself if the bible has none of it."""
    for things in (bible.characters, bible.locations, bible.props):
        for one in things:
            if one.id == id:
                return one.name
    return id


def fact_told(what: str, bible: Bible) -> str:
    """Return a fact id as a draft puts it: ``secret of Mia``, ``name of Cole``."""
    for prefix in (SECRET, NAME):
        if what.startswith(prefix):
            who, _, season = what.removeprefix(prefix).partition("@s")
            past = f" in season {int(season)}" if season else ""
            return f"{prefix.rstrip('.')} of {name_of(who, bible)}{past}"
    return what


def draft_of_script(script: Script, bible: Bible) -> ScriptDraft:
    """Return the draft that a script could have been made of."""
    return ScriptDraft(
        title=script.title,
        hook=script.hook,
        cliffhanger=script.cliffhanger,
        cliff=script.cliff,
        scenes=[_scene(scene, script.events, bible) for scene in script.scenes],
        recap=script.recap,
    )


def _scene(scene: Scene, events: Sequence[Event], bible: Bible) -> SceneDraft:
    order = {beat.id: n for n, beat in enumerate(scene.beats, 1)}
    return SceneDraft(
        location=name_of(scene.location, bible),
        hour=scene.hour,
        weather=scene.weather,
        day=scene.day,
        present=[name_of(id, bible) for id in scene.present],
        outfits=[WornDraft(who=name_of(id, bible), outfit=worn) for id, worn in scene.outfits.items()],
        purpose=scene.purpose,
        beats=[_beat(beat, bible) for beat in scene.beats],
        events=[_event(event, order, bible) for event in events if event.scene == scene.id],
    )


def _beat(beat: Beat, bible: Bible) -> BeatDraft:
    line = beat.line
    return BeatDraft(
        who=name_of(line.speaker if line else beat.who, bible),
        action=beat.action,
        line=line.text if line else "",
        to=name_of(line.to, bible) if line else "",
        via=line.via if line else "on",
        emotion=line.emotion if line else beat.emotion,
        prop=name_of(beat.prop, bible),
        jolt=beat.jolt,
    )


def _event(event: Event, order: dict[str, int], bible: Bible) -> EventDraft:
    told = {"takes", "gives", "loses"}
    return EventDraft(
        kind=event.kind,
        beat=order.get(event.beat, 0),
        who=name_of(event.who, bible),
        what=name_of(event.what, bible) if event.kind in told else fact_told(event.what, bible),
        to=name_of(event.to, bible),
        where=name_of(event.where, bible),
    )


def threads_told(threads: Sequence[Thread]) -> str:
    """Return threads by id, a line each."""
    return (
        "\n".join(f"- {one.id}: {one.question} (planted {one.planted}, due {one.due})" for one in threads) or "- none"
    )


def planned_told(episodes: Sequence[EpisodeOutline]) -> str:
    """Return what is planned so far: all loglines short, the last five episodes in full."""
    if not episodes:
        return "Nothing yet."
    older = [f"- {one.number}: {one.title}. {one.logline}" for one in episodes[:-5]]
    newer = [
        f"- {one.number}: {one.title}. {one.logline} Stops on ({one.cliff}): {one.cliffhanger}" for one in episodes[-5:]
    ]
    return "\n".join([*older, *newer])


def purpose_told(episode: EpisodeOutline, outline: Outline, bible: Bible) -> str:
    """Return what an episode is for, as JSON."""
    whole = {
        "number": f"{episode.number} of {len(outline.episodes)}",
        "title": episode.title,
        "logline": episode.logline,
        "hook": episode.hook,
        "cliffhanger": f"{episode.cliffhanger} ({episode.cliff})",
        "cast": [name_of(id, bible) for id in episode.cast],
        "locations": [name_of(id, bible) for id in episode.locations],
        "plants": list(episode.plants),
        "pays": list(episode.pays),
        "tension": episode.tension,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def findings_told(findings: Sequence[Finding]) -> str:
    """Return findings with their quotes and the mend proposed, an item each."""
    lines = []
    for one in findings:
        canon = f" Canon: “{one.canon.quote}”." if one.canon and one.canon.quote else ""
        here = one.script.scene.rsplit(".", 1)[-1] if one.script and one.script.scene else ""
        quote = (
            f" Script{f', scene {here}' if here else ''}: “{one.script.quote}”."
            if one.script and one.script.quote
            else ""
        )
        lines.append(f"- {one.code} ({one.severity}): {one.message}{canon}{quote} Mend: {one.mend}")
    return "\n".join(lines)


def beats_told(script: Script, bible: Bible) -> str:
    """Return a script as numbered scenes and beats, for the director."""
    return "\n\n".join(_scene_told(n, scene, bible) for n, scene in enumerate(script.scenes, 1))


def _scene_told(number: int, scene: Scene, bible: Bible) -> str:
    present = ", ".join(name_of(id, bible) for id in scene.present)
    where = f"{name_of(scene.location, bible)}, {scene.hour}, {scene.weather}"
    rows = [f"SCENE {number}. {where}. Present: {present}. {scene.purpose}"]
    for n, beat in enumerate(scene.beats, 1):
        who = name_of(beat.line.speaker if beat.line else beat.who, bible)
        marks = "".join(
            f" [{mark}]"
            for mark in (f"shows {name_of(beat.prop, bible)}" if beat.prop else "", "JOLT" * beat.jolt)
            if mark
        )
        acts = f" ({beat.action})" if beat.action else ""
        says = f" {beat.line.via}, {beat.line.emotion}: “{beat.line.text}”" if beat.line else f" {beat.emotion}"
        rows.append(f"{n}. {who}{acts}{says}{marks}")
    return "\n".join(rows)
