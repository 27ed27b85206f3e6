"""Tempers: the same words said by somebody colder, warmer, prouder; the arc of what they feel stays an arc."""

import re
from collections import Counter
from collections.abc import Mapping

from ....memory.bible import Character
from ....memory.edits.people import ChangeTemper
from ....memory.look import Emotion
from ....memory.numbering import numbers, place
from ....memory.script import Beat, Line, Scene, Script
from ....memory.storyboard import Placed, Shot, Storyboard
from ...crew import Studio
from ..possible import NotPossible, episode_of, scene_in, script_of
from ..rehearsal import REVISED, CarriedOut
from .everywhere import person, recast

Felt = Mapping[Emotion, Emotion]
"""What each feeling becomes; what is not there stays. A shock stays a shock in everybody."""

TEMPERS: dict[str, tuple[Emotion, Felt]] = {
    "cold": ("cold", {"neutral": "cold", "tender": "cold", "joy": "neutral", "cry": "resolve", "sad": "cold",
                      "shame": "cold", "fear": "resolve", "angry": "cold"}),
    "warm": ("tender", {"neutral": "tender", "cold": "tender", "smirk": "joy", "angry": "sad", "resolve": "tender"}),
    "proud": ("resolve", {"neutral": "resolve", "tender": "neutral", "joy": "smirk", "cry": "cold", "sad": "cold",
                          "shame": "angry", "fear": "resolve"}),
    "sly": ("smirk", {"neutral": "smirk", "tender": "smirk", "joy": "smirk", "angry": "cold", "sad": "neutral",
                      "cry": "sad", "shame": "neutral", "fear": "cold"}),
    "timid": ("fear", {"neutral": "fear", "angry": "fear", "cold": "shame", "smirk": "shame", "joy": "tender",
                       "resolve": "sad"}),
    "fierce": ("angry", {"neutral": "resolve", "cold": "angry", "sad": "angry", "cry": "angry", "shame": "angry",
                         "fear": "angry", "tender": "resolve", "smirk": "angry"}),
    "weary": ("sad", {"neutral": "sad", "joy": "tender", "angry": "cold", "smirk": "neutral", "fear": "sad",
                      "resolve": "cold", "cry": "sad"}),
    "playful": ("smirk", {"neutral": "smirk", "cold": "smirk", "angry": "smirk", "sad": "neutral", "shame": "smirk",
                          "tender": "joy", "resolve": "smirk", "cry": "sad"}),
    "tender": ("tender", {"neutral": "tender", "cold": "sad", "smirk": "tender", "angry": "cry", "resolve": "tender"}),
    "happy": ("joy", {"neutral": "joy", "cold": "neutral", "sad": "tender", "cry": "tender", "angry": "neutral",
                      "shame": "smirk", "fear": "neutral", "smirk": "joy"}),
    "sad": ("sad", {"neutral": "sad", "cold": "sad", "joy": "tender", "smirk": "sad", "angry": "cry",
                    "resolve": "sad"}),
    "desperate": ("cry", {"neutral": "fear", "cold": "cry", "sad": "cry", "angry": "cry", "joy": "tender",
                          "smirk": "fear", "resolve": "cry"}),
    "ashamed": ("shame", {"neutral": "shame", "cold": "shame", "smirk": "shame", "angry": "sad", "joy": "tender",
                          "resolve": "sad"}),
    "resolute": ("resolve", {"neutral": "resolve", "fear": "resolve", "shame": "resolve", "cry": "sad",
                             "sad": "resolve", "smirk": "resolve"}),
    "calm": ("neutral", {"angry": "cold", "fear": "neutral", "cry": "sad", "joy": "neutral", "shame": "neutral"}),
    "shocked": ("shock", {"neutral": "shock", "cold": "shock", "smirk": "shock", "joy": "shock", "resolve": "fear"}),
}  # fmt: skip
"""What is mostly in the face of each, and what they make of the other feelings."""

_ALIKE = {
    "cold": "icy distant hard harsh ruthless cruel detached aloof stern heartless unfeeling colder harder meaner",
    "warm": "kind gentle friendly caring warmer kinder nice nicer softer soft sweet sweeter",
    "tender": "loving romantic affectionate",
    "proud": "arrogant haughty dignified vain smug",
    "sly": "cunning sneaky devious manipulative flirty flirtatious seductive mocking ironic sarcastic",
    "timid": "shy afraid scared frightened nervous anxious fearful vulnerable",
    "fierce": "angry furious aggressive violent wild fiery intense angrier hostile bitter",
    "weary": "tired exhausted resigned bored worn",
    "playful": "funny witty teasing cheeky mischievous funnier light comic",
    "happy": "cheerful joyful glad bright hopeful happier",
    "sad": "melancholy grieving heartbroken mournful sadder",
    "desperate": "hysterical broken pleading emotional",
    "ashamed": "guilty remorseful embarrassed sorry humble",
    "resolute": "brave strong determined confident bold stronger braver firm tough tougher",
    "calm": "neutral serene composed restrained quiet subtle",
    "shocked": "stunned surprised startled",
}


