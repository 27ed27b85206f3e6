"""Google's Veo on the Agent Platform (Vertex AI), where it still is: in the Gemini API it was shut down on 2026-10-22.

Request and answer as in the official SDK ``google-genai`` 3.4.0 (``_GenerateVideosParameters_to_vertex`` and
``_GenerateVideosConfig_to_vertex`` in ``models.py``; ``fetchPredictOperation`` in ``operations.py``;
``_operations_converters.py``). What the models can do as on
https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/veo/3-1-generate, as far as it could be read.
Without a bucket the clip lies in the answer itself. Not tried: an API key instead of a project with an access token,
and reference pictures for upright clips. Operations cannot be listed or stopped.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import SettingsError
from ..clip.spec import ClipAbilities, ClipSpec
from .faults import moderated, short
from .google_omni import write_decoded
from .pictures import encoded
from .prices import Prices, read_prices
from .vendor import NoSuchJob, Progress, file_of, id_of, length_of, size_of, words_of
from .wire import Limits, Wire

SETTING = "GOOGLE_CLOUD_ACCESS_TOKEN"
SETTING_KEY = "GOOGLE_CLOUD_API_KEY"
SETTING_PROJECT = "GOOGLE_CLOUD_PROJECT"

MODELS = ("veo-3.1-generate-001", "veo-3.1-fast-generate-001", "veo-3.1-lite-generate-001")
_SIZES = ((720, 1280), (1080, 1920))
FRAMES = ClipAbilities(last=True, speaks=True, lengths=(4, 6, 8), longest=8, sizes=_SIZES, prompt=3000)
REFERENCES = ClipAbilities(first=False, references=3, speaks=True, lengths=(8,), longest=8, sizes=_SIZES, prompt=3000)
_OPERATION = re.compile(r"(?!.*\.\.)([\w./-]+)/operations/[\w-]+")


@dataclass(frozen=True)
class GoogleVeo:
    """One Veo model. It is shown either frames or references, never both."""

    key: str = field(repr=False)
    """Access token of the project, as ``gcloud auth print-access-token`` gives it; an API key without a project."""
    model: str = "veo-3.1-generate-001"
    project: str = ""
    location: str = "us-central1"
    shown: Literal["frames", "references"] = "frames"
    base: str = ""
    """Empty: that of the location."""
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["google-cloud"] = "google-cloud"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise SettingsError(f"Google's {self.model} is not known here. Choose one of {', '.join(MODELS)}.")

    @property
    def abilities(self) -> ClipAbilities:
        """What the model can do, with what it is shown."""
        return FRAMES if self.shown == "frames" else REFERENCES

    def submit(self, spec: ClipSpec, pictures: Sequence[Path], tag: str) -> str:
        """Start an operation and return its name."""
        return id_of(
            self._wire.send(f"/v1/{self._path}:predictLongRunning", json=self._request(spec, pictures)),
            "name",
            "Google Cloud",
        )

    def poll(self, id: str) -> Progress:
        """Return how far an operation is; it says no more than whether it is done."""
        told = self._operation(id)
        if not told.get("done"):
            return Progress(state="running")
        error = told.get("error")
        if isinstance(error, dict):
            text = short(str(error.get("message") or error.get("code") or ""))
            return Progress(state="refused" if moderated(text) else "failed", text=text)
        answer = told.get("response") or {}
        if _clips(answer):
            return Progress(state="done", fraction=1.0, files=(id,))
        text = short("; ".join(map(str, answer.get("raiMediaFilteredReasons") or ())))
        held = bool(text or answer.get("raiMediaFilteredCount"))
        return Progress(state="refused" if held else "failed", text=text or "it ended without a clip")

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the clip that lies in the operation's answer."""
        clips = _clips(self._operation(file_of(progress, "Google Cloud")).get("response") or {})
        write_decoded(str(clips[0].get("bytesBase64Encoded") or "") if clips else "", out, self.model)

    def cancel(self, id: str) -> None:
        """Do nothing: an operation cannot be stopped."""

    def price(self, spec: ClipSpec) -> float:
        """Return what a clip costs in US dollars."""
        able = self.abilities
        return self.prices.price(self.name, self.model, spec, size_of(spec, able), length_of(spec, able))

    def find(self, tag: str) -> str | None:
        """Return None: operations cannot be listed."""
        return None

    def _operation(self, name: str) -> dict[str, Any]:
        found = _OPERATION.fullmatch(name)
        if found is None:
            raise NoSuchJob(f"{name[:80]!r} is no operation of {self.model}.")
        return self._wire.ask("POST", f"/v1/{found[1]}:fetchPredictOperation", json={"operationName": name})

    def _request(self, spec: ClipSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        able, shown = self.abilities, list(map(_picture, pictures))
        width, height = size_of(spec, able)
        instance: dict[str, Any] = {"prompt": words_of(spec, able)}
        if spec.first:
            instance["image"] = shown.pop(0)
        if spec.last:
            instance["lastFrame"] = shown.pop(0)
        if shown:
            instance["referenceImages"] = [{"image": one, "referenceType": "ASSET"} for one in shown]
        parameters = {
            "sampleCount": 1,
            "durationSeconds": int(length_of(spec, able)),
            "aspectRatio": "9:16" if width < height else "16:9",
            "resolution": f"{min(width, height)}p",
            "seed": spec.seed % 2**32,
            "generateAudio": bool(spec.speech),
            "personGeneration": "allow_adult",
        }
        return {"instances": [instance], "parameters": parameters}

    @property
    def _path(self) -> str:
        model = f"publishers/google/models/{self.model}"
        return f"projects/{self.project}/locations/{self.location}/{model}" if self.project else model

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Bearer {self.key}"} if self.project else {"x-goog-api-key": self.key}
        place = f"{self.location}-" if self.project and self.location != "global" else ""
        base = self.base or f"https://{place}aiplatform.googleapis.com"
        setting = SETTING if self.project else SETTING_KEY
        return Wire("Google Cloud", self.model, base, setting, headers, self.key, limits=self.limits)


def _picture(path: Path) -> dict[str, str]:
    data, kind = encoded(path)
    return {"bytesBase64Encoded": base64.b64encode(data).decode("ascii"), "mimeType": kind}


def _clips(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in answer.get("videos") or () if isinstance(one, dict)]
