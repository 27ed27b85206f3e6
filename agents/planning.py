"""The nodes that come before the first episode: the Bible, the season plan, and the debate over it."""

import asyncio
from typing import Literal

from ..memory.bible import Bible
from ..memory.debate import Objections
from ..memory.markdown import bible_markdown, outline_markdown
from ..memory.numbering import season_id
from ..memory.script import Outline, Season
from ..memory.testament import legacy_markdown
from .crew import Studio
from .handover import compile_legacy, owed_threads
from .node import Crew, Update, say
from .state import Production

DEBATE_ROUNDS = 3
"""How often the writer is asked to answer what is held against the season plan."""
SETTLED = "plan settled"
"""The stage of a season whose plan has been debated."""


async def develop(state: Production, runtime: Crew) -> Update:
    """Showrunner: one line becomes the bible; or a finished season becomes the bible of the next."""
    studio, season = runtime.context, state["season"]
    if studio.archive.get("bible", season_id(season), Bible) is None:
        say(runtime, "showrunner", "develops the series" if season == 1 else f"develops season {season}")
        bible, reason = await _developed(state, studio)
        studio.archive.put("bible", season_id(season), bible, reason, "showrunner")
    bible = studio.chronicle.bible(season)
    studio.folder.write_readable("bible.md" if season == 1 else f"{season_id(season)}-bible.md", bible_markdown(bible))
    say(runtime, "showrunner", f"“{bible.title}”: {bible.logline}", title=bible.title)
    return {"number": 0, "debate_round": 0}


async def _developed(state: Production, studio: Studio) -> tuple[Bible, str]:
    season, seed, length = state["season"], state["seed"], state["season_length"]
    if season == 1:
        return await studio.showrunner.develop(state["premise"], seed, length), "developed from the premise"
    legacy = await asyncio.to_thread(compile_legacy, studio.chronicle, season - 1)
    studio.archive.put("legacy", season_id(season - 1), legacy, "compiled for the sequel", "showrunner")
    studio.folder.write_readable(f"{season_id(season - 1)}-legacy.md", legacy_markdown(legacy))
    bible = await studio.showrunner.sequel(legacy, state["about"], state["lead"], seed, length)
    return bible, f"developed from season {season - 1}"


async def plan(state: Production, runtime: Crew) -> Update:
    """Writer: the bible becomes a season outline."""
    studio = runtime.context
    season = Season(number=state["season"], length=state["season_length"], paywall=state["paywall"])
    if studio.archive.get("outline", season_id(season.number), Outline) is None:
        say(runtime, "writer", f"plans {season.length} episodes")
        bible, opening = studio.chronicle.bible(season.number), studio.chronicle.opening(season.number)
        owed = owed_threads(studio.chronicle, season.number)
        outline = await studio.writer.outline(bible, season, opening, owed, state["seed"])
        studio.archive.put("outline", season_id(season.number), outline, "planned from the bible", "writer")
    return {}


async def challenge(state: Production, runtime: Crew) -> Update:
    """Critic: attacks the plan before a line is written."""
    studio, season = runtime.context, state["season"]
    id = season_id(season)
    bible, outline = studio.chronicle.bible(season), studio.chronicle.outline(season)
    if SETTLED not in studio.archive.stages(id):
        found = await studio.critic.challenge(bible, outline, studio.chronicle.opening(season))
        objections = Objections(round=state["debate_round"], objections=found)
        studio.archive.put("objections", id, objections, "the plan was attacked", "critic")
        say(runtime, "critic", f"{len(found) or 'no'} objection{'s' * (len(found) != 1)} to the plan")
        if not found or state["debate_round"] >= DEBATE_ROUNDS:
            studio.archive.set_stage(id, SETTLED)
    studio.folder.write_readable(f"{id}-outline.md", outline_markdown(outline, bible))
    return {}


async def answer(state: Production, runtime: Crew) -> Update:
    """Writer: answers what was held against the plan."""
    studio, season = runtime.context, state["season"]
    say(runtime, "writer", "answers the objections")
    bible, outline = studio.chronicle.bible(season), studio.chronicle.outline(season)
    found = studio.document("objections", season_id(season), Objections).objections
    replanned = await studio.writer.replan(bible, outline, studio.chronicle.opening(season), found, state["seed"])
    studio.archive.put("outline", season_id(season), replanned, "answered the critic", "writer")
    return {"debate_round": state["debate_round"] + 1}


def answer_or_open(state: Production, runtime: Crew) -> Literal["answer", "open_episode"]:
    """Let the writer answer the critic, a bounded number of times."""
    settled = SETTLED in runtime.context.archive.stages(season_id(state["season"]))
    return "open_episode" if settled else "answer"
