"""fal: one queue, many models: Kling, Seedance, Wan, Hailuo, Flux, Seedream.

The queue is spoken as the official clients speak it: ``fal-client`` 1.0.3 for Python (submit, status, result, cancel,
which addresses are built from the app and the request id) and https://fal.ai/docs/api-reference/inference-api. What
each app takes is read from the types of ``@fal-ai/client`` 1.10.1 (``src/types/endpoints.d.ts``), errors from
https://fal.ai/docs/model-apis/errors. Requests cannot be found by a tag of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import MakerRefused, SettingsError
from ...memory.frozen import Frozen
from ..clip.spec import ClipAbilities, ClipSpec
from ..frame.spec import FrameAbilities, FrameSpec
from .faults import Rejected, moderated
from .pictures import data_uri
from .prices import Prices, read_prices
from .vendor import PictureSpec, Progress, file_of, id_of, length_of, size_of, words_of
from .wire import Limits, Wire

_HD, _FULL, _SMALL_HD = (720, 1280), (1080, 1920), (768, 1366)


class FalModel(Frozen):
    """One model: its apps, and what their arguments are called."""

    able: ClipAbilities | FrameAbilities
    text: str = ""
    """App that makes it of words alone; empty: there is none that makes upright pictures."""
    shown: str = ""
    """App that makes it of pictures: of the first frame, or of references."""
    first: str = "image_url"
    last: str = "end_image_url"
    length: bool = True
    """Whether it takes ``duration``; it is a text."""
    resolution: bool = False
    aspect: bool = False
    """Whether the app of pictures takes ``aspect_ratio``, too."""
    seeds: bool = False
    sound: str = ""
    """Name of the switch for sound; empty: it has none."""
    extra: dict[str, str | bool] = {}
    """What is said besides, always the same."""


def _seconds(first: int, last: int) -> tuple[float, ...]:
    return tuple(float(second) for second in range(first, last + 1))


def _kling(tier: str, size: tuple[int, int]) -> FalModel:
    return FalModel(
        able=ClipAbilities(last=True, speaks=True, lengths=_seconds(3, 15), longest=15, sizes=(size,), prompt=2500),
        text=f"fal-ai/kling-video/v3/{tier}/text-to-video",
        shown=f"fal-ai/kling-video/v3/{tier}/image-to-video",
        first="start_image_url",
        sound="generate_audio",
    )


MODELS: dict[str, FalModel] = {
    "kling-v3-pro": _kling("pro", _FULL),
    "kling-v3-standard": _kling("standard", _HD),
    "kling-v2.6-pro": FalModel(
        able=ClipAbilities(last=True, speaks=True, lengths=(5, 10), longest=10, sizes=(_FULL,), prompt=2500),
        shown="fal-ai/kling-video/v2.6/pro/image-to-video",
        first="start_image_url",
        sound="generate_audio",
    ),
    "kling-v2.5-turbo-pro": FalModel(
        able=ClipAbilities(last=True, lengths=(5, 10), longest=10, sizes=(_FULL,), prompt=2500),
        shown="fal-ai/kling-video/v2.5-turbo/pro/image-to-video",
        last="tail_image_url",
    ),
    "seedance-v1.5-pro": FalModel(
        able=ClipAbilities(last=True, speaks=True, lengths=_seconds(4, 12), longest=12, sizes=(_HD, _FULL)),
        text="fal-ai/bytedance/seedance/v1.5/pro/text-to-video",
        shown="fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
        resolution=True,
        aspect=True,
        seeds=True,
        sound="generate_audio",
    ),
    "wan-v2.7": FalModel(
        able=ClipAbilities(last=True, lengths=_seconds(2, 15), longest=15, sizes=(_HD, _FULL), prompt=1500),
        text="fal-ai/wan/v2.7/text-to-video",
        shown="fal-ai/wan/v2.7/image-to-video",
        resolution=True,
        seeds=True,
        extra={"enable_prompt_expansion": False},
    ),
    "hailuo-2.3-pro": FalModel(
        able=ClipAbilities(lengths=(6,), longest=6, sizes=(_FULL,)),
        shown="fal-ai/minimax/hailuo-2.3/pro/image-to-video",
        length=False,
        extra={"prompt_optimizer": False},
    ),
    "hailuo-2.3-standard": FalModel(
        able=ClipAbilities(lengths=(6, 10), longest=10, sizes=(_SMALL_HD,)),
        shown="fal-ai/minimax/hailuo-2.3/standard/image-to-video",
        extra={"prompt_optimizer": False},
    ),
    "flux-2-pro": FalModel(
        able=FrameAbilities(references=8, multiple=16, longest=2048),
        text="fal-ai/flux-2-pro",
        shown="fal-ai/flux-2-pro/edit",
        seeds=True,
        extra={"output_format": "png"},
    ),
    "flux-2": FalModel(
        able=FrameAbilities(references=4, multiple=16, longest=2048),
        text="fal-ai/flux-2",
        shown="fal-ai/flux-2/edit",
        seeds=True,
        extra={"output_format": "png"},
    ),
    "seedream-v4.5": FalModel(
        able=FrameAbilities(references=10, sizes=((1440, 2560),), longest=2560),
        text="fal-ai/bytedance/seedream/v4.5/text-to-image",
        shown="fal-ai/bytedance/seedream/v4.5/edit",
        seeds=True,
    ),
}
"""Whatever the user may name in ``fal:…``."""


@dataclass(frozen=True)
class Fal:
    """One model at fal."""

    key: str = field(repr=False)
    model: str = "kling-v3-pro"
    base: str = "https://queue.fal.run"
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["fal"] = "fal"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(f"fal's {self.model} is not known here. Choose one of {', '.join(MODELS)}.")

    @property
    def abilities(self) -> ClipAbilities | FrameAbilities:
        """What the model can do."""
        return self._kind.able

    def submit(self, spec: PictureSpec, pictures: Sequence[Path], tag: str) -> str:
        """Put a request into the queue and return its id."""
        app = self._kind.shown if pictures else self._kind.text
        if not app:
            raise MakerRefused(f"{self.model} at fal needs a first frame; choose another maker for this shot.")
        asked = self._clip(spec, pictures) if isinstance(spec, ClipSpec) else self._frame(spec, pictures)
        return id_of(self._wire.send(f"/{app}", json={**asked, **self._kind.extra}), "request_id", "fal")

    def poll(self, id: str) -> Progress:
        """Return how far a request is; the result of one that is done is another question."""
        status = self._wire.ask("GET", f"{self._request(id)}/status")
        match status.get("status"):
            case "IN_QUEUE":
                return Progress(state="queued")
            case "COMPLETED":
                return self._result(id, status)
            case "CANCELED" | "CANCELLED":
                return Progress(state="cancelled")
            case "FAILED":
                return _failed(_words(status))
            case _:
                return Progress(state="running")

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the file."""
        self._wire.download(file_of(progress, "fal"), out)

    def cancel(self, id: str) -> None:
        """Take a request out of the queue; one that runs may go on."""
        self._wire.ask("PUT", f"{self._request(id)}/cancel")

    def price(self, spec: PictureSpec) -> float:
        """Return what a Spec costs in US dollars."""
        able = self.abilities
        seconds = length_of(spec, able) if isinstance(spec, ClipSpec) and isinstance(able, ClipAbilities) else 0.0
        return self.prices.price(self.name, self.model, spec, size_of(spec, able), seconds)

    def find(self, tag: str) -> str | None:
        """Return None: requests cannot be found by a tag."""
        return None

    def _result(self, id: str, status: Mapping[str, Any]) -> Progress:
        """Return what became of a request that is over: it may have failed, and then its result says why."""
        if status.get("error"):
            return _failed(_words(status))
        try:
            result = self._wire.ask("GET", self._request(id))
        except Rejected as error:
            return _failed(error.said)
        if any(result.get("has_nsfw_concepts") or ()):
            return Progress(state="refused", text="has_nsfw_concepts")
        made = result.get("video") or result.get("images") or ()
        files = [made] if isinstance(made, Mapping) else made
        return Progress(state="done", fraction=1, files=tuple(str(file["url"]) for file in files if "url" in file))

    def _clip(self, spec: ClipSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        kind = self._kind
        assert isinstance(kind.able, ClipAbilities), "must_fit has seen to it"
        width, height = size_of(spec, kind.able)
        asked: dict[str, Any] = {"prompt": words_of(spec, kind.able)}
        names = [name for name, given in ((kind.first, spec.first), (kind.last, spec.last)) if given]
        asked |= {name: data_uri(path) for name, path in zip(names, pictures, strict=False)}
        if kind.length:
            asked["duration"] = f"{length_of(spec, kind.able):.0f}"
        if kind.resolution:
            asked["resolution"] = f"{min(width, height)}p"
        if kind.aspect or not pictures:
            asked["aspect_ratio"] = "9:16" if height > width else "16:9" if width > height else "1:1"
        if kind.sound:
            asked[kind.sound] = bool(spec.speech)
        return asked | self._seed(spec)

    def _frame(self, spec: FrameSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        width, height = size_of(spec, self.abilities)
        asked: dict[str, Any] = {
            "prompt": words_of(spec, self.abilities),
            "image_size": {"width": width, "height": height},
        }
        if pictures:
            asked["image_urls"] = [data_uri(path) for path in pictures]
        return asked | self._seed(spec)

    def _seed(self, spec: PictureSpec) -> dict[str, int]:
        return {"seed": spec.seed % 2**31} if self._kind.seeds else {}

    def _request(self, id: str) -> str:
        """Return the path of a request: owner and name of the app, without what follows them."""
        owner, name, *_ = (self._kind.shown or self._kind.text).split("/")
        return f"/{owner}/{name}/requests/{id}"

    @property
    def _kind(self) -> FalModel:
        return MODELS[self.model]

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Key {self.key}"}
        return Wire("fal", self.model, self.base, "FAL_KEY", headers, self.key, limits=self.limits)


def _failed(words: str) -> Progress:
    """Return the end of a request that failed; moderation is told apart by its type or its words."""
    return Progress(state="refused" if moderated(words) else "failed", text=words)


def _words(status: Mapping[str, Any]) -> str:
    return ": ".join(str(status[name]) for name in ("error_type", "error") if status.get(name))
