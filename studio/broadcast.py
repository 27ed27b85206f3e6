"""The broadcast of a job: what the crew says becomes events, with how far it is, how long it takes and what it cost."""

from collections.abc import Mapping
from typing import Any

from ..errors import SeriesError
from ..memory.archive import Archive
from .duties import look_at
from .forecast import Forecast
from .jobs import Job, Jobs
from .reel import Reel
from .settings import Settings

_PASSED_ON = ("done", "of", "shot", "line", "take", "title", "change")


class Broadcast:
    """Hears a job and tells everybody who watches."""

    def __init__(self, settings: Settings, jobs: Jobs, job: Job) -> None:
        self._settings, self._jobs, self._job = settings, jobs, job
        self._forecast = Forecast()
        self._filming = ""
        self.worked_on: set[str] = set()
        """Episodes of which something was made."""
        self._reel: Reel | None = None

    def hear(self, event: Mapping[str, Any]) -> None:
        """Tell an event of the graph."""
        if "episodes" in event:  # how many there will be, before the first word
            self._forecast = Forecast(int(event["episodes"]))
            return
        progress, left = self._forecast.hear(event)
        facts: dict[str, Any] = {key: event[key] for key in _PASSED_ON if key in event}
        facts |= {"agent": event.get("agent", ""), "text": event.get("text", ""), "episode": event.get("episode", "")}
        facts |= {"progress": round(progress, 4), "left": left, "cost": self._cost()}
        self._follow(event)
        self._jobs.tell(self._job.series, self._job.id, "working", **facts)
        if changed := self._changed(event):
            self._jobs.tell(self._job.series, self._job.id, "changed", what=changed)

    def _follow(self, event: Mapping[str, Any]) -> None:
        """Keep the reel of the episode that is filmed up to the last shot."""
        agent, episode = event.get("agent"), str(event.get("episode", ""))
        if episode:
            self.worked_on.add(episode)
        if agent == "camera" and episode != self._filming:
            self._filming = episode
            self._look(episode)
        elif agent == "editor" and "master" in event:
            self._look(episode)
        elif agent == "camera" and event.get("take") and self._reel is not None:
            self._reel = self._reel.with_take(str(event.get("shot", "")), str(event["take"]))
            self._jobs.amend_reel(self._job.series, episode, self._reel.model_dump_json())

    def _look(self, episode: str) -> None:
        look_at(self._settings, self._job.series, self._jobs, (episode,))
        kept = self._jobs.reels(self._job.series).get(episode)
        self._reel = Reel.model_validate_json(kept[1]) if kept else None

    def _changed(self, event: Mapping[str, Any]) -> list[str]:
        """Return what should be read again after an event."""
        agent, episode = event.get("agent"), str(event.get("episode", ""))
        if agent == "continuity":
            return [f"episode:{episode}", "findings", "series"]
        if agent == "editor" and "master" in event:
            return [f"episode:{episode}", "series"]
        if agent == "cast" and event.get("done") == 1:
            return [f"episode:{episode}"]
        if agent == "critic" or "title" in event:
            return ["series", "bible"]
        if "change" in event:
            return ["history", "conversation", "series"]
        return []

    def _cost(self) -> float:
        """Return what the model has cost in this series so far; without one there is nothing to add up."""
        if not self._settings.speaks_to_a_model:
            return 0.0
        path = self._settings.home / self._job.series / "series.db"
        if not path.is_file():
            return 0.0
        try:
            with Archive(path) as archive:
                return round(sum(call.cost for call in archive.calls()), 4)
        except SeriesError:
            return 0.0
