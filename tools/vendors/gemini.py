"""Google's Gemini image models ("Nano Banana"): a picture from words and up to fourteen other pictures.

Request and answer as in the official SDK ``google-genai`` 3.4.0 (``types.py``: ``GenerateContentConfig``,
``ImageConfig``, ``FinishReason``, ``BlockedReason``; ``models.py``: ``_GenerateContentConfig_to_mldev``). Sizes by
ratio as on https://ai.google.dev/gemini-api/docs/image-generation, read second hand. The model answers at once, so the
answer is kept on disk before it counts. Whether a seed is heeded is not said anywhere; it is sent, and not relied upon.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NoReturn

from ...errors import JobUncertain, SettingsError, ToolError
from ..frame.spec import FrameAbilities, FrameSpec
from .faults import refusal, short
from .google_omni import SETTING
from .kept import Kept, sending, whole
from .pictures import encoded
from .prices import Prices, read_prices
from .vendor import Progress, size_of, worded
from .wire import Limits, Wire

RATIOS = {
    "9:16": (768, 1376),
    "2:3": (848, 1264),
    "3:4": (896, 1200),
    "4:5": (928, 1152),
    "1:1": (1024, 1024),
    "5:4": (1152, 928),
    "4:3": (1200, 896),
    "3:2": (1264, 848),
    "16:9": (1376, 768),
}
"""What comes at size 1K; at 2K it is twice as wide and as high."""
ABLE = FrameAbilities(
    references=14,
    seeds=False,
    sizes=(*RATIOS.values(), *((2 * width, 2 * height) for width, height in RATIOS.values())),
    longest=2752,
)
MODELS = ("gemini-3.1-flash-image", "gemini-3-pro-image")
PROMPT = 6000
"""Characters of a prompt."""

REFUSED = frozenset({
    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION", "MODEL_ARMOR", "PUP_LIMITED_DISABLED",
})  # fmt: skip


@dataclass(frozen=True)
class Gemini:
    """One image model in the Gemini API."""

    key: str = field(repr=False)
    folder: Path
    """Where answers are kept."""
    model: str = "gemini-3.1-flash-image"
    base: str = "https://generativelanguage.googleapis.com"
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(read=600), repr=False)

    name: Literal["google"] = "google"
    version: str = "1"
    finds: bool = True

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(f"Google's {self.model} is not known here. Choose one of {', '.join(MODELS)}.")

    @property
    def abilities(self) -> FrameAbilities:
        """What the model can do."""
        return ABLE

    def submit(self, spec: FrameSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the picture made, keep it, and return the tag under which it is kept."""
        with sending(self._kept, tag):
            answer = self._wire.send(f"/v1beta/models/{self.model}:generateContent", json=self._request(spec, pictures))
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
        return self.prices.price(self.name, self.model, spec, size_of(spec, ABLE))

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept; raise JobUncertain if it was asked for and lost."""
        return self._kept.find(tag)

    def _request(self, spec: FrameSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        size = size_of(spec, ABLE)
        large = max(size) > 1400
        shape = (size[0] // 2, size[1] // 2) if large else size
        parts: list[dict[str, Any]] = []
        for path in pictures:
            data, kind = encoded(path)
            parts.append({"inlineData": {"mimeType": kind, "data": base64.b64encode(data).decode("ascii")}})
        parts.append({"text": worded(spec.prompt, PROMPT)})
        return {
            "contents": [{"role": "user", "parts": parts}],
            "generationConfig": {
                "responseModalities": ["IMAGE"],
                "imageConfig": {
                    "aspectRatio": next(name for name, found in RATIOS.items() if found == shape),
                    "imageSize": "2K" if large else "1K",
                },
                "seed": spec.seed % 2**31,
            },
        }

    def _picture(self, answer: Mapping[str, Any]) -> bytes:
        """Return the picture in an answer; raise MakerRefused or ToolError if there is none."""
        blocked = (answer.get("promptFeedback") or {}).get("blockReason")
        if blocked:
            raise refusal("Google", self.model, str(blocked))
        candidates = [one for one in answer.get("candidates") or () if isinstance(one, dict)]
        parts = [part for one in candidates for part in (one.get("content") or {}).get("parts") or ()]
        data = [
            part["inlineData"]["data"]
            for part in parts
            if not part.get("thought") and isinstance(part.get("inlineData"), dict) and "data" in part["inlineData"]
        ]
        if not data:
            self._say_why(candidates, parts)
        return whole(str(data[-1]), "Google")

    def _say_why(self, candidates: Sequence[Mapping[str, Any]], parts: Sequence[Mapping[str, Any]]) -> NoReturn:
        """Raise what an answer without a picture means."""
        reasons = [str(one["finishReason"]) for one in candidates if one.get("finishReason")]
        said = short(" ".join(str(part["text"]) for part in parts if part.get("text")))
        if not candidates:
            raise JobUncertain("Google may have made the picture: its answer holds no candidate.")
        why = ": ".join(filter(None, (*reasons, said))) or "no reason given"
        if REFUSED & set(reasons):
            raise refusal("Google", self.model, why)
        raise ToolError(
            f"{self.model} at Google answers without a picture ({why}). Make the shot again, or say it otherwise."
        )

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.folder / self.name / self.model)

    @cached_property
    def _wire(self) -> Wire:
        headers = {"x-goog-api-key": self.key}
        return Wire("Google", self.model, self.base, SETTING, headers, self.key, limits=self.limits)
