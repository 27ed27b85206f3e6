"""Continuity: a script held against everything that is true before it, by data alone.

Only what exact data can decide is decided here. Every finding says where, quotes both sides, and proposes the
smallest edit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...memory.bible import Bible
from ...memory.canon import Finding, FindingCode, Place, Waiver
from ...memory.numbering import numbers
from ...memory.script import Beat, Event, Outline, Scene, Script
from ...memory.state import HOURS, State, apply
from ..crew import Told
from ..timing import spoken_seconds

SPEECH = (36.0, 105.0)
"""Seconds of speech that an episode of 60 to 120 s can carry, by estimate."""

_AT_ONCE = frozenset({"goes", "wears", "returns"})
"""Events without a beat that are true from the start of their scene; all others from its end."""


@dataclass(frozen=True)
class _Case:
    """What one check looks at: a scene, and what is true as it begins."""

    bible: Bible
    script: Script
    scene: Scene
    state: State

    def finding(self, code: FindingCode, message: str, mend: str, canon: str = "", beat: Beat | None = None) -> Finding:
        line = beat.line if beat else None
        quote = line.text if line else (beat.action if beat else self.scene.purpose)
        return Finding(
            id="",
            code=code,
            severity="error",
            message=message,
            canon=Place(episode="", quote=canon) if canon else None,
            script=Place(episode=self.script.episode, scene=self.scene.id, line=line.id if line else "", quote=quote),
            mend=mend,
        )

    def named(self, id: str) -> str:
        return next((person.name for person in self.bible.characters if person.id == id), id)


def check(bible: Bible, outline: Outline, told: Told, script: Script) -> tuple[Finding, ...]:
    """Return what is wrong with a script, given the approved scripts before it; ids are stable for equal input."""
    before = told.scripts
    found = [*_of_whole(outline, before, script), *_of_scenes(bible, told, script), *_of_lines(before, script)]
    return tuple(f.model_copy(update={"id": f"{script.episode}.f{n:02d}"}) for n, f in enumerate(found, 1))


def waived(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """Return the findings with those that the user has waived marked as such."""
    ids = {waiver.finding for waiver in waivers}
    return tuple(
        finding.model_copy(update={"status": "waived"}) if {finding.id, finding.id.partition(".")[2]} & ids else finding
        for finding in findings
    )


def _of_whole(outline: Outline, before: Sequence[Script], script: Script) -> Iterator[Finding]:
    _, number = numbers(script.episode)
    if not script.hook.strip():
        yield _whole(
            script, "no_hook", "Nothing happens in the first three seconds.", "Open on the blow or the object."
        )
    if not script.cliffhanger.strip() or not script.scenes or not script.scenes[-1].beats:
        yield _whole(script, "no_cliffhanger", "The episode does not stop on a consequence.", "Cut before the answer.")
    seconds = sum(spoken_seconds(line.text) for line in script.lines())
    if not SPEECH[0] <= seconds <= SPEECH[1]:
        code: FindingCode = "too_long" if seconds > SPEECH[1] else "too_short"
        yield _whole(
            script,
            code,
            f"About {seconds:.0f} s of speech; {SPEECH[0]:.0f} to {SPEECH[1]:.0f} fit.",
            "Cut or add lines.",
        )
    paid = {event.what for past in (*before, script) for event in past.events if event.kind == "pays"}
    planted = {event.what for past in (*before, script) for event in past.events if event.kind == "plants"}
    for thread in outline.threads:
        if thread.id in planted and thread.id not in paid and thread.due < number:
            yield _whole(
                script,
                "thread_overdue",
                f"“{thread.question}” was due by episode {thread.due}.",
                "Pay it, or move its due date.",
                "warning",
            )


def _of_scenes(bible: Bible, told: Told, script: Script) -> Iterator[Finding]:
    state = told.state
    clock = (state.day, state.hour) if told.scripts else (0, 0)
    for scene in script.scenes:
        events = [event for event in script.events if event.scene == scene.id]
        early = [event for event in events if not event.beat and event.kind in _AT_ONCE]
        yield from _of_events(_Case(bible, script, scene, state), early, None)
        state = _after(state, early)
        case = _Case(bible, script, scene, state)
        now = (scene.day, HOURS.index(scene.hour))
        if now < clock:
            yield case.finding(
                "time_runs_back",
                f"Day {scene.day}, {scene.hour} comes before what was played last.",
                f"Play it on day {clock[0] + 1}.",
                f"day {clock[0]}, {HOURS[clock[1]]}",
            )
        clock = max(clock, now)
        yield from _of_people(case)
        yield from _of_wardrobe(case)
        for beat in scene.beats:
            case = _Case(bible, script, scene, state)
            yield from _of_beat(case, beat)
            own = [event for event in events if event.beat == beat.id]
            yield from _of_events(case, own, beat)
            state = _after(state, own)
        late = [event for event in events if not event.beat and event.kind not in _AT_ONCE]
        yield from _of_events(_Case(bible, script, scene, state), late, None)
        state = _after(state, late)


def _of_people(case: _Case) -> Iterator[Finding]:
    known = {person.id for person in case.bible.characters}
    if case.scene.location not in {location.id for location in case.bible.locations}:
        yield case.finding(
            "unknown_location", f"The bible has no location {case.scene.location!r}.", "Use one of the bible's."
        )
    for who in case.scene.present:
        if who not in known:
            yield case.finding("unknown_character", f"The bible has no character {who!r}.", "Use one of the bible's.")
        if who in case.state.dead:
            yield case.finding(
                "dead_speaker",
                f"{case.named(who)} is dead and stands in the room.",
                "Take them out, or let them return.",
                f"{case.named(who)} died before this scene",
            )


def _of_wardrobe(case: _Case) -> Iterator[Finding]:
    for person in case.bible.characters:
        if person.id not in case.scene.present:
            continue
        worn, canon = case.scene.outfits.get(person.id, 0), case.state.wears.get(person.id, 0)
        if worn >= len(person.wardrobe) or worn != canon:
            yield case.finding(
                "wrong_wardrobe",
                f"{person.name} wears outfit {worn} without having changed.",
                "Add the change, or keep the outfit.",
                f"{person.name} wears outfit {canon}",
            )


def _of_beat(case: _Case, beat: Beat) -> Iterator[Finding]:
    line, known = beat.line, {person.id for person in case.bible.characters}
    if line is not None:
        if line.speaker not in known:
            yield case.finding(
                "unknown_character", f"Nobody is called {line.speaker!r}.", "Use one of the bible's.", beat=beat
            )
        elif line.speaker in case.state.dead and line.via == "on":
            yield case.finding(
                "dead_speaker",
                f"{case.named(line.speaker)} is dead and speaks.",
                "Give the line to another.",
                f"{case.named(line.speaker)} died before this scene",
                beat,
            )
        elif (line.via == "on") != (line.speaker in case.scene.present) and line.via in ("on", "phone"):
            where = "is not in the room" if line.via == "on" else "is in the room and on the phone"
            yield case.finding(
                "two_places",
                f"{case.named(line.speaker)} {where}.",
                "Put them in one place.",
                f"in the room: {', '.join(map(case.named, case.scene.present)) or 'nobody'}",
                beat,
            )
    if beat.prop and beat.prop not in {prop.id for prop in case.bible.props}:
        yield case.finding(
            "prop_teleports", f"The bible has no object {beat.prop!r}.", "Use one of the bible's.", beat=beat
        )
    holder = case.state.holds.get(beat.prop, "") if beat.prop else ""
    if holder and beat.who and holder != beat.who and holder not in case.scene.present:
        yield case.finding(
            "prop_teleports",
            f"{case.named(beat.who)} has what {case.named(holder)} holds elsewhere.",
            "Let it be given first.",
            f"{case.named(holder)} holds it",
            beat,
        )


def _of_events(case: _Case, events: Iterable[Event], beat: Beat | None) -> Iterator[Finding]:
    """Check events one after the other: what is taken and given in one moment is held in between."""
    for event in events:
        yield from _of_event(case, event, beat)
        case = replace(case, state=apply(case.state, event))


def _of_event(case: _Case, event: Event, beat: Beat | None) -> Iterator[Finding]:
    who, holder = case.named(event.who), case.state.holds.get(event.what, "")
    if event.kind in ("gives", "loses") and holder != event.who:
        yield case.finding(
            "prop_teleports",
            f"{who} {event.kind} what they do not hold.",
            "Let them take it first.",
            f"{case.named(holder) or 'nobody'} holds it",
            beat,
        )
    if event.kind == "takes" and holder and holder != event.who and holder not in case.scene.present:
        yield case.finding(
            "prop_teleports",
            f"{who} takes what {case.named(holder)} holds elsewhere.",
            "Bring the two together, or let it be lost first.",
            f"{case.named(holder)} holds it",
            beat,
        )
    if event.kind == "reveals" and (event.who, event.what) not in case.state.knows:
        yield case.finding(
            "knows_too_soon",
            f"{who} tells what they have not learnt.",
            "Let them learn it first.",
            f"{who} does not know {event.what}",
            beat,
        )
    if event.kind == "heals" and event.who not in case.state.hurt:
        yield case.finding(
            "injury_vanishes", f"{who} heals of what never hurt.", "Hurt them first.", f"{who} is unhurt", beat
        )
    if event.who in case.state.dead and event.kind not in ("returns", "dies"):
        yield case.finding(
            "dead_speaker",
            f"{who} is dead and acts.",
            "Give it to another.",
            f"{who} died before this scene",
            beat,
        )


def _of_lines(before: Sequence[Script], script: Script) -> Iterator[Finding]:
    said = {_plain(line.text): past.episode for past in before for line in past.lines()}
    for line in script.lines():
        plain = _plain(line.text)
        if len(plain.split()) >= 3 and plain in said:
            yield Finding(
                id="",
                code="repeated_line",
                severity="warning",
                message=f"The line was said in {said[plain]}.",
                canon=Place(episode=said[plain], quote=line.text),
                script=Place(episode=script.episode, line=line.id, quote=line.text),
                mend="Say it in other words.",
            )
        said.setdefault(plain, script.episode)


def _whole(script: Script, code: FindingCode, message: str, mend: str, severity: str = "error") -> Finding:
    return Finding(
        id="",
        code=code,
        severity="warning" if severity == "warning" else "error",
        message=message,
        script=Place(episode=script.episode, quote=script.title),
        mend=mend,
    )


def _after(state: State, events: Iterable[Event]) -> State:
    for event in events:
        state = apply(state, event)
    return state


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))
