"""Rewritten: an episode of which the plan has changed is written and boarded anew."""

from dataclasses import replace

from ....errors import ProductionError
from ....memory.bible import Bible
from ....memory.numbering import episode_id, numbers, place, season_id
from ....memory.script import EpisodeOutline, Outline, Script
from ....memory.storyboard import Storyboard
from ...crew import Studio, Told
from ..possible import NotPossible
from ..rehearsal import REVISED
from ..script.reboard import follow
from ..writing.attempts import order_seed
from ..writing.rewriting import renumbered


def plan_of(studio: Studio, id: str) -> tuple[Bible, Outline, EpisodeOutline]:
    """Return the Bible and the plan of a season, and the purpose of an episode; raise NotPossible without them."""
    try:
        season, number = numbers(id)
        bible, outline = studio.chronicle.bible(season), studio.chronicle.outline(season)
    except (ValueError, KeyError) as error:
        raise NotPossible(f"No season that is planned has an episode {id[:40]!r}.") from error
    found = next((episode for episode in outline.episodes if episode.number == number), None)
    if found is None:
        raise NotPossible(f"Season {season} has {len(outline.episodes)} episodes, and no {id}.")
    return bible, outline, found


def put_plan(studio: Studio, outline: Outline, *changed: EpisodeOutline) -> Outline:
    """Put a season plan with some of its episodes as they are now."""
    now = {one.episode: one for one in changed}
    episodes = tuple(now.get(one.episode, one) for one in outline.episodes)
    outline = outline.model_copy(update={"episodes": episodes})
    studio.archive.put("outline", season_id(outline.season), outline, REVISED, "user")
    return outline


def written_since(studio: Studio, id: str) -> list[str]:
    """Return the episodes of a season that are written, from one on, in order."""
    season, _ = numbers(id)
    found = [one for one in studio.archive.ids("script") if numbers(one)[0] == season and place(one) >= place(id)]
    return sorted(found, key=place)


def first_unwritten(studio: Studio, season: int) -> str:
    """Return the first episode of a season that is not written."""
    written = [numbers(id)[1] for id in studio.archive.ids("script") if numbers(id)[0] == season]
    return episode_id(season, max(written, default=0) + 1)


async def written_anew(studio: Studio, id: str) -> None:
    """Let the writer write an episode by its plan as it stands, and the storyboard follow."""
    bible, outline, purpose = plan_of(studio, id)
    before = studio.chronicle.script(id)
    season, _ = numbers(id)
    later = tuple(script for script in studio.chronicle.scripts(season) if place(script.episode) > place(id))
    told = replace(Told.before(studio.chronicle, id), later=later)
    try:
        script = await studio.writer.write(bible, outline, purpose, told, order_seed(studio, season))
    except ProductionError as error:
        raise NotPossible(f"{id} cannot be written by that plan: {error}") from error
    script = renumbered(before, script)
    studio.archive.put("script", id, script, REVISED, "user")
    await follow(studio, before, script)
    _unheard(studio, before, script)


def _unheard(studio: Studio, before: Script, script: Script) -> None:
    """Let an episode that is another altogether find its pace again."""
    board = studio.archive.get("storyboard", script.episode, Storyboard)
    said = {line.text for line in before.lines()}
    kept = sum(line.text in said for line in script.lines())
    if board is not None and board.pace and kept * 2 < len(script.lines()):
        board = board.model_copy(update={"pace": 0.0})
        studio.archive.put("storyboard", script.episode, board, REVISED, "user")
