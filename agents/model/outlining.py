"""Drafts of episodes become outlines: threads get their ids, names are found, and what does not hold is said."""

import re
from collections.abc import Collection, Mapping, Sequence

from ...memory.bible import Bible
from ...memory.script import EpisodeOutline, Thread
from .drafts import EpisodeDraft, OutlineDraft
from .settling import Names, same
from .structured import Unsettled

DUE = 8
"""Episodes within which a thread should be paid."""

_OWN_ID = re.compile(r"t(\d+)")


def settle_episodes(
    draft: OutlineDraft,
    bible: Bible,
    season: int,
    numbers: Sequence[int],
    threads: Sequence[Thread],
    length: int,
    dead: Collection[str] = (),
) -> tuple[list[EpisodeOutline], list[Thread]]:
    """Return episodes of those numbers and all threads after them; raise Unsettled with every fault found.

    ``dead`` are the ids of those who can no longer appear.
    """
    names = Names(bible)
    if [one.number for one in draft.episodes] != list(numbers):
        asked = f"{numbers[0]} to {numbers[-1]}" if isinstance(numbers, range) else ", ".join(map(str, numbers))
        raise Unsettled([f"episodes: their numbers must be {asked}, each once, in order"])
    known, made = {thread.id: thread for thread in threads}, []
    for one in draft.episodes:
        planted = [_plant(known, question, one.number, length) for question in one.plants if question.strip()]
        paid = [_pay(known, said, one, names) for said in one.pays if said.strip()]
        recalled = [_recall(known, said, one, names) for said in one.recalls if said.strip()]
        threads_of = (planted, [id for id in paid if id], [id for id in recalled if id])
        made.append(_episode(one, season, threads_of, names))
        names.faults.extend(
            f"episode {one.number}, cast: {bible.character(id).name} is dead; others may speak of them"
            for id in made[-1].cast
            if id in dead
        )
    names.settled()
    return made, list(known.values())


def _plant(known: dict[str, Thread], question: str, number: int, length: int) -> str:
    for thread in known.values():
        if thread.planted == number and (same(question, thread.question) or question.strip() == thread.id):
            return thread.id  # planted just here before: the plan is made anew, and this stays
    id = f"t{1 + max((int(n[1]) for n in map(_OWN_ID.match, known) if n), default=-1):02d}"
    known[id] = Thread(id=id, question=question.strip(), planted=number, due=min(length, number + DUE))
    return id


def _pay(known: dict[str, Thread], said: str, one: EpisodeDraft, names: Names) -> str:
    thread = known.get(said.strip().split(":")[0]) or next(
        (t for t in known.values() if not t.paid and same(t.question, said)), None
    )
    if thread is None or (thread.paid and thread.paid != one.number):
        why = "has been paid" if thread else "is not open"
        still = ", ".join(f"{t.id}: {t.question}" for t in known.values() if not t.paid)
        names.faults.append(f"episode {one.number}: the thread {said!r} {why}; open are: {still or 'none'}")
        return ""
    if thread.planted > one.number:
        names.faults.append(f"episode {one.number}: the thread {said!r} is only planted in episode {thread.planted}")
    known[thread.id] = thread.model_copy(update={"paid": one.number, "due": max(thread.due, one.number)})
    return thread.id


def _recall(known: Mapping[str, Thread], said: str, one: EpisodeDraft, names: Names) -> str:
    thread = known.get(said.strip().split(":")[0])
    if thread is None or thread.planted > one.number or 0 < thread.paid < one.number:
        names.faults.append(f"episode {one.number}: recalls {said!r}, which is no thread that is open by then")
        return ""
    return thread.id


def _episode(
    one: EpisodeDraft, season: int, threads: tuple[list[str], list[str], list[str]], names: Names
) -> EpisodeOutline:
    where = f"episode {one.number}"
    for field in ("title", "logline", "hook", "cliffhanger"):
        if not getattr(one, field).strip():
            names.faults.append(f"{where}: the {field} is empty")
    planted, paid, recalled = threads
    cast = names.people(one.cast, f"{where}, cast")
    places = tuple(dict.fromkeys(id for name in one.locations if (id := names.place(name, f"{where}, locations"))))
    if not (cast and places) and not names.faults:
        names.faults.append(f"{where}: it needs a cast and a location")
    return EpisodeOutline(
        episode=f"s{season:02d}e{one.number:02d}",
        number=one.number,
        title=one.title.strip(),
        turn=one.turn,
        logline=one.logline,
        hook=one.hook,
        cliff=one.cliff,
        cliffhanger=one.cliffhanger,
        cast=cast,
        locations=places,
        plants=tuple(planted),
        pays=tuple(dict.fromkeys(paid)),
        recalls=tuple(dict.fromkeys(id for id in recalled if id not in paid)),
        tension=min(1.0, max(0.0, one.tension)),
    )
