"""The script supervisor: walks a script scene by scene, beat by beat, event by event, and lets every idea look.

When something is wrong, the walk goes on as though what is missing had happened: one root, one finding.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ...memory.bible import Bible
from ...memory.canon import Finding, Waiver
from ...memory.record import AT_ONCE
from ...memory.script import Beat, Event, Outline, Scene, Script
from ...memory.state import State, apply
from ..crew import Told
from . import cast_list, clock, dead, form, knowledge, names, presence, props, relations, threads, wardrobe, wounds
from .case import Case
from .fault import Fault, joined
from .history import History

Look = Callable[[Case], Iterator[Fault]]

ALWAYS_OF_SCENE: tuple[Look, ...] = (cast_list.unknown_in_scene,)
OF_SCENE: tuple[Look, ...] = (
    dead.in_the_room,
    presence.missing_in_the_room,
    presence.captive_elsewhere,
    wardrobe.worn,
    wounds.seen,
)
ALWAYS_OF_BEAT: tuple[Look, ...] = (cast_list.unknown_at_beat,)
OF_BEAT: tuple[Look, ...] = (
    dead.at_a_beat,
    presence.elsewhere_at_a_beat,
    props.shown,
    names.unlearnt,
    relations.called_kin,
    names.miscalled,
    names.asked_for,
)
ALWAYS_OF_EVENT: tuple[Look, ...] = (cast_list.unknown_in_event,)
OF_EVENT: tuple[Look, ...] = (
    dead.in_an_event,
    presence.leaves_and_stays,
    props.moved,
    knowledge.tells_too_soon,
    knowledge.learns_again,
    wounds.heals_of_nothing,
    relations.marries_again,
)
"""What looks at each. A scene that plays in the past of the story is only looked at by those that look always."""


def check(bible: Bible, outline: Outline, told: Told, script: Script) -> tuple[Finding, ...]:
    """Return what is wrong with a script, given what is true before it; ids are the same for the same causes."""
    history = History(told, script)
    walk = _Walk(bible, outline, history)
    for scene in script.scenes:
        walk.through(scene)
    faults = (*walk.faults, *threads.overdue(outline, history), *form.said_before(told.scripts, script))
    return joined(script.episode, (*faults, *form.shape(script)))


def waived(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """Return the findings with those that the user has waived, in this episode or for good, marked as such."""
    ids = {waiver.finding for waiver in waivers}
    return tuple(
        finding.model_copy(update={"status": "waived"}) if {finding.id, finding.id.partition(".")[2]} & ids else finding
        for finding in findings
    )


class _Walk:
    """Where the walk stands: the state, the clock, and what was found."""

    def __init__(self, bible: Bible, outline: Outline, history: History) -> None:
        self.bible, self.history = bible, history
        self.faults: list[Fault] = []
        self.state: State = history.told.state
        begun = history.told.scripts or history.told.earlier
        self.clock: clock.Clock = (self.state.day, self.state.hour) if begun else (0, 0)
        self.tangled: Look = partial(threads.tangled, outline)

    def through(self, scene: Scene) -> None:
        """Walk through one scene."""
        events = tuple(event for event in self.history.script.events if event.scene == scene.id)
        case = Case(self.bible, self.history, scene, events, self.state, frozenset(scene.present))
        earlier = list(clock.runs_back(case, self.clock))
        self.faults += earlier
        self.clock = clock.clock_of(scene)
        self.present, self.in_past = set(scene.present), bool(earlier)
        self.scene, self.events = scene, events
        self._happen((event for event in events if not event.beat and event.kind in AT_ONCE), None)
        self._look(ALWAYS_OF_SCENE, OF_SCENE)
        for beat in scene.beats:
            self._look(ALWAYS_OF_BEAT, OF_BEAT, beat)
            self._happen((event for event in events if event.beat == beat.id), beat)
        beats = {"", *(beat.id for beat in scene.beats)}
        late = (e for e in events if e.beat not in beats or (not e.beat and e.kind not in AT_ONCE))
        self._happen(late, None)

    def _happen(self, events: Iterable[Event], beat: Beat | None) -> None:
        """Look at events one after the other: what is taken and given in one moment is held in between."""
        for event in events:
            self._look(ALWAYS_OF_EVENT, (*OF_EVENT, self.tangled), beat, event)
            self.state = apply(self.state, event, self.present)
            self.history.walked.append(event)
            if event.kind == "goes" and event.beat:
                (self.present.add if event.where == self.scene.location else self.present.discard)(event.who)
            if event.kind == "returns":
                self.present.add(event.who)

    def _look(
        self, always: Sequence[Look], now: Sequence[Look], beat: Beat | None = None, event: Event | None = None
    ) -> None:
        for look in (*always, *(() if self.in_past else now)):
            room = frozenset(self.present)
            case = Case(self.bible, self.history, self.scene, self.events, self.state, room, beat, event)
            for fault in look(case):
                self.faults.append(fault)
                if fault.adds is not None and fault.lasting:
                    self.state = apply(self.state, fault.adds)
