import pickle
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.look import Emotion, Voice
from cliffhanger.tools.take import Maker
from cliffhanger.tools.voice.kokoro import Kokoro, duration
from cliffhanger.tools.voice.model import VoiceModel
from cliffhanger.tools.voice.spec import SpeechSpec

Speak = Callable[..., Any]
LINE = "You signed it."


def test_it_is_a_maker_that_travels() -> None:
    engine = pickle.loads(pickle.dumps(Kokoro()))
    assert isinstance(engine, Maker) and (engine.tool, engine.suffix) == ("kokoro", ".wav")


def test_the_same_spec_gives_the_same_bytes(model: VoiceModel, tmp_path: Path) -> None:
    spec = SpeechSpec(text="Who?", voice=Voice(style="old_man_2"), emotion="fear", treatment="hall")
    made = [Kokoro().make(spec, tmp_path / name) for name in ("a.wav", "b.wav")]
    assert made[0] == made[1]
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_a_line_is_level_whole_and_trimmed(speak: Speak) -> None:
    line = speak(LINE)
    assert line.made.seconds == pytest.approx(line.seconds, abs=1e-6)
    assert line.loudness == pytest.approx(-23, abs=0.5) and line.peak < 0.85
    loud = np.flatnonzero(line.levels() > -45) * 0.01
    assert loud[0] < 0.12 and line.seconds - loud[-1] < 0.16


def test_the_length_is_known_before_it_is_spoken(speak: Speak) -> None:
    made = speak(LINE, emotion="cold").made
    spec = SpeechSpec(text=LINE, voice=Voice(style="woman_warm_1"), emotion="cold")
    assert duration(spec) == pytest.approx(made.seconds, abs=0.002) == made.facts["natural"]


@pytest.mark.parametrize("factor", [0.82, 1.18])
def test_a_target_is_met(speak: Speak, factor: float) -> None:
    natural = duration(SpeechSpec(text=LINE, voice=Voice(style="man_warm_1")))
    line = speak(LINE, style="man_warm_1", target=natural * factor)
    assert line.seconds == pytest.approx(natural * factor, abs=0.04)
    # The last consonant dies away under -45 dB; stretched, that takes up to a quarter of a second.
    assert line.seconds - np.flatnonzero(line.levels() > -45)[-1] * 0.01 < 0.25
    assert line.made.facts["pace"] == pytest.approx(1 / factor, abs=0.02)


@pytest.mark.parametrize("target", [0.5, 9.0])
def test_a_target_out_of_reach_is_refused_with_the_natural_length(
    model: VoiceModel, tmp_path: Path, target: float
) -> None:
    spec = SpeechSpec(text=LINE, voice=Voice(style="man_warm_1"), target=target)
    with pytest.raises(MakerRefused, match=f"lasts {duration(spec):.2f} s"):
        Kokoro().make(spec, tmp_path / "line.wav")
    assert not (tmp_path / "line.wav").exists()


def test_words_are_as_written_and_in_order(speak: Speak) -> None:
    text = "“Dr. Chen — 3:07” 🙂"
    line = speak(text)
    words = line.made.facts["words"]
    assert [word for word, _, _ in words] == text.split()
    times = [time for _, start, end in words for time in (start, end)]
    assert times == sorted(times) and times[0] >= 0 and times[-1] <= line.seconds
    phones = line.made.facts["phones"]
    assert all(before[2] <= after[1] + 1e-6 for before, after in pairwise(phones))


@pytest.mark.parametrize("style", ["woman_bright_1", pytest.param("man_firm_1", marks=pytest.mark.slow)])
def test_a_word_after_a_pause_starts_when_it_is_heard(speak: Speak, style: str) -> None:
    line = speak("Stop. Tell me… Can you? Go!", style=style)
    heard = line.levels(0.005) > -45
    onsets = [n * 0.005 for n in range(8, len(heard)) if heard[n] and not heard[n - 8 : n].any()]
    starts = [start for word, start, _ in line.made.facts["words"] if word in ("Tell", "Can", "Go!")]
    late = [min(abs(start - onset) for onset in onsets) for start in starts]
    assert max(late) <= 0.08, late


MANNERS: list[tuple[Emotion, int, int]] = [("angry", 1, -1), ("cold", -1, 1)]


@pytest.mark.parametrize(("emotion", "higher", "longer"), MANNERS)
def test_emotions_move_pitch_and_pace(speak: Speak, emotion: Emotion, higher: int, longer: int) -> None:
    plain, moved = speak(LINE), speak(LINE, emotion=emotion)
    assert (moved.seconds - plain.seconds) * longer > 0.05
    assert np.log(moved.pitch() / plain.pitch()) * higher > 0.02


def test_pitch_pace_and_timbre_of_a_voice_are_heard(speak: Speak) -> None:
    plain, moved = speak(LINE), speak(LINE, pitch=1.15, pace=1.1, timbre=1.1)
    assert moved.pitch() / plain.pitch() == pytest.approx(1.15, abs=0.05)
    assert plain.seconds / moved.seconds == pytest.approx(1.1, abs=0.05)


def test_a_long_speech_is_cut_into_breaths(model: VoiceModel) -> None:
    text = "I waited eleven years for this letter, " + "and you burned it in the sink, " * 16 + "all of it."
    spec = SpeechSpec(text=text, voice=Voice(style="woman_warm_1"))
    assert 20 < duration(spec) < 50
