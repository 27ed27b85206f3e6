"""A rehearsal: the house crew speaks in a model's place, so that the whole model route runs without a model.

``ChatServer(Rehearsal(...).answer)`` is an endpoint that answers every prompt of ours with a house-made document.
"""

import asyncio
import json
import re
import threading
from collections.abc import Coroutine, Iterator, Sequence
from typing import Any, TypeVar

from ...memory.bible import Bible
from ...memory.debate import Objection
from ...memory.legacy import Legacy
from ...memory.numbering import episode_id, numbers, place
from ...memory.script import Outline, Script, Season, Thread
from ...memory.state import State, carried, fold, initial
from ..crew import Director, Showrunner, Told, Writer
from .drafting import draft_of_script
from .drafts import BibleDraft, Draft, OutlineDraft, SequelDraft, StoryboardDraft
from .located import unplaced
from .opinions import CritiqueDraft, VerdictDraft
from .stand_in import (
    draft_of_bible,
    draft_of_objections,
    draft_of_outline,
    draft_of_sequel,
    draft_of_storyboard,
)

T = TypeVar("T")
Key = tuple[str, int]
"""Premise and season."""


class Rehearsal:
    """Answers prompts by asking another crew; what it once said to a premise it says again.

    The judge of a rehearsal finds nothing. Its critic says ``objections`` until they have been answered once, and its
    writer answers by defending the plan: what is to be planned anew stays as it was.
    """

    def __init__(
        self,
        showrunner: Showrunner,
        writer: Writer,
        director: Director,
        seed: int = 0,
        objections: Sequence[Objection] = (),
    ) -> None:
        self._showrunner, self._writer, self._director, self._seed = showrunner, writer, director, seed
        self._objections = tuple(objections)
        self._bibles: dict[Key, Bible] = {}
        self._outlines: dict[Key, Outline] = {}
        self._scripts: dict[tuple[str, str], Script] = {}
        self._length, self._paywall = 60, 10
        self._guard = threading.Lock()

    def prepare(self, premise: str, season_length: int, episode: str = "s01e01", paywall: int = 10) -> None:
        """Write beforehand up to an episode, so that answers come at once."""
        with self._guard:
            self._length, self._paywall = season_length, paywall
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
        if wanted == VerdictDraft.__name__:
            return VerdictDraft(charges=[])
        if wanted == CritiqueDraft.__name__:
            return draft_of_objections(self._objections)
        if length := re.search(r"^(?:Season \d+\. )?(?:The season|Season \d+) has (\d+) episodes", told, re.MULTILINE):
            self._length = int(length[1])
        if paywall := re.search(r"viewers pay after episode (\d+)", told):
            self._paywall = int(paywall[1])
        if wanted == BibleDraft.__name__:
            return draft_of_bible(self._bible(_found(r"^```premise\n(.*)\n```$", told)))
        if wanted == SequelDraft.__name__:
            return self._sequel(told)
        return self._of_series(wanted, told)

    def _of_series(self, wanted: str, told: str) -> Draft:
        premise = _unescaped(_found(r'^ "premise": "(.*)",$', told))
        if wanted == OutlineDraft.__name__:
            return self._stretch(premise, told)
        episode = _found(r"^The (?:episode to write,|script,|script of) (s\d+e\d+)\b", told)
        bible = self._bibles.get((premise, numbers(episode)[0])) or self._bible(premise)
        script = self._script(bible, episode)
        if wanted == StoryboardDraft.__name__:
            draft = draft_of_storyboard(_now(self._director.storyboard(bible, script, self._seed)), script, bible)
            return unplaced(draft) if '"camera": {' in told else draft
        return draft_of_script(script, bible)

    def _stretch(self, premise: str, told: str) -> OutlineDraft:
        season = int(_found(r"^(?:Season|What is true as season) (\d+)(?: begins|\. )", told))
        bible = self._bibles.get((premise, season)) or self._bible(premise)
        if anew := re.findall(r"^Plan the episodes ([\d, and]+) anew", told, re.MULTILINE):
            self._objections = ()
            return draft_of_outline(self._outline(bible), bible, [int(n) for n in re.findall(r"\d+", anew[-1])])
        first, last = re.findall(r"^Plan the episodes (\d+) to (\d+) now", told, re.MULTILINE)[-1]
        return draft_of_outline(self._outline(bible, told), bible, range(int(first), int(last) + 1))

    def _sequel(self, told: str) -> SequelDraft:
        season = int(_found(r"^Season (\d+) has \d+ episodes", told))
        past = self._bibles[_found(r"It began with the line: (.*)$", told), season - 1]
        closing = self._closing(past)
        ids = {one.name: one.id for one in past.characters}
        lead = ids.get(_found(r"^This season is led by ([^,]+),", told), "")
        finale = _found(r"^HOW IT ENDED\n- (.*)$", told)
        legacy = Legacy(
            season=past.season,
            finished=True,
            last=episode_id(past.season, len(self._outline(past).episodes)),
            bible=past,
            past=tuple(self._bibles[past.premise.text, n] for n in range(1, past.season)),
            state=closing,
            threads=tuple(_owed_of(told)),
            finale=finale,
        )
        about = re.search(r"^```about\n(.*)\n```$", told, re.MULTILINE)
        made = _now(self._showrunner.sequel(legacy, about[1] if about else "", lead, self._seed, self._length))
        # Later prompts show the line the series began with, and a rehearsal knows its series by that.
        made = made.model_copy(update={"premise": past.premise})
        self._bibles[past.premise.text, season] = made
        return draft_of_sequel(made, legacy)

    def _bible(self, premise: str) -> Bible:
        if (premise, 1) not in self._bibles:
            self._bibles[premise, 1] = _now(self._showrunner.develop(premise, self._seed, self._length))
        return self._bibles[premise, 1]

    def _opening(self, bible: Bible) -> State:
        if bible.season == 1:
            return initial(bible)
        past = self._bibles[bible.premise.text, bible.season - 1]
        return carried(self._closing(past), past, bible)

    def _closing(self, bible: Bible) -> State:
        written = sorted(place(id) for premise, id in self._scripts if premise == bible.premise.text)
        ids = (episode_id(*divmod(at, 1000)) for at in written if at // 1000 == bible.season)
        return fold(self._opening(bible), [self._scripts[bible.premise.text, id] for id in ids])

    def _outline(self, bible: Bible, told: str = "") -> Outline:
        key = (bible.premise.text, bible.season)
        if key not in self._outlines:
            season = Season(number=bible.season, length=self._length, paywall=self._paywall)
            owed = tuple(_owed_of(told))
            self._outlines[key] = _now(self._writer.outline(bible, season, self._opening(bible), owed, self._seed))
        return self._outlines[key]

    def _script(self, bible: Bible, episode: str) -> Script:
        key = (bible.premise.text, episode)
        if key not in self._scripts:
            season, number = numbers(episode)
            outline = self._outline(bible)
            before = tuple(self._script(bible, episode_id(season, n)) for n in range(1, number))
            earlier = sorted((p, id) for p, id in self._scripts if p == key[0] and numbers(id)[0] < season)
            told = Told(
                state=fold(self._opening(bible), before),
                scripts=before,
                earlier=tuple(self._scripts[one] for one in sorted(earlier, key=lambda one: place(one[1]))),
            )
            written = self._writer.write(bible, outline, outline.episodes[number - 1], told, self._seed)
            self._scripts[key] = _without_threads(_now(written))
        return self._scripts[key]


def _without_threads(script: Script) -> Script:
    """Drop the events about threads: their ids are the other crew's, and the outline's are put back by code."""
    events = tuple(event for event in script.events if event.kind not in ("plants", "pays"))
    return script.model_copy(update={"events": events})


def _owed_of(told: str) -> Iterator[Thread]:
    """Yield the threads of earlier seasons that a prompt lists."""
    for id, question in re.findall(r"^- (s\d+\.\S+): (.*?)(?: \(planted 0, due \d+\))?$", told, re.MULTILINE):
        yield Thread(id=id, question=question, planted=0, due=0)


def _found(pattern: str, told: str) -> str:
    hits: Sequence[str] = re.findall(pattern, told, re.MULTILINE)
    if not hits:
        raise ValueError(f"the request has nothing like {pattern}")
    return hits[-1]


def _unescaped(text: str) -> str:

    return str(json.loads(f'"{text}"'))


def _now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)
