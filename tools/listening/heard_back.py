"""Heard back: a line that has been spoken, listened to by somebody who does not know what it was to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import MakerRefused
from ..take import Made, Spec, Take
from .similarity import alike
from .whisper import Whisper

UNKNOWN = frozenset({"ur"})
"""Languages that the embedded ear is too poor in for a judgement."""


class HeardBackSpec(Spec):
    """What the line that is handed in with it was to say."""

    text: str
    language: str


@dataclass(frozen=True)
class HeardBack:
    """Makes a note of one voice take. Facts: ``alike`` 0 to 1 or None if it cannot be judged, ``heard`` the words."""

    ear: Whisper = field(default_factory=Whisper)

    tool = "heard-back"
    suffix = ".txt"

    @property
    def version(self) -> str:
        """Another ear hears otherwise."""
        return f"1 {self.ear.model or 'whisper-base'}"

    def make(self, spec: HeardBackSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write what was heard at ``out``; MissingPart without an ear, ToolError if the take does not read."""
        if len(inputs) != 1:
            raise MakerRefused("one line is heard back at a time: hand in its take")
        heard = self.ear.transcribe(Path(inputs[0].path), spec.language)
        text = " ".join(one.text for one in heard.sentences)
        out.write_text(text + "\n", encoding="utf-8")
        judged = None if spec.language.partition("-")[0] in UNKNOWN else alike(spec.text, text, spec.language)
        return Made(facts={"alike": judged, "heard": text})


def heard_back(take: Take, text: str, language: str, ear: Whisper | None = None) -> float | None:
    """Return how far a voice take says ``text``, 0 to 1; None if that cannot be judged. MissingPart without an ear.

    About 2 s of work. In a run, have ``HeardBack`` made on the floor instead: it is then heard once and elsewhere.
    """
    heard = (ear or Whisper()).transcribe(Path(take.path), language)
    return alike(text, " ".join(one.text for one in heard.sentences), language)
