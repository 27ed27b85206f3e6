"""Who is in the room: nobody speaks or acts where they are not, and nobody phones into the room they are in.

Who goes and who comes at a beat is out or in from then on. Where people are between their scenes, nobody knows; but the
missing are away until they return, and captives where they were taken.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ...memory.script import Event
from .case import Case, declared
from .dead import pictured, played_back
from .fault import Fault

_CALLING = re.compile(r"\b(phone|line|voice|screen|receiver|call|speaker|hangs?|breath\w*)\b", re.IGNORECASE)


def missing_in_the_room(case: Case) -> Iterator[Fault]:
    """Find the missing among those present."""
    for who in case.scene.present:
        if who in case.state.gone and who not in case.state.dead and not case.happens("returns", who):
            yield case.fault(
                "two_places",
                (who, "missing"),
                f"{case.named(who)} is missing and stands in the room.",
                "Let them return, or take them out.",
                declared("missing"),
                Event(kind="returns", scene=case.scene.id, who=who),
            )


def captive_elsewhere(case: Case) -> Iterator[Fault]:
    """Find captives who stand where nobody has brought them."""
    for who in case.scene.present:
        held = case.state.where.get(who, "")

        def taken(event: Event, who: str = who) -> bool:
            return event.who == who and event.what == "captive"

        if ("captive", who, "") not in case.state.bonds or not held or held == case.scene.location:
            continue
        if not case.happens("goes", who) and not case.happens("becomes", who):
            yield case.fault(
                "two_places",
                (who, "captive"),
                f"{case.named(who)} is held captive elsewhere ({case.named(held)}).",
                "Free them first, or let them be brought here.",
                case.history.last("becomes", where=taken),
                Event(kind="becomes", scene=case.scene.id, who=who, what="safe"),
            )


def leaves_and_stays(case: Case) -> Iterator[Fault]:
    """Find those who go elsewhere as the scene begins, and are in it."""
    event = case.event
    if event is None or event.kind != "goes" or event.beat or event.who not in case.scene.present:
        return
    if event.where and event.where != case.scene.location and event.who not in case.state.dead:
        yield case.fault(
            "two_places",
            (event.who,),
            f"{case.named(event.who)} goes to {case.named(event.where)} and is at {case.named(case.scene.location)}.",
            "Let them go after the scene, or take them out of it.",
            case.place(),
        )


def elsewhere_at_a_beat(case: Case) -> Iterator[Fault]:
    """Find those who speak or act in person where they are not, or phone into the room they are in."""
    beat = case.beat
    who = "" if beat is None else beat.line.speaker if beat.line else beat.who
    if beat is None or case.person(who) is None or who in case.state.dead or _comes(case, who):
        return
    here = who in case.room
    line = beat.line
    if line is not None and line.via == "phone" and here:
        yield _elsewhere(
            case, who, f"{case.named(who)} is in the room and on the phone.", "Let them say it in the room."
        )
    elif line is not None and line.via == "on" and not here:
        yield _elsewhere(
            case, who, f"{case.named(who)} speaks here and is not here.", "Let it be a call, or bring them in."
        )
    elif line is None and not here and not (_heard(case, who) or played_back(case) or pictured(case)):
        yield _elsewhere(case, who, f"{case.named(who)} acts here and is not here.", "Bring them in first.")


def _comes(case: Case, who: str) -> bool:
    here = case.scene.location
    return any(e.who == who and (e.kind == "returns" or (e.kind == "goes" and e.where == here)) for e in case.same_beat)


def _heard(case: Case, who: str) -> bool:
    """Tell whether what somebody does is heard on the phone."""
    calls = any(beat.line and beat.line.speaker == who and beat.line.via == "phone" for beat in case.scene.beats)
    return calls and case.beat is not None and _CALLING.search(case.beat.action) is not None


def _elsewhere(case: Case, who: str, message: str, mend: str) -> Fault:
    left = next((e for e in reversed(case.history.walked) if e.kind == "goes" and e.who == who), None)
    gone = left if left and left.scene == case.scene.id and left.where != case.scene.location else None
    canon = case.history.last("goes", where=lambda e: e == gone) if gone else None
    room = replace(case, beat=None).place(case.scene.present[0] if case.scene.present else "")
    inside = f" In the room: {case.listed(p for p in case.scene.present if p in case.room)}."
    adds = None if who in case.room else case.first("goes", who=who, where=case.scene.location)
    return case.fault("two_places", (who,), message + inside, mend, canon or room, adds)
