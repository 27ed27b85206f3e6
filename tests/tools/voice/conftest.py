from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.memory.look import Emotion, Voice
from cliffhanger.tools.take import Made
from cliffhanger.tools.voice.acoustics import loudness
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.model import RATE, VoiceModel, voice_model
from cliffhanger.tools.voice.spec import SpeechSpec, Treatment


class Heard:
    """A spoken line: what the maker reports, and what can be measured in its samples."""

    def __init__(self, made: Made, audio: np.ndarray) -> None:
        self.made, self.audio = made, audio
        self.seconds = len(audio) / RATE
        self.peak = float(np.abs(audio).max())
        self.loudness = loudness(audio.astype(np.float32))

    def levels(self, window: float = 0.01) -> np.ndarray:
        """Return the level of each window in dB."""
        size = int(window * RATE)
        rows = self.audio[: len(self.audio) // size * size].reshape(-1, size)
        return 20 * np.log10(np.sqrt((rows**2).mean(axis=1)) + 1e-9)

    def pitch(self) -> float:
        """Return the median F0 in Hz of the voiced 40 ms windows, by autocorrelation."""
        found = []
        for start in range(0, len(self.audio) - 960, 480):
            window = self.audio[start : start + 960] * np.hanning(960)
            if np.sqrt((window**2).mean()) < 0.02:
                continue
            spread = np.correlate(window, window, "full")[959:]
            low, high = RATE // 400, RATE // 60
            best = low + int(np.argmax(spread[low:high]))
            if spread[best] > 0.5 * spread[0]:
                found.append(RATE / best)
        return float(np.median(found))

    def outside(self, low: float, high: float) -> float:
        """Return the share of power below ``low`` and above ``high`` Hz."""
        power = np.abs(np.fft.rfft(self.audio)) ** 2
        hertz = np.fft.rfftfreq(len(self.audio), 1 / RATE)
        return float(power[(hertz > high) | (hertz < low)].sum() / power.sum())


@pytest.fixture
def model(clean_home: Path) -> VoiceModel:
    """The voice model, cut once for the whole session in the session's cache."""
    return voice_model()


@pytest.fixture(scope="session")
def spoken() -> dict[SpeechSpec, Heard]:
    """What was spoken already: a test of another trait of the same line need not wait for it."""
    return {}


@pytest.fixture
def speak(model: VoiceModel, tmp_path: Path, spoken: dict[SpeechSpec, Heard]) -> Callable[..., Heard]:
    """Speak a line and listen to it."""

    def say(
        text: str,
        style: str = "woman_warm_1",
        emotion: Emotion = "neutral",
        treatment: Treatment = "room",
        target: float | None = None,
        **voice: float,
    ) -> Heard:
        spec = SpeechSpec(
            text=text, voice=Voice(style=style, **voice), emotion=emotion, treatment=treatment, target=target
        )
        if spec in spoken:
            return spoken[spec]
        out = tmp_path / "line.wav"
        made = Kokoro().make(spec, out)
        audio, rate = soundfile.read(out, dtype="float64")
        assert rate == RATE and audio.ndim == 1
        spoken[spec] = Heard(made, audio)
        return spoken[spec]

    return say
