import hashlib
from typing import get_args

import numpy as np
import pytest
import soundfile

from cliffhanger.memory.bible import Hour, SetKind, Weather
from cliffhanger.memory.storyboard import EffectKind
from cliffhanger.tools.edit.level import RATE, integrated, true_peak
from cliffhanger.tools.sound.ambience import breathe, recipe
from cliffhanger.tools.sound.effects import effect
from cliffhanger.tools.sound.spec import Ambience, Effect, SoundSpec
from cliffhanger.tools.sound.synth import SynthSound
from cliffhanger.tools.take import Maker


def made(spec: SoundSpec, path) -> np.ndarray:
    SynthSound().make(spec, path)
    data, rate = soundfile.read(path, always_2d=True)
    assert rate == RATE and data.shape[1] == 2
    return data


def brightness(sound: np.ndarray) -> float:
    """Return the part of the power that lies above 1.5 kHz."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float(power[round(1500 * len(sound) / RATE) :].sum() / power.sum())


def power(sound: np.ndarray, start: float, end: float) -> float:
    return float(np.mean(sound[round(start * RATE) : round(end * RATE)] ** 2))


@pytest.fixture(scope="module")
def effects() -> dict[str, np.ndarray]:
    return {kind: effect(kind, np.random.default_rng(5)) for kind in get_args(EffectKind)}


@pytest.mark.parametrize("kind", get_args(EffectKind))
def test_an_effect_is_clean(effects, kind):
    sound = effects[kind]
    peak = 20 * np.log10(np.abs(sound).max())
    assert -19 <= peak <= -6.5
    assert 0.3 < len(sound) / RATE < 7
    assert np.abs(sound.mean(axis=0)).max() < 0.002  # no DC
    assert np.abs(sound[:2]).max() < 0.05 and np.abs(sound[-2:]).max() < 0.002  # begins and ends without a click
    spectrum = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    assert spectrum[round(10_000 * len(sound) / RATE) :].sum() < 0.02 * spectrum.sum()  # nothing harsh


def test_no_two_effects_are_alike(effects):
    prints = []
    for sound in effects.values():
        spectrum = np.abs(np.fft.rfft(sound.mean(axis=1), RATE)) ** 2
        shape = np.add.reduceat(spectrum, np.unique(np.geomspace(20, 12_000, 24).astype(int)))
        prints.append(np.append(np.log10(shape / shape.sum() + 1e-6), len(sound) / RATE))
    apart = [np.linalg.norm(one - other) for n, one in enumerate(prints) for other in prints[:n]]
    assert min(apart) > 1.0


def test_effects_sound_at_their_times(tmp_path):
    moments = (Effect(at=1.0, kind="message"), Effect(at=3.0, kind="message", gain=-6.0))
    sound = made(SoundSpec(seconds=5, effects=moments), tmp_path / "s.wav")
    assert len(sound) == 5 * RATE
    assert power(sound, 0, 0.99) < 1e-9
    first, second = power(sound, 1.0, 1.1), power(sound, 3.0, 3.1)
    assert first > 1e-4
    assert 10 * np.log10(first / second) == pytest.approx(6, abs=0.5)


def test_an_effect_over_the_end_is_cut_without_a_click(tmp_path):
    sound = made(
        SoundSpec(seconds=1, effects=(Effect(at=0.8, kind="thunder"), Effect(at=7, kind="hit"))), tmp_path / "s.wav"
    )
    assert len(sound) == RATE
    assert np.abs(sound[-5:]).max() < 0.001


def test_a_crowd_of_effects_does_not_clip(tmp_path):
    moments = tuple(Effect(at=0.5, kind=kind, gain=9.0) for kind in ("hit", "slap", "door", "whoosh"))
    sound = made(SoundSpec(seconds=2, effects=moments), tmp_path / "s.wav")
    assert true_peak(sound) <= -2.8


def test_rain_is_not_clear_air_and_a_window_keeps_it_out():
    def air(kind: SetKind, weather: Weather) -> np.ndarray:
        return breathe(Ambience(start=0, end=6, set=kind, weather=weather), 1, 0, 6)

    rain, clear, inside = air("rooftop", "rain"), air("rooftop", "clear"), air("car", "rain")
    assert brightness(rain) > 4 * brightness(clear)
    assert brightness(rain) > 4 * brightness(inside)
    assert integrated(rain) > integrated(clear)


def test_every_set_has_an_air_for_every_hour_and_weather():
    seen = set()
    for kind in get_args(SetKind):
        for hour in get_args(Hour):
            for weather in get_args(Weather):
                air = recipe(Ambience(start=0, end=1, set=kind, hour=hour, weather=weather))
                assert air.layers
                seen.add((kind, air.layers, air.events))
    assert len({kind for kind, *_ in seen}) == len(get_args(SetKind))
    assert len({(layers, happenings) for _, layers, happenings in seen}) > 100


@pytest.mark.parametrize("kind", ["rooftop", "car"])
def test_an_air_sits_low_and_loops_without_a_click(kind):
    sound = breathe(Ambience(start=0, end=16, set=kind), 1, 0, 16)
    assert integrated(sound) == pytest.approx(-38, abs=4)
    seam = round(13 * RATE)
    steps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    assert steps[seam - 3 : seam + 3].max() <= np.quantile(steps, 0.9999)


def test_airs_cross_fade_and_keep_their_level(tmp_path):
    airs = (Ambience(start=0, end=3, set="car"), Ambience(start=3, end=6, set="car"))
    sound = made(SoundSpec(seconds=6, ambiences=airs, seed=1), tmp_path / "s.wav")
    assert 10 * np.log10(power(sound, 2.7, 3.3) / power(sound, 1, 2)) == pytest.approx(0, abs=3)
    assert np.abs(sound[:3]).max() < 0.001


def test_the_same_spec_is_the_same_file_and_another_seed_is_not(tmp_path):
    def digest(seed: int, name: str) -> str:
        airs = (Ambience(start=0, end=2, set="car"),)
        made(SoundSpec(seconds=2, ambiences=airs, effects=(Effect(at=1, kind="glass"),), seed=seed), tmp_path / name)
        return hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    assert digest(1, "a.wav") == digest(1, "b.wav") != digest(2, "c.wav")


def test_it_is_a_maker():
    assert isinstance(SynthSound(), Maker)
