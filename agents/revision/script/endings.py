"""Endings and titles: on what an episode stops, and what it is called."""

from ....memory.bible import Bible
from ....memory.edits.script import ChangeEnding, EndOn, Retitle
from ....memory.look import Emotion
from ....memory.numbering import numbers, season_id
from ....memory.script import Beat, Event, Line, Outline, Scene, Script
from ....memory.storyboard import Storyboard
from ...crew import Studio
from ..possible import NotPossible, line_in, script_of
from ..rehearsal import REVISED
from .camera import FILLS, held
from .change import change, returns, with_company, with_scene
from .events import LEDGER, less, next_id
from .words import doer_of, happens, kind_of, may_say, named, sentence, somebody, words_of

_FELT: dict[Emotion, str] = {
    "neutral": "and nothing in it moves",
    "joy": "and it lights up",
    "tender": "and it softens",
    "sad": "and the light goes out of it",
    "cry": "and the tears come",
    "angry": "and all of it is anger",
    "cold": "and it closes",
    "fear": "and it is afraid",
    "shock": "and it has stopped",
    "smirk": "with the beginning of a smile",
    "shame": "and it will not look up",
    "resolve": "and it has decided",
}
"""How a face is told that is the last thing seen."""


async def change_ending(studio: Studio, edit: ChangeEnding) -> None:
    """Let an episode stop on another consequence: what it stopped on until now does not happen."""
    script = script_of(studio, edit.episode)
    bible, scene = _bible(studio, script), script.scenes[-1]
    last = scene.beats[-1]
    drops = last.line is None or (last.jolt and (len(script.lines()) > 1 or bool(edit.line)))
    left = scene.beats[:-1] if drops else scene.beats
    scene = with_company(studio, scene, (edit.who, edit.speaker, doer_of(bible, edit.action, edit.who)))
    beats = _consequence(bible, script, scene, edit)
    events = less(_carried(script, last.id, beats[-1].id), {last.id} if drops else ())
    after = with_scene(script, scene.model_copy(update={"beats": (*left, *beats)}))
    events = (*events, *returns(studio, script, scene, beats))
    told = " ".join(edit.cliffhanger.split()) or happens(beats[-1], bible)
    recap = script.recap.replace(script.cliffhanger, told) if script.cliffhanger else script.recap
    update = {"events": events, "cliffhanger": told, "recap": recap, "cliff": edit.cliff or kind_of(told, script.cliff)}
    await change(studio, script, after.model_copy(update=update))


def _consequence(bible: Bible, script: Script, scene: Scene, edit: ChangeEnding) -> list[Beat]:
    """Return the last beats: what is seen, what is said, or both, as one if one person does both."""
    id = next_id(script, script.scenes[-1], "b")
    action = edit.action or ("" if edit.line else edit.cliffhanger)
    who = doer_of(bible, action, edit.who) if action else ""
    who = who if who in scene.present else ""
    if action:
        action = sentence(named(bible.character(who), action) if who else action)
    if not edit.line:
        return [Beat(id=id, action=action, who=who, emotion="shock" if not who else "cold", jolt=True)]
    speaker = edit.speaker or who
    if not speaker:
        raise NotPossible("Say who speaks the last line.")
    others = [one for one in scene.present if one != speaker]
    line = Line(
        id=next_id(script, script.scenes[-1], "l"),
        speaker=speaker,
        text=words_of(edit.line),
        to=others[0] if len(others) == 1 else "",
        emotion="cold",
    )
    may_say(bible, scene, line)
    if who in ("", speaker):
        return [Beat(id=id, action=action, who=speaker, emotion="cold", line=line, jolt=True)]
    seen = Beat(id=id, action=action, who=who)
    said = Beat(id=f"{id[:-2]}{int(id[-2:]) + 1:02d}", who=speaker, emotion="cold", line=line, jolt=True)
    return [seen, said]


def _carried(script: Script, old: str, new: str) -> tuple[Event, ...]:
    """Let what the last beat did for the season be done by the new one: the episode still asks and answers it."""
    return tuple(
        event.model_copy(update={"beat": new}) if event.beat == old and event.kind in LEDGER else event
        for event in script.events
    )


async def end_on(studio: Studio, edit: EndOn) -> None:
    """Let an episode end on a face, an object, or a line that it has."""
    script = script_of(studio, edit.episode)
    if sum(map(bool, (edit.character, edit.prop, edit.line))) != 1:
        raise NotPossible("An episode ends on one thing: a face, an object, or a line.")
    after = _cut_after(script, edit.line) if edit.line else _held(studio, script, edit)
    await change(studio, script, after)


