"""Attempts: an episode is written several times, and what later episodes rely on decides with what is wanted."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ....errors import ProductionError
from ....memory.bible import Bible
from ....memory.numbering import numbers, place, season_id
from ....memory.script import Script
from ...canon import nearest
from ...crew import Studio, Told
from ...house.crew import HouseWriter
from ...supervision import contradictions
from ..possible import NotPossible
from ..rehearsal import REVISED
from ..world.tempers import played
from .wishes import Wish, nearness

TRIES = 6
"""How often the script library writes an episode to have a choice; a model is asked once."""
LATER = 8
"""Episodes after it that are looked at for each attempt."""
BROKEN, BLEMISHED = 0.5, 0.2
"""What an error, and what a warning, that an attempt opens costs, in nearness to what is wanted."""
BY_DEGREES = 3
"""Of so many beats that would be felt otherwise one stays, so that a wish is not one face for a whole episode."""


@dataclass(frozen=True)
class Attempt:
    """An episode as it could be."""

    script: Script
    cost: float
    """Of what it would open, in itself and in later episodes."""


def order_seed(studio: Studio, season: int) -> int:
    """Return the seed that the series was ordered with."""
    try:
        return int(json.loads(studio.archive.note(f"order.{season_id(season)}") or "{}").get("seed", 1))
    except (ValueError, AttributeError):
        return 1


async def attempts(studio: Studio, episode: str, wish: Wish) -> tuple[Attempt, ...]:
    """Return an episode written anew, several times if that costs nothing, each held against what is approved."""
    season, number = numbers(episode)
    bible, outline = studio.chronicle.bible(season), studio.chronicle.outline(season)
    if number > len(outline.episodes):
        raise NotPossible(f"Season {season} has no plan for episode {number}; only planned episodes can be written.")
    purpose, told = outline.episodes[number - 1], _told(studio, episode)
    house = isinstance(studio.writer, HouseWriter)
    if not house and wish.text:
        purpose = purpose.model_copy(update={"logline": f"{purpose.logline} (What is wanted now: {wish.text}.)"})
    asked = f"{order_seed(studio, season)}/{episode}/{studio.archive.revision('script', episode)}/{wish.text}"
    before = studio.chronicle.script(episode)
    known = _findings(studio, bible, before)
    found: list[Attempt] = []
    for count in range(TRIES if house else 1):
        seed = zlib.crc32(f"{asked}/{count}".encode())
        cast = wish.played_by(bible) if house and count % 3 else bible
        try:
            script = await studio.writer.write(cast, outline, purpose, told, seed)
        except ProductionError:
            continue  # this throw of the dice leaves no move to be played; the next may
        if house:
            script = played(script, wish.tables(bible), rest=BY_DEGREES)
        if script.scenes != before.scenes:
            opened = _findings(studio, bible, script) - known
            found.append(Attempt(script, sum(BROKEN if severity == "error" else BLEMISHED for _, severity in opened)))
    if not found:
        raise NotPossible(f"{episode} cannot be written in another way than it is; change its purpose first.")
    return tuple(found)


def _told(studio: Studio, episode: str) -> Told:
    """Return what an episode is told of the story, what comes after it among it; recall is asked only if it knows."""
    season, _ = numbers(episode)
    later = tuple(script for script in studio.chronicle.scripts(season) if place(script.episode) > place(episode))
    facts = nearest(studio, episode) if studio.recall.complete and not isinstance(studio.writer, HouseWriter) else ()
    return replace(Told.before(studio.chronicle, episode, facts), later=later)


def best(wish: Wish, tried: Sequence[Attempt]) -> Attempt:
    """Return the attempt nearest to what is wanted, those that break least first."""
    near = nearness(wish, [attempt.script.scenes for attempt in tried])
    worth = [value - attempt.cost for value, attempt in zip(near, tried, strict=True)]
    return tried[worth.index(max(worth))]


def _findings(studio: Studio, bible: Bible, script: Script) -> frozenset[tuple[str, str]]:
    """Return what is wrong in an episode and in those after it, were this its script: ids and severities."""
    episode, chronicle = script.episode, studio.chronicle
    season, _ = numbers(episode)
    outline = chronicle.outline(season)
    later = [id for id in chronicle.approved(season) if place(id) > place(episode)][:LATER]
    now = studio.archive.get("script", episode, Script)
    studio.archive.put("script", episode, script, REVISED, "user")
    found = [one for id in (episode, *later) for one in contradictions(
        bible, outline, Told.before(chronicle, id), chronicle.script(id)
    )]  # fmt: skip
    if now is not None:
        studio.archive.put("script", episode, now, REVISED, "user")
    return frozenset((one.id, one.severity) for one in found)
