"""Rooms, telephones and thoughts: what a treatment does to the sound of a line, and what it must leave alone."""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest

from cliffhanger.tools.voice.acoustics import TAILS, level, loudness, release, treat
from cliffhanger.tools.voice.model import RATE
from cliffhanger.tools.voice.spec import Treatment

Speak = Callable[..., Any]
LINE = "You signed it."
SECOND = np.zeros(RATE, np.float32)


def heard_in(dry: np.ndarray, treatment: Treatment) -> np.ndarray:
    """Return a line as heard there, with a second after it for the tail."""
    return level(treat(np.concatenate((dry.astype(np.float32), SECOND)), treatment))


def share(audio: np.ndarray, low: float, high: float) -> float:
    """Return the level in dB between two frequencies, against the whole."""
    power = np.abs(np.fft.rfft(audio)) ** 2
    hertz = np.fft.rfftfreq(len(audio), 1 / RATE)
    return float(10 * np.log10(power[(hertz >= low) & (hertz < high)].sum() / power.sum()))


def ring(audio: np.ndarray, after: float, until: float) -> float:
    """Return the level in dB of what still sounds some time after the line ended, against the loudest of it."""
    tail = audio[len(audio) - RATE + int(after * RATE) : len(audio) - RATE + int(until * RATE)]
    return float(20 * np.log10(np.sqrt((tail**2).mean()) / np.abs(audio).max() + 1e-9))


@pytest.fixture
def dry(speak: Speak) -> np.ndarray:
    """A spoken line, in the driest of the rooms."""
    audio: np.ndarray = speak(LINE).audio
    return audio


def test_a_telephone_is_narrow(dry: np.ndarray) -> None:
    plain, phone = heard_in(dry, "room"), heard_in(dry, "phone")
    assert share(phone, 0, 200) < share(plain, 0, 200) - 6 and share(phone, 4500, 12_000) < -30


def test_a_thought_is_close_dark_and_hangs_in_the_air(dry: np.ndarray) -> None:
    plain, inner = heard_in(dry, "room"), heard_in(dry, "inner")
    assert share(inner, 7500, 12_000) < share(plain, 7500, 12_000) - 5
    assert share(inner, 60, 350) > share(plain, 60, 350) + 0.5
    assert ring(inner, 0.06, 0.16) > ring(plain, 0.06, 0.16) + 12


def test_outdoors_is_thin_and_nothing_answers_but_one_faint_echo(dry: np.ndarray) -> None:
    plain, outdoor = heard_in(dry, "room"), heard_in(dry, "outdoor")
    assert share(outdoor, 20, 120) < share(plain, 20, 120) - 3
    assert ring(outdoor, 0.1, 0.3) < -70 < ring(heard_in(dry, "hall"), 0.1, 0.3)
    click = np.zeros(RATE, np.float32)
    click[0] = 1.0
    echo = np.abs(treat(click, "outdoor")[int(0.05 * RATE) :])
    assert 0.004 < echo.max() < 0.06 and (0.05 * RATE + echo.argmax()) / RATE == pytest.approx(0.085, abs=0.003)


@pytest.mark.parametrize("treatment", get_args(Treatment))
def test_every_treatment_keeps_the_level_and_the_length(dry: np.ndarray, treatment: Treatment) -> None:
    treated = heard_in(dry, treatment)
    assert loudness(treated) == pytest.approx(-23, abs=0.8) and np.abs(treated).max() < 0.85
    assert len(treated) == len(dry) + RATE
    # What rings on longer than the room left for it would be cut off with a click.
    assert ring(treated, TAILS[treatment] + 0.02, 0.9) < (-24 if treatment == "hall" else -45)


@pytest.mark.parametrize("treatment", ["inner", "outdoor"])
def test_a_treatment_moves_no_word(speak: Speak, treatment: Treatment) -> None:
    plain, treated = speak(LINE), speak(LINE, treatment=treatment)
    for times in ("words", "phones"):
        assert treated.made.facts[times] == plain.made.facts[times]
    assert treated.seconds == pytest.approx(plain.seconds + TAILS[treatment], abs=1e-3)
    assert treated.made.facts["natural"] == pytest.approx(plain.made.facts["natural"] + TAILS[treatment], abs=1e-3)
    begins = [int(np.argmax(line.levels(0.005) > -40)) for line in (plain, treated)]
    assert begins[0] == pytest.approx(begins[1], abs=4)


def test_a_click_after_the_last_vowel_is_quietened_but_not_the_burst_of_a_plosive() -> None:
    seconds = np.arange(int(0.7 * RATE)) / RATE
    loud = np.where(seconds < 0.35, 0.3, np.where((seconds > 0.45) & (seconds < 0.47), 0.1, 0.0005))
    audio = (loud * np.random.default_rng(1).standard_normal(len(loud))).astype(np.float32)
    ends = {last: release(audio, last, 0.1) for last in "Ops"}
    click = slice(int(0.45 * RATE), int(0.47 * RATE))
    assert np.abs(ends["O"][click]).max() < 0.02 * np.abs(audio[click]).max()
    assert np.abs(ends["p"][click]).max() > 0.8 * np.abs(audio[click]).max()
    assert np.abs(ends["p"][int(0.6 * RATE) :]).max() < 0.1 * np.abs(audio[int(0.6 * RATE) :]).max()
    vowel = slice(0, int(0.35 * RATE))
    assert all(np.array_equal(end[vowel], audio[vowel]) for end in ends.values()) and ends["s"] is audio
