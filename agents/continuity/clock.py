"""When things happen: no scene plays before the one before it, and a day has one weekday.

A scene that plays earlier is held to nothing else that is true now: a look back is one finding, not ten.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...memory.canon import Place
from ...memory.script import Beat, Scene, Script
from ...memory.state import HOURS
from .case import Case, declared
from .fault import Fault
from .history import place_at, place_in

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TODAY = re.compile(
    r"(?:^|[.!?…—,-]\s*|\b(?:and|but|because|that)\s)(?:[Tt]oday|[Tt]onight|[Ii]t)(?:['’]s| is)"
    rf"(?: only| still| already)?(?: a)? ({'|'.join(DAYS)})\b"
    r"(?=[,.!?;…—]| today| tonight| night| morning| evening| already| and |$)"
)
"""A weekday that is said of the day itself: "Today is Friday.", "and it's only Tuesday"."""

Clock = tuple[int, int]
"""Day and hour, as they are compared."""


def clock_of(scene: Scene) -> Clock:
    """Return when a scene plays."""
    return scene.day, HOURS.index(scene.hour)


def runs_back(case: Case, clock: Clock) -> Iterator[Fault]:
    """Find a scene that plays before what was played last."""
    if clock_of(case.scene) >= clock:
        return
    last, played = case.history.last_scene(case.scene), f"day {clock[0]}, {HOURS[clock[1]]}"
    yield case.fault(
        "time_runs_back",
        (f"{case.scene.day}.{case.scene.hour}",),
        f"Day {case.scene.day}, {case.scene.hour} comes before what was played last ({played}).",
        f"Play it on {played} or later.",
        place_in(last[0].episode, last[1]) if last else declared(played),
    )


def weekday(case: Case) -> Iterator[Fault]:
    """Find a day that is called by another weekday than the days before it allow."""
    said = _weekday_of(case.beat) if case.beat else ""
    other = next(_said_before(case), None) if said else None
    if other is None:
        return
    day, name, place = other
    due = DAYS[(DAYS.index(name) + case.scene.day - day) % 7]
    if due != said:
        message = f"Day {case.scene.day} is called {said}; day {day} was {name}, so it is {due}."
        yield case.fault("wrong_day", (str(case.scene.day), said), message, f"Say {due}.", place)


def _said_before(case: Case) -> Iterator[tuple[int, str, Place]]:
    """Yield the days that were called by a weekday, the latest first."""
    for script in (case.script, *case.history.scripts()):
        for scene, beat in _beats_back(case, script):
            name = _weekday_of(beat)
            if name:
                yield scene.day, name, place_at(script.episode, scene, beat)


def _beats_back(case: Case, script: Script) -> Iterator[tuple[Scene, Beat]]:
    """Yield the beats of a script before this moment, the latest first."""
    beats = [(scene, beat) for scene in script.scenes for beat in scene.beats]
    if script is case.script:
        at = next((n for n, (scene, beat) in enumerate(beats) if scene is case.scene and beat is case.beat), len(beats))
        beats = beats[:at]
    yield from reversed(beats)


def _weekday_of(beat: Beat) -> str:
    return _weekday_in(beat.line.text) if beat.line else ""


@lru_cache(maxsize=65_536)
def _weekday_in(text: str) -> str:
    """Return the weekday that is said of the day itself; empty if none is."""
    found = _TODAY.search(text) if "day" in text else None
    return found[1] if found else ""
