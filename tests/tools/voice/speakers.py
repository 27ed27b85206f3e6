"""People who can be recorded in a test: spoken by the embedded voice, once a process."""

import wave
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from cliffhanger.memory.look import Voice
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.model import RATE
from cliffhanger.tools.voice.samples import listen_to
from cliffhanger.tools.voice.spec import SpeechSpec

LINES = ("I was never going to sign that paper, and you knew it.", "Ask my sister where she slept the night it rained.")
HELD_OUT = "The boat leaves at nine, with or without your mother."


@lru_cache
def says(style: str, text: str) -> np.ndarray:
    """Return one line by a stock style."""
    with TemporaryDirectory() as desk:
        out = Path(desk) / "said.wav"
        Kokoro().make(SpeechSpec(text=text, voice=Voice(style=style, blend={style: 1.0})), out)
        return listen_to(out)


def speech(style: str, times: int = 2) -> np.ndarray:
    """Return about six seconds of speech a time, with rests as people make them."""
    rest = np.zeros(RATE // 3, np.float32)
    return np.concatenate([part for line in LINES * times for part in (says(style, line), rest)])


def recorded(path: Path, sound: np.ndarray, rate: int = RATE, width: int = 2) -> Path:
    """Write a wav as a recorder would: (samples,) or (samples, channels), 8 or 16 bit."""
    clear = np.clip(sound, -1, 1)
    data = (clear * 127 + 128).astype(np.uint8) if width == 1 else np.rint(clear * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if sound.ndim == 1 else sound.shape[1])
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(data.tobytes())
    return path


def at(sound: np.ndarray, decibels: float, under: np.ndarray) -> np.ndarray:
    """Return ``sound`` as loud as ``under`` less some decibels, repeated to its length."""
    long = np.resize(sound, len(under))
    return long * np.sqrt((under**2).mean() / (long**2).mean()) * 10 ** (-decibels / 20)