def _cut_after(script: Script, line: str) -> Script:
    """Cut everything that comes after a line."""
    scene, beat, _ = line_in(script, line)
    at = [one.id for one in script.scenes].index(scene.id)
    kept = scene.beats[: scene.beats.index(beat) + 1]
    gone = {one.id for one in scene.beats} - {one.id for one in kept}
    last = script.scenes[-1].beats[-1].id
    later = {one.id for one in script.scenes[at + 1 :]}
    carried = [
        event.model_copy(update={"beat": beat.id, "scene": scene.id})
        if event.beat == last and event.kind in LEDGER
        else event
        for event in script.events
    ]
    scenes = (*script.scenes[:at], scene.model_copy(update={"beats": kept}))
    return script.model_copy(update={"scenes": scenes, "events": less(carried, gone, later)})


def _held(studio: Studio, script: Script, edit: EndOn) -> Script:
    """Add the last thing that is seen: a face that is there, or an object."""
    bible, scene = _bible(studio, script), script.scenes[-1]
    before = [beat for beat in scene.beats if not held(beat)] or list(scene.beats)
    if edit.prop:
        prop = next((one for one in bible.props if one.id == edit.prop), None)
        if prop is None:
            raise NotPossible(f"The series has no object {edit.prop[:40]!r}.")
        beat = Beat(id=next_id(script, scene, "b"), action=sentence(prop.name + FILLS), prop=prop.id)
        told = f"The last thing we see is {prop.name}."
    else:
        person = somebody(bible, edit.character)
        if person.id not in scene.present:
            raise NotPossible(
                f"{person.name} is not in the last scene of {script.episode}; bring {person.name} into it first."
            )
        emotion = edit.emotion or _last_felt(scene, person.id)
        action = f"{person.name}’s face{FILLS}, {_FELT[emotion]}."
        beat = Beat(id=next_id(script, scene, "b"), action=action, who=person.id, emotion=emotion)
        told = f"The last thing we see is {person.name}’s face."
    told = f"{script.cliffhanger.split(' The last thing we see')[0]} {told}".strip()
    after = with_scene(script, scene.model_copy(update={"beats": (*before, beat)}))
    events = less(
        _carried(script, scene.beats[-1].id, beat.id), {one.id for one in scene.beats} - {b.id for b in before}
    )
    return after.model_copy(update={"cliffhanger": told, "events": events})


def _last_felt(scene: Scene, who: str) -> Emotion:
    for beat in reversed(scene.beats):
        if beat.line and beat.line.speaker == who:
            return beat.line.emotion
        if not beat.line and beat.who == who and beat.emotion != "neutral":
            return beat.emotion
    return "shock"


async def retitle(studio: Studio, edit: Retitle) -> None:
    """Call the series or an episode something else, on its cards too."""
    title = words_of(edit.title, "title")
    if edit.episode:
        _retitled_episode(studio, edit.episode, title)
        return
    seasons = studio.chronicle.seasons()
    was = {number: studio.chronicle.bible(number).title for number in seasons}
    series = was[seasons[0]]
    for number, old in was.items():
        new = title + old.removeprefix(series) if old.startswith(f"{series}: ") else title
        bible = studio.chronicle.bible(number).model_copy(update={"title": new})
        studio.archive.put("bible", season_id(number), bible, REVISED, "user")
        _retitled_cards(studio, number, old, new)


def _retitled_episode(studio: Studio, episode: str, title: str) -> None:
    """An episode's title stands in its script and in the plan; no card shows it."""
    season, _ = numbers(episode)
    outline: Outline = studio.chronicle.outline(season)
    if episode not in {one.episode for one in outline.episodes}:
        raise NotPossible(f"The season has no episode {episode[:40]!r}.")
    episodes = (one.model_copy(update={"title": title}) if one.episode == episode else one for one in outline.episodes)
    outline = outline.model_copy(update={"episodes": tuple(episodes)})
    studio.archive.put("outline", season_id(season), outline, REVISED, "user")
    script = studio.archive.get("script", episode, Script)
    if script is not None:
        studio.archive.put("script", episode, script.model_copy(update={"title": title}), REVISED, "user")


def _retitled_cards(studio: Studio, season: int, old: str, new: str) -> None:
    for id in studio.archive.ids("storyboard"):
        board = studio.archive.get("storyboard", id, Storyboard)
        if board is None or numbers(id)[0] != season:
            continue
        shots = tuple(
            shot.model_copy(update={"text": new}) if shot.framing == "title" and shot.text == old else shot
            for shot in board.shots
        )
        studio.archive.put("storyboard", id, board.model_copy(update={"shots": shots}), REVISED, "user")


def _bible(studio: Studio, script: Script) -> Bible:
    return studio.chronicle.bible(numbers(script.episode)[0])
