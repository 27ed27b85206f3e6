"""What a voice does besides feeling, and which word has weight."""

import numpy as np
import pytest

from cliffhanger.agents.manners import manner_of
from cliffhanger.memory.look import Voice
from cliffhanger.tools.voice.acoustics import break_up, gasp, shake
from cliffhanger.tools.voice.delivery import DELIVERIES, MANNERS, delivery
from cliffhanger.tools.voice.emphasis import emphasis
from cliffhanger.tools.voice.model import RATE
from cliffhanger.tools.voice.spec import SpeechSpec


def test_a_stressed_word_is_told_and_its_asterisks_are_not_said() -> None:
    assert emphasis("I *never* said it.") == ("I never said it.", {1})
    assert emphasis("*Not once*, Mia.") == ("Not once, Mia.", {0, 1})
    assert emphasis("Plain words.") == ("Plain words.", set())
    assert emphasis("2 * 3 is a line too") == ("2 3 is a line too", set())


def test_a_manner_comes_on_top_of_a_feeling() -> None:
    both = delivery("angry", "whisper")
    assert both.whispered and both.pitch == DELIVERIES["angry"].pitch
    assert both.pace == pytest.approx(DELIVERIES["angry"].pace * MANNERS["whisper"].pace)
    assert delivery("sad", None) == DELIVERIES["sad"]


@pytest.mark.parametrize(
    ("direction", "manner"),
    [
        ("whispers into the receiver, back to the room", "whisper"),
        ("laughs, eyes ahead", "laugh"),
        ("catches the door frame, out of breath", "breathless"),
        ("stops laughing", None),
        ("swings the key on one finger, not quite laughing", None),
        ("counts under her breath, eyes on a clock", "whisper"),
        ("shakes a wet hat out of the door", None),
        ("sobs once", "sob"),
        ("shouts over the rain", "shout"),
    ],
)
def test_a_direction_says_what_the_voice_does(direction: str, manner: str | None) -> None:
    assert manner_of(direction) == manner


def test_a_line_without_a_manner_keeps_its_key() -> None:
    plain = SpeechSpec(text="Nobody.", voice=Voice(style="woman_warm_1"))
    assert "manner" not in plain.canonical() and "engine" not in plain.canonical()
    whispered = plain.model_copy(update={"manner": "whisper"})
    assert whispered.canonical() != plain.canonical()


def test_a_sob_breaks_the_voice_and_laughter_pulses_it() -> None:
    tone = np.sin(2 * np.pi * 200 * np.arange(2 * RATE) / RATE).astype(np.float32)
    levels = np.sqrt((break_up(tone, 0.75)[: RATE * 2].reshape(-1, 480) ** 2).mean(axis=1))
    stops = int(((levels[1:] < 0.45) & (levels[:-1] >= 0.45)).sum())
    assert 4 <= stops <= 10, "three or four a second"
    pulses = np.sqrt((shake(tone, 0.5).reshape(-1, 480) ** 2).mean(axis=1))
    assert np.abs(np.fft.rfft(pulses - pulses.mean())).argmax() == pytest.approx(10, abs=1), "five a second over two"
    assert break_up(tone, 0.0) is tone and shake(tone, 0.0) is tone


def test_a_breath_swells_and_is_quiet() -> None:
    drawn = gasp(0.3, 0.2)
    assert len(drawn) == round(0.3 * RATE) and 0.001 < float(np.abs(drawn).max()) < 0.2
    assert float(np.abs(drawn[:240]).max()) < float(np.abs(drawn[3000:5000]).max()) / 3
