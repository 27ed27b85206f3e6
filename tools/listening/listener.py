"""The listener: writes down what is said in a recording, and by whom, as takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ..edit.level import RATE, integrated
from ..edit.wav import read_sound
from ..take import Made, Spec, Take
from .edges import LATE, sharpened
from .transcript import Sentence
from .turns import Turn, breaths, turns
from .whisper import RATE as HEARD
from .whisper import Whisper

TYPICAL = 30.0
"""LU by which a line may lie under the loudest before its level is not believed."""


class ListenSpec(Spec):
    """What is to be written down of the sound that is handed in."""

    language: str = ""
    """Empty: it finds out."""


@dataclass(frozen=True)
class Listener:
    """Makes the transcript of a sound: JSON, a `Transcript`; the facts are the same."""

    ear: Whisper = field(default_factory=Whisper)

    tool = "listener"
    suffix = ".json"

    @property
    def version(self) -> str:
        """Another ear hears otherwise."""
        return f"1 {self.ear.model or 'whisper-base'}"

    def make(self, spec: ListenSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the transcript at ``out``; MissingPart without an ear, ToolError if the sound does not read."""
        if len(inputs) != 1:
            raise MakerRefused("one sound is written down at a time: hand in one")
        found = self.ear.transcribe(Path(inputs[0].path), spec.language)
        out.write_text(found.model_dump_json(indent=1), encoding="utf-8")
        return Made(facts=found.model_dump(mode="json"))


class WhoSpec(Spec):
    """Whose sentences these are, in the sound that is handed in with its bed."""

    sentences: tuple[Sentence, ...]
    speakers: int = 0
    """How many there are; 0: it finds out."""
    named: tuple[str, ...] = ()
    """Who says each sentence, if that is known; then nobody is told apart."""
    loose: bool = False
    """Whether times are those of subtitles, which stand longer than they are heard."""


class Said(Spec):
    """One line of footage."""

    text: str
    start: float
    end: float
    speaker: str
    sure: float
    loudness: float
    """LUFS of the voice alone."""


class Person(Spec):
    """One voice of footage."""

    name: str
    """ "voice 1", or as subtitles name it."""
    pitch: float
    """Hz, the middle of their melody; 0 if nothing was sung of it."""
    seconds: float


class Heard(Spec):
    """Who says what in footage."""

    lines: tuple[Said, ...]
    people: tuple[Person, ...]
    told: bool = True
    """Whether voices could be told apart; else all lines are of one voice."""


@dataclass(frozen=True)
class WhoSpeaks:
    """Makes a list of lines with who says each, exactly when and how loud: JSON, `Heard`; the facts are the same."""

    tool = "who-speaks"
    version = "1"
    suffix = ".json"

    def make(self, spec: WhoSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the list at ``out``; ToolError if the sounds do not read."""
        if len(inputs) != 2:
            raise MakerRefused("who speaks is heard in a sound and its bed: hand in both")
        heard, bed = (read_sound(Path(take.path)) for take in inputs)
        found = who(heard - bed, spec)
        out.write_text(found.model_dump_json(indent=1), encoding="utf-8")
        return Made(facts=found.model_dump(mode="json"))


def who(voice: npt.NDArray[Any], spec: WhoSpec) -> Heard:
    """Return who says what in ``voice``, samples x 2 at 48 kHz, parted from everything else."""
    from ..voice.likeness import available

    mono = _mono(voice, HEARD)
    sharp = sharpened(spec.sentences, mono, HEARD, late=2.5 if spec.loose else LATE)
    told = bool(spec.named) or spec.speakers == 1 or available()
    if spec.named:
        order = list(dict.fromkeys(spec.named))
        found = tuple(Turn(said, order.index(name)) for said, name in zip(sharp, spec.named, strict=True))
    else:
        order = []
        found = breaths(turns(mono, HEARD, sharp, spec.speakers if told else 1))
    names = [order[turn.speaker] if order else f"voice {turn.speaker + 1}" for turn in found]
    levels = [_loudness(voice, turn.sentence) for turn in found]
    floor = max((level for level in levels if np.isfinite(level)), default=-23.0) - TYPICAL
    lines = tuple(
        Said(
            text=turn.sentence.text,
            start=turn.sentence.start,
            end=turn.sentence.end,
            speaker=name,
            sure=turn.sure,
            loudness=round(max(level, floor), 2) if np.isfinite(level) else round(floor, 2),
        )
        for turn, name, level in zip(found, names, levels, strict=True)
    )
    return Heard(lines=lines, people=_people(lines, voice), told=told)


def _loudness(voice: npt.NDArray[Any], said: Sentence) -> float:
    return integrated(voice[round(said.start * RATE) : round(said.end * RATE)])


def _people(lines: Sequence[Said], voice: npt.NDArray[Any]) -> tuple[Person, ...]:
    from ..voice.hearing import hear
    from ..voice.model import RATE as SPOKEN

    found = []
    for name in dict.fromkeys(line.speaker for line in lines):
        own = [line for line in lines if line.speaker == name]
        parts = [voice[round(line.start * RATE) : round(line.end * RATE)] for line in own]
        seconds = sum(line.end - line.start for line in own)
        sound = _mono(np.concatenate(parts)[: 60 * RATE], SPOKEN)
        pitch = hear(sound).pitch if len(sound) > SPOKEN // 4 else 0.0
        found.append(Person(name=name, pitch=round(pitch, 1), seconds=round(seconds, 2)))
    return tuple(found)


def _mono(sound: npt.NDArray[Any], rate: int) -> npt.NDArray[np.float32]:
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(sound.mean(axis=1), 1, RATE // rate), np.float32)
