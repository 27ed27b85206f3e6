import hashlib
import wave
from typing import get_args

import numpy as np
import pytest
import soundfile

from cliffhanger.tools.edit.level import RATE, integrated, true_peak
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.music.spec import Mood, Passage, ScoreSpec, Sting
from cliffhanger.tools.take import Maker

PASSAGES = (Passage(start=0, mood="tender", tension=0.2), Passage(start=6, mood="chase", tension=0.7))


def scored(spec: ScoreSpec, path) -> np.ndarray:
    Composer().make(spec, path)
    data, rate = soundfile.read(path, always_2d=True)
    assert rate == RATE and data.shape == (round(spec.seconds * RATE), 2)
    return data


def level(sound: np.ndarray, start: float, end: float) -> float:
    part = sound[round(start * RATE) : round(end * RATE)]
    return float(10 * np.log10(np.mean(part**2) + 1e-12))


def octaves(sound: np.ndarray) -> np.ndarray:
    """Return the power of each octave from 88 Hz to 5.6 kHz, in dB against the whole."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    at = np.fft.rfftfreq(len(sound), 1 / RATE)
    edges = 88 * 2.0 ** np.arange(7)
    parts = [power[(at >= low) & (at < 2 * low)].sum() for low in edges[:-1]]
    return 10 * np.log10(np.array(parts) / power.sum() + 1e-9)


@pytest.fixture(scope="module")
def score(tmp_path_factory) -> np.ndarray:
    """A tender and a hunted passage, with a hit and a cliffhanger."""
    stings = (Sting(at=4.0, kind="hit"), Sting(at=9.0, kind="cliffhanger"))
    spec = ScoreSpec(seconds=12, theme_seed=7, passages=PASSAGES, stings=stings)
    return scored(spec, tmp_path_factory.mktemp("score") / "score.wav")


def test_a_score_is_clean_and_level(score):
    assert integrated(score) == pytest.approx(-24, abs=0.5)
    assert true_peak(score) <= -3.9
    assert np.abs(score.mean(axis=0)).max() < 1e-4
    assert 0.2 < np.corrcoef(score.T)[0, 1] < 0.95


def test_a_score_has_the_slope_of_an_orchestra(score):
    falls = octaves(score[: 6 * RATE])
    slope = np.polyfit(range(len(falls)), falls, 1)[0]
    assert -8 < slope < -2  # dB an octave: neither hiss nor mud


def test_passages_differ_in_sound(score):
    calm, later, hunted = score[: 2 * RATE], score[2 * RATE : 4 * RATE], score[round(6.5 * RATE) : 9 * RATE]
    apart = np.linalg.norm(octaves(calm) - octaves(hunted))
    assert apart > 8
    assert apart > 1.5 * np.linalg.norm(octaves(calm) - octaves(later))


def test_a_hit_is_heard_at_its_moment(score):
    assert level(score, 4.0, 4.3) > level(score, 3.6, 3.95) + 6


def test_a_cliffhanger_rises_and_is_cut_off(score):
    # It ends 0.7 s before the episode does.
    assert level(score, 10.8, 11.28) > level(score, 8.5, 9.0) + 3
    assert level(score, 11.75, 12.0) < level(score, 10.8, 11.28) - 25


def test_a_drop_takes_the_music_away_and_gives_it_back(tmp_path):
    chase = (Passage(start=0, mood="chase", tension=0.7),)
    spec = ScoreSpec(seconds=8, theme_seed=7, passages=chase, stings=(Sting(at=3.0, kind="drop"),))
    sound = scored(spec, tmp_path / "s.wav")
    treble = sound - np.stack([np.convolve(side, np.ones(48) / 48, "same") for side in sound.T], axis=1)
    assert level(treble, 3.8, 4.3) < level(treble, 1.5, 2.9) - 6
    assert level(treble, 6.0, 7.0) > level(treble, 3.8, 4.3) + 6


def test_a_riser_grows(tmp_path):
    quiet = (Passage(start=0, mood="silence", tension=0),)
    spec = ScoreSpec(seconds=5, theme_seed=1, passages=quiet, stings=(Sting(at=1.0, kind="riser"),))
    sound = scored(spec, tmp_path / "s.wav")
    assert level(sound, 0, 0.9) < -90
    assert level(sound, 3.0, 3.6) > level(sound, 1.2, 1.8) + 4


def test_silence_is_silent(tmp_path):
    spec = ScoreSpec(seconds=3, theme_seed=1, passages=(Passage(start=0, mood="silence", tension=0.5),))
    assert not scored(spec, tmp_path / "s.wav").any()
    assert not scored(ScoreSpec(seconds=1.2345, theme_seed=1, passages=()), tmp_path / "e.wav").any()


def test_the_same_spec_is_the_same_file_and_seeds_differ(tmp_path):
    def digest(seed: int, name: str) -> str:
        spec = ScoreSpec(seconds=3, theme_seed=seed, passages=(Passage(start=0, mood="comic", tension=0.4),))
        scored(spec, tmp_path / name)
        return hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    assert digest(1, "a.wav") == digest(1, "b.wav") != digest(2, "c.wav")


@pytest.mark.slow
@pytest.mark.parametrize("mood", [mood for mood in get_args(Mood) if mood != "silence"])
@pytest.mark.parametrize("tension", [0.0, 1.0])
def test_every_mood_makes_music(mood, tension, tmp_path):
    spec = ScoreSpec(seconds=12, theme_seed=3, passages=(Passage(start=0, mood=mood, tension=tension),))
    sound = scored(spec, tmp_path / "s.wav")
    assert integrated(sound) == pytest.approx(-24, abs=1)
    assert true_peak(sound) <= -3.9
    assert 0.2 < np.corrcoef(sound.T)[0, 1] < 0.96
    assert level(sound, 0.5, 3) > -40


def test_it_is_a_maker_of_plain_wavs(score, tmp_path):
    assert isinstance(Composer(), Maker)
    made = Composer().make(ScoreSpec(seconds=1, theme_seed=0, passages=()), tmp_path / "s.wav")
    assert made.seconds == 1
    with wave.open(str(tmp_path / "s.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
