"""The smallest edit that data can make: the event that is missing is written in."""

from ...memory.canon import Finding
from ...memory.record import AT_ONCE
from ...memory.script import Event, Script


def mended(script: Script, finding: Finding) -> Script:
    """Return the script with a finding's edit written in, before all else that becomes true at that moment.

    A finding that only words can mend leaves the script as it is.
    """
    edit = finding.edit
    if edit is None:
        return script
    at = next((n for n, event in enumerate(script.events) if _not_before(event, edit, script)), len(script.events))
    return script.model_copy(update={"events": (*script.events[:at], edit, *script.events[at:])})


def _not_before(event: Event, edit: Event, script: Script) -> bool:
    """Tell whether an event comes at the moment of the edit or after it."""
    return _order(event, script) >= _order(edit, script)


def _order(event: Event, script: Script) -> tuple[int, int]:
    """Return scene and beat of an event by number; without a beat it belongs to the scene's beginning or its end."""
    for n, scene in enumerate(script.scenes):
        if scene.id == event.scene:
            beats = [beat.id for beat in scene.beats]
            if event.beat in beats:
                return n, beats.index(event.beat) + 1
            return n, 0 if event.kind in AT_ONCE else len(beats) + 1
    return len(script.scenes), 0
