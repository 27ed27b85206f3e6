"""The clock of a changed script: no scene plays before the one before it, and as few scenes as can be are put later."""

from collections.abc import Iterable

from ....memory.numbering import numbers, place
from ....memory.script import Scene, Script
from ....memory.state import HOURS, State
from ...crew import Studio
from ..rehearsal import REVISED

Clock = tuple[int, int]
"""Day and hour, as they are compared."""


def clock_of(scene: Scene) -> Clock:
    """Return when a scene plays."""
    return scene.day, HOURS.index(scene.hour)


def moved_in_time(opening: State, script: Script, moved: str) -> Script:
    """Let a scene that stands elsewhere now play no earlier than what is before it, and no later than what follows."""
    at = next(n for n, scene in enumerate(script.scenes) if scene.id == moved)
    scene = script.scenes[at]
    least = clock_of(script.scenes[at - 1]) if at else (opening.day, opening.hour)
    most = clock_of(script.scenes[at + 1]) if at + 1 < len(script.scenes) else max(least, clock_of(scene))
    day, hour = max(least, min(most, clock_of(scene)))
    scenes = list(script.scenes)
    scenes[at] = scene.model_copy(update={"day": day, "hour": HOURS[hour]})
    return script.model_copy(update={"scenes": tuple(scenes)})


def set_in_time(opening: State, script: Script, set_: str) -> Script:
    """Give a scene of another hour the day on which it can play, and put off what follows if it must be.

    The evening before is tried first where what follows plays earlier in the day.
    """
    at = next(n for n, scene in enumerate(script.scenes) if scene.id == set_)
    scene = script.scenes[at]
    least = clock_of(script.scenes[at - 1]) if at else (opening.day, opening.hour)
    most = clock_of(script.scenes[at + 1]) if at + 1 < len(script.scenes) else None
    hour = HOURS.index(scene.hour)
    days = [day for day in (scene.day, scene.day - 1, scene.day + 1) if (day, hour) >= least]
    fits = [day for day in days if most is None or (day, hour) <= most]
    day = next(iter([*fits, *days]), least[0] + 1)
    scenes = list(script.scenes)
    scenes[at] = scene.model_copy(update={"day": day})
    return script.model_copy(update={"scenes": tuple(put_off(scenes, least, at))})


def put_off(scenes: Iterable[Scene], last: Clock, since: int = 0) -> list[Scene]:
    """Return scenes none of which, from one on, plays before the one before it; what is put off puts off the rest."""
    later, found = 0, list[Scene]()
    for number, scene in enumerate(scenes):
        if number >= since:
            day, hour = clock_of(scene)
            while (day + later, hour) < last:
                later += 1
            last = (day + later, hour)
            scene = scene.model_copy(update={"day": day + later}) if later else scene
        else:
            last = clock_of(scene)
        found.append(scene)
    return found


def put_off_later_episodes(studio: Studio, script: Script) -> None:
    """Put off the written episodes after one, as far as they would play before it ends."""
    last = clock_of(script.scenes[-1])
    season, _ = numbers(script.episode)
    for id in sorted(studio.archive.ids("script"), key=place):
        if place(id) <= place(script.episode) or numbers(id)[0] != season:
            continue
        later = studio.chronicle.script(id)
        if clock_of(later.scenes[0]) >= last:
            return
        moved = later.model_copy(update={"scenes": tuple(put_off(later.scenes, last))})
        studio.archive.put("script", id, moved, REVISED, "user")
        last = clock_of(moved.scenes[-1])
