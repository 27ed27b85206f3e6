"""What nobody declared: people, places and things that the Bible does not have."""

from collections.abc import Iterator

from ...memory.canon import FindingCode
from .case import Case, declared
from .fault import Fault


def unknown_in_scene(case: Case) -> Iterator[Fault]:
    """Find a place and people that nobody declared."""
    if case.scene.location not in {place.id for place in case.bible.locations}:
        yield _unknown(case, "unknown_location", case.scene.location, "location")
    for who in case.scene.present:
        yield from _person(case, who)


def unknown_at_beat(case: Case) -> Iterator[Fault]:
    """Find speakers, listeners, doers and things that nobody declared; a narrator need not be."""
    beat = case.beat
    if beat is None:
        return
    line = beat.line
    if line is not None:
        yield from _person(case, "" if line.via == "narrator" else line.speaker)
        yield from _person(case, line.to)
    else:
        yield from _person(case, beat.who)
    if beat.prop and beat.prop not in {prop.id for prop in case.bible.props}:
        yield _unknown(case, "unknown_prop", beat.prop, "object")


def unknown_in_event(case: Case) -> Iterator[Fault]:
    """Find people, places and things that nobody declared in what becomes true."""
    event = case.event
    if event is None:
        return
    yield from _person(case, event.who)
    yield from _person(case, event.to)
    if event.where and event.where not in {place.id for place in case.bible.locations}:
        yield _unknown(case, "unknown_location", event.where, "location")
    if event.kind in ("takes", "gives", "loses") and event.what not in {prop.id for prop in case.bible.props}:
        yield _unknown(case, "unknown_prop", event.what, "object")


def _person(case: Case, who: str) -> Iterator[Fault]:
    if who and case.person(who) is None:
        yield _unknown(case, "unknown_character", who, "character")


def _unknown(case: Case, code: FindingCode, id: str, what: str) -> Fault:
    lists = {
        "character": [person.name for person in case.bible.characters],
        "location": [place.name for place in case.bible.locations],
        "object": [prop.name for prop in case.bible.props],
    }
    names = ", ".join(lists[what]) or "none"
    mend = f"Use one of the bible's ({names}), or declare it there."
    return case.fault(code, (id,), f"The bible has no {what} {id!r}.", mend, declared(names))
