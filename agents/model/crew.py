"""Showrunner, writer and director, played by a language model; the graph cannot tell them from the house crew."""

import asyncio
import math
from collections.abc import Callable, Sequence

from ...errors import ModelUnusable, UserError
from ...memory.bible import Bible
from ...memory.canon import Finding
from ...memory.debate import Objection
from ...memory.legacy import Legacy
from ...memory.note import Note, Reading
from ...memory.script import EpisodeOutline, Outline, Script, Season, Thread
from ...memory.sets import ScoutedSet, Sets
from ...memory.state import State
from ...memory.storyboard import Storyboard
from ...prompts import fence, render
from ..continuity.form import SPEECH
from ..crew import Desk, Director, Told
from ..planned import as_planned, as_played
from .briefing import Brief, brief_of, of_script
from .cards import Card, CardShelf, cards_told
from .drafting import (
    beats_told,
    bible_told,
    draft_of_script,
    findings_told,
    purpose_told,
)
from .drafts import BibleDraft, ScriptDraft, SequelDraft, StoryboardDraft
from .endpoint import plain_schema
from .inheritance import lead_told, legacy_told
from .located import seen_in, sets_told, storyboard_draft
from .notes import take_note
from .planning import Ground, plan_season
from .replanning import answer_objections
from .sequel import settle_sequel
from .settling import Looks, Voices, settle_bible
from .structured import ask
from .talk import Model, as_messages
from .writing import settle_script, settle_storyboard

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
        """Declare the next season: what stays is kept to the letter, the question is new."""
        text = readable(about, "line about the sequel") if about.strip() else ""
        near: Sequence[Card] = await asyncio.to_thread(self._cards.engines, text or legacy.bible.logline)
        messages = as_messages(
            "showrunner.sequel",
            form=render("form"),
            schema=plain_schema(SequelDraft),
            season=str(legacy.season + 1),
            season_length=str(season_length),
            legacy=fence(legacy_told(legacy)),
            lead=lead_told(legacy, lead),
            about=fence(text or "Nothing in particular: whatever the last season left open.", "about"),
            cards=fence(cards_told(near)),
        )
        engine = near[0].id if near else legacy.bible.engine

        def settle(draft: SequelDraft) -> Bible:
            return settle_sequel(draft, legacy, lead, engine, seed, self._looks, self._voices)

        return await ask(self._model, "showrunner", messages, SequelDraft, settle)

    async def read_note(self, note: Note, desk: Desk) -> Reading:
        """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
        return await take_note(self._model, note, desk)


class ModelWriter:
    """Plans and writes with a model; implements Writer.

    ``decided`` is told (text, episode) where an objection could not be answered and the plan stays, ``noted`` what had
    no room in a brief.
    """

    def __init__(
        self,
        model: Model,
        cards: CardShelf,
        decided: Callable[[str, str], object] | None = None,
        noted: Callable[[str, str], object] | None = None,
    ) -> None:
        self._model, self._cards, self._decided, self._noted = model, cards, decided, noted

    async def outline(self, bible: Bible, season: Season, opening: State, owed: Sequence[Thread], seed: int) -> Outline:
        """Give every episode of the season its purpose, a stretch at a time."""
        return await plan_season(self._model, Ground(bible, season, opening, tuple(owed)))

    async def replan(
        self, bible: Bible, outline: Outline, opening: State, objections: Sequence[Objection], seed: int
    ) -> Outline:
        """Answer what was held against the plan; what nobody objected to stays."""
        return await answer_objections(self._model, bible, outline, opening, objections, self._decided)

    async def write(self, bible: Bible, outline: Outline, episode: EpisodeOutline, told: Told, seed: int) -> Script:
        """Write one episode."""
        bible = as_played(bible, episode)
        moves = await asyncio.to_thread(self._cards.moves, f"{episode.logline} {episode.cliffhanger}")
        brief = brief_of(bible, outline, episode, told)
        self._note(brief, episode.episode)
        messages = as_messages(
            "writer.script",
            form=render("form"),
            schema=plain_schema(ScriptDraft),
            bible=fence(brief.series, "json"),
            least_seconds=f"{SPEECH[0] + 6:.0f}",
            most_seconds=f"{SPEECH[1] - 15:.0f}",
            least_lines=str(math.ceil((SPEECH[0] + 6) / SECONDS_A_LINE)),
            most_lines=str(math.floor((SPEECH[1] - 15) / SECONDS_A_LINE)),
            present=fence(brief.present),
            canon=fence(brief.canon),
            threads=fence(brief.threads),
            recaps=fence(brief.recaps),
            ending=fence(brief.ending),
            moves=fence(cards_told(moves)),
            episode=episode.episode,
            purpose=fence(purpose_told(episode, outline, bible), "json"),
        )
        ids = [one.id for one in outline.threads if one.planted <= episode.number]

        def settle(draft: ScriptDraft) -> Script:
            return as_planned(bible, episode, settle_script(draft, bible, episode.episode, ids, episode, told.state))

        return await ask(self._model, "writer", messages, ScriptDraft, settle, episode.episode)

    async def revise(self, bible: Bible, script: Script, findings: Sequence[Finding], told: Told, seed: int) -> Script:
        """Mend what the continuity check found, and nothing else."""
        found = [one for one in findings if one.status == "open"]
        if not found:
            return script
        brief = brief_of(bible, *of_script(script), told)
        self._note(brief, script.episode)
        messages = as_messages(
            "writer.revise",
            form=render("form"),
            schema=plain_schema(ScriptDraft),
            bible=fence(brief.series, "json"),
            present=fence(brief.present),
            canon=fence(brief.canon),
            ending=fence(brief.ending),
            episode=script.episode,
            script=fence(draft_of_script(script, bible).model_dump_json(), "json"),
            findings=fence(findings_told(found)),
        )
        ids = sorted({event.what for event in script.events if event.kind in ("plants", "pays")})

        def settle(draft: ScriptDraft) -> Script:
            mended = settle_script(draft, bible, script.episode, ids, None, told.state)
            cards = {scene.id: scene.cards for scene in script.scenes}
            kept = tuple(one.model_copy(update={"cards": cards.get(one.id, ())}) for one in mended.scenes)
            return mended.model_copy(update={"scenes": kept})

        return await ask(self._model, "writer", messages, ScriptDraft, settle, script.episode)

    def _note(self, brief: Brief, episode: str) -> None:
        """Say what did not fit into the brief; nothing if all did."""
        if brief.left_out and self._noted is not None:
            self._noted("Not in the brief, which has no more room: " + "; ".join(brief.left_out), episode)


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

    async def storyboard(self, bible: Bible, script: Script, seed: int, sets: Sets | None = None) -> Storyboard:
        """Cover every beat and every line of the script, in order, from the cameras that its sets have."""
        try:
            return await self._directed(bible, script, seen_in(script, sets))
        except ModelUnusable as error:
            if self._understudy is None:
                raise
            if self._decided is not None:
                self._decided(
                    f"The embedded director draws the storyboard instead of the model. {error}", script.episode
                )
        return await self._understudy.storyboard(bible, script, seed, sets)

    async def _directed(self, bible: Bible, script: Script, sets: Sequence[ScoutedSet]) -> Storyboard:
        wanted = storyboard_draft(sets)
        messages = as_messages(
            "director.storyboard",
            schema=plain_schema(wanted),
            bible=fence(bible_told(bible), "json"),
            sets=fence(sets_told(sets, bible)),
            episode=script.episode,
            script=fence(beats_told(script, bible)),
        )

        def settle(draft: StoryboardDraft) -> Storyboard:
            return settle_storyboard(draft, bible, script, sets)

        return await ask(self._model, "director", messages, wanted, settle, script.episode)


def readable(premise: str, what: str = "premise") -> str:
    """Return a premise on one line; raise UserError if it is empty, too long or has no words."""
    text = " ".join(premise.split())
    if not any(character.isalpha() for character in text):
        raise UserError(f"The {what} says nothing: give one line, with somebody in it to whom something happens.")
    if len(text) > LONGEST_PREMISE:
        raise UserError(
            f"The {what} has {len(text):,} characters; give one or two sentences, at most {LONGEST_PREMISE:,}."
        )
    return text
