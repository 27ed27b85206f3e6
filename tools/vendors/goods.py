"""Goods: what can be bought besides pictures, and how each is looked at when it comes."""

import base64
import binascii
import io
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from ...errors import JobUncertain, MakerRefused, ToolError
from ...memory.frozen import Frozen
from ..clip.spec import ClipAbilities, ClipSpec
from ..edit.probe import probe
from ..footage.spec import DubAbilities, FootageDubSpec
from ..frame.spec import FrameAbilities, FrameSpec
from ..voice.spec import CloneAbilities, CloneSpec, SpeechAbilities, SpeechSpec
from .wire import Damaged

Abilities = ClipAbilities | FrameAbilities | SpeechAbilities | CloneAbilities | DubAbilities
Ordered = FrameSpec | ClipSpec | SpeechSpec | CloneSpec | FootageDubSpec
"""What can be ordered at a vendor."""

Samples = npt.NDArray[np.float32]
SHORTEST_LINE = 0.05
"""Seconds."""
SPARE = 0.25
"""Seconds by which a sound may end before its last character is said to."""

SUFFIXES: dict[type[Frozen], str] = {
    ClipAbilities: ".mp4",
    FrameAbilities: ".png",
    SpeechAbilities: ".wav",
    CloneAbilities: ".json",
    DubAbilities: ".mp4",
}
GOODS: dict[type[Frozen], tuple[type[Frozen], str]] = {
    ClipAbilities: (ClipSpec, "clips"),
    FrameAbilities: (FrameSpec, "frames"),
    SpeechAbilities: (SpeechSpec, "speech"),
    CloneAbilities: (CloneSpec, "voices"),
    DubAbilities: (FootageDubSpec, "dubs"),
}


def must_be_speakable(spec: SpeechSpec, able: SpeechAbilities, who: str) -> None:
    """Raise MakerRefused for a line that a provider cannot speak: no voice named, another language, too long."""
    if not spec.voice.id:
        raise MakerRefused(f"{who} is told no voice of its own: cast one with `cliffhanger cast … --voice`.")
    if able.languages and spec.language not in able.languages:
        raise MakerRefused(f"{who} does not speak {spec.language!r}; it speaks {', '.join(able.languages)}.")
    if len(spec.text) > able.longest:
        raise MakerRefused(f"{who} speaks lines of {able.longest} characters at most, not of {len(spec.text)}.")


class Answered(Frozen):
    """Speech as a vendor answers with it, kept as JSON until it is looked at."""

    audio: str
    """Base64."""
    characters: tuple[str, ...] = ()
    """Of the text, one by one, if the vendor says when each is heard."""
    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()

    @classmethod
    def of(cls, audio: bytes) -> "Answered":
        """Return speech of which nothing is known but its sound."""
        return cls(audio=base64.b64encode(audio).decode("ascii"))


class ReceivedSpeech(Frozen):
    """A line that came: the take is the sound as it came, as wav."""

    seconds: float
    characters: tuple[str, ...] = ()
    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()


class ReceivedVoice(Frozen):
    """A voice that was made."""

    voice: str
    seconds: float = 0.0


class ReceivedDub(Frozen):
    """A dubbed film that came."""

    seconds: float
    width: int = 0
    height: int = 0


def whole_sound(answer: Answered, vendor: str) -> Answered:
    """Return speech as it came; raise JobUncertain if it is not whole, as it was made and may be paid for."""
    try:
        sound_of(answer)
    except Damaged as error:
        raise JobUncertain(f"{vendor} answers with a sound that is not whole, and may have charged for it.") from error
    return answer


def sound_of(answer: Answered) -> tuple[Samples, int]:
    """Return the samples of a line and their rate; raise Damaged if the sound does not read, or ends too early."""
    import soundfile

    try:
        data = base64.b64decode(answer.audio, validate=True)
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    except (binascii.Error, soundfile.LibsndfileError, ValueError, OSError) as error:
        raise Damaged(f"What came is not a sound that reads ({type(error).__name__}).") from error
    seconds = len(samples) / rate
    promised = _promised(data)
    if seconds < SHORTEST_LINE or len(data) < promised or seconds < max(answer.ends, default=0.0) - SPARE:
        raise Damaged(f"Of the line only {seconds:.2f} s came.")
    return samples, int(rate)


def _promised(data: bytes) -> int:
    """Return how many bytes a wav says it has; 0 for other kinds, and where a server that streams could not say."""
    if data[:4] != b"RIFF" or len(data) < 8:
        return 0
    said = int.from_bytes(data[4:8], "little") + 8
    return said if 8 < said < 0xFFFF_0000 else 0


def received_speech(path: Path, out: Path) -> ReceivedSpeech:
    """Look at a kept answer and write its sound as wav at ``out``; raise Damaged if it is not whole."""
    import soundfile

    try:
        answer = Answered.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise Damaged("What is kept of the line does not read.") from error
    samples, rate = sound_of(answer)
    soundfile.write(out, samples, rate, subtype="PCM_16", format="WAV")
    return ReceivedSpeech(
        seconds=len(samples) / rate, characters=answer.characters, starts=answer.starts, ends=answer.ends
    )


def received_voice(path: Path, out: Path) -> ReceivedVoice:
    """Look at a kept answer and write it at ``out``; raise Damaged if it names no voice."""
    try:
        voice = str(json.loads(path.read_text("utf-8"))["voice"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Damaged("What came names no voice.") from error
    out.write_text(json.dumps({"voice": voice}), encoding="utf-8")
    return ReceivedVoice(voice=voice)


def received_dub(path: Path, spec: FootageDubSpec) -> ReceivedDub:
    """Look at a film that came; raise Damaged if it does not read or is much too short."""
    try:
        found = probe(path)
    except ToolError as error:
        raise Damaged(f"What came is not a film that reads ({error}).") from error
    if found.audio is None or (spec.seconds and found.seconds < 0.9 * spec.seconds):
        raise Damaged(f"Of a film of {spec.seconds:.1f} s {found.seconds:.1f} s came.")
    size = (found.video.width, found.video.height) if found.video else (0, 0)
    return ReceivedDub(seconds=found.seconds, width=size[0], height=size[1])
