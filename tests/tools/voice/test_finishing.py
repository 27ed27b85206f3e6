"""Lines of other engines become takes: timed by the sound alone, fitted, and as loud as any other."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Voice
from cliffhanger.tools.voice.acoustics import LOUDNESS, loudness
from cliffhanger.tools.voice.aligning import align
from cliffhanger.tools.voice.finishing import finish, stretch
from cliffhanger.tools.voice.hearing import hear
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.model import RATE
from cliffhanger.tools.voice.samples import listen_to
from cliffhanger.tools.voice.spec import SpeechSpec

TEXT = "No. Wait! The boy in the photograph is my brother."
OTHER = Voice(style="x", engine="elsewhere", id="a")


@pytest.fixture(scope="module")
def said() -> tuple[np.ndarray, dict]:
    """The line as another engine says it, and when it really says what: slower, by somebody else, after a silence."""
    with TemporaryDirectory() as desk:
        out = Path(desk) / "said.wav"
        spec = SpeechSpec(text=TEXT, voice=Voice(style="x", blend={"bm_lewis": 1.0}), emotion="sad")
        made = Kokoro().make(spec, out)
        return listen_to(out), made.facts


def test_words_and_phonemes_are_found_by_ear(said: tuple[np.ndarray, dict]) -> None:
    audio, truth = said
    words, phones = align(audio, TEXT, "en")
    assert [word for word, _, _ in words] == TEXT.split()
    late = [abs(found[1] - real[1]) for found, real in zip(words, truth["words"], strict=True)]
    assert np.mean(late) < 0.04
    assert max(late) < 0.12
    assert len(phones) == len(truth["phones"])
    assert all(start <= end for _, start, end in phones)
    assert all(one[1] <= other[1] + 1e-6 for one, other in pairwise(phones))


def test_an_unreadable_language_is_followed(said: tuple[np.ndarray, dict]) -> None:
    words, phones = align(said[0], "Dza vkara mtsone glimb", "xx")
    assert [word for word, _, _ in words] == ["Dza", "vkara", "mtsone", "glimb"]
    assert words[-1][2] <= len(said[0]) / RATE
    assert len(phones) == 19


def test_a_line_is_finished(said: tuple[np.ndarray, dict], tmp_path: Path) -> None:
    audio = np.concatenate((np.zeros(RATE), said[0], np.zeros(RATE))).astype(np.float32)
    made = finish(SpeechSpec(text=TEXT, voice=OTHER), audio, RATE, tmp_path / "line.wav")
    line = listen_to(tmp_path / "line.wav")
    assert made.seconds == pytest.approx(len(said[0]) / RATE, abs=0.15)
    assert loudness(line) == pytest.approx(LOUDNESS, abs=1)
    assert made.facts["words"][0][1] < 0.2
    target = round(made.seconds * 1.1, 3)
    fitted = finish(SpeechSpec(text=TEXT, voice=OTHER, target=target), audio, RATE, tmp_path / "fitted.wav")
    assert fitted.seconds == pytest.approx(target, abs=1e-3)
    assert fitted.facts["words"][-1][2] == pytest.approx(made.facts["words"][-1][2] * 1.1, abs=0.03)
    with pytest.raises(MakerRefused, match="cannot be spoken in"):
        finish(SpeechSpec(text=TEXT, voice=OTHER, target=made.seconds * 2), audio, RATE, tmp_path / "no.wav")


def test_silence_is_no_line(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="nothing is heard"):
        finish(SpeechSpec(text=TEXT, voice=OTHER), np.zeros(RATE, np.float32), RATE, tmp_path / "no.wav")
    assert not (tmp_path / "no.wav").exists()


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_stretching_keeps_the_pitch(said: tuple[np.ndarray, dict], factor: float) -> None:
    longer = stretch(said[0], factor)
    assert len(longer) == pytest.approx(len(said[0]) * factor, abs=2)
    assert hear(longer).pitch == pytest.approx(hear(said[0]).pitch, rel=0.03)
