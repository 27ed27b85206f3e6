"""Speech as OpenAI speaks it: its own models, and the many servers of open models that answer the same request.

Request as in the official SDK ``openai`` 3.54.0 (``types/audio/speech_create_params.py``). The sound comes with the
answer, so it is kept on disk before it counts; when its words are heard is not said, and found out later. A server of
one's own that clones (Qwen3-TTS, Chatterbox, XTTS behind such an address) is sent the recording as ``reference``.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from ...errors import JobUncertain
from ...memory.look import Emotion
from ..voice.spec import SpeechAbilities, SpeechSpec
from .goods import Answered, whole_sound
from .kept import Kept, sending
from .prices import Prices, price_of_words, read_prices
from .vendor import Progress
from .wire import Limits, Wire

SETTING = "OPENAI_API_KEY"
OPENAI = "https://api.openai.com/v1"
UNDIRECTED = ("tts-1", "tts-1-hd")
"""Models that take no instructions."""
MANNERS: Mapping[Emotion, str] = {
    "joy": "bright, with a smile", "tender": "softly, close, warm", "sad": "low and slow, holding it back",
    "cry": "through tears, unsteady", "angry": "sharp and fast, barely held", "cold": "flat, precise, without warmth",
    "fear": "breathless, hurried, low", "shock": "caught off guard", "smirk": "amused, taking time",
    "shame": "quiet, eyes down", "resolve": "steady and certain",
}  # fmt: skip


@dataclass(frozen=True)
class OpenAISpeech:
    """One model of speech behind such an address."""

    key: str = field(repr=False)
    folder: Path
    """Where answers are kept."""
    model: str = "gpt-4o-mini-tts"
    base: str = OPENAI
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(read=300), repr=False)

    name: Literal["openai"] = "openai"
    version: str = "1"
    finds: bool = True

    @property
    def abilities(self) -> SpeechAbilities:
        """Any language; 4,096 characters."""
        return SpeechAbilities(longest=4096)

    def submit(self, spec: SpeechSpec, pictures: Sequence[Path], tag: str) -> str:
        """Have the line spoken, keep it, and return the tag under which it is kept."""
        body = {
            "model": self.model,
            "input": spec.text,
            "voice": "clone" if pictures else spec.voice.id,
            "response_format": "wav",
        }
        if self.model not in UNDIRECTED and spec.emotion in MANNERS:
            body["instructions"] = f"Drama, one line: {MANNERS[spec.emotion]}."
        if self.base != OPENAI:
            body["language"] = spec.language
        if pictures:
            body["reference"] = base64.b64encode(pictures[0].read_bytes()).decode("ascii")
        with sending(self._kept, tag):
            audio = self._wire.send("/audio/speech", json=body).get("audio")
            if not isinstance(audio, bytes) or not audio:
                raise JobUncertain("The speech server answers without a sound, and may have charged for it.")
            spoken = whole_sound(Answered.of(audio), "The speech server")
        return self._kept.keep(tag, spoken.model_dump_json().encode())

    def poll(self, id: str) -> Progress:
        """Return the job as done if its answer is kept."""
        return self._kept.poll(id)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the kept answer."""
        self._kept.fetch(progress, out)

    def cancel(self, id: str) -> None:
        """Do nothing: it is done when it is known."""

    def price(self, spec: SpeechSpec) -> float:
        """Return what a line costs in US dollars; nothing on a server of one's own."""
        if self.base != OPENAI:
            return 0.0
        return price_of_words(self.prices, self.name, self.model, len(spec.text))

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept; raise JobUncertain if it was asked for and lost."""
        return self._kept.find(tag)

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.folder / self.name / self.model.replace("/", "_"))

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        return Wire("The speech server", self.model, self.base, SETTING, headers, self.key, limits=self.limits)
