"""Showrunner, writer and director, played by a language model; the graph cannot tell them from the house crew."""

import asyncio
import math
from collections.abc import Callable, Sequence

from ...errors import ModelUnusable, UserError
from ...memory.bible import Bible
from ...memory.canon import Finding
from ...memory.debate import Objection
from ...memory.legacy import Legacy
from ...memory.script import EpisodeOutline, Outline, Script, Season, Thread
from ...memory.state import State
from ...memory.storyboard import Storyboard
from ...prompts import fence, parts, render
from ..continuity import SPEECH
from ..crew import Director, Told
from .cards import Card, CardShelf, cards_told
from .drafting import (
    beats_told,
    before_told,
    bible_told,
    draft_of_script,
    findings_told,
    planned_told,
    purpose_told,
    standing_told,
    threads_told,
)
from .drafts import BibleDraft, OutlineDraft, ScriptDraft, StoryboardDraft
from .endpoint import plain_schema
from .settling import Looks, Voices, settle_bible, settle_episodes
from .structured import ask
from .talk import Message, Model
from .writing import settle_script, settle_storyboard

STRETCH = 10
"""Episodes planned in one answer: a whole season would be cut off."""
LONGEST_PREMISE = 4000
"""Characters; a line, not a manuscript."""
SECONDS_A_LINE = 3.0


class ModelShowrunner:
    """Develops a series with a model; implements Showrunner.

    ``cards`` finds craft near to the premise, ``looks`` and ``voices`` cast the people once they are declared.
    """

    def __init__(self, model: Model, cards: CardShelf, looks: Looks, voices: Voices) -> None:
        self._model, self._cards, self._looks, self._voices = model, cards, looks, voices

    async def develop(self, premise: str, seed: int, season_length: int) -> Bible:
        """Declare the series; raise UserError if there is nothing to build on."""
        text = readable(premise)
        near: Sequence[Card] = await asyncio.to_thread(self._cards.engines, text)
        messages = as_messages(
            "showrunner.bible",
            form=render("form"),
            schema=plain_schema(BibleDraft),
            season_length=str(season_length),
            cards=fence(cards_told(near)),
            premise=fence(text, "premise"),
        )
        engine = near[0].id if near else ""

        def settle(draft: BibleDraft) -> Bible:
            return settle_bible(draft, text, engine, seed, self._looks, self._voices)

        return await ask(self._model, "showrunner", messages, BibleDraft, settle)

    async def sequel(self, legacy: Legacy, about: str, lead: str, seed: int, season_length: int) -> Bible:
        """Declare the next season from what the last one left."""
        return legacy.bible.model_copy(update={"season": legacy.season + 1})


class ModelWriter:
    """Plans and writes with a model; implements Writer."""

    def __init__(self, model: Model, cards: CardShelf) -> None:
        self._model, self._cards = model, cards

    async def outline(self, bible: Bible, season: Season, opening: State, owed: Sequence[Thread], seed: int) -> Outline:
        """Give every episode of the season its purpose, a stretch at a time."""
        season_length = season.length
        episodes: list[EpisodeOutline] = []
        threads = [Thread(id="t00", question=bible.question, planted=1, due=season_length)]
        while len(episodes) < season_length:
            made, threads = await self._stretch(bible, season.number, season_length, episodes, threads)
            episodes.extend(made)
        return Outline(
            season=season.number,
            paywall=season.paywall,
            episodes=tuple(_all_paid(episodes, threads)),
            threads=tuple(_closed(threads, season_length)),
        )

    async def replan(
        self, bible: Bible, outline: Outline, opening: State, objections: Sequence[Objection], seed: int
    ) -> Outline:
        """Answer the critic."""
        return outline

    async def _stretch(
        self, bible: Bible, season: int, length: int, before: list[EpisodeOutline], threads: list[Thread]
    ) -> tuple[list[EpisodeOutline], list[Thread]]:
        first = len(before) + 1
        numbers = range(first, min(length, first + STRETCH - 1) + 1)
        final = numbers[-1] == length
        messages = as_messages(
            "writer.outline",
            form=render("form"),
            schema=plain_schema(OutlineDraft),
            bible=fence(bible_told(bible), "json"),
            season_length=str(length),
            planned=fence(planned_told(before)),
            threads=fence(threads_told([thread for thread in threads if not thread.paid])),
            first=str(numbers[0]),
            last=str(numbers[-1]),
            number=str(len(numbers)),
            ending="The season ends here: every open thread must be paid."
            if final
            else "The season goes on after them.",
        )

        def settle(draft: OutlineDraft) -> tuple[list[EpisodeOutline], list[Thread]]:
            return settle_episodes(draft, bible, season, numbers, threads, length)

        return await ask(self._model, "writer", messages, OutlineDraft, settle)

    async def write(self, bible: Bible, outline: Outline, episode: EpisodeOutline, told: Told, seed: int) -> Script:
        """Write one episode."""
        moves = await asyncio.to_thread(self._cards.moves, f"{episode.logline} {episode.cliffhanger}")
        open_threads = [one for one in outline.threads if one.planted <= episode.number]
        messages = as_messages(
            "writer.script",
            form=render("form"),
            schema=plain_schema(ScriptDraft),
            bible=fence(bible_told(bible), "json"),
            least_seconds=f"{SPEECH[0] + 6:.0f}",
            most_seconds=f"{SPEECH[1] - 15:.0f}",
            least_lines=str(math.ceil((SPEECH[0] + 6) / SECONDS_A_LINE)),
            most_lines=str(math.floor((SPEECH[1] - 15) / SECONDS_A_LINE)),
            threads=fence(threads_told(_of_episode(open_threads, episode))),
            state=fence(standing_told(told.state, bible)),
            before=fence(before_told(told.scripts)),
            canon=fence("\n".join(f"- {fact.text}" for fact in told.facts) or "- nothing yet"),
            moves=fence(cards_told(moves)),
            episode=episode.episode,
            purpose=fence(purpose_told(episode, outline, bible), "json"),
        )
        ids = [one.id for one in open_threads]

        def settle(draft: ScriptDraft) -> Script:
            return settle_script(draft, bible, episode.episode, ids, episode)

        return await ask(self._model, "writer", messages, ScriptDraft, settle, episode.episode)

    async def revise(self, bible: Bible, script: Script, findings: Sequence[Finding], told: Told, seed: int) -> Script:
        """Mend what the continuity check found, and nothing else."""
        found = [one for one in findings if one.status == "open"]
        if not found:
            return script
        messages = as_messages(
            "writer.revise",
            form=render("form"),
            schema=plain_schema(ScriptDraft),
            bible=fence(bible_told(bible), "json"),
            state=fence(standing_told(told.state, bible)),
            episode=script.episode,
            script=fence(draft_of_script(script, bible).model_dump_json(), "json"),
            findings=fence(findings_told(found)),
        )
        ids = sorted({event.what for event in script.events if event.kind in ("plants", "pays")})

        def settle(draft: ScriptDraft) -> Script:
            mended = settle_script(draft, bible, script.episode, ids, None)
            cards = {scene.id: scene.cards for scene in script.scenes}
            kept = tuple(one.model_copy(update={"cards": cards.get(one.id, ())}) for one in mended.scenes)
            return mended.model_copy(update={"scenes": kept})

        return await ask(self._model, "writer", messages, ScriptDraft, settle, script.episode)


