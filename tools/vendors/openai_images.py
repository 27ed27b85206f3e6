"""OpenAI's image models: a picture from words, or from words and up to sixteen other pictures.

Request and answer as in the official SDK ``openai`` 3.54.0 (``types/image_edit_params.py``,
``types/image_generate_params.py``, ``types/images_response.py``, ``resources/images.py``), limits of sizes as told on
OpenAI's forum for gpt-image-2, the code of a refusal (``moderation_blocked``) as users report it. The models answer at
once, so the answer is kept on disk before it counts. They take no seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import SettingsError
from ...memory.frozen import Frozen
from ..frame.spec import FrameAbilities, FrameSpec
from .kept import Kept, sending, whole
from .pictures import encoded
from .prices import Prices, read_prices
from .vendor import Progress, size_of, worded
from .wire import Limits, Wire

SETTING = "OPENAI_API_KEY"
PROMPT = 32_000
"""Characters of a prompt."""
FEWEST, MOST = 655_360, 8_294_400
"""Pixels of a picture in any size."""

_ANY = FrameAbilities(references=16, seeds=False, multiple=16, longest=3840)
_THREE = FrameAbilities(
    references=16, seeds=False, sizes=((1024, 1536), (1024, 1024), (1536, 1024)), multiple=16, longest=1536
)


class ImageModel(Frozen):
    """What one of its models takes."""

    able: FrameAbilities = _ANY
    fidelity: bool = False
    """Whether it has the switch ``input_fidelity``, which keeps faces."""


MODELS: dict[str, ImageModel] = {
    "gpt-image-1.5": ImageModel(able=_THREE, fidelity=True),
    "gpt-image-2": ImageModel(),
    "gpt-image-2.5-flare": ImageModel(),
    "gpt-image-2.5-sunburst": ImageModel(),
}


@dataclass(frozen=True)
class OpenAIImages:
    """One image model of OpenAI's."""

    key: str = field(repr=False)
    folder: Path
    """Where answers are kept."""
    model: str = "gpt-image-2"
    quality: Literal["low", "medium", "high"] = "medium"
    base: str = "https://api.openai.com/v1"
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(read=600), repr=False)

    name: Literal["openai"] = "openai"
    finds: bool = True

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(f"OpenAI's {self.model} is not known here. Choose one of {', '.join(MODELS)}.")

    @property
    def version(self) -> str:
        """Another quality is another picture."""
        return f"1-{self.quality}"

    @property
    def abilities(self) -> FrameAbilities:
        """What the model can do."""
        return MODELS[self.model].able

    def submit(self, spec: FrameSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the picture made, keep it, and return the tag under which it is kept."""
        fields = self._fields(spec)
        shown = [_part(number, path) for number, path in enumerate(pictures, 1)]
        with sending(self._kept, tag):
            if shown:
                answer = self._wire.send("/images/edits", data=fields, files=shown)
            else:
                answer = self._wire.send("/images/generations", json={**fields, "n": 1})
            picture = _picture(answer)
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
        """Return what a picture costs in US dollars, in the quality that is asked for."""
        return self.prices.price(self.name, f"{self.model} {self.quality}", spec, self._size(spec))

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept; raise JobUncertain if it was asked for and lost."""
        return self._kept.find(tag)

    def _fields(self, spec: FrameSpec) -> dict[str, str]:
        width, height = self._size(spec)
        fields = {
            "model": self.model,
            "prompt": worded(spec.prompt, PROMPT),
            "size": f"{width}x{height}",
            "quality": self.quality,
            "output_format": "png",
            "n": "1",
        }
        if MODELS[self.model].fidelity and spec.references:
            fields["input_fidelity"] = "high"
        return fields

    def _size(self, spec: FrameSpec) -> tuple[int, int]:
        """Return the size to ask for: one of the model's, or that of the Spec brought within its limits."""
        width, height = size_of(spec, self.abilities)
        if self.abilities.sizes:
            return width, height
        pixels = width * height
        scale = (min(max(pixels, FEWEST * 1.05), MOST * 0.95) / pixels) ** 0.5
        return _stepped(width * scale), _stepped(height * scale)

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.folder / self.name / self.model)

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Bearer {self.key}"}
        return Wire("OpenAI", self.model, self.base, SETTING, headers, self.key, limits=self.limits)


def _stepped(pixels: float) -> int:
    return max(16, round(pixels / 16) * 16)


def _part(number: int, path: Path) -> tuple[str, tuple[str, bytes, str]]:
    data, kind = encoded(path)
    return "image[]", (f"image{number}.{kind.partition('/')[2]}", data, kind)


def _picture(answer: Mapping[str, Any]) -> bytes:
    rows = [row for row in answer.get("data") or () if isinstance(row, dict)]
    return whole(str(rows[0].get("b64_json") or "") if rows else "", "OpenAI")
