"""Lines and beats: said otherwise, cut, added, moved, given to somebody else."""

from ....memory.bible import Bible
from ....memory.edits.script import (
    AddAction,
    AddLine,
    CutBeat,
    CutLine,
    DeliverLine,
    GiveLine,
    MoveBeat,
    RewriteAction,
    RewriteLine,
)
from ....memory.numbering import numbers
from ....memory.script import Beat, Line, Scene, Script
from ...crew import Studio
from ..possible import NotPossible, beat_in, line_in, scene_in, script_of
from ..rehearsal import CarriedOut
from .change import change, returns, with_beat, with_beats, with_company
from .events import after_beat, less, next_id, unsaid
from .words import doer_of, may_say, named, sentence, somebody, words_of


async def rewrite_line(studio: Studio, edit: RewriteLine) -> None:
    """Let a line be said in other words."""
    script = script_of(studio, edit.line)
    scene, beat, line = line_in(script, edit.line)
    said = line.model_copy(update={"text": words_of(edit.text)})
    after = with_beat(script, scene, beat.model_copy(update={"line": said}))
    await change(studio, script, _quoted(after, line.text, said.text))


def _quoted(script: Script, old: str, new: str) -> Script:
    """Let the hook and the cliffhanger quote a line as it is said now."""
    told = {field: getattr(script, field) for field in ("hook", "cliffhanger", "recap")}
    return script.model_copy(update={field: text.replace(old, new) for field, text in told.items() if old in text})


async def deliver_line(studio: Studio, edit: DeliverLine) -> None:
    """Let a line be said with another feeling, heard in another way, or said to another."""
    script = script_of(studio, edit.line)
    scene, beat, line = line_in(script, edit.line)
    given = {"emotion": edit.emotion, "via": edit.via, "to": edit.to}
    said = line.model_copy(update={field: value for field, value in given.items() if value is not None})
    may_say(_bible(studio, script), scene, said)
    if said.to == said.speaker:
        raise NotPossible("Nobody says a line to themselves; let it be heard as a thought instead.")
    update: dict[str, object] = {"line": said}
    if edit.emotion is not None:
        update["emotion"] = edit.emotion
    await change(studio, script, with_beat(script, scene, beat.model_copy(update=update)))


async def cut_line(studio: Studio, edit: CutLine) -> None:
    """Let a line not be said; what is done meanwhile stays to be seen."""
    script = script_of(studio, edit.line)
    scene, beat, _ = line_in(script, edit.line)
    if len(script.lines()) == 1:
        raise NotPossible(f"{edit.line} is the only line of {script.episode}; rewrite it instead.")
    if not (beat.action or beat.prop):
        await change(studio, script, _cut(script, scene, beat))
        return
    who = doer_of(_bible(studio, script), beat.action)
    who = next((one for one in (who, beat.who) if one in scene.present), "")
    silent = beat.model_copy(update={"line": None, "who": who})
    after = with_beat(script, scene, silent)
    await change(studio, script, after.model_copy(update={"events": unsaid(script.events, beat.id)}))


async def cut_beat(studio: Studio, edit: CutBeat) -> None:
    """Let a beat not happen; what it made true is not true."""
    script = script_of(studio, edit.beat)
    scene, beat = beat_in(script, edit.beat)
    if beat.line and len(script.lines()) == 1:
        raise NotPossible(f"{edit.beat} holds the only line of {script.episode}; rewrite it instead.")
    await change(studio, script, _cut(script, scene, beat))


def _cut(script: Script, scene: Scene, beat: Beat) -> Script:
    left = [one for one in scene.beats if one.id != beat.id]
    events = less(script.events, {beat.id})
    if left:
        return with_beats(script, scene, left).model_copy(update={"events": events})
    if len(script.scenes) == 1:
        raise NotPossible(f"{beat.id} is all that happens in {script.episode}; rewrite it instead.")
    scenes = tuple(one for one in script.scenes if one.id != scene.id)
    return script.model_copy(update={"scenes": scenes, "events": less(events, (), {scene.id})})


async def add_line(studio: Studio, edit: AddLine) -> None:
    """Let something be said after a beat."""
    script, scene = _gap(studio, edit.scene, edit.after)
    line = Line(
        id=next_id(script, scene, "l"),
        speaker=edit.speaker,
        text=words_of(edit.text),
        emotion=edit.emotion,
        to=edit.to,
        via=edit.via,
    )
    may_say(_bible(studio, script), scene, line)
    to = edit.to or _hearer(scene, edit.after, edit.speaker)
    line = line.model_copy(update={"to": to if to != edit.speaker else ""})
    beat = Beat(id=next_id(script, scene, "b"), who=edit.speaker, emotion=edit.emotion, line=line)
    await change(studio, script, with_beats(script, scene, after_beat(scene.beats, edit.after, [beat])))


def _hearer(scene: Scene, after: str, speaker: str) -> str:
    """Return who hears a new line that is said to nobody in particular: who spoke last to the speaker, or the other."""
    at = next((number for number, beat in enumerate(scene.beats, 1) if beat.id == after), 0)
    for beat in reversed(scene.beats[:at]):
        if beat.line and beat.line.speaker != speaker and beat.line.speaker in scene.present:
            return beat.line.speaker
        if beat.line and beat.line.speaker == speaker:
            return beat.line.to
    others = [who for who in scene.present if who != speaker]
    return others[0] if len(others) == 1 else ""