class ModelDirector:
    """Directs with a model; implements Director.

    Covering a script without a gap is much to ask of a small model: where its storyboard does not hold, the
    ``understudy`` directs, if there is one, and ``decided`` is told so (text, episode), as every downgrade is.
    """

    def __init__(
        self,
        model: Model,
        understudy: Director | None = None,
        decided: Callable[[str, str], object] | None = None,
    ) -> None:
        self._model, self._understudy, self._decided = model, understudy, decided

    async def storyboard(self, bible: Bible, script: Script, seed: int) -> Storyboard:
        """Cover every beat and every line of the script, in order."""
        try:
            return await self._directed(bible, script)
        except ModelUnusable as error:
            if self._understudy is None:
                raise
            if self._decided is not None:
                self._decided(
                    f"The embedded director draws the storyboard instead of the model. {error}", script.episode
                )
        return await self._understudy.storyboard(bible, script, seed)

    async def _directed(self, bible: Bible, script: Script) -> Storyboard:
        messages = as_messages(
            "director.storyboard",
            schema=plain_schema(StoryboardDraft),
            bible=fence(bible_told(bible), "json"),
            episode=script.episode,
            script=fence(beats_told(script, bible)),
        )

        def settle(draft: StoryboardDraft) -> Storyboard:
            return settle_storyboard(draft, bible, script)

        return await ask(self._model, "director", messages, StoryboardDraft, settle, script.episode)


def as_messages(prompt: str, **variables: str) -> list[Message]:
    """Return a prompt as messages: its stable part, which endpoints cache, as system, its changing part as user."""
    stable, changing = parts(prompt, **variables)
    return [Message(role="system", text=stable), Message(role="user", text=changing)]


def readable(premise: str) -> str:
    """Return the premise on one line; raise UserError if it is empty, too long or has no words."""
    text = " ".join(premise.split())
    if not any(character.isalpha() for character in text):
        raise UserError("The premise says nothing: give one line, with somebody in it to whom something happens.")
    if len(text) > LONGEST_PREMISE:
        raise UserError(
            f"The premise has {len(text):,} characters; give one or two sentences, at most {LONGEST_PREMISE:,}."
        )
    return text


def _of_episode(threads: Sequence[Thread], episode: EpisodeOutline) -> list[Thread]:
    wanted = {*episode.plants, *episode.pays}
    return [
        one
        for one in threads
        if one.id in wanted or (one.planted < episode.number and (not one.paid or one.paid > episode.number))
    ]


def _closed(threads: Sequence[Thread], length: int) -> list[Thread]:
    return [one if one.paid else one.model_copy(update={"paid": length, "due": length}) for one in threads]


def _all_paid(episodes: Sequence[EpisodeOutline], threads: Sequence[Thread]) -> list[EpisodeOutline]:
    """Plan for the last episode to pay what the model left open, and for the first to plant the season's question."""
    left = tuple(one.id for one in threads if not one.paid)
    whole = list(episodes)
    whole[-1] = whole[-1].model_copy(update={"pays": (*whole[-1].pays, *left)})
    if "t00" not in whole[0].plants:
        whole[0] = whole[0].model_copy(update={"plants": ("t00", *whole[0].plants)})
    return whole
