"""Promises to the viewer: planted once, paid once, in this order, and in time."""

from collections.abc import Iterator

from ...memory.canon import Place
from ...memory.numbering import numbers
from ...memory.script import Event, Outline, Script, Thread
from .case import Case, declared
from .fault import Fault
from .history import History, place_at, place_in


def overdue(outline: Outline, history: History) -> Iterator[Fault]:
    """Find threads that this episode is the first to leave overdue; none is named again in every episode after it."""
    script = history.script
    _, number = numbers(script.episode)
    ends = number >= len(outline.episodes)
    late = [t for t in outline.threads if not t.carried and (t.due == number - 1 or (ends and t.due >= number))]
    if not late:
        return
    events = [event for past in (*history.told.scripts, script) for event in past.events]
    planted = {event.what for event in events if event.kind == "plants"} | {t.id for t in late if not t.planted}
    paid = {event.what for event in events if event.kind == "pays"}
    for thread in late:
        if thread.id in planted - paid:
            yield Fault(
                "thread_overdue",
                (thread.id,),
                f"“{thread.question}” was due by episode {thread.due} and is not answered.",
                "Answer it here, or move its due date.",
                _end(script),
                _planting(history, thread.id) or declared(thread.question),
                _payment(script, thread),
                "warning",
            )


def tangled(outline: Outline, case: Case) -> Iterator[Fault]:
    """Find what is paid before it was planted, and what is planted or paid a second time."""
    event = case.event
    if event is None or event.kind not in ("plants", "pays"):
        return
    thread = next((thread for thread in outline.threads if thread.id == event.what), None)
    if _plain_course(case, event, thread):
        return
    before = case.history.last(event.kind, where=lambda past: past.what == event.what, season=True)
    question = thread.question if thread else event.what
    if before is not None:
        deed = "planted" if event.kind == "plants" else "paid"
        yield _tangle(case, event, f"“{question}” is {deed} a second time.", "Take it out here.", before)
    elif event.kind == "pays" and _planting(case.history, event.what) is None:
        message, adds = f"“{question}” is paid and was never planted.", case.first("plants", what=event.what)
        yield _tangle(case, event, message, "Plant it first.", declared(question), adds)


def _plain_course(case: Case, event: Event, thread: Thread | None) -> bool:
    """Tell at once that nothing is tangled: what is open is paid, what is not is planted when it was to be.

    Only otherwise the season is looked back through: each season counts its threads anew.
    """
    is_open = event.what in case.state.open_threads
    if event.kind == "pays":
        owed = thread is not None and not thread.planted
        return is_open or (owed and not any(e.kind == "pays" and e.what == event.what for e in case.history.season()))
    return not is_open and thread is not None and thread.planted == numbers(case.script.episode)[1]


def _planting(history: History, id: str) -> Place | None:
    return history.last("plants", where=lambda event: event.what == id, season=True)


def _tangle(case: Case, event: Event, message: str, mend: str, canon: Place, adds: Event | None = None) -> Fault:
    return case.fault("thread_tangled", (event.what, event.kind), message, mend, canon, adds)


def _payment(script: Script, thread: Thread) -> Event | None:
    if not script.scenes:
        return None
    scene = script.scenes[-1]
    return Event(kind="pays", scene=scene.id, beat=scene.beats[-1].id if scene.beats else "", what=thread.id)


def _end(script: Script) -> Place:
    """Return where the script ends."""
    if not script.scenes or not script.scenes[-1].beats:
        return Place(episode=script.episode, quote=script.title)
    scene = script.scenes[-1]
    last = scene.beats[-1]
    return place_at(script.episode, scene, last) if last.line or last.action else place_in(script.episode, scene)