def felt(temper: str, emotion: Emotion) -> Felt:
    """Return what somebody of a temper makes of each feeling, ``emotion`` being mostly in their face.

    An unknown temper is as the known one whose face is that emotion.
    """
    word = next((word for word in re.findall(r"[a-z]+", temper.lower()) if family(word)), "")
    name = family(word) or next(name for name, (mostly, _) in TEMPERS.items() if mostly == emotion)
    mostly, table = TEMPERS[name]
    return {was: emotion if becomes == mostly else becomes for was, becomes in table.items() if was != emotion}


def family(word: str) -> str:
    """Return the temper that a word means, empty if it means none."""
    return word if word in TEMPERS else next((name for name, words in _ALIKE.items() if word in words.split()), "")


async def change_temper(studio: Studio, edit: ChangeTemper) -> None:
    """Let somebody be of another temper: in all episodes and from now on, or only in some."""
    found = person(studio, edit.character)
    temper = edit.temper.strip()
    if not temper or len(temper) > 40:
        raise NotPossible(f"Say in a word how {found.name} should be: cold, warm, proud, sly, timid, fierce, weary.")
    always = not edit.episodes and not edit.scenes
    table, scenes = felt(temper, edit.emotion), _scenes(studio, edit, found)
    if always:
        recast(studio, found.id, lambda one: one.model_copy(update={"temper": temper}))
    for episode in sorted({episode_of(id) for id in scenes}, key=place):
        _play(studio, episode, found.id, table, scenes)


def _scenes(studio: Studio, edit: ChangeTemper, found: Character) -> frozenset[str]:
    """Return the ids of the scenes in which somebody is to be otherwise; NotPossible if they are in none of them."""
    if edit.scenes:
        scenes = [scene_in(script_of(studio, id), id) for id in edit.scenes]
        episodes = list(edit.scenes)
    else:
        episodes = list(edit.episodes or sorted(studio.archive.ids("script"), key=place))
        scenes = [scene for id in episodes for scene in script_of(studio, id).scenes]
    mine = frozenset(scene.id for scene in scenes if _in(scene, found.id))
    if not mine and (edit.scenes or edit.episodes):
        raise NotPossible(f"{found.name} is neither seen nor heard in {' and '.join(_told(id) for id in episodes)}.")
    return mine


def _told(id: str) -> str:
    _, number = numbers(id)
    return f"scene {id}" if "." in id else f"episode {number}"


def _in(scene: Scene, who: str) -> bool:
    return who in scene.present or any(beat.line is not None and beat.line.speaker == who for beat in scene.beats)


def _play(studio: Studio, episode: str, who: str, table: Felt, scenes: frozenset[str]) -> None:
    """Put an episode's script and storyboard with what somebody feels in some scenes as a table has it."""
    script: Script = script_of(studio, episode)
    studio.archive.put("script", episode, played(script, {who: table}, scenes), REVISED, "user")
    storyboard = studio.archive.get("storyboard", episode, Storyboard)
    if storyboard is not None:
        shots = tuple(_shot(shot, who, table) if shot.scene in scenes else shot for shot in storyboard.shots)
        studio.archive.put("storyboard", episode, storyboard.model_copy(update={"shots": shots}), REVISED, "user")


def played(script: Script, tables: Mapping[str, Felt], scenes: frozenset[str] | None = None, rest: int = 0) -> Script:
    """Return a script with what people feel as their tables, by id, have it: in some scenes, or (None) in all.

    With ``rest``, the first of so many beats that would change in somebody stays as it was, and so on: it comes by
    degrees.
    """
    turned: Counter[str] = Counter()

    def beat(one: Beat) -> Beat:
        who = one.line.speaker if one.line is not None else one.who
        now = _beat(one, tables.get(who, {}))
        if now != one:
            turned[who] += 1
        return one if rest and turned[who] % rest == 1 else now

    found = []
    for scene in script.scenes:
        mine = scenes is None or scene.id in scenes
        found.append(scene.model_copy(update={"beats": tuple(map(beat, scene.beats))}) if mine else scene)
    return script.model_copy(update={"scenes": tuple(found)})


def _beat(beat: Beat, table: Felt) -> Beat:
    """Return a beat with what is felt in it as a table has it."""
    line: Line | None = beat.line
    if line is not None:
        line = line.model_copy(update={"emotion": table.get(line.emotion, line.emotion)})
    return beat.model_copy(update={"emotion": table.get(beat.emotion, beat.emotion), "line": line})


def _shot(shot: Shot, who: str, table: Felt) -> Shot:
    def turned(figure: Placed) -> Placed:
        if figure.character != who:
            return figure
        emotion = table.get(figure.emotion, figure.emotion)
        becomes = table.get(figure.becomes, figure.becomes) if figure.becomes else None
        return figure.model_copy(update={"emotion": emotion, "becomes": None if becomes == emotion else becomes})

    return shot.model_copy(update={"figures": tuple(map(turned, shot.figures))})


CARRIED_OUT: CarriedOut = {ChangeTemper: change_temper}
