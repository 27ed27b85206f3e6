"""Who is alive: the dead neither act nor speak nor stand in a room.

The dead may be heard: off, as a thought or as a narrator they are a memory. On the phone they are alive, unless a
recording plays or they come back in this very scene.
"""

import re
from collections.abc import Iterator

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
_ACTS = frozenset({"learns", "goes", "wears", "takes", "gives", "hurt", "heals", "promises", "lies", "reveals", "dies"})
"""What only the living do; what a dead person was may still come out, and what they had may be found."""
_BY_WORD = frozenset({"promises", "lies", "reveals"})


def in_the_room(case: Case) -> Iterator[Fault]:
    """Find the dead among those present."""
    for who in case.scene.present:
        if who in case.state.dead and not case.happens("returns", who):
            yield _dead(case, who, f"{case.named(who)} is dead and stands in the room.")


def at_a_beat(case: Case) -> Iterator[Fault]:
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


def in_an_event(case: Case) -> Iterator[Fault]:
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
