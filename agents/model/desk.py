"""What lies on the desk, told to a model: all of the season in a line an episode, and in full what a note is about."""

import re
from collections.abc import Iterator

from ...memory.bible import Bible
from ...memory.note import Note
from ...memory.numbering import episode_id, numbers
from ...memory.script import Beat, Scene, Script
from ...memory.storyboard import Shot, Storyboard
from ..crew import Desk
from .drafting import name_of
from .located import sets_told
from .references import spoken

OPEN = 3
"""Scripts told in full, at most, beside those that the model asks to see."""
BEFORE = 6
"""Notes before this one that are told."""

_NUMBERED = re.compile(r"\b(?:episodes?|eps?\.?|e)\s?(\d{1,3})\b|\bs\d{2,}e(\d{2,})\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]{4,})[\"”“»]|(?<!\w)['‘]([^'’]{4,})['’](?!\w)")


def open_scripts(note: Note, desk: Desk) -> tuple[str, ...]:
    """Return the episodes that a note is about, as far as code can tell: quoted, numbered, looked at, or the latest."""
    quotes = [spoken(found[1] or found[2]) for found in _QUOTED.finditer(note.text)]
    numbered = [episode_id(desk.season, int(found[1] or found[2])) for found in _NUMBERED.finditer(note.text)]
    quoted = [
        id
        for id, script in desk.scripts.items()
        if any(words and words in spoken(line.text) for line in script.lines() for words in quotes)
    ]
    seen = [_episode(one.focus) for one in (note, *reversed(desk.before))]
    wanted = [*numbered, *quoted, *seen[:2], *reversed(tuple(desk.scripts))]
    there = [id for id in dict.fromkeys(wanted) if id in desk.scripts]
    certain = {*numbered, *quoted, seen[0]}
    return tuple(there[: max(1, min(OPEN, sum(id in certain for id in there)))])


def desk_told(desk: Desk) -> str:
    """Return the season: every episode in a line, the open threads and the open findings."""
    rows = ["Episodes:", *_episodes(desk)]
    rows += ["Threads:", *(f"- {one.id}: {one.question} (due {one.due})" for one in desk.outline.threads)]
    rows += ["Findings:", *(f"- {one.id}: {one.message}" for one in desk.findings)]
    if desk.sets.sets:
        rows += ["Scouted sets, by location; every other location is drawn:", sets_told(desk.sets.sets, desk.bible)]
    return "\n".join(rows)


def _episodes(desk: Desk) -> Iterator[str]:
    planned = {one.episode: one for one in desk.outline.episodes}
    for id in dict.fromkeys([*planned, *desk.scripts]):
        script = desk.scripts.get(id)
        title, about = (script.title, script.recap) if script else (planned[id].title, planned[id].logline)
        long = f", {desk.seconds[id]:.0f} s" if id in desk.seconds else ""
        yield f"- {id} ({'written' if script else 'planned'}{long}) “{title}”: {about}"


def scripts_told(episodes: tuple[str, ...], desk: Desk) -> str:
    """Return scripts and their storyboards, every beat, line and shot with its id."""
    told = [_script(desk.scripts[id], desk.storyboards.get(id), desk.bible) for id in episodes if id in desk.scripts]
    return "\n\n".join(told) or "No episode is written yet."


def before_told(desk: Desk) -> str:
    """Return the notes before this one, and the question that it may answer."""
    rows = [f"- {one.text}" for one in desk.before[-BEFORE:]]
    if desk.asked is not None:
        options = f" ({', '.join(desk.asked.options)})" if desk.asked.options else ""
        rows.append(f"You asked: {desk.asked.question}{options}")
    return "\n".join(rows) or "None."


def _script(script: Script, storyboard: Storyboard | None, bible: Bible) -> str:
    rows = [f"{script.episode} “{script.title}”. It stops on ({script.cliff}): {script.cliffhanger}"]
    for scene in script.scenes:
        rows += [_scene(scene, bible), *(_beat(beat, bible) for beat in scene.beats)]
    if storyboard is not None:
        rows += [f"Shots of {script.episode}:", *(_shot(shot, bible) for shot in storyboard.shots if shot.scene)]
    return "\n".join(rows)


def _scene(scene: Scene, bible: Bible) -> str:
    present = ", ".join(name_of(id, bible) for id in scene.present)
    return f"{scene.id}: {name_of(scene.location, bible)}, {scene.hour}, {scene.weather}. Present: {present}."


def _beat(beat: Beat, bible: Bible) -> str:
    line, acts = beat.line, f" ({beat.action})" if beat.action else ""
    who = name_of(line.speaker if line else beat.who, bible)
    if line is None:
        return f"  {beat.id} {who}{acts}, {beat.emotion}"
    to = f" to {name_of(line.to, bible)}" if line.to else ""
    return f"  {beat.id} {who}{acts} says {line.id}{to}, {line.via}, {line.emotion}: “{line.text}”"


def _shot(shot: Shot, bible: Bible) -> str:
    who = ", ".join(f"{name_of(one.character, bible)} {one.emotion}" for one in shot.figures)
    shows = " ".join(filter(None, (name_of(shot.prop, bible), *shot.beats, *shot.lines)))
    where = f", camera {shot.camera}" * bool(shot.camera) + f", mark {shot.mark}" * bool(shot.mark)
    return f"  {shot.id} {shot.framing}, {shot.angle}, {shot.move}{where}; {who or 'nobody'}; {shows or 'a reaction'}"


def _episode(id: str) -> str:
    try:
        return episode_id(*numbers(id))
    except ValueError:
        return ""
