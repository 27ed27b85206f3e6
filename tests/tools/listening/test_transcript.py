"""Words become sentences, and sentences get their true edges."""

import numpy as np
import pytest

from cliffhanger.tools.listening.edges import sharpened
from cliffhanger.tools.listening.transcript import Sentence, Word, sentences

RATE = 16_000


def words(text: str, start: float = 0.0, each: float = 0.3) -> list[Word]:
    return [Word(text=w, start=start + n * each, end=start + (n + 1) * each) for n, w in enumerate(text.split())]


def test_sentences_end_at_full_stops_and_pauses() -> None:
    heard = [*words("I never said that. You heard me"), *words("so go", start=4.0)]
    assert [one.text for one in sentences(heard)] == ["I never said that.", "You heard me", "so go"]


def test_a_sentence_that_never_ends_is_cut_at_a_comma() -> None:
    heard = words(" ".join(["and", "on,"] * 40))
    found = sentences(heard)
    assert len(found) > 1
    assert all(one.seconds < 14 for one in found)
    assert [word for one in found for word in one.words] == heard


def test_scripts_without_spaces_get_none() -> None:
    heard = [Word(text=text, start=n, end=n + 1) for n, text in enumerate(["你", "骗了", "我。"])]
    assert sentences(heard)[0].text == "你骗了我。"


def test_edges_are_where_the_voice_rises_and_falls() -> None:
    times = np.arange(4 * RATE) / RATE
    speaks = ((times > 1.0) & (times < 2.2)) | ((times > 2.6) & (times < 3.5))
    voice = (np.sin(2 * np.pi * 160 * times) * speaks * 0.3).astype(np.float32)
    loose = [Sentence(text="one", start=0.8, end=2.5), Sentence(text="two", start=2.5, end=3.7)]
    found = sharpened(loose, voice, RATE)
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == pytest.approx([1.0, 2.2, 2.6, 3.5], abs=0.03)


def test_what_is_not_heard_keeps_its_edges() -> None:
    silence = np.zeros(3 * RATE, np.float32)
    said = Sentence(text="one", start=0.8, end=2.5)
    assert sharpened([said], silence, RATE)[0].start in (0.8, pytest.approx(0.8, abs=0.36))
