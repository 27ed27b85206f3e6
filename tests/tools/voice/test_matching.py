"""Voice match: nearer to a recording than any stock voice, on a line that was not used to find it."""

import numpy as np
import pytest

from cliffhanger.errors import UserError
from cliffhanger.memory.look import Voice
from cliffhanger.tools.voice.catalogue import voices
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.likeness import embed, likeness
from cliffhanger.tools.voice.matching import MOST, PITCHES, TIMBRES, match
from cliffhanger.tools.voice.model import RATE
from cliffhanger.tools.voice.samples import listen_to
from cliffhanger.tools.voice.spec import SpeechSpec
from cliffhanger.tools.voice.wishes import wished

from .speakers import HELD_OUT, LINES

SOMEBODY = Voice(style="x", blend={"bf_lily": 0.5, "hf_beta": 0.5}, pitch=0.93, timbre=0.97)
"""Whom no stock voice is."""


@pytest.mark.slow
def test_a_match_is_nearer_than_the_nearest_stock_voice(tmp_path) -> None:  # type: ignore[no-untyped-def]
    def heard(voice: Voice, text: str) -> np.ndarray:
        out = tmp_path / "said.wav"
        Kokoro().make(SpeechSpec(text=text, voice=voice), out)
        return listen_to(out)

    recording = np.concatenate([heard(SOMEBODY, line) for line in LINES])
    found = match(recording, "match-test")
    assert found.likeness >= found.nearest
    assert len(found.voice.blend) <= MOST
    assert sum(found.voice.blend.values()) == pytest.approx(1.0, abs=0.001)
    assert PITCHES[0] <= found.voice.pitch <= PITCHES[1]
    assert TIMBRES[0] <= found.voice.timbre <= TIMBRES[1]
    assert found.voice.engine == ""
    target = embed(recording, RATE)
    stock = Voice(style="x", blend={found.stock: 1.0})
    mine, theirs = (likeness(target, embed(heard(voice, HELD_OUT), RATE)) for voice in (found.voice, stock))
    assert mine > theirs + 0.02
    assert mine > 0.6


@pytest.mark.parametrize(
    ("words", "sex", "age", "first"),
    [
        ("tired, low, smokes", "woman", 34, "woman_low_1"),
        ("warm, old, English", "man", 40, "old_man_2"),
        ("menacing, deep, slow", "man", 45, "man_deep_1"),
        ("breathy, shy", "woman", 25, "woman_close_1"),
        ("something quick and bright", "woman", 20, "woman_bright_1"),
    ],
)
def test_words_find_a_voice(words: str, sex, age: int, first: str) -> None:  # type: ignore[no-untyped-def]
    found = wished(words, sex, age)
    names = [one.preset.name for one in found]
    assert first in names[:2], names
    assert len(set(names)) == len(names)
    assert all(
        0.85 <= one.voice.pitch <= 1.15 and one.voice.style in {voice.name for voice in voices()} for one in found
    )


def test_words_that_say_nothing_are_refused() -> None:
    with pytest.raises(UserError, match=r"none of its words says how a voice sounds\. Try: tired, low, smokes"):
        wished("zxcv", "woman", 30)
