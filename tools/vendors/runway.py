"""Runway: its own models and those of others behind the same tasks.

Requests and answers as in the official SDK ``runwayml`` 5.24.0 (``resources/image_to_video.py``,
``types/image_to_video_create_params.py``, ``types/task_retrieve_response.py``), failure codes as on
https://docs.dev.runwayml.com/errors/task-failures/. Tasks have no tag of ours, so a lost one cannot be found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import MakerRefused, SettingsError
from ...memory.frozen import Frozen
from ..clip.spec import ClipAbilities, ClipSpec
from .pictures import data_uri
from .prices import Prices, read_prices
from .vendor import JobIs, Progress, file_of, id_of, length_of, size_of, words_of
from .wire import Limits, Wire

API_VERSION = "2024-11-06"

STATES: dict[str, JobIs] = {
    "PENDING": "queued",
    "THROTTLED": "queued",
    "RUNNING": "running",
    "SUCCEEDED": "done",
    "FAILED": "failed",
    "CANCELLED": "cancelled",
}

_HD, _FULL = (720, 1280), (1080, 1920)


def _seconds(first: int, last: int) -> tuple[float, ...]:
    return tuple(float(second) for second in range(first, last + 1))


class RunwayModel(Frozen):
    """What one of its models takes."""

    able: ClipAbilities
    seeds: bool = True
    text: bool = True
    """Whether it makes clips without a first frame, too."""
    sound: bool = False
    """Whether it has the switch ``audio``."""


_VEO = ClipAbilities(last=True, speaks=True, lengths=(4, 6, 8), longest=8, sizes=(_HD, _FULL), prompt=1000)

MODELS: dict[str, RunwayModel] = {
    "gen4_turbo": RunwayModel(
        able=ClipAbilities(lengths=_seconds(2, 10), longest=10, sizes=(_HD,), prompt=1000), text=False
    ),
    "gen4.5": RunwayModel(able=ClipAbilities(lengths=_seconds(2, 10), longest=10, sizes=(_HD,), prompt=1000)),
    "veo3.1": RunwayModel(able=_VEO, sound=True),
    "veo3.1_fast": RunwayModel(able=_VEO, sound=True),
    "kling3.0_pro": RunwayModel(
        able=ClipAbilities(last=True, speaks=True, lengths=_seconds(3, 15), longest=15, sizes=(_FULL,), prompt=2500),
        seeds=False,
        sound=True,
    ),
    "kling3.0_standard": RunwayModel(
        able=ClipAbilities(last=True, speaks=True, lengths=_seconds(3, 15), longest=15, sizes=(_HD,), prompt=2500),
        seeds=False,
        sound=True,
    ),
    "seedance2": RunwayModel(
        able=ClipAbilities(
            last=True, speaks=True, lengths=_seconds(4, 15), longest=15, sizes=((496, 864), _HD, _FULL), prompt=3500
        ),
        sound=True,
    ),
}
"""Lengths of Kling and Seedance are those that their own makers state; the SDK only says that they are whole."""


@dataclass(frozen=True)
class Runway:
    """One model of Runway's."""

    key: str = field(repr=False)
    model: str = "gen4_turbo"
    base: str = "https://api.dev.runwayml.com"
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["runway"] = "runway"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(f"Runway's {self.model} is not known here. Choose one of {', '.join(MODELS)}.")

    @property
    def abilities(self) -> ClipAbilities:
        """What the model can do."""
        return MODELS[self.model].able

    def submit(self, spec: ClipSpec, pictures: Sequence[Path], tag: str) -> str:
        """Create a task and return its id."""
        if not spec.first and not MODELS[self.model].text:
            raise MakerRefused(f"{self.model} at Runway needs a first frame; choose another maker for this shot.")
        way = "image_to_video" if spec.first else "text_to_video"
        answer = self._wire.send(f"/v1/{way}", json=self._request(spec, pictures))
        return id_of(answer, "id", "Runway")

    def poll(self, id: str) -> Progress:
        """Return how far a task is."""
        task = self._wire.ask("GET", f"/v1/tasks/{id}")
        state = STATES.get(str(task.get("status")), "running")
        code, words = str(task.get("failureCode") or ""), str(task.get("failure") or "")
        if state == "failed" and code.startswith("SAFETY"):
            state = "refused"
        return Progress(
            state=state,
            fraction=float(task.get("progress") or 0.0),
            files=tuple(map(str, task.get("output") or ())),
            text=": ".join(filter(None, (code, words))),
        )

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the clip; its address holds for 24 to 48 hours, then the task has a fresh one."""
        self._wire.download(file_of(progress, "Runway"), out)

    def cancel(self, id: str) -> None:
        """Cancel a task; one that runs already is not refunded."""
        self._wire.ask("DELETE", f"/v1/tasks/{id}")

    def price(self, spec: ClipSpec) -> float:
        """Return what a clip costs in US dollars."""
        return self.prices.price(
            self.name, self.model, spec, size_of(spec, self.abilities), length_of(spec, self.abilities)
        )

    def find(self, tag: str) -> str | None:
        """Return None: tasks cannot be listed."""
        return None

    def _request(self, spec: ClipSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        kind = MODELS[self.model]
        width, height = size_of(spec, kind.able)
        asked: dict[str, Any] = {
            "model": self.model,
            "promptText": words_of(spec, kind.able),
            "ratio": f"{width}:{height}",
            "duration": int(length_of(spec, kind.able)),
        }
        positions = [name for name, given in (("first", spec.first), ("last", spec.last)) if given]
        if positions:
            asked["promptImage"] = [
                {"uri": data_uri(path), "position": position}
                for position, path in zip(positions, pictures, strict=False)
            ]
        if kind.seeds:
            asked["seed"] = spec.seed % 2**32
        if kind.sound:
            asked["audio"] = bool(spec.speech)
        return asked

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Bearer {self.key}", "x-runway-version": API_VERSION}
        return Wire("Runway", self.model, self.base, "RUNWAYML_API_SECRET", headers, self.key, limits=self.limits)
