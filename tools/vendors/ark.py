"""ByteDance's Ark (BytePlus ModelArk, Volcano Engine): Seedance makes clips, Seedream makes pictures.

Tasks as in the official SDK ``volcengine-python-sdk`` (``volcenginesdkarkruntime``:
``resources/content_generation/tasks.py``, ``types/content_generation/content_generation_task.py``,
``resources/images/images.py``, ``types/images/images.py``) and https://docs.byteplus.com/en/docs/ModelArk/1520757,
refusals as on https://docs.byteplus.com/en/docs/ModelArk/1299023. Roles of pictures, lengths and sizes as in ComfyUI's
``comfy_api_nodes/apis/bytedance.py``, which calls the same API. Not tried: clips over 12 seconds. Seedance 2 refuses
pictures with lifelike faces that are not in its own library of assets
(``…SensitiveContentDetected.PrivacyInformation``), so the look of a series decides whether it can serve.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import SettingsError, ToolError
from ..clip.spec import ClipAbilities, ClipSpec
from ..frame.spec import FrameAbilities, FrameSpec
from .faults import moderated, refusal, short
from .kept import Kept, sending, whole
from .pictures import data_uri
from .prices import Prices, read_prices
from .vendor import JobIs, Progress, file_of, id_of, length_of, size_of, worded, words_of
from .wire import Limits, Wire

SETTING = "ARK_API_KEY"
ABROAD = "https://ark.ap-southeast.bytepluses.com/api/v3"
CHINA = "https://ark.cn-beijing.volces.com/api/v3"

_SIZES = ((720, 1280), (1080, 1920))
_OLD = ClipAbilities(
    last=True, speaks=True, lengths=tuple(map(float, range(4, 13))), longest=12, sizes=_SIZES, prompt=2000
)
_NEW = _OLD.model_copy(update={"lengths": tuple(map(float, range(4, 16))), "longest": 15.0})
_FAST = _NEW.model_copy(update={"sizes": ((720, 1280),)})

SEEDANCE: dict[str, tuple[ClipAbilities, int]] = {
    "seedance-1-5-pro-251215": (_OLD, 0),
    "seedance-2-0-260128": (_NEW, 9),
    "seedance-2-0-fast-260128": (_FAST, 9),
    "seedance-2-5-260628": (_FAST, 9),
}
"""What a model can do between two frames, and how many references it takes instead; without the name of the house."""
SEEDREAM: dict[str, int] = {"seedream-4-0-250828": 10, "seedream-4-5-251128": 10}
"""How many references a model takes."""
_PICTURES = ((1440, 2560), (1664, 2496), (1728, 2304), (2048, 2048), (2304, 1728), (2496, 1664), (2560, 1440))
"""Sizes that all of its models make; later ones make nothing smaller."""

STATES: dict[str, JobIs] = {
    "queued": "queued",
    "running": "running",
    "succeeded": "done",
    "failed": "failed",
    "expired": "failed",
    "cancelled": "cancelled",
}


@dataclass(frozen=True)
class Seedance:
    """One Seedance model. It is shown either frames or references, never both."""

    key: str = field(repr=False)
    model: str = "seedance-1-5-pro-251215"
    """In China it begins with ``doubao-``, the second generation abroad with ``dreamina-``."""
    shown: Literal["frames", "references"] = "frames"
    base: str = ABROAD
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["ark"] = "ark"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        must_be_known(self.model, SEEDANCE)

    @property
    def abilities(self) -> ClipAbilities:
        """What the model can do, with what it is shown."""
        able, references = SEEDANCE[plain(self.model)]
        if self.shown == "frames":
            return able
        return able.model_copy(update={"first": False, "last": False, "references": references})

    def submit(self, spec: ClipSpec, pictures: Sequence[Path], tag: str) -> str:
        """Create a task and return its id."""
        answer = self._wire.send("/contents/generations/tasks", json=self._request(spec, pictures))
        return id_of(answer, "id", "Ark")

    def poll(self, id: str) -> Progress:
        """Return how far a task is; of a clip, its last frame comes second among the files."""
        task = self._wire.ask("GET", f"/contents/generations/tasks/{id}")
        state = STATES.get(str(task.get("status")), "running")
        error, content = task.get("error") or {}, task.get("content") or {}
        text = short(": ".join(filter(None, (str(error.get("code") or ""), str(error.get("message") or "")))))
        if state == "failed" and moderated(text):
            state = "refused"
        if task.get("status") == "expired":
            text = text or "it waited too long in the queue"
        files = [str(content[name]) for name in ("video_url", "last_frame_url") if content.get(name)]
        return Progress(state=state, files=tuple(files), text=text)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the clip; its address holds for 24 hours."""
        self._wire.download(file_of(progress, "Ark"), out)

    def cancel(self, id: str) -> None:
        """Cancel a task that waits in the queue; one that runs goes on."""
        self._wire.ask("DELETE", f"/contents/generations/tasks/{id}")

    def price(self, spec: ClipSpec) -> float:
        """Return what a clip costs in US dollars."""
        able = self.abilities
        return self.prices.price(self.name, plain(self.model), spec, size_of(spec, able), length_of(spec, able))

    def find(self, tag: str) -> str | None:
        """Return None: tasks can be listed, and the list does not say what they were asked."""
        return None

    def _request(self, spec: ClipSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        able = self.abilities
        width, height = size_of(spec, able)
        roles = [role for role, given in (("first_frame", spec.first), ("last_frame", spec.last)) if given]
        roles += ["reference_image"] * len(spec.references)
        shown = [
            {"type": "image_url", "image_url": {"url": data_uri(path)}, "role": role}
            for role, path in zip(roles, pictures, strict=True)
        ]
        return {
            "model": self.model,
            "content": [{"type": "text", "text": words_of(spec, able)}, *shown],
            "resolution": f"{min(width, height)}p",
            "ratio": "9:16" if width < height else "16:9",
            "duration": int(length_of(spec, able)),
            "seed": spec.seed % 2**31,
            "generate_audio": bool(spec.speech),
            "return_last_frame": True,
            "watermark": False,
        }

    @cached_property
    def _wire(self) -> Wire:
        return ark_wire(self.key, self.model, self.base, self.limits)


@dataclass(frozen=True)
class Seedream:
    """One Seedream model. It answers at once, so its answer is kept on disk before it counts."""

    key: str = field(repr=False)
    folder: Path
    """Where answers are kept."""
    model: str = "seedream-4-5-251128"
    base: str = ABROAD
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(read=600), repr=False)

    name: Literal["ark"] = "ark"
    version: str = "1"
    finds: bool = True

    def __post_init__(self) -> None:
        must_be_known(self.model, SEEDREAM)

    @property
    def abilities(self) -> FrameAbilities:
        """What the model can do; it takes no seed."""
        return FrameAbilities(references=SEEDREAM[plain(self.model)], seeds=False, sizes=_PICTURES, longest=2560)

    def submit(self, spec: FrameSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the picture made, keep it, and return the tag under which it is kept."""
        with sending(self._kept, tag):
            answer = self._wire.send("/images/generations", json=self._request(spec, pictures))
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
        return self.prices.price(self.name, plain(self.model), spec, size_of(spec, self.abilities))

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept; raise JobUncertain if it was asked for and lost."""
        return self._kept.find(tag)

    def _request(self, spec: FrameSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        width, height = size_of(spec, self.abilities)
        asked: dict[str, Any] = {
            "model": self.model,
            "prompt": worded(spec.prompt, 3000),
            "size": f"{width}x{height}",
            "response_format": "b64_json",
            "sequential_image_generation": "disabled",
            "watermark": False,
        }
        if pictures:
            asked["image"] = [data_uri(path) for path in pictures]
        return asked

    def _picture(self, answer: Mapping[str, Any]) -> bytes:
        """Return the picture in an answer; an error may stand for the whole of it or for one picture."""
        rows = [row for row in answer.get("data") or () if isinstance(row, dict)]
        for row in rows:
            if row.get("b64_json"):
                return whole(str(row["b64_json"]), "Ark")
        errors = [one["error"] for one in (answer, *rows) if isinstance(one.get("error"), dict)]
        text = short("; ".join(f"{one.get('code', '')}: {one.get('message', '')}" for one in errors))
        if moderated(text):
            raise refusal("Ark", self.model, text)
        return whole("", "Ark") if not text else _failed(self.model, text)

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.folder / self.name / self.model)

    @cached_property
    def _wire(self) -> Wire:
        return ark_wire(self.key, self.model, self.base, self.limits)


def plain(model: str) -> str:
    """Return a model's name without that of the house: ``doubao-`` in China, ``dreamina-`` abroad."""
    return model.removeprefix("doubao-").removeprefix("dreamina-")


def must_be_known(model: str, known: Mapping[str, object]) -> None:
    """Raise SettingsError if nothing is known of a model."""
    if plain(model) not in known:
        raise SettingsError(f"Ark's {model} is not known here. Choose one of {', '.join(known)}.")


def ark_wire(key: str, model: str, base: str, limits: Limits) -> Wire:
    """Return the wire to Ark."""
    return Wire("Ark", model, base, SETTING, {"authorization": f"Bearer {key}"}, key, limits=limits)


def _failed(model: str, text: str) -> bytes:
    raise ToolError(f"{model} at Ark could not make this picture ({text}). Make the shot again.")
