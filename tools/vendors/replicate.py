"""Replicate: models of the community and official ones, as predictions.

Requests and answers as in the official SDK ``replicate`` 1.0.7 (``prediction.py``, ``model.py``), statuses from
https://replicate.com/docs/topics/predictions/lifecycle; what each model takes from its own page
(https://replicate.com/wan-video/wan-2.2-i2v-fast/api, https://replicate.com/black-forest-labs/flux-2-pro/api). Inputs
and outputs are deleted after an hour. ``Prefer: wait`` is not used: the id has to be written down first. Predictions
have no tag of ours, so a lost one cannot be found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import MakerRefused, SettingsError
from ..clip.spec import ClipAbilities, ClipSpec
from ..frame.spec import FrameAbilities
from .faults import moderated
from .pictures import data_uri
from .prices import Prices, read_prices
from .vendor import JobIs, PictureSpec, Progress, file_of, id_of, length_of, size_of, words_of
from .wire import Limits, Wire

STATES: dict[str, JobIs] = {
    "starting": "queued",
    "processing": "running",
    "succeeded": "done",
    "failed": "failed",
    "canceled": "cancelled",
    "aborted": "cancelled",
}

Asked = dict[str, Any]


def _wan(spec: PictureSpec, pictures: Sequence[Path]) -> Asked:
    assert isinstance(spec, ClipSpec), "must_fit has seen to it"
    if not spec.first:
        raise MakerRefused("wan-2.2-i2v-fast at Replicate needs a first frame; choose another maker for this shot.")
    width, height = size_of(spec, MODELS["wan-video/wan-2.2-i2v-fast"][0])
    asked: Asked = {
        "prompt": words_of(spec, MODELS["wan-video/wan-2.2-i2v-fast"][0]),
        "image": data_uri(pictures[0]),
        # It makes 81 frames at least; 16 of them are a second.
        "num_frames": min(121, max(81, round(spec.seconds * 16) + 1)),
        "frames_per_second": 16,
        "resolution": f"{min(width, height)}p",
        "seed": spec.seed % 2**31,
    }
    if spec.last:
        asked["last_image"] = data_uri(pictures[1])
    return asked


def _flux(spec: PictureSpec, pictures: Sequence[Path]) -> Asked:
    width, height = size_of(spec, MODELS["black-forest-labs/flux-2-pro"][0])
    return {
        "prompt": words_of(spec, MODELS["black-forest-labs/flux-2-pro"][0]),
        "input_images": [data_uri(path) for path in pictures],
        "aspect_ratio": "custom",
        "width": width,
        "height": height,
        "seed": spec.seed % 2**31,
        "output_format": "png",
    }


MODELS: dict[str, tuple[ClipAbilities | FrameAbilities, Callable[[PictureSpec, Sequence[Path]], Asked]]] = {
    "wan-video/wan-2.2-i2v-fast": (ClipAbilities(last=True, longest=7.5, sizes=((480, 832), (720, 1280))), _wan),
    "black-forest-labs/flux-2-pro": (FrameAbilities(references=8, multiple=16, longest=2048), _flux),
}
"""Owner and name of a model, what it can do, and how it is told."""


@dataclass(frozen=True)
class Replicate:
    """One model at Replicate."""

    key: str = field(repr=False)
    model: str = "wan-video/wan-2.2-i2v-fast"
    base: str = "https://api.replicate.com"
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["replicate"] = "replicate"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(f"Replicate's {self.model} is not known here. Choose one of {', '.join(MODELS)}.")

    @property
    def abilities(self) -> ClipAbilities | FrameAbilities:
        """What the model can do."""
        return MODELS[self.model][0]

    def submit(self, spec: PictureSpec, pictures: Sequence[Path], tag: str) -> str:
        """Create a prediction and return its id."""
        asked = MODELS[self.model][1](spec, pictures)
        return id_of(self._wire.send(f"/v1/models/{self.model}/predictions", json={"input": asked}), "id", "Replicate")

    def poll(self, id: str) -> Progress:
        """Return how far a prediction is."""
        found = self._wire.ask("GET", f"/v1/predictions/{id}")
        state = STATES.get(str(found.get("status")), "running")
        words = str(found.get("error") or "")
        if state == "failed" and moderated(words):
            state = "refused"
        output = found.get("output") or ()
        files = [output] if isinstance(output, str) else output
        return Progress(state=state, files=tuple(str(file) for file in files if isinstance(file, str)), text=words)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the file, which is there for an hour."""
        self._wire.download(file_of(progress, "Replicate"), out)

    def cancel(self, id: str) -> None:
        """Cancel a prediction; the time that it ran is paid for."""
        self._wire.ask("POST", f"/v1/predictions/{id}/cancel")

    def price(self, spec: PictureSpec) -> float:
        """Return what a Spec costs in US dollars."""
        able = self.abilities
        seconds = length_of(spec, able) if isinstance(spec, ClipSpec) and isinstance(able, ClipAbilities) else 0.0
        return self.prices.price(self.name, self.model, spec, size_of(spec, able), seconds)

    def find(self, tag: str) -> str | None:
        """Return None: predictions cannot be found by a tag."""
        return None

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Bearer {self.key}"}
        return Wire("Replicate", self.model, self.base, "REPLICATE_API_TOKEN", headers, self.key, limits=self.limits)
