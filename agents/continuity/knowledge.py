"""Who knows what: nobody tells what they have not learnt, and nobody finds out twice.

Telling somebody what they know already is no fault: who tells it need not know that. Nor is hearing it again in
company. Who was in the room when it came out may have heard it. A fact that nobody declared and nobody ever learnt
may be anybody's.
"""

from collections.abc import Iterator

from ...memory.canon import Place
from ...memory.script import Beat, Event, Scene, Script
from ...memory.state import NAME, SECRET, room_at
from .case import Case, declared
from .fault import Fault
from .history import History, place_of


def tells_too_soon(case: Case) -> Iterator[Fault]:
    """Find what is told, or denied, by those who have not learnt it."""
    event = case.event
    if event is None or event.kind not in ("reveals", "lies") or (event.who, event.what) in case.state.knows:
        return
    if event.who in case.state.dead or not _tracked(case, event.what) or _overheard(case, event):
        return
    deed = "tells" if event.kind == "reveals" else "denies"
    yield case.fault(
        "knows_too_soon",
        (event.who, event.what),
        f"{case.named(event.who)} {deed} what they have not learnt: {_clause(case, event.what)}.",
        "Let them learn it first.",
        _source(case, event.what),
        case.first("learns", who=event.who, what=event.what),
    )


def learns_again(case: Case) -> Iterator[Fault]:
    """Find those who find out what they have known since another scene."""
    event = case.event
    if event is None or event.kind != "learns" or (event.who, event.what) not in case.state.knows:
        return
    told = any(other.kind == "reveals" and other.what == event.what for other in case.events)
    known = learnt_at(case.history, event.who, event.what, season=_anew(case, event.what))
    if told or event.who in case.state.dead or (known is not None and known.scene == case.scene.id):
        return
    yield case.fault(
        "forgets",
        (event.who, event.what),
        f"{case.named(event.who)} finds out what they know already: {_clause(case, event.what)}.",
        "Let them use it instead of finding it out, or let another learn it.",
        known or _source(case, event.what),
    )


def learnt_at(history: History, who: str, fact: str, season: bool = False) -> Place | None:
    """Return where somebody first found out a fact, was told it, or was in the room as it was told to nobody else."""
    found = None
    for script, event in history.past():
        if event.what == fact and not (season and history.before(script)) and who in _learners(script, event):
            found = script, event
    return place_of(*found) if found else None


def _learners(script: Script, event: Event) -> frozenset[str]:
    """Return who knows what the event tells after it."""
    if event.kind == "learns":
        return frozenset({event.who})
    if event.kind != "reveals" or event.to:
        return frozenset({event.to} if event.kind == "reveals" else ())
    scene = next((scene for scene in script.scenes if scene.id == event.scene), None)
    return room_at(scene, script.events[: script.events.index(event)])


def _overheard(case: Case, event: Event) -> bool:
    """Tell whether the fact came out before where somebody was: nobody knows whether they heard it."""
    past = (e for _, e in case.history.past() if e.kind in ("learns", "reveals") and e.what == event.what)
    told = {e.beat or e.scene for e in past}

    def said(scene: Scene, beat: Beat) -> bool:
        return beat.id in told or scene.id in told

    return bool(told) and case.history.overheard(event.who, said, case.scene, case.beat)


def _tracked(case: Case, fact: str) -> bool:
    if fact.startswith((SECRET, NAME)):
        return True
    return case.history.last("learns", "reveals", where=lambda event: event.what == fact) is not None


def _source(case: Case, fact: str) -> Place:
    """Return where the fact first came to somebody, else where the Bible declares it."""
    place = case.history.first("learns", "reveals", where=lambda event: event.what == fact, season=_anew(case, fact))
    return place or declared(_clause(case, fact))


def _anew(case: Case, fact: str) -> bool:
    """Tell whether the fact is another one than that of the same id in the seasons before: a new secret."""
    return any(what.startswith(f"{fact}@") for _, what in case.state.knows)


def _clause(case: Case, fact: str) -> str:
    """Return a fact in words, verbatim from the Bible where it is declared there."""
    id = fact.partition("@")[0].partition(".")[2]
    person = case.person(id)
    if person is None or not fact.startswith((SECRET, NAME)):
        return fact
    if fact.startswith(NAME):
        return person.name
    return (person.secret if "@" not in fact else "") or f"the secret of {person.name}"
