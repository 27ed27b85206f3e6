"""Answering the critic: the episodes objected to are planned anew, everything else stays, and promises stay kept."""

from collections.abc import Callable, Collection, Iterator, Sequence

from ...errors import ModelRefused, ModelUnusable
from ...memory.bible import Bible
from ...memory.debate import Objection
from ...memory.script import EpisodeOutline, Outline, Thread
from ...memory.state import State
from ...prompts import fence, render
from .critic import opening_told
from .drafting import bible_told, name_of
from .drafts import EpisodeDraft, OutlineDraft
from .endpoint import plain_schema
from .oneline import STRETCH, numbers_told, plan_told
from .outlining import settle_episodes
from .planning import QUESTION, closed
from .settling import same
from .structured import Unsettled, ask
from .talk import Message, Model, as_messages

SEASON_ROOM = 12_000
"""Characters of the whole season that the writer sees while mending a part of it."""


async def answer_objections(
    model: Model,
    bible: Bible,
    outline: Outline,
    opening: State,
    objections: Sequence[Objection],
    decided: Callable[[str, str], object] | None = None,
) -> Outline:
    """Return the outline with the objected episodes planned anew, a stretch at a time.

    Where the model cannot, that part stays as it was, and ``decided`` is told so (text, episode).
    """
    length = len(outline.episodes)
    concerned = sorted({n for one in objections for n in one.episodes if 1 <= n <= length})
    for start in range(0, len(concerned), STRETCH):
        numbers = concerned[start : start + STRETCH]
        about = [one for one in objections if not one.episodes or set(one.episodes) & set(numbers)]
        try:
            outline = await _replanned(model, bible, outline, opening, about, numbers)
        except (ModelUnusable, ModelRefused) as error:
            if decided is not None:
                decided(f"The plan of episodes {numbers_told(numbers)} stays as it was objected to: {error}", "")
    return outline


async def _replanned(
    model: Model, bible: Bible, outline: Outline, opening: State, about: Sequence[Objection], numbers: Sequence[int]
) -> Outline:
    def settle(draft: OutlineDraft) -> Outline:
        return settle_replanned(draft, bible, outline, numbers, opening.dead)

    messages = _messages(bible, outline, opening, about, numbers)
    return await ask(model, "writer", messages, OutlineDraft, settle)


def _messages(
    bible: Bible, outline: Outline, opening: State, about: Sequence[Objection], numbers: Sequence[int]
) -> list[Message]:
    near = sorted(
        {n + step for n in numbers for step in (-1, 1) if 1 <= n + step <= len(outline.episodes)} - {*numbers}
    )
    return as_messages(
        "writer.replan",
        form=render("form"),
        schema=plain_schema(OutlineDraft),
        bible=fence(bible_told(bible), "json"),
        opening=fence(opening_told(bible, opening, {one.id for one in bible.characters})),
        season=str(outline.season),
        plan=fence(plan_told(bible, outline, SEASON_ROOM, (0, 2, 1))),
        neighbours=fence(_drafted(near, outline, bible), "json"),
        episodes=fence(_drafted(numbers, outline, bible), "json"),
        promises=fence("\n".join(_promises(outline, numbers)) or "- none"),
        objections=fence("\n".join(_objected(one) for one in about)),
        numbers=numbers_told(numbers),
    )


def _drafted(numbers: Collection[int], outline: Outline, bible: Bible) -> str:
    drafts = [draft_of_episode(outline.episodes[n - 1], outline, bible) for n in numbers]
    return "\n".join(draft.model_dump_json() for draft in drafts) or "{}"


def draft_of_episode(one: EpisodeOutline, outline: Outline, bible: Bible) -> EpisodeDraft:
    """Return the draft that an episode's outline could have been made of."""
    threads = {thread.id: thread for thread in outline.threads}
    plants = [threads[id] for id in one.plants if id != QUESTION and id in threads]
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
        plants=[thread.question for thread in plants],
        recalls=list(one.recalls),
        pays=[id for id in one.pays if id != QUESTION],
        tension=one.tension,
    )


def _objected(one: Objection) -> str:
    where = f" (episodes {numbers_told(one.episodes)})" if one.episodes else " (the season)"
    return f"- {one.code}{where}: {one.text} Wished for: {one.wish}"