async def give_line(studio: Studio, edit: GiveLine) -> None:
    """Let somebody else say a line; what its first speaker does meanwhile stays theirs."""
    script = script_of(studio, edit.line)
    scene, beat, line = line_in(script, edit.line)
    bible = _bible(studio, script)
    somebody(bible, edit.speaker)
    if edit.speaker == line.speaker:
        return
    via = "on" if line.via == "phone" and edit.speaker in scene.present else line.via
    to = line.to if line.to != edit.speaker else line.speaker if line.speaker in scene.present else ""
    said = line.model_copy(update={"speaker": edit.speaker, "to": to, "via": via})
    may_say(bible, scene, said)
    beats = [beat.model_copy(update={"line": said, "who": edit.speaker})]
    if beat.action and doer_of(bible, beat.action) != edit.speaker and line.speaker in scene.present:
        done = beat.model_copy(
            update={"id": next_id(script, scene, "b"), "line": None, "who": line.speaker, "jolt": False}
        )
        beats = [done, beats[0].model_copy(update={"action": "", "prop": ""})]
    at = scene.beats.index(beat)
    after = with_beats(script, scene, [*scene.beats[:at], *beats, *scene.beats[at + 1 :]])
    events = (
        event.model_copy(update={"who": edit.speaker})
        if event.beat == beat.id and event.who == line.speaker and event.kind in _SPOKEN and event.to != edit.speaker
        else event
        for event in script.events
    )
    await change(studio, script, after.model_copy(update={"events": tuple(events)}))


_SPOKEN = frozenset({"reveals", "lies", "promises"})
"""What becomes true of whoever says it."""


async def add_action(studio: Studio, edit: AddAction) -> None:
    """Let something be seen after a beat; who does it comes into the scene if need be."""
    script, scene = _gap(studio, edit.scene, edit.after)
    bible = _bible(studio, script)
    if edit.prop and edit.prop not in {prop.id for prop in bible.props}:
        raise NotPossible(f"The series has no object {edit.prop[:40]!r}; it has {_props(bible)}.")
    action = words_of(edit.action, "action")
    who = doer_of(bible, action, edit.who)
    action = sentence(named(bible.character(who), action) if who else action)
    beat = Beat(id=next_id(script, scene, "b"), action=action, who=who, emotion=edit.emotion, prop=edit.prop)
    scene = with_company(studio, scene, [who])
    after = with_beats(script, scene, after_beat(scene.beats, edit.after, [beat]))
    events = (*script.events, *returns(studio, script, scene, [beat]))
    await change(studio, script, after.model_copy(update={"events": events}))


def _props(bible: Bible) -> str:
    return ", ".join(prop.name for prop in bible.props) or "none"


async def rewrite_action(studio: Studio, edit: RewriteAction) -> None:
    """Let another thing be seen in a beat; who does it comes into the scene if need be."""
    script = script_of(studio, edit.beat)
    scene, beat = beat_in(script, edit.beat)
    bible = _bible(studio, script)
    action = words_of(edit.action, "action")
    who = beat.who if beat.line else doer_of(bible, action)
    if not who and beat.who in scene.present and action.split()[0].islower():
        who = beat.who
    person = next((one for one in bible.characters if one.id == who), None)
    action = sentence(named(person, action) if person else action)
    prop = beat.prop if not beat.prop or _speaks_of(bible, beat.prop, action) else ""
    beat_now = beat.model_copy(update={"action": action, "who": who, "prop": prop})
    scene = with_company(studio, scene, [doer_of(bible, action)])
    after = with_beat(script, scene, beat_now)
    after = after.model_copy(update={"events": (*script.events, *returns(studio, script, scene, [beat_now]))})
    await change(studio, script, _quoted(after, beat.action, action) if beat.action else after)


def _speaks_of(bible: Bible, prop: str, action: str) -> bool:
    """Whether an action still shows an object."""
    found = next((one for one in bible.props if one.id == prop), None)
    return found is not None and found.name.split()[-1].lower() in action.lower()


async def move_beat(studio: Studio, edit: MoveBeat) -> None:
    """Let a beat happen after another one of its scene."""
    script = script_of(studio, edit.beat)
    scene, beat = beat_in(script, edit.beat)
    if edit.after:
        beside, _ = beat_in(script, edit.after)
        if beside.id != scene.id:
            raise NotPossible(f"{edit.after} is in another scene than {edit.beat}; a beat moves within its own.")
    if edit.after == edit.beat:
        return
    left = [one for one in scene.beats if one.id != edit.beat]
    await change(studio, script, with_beats(script, scene, after_beat(left, edit.after, [beat])))


def _gap(studio: Studio, scene: str, after: str) -> tuple[Script, Scene]:
    """Return a scene and its script; raise NotPossible if the beat that something is to follow is not in it."""
    script = script_of(studio, scene)
    found = scene_in(script, scene)
    if after and after not in {beat.id for beat in found.beats}:
        raise NotPossible(f"Scene {scene} has no beat {after[:40]!r} that something could follow.")
    return script, found


def _bible(studio: Studio, script: Script) -> Bible:
    return studio.chronicle.bible(numbers(script.episode)[0])


CARRIED_OUT: CarriedOut = {
    RewriteLine: rewrite_line,
    DeliverLine: deliver_line,
    CutLine: cut_line,
    AddLine: add_line,
    GiveLine: give_line,
    AddAction: add_action,
    RewriteAction: rewrite_action,
    CutBeat: cut_beat,
    MoveBeat: move_beat,
}
