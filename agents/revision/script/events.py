"""Events in step with a script: what no longer happens is not true, and who comes into a room has gone there."""

import re
from collections.abc import Collection, Iterable

from ....memory.bible import Bible
from ....memory.record import played
from ....memory.script import Beat, Event, Line, Scene, Script
from ....memory.state import NAME, State, apply, room_at

SEEN = frozenset({"goes", "wears", "takes", "gives", "loses", "hurt", "heals", "dies", "returns"})
"""What becomes true by being seen; the rest becomes true by being said."""
LEDGER = frozenset({"plants", "pays"})
"""What an episode does for the season as a whole."""


def less(events: Iterable[Event], beats: Collection[str] = (), scenes: Collection[str] = ()) -> tuple[Event, ...]:
    """Return events without those of beats and scenes that are gone."""
    return tuple(event for event in events if event.beat not in beats and event.scene not in scenes)


def unsaid(events: Iterable[Event], beat: str) -> tuple[Event, ...]:
    """Return events without those that became true because a beat's line was said."""
    return tuple(event for event in events if event.beat != beat or event.kind in SEEN)


def in_step(opening: State, before: Script, after: Script) -> Script:
    """Return a script whose beatless events, and the wounds that are seen, follow from what happens in it.

    ``opening`` is what is true as the episode begins. Who is present has come, and wears what the scene says; what is
    somebody's own coming or changing within a scene stays. A scene that begins with the same wounds keeps its words.
    """
    after = after.model_copy(update={"events": _ordered(after)})
    was = _hurt(opening, before)
    state, scenes, events = opening, list[Scene](), list[Event]()
    for scene, own in played(after):
        own = tuple(event for event in own if not _idle(event, scene))
        come = _arrived(scene, own, state)
        for event in come:
            state = apply(state, event)
        hurt = {who: state.hurt[who] for who in scene.present if who in state.hurt}
        if scene.wounds is not None and hurt != was.get(scene.id, scene.wounds) and hurt != scene.wounds:
            scene = scene.model_copy(update={"wounds": hurt})
        for number, event in enumerate(own):
            room = room_at(scene, own[:number]) if event.kind == "reveals" else ()
            state = apply(state, event, room)
        scenes.append(scene)
        events += [*come, *own]
    return after.model_copy(update={"scenes": tuple(scenes), "events": tuple(events)})


def names_heard(opening: State, before: Script, after: Script, bible: Bible) -> Script:
    """Return a script in which those present learn a name that is not known to all from a line that is new to it.

    From one that names nobody any more, nobody learns it.
    """
    hidden = {NAME + person.id: person.name for person in bible.characters if person.alias}
    was = {beat.id: beat.line.text for scene in before.scenes for beat in scene.beats if beat.line}
    if not hidden:
        return after
    state, events = opening, list[Event]()
    for scene, own in played(after):
        beats = {beat.id: beat.line for beat in scene.beats if beat.line and was.get(beat.id) != beat.line.text}
        own = tuple(
            e for e in own if not (e.beat in beats and e.what in hidden and not _named(hidden[e.what], beats[e.beat]))
        )
        heard = [
            Event(kind="learns", scene=scene.id, beat=beat, who=who, what=fact)
            for beat, line in beats.items()
            for fact, name in hidden.items()
            if _named(name, line)
            for who in scene.present
            if who != line.speaker and (who, fact) not in state.knows
        ]
        heard = [event for event in dict.fromkeys(heard) if event not in own]
        for event in (*own, *heard):
            state = apply(state, event)
        events += [*own, *heard]
    return after.model_copy(update={"events": tuple(events)}) if set(events) != set(after.events) else after


def _named(name: str, line: Line) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", line.text) is not None


def _ordered(script: Script) -> tuple[Event, ...]:
    """Return the events of a script in the order of its scenes, less those that nothing is left of."""
    beats = {scene.id: {beat.id for beat in scene.beats} for scene in script.scenes}
    return tuple(e for e in script.events if e.scene in beats and (not e.beat or e.beat in beats[e.scene]))


def _hurt(state: State, script: Script) -> dict[str, dict[str, str]]:
    """Return who of those present is hurt as each scene begins, by scene id."""
    found = {}
    for scene, events in played(script):
        found[scene.id] = {who: state.hurt[who] for who in scene.present if who in state.hurt}
        for event in events:
            state = apply(state, event)
    return found


def _idle(event: Event, scene: Scene) -> bool:
    """Whether an event only brings somebody to the scene, or dresses them for it: that follows from the scene."""
    return not event.beat and event.kind in ("goes", "wears") and event.who in scene.present


def _arrived(scene: Scene, own: Collection[Event], state: State) -> list[Event]:
    """Return who has come since they were seen last, and who wears something else."""
    walks = {event.who for event in own if event.kind == "goes" and event.where == scene.location}
    changes = {event.who for event in own if event.kind == "wears"}
    found = []
    for who in scene.present:
        if state.where.get(who) != scene.location and who not in walks:
            found.append(Event(kind="goes", scene=scene.id, who=who, where=scene.location))
        if state.wears.get(who, 0) != scene.outfits.get(who, 0) and who not in changes:
            found.append(Event(kind="wears", scene=scene.id, who=who, what=str(scene.outfits.get(who, 0))))
    return found


def next_id(script: Script, scene: Scene, letter: str) -> str:
    """Return an id for a new beat (``b``) or line (``l``): one more than any in its scene."""
    ids = [beat.id for beat in scene.beats]
    ids += [beat.line.id for beat in scene.beats if beat.line]
    mark = f"{scene.id}.{letter}"
    highest = max((int(id[len(mark) :]) for id in ids if id.startswith(mark) and id[len(mark) :].isdigit()), default=0)
    return f"{mark}{highest + 1:02d}"


def after_beat(beats: Iterable[Beat], after: str, new: Iterable[Beat]) -> tuple[Beat, ...]:
    """Return beats with new ones after one of them; ``after`` empty: first."""
    beats = list(beats)
    at = next((number for number, beat in enumerate(beats, 1) if beat.id == after), 0)
    return (*beats[:at], *new, *beats[at:])
