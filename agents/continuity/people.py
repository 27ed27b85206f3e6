"""Who is alive, and who is in the room.

The dead may be heard: off, as a thought or as a narrator they are a memory. On the phone they are alive, unless a
recording plays or they come back in this very scene.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ...memory.canon import Place
from ...memory.script import Event
from .case import Case, declared
from .fault import Fault

_RECORDED = re.compile(
    r"\b(record(ed|er|ing|ings)?|voicemail|voice (mail|message|note)|answering machine|messages?|tapes?|cassette"
    r"|videos?|playback|plays (it )?back|footage|dictaphone)\b",
    re.IGNORECASE,
)
_TO_LATER = re.compile(
    r"\b(if|when|by the time|once) you(['’]re| are)? "
    r"(hear|hearing|watch|watching|see|seeing|read|reading|get|find)\b",
    re.IGNORECASE,
)
"""What says that a voice is no live one."""
_PLAYERS = frozenset({"recorder", "laptop"})
_PICTURES = frozenset({"photo", "letter", "book", "painting", "file", "envelope", "phone", "laptop", "mirror"})
"""Objects in which somebody is heard who is not here, and those in which somebody is seen or read."""
_CALLING = re.compile(r"\b(phone|line|voice|screen|receiver|call|speaker|hangs?|breath\w*)\b", re.IGNORECASE)
_ACTS = frozenset({"learns", "goes", "wears", "takes", "gives", "hurt", "heals", "promises", "lies", "reveals", "dies"})
"""What only the living do; what a dead person was may still come out, and what they had may be found."""
_BY_WORD = frozenset({"promises", "lies", "reveals"})


def dead_in_the_room(case: Case) -> Iterator[Fault]:
    """Find the dead among those present."""
    for who in case.scene.present:
        if who in case.state.dead and not case.happens("returns", who):
            yield _dead(case, who, f"{case.named(who)} is dead and stands in the room.")


def dead_at_a_beat(case: Case) -> Iterator[Fault]:
    """Find the dead who speak or act."""
    beat = case.beat
    who = "" if beat is None else beat.line.speaker if beat.line else beat.who
    if beat is None or who not in case.state.dead or case.happens("returns", who):
        return
    if beat.line is None and not (played_back(case) or pictured(case)):
        yield _dead(case, who, f"{case.named(who)} is dead and acts.")
    elif beat.line is not None and beat.line.via == "on":
        yield _dead(case, who, f"{case.named(who)} is dead and speaks.")
    elif beat.line is not None and beat.line.via == "phone" and not played_back(case):
        yield _dead(
            case, who, f"{case.named(who)} is dead and phones.", "Let it be a recording, and show what plays it."
        )


def dead_in_an_event(case: Case) -> Iterator[Fault]:
    """Find the dead who do what only the living do."""
    event = case.event
    if event is None or event.kind not in _ACTS or event.who not in case.state.dead:
        return
    if case.happens("returns", event.who) or (event.kind in _BY_WORD and (played_back(case) or pictured(case))):
        return
    yield _dead(case, event.who, f"{case.named(event.who)} is dead and {_deed(event)}.")


def _deed(event: Event) -> str:
    return {"hurt": "is hurt", "dies": "dies again"}.get(event.kind, event.kind)


def _dead(case: Case, who: str, message: str, mend: str = "") -> Fault:
    mend = mend or "Give it to somebody who lives, or let them return first."
    return case.fault("dead_speaker", (who,), message, mend, _death(case, who))


def _death(case: Case, who: str) -> Place:
    place = case.history.last("dies", where=lambda event: event.who == who)
    late = (r.kind for p in case.bible.characters for r in p.relations if r.to == who and r.kind.startswith("late "))
    return place or declared(next(late, case.named(who)))


def played_back(case: Case) -> bool:
    """Tell whether the scene has shown by now what plays a voice of another day, or the voice itself says so."""
    kinds = {prop.id: (prop.kind, prop.name) for prop in case.bible.props}
    for beat in case.scene.beats:
        kind, name = kinds.get(beat.prop, ("", ""))
        if kind in _PLAYERS or _RECORDED.search(f"{beat.action} {name}"):
            return True
        if case.beat is not None and beat.id == case.beat.id:
            return beat.line is not None and _TO_LATER.search(beat.line.text) is not None
    return False


def pictured(case: Case) -> bool:
    """Tell whether what is seen at the beat is a picture or a writing of somebody."""
    kinds = {prop.id: prop.kind for prop in case.bible.props}
    return case.beat is not None and kinds.get(case.beat.prop) in _PICTURES


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