def _promises(outline: Outline, numbers: Collection[int]) -> Iterator[str]:
    for thread in _planted_here(outline, numbers):
        yield f"- episode {thread.planted} plants {thread.id}: {thread.question} (episode {thread.paid} pays it)"
    for thread in _paid_here(outline, numbers):
        yield f"- one of these episodes pays {thread.id}: {thread.question} (until now episode {thread.paid})"


def _planted_here(outline: Outline, numbers: Collection[int]) -> list[Thread]:
    """Return the threads that these episodes plant and that others pay or the next season owes."""
    elsewhere = [one for one in _own(outline) if one.carried or (one.paid and one.paid not in numbers)]
    return [one for one in elsewhere if one.planted in numbers]


def _paid_here(outline: Outline, numbers: Collection[int]) -> list[Thread]:
    """Return the threads that these episodes pay and that others have planted."""
    return [one for one in _own(outline) if one.paid in numbers and one.planted not in numbers]


def _own(outline: Outline) -> list[Thread]:
    return [one for one in outline.threads if one.id != QUESTION]


def settle_replanned(
    draft: OutlineDraft, bible: Bible, outline: Outline, numbers: Sequence[int], dead: Collection[str] = ()
) -> Outline:
    """Return the outline with those episodes as a draft has them; raise Unsettled with every fault found."""
    known = [thread for thread in _opened(outline, numbers) if _stays(thread, draft, outline, numbers)]
    unplanted = [*_unplanted(draft, outline, numbers)]
    try:
        made, threads = settle_episodes(draft, bible, outline.season, numbers, known, len(outline.episodes), dead)
    except Unsettled as error:
        raise Unsettled([*error.faults, *unplanted]) from error
    fresh = {one.number: one for one in made}
    whole = outline.model_copy(
        update={
            "episodes": tuple(fresh.get(one.number, one) for one in outline.episodes),
            "threads": tuple(one.model_copy(update={"carried": one.carried and not one.paid}) for one in threads),
        }
    )
    faults = [*unplanted, *_unpaid(whole, outline, numbers), *_alike(whole, numbers)]
    if faults:
        raise Unsettled(faults)
    return closed(whole)


def _opened(outline: Outline, numbers: Collection[int]) -> list[Thread]:
    """Return all threads as they are without these episodes: what they paid is open again."""
    return [one.model_copy(update={"paid": 0}) if one.paid in numbers else one for one in outline.threads]


def _stays(thread: Thread, draft: OutlineDraft, outline: Outline, numbers: Collection[int]) -> bool:
    """Tell whether a thread is still one: planted elsewhere, awaited elsewhere, or planted again where it was."""
    if thread.planted not in numbers or thread in _planted_here(outline, numbers) or thread.id == QUESTION:
        return True
    return _plants(draft, thread)


def _plants(draft: OutlineDraft, thread: Thread) -> bool:
    """Tell whether a draft plants a thread where it was planted, by its id or with its question."""
    said = [said.strip() for one in draft.episodes if one.number == thread.planted for said in one.plants]
    return any(one == thread.id or same(one, thread.question) for one in said)


def _unplanted(draft: OutlineDraft, before: Outline, numbers: Collection[int]) -> Iterator[str]:
    """Yield what other episodes build on and these no longer plant."""
    for thread in _planted_here(before, numbers):
        if not _plants(draft, thread):
            yield f"episode {thread.planted}: it no longer plants {thread.id} ({thread.question})"


def _unpaid(whole: Outline, before: Outline, numbers: Collection[int]) -> Iterator[str]:
    """Yield what the new episodes no longer answer, and what they ask and nobody answers."""
    paid = {thread.id: thread.paid for thread in whole.threads}
    for thread in _paid_here(before, numbers):
        if not paid[thread.id]:
            yield f"pays: none of the episodes {numbers_told(numbers)} pays {thread.id} ({thread.question})"
    old = {thread.id for thread in before.threads}
    for thread in whole.threads:
        if thread.id not in old and not thread.paid:
            yield f"episode {thread.planted}: nothing pays the new question {thread.question!r}; pay it here or drop it"


def _alike(whole: Outline, numbers: Collection[int]) -> Iterator[str]:
    for one, following in zip(whole.episodes, whole.episodes[1:], strict=False):
        if one.cliff == following.cliff and {one.number, following.number} & {*numbers}:
            yield f"episodes {one.number} and {following.number} both stop on {one.cliff!r}; neighbours must differ"
