"""Google's Gemini Omni Flash: the model that has taken Veo's place in the Gemini API.

Veo's models were shut down in the Gemini API on 2026-10-22; Omni is asked for through Interactions. Request and answer
as in the official SDK ``google-genai`` 3.4.0 (``_gaos/types/interactions``: ``createmodelinteraction``,
``videoresponseformat``, ``videoconfig``, ``interaction``), tags in the prompt as in the guide on
https://ai.google.dev/gemini-api/docs/omni (2026-09-18). That an answer may come inline although an address was asked
for, that an unknown id is a 400, and that a refusal is a finished interaction without a video, is told by those who
have used it; it could not be tried here. Interactions cannot be listed, so a lost one cannot be found.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import httpx

from ...errors import SettingsError, ToolError
from ..clip.spec import ClipAbilities, ClipSpec
from .addresses import origin
from .faults import moderated, short
from .pictures import encoded
from .prices import Prices, read_prices
from .vendor import JobIs, NoSuchJob, Progress, file_of, id_of, length_of, size_of, words_of
from .wire import Damaged, Limits, Wire

SETTING = "GEMINI_API_KEY"

RESOLUTIONS = {(360, 640): "360p", (720, 1280): "720p", (1080, 1920): "1080p"}

_SECONDS = tuple(float(second) for second in range(3, 11))
_TAGS = 600
"""Characters of a prompt kept for what is said about the pictures."""
ABLE = ClipAbilities(
    last=True,
    references=3,
    speaks=True,
    lengths=_SECONDS,
    longest=10,
    sizes=((720, 1280), (1080, 1920)),
    prompt=4000 - _TAGS,
)
MODELS = ("gemini-omni-1.1-flash", "gemini-omni-1.2-flash")

STATES: dict[str, JobIs] = {
    "queued": "queued",
    "in_progress": "running",
    "completed": "done",
    "cancelled": "cancelled",
    "failed": "failed",
    "incomplete": "failed",
    "budget_exceeded": "failed",
    "requires_action": "failed",
    "requires_continuation": "failed",
}
_INLINE = "interaction:"


@dataclass(frozen=True)
class GoogleOmni:
    """One Omni model in the Gemini API. It always makes sound; what is not to be heard is said in the prompt."""

    key: str = field(repr=False)
    model: str = "gemini-omni-1.1-flash"
    base: str = "https://generativelanguage.googleapis.com"
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["google"] = "google"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(
                f"Google's {self.model} is not known here. Choose one of {', '.join(MODELS)}; Veo is reached through "
                "the Agent Platform only."
            )

    @property
    def abilities(self) -> ClipAbilities:
        """What the model can do."""
        return ABLE

    def submit(self, spec: ClipSpec, pictures: Sequence[Path], tag: str) -> str:
        """Create an interaction in the background and return its id."""
        answer = self._wire.send("/v1beta/interactions", json=self._request(spec, pictures))
        return id_of(answer, "id", "Google")

    def poll(self, id: str) -> Progress:
        """Return how far an interaction is; a finished one without a video has been refused."""
        told = self._interaction(id)
        state = STATES.get(str(told.get("status")), "running")
        text = _reason(told)
        if state == "done":
            video = _video(told)
            if video:
                return Progress(state="done", fraction=1.0, files=(str(video.get("uri") or f"{_INLINE}{id}"),))
            state = "failed" if _counted(told) else "refused"
            text = text or "it ended without a video"
        elif state == "failed" and moderated(text):
            state = "refused"
        return Progress(state=state, text=text)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the clip from its address, or out of the interaction; both are Google's own and want the key."""
        url = file_of(progress, "Google")
        if not url.startswith(_INLINE):
            self._wire.download(_media(url, self.base), out, keyed=True)
            return
        video = _video(self._interaction(url.removeprefix(_INLINE)))
        write_decoded(str((video or {}).get("data") or ""), out, self.model)

    def cancel(self, id: str) -> None:
        """Cancel an interaction that runs in the background."""
        self._wire.ask("POST", f"/v1beta/interactions/{id}/cancel")

    def price(self, spec: ClipSpec) -> float:
        """Return what a clip costs in US dollars."""
        return self.prices.price(self.name, self.model, spec, size_of(spec, ABLE), length_of(spec, ABLE))

    def find(self, tag: str) -> str | None:
        """Return None: interactions cannot be listed."""
        return None

    def _interaction(self, id: str) -> dict[str, Any]:
        try:
            return self._wire.ask("GET", f"/v1beta/interactions/{id}")
        except ToolError as error:
            if "invalid interaction name" in str(error).lower():
                raise NoSuchJob(f"Google knows no such interaction of {self.model}, or no longer.") from error
            raise

    def _request(self, spec: ClipSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        size = size_of(spec, ABLE)
        shown: list[dict[str, Any]] = []
        for path in pictures:
            data, kind = encoded(path)
            shown.append({"type": "image", "data": base64.b64encode(data).decode("ascii"), "mime_type": kind})
        task = "image_to_video" if spec.first else "reference_to_video" if spec.references else "text_to_video"
        return {
            "model": self.model,
            "input": [*shown, {"type": "text", "text": prompted(spec)}],
            "background": True,
            "response_format": {
                "type": "video",
                "delivery": "uri",
                "aspect_ratio": "9:16" if size[0] < size[1] else "16:9",
                "resolution": RESOLUTIONS[size],
                "duration": f"{int(length_of(spec, ABLE))}s",
            },
            "generation_config": {"video_config": {"task": task}},
        }

    @cached_property
    def _wire(self) -> Wire:
        headers = {"x-goog-api-key": self.key}
        return Wire("Google", self.model, self.base, SETTING, headers, self.key, limits=self.limits)


def prompted(spec: ClipSpec) -> str:
    """Return the prompt with the tags that say what each picture is for, and what is not to be heard."""
    names = [name for name, given in (("<FIRST_FRAME>", spec.first), ("<LAST_FRAME>", spec.last)) if given]
    shown = [f"<IMAGE_REF_{i}>" for i in range(len(spec.references))]
    sources = [f"{name}@Image{i}" for i, name in enumerate(names, 1)]
    referred = [f"{name}@Image{i}" for i, name in enumerate(shown, len(names) + 1)]
    head = " ".join(names)
    if referred:
        head = " ".join(
            f"[# {kind} {' '.join(one)}]" for kind, one in (("Sources", sources), ("References", referred)) if one
        )
    who = [f"{name} is {one.subject}." for name, one in zip(shown, spec.references, strict=True)]
    quiet = "Nobody says anything else. No music." if spec.speech else "No dialogue. No music."
    words = words_of(spec, ABLE)
    return " ".join(filter(None, (head, words, *who, "One continuous, unbroken shot without a cut.", quiet)))


def write_decoded(text: str, out: Path, model: str) -> None:
    """Write what base64 says at ``out``; raise Damaged if it says nothing."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged(f"What {model} made came broken off.") from error
    if not data:
        raise Damaged(f"What {model} made came empty.")
    part = out.with_name(out.name + ".part")
    part.write_bytes(data)
    part.replace(out)


def _media(url: str, base: str) -> str:
    """Return the address of a file's content: Google's own addresses give a description otherwise."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return url
    if parsed.host and origin(parsed) == origin(base) and "alt" not in parsed.params:
        return str(parsed.copy_add_param("alt", "media"))
    return url


def _outputs(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the contents of the model's own steps."""
    steps = [step for step in told.get("steps") or () if isinstance(step, dict) and step.get("type") == "model_output"]
    return [one for step in steps for one in step.get("content") or () if isinstance(one, dict)]


def _video(told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((one for one in _outputs(told) if one.get("type") == "video"), None)


def _counted(told: Mapping[str, Any]) -> bool:
    """Return whether a video was made and counted, though none is where it is read."""
    usage = told.get("usage")
    counts = usage.get("output_tokens_by_modality") if isinstance(usage, dict) else None
    return any(
        str(one.get("modality")).lower() == "video" and one.get("tokens")
        for one in counts or ()
        if isinstance(one, dict)
    )


def _reason(told: Mapping[str, Any]) -> str:
    """Return what is said of a failure: the errors, else the model's own words."""
    errors = [told.get("error"), *(told.get("errors") or ())]
    said = [f"{one.get('code', '')}: {one.get('message', '')}".strip(": ") for one in errors if isinstance(one, dict)]
    if not any(said) and told.get("status") == "completed":
        said = [str(one.get("text", "")) for one in _outputs(told) if one.get("type") == "text"]
    return short("; ".join(filter(None, said)))
