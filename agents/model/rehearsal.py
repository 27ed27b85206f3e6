"""A rehearsal: the house crew speaks in a model's place, so that the whole model route runs without a model.

``ChatServer(Rehearsal(...).answer)`` is an endpoint that answers every prompt of ours with a house-made document.
"""

import asyncio
import json
import re
import threading
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from ...memory.bible import Bible, Character
from ...memory.script import EpisodeOutline, Outline, Script, Season
from ...memory.state import fold, initial
from ...memory.storyboard import Shot, Storyboard
from ..crew import Director, Showrunner, Told, Writer
from .drafting import draft_of_script, name_of
from .drafts import (
    BibleDraft,
    CharacterDraft,
    Draft,
    EpisodeDraft,
    LocationDraft,
    OutfitDraft,
    OutlineDraft,
    PlacedDraft,
    PropDraft,
    ReadingDraft,
    RelationDraft,
    ShotDraft,
    StoryboardDraft,
    Temper,
)

T = TypeVar("T")


class Rehearsal:
    """Answers prompts by asking another crew; what it once said to a premise it says again."""

    def __init__(self, showrunner: Showrunner, writer: Writer, director: Director, seed: int = 0) -> None:
        self._showrunner, self._writer, self._director, self._seed = showrunner, writer, director, seed
        self._bibles: dict[str, Bible] = {}
        self._outlines: dict[tuple[str, int], Outline] = {}
        self._scripts: dict[tuple[str, str], Script] = {}
        self._length = 0
        self._guard = threading.Lock()

    def prepare(self, premise: str, season_length: int, episode: str = "s01e01") -> None:
        """Write beforehand up to an episode, so that answers come at once."""
        with self._guard:
            self._length = season_length
            self._script(self._bible(premise), episode)

    def answer(self, request: dict[str, Any]) -> str:
        """Return what a good model would say to a chat request of ours; ``ValueError`` for one that is not ours."""
        told = "\n".join(str(message["content"]) for message in request["messages"])
        wanted = re.findall(r'"title": "(\w+Draft)"', told)
        if not wanted:
            raise ValueError("the request names no draft")
        with self._guard:
            return self._draft(wanted[-1], told).model_dump_json()

    def _draft(self, wanted: str, told: str) -> Draft:
        if length := re.search(r"^The season has (\d+) episodes", told, re.MULTILINE):
            self._length = int(length[1])
        if wanted == BibleDraft.__name__:
            premise = _found(r"^```premise\n(.*)\n```$", told)
            return draft_of_bible(self._bible(premise))
        bible = self._bible(_unescaped(_found(r'^ "premise": "(.*)",$', told)))
        if wanted == OutlineDraft.__name__:
            first, last = re.findall(r"^Plan the episodes (\d+) to (\d+) now", told, re.MULTILINE)[-1]
            return draft_of_outline(self._outline(bible, 1), bible, int(first), int(last))
        script = self._script(bible, _found(r"^The (?:episode to write,|script,|script of) (s\d+e\d+)\b", told))
        if wanted == StoryboardDraft.__name__:
            return draft_of_storyboard(_now(self._director.storyboard(bible, script, self._seed)), script, bible)
        return draft_of_script(script, bible)

    def _bible(self, premise: str) -> Bible:
        if premise not in self._bibles:
            self._bibles[premise] = _now(self._showrunner.develop(premise, self._seed, self._length or 60))
        return self._bibles[premise]

    def _outline(self, bible: Bible, season: int) -> Outline:
        key = (bible.premise.text, season)
        if key not in self._outlines:
            self._outlines[key] = _now(
                self._writer.outline(
                    bible, Season(number=season, length=self._length or 60), initial(bible), (), self._seed
                )
            )
        return self._outlines[key]

    def _script(self, bible: Bible, episode: str) -> Script:
        key = (bible.premise.text, episode)
        if key not in self._scripts:
            season, number = (int(part) for part in episode.removeprefix("s").split("e"))
            outline = self._outline(bible, season)
            before = tuple(self._script(bible, f"s{season:02d}e{n:02d}") for n in range(1, number))
            told = Told(state=fold(initial(bible), before), scripts=before)
            written = self._writer.write(bible, outline, outline.episodes[number - 1], told, self._seed)
            self._scripts[key] = _with_own_threads(_now(written), outline, bible)
        return self._scripts[key]


