"""Spoken: a line that somebody else's engine says, finished here like any other.

What is bought is the plain line; its length, its place and its level are made of that here. So another take of the same
words on the telephone, or a little faster, is not paid for again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import ToolError
from ..floor import Floor
from ..placing import place
from ..take import AnyMaker, Made, Take, price_of
from .finishing import finish
from .phrase import Times
from .spec import SpeechSpec


@dataclass(frozen=True)
class Finished:
    """Makes a line of the sound that an engine has made of it, its one input."""

    tool = "finished"
    version = "1"
    suffix = ".wav"

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the finished line; facts as ``SpeechSpec`` has them."""
        import soundfile

        raw = inputs[0]
        try:
            audio, rate = soundfile.read(raw.path, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, OSError) as error:
            raise ToolError(
                f"the line {spec.text[:40]!r} cannot be heard: its file is damaged; make it again"
            ) from error
        return finish(spec, audio.mean(axis=1), int(rate), out, words(raw) or None)


@dataclass(frozen=True)
class Spoken:
    """Has a line spoken by an engine and finishes it."""

    engine: AnyMaker[SpeechSpec]
    suffix = ".wav"

    @property
    def tool(self) -> str:
        """The engine's."""
        return f"{self.engine.tool}+{Finished.tool}"

    @property
    def version(self) -> str:
        """Of both."""
        return f"{self.engine.version}/{Finished.version}"

    def price(self, spec: SpeechSpec) -> float:
        """Return what the line costs in US dollars."""
        return price_of(self.engine, _plain(spec))

    async def stage(self, floor: Floor, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have it spoken plainly, or find it, and finish it."""
        raw = await floor.make(self.engine, _plain(spec), inputs)
        made = await floor.make(Finished(), spec, [raw])
        place(Path(made.path), out)
        return Made(seconds=made.seconds, facts={**made.facts, "raw": raw.key})


def _plain(spec: SpeechSpec) -> SpeechSpec:
    voice = spec.voice.model_copy(update={"pitch": 1.0, "pace": 1.0, "timbre": 1.0, "tremor": 0.0})
    return spec.model_copy(update={"target": None, "treatment": "room", "voice": voice})


def words(raw: Take) -> Times:
    """Return the words of a line by the times of its characters; none if its engine does not say."""
    facts: dict[str, Any] = raw.facts
    rows = zip(facts.get("characters") or (), facts.get("starts") or (), facts.get("ends") or (), strict=False)
    found: Times = []
    for character, start, end in rows:
        if character.isspace():
            found.append(("", start, end))
        elif found and found[-1][0]:
            text, begin, _ = found[-1]
            found[-1] = (text + character, begin, float(end))
        else:
            found = [one for one in found if one[0]]
            found.append((str(character), float(start), float(end)))
    return [one for one in found if one[0]]
