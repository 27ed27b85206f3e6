"""The season plan, a stretch of ten at a time, each knowing what stands before it; threads end paid or carried."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...memory.bible import Bible
from ...memory.script import EpisodeOutline, Outline, Season, Thread
from ...memory.state import State
from ...prompts import fence, render
from .critic import opening_told
from .drafting import bible_told, planned_told, threads_told
from .drafts import OutlineDraft
from .endpoint import plain_schema
from .oneline import STRETCH
from .outlining import DUE, settle_episodes
from .settling import same
from .structured import Unsettled, ask
from .talk import Message, Model, as_messages

QUESTION = "t00"
"""Id of the season's own question: planted first, paid last, never carried."""
CARRIED = 2
"""Threads that a season may leave open on purpose."""


@dataclass(frozen=True)
class Ground:
    """What a season is planned on."""

    bible: Bible
    season: Season
    opening: State
    owed: tuple[Thread, ...] = ()
    """Threads of earlier seasons; one of them opens this one."""


async def plan_season(model: Model, ground: Ground) -> Outline:
    """Return the outline of a season."""
    length = ground.season.length
    episodes: list[EpisodeOutline] = []
    threads = [Thread(id=QUESTION, question=ground.bible.question, planted=1, due=length), *_owed(ground)]
    while len(episodes) < length:
        made, threads = await _stretch(model, ground, episodes, threads)
        episodes.extend(made)
    return closed(
        Outline(
            season=ground.season.number, paywall=ground.season.paywall, episodes=tuple(episodes), threads=tuple(threads)
        )
    )


def closed(outline: Outline) -> Outline:
    """Return an outline whose every thread is paid or carried: what is left open is paid at the end."""
    length, episodes = len(outline.episodes), list(outline.episodes)
    left = tuple(one.id for one in outline.threads if not one.paid and not one.carried)
    episodes[-1] = episodes[-1].model_copy(update={"pays": tuple(dict.fromkeys((*episodes[-1].pays, *left)))})
    if QUESTION not in episodes[0].plants and any(one.id == QUESTION for one in outline.threads):
        episodes[0] = episodes[0].model_copy(update={"plants": (QUESTION, *episodes[0].plants)})
    threads = (
        one.model_copy(update={"paid": length, "due": length}) if one.id in left else one for one in outline.threads
    )
    return outline.model_copy(update={"episodes": tuple(episodes), "threads": tuple(threads)})


def _owed(ground: Ground) -> list[Thread]:
    """Return what earlier seasons owe, as threads of this one: planted before it, due as soon as any."""
    due = min(ground.season.length, DUE)
    fresh = {"planted": 0, "paid": 0, "carried": False, "due": due}
    return [thread.model_copy(update=fresh) for thread in ground.owed]


async def _stretch(
    model: Model, ground: Ground, before: list[EpisodeOutline], threads: list[Thread]
) -> tuple[list[EpisodeOutline], list[Thread]]:
    length = ground.season.length
    numbers = range(len(before) + 1, min(length, len(before) + STRETCH) + 1)

    def settle(draft: OutlineDraft) -> tuple[list[EpisodeOutline], list[Thread]]:
        number, dead = ground.season.number, ground.opening.dead
        made, known = settle_episodes(draft, ground.bible, number, numbers, threads, length, dead)
        if ground.owed and numbers[0] == 1:
            _refuse_unless_opened(made[0], ground.owed)
        return made, _carried(draft, known) if numbers[-1] == length else known

    messages = _messages(ground, before, threads, numbers)
    return await ask(model, "writer", messages, OutlineDraft, settle)


def _messages(
    ground: Ground, before: Sequence[EpisodeOutline], threads: Sequence[Thread], numbers: range
) -> list[Message]:
    final = numbers[-1] == ground.season.length
    return as_messages(
        "writer.outline",
        form=render("form"),
        schema=plain_schema(OutlineDraft),
        bible=fence(bible_told(ground.bible), "json"),
        season=str(ground.season.number),
        season_length=str(ground.season.length),
        paywall=str(ground.season.paywall),
        opening=fence(opening_told(ground.bible, ground.opening, {one.id for one in ground.bible.characters})),
        planned=fence(planned_told(before)),
        threads=fence(_open_told(threads)),
        first=str(numbers[0]),
        last=str(numbers[-1]),
        number=str(len(numbers)),
        ending="The season ends here: every open thread must be paid or carried."
        if final
        else "The season goes on after them.",
    )


def _open_told(threads: Sequence[Thread]) -> str:
    """Return the threads that are open, and for those of earlier seasons what was meant to pay them."""
    still = [thread for thread in threads if not thread.paid]
    meant = [f"- {one.id} was meant to be answered so: {one.answer}" for one in still if one.answer]
    return "\n".join([threads_told(still), *meant])


def _refuse_unless_opened(first: EpisodeOutline, owed: Sequence[Thread]) -> None:
    ids = [thread.id for thread in owed]
    if not {*first.recalls, *first.pays} & set(ids):
        raise Unsettled(
            [f"episode 1: an old thread opens the season; let it turn on one of {', '.join(ids)}, in recalls or pays"]
        )


def _carried(draft: OutlineDraft, known: Sequence[Thread]) -> list[Thread]:
    """Mark the threads that the draft leaves open for the next season, which it names by id or question."""
    open_ = [thread for thread in known if not thread.paid and thread.id != QUESTION]
    wanted: set[str] = set()
    faults = []
    for said in filter(str.strip, draft.carries):
        named = [one.id for one in open_ if said.strip().split(":")[0] == one.id or same(said, one.question)]
        wanted.update(named[:1])
        if not named:
            faults.append(f"carries: {said!r} is no open thread that may be carried")
    if len(wanted) > CARRIED:
        faults.append(f"carries: {len(wanted)} are too many; {CARRIED} at most, the others are paid")
    if faults:
        raise Unsettled(faults)
    return [thread.model_copy(update={"carried": True}) if thread.id in wanted else thread for thread in known]
