"""Reads a script sentence by sentence, and holds what each states against what is true by then."""

from collections.abc import Iterator, Mapping

from ...memory.bible import Bible
from ...memory.canon import Finding
from ...memory.naming import Cast
from ...memory.script import Event, Scene, Script
from ...memory.slugline import DayTold
from ...memory.state import apply, room_at
from .. import crew
from ..continuity.fault import Fault, joined
from ..continuity.history import History
from . import calendar, injuries, kinship, mortality, names, possession
from .claim import Claim, Stand, Told
from .telling import real, told

_MOVES = frozenset({"gives", "takes", "loses"})


def check_words(
    bible: Bible, told: crew.Told, script: Script, days: Mapping[str, DayTold] | None = None
) -> tuple[Finding, ...]:
    """Return what the words of a script state against canon, with both quotes; ids are the same for the same causes.

    ``days`` says of scenes, by id, how sure it is on which day they play; they all are if it is not given.
    """
    stand = Stand(bible, Cast(bible), History(told, script), told.state, dict(days or {}), since=_hurt_on(told))
    faults: list[Fault] = []
    events: dict[str, list[Event]] = {}
    for event in script.events:
        events.setdefault(event.scene, []).append(event)
    for scene in script.scenes:
        if real(scene):
            faults += _of_scene(stand, scene, events.get(scene.id, []))
    return joined(script.episode, faults)


def _of_scene(stand: Stand, scene: Scene, events: list[Event]) -> Iterator[Fault]:
    script = stand.history.script
    _happen(stand, scene, [event for event in events if not event.beat and event.kind not in _MOVES])
    for claim in calendar.of_heading(script, scene):
        yield from _weekday(stand, claim)
    beat = ""
    for one in told(script, scene, events):
        if one.beat.id != beat:
            beat = one.beat.id
            _happen(stand, scene, [event for event in events if event.beat == beat])
            if fault := mortality.heard(stand, one):
                yield fault
        yield from _of_sentence(stand, one, events)
    _happen(stand, scene, [event for event in events if not event.beat and event.kind in _MOVES])


def _of_sentence(stand: Stand, one: Told, events: list[Event]) -> Iterator[Fault]:
    for claim in kinship.claims(stand, one):
        if fault := kinship.contradicts(stand, claim):
            yield fault
        else:
            stand.claims.append(claim)
    for claim in calendar.claims(stand, one):
        yield from _weekday(stand, claim)
    for claim in names.claims(stand, one):
        if fault := names.contradicts(stand, claim, one):
            yield fault
    for claim in mortality.claims(stand, one):
        if fault := mortality.contradicts(stand, claim):
            yield fault
    yield from _of_things(stand, one, events)
    yield from _of_wounds(stand, one)
    if learnt := names.heard(stand, one):
        stand.state = stand.state.model_copy(update={"knows": stand.state.knows | learnt})


def _weekday(stand: Stand, claim: Claim) -> Iterator[Fault]:
    if fault := calendar.contradicts(stand, claim):
        yield fault
    stand.claims.append(claim)


def _of_things(stand: Stand, one: Told, events: list[Event]) -> Iterator[Fault]:
    """Yield things in wrong hands; what changes hands before the eyes is wherever it is from then on."""
    for claim in possession.claims(stand, one):
        told_as_event = any(event.kind in _MOVES and event.what == claim.object for event in events)
        if claim.kind == "holds" and not told_as_event and (fault := possession.contradicts(stand, claim, one)):
            yield fault
        if claim.kind == "moved" and not told_as_event:
            holds = {prop: who for prop, who in stand.state.holds.items() if prop != claim.object}
            stand.state = stand.state.model_copy(update={"holds": holds})


def _of_wounds(stand: Stand, one: Told) -> Iterator[Fault]:
    for claim in injuries.claims(stand, one):
        hurt = dict(stand.state.hurt)
        if claim.kind == "wound":
            hurt.setdefault(claim.subject, claim.object)
            stand.since.setdefault(claim.subject, one.scene.day)
        else:
            if fault := injuries.contradicts(stand, claim, one):
                yield fault
            hurt.pop(claim.subject, None)
        stand.claims.append(claim)
        stand.state = stand.state.model_copy(update={"hurt": hurt})


def _happen(stand: Stand, scene: Scene, events: list[Event]) -> None:
    for event in events:
        stand.state = apply(stand.state, event, room_at(scene, stand.history.walked))
        stand.history.walked.append(event)
        if event.kind == "hurt":
            stand.since[event.who] = scene.day


def _hurt_on(told: crew.Told) -> dict[str, int]:
    """Return on which day of the story everybody was hurt last."""
    found: dict[str, int] = {}
    for script in (*told.earlier, *told.scripts):
        for event in script.events:
            if event.kind == "hurt":
                day = next((scene.day for scene in script.scenes if scene.id == event.scene), 1)
                found[event.who] = day
    return found
