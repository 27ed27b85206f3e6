"""The handover: a finished season compiled into what the next one has to remember."""

from collections.abc import Sequence

from ..memory.canon import Fact
from ..memory.chronicle import Chronicle
from ..memory.legacy import Legacy
from ..memory.numbering import season_id
from ..memory.script import Script, Thread
from ..memory.state import thread_id
from .reckoning import cost, promised, won

WEIGHTIEST = 40
"""Facts that a sequel is told of; the whole canon stays where it is."""

_WEIGHT = {
    "dies": 9.0,
    "bond": 3.0,
    "becomes": 6.0,
    "reveals": 5.0,
    "learns": 5.0,
    "promises": 4.5,
    "hurt": 4.0,
    "returns": 4.0,
    "lies": 3.0,
    "gives": 2.0,
    "takes": 2.0,
}
_TIES = {"married": 5.0, "love": 3.0, "apart": 3.0, "enemy": 1.0}
"""What a bond weighs more by its kind."""


def compile_legacy(chronicle: Chronicle, season: int) -> Legacy:
    """Return what a season leaves to the one after it; ``IndexError`` if none of its episodes is approved."""
    approved = chronicle.approved(season)
    finale = chronicle.script(approved[-1])
    bible, state, outline = chronicle.bible(season), chronicle.closing(season), chronicle.outline(season)
    finished = len(approved) == len(outline.episodes)
    threads = tuple(owed_threads(chronicle, season + 1))
    return Legacy(
        season=season,
        finished=finished,
        last=approved[-1],
        bible=bible,
        past=tuple(chronicle.bible(number) for number in chronicle.seasons() if number < season),
        state=state,
        threads=threads,
        won=won(bible, state, finished),
        cost=cost(bible, chronicle.opening(season), state),
        promised=promised(bible, state, threads),
        facts=weightiest(chronicle.facts_as_of(), season),
        finale=_ending(finale),
    )


def owed_threads(chronicle: Chronicle, season: int) -> Sequence[Thread]:
    """Return the threads that the seasons before one have left open, the most pressing first.

    A season that has left nothing open still owes what came after its last image.
    """
    if season == 1 or not chronicle.approved(season - 1):
        return ()
    still = chronicle.closing(season - 1).open_threads
    found = [thread for thread in chronicle.outline(season - 1).threads if thread.id in still]
    found.sort(key=lambda one: (not one.carried, one.id == "t00", one.due or one.paid))
    owed = [
        Thread(
            id=thread_id(season - 1, thread.id),
            question=thread.question,
            answer=thread.answer,
            planted=0,
            due=0,
        )
        for thread in found
    ]
    return owed or [_after(chronicle.script(chronicle.approved(season - 1)[-1]), season - 1)]


def _after(last: Script, season: int) -> Thread:
    return Thread(
        id=f"{season_id(season)}.t99.after", question=f"What came after this? {last.cliffhanger}", planted=0, due=0
    )


def weightiest(facts: Sequence[Fact], season: int) -> tuple[Fact, ...]:
    """Return the facts of a season that nothing has ended and that weigh most, in the order they became true."""
    standing = [f for f in facts if f.predicate in _WEIGHT and not f.until and f.since.startswith(season_id(season))]
    once = list({fact.text: fact for fact in standing}.values())
    ranked = sorted(enumerate(once), key=lambda item: (-_weight(item[1]), -item[0]))
    return tuple(fact for _, fact in sorted(ranked[:WEIGHTIEST], key=lambda item: item[0]))


def _weight(fact: Fact) -> float:
    return _WEIGHT[fact.predicate] + (_TIES.get(fact.object, 0.0) if fact.predicate == "bond" else 0.0)


def _ending(finale: Script) -> str:
    recap = finale.recap.replace(finale.cliffhanger, "").strip()
    return f"{recap} {finale.cliffhanger}".strip()
