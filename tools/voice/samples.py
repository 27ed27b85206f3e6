"""Samples: voices in and out of wav files, mono and 24 kHz."""

import io
import wave
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from ...errors import ToolError
from .model import RATE, Floats


def listen_to(path: Path) -> Floats:
    """Return the samples of a sound file as mono 24 kHz; ToolError if it does not read."""
    import soundfile

    try:
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise ToolError(f"{path.name} cannot be heard: the file is damaged; delete it and make it again.") from error
    return resampled(audio.mean(axis=1), rate)


def resampled(audio: Floats, rate: int, to: int = RATE) -> Floats:
    """Return ``audio`` at another rate."""
    if rate == to:
        return np.asarray(audio, np.float32)
    common = int(np.gcd(rate, to))
    return np.asarray(resample_poly(audio, to // common, rate // common), np.float32)


def wav(audio: Floats) -> bytes:
    """Return mono 24 kHz audio as a 16 bit wav."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes())
    return buffer.getvalue()
