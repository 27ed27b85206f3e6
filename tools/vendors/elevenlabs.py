"""ElevenLabs: speech with the time of every character, voices cloned from a recording, whole films dubbed.

Requests and answers as in the official SDK ``elevenlabs`` 2.78.0 (``text_to_speech/raw_client.py``
``convert_with_timestamps``, ``voices/ivc``, ``dubbing``), which calls the path of dubs that is used here legacy.
Speech and voices come with the answer, so they are kept on disk before they count; a dub is a job.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import JobUncertain
from ...memory.look import Emotion
from ..footage.spec import DubAbilities, FootageDubSpec
from ..voice.spec import CloneAbilities, CloneSpec, SpeechAbilities, SpeechSpec
from .goods import Answered, whole_sound
from .kept import Kept, sending
from .prices import Prices, price_of_words, read_prices
from .vendor import JobIs, NoSuchJob, Progress, id_of
from .wire import Limits, Wire

SETTING = "ELEVENLABS_API_KEY"
BASE = "https://api.elevenlabs.io"
FORMAT = "mp3_44100_128"
"""The best that every plan may have."""
DIRECTED = ("eleven_v3",)
"""Models that take directions in brackets."""

TAGS: Mapping[Emotion, str] = {
    "joy": "[excited]", "tender": "[softly]", "sad": "[sad]", "cry": "[crying]", "angry": "[angry]",
    "cold": "[coldly]", "fear": "[frightened]", "shock": "[gasps]", "smirk": "[amused]", "shame": "[quietly]",
    "resolve": "[firmly]",
}  # fmt: skip
_BRACKETS = re.compile(r"\[[^\]]*\]\s*")


@dataclass(frozen=True)
class _Account:
    """What all of its offers have in common."""

    key: str = field(repr=False)
    folder: Path
    """Where answers are kept."""
    model: str
    base: str = BASE
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(read=300), repr=False)

    name: Literal["elevenlabs"] = "elevenlabs"
    version: str = "1"

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.folder / self.name / self.model)

    @cached_property
    def _wire(self) -> Wire:
        return Wire(
            "ElevenLabs", self.model, self.base, SETTING, {"xi-api-key": self.key}, self.key, limits=self.limits
        )


@dataclass(frozen=True)
class ElevenLabs(_Account):
    """One of its models of speech; the voice is named by the Spec."""

    model: str = "eleven_v3"
    finds: bool = True

    @property
    def abilities(self) -> SpeechAbilities:
        """Any language; the longest line is that of the model that takes least."""
        return SpeechAbilities(longest=3000)

    def submit(self, spec: SpeechSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the line spoken, keep it, and return the tag under which it is kept."""
        body = {
            "text": self._directed(spec),
            "model_id": self.model,
            "language_code": spec.language,
            "seed": int(tag[:7], 16),
        }
        path = f"/v1/text-to-speech/{spec.voice.id}/with-timestamps?output_format={FORMAT}"
        with sending(self._kept, tag):
            answer = self._wire.send(path, json=body)
            spoken = whole_sound(_spoken(answer), "ElevenLabs")
        return self._kept.keep(tag, spoken.model_dump_json().encode())

    def _directed(self, spec: SpeechSpec) -> str:
        tag = TAGS.get(spec.emotion, "") if self.model in DIRECTED else ""
        return f"{tag} {spec.text}".strip()

    def poll(self, id: str) -> Progress:
        """Return the job as done if its answer is kept."""
        return self._kept.poll(id)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the kept answer."""
        self._kept.fetch(progress, out)

    def cancel(self, id: str) -> None:
        """Do nothing: it is done when it is known."""

    def price(self, spec: SpeechSpec) -> float:
        """Return what a line costs in US dollars, by its characters."""
        return price_of_words(self.prices, self.name, self.model, len(self._directed(spec)))

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept; raise JobUncertain if it was asked for and lost."""
        return self._kept.find(tag)


