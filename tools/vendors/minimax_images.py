"""MiniMax's image-01: a picture in which one person's face is kept.

Request and answer as on https://platform.minimax.io/docs/api-reference (``image-generation-t2i`` and
``image-generation-i2i``), codes as on its page ``errorcode``. That the answer counts pictures that were held back in
``metadata.failed_count`` is said there, and could not be tried. The model answers at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ..frame.spec import FrameAbilities, FrameSpec
from .faults import refusal
from .kept import Kept, sending, whole
from .minimax import BASE, Talk, must_be_known, talk
from .pictures import data_uri
from .prices import Prices, read_prices
from .vendor import Progress, size_of, worded
from .wire import Limits

RATIOS = {
    "9:16": (720, 1280),
    "2:3": (832, 1248),
    "3:4": (864, 1152),
    "1:1": (1024, 1024),
    "4:3": (1152, 864),
    "3:2": (1248, 832),
    "16:9": (1280, 720),
}


@dataclass(frozen=True)
class MiniMaxImage:
    """image-01, which keeps one person's face. It answers at once, so its answer is kept on disk before it counts."""

    key: str = field(repr=False)
    folder: Path
    """Where answers are kept."""
    model: str = "image-01"
    base: str = BASE
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(read=600), repr=False)

    name: Literal["minimax"] = "minimax"
    version: str = "1"
    finds: bool = True

    def __post_init__(self) -> None:
        must_be_known(self.model, ("image-01",))

    @property
    def abilities(self) -> FrameAbilities:
        """What the model can do."""
        return FrameAbilities(references=1, sizes=tuple(RATIOS.values()), longest=1280)

    def submit(self, spec: FrameSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the picture made, keep it, and return the tag under which it is kept."""
        with sending(self._kept, tag):
            answer = self._talk.send("/v1/image_generation", self._request(spec, pictures))
            picture = self._picture(answer)
        return self._kept.keep(tag, picture)

    def poll(self, id: str) -> Progress:
        """Return the job as done if its answer is kept."""
        return self._kept.poll(id)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the kept answer."""
        self._kept.fetch(progress, out)

    def cancel(self, id: str) -> None:
        """Do nothing: it is done when it is known."""

    def price(self, spec: FrameSpec) -> float:
        """Return what a picture costs in US dollars."""
        return self.prices.price(self.name, self.model, spec, size_of(spec, self.abilities))

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept; raise JobUncertain if it was asked for and lost."""
        return self._kept.find(tag)

    def _request(self, spec: FrameSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        size = size_of(spec, self.abilities)
        asked: dict[str, Any] = {
            "model": self.model,
            "prompt": worded(spec.prompt, 1500),
            "aspect_ratio": next(name for name, found in RATIOS.items() if found == size),
            "response_format": "base64",
            "n": 1,
            "seed": spec.seed % 2**31,
            "prompt_optimizer": False,
        }
        if pictures:
            asked["subject_reference"] = [{"type": "character", "image_file": data_uri(pictures[0])}]
        return asked

    def _picture(self, answer: Mapping[str, Any]) -> bytes:
        """Return the picture in an answer; one that was held back is only counted."""
        data, counted = answer.get("data") or {}, answer.get("metadata") or {}
        pictures = data.get("image_base64") or ()
        if not pictures and str(counted.get("failed_count") or "0") != "0":
            raise refusal("MiniMax", self.model, "the picture was held back")
        return whole(str(pictures[0]) if pictures else "", "MiniMax")

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.folder / self.name / self.model)

    @cached_property
    def _talk(self) -> Talk:
        return talk(self.key, self.model, self.base, self.limits)
