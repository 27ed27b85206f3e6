"""The critic's measures: what is wrong with a season plan, whoever made it, and what should be there instead."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ....memory.bible import Bible
from ....memory.debate import Objection, Weakness
from ....memory.script import Outline
from ....memory.state import State
from .promises import WARM
from .readthrough import ReadThrough, same, thin
from .turns import SHORT, reversals

SETS = 5
"""Places that a season can pay for."""
SPEAKERS = 4
"""People that ninety seconds can carry."""
NEAR = 2
"""A reversal may stand this many episodes beside its place."""
PEAK = 0.85
"""Less tense than this is no reversal and no paywall."""
WALL = 0.98
"""What else is as tense as this near the paywall steals its thunder."""
FLAT = 12
"""Episodes that may pass on one level of tension."""
ABSENT = 0.25
"""Share of a season that somebody of weight may be out of it."""
LATE = 0.5
"""Share of the threads that has to be paid within ten episodes."""

CARRIED = 3
"""Questions that a season may leave to the next one."""

_GRAVE: dict[Weakness, int] = {
    "weak_paywall": 0,
    "no_reversal": 1,
    "no_escalation": 2,
    "thread_unpaid": 3,
    "repeated_turn": 4,
    "weak_cliffhanger": 5,
    "weak_hook": 6,
    "alike_cliffs": 7,
    "lead_absent": 8,
    "lost_cast": 9,
    "thread_forgotten": 10,
    "crowded": 11,
    "too_many_sets": 12,
}

_RESOLVED = re.compile(
    r"\b(?:happily|all is well|everything is fine|safe at last|at peace|is solved|are reconciled|makes? up\b"
    r"|the end\W*$|falls? asleep|goes? to sleep|walks? home|lives? on|nothing happens|to be continued)",
    re.I,
)
_SLACK = re.compile(
    r"^(?:we see|meanwhile|later|the next (?:day|morning)|another day|it is morning|establishing)\b", re.I
)


def challenge(bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
    """Return what is wrong with a plan, the worst first; nothing if it holds."""
    if not outline.episodes:
        return ()
    plan = ReadThrough(bible, outline, opening)
    found = [objection for measure in _MEASURES for objection in measure(plan)]
    return tuple(sorted(found, key=lambda one: (_GRAVE[one.code], one.episodes)))


def _hooks(plan: ReadThrough) -> Iterator[Objection]:
    for one in plan.episodes:
        weak = thin(one.hook, 3) or _SLACK.search(one.hook) or same(one.hook, one.cliffhanger)
        before = next((e for e in plan.before(one, WARM) if same(e.hook, one.hook)), None)
        if weak:
            text = "Nothing happens in its first three seconds."
        elif before is not None:
            text = f"It opens as episode {before.number} did."
        else:
            continue
        yield _held(
            "weak_hook", (one.number,), text, "Open on a blow, an object or a word that nobody can leave alone."
        )


def _cliffhangers(plan: ReadThrough) -> Iterator[Objection]:
    for one in plan.episodes:
        weak = thin(one.cliffhanger) or _RESOLVED.search(one.cliffhanger) or same(one.cliffhanger, one.logline)
        before = next((e for e in plan.before(one, WARM) if same(e.cliffhanger, one.cliffhanger)), None)
        if weak:
            text = "It stops on nothing that has to be answered."
        elif before is not None:
            text = f"It stops as episode {before.number} did."
        else:
            continue
        yield _held("weak_cliffhanger", (one.number,), text, "Cut on a consequence, a second before its answer.")


def _alike(plan: ReadThrough) -> Iterator[Objection]:
    for one, two in pairwise(plan.episodes):
        if one.cliff == two.cliff:
            text = f"Both stop on the same kind of button: {one.cliff}."
            yield _held("alike_cliffs", (one.number, two.number), text, "Let one of them stop on another kind.")


def _repeated(plan: ReadThrough) -> Iterator[Objection]:
    for place, one in enumerate(plan.episodes):
        twin = next((e for e in plan.episodes[:place] if plan.twins(e, one)), None)
        if twin is not None:
            text = f"It plays what episode {twin.number} has played: {twin.title}."
            yield _held("repeated_turn", (one.number,), text, "Turn something that has not been turned yet.")


def _escalation(plan: ReadThrough) -> Iterator[Objection]:
    if plan.length < SHORT:
        return
    third = plan.length // 3
    first = _mean([one.tension for one in plan.episodes[:third]])
    last = _mean([one.tension for one in plan.episodes[-third:]])
    if last <= first:
        numbers = tuple(one.number for one in plan.episodes[-third:])
        text = f"The last third is no more dangerous ({last:.2f}) than the first ({first:.2f})."
        yield _held("no_escalation", numbers, text, "Let every third cost more than the one before.")
        return
    level: list[int] = []
    for one in plan.episodes:
        same = bool(level) and abs(plan.tension(level[0]) - one.tension) <= 0.02
        level = [*level, one.number] if same else [one.number]
        if len(level) == FLAT:
            text = f"Episodes {level[0]} to {level[-1]} stand on one level."
            yield _held("no_escalation", tuple(level), text, "Let it rise, and fall only to rise again.")


def _reversals(plan: ReadThrough) -> Iterator[Objection]:
    for number, word in zip(reversals(plan.length), ("a quarter", "half", "three quarters"), strict=False):
        around = plan.episodes[max(0, number - 1 - NEAR) : number + NEAR]
        wide = plan.episodes[max(0, number - 1 - 3 * NEAR) : number + 3 * NEAR]
        peak = max(one.tension for one in around)
        others = [one.tension for one in wide if one not in around and one.number not in (plan.paywall, plan.length)]
        if peak < PEAK or peak < max(others, default=0.0):
            text = f"At {word} of the season nothing is turned round."
            yield _held("no_reversal", (number,), text, "Overturn what everybody has believed so far.")


def _threads(plan: ReadThrough) -> Iterator[Objection]:
    for thread in plan.outline.threads:
        if not plan.kept(thread):
            when = min(plan.length, max(thread.due, thread.planted + 1))
            text = f"“{thread.question}” is never answered."
            yield _held("thread_unpaid", _numbers(plan, thread.planted, when), text, f"Answer it in episode {when}.")
    carried = sorted((t for t in plan.outline.threads if t.carried), key=lambda t: t.planted)
    for thread in carried[:-CARRIED] if len(carried) > CARRIED else ():
        when = min(plan.length, thread.planted + WARM)
        text = f"{len(carried)} questions are left open, “{thread.question}” among them."
        yield _held("thread_unpaid", _numbers(plan, thread.planted, when), text, f"Answer it in episode {when}.")
    paid = [t for t in plan.outline.threads if t.paid and t.planted and not plan.central(t)]
    late = [t for t in paid if t.paid - t.planted > WARM]
    if len(paid) >= 4 and len(late) > len(paid) * LATE:
        worst = max(late, key=lambda t: t.paid - t.planted)
        when = min(plan.length, worst.planted + WARM)
        text = f"{len(late)} of {len(paid)} questions wait longer than ten episodes; “{worst.question}” longest."
        yield _held("thread_unpaid", (worst.planted, when, worst.paid), text, f"Answer it in episode {when}.")


def _forgotten(plan: ReadThrough) -> Iterator[Objection]:
    for thread in plan.outline.threads:
        if plan.central(thread) or not plan.kept(thread):
            continue
        heard = [n for n in (thread.planted, *plan.mentioned(thread), thread.paid or plan.length) if n >= 0]
        for one, two in pairwise(sorted(heard)):
            if two - one > WARM:
                count = -(-(two - one) // WARM) - 1
                again = tuple(one + round((two - one) * (i + 1) / (count + 1)) for i in range(count))
                text = f"Between episodes {one} and {two} nobody speaks of “{thread.question}”"
                where = " and ".join(map(str, again))
                yield _held("thread_forgotten", again, f"{text}.", f"Speak of {thread.id} in episode {where}.")


def _paywall(plan: ReadThrough) -> Iterator[Objection]:
    if not plan.paywall:
        return
    here = plan.tension(plan.paywall)
    stretch = [one for one in plan.episodes[: plan.paywall + NEAR] if one.number != plan.paywall]
    stronger = max(stretch, key=lambda one: one.tension)
    if here < PEAK or stronger.tension >= here:
        text = f"The last free episode is not the strongest of its stretch; episode {stronger.number} is."
        both = (plan.paywall, stronger.number) if stronger.tension > WALL else (plan.paywall,)
        yield _held("weak_paywall", both, text, "Put the strongest button here: it has to sell the rest.")


def _crowds(plan: ReadThrough) -> Iterator[Objection]:
    for one in plan.episodes:
        if len(one.cast) > SPEAKERS:
            text = f"{len(one.cast)} people in ninety seconds: nobody is seen."
            yield _held("crowded", (one.number,), text, f"Keep {SPEAKERS} of them at most.")


def _sets(plan: ReadThrough) -> Iterator[Objection]:
    used = Counter(id for one in plan.episodes for id in one.locations)
    home = {place.id for place in plan.bible.locations[:SETS]}
    ranked = sorted(used, key=lambda id: (id not in home, -used[id], id))
    foreign = set(ranked[SETS:])
    if foreign:
        numbers = tuple(one.number for one in plan.episodes if foreign & set(one.locations))
        text = f"{len(used)} sets are more than a season can pay for; {', '.join(sorted(foreign))} could go."
        yield _held("too_many_sets", numbers, text, "Play it in one of: " + ", ".join(ranked[:SETS]) + ".")


def _lead(plan: ReadThrough) -> Iterator[Objection]:
    lead = plan.bible.characters[0].id
    if lead in plan.opening.dead | plan.opening.gone:
        return
    absent = [one.number for one in plan.episodes if lead not in one.cast]
    key = {1, plan.paywall, plan.length}
    wrong = tuple(n for n in absent if n in key or n - 1 in absent or n + 1 in absent)
    if wrong:
        text = f"{plan.name(lead)} is not in it: the season is about somebody who is elsewhere."
        yield _held("lead_absent", wrong, text, f"Put {plan.name(lead)} into it.")


def _lost(plan: ReadThrough) -> Iterator[Objection]:
    away = plan.opening.dead | plan.opening.gone
    for person in plan.bible.characters[1:]:
        seen = [one.number for one in plan.episodes if person.id in one.cast]
        if plan.length < SHORT or (not seen and person.id in away):
            continue
        start = seen[0] if person.id in away else 0
        for one, two in pairwise([start, *seen, plan.length + 1]):
            if two - one - 1 > plan.length * ABSENT:
                step = int(plan.length * ABSENT)
                again = tuple(range(one + step, two, step))
                text = f"{person.name} is not seen from episode {one + 1} to {two - 1}."
                yield _held("lost_cast", again, text, f"Bring {person.id} back.")


_MEASURES = (
    _hooks,
    _cliffhangers,
    _alike,
    _repeated,
    _escalation,
    _reversals,
    _threads,
    _forgotten,
    _paywall,
    _crowds,
    _sets,
    _lead,
    _lost,
)


def _held(code: Weakness, episodes: Sequence[int], text: str, wish: str) -> Objection:
    return Objection(code=code, episodes=tuple(episodes), text=text, wish=wish)


def _numbers(plan: ReadThrough, *numbers: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for number in numbers if 1 <= number <= plan.length))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


__all__ = ["challenge"]