@dataclass(frozen=True)
class ElevenLabsVoices(_Account):
    """Voices cloned at once from a recording."""

    model: str = "instant-voice-clone"
    finds: bool = True

    @property
    def abilities(self) -> CloneAbilities:
        """A minute is plenty."""
        return CloneAbilities(longest=60.0)

    def submit(self, spec: CloneSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the voice made, keep its id, and return the tag under which it is kept; it bears the tag there too."""
        fields = {"name": f"{spec.name} {tag}", "remove_background_noise": "false", "description": "Cliffhanger"}
        files = [("files", (path.name, path.read_bytes(), "audio/wav")) for path in pictures]
        with sending(self._kept, tag):
            answer = self._wire.send("/v1/voices/add", data=fields, files=files)
            id = id_of(answer, "voice_id", "ElevenLabs")
        return self._keep(tag, id)

    def poll(self, id: str) -> Progress:
        """Return the job as done if its answer is kept."""
        return self._kept.poll(id)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the kept answer."""
        self._kept.fetch(progress, out)

    def cancel(self, id: str) -> None:
        """Do nothing: it is done when it is known."""

    def price(self, spec: CloneSpec) -> float:
        """Return what a voice costs in US dollars: nothing beyond the plan that allows it."""
        return price_of_words(self.prices, self.name, self.model, 1)

    def find(self, tag: str) -> str | None:
        """Return the tag if the voice is kept here or bears it there; None if there is none."""
        try:
            kept = self._kept.find(tag)
        except JobUncertain:
            kept = None
        if kept:
            return kept
        answer = self._wire.ask("GET", f"/v2/voices?search={tag}")
        for voice in answer.get("voices") or ():
            if isinstance(voice, dict) and tag in str(voice.get("name", "")) and voice.get("voice_id"):
                return self._keep(tag, str(voice["voice_id"]))
        return None

    def _keep(self, tag: str, voice: str) -> str:
        return self._kept.keep(tag, json.dumps({"voice": voice}).encode())


_STATES: Mapping[str, JobIs] = {"dubbing": "running", "dubbed": "done", "failed": "failed"}


@dataclass(frozen=True)
class ElevenLabsDubbing(_Account):
    """Whole films, dubbed from their sound."""

    model: str = "dubbing"
    finds: bool = True

    @property
    def abilities(self) -> DubAbilities:
        """Three quarters of an hour."""
        return DubAbilities()

    def submit(self, spec: FootageDubSpec, pictures: Sequence[Path], tag: str) -> str:
        """Hand in the film and return the id of the dub, with its language."""
        fields = {
            "name": tag,
            "target_lang": spec.language,
            "source_lang": spec.source or "auto",
            "num_speakers": str(spec.speakers),
            "watermark": "false",
            "disable_voice_cloning": "false" if spec.clone else "true",
        }
        film = pictures[0]
        answer = self._wire.send(
            "/v1/dubbing", data=fields, files=[("file", (film.name, film.read_bytes(), "video/mp4"))]
        )
        return f"{id_of(answer, 'dubbing_id', 'ElevenLabs')}.{spec.language}"

    def poll(self, id: str) -> Progress:
        """Return how far a dub is."""
        number, _, language = id.rpartition(".")
        answer = self._wire.ask("GET", f"/v1/dubbing/{number}")
        state = _STATES.get(str(answer.get("status")), "running")
        text = str(answer.get("error") or "")
        files = (f"{self.base.rstrip('/')}/v1/dubbing/{number}/audio/{language}",) if state == "done" else ()
        if state == "failed" and re.search(r"moderat|policy|terms", text, re.IGNORECASE):
            state = "refused"
        return Progress(state=state, files=files, text=text)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the film; the address is its own, so the key goes along."""
        self._wire.download(progress.files[0], out, keyed=True)

    def cancel(self, id: str) -> None:
        """Throw the dub away."""
        try:
            self._wire.ask("DELETE", f"/v1/dubbing/{id.rpartition('.')[0]}")
        except NoSuchJob:
            return

    def price(self, spec: FootageDubSpec) -> float:
        """Return what a film costs in US dollars, by its seconds."""
        return price_of_words(self.prices, self.name, self.model, max(1.0, spec.seconds))

    def find(self, tag: str) -> str | None:
        """Return the id of the dub that bears our tag."""
        answer = self._wire.ask("GET", "/v1/dubbing?page_size=100&order_by=created_at&order_direction=DESCENDING")
        for dub in answer.get("dubs") or ():
            if isinstance(dub, dict) and dub.get("name") == tag and dub.get("dubbing_id"):
                languages = dub.get("target_languages") or [""]
                return f"{dub['dubbing_id']}.{languages[0]}"
        return None


def _spoken(answer: Mapping[str, Any]) -> Answered:
    """Return the sound and the times of what is said; JobUncertain if the sound is not there, as it was paid for."""
    audio = answer.get("audio_base64")
    if not isinstance(audio, str) or not audio:
        raise JobUncertain("ElevenLabs answers without a sound, and may have charged for it.")
    told = answer.get("alignment") or {}
    rows = zip(
        told.get("characters") or (),
        told.get("character_start_times_seconds") or (),
        told.get("character_end_times_seconds") or (),
        strict=False,
    )
    times = _without_directions([(str(c), float(a), float(b)) for c, a, b in rows])
    return Answered(
        audio=audio,
        characters=tuple(c for c, _, _ in times),
        starts=tuple(a for _, a, _ in times),
        ends=tuple(b for _, _, b in times),
    )


def _without_directions(times: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Leave out what stands in brackets: it is not said."""
    text = "".join(character for character, _, _ in times)
    if len(text) != len(times):
        return times
    gone = {n for found in _BRACKETS.finditer(text) for n in range(*found.span())}
    return [one for n, one in enumerate(times) if n not in gone]