def draft_of_bible(bible: Bible) -> BibleDraft:
    """Return the draft that a bible could have been made of."""
    premise, line = bible.premise, bible.premise.text.lower()
    people = [words for words in premise.people if words.lower() in line][: len(bible.characters)]
    # The house may say the odd detail in another order; its tail stands in the line.
    tails = (premise.odd.split(" ", n)[-1] for n in range(premise.odd.count(" ") + 1))
    return BibleDraft(
        premise=ReadingDraft(
            people=people,
            places=[words for words in premise.places if words.lower() in line],
            objects=[words for words in premise.objects if words.lower() in line],
            odd=next((tail for tail in tails if tail.lower() in line), ""),
            secret=premise.secret,
            language=premise.language,
        ),
        title=bible.title,
        logline=bible.logline,
        genre=bible.genre,
        tone=bible.tone,
        style=bible.style,
        question=bible.question,
        characters=[
            _character(one, bible, people[n] if n < len(people) else "") for n, one in enumerate(bible.characters)
        ],
        locations=[
            LocationDraft(name=one.name, set=one.set, words=one.words, indoors=one.indoors) for one in bible.locations
        ],
        props=[
            PropDraft(name=one.name, kind=one.kind, words=one.words, holder=name_of(one.holder, bible))
            for one in bible.props
        ],
        rules=list(bible.rules),
        arc=list(bible.arc),
    )


def _character(one: Character, bible: Bible, premise_words: str) -> CharacterDraft:
    tempers: tuple[Temper, ...] = Temper.__args__  # type: ignore[attr-defined]
    return CharacterDraft(
        name=one.name,
        full_name=one.full_name,
        premise_words=premise_words,
        role=one.role,
        sex=one.look.sex,
        age=one.look.age,
        job=one.job,
        temper=next((temper for temper in tempers if temper == one.temper), "warm"),
        hair=one.look.hair,
        beard=one.look.beard,
        glasses=one.look.glasses,
        scar=one.look.scar,
        look_words=one.look_words,
        wardrobe=[
            OutfitDraft(garment=worn.garment, colour=worn.colour, accent=worn.accent, words=worn.words)
            for worn in one.wardrobe
        ],
        speech=one.speech,
        secret=one.secret,
        wants=one.wants,
        fears=one.fears,
        relations=[RelationDraft(to=name_of(other.to, bible), kind=other.kind) for other in one.relations],
    )


def draft_of_outline(outline: Outline, bible: Bible, first: int, last: int) -> OutlineDraft:
    """Return the draft that a stretch of an outline could have been made of."""
    questions = {thread.id: thread.question for thread in outline.threads}
    return OutlineDraft(episodes=[_episode(one, bible, questions) for one in outline.episodes[first - 1 : last]])


def _episode(one: EpisodeOutline, bible: Bible, questions: dict[str, str]) -> EpisodeDraft:
    return EpisodeDraft(
        number=one.number,
        title=one.title,
        turn=one.turn,
        logline=one.logline or one.title,
        hook=one.hook or one.title,
        cliffhanger=one.cliffhanger or one.title,
        cliff=one.cliff,
        cast=[name_of(id, bible) for id in one.cast],
        locations=[name_of(id, bible) for id in one.locations],
        plants=[questions[id] for id in one.plants if questions[id] != bible.question],
        pays=[questions[id] for id in one.pays],
        tension=one.tension,
    )


def draft_of_storyboard(storyboard: Storyboard, script: Script, bible: Bible) -> StoryboardDraft:
    """Return the draft that a storyboard could have been made of, without its cards."""
    shots = [_shot(one, script, bible) for one in storyboard.shots if one.framing not in ("title", "end")]
    return StoryboardDraft(shots=shots)


def _shot(one: Shot, script: Script, bible: Bible) -> ShotDraft:
    number = next(n for n, scene in enumerate(script.scenes) if scene.id == one.scene)
    order = {beat.id: n for n, beat in enumerate(script.scenes[number].beats, 1)}
    return ShotDraft(
        scene=number + 1,
        beats=[order[id] for id in one.beats],
        framing=one.framing,
        angle=one.angle,
        move=one.move,
        figures=[
            PlacedDraft(
                who=name_of(placed.character, bible),
                emotion=placed.emotion,
                becomes=placed.becomes,
                faces=placed.faces,
                gaze=placed.gaze,
                gesture=placed.gesture,
                holding=name_of(placed.holding, bible),
            )
            for placed in one.figures
        ],
        prop=name_of(one.prop, bible),
        seconds=one.seconds,
        effects=list(one.effects),
        text=one.text,
    )


def _with_own_threads(script: Script, outline: Outline, bible: Bible) -> Script:
    """Drop the events about threads: their ids are the other crew's, and the outline's are put back by code."""
    events = tuple(event for event in script.events if event.kind not in ("plants", "pays"))
    return script.model_copy(update={"events": events})


def _found(pattern: str, told: str) -> str:
    hits: Sequence[str] = re.findall(pattern, told, re.MULTILINE)
    if not hits:
        raise ValueError(f"the request has nothing like {pattern}")
    return hits[-1]


def _unescaped(text: str) -> str:

    return str(json.loads(f'"{text}"'))


def _now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)
