"""Names in the mouth of those who were never told them."""

import re
from collections.abc import Iterator

from ...memory.bible import Character
from ...memory.script import Scene
from ...memory.state import NAME
from ..continuity.called import says
from ..continuity.case import declared
from ..continuity.fault import Fault
from .claim import Claim, Stand, Told

_READ = re.compile(
    r"[“\"]|\b(?:reads?|says|sign|badge|name ?plate|letter|card|screen|label|envelope|passport|file|photo)\b"
)


def hidden(stand: Stand) -> list[Character]:
    """Return those whose name not everybody knows."""
    return [person for person in stand.bible.characters if person.alias]


def spoken(stand: Stand, person: Character, text: str) -> bool:
    """Tell whether a text says somebody's name; a name that the series writes as a word is a word too."""
    names = {person.name, person.full_name, *person.full_name.split()[:1]} - {""}
    family = tuple(person.full_name.split())
    return any(says(text, name, family, lambda word: stand.history.writes(word.lower())) for name in names)


def claims(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield whose hidden names a line says."""
    if one.speaker and one.beat.line and one.beat.line.via != "narrator":
        for person in hidden(stand):
            if person.id != one.speaker and spoken(stand, person, one.text):
                yield Claim("says_name", one.speaker, person.id, one.text, one.place)


def heard(stand: Stand, one: Told) -> set[tuple[str, str]]:
    """Return who learns which name by hearing or reading it in this sentence."""
    learnt: set[tuple[str, str]] = set()
    for person in hidden(stand):
        if one.speaker and spoken(stand, person, one.text):
            if one.speaker == person.id or (one.speaker, NAME + person.id) in stand.state.knows:
                learnt |= {(who, NAME + person.id) for who in (*one.scene.present, one.to) if who}
        elif not one.speaker and _READ.search(one.beat.action) and spoken(stand, person, one.beat.action):
            learnt |= {(who, NAME + person.id) for who in one.scene.present}
    return learnt


def contradicts(stand: Stand, claim: Claim, one: Told) -> Fault | None:
    """Return the fault if the name was never told, said or shown to the speaker."""
    fact = NAME + claim.object
    if (claim.subject, fact) in stand.state.knows or claim.subject not in {p.id for p in stand.bible.characters}:
        return None
    person = next(p for p in stand.bible.characters if p.id == claim.object)
    if any(_in_hearing(stand, scene, person, claim.subject) for script in stand.past() for scene in script.scenes):
        return None
    here = [e for e in stand.history.script.events if e.kind in ("learns", "reveals") and e.what == fact]
    if any(e.scene == one.scene.id and claim.subject in (e.who, e.to) for e in here):
        return None
    told = stand.history.first("learns", "reveals", where=lambda event: event.what == fact)
    who = stand.named(claim.subject)
    return Fault(
        "wrong_name",
        (claim.subject, claim.object),
        f"{who} says {person.name} and has not learnt the name.",
        f"Say “{person.alias}”, or let {who} learn the name first.",
        claim.place,
        told or declared(f"{person.name}: {person.alias}"),
    )


def _in_hearing(stand: Stand, scene: Scene, person: Character, who: str) -> bool:
    """Tell whether a name was said, or shown in writing, where somebody was."""
    if who not in scene.present:
        return False
    for beat in scene.beats:
        if beat.line and beat.line.speaker != who and spoken(stand, person, beat.line.text):
            return True
        if _READ.search(beat.action) and spoken(stand, person, beat.action):
            return True
    return False
