"""Who has what: a thing is in a hand only if it came into it.

What lies about may be picked up by anybody. Whoever holds a thing in this room may hand it over without a word. Where
the things of the dead are, nobody knows.
"""

from collections.abc import Iterator

from ...memory.canon import Place
from .case import Case, declared
from .fault import Fault

_MOVES = frozenset({"takes", "gives", "loses"})


def shown(case: Case) -> Iterator[Fault]:
    """Find a thing in the hand of one while another has it elsewhere."""
    beat = case.beat
    if beat is None or not beat.prop or not beat.who or beat.who in case.state.dead:
        return
    if any(event.kind in _MOVES and event.what == beat.prop for event in case.same_beat):
        return
    if _elsewhere(case, beat.prop, beat.who):
        yield _fault(
            case, beat.prop, f"{case.named(beat.who)} has {{prop}}, which {{holder}} holds elsewhere.", beat.who
        )


def moved(case: Case) -> Iterator[Fault]:
    """Find things given or lost by who does not have them, and taken from who is not there."""
    event = case.event
    if event is None or event.kind not in _MOVES or event.who in case.state.dead:
        return
    holder, who = case.state.holds.get(event.what, ""), case.named(event.who)
    if event.kind in ("gives", "loses") and holder != event.who:
        yield _fault(case, event.what, f"{who} {event.kind} {{prop}}, which {{holder}} holds.", event.who)
    if event.kind == "takes" and _elsewhere(case, event.what, event.who):
        yield _fault(case, event.what, f"{who} takes {{prop}}, which {{holder}} holds elsewhere.", event.who)


def _elsewhere(case: Case, prop: str, who: str) -> bool:
    holder = case.state.holds.get(prop, "")
    return bool(holder) and holder not in (who, *case.room, *case.scene.present) and holder not in case.state.dead


def _fault(case: Case, prop: str, message: str, who: str) -> Fault:
    holder = case.state.holds.get(prop, "")
    adds = case.first("gives", who=holder, what=prop, to=who) if holder else case.first("takes", who=who, what=prop)
    return case.fault(
        "prop_teleports",
        (prop,),
        message.format(prop=case.named(prop), holder=case.named(holder)),
        f"Let {case.named(holder)} hand it over first." if holder else f"Let {case.named(who)} take it first.",
        _came(case, prop),
        adds,
    )


def _came(case: Case, prop: str) -> Place:
    """Return where the thing came to whoever has it, or where it was lost."""
    place = case.history.last(*_MOVES, where=lambda event: event.what == prop)
    return place or declared(case.named(prop))
