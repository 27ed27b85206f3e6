"""The forecast: how far a job is and how long it will still take, from what was made and how long that took."""

import time
from collections.abc import Callable, Mapping
from typing import Any

_PLANNED, _SPOKEN, _FILMED, _SCORED, _CUT = 0.02, 0.12, 0.86, 0.91, 0.97
"""How much of an episode's work is done when it is boarded, spoken, filmed, scored, and cut; on a laptop's cores."""
_DUBBED = 0.9
"""How much of a dub's work is done when its last shot is drawn; the rest is the mix."""
_SETTLED = 0.04
"""Below that progress nothing is foretold: a first line that loads the voice says little of forty others."""


class Forecast:
    """Listens to a job's events and tells how far it is."""

    def __init__(self, episodes: int = 1, clock: Callable[[], float] = time.monotonic) -> None:
        self._episodes, self._clock = max(1, episodes), clock
        self._finished: set[str] = set()
        self._within = 0.0
        self._began = self._since = clock()
        self._from = 0.0
        self._filming_from: tuple[float, int] | None = None
        self._left: float | None = None

    def hear(self, event: Mapping[str, Any]) -> tuple[float, float | None]:
        """Take in an event and return progress (0 to 1, never falling) and the seconds left, None while unknown."""
        agent, episode = str(event.get("agent", "")), str(event.get("episode", ""))
        before = self.progress
        if agent == "cast" and "of" in event:
            self._reach(_PLANNED + (_SPOKEN - _PLANNED) * _share(event))
        elif agent == "camera" and "of" in event:
            self._reach(_SPOKEN + (_FILMED - _SPOKEN) * _share(event))
            self._time_shots(int(event["done"]), int(event["of"]))
        elif agent == "composer":
            self._reach(_FILMED)
        elif agent == "dub" and "of" in event:
            self._reach(_DUBBED * _share(event))
        elif agent in ("editor", "dub") and _is_done(event):
            self._finish(episode)
        elif agent == "editor":
            self._reach(_SCORED)
        return max(before, self.progress), self.left()

    @property
    def progress(self) -> float:
        """How far the job is, 0 to 1."""
        return min(1.0, (len(self._finished) + self._within) / self._episodes)

    def left(self) -> float | None:
        """Return the seconds that are left, None while there is nothing to go by."""
        progress, now = self.progress, self._clock()
        done = progress - self._from
        if progress >= 1.0:
            return 0.0
        if self._filming_from is not None and self._shot_seconds:
            rest = self._shots_left * self._shot_seconds
            tail = (1 - _FILMED) / (_FILMED - _SPOKEN) * self._shots * self._shot_seconds
            others = max(0, self._episodes - len(self._finished) - 1)
            whole = self._shots * self._shot_seconds / (_FILMED - _SPOKEN)
            return round(rest + tail + others * whole, 1)
        if done < _SETTLED:
            return None
        return round((now - self._began) / done * (1 - progress), 1)

    _shot_seconds = 0.0
    _shots = _shots_left = 0

    def _time_shots(self, done: int, of: int) -> None:
        now = self._clock()
        if self._filming_from is None or done < self._filming_from[1]:
            self._filming_from = (now, done)
        began, first = self._filming_from
        self._shots, self._shots_left = of, max(0, of - done)
        if done > first:
            self._shot_seconds = (now - began) / (done - first)
        if done >= of:
            self._filming_from = None

    def _reach(self, within: float) -> None:
        if self._within == 0.0 and not self._finished and within > _SPOKEN:
            self._from = within / self._episodes  # taken up in the middle: what was there took no time
            self._began = self._clock()
        self._within = max(self._within, within)

    def _finish(self, episode: str) -> None:
        self._finished.add(episode)
        self._within = 0.0 if len(self._finished) < self._episodes else 1.0
        self._filming_from = None


def _share(event: Mapping[str, Any]) -> float:
    return int(event["done"]) / max(1, int(event["of"]))


def _is_done(event: Mapping[str, Any]) -> bool:
    return "master" in event or str(event.get("text", "")).startswith("finished")
