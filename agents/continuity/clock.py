"""When things happen: no scene plays before the one before it. Which weekday it is, `claims` reads in the words.

A scene that plays earlier is held to nothing else that is true now: a look back is one finding, not ten.
"""

from collections.abc import Iterator

from ...memory.script import Scene
from ...memory.state import HOURS
from .case import Case, declared
from .fault import Fault
from .history import place_in

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
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
