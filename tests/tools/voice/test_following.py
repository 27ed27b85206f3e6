"""Known words are followed in a sound: near enough for a caption's light, and not where nobody says them."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.look import Voice
from cliffhanger.tools.take import Take
from cliffhanger.tools.voice.following import Following, FollowSpec, follow
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.spec import SpeechSpec

LINES = ("I waited for you at the station, every single night.", "You knew? And you let me marry him!")
RATE = 24_000
Dialogue = tuple[np.ndarray, list[list[tuple[str, float, float]]]]


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Dialogue:
    """Two people in a room that hums a little, and when every word is said."""
    folder = tmp_path_factory.mktemp("dialogue")
    sounds, words, at = [np.zeros(RATE // 2)], [], 0.5
    for n, (line, style) in enumerate(zip(LINES, ("woman_warm_1", "man_deep_1"), strict=True)):
        path = folder / f"{n}.wav"
        made = Kokoro().make(SpeechSpec(text=line, voice=Voice(style=style)), path)
        words.append([(text, a + at, b + at) for text, a, b in made.facts["words"]])  # type: ignore[attr-defined]
        sounds += [soundfile.read(path)[0], np.zeros(round(0.3 * RATE))]
        at += len(sounds[-2]) / RATE + 0.3
    sound = np.concatenate(sounds)
    return sound + np.random.default_rng(2).normal(0, 0.004, len(sound)), words


def test_words_are_found_where_they_are_said(dialogue: Dialogue) -> None:
    sound, words = dialogue
    heard = follow(sound, RATE, LINES)
    assert heard.why == ""
    assert [[text for text, _, _ in line] for line in heard.lines] == [line.split() for line in LINES]
    flat = [
        (found[1], true[1])
        for told, said in zip(heard.lines, words, strict=True)
        for found, true in zip(told, said, strict=True)
    ]
    errors = [abs(found - true) for found, true in flat]
    assert np.mean(errors) < 0.1 and max(errors) < 0.3


def test_a_line_is_cut_out_with_its_words(dialogue: Dialogue, tmp_path: Path) -> None:
    sound, words = dialogue
    soundfile.write(tmp_path / "shot.wav", sound, RATE)
    shot = Take(key="s", tool="t", version="1", path=str(tmp_path / "shot.wav"))
    made = Following().make(FollowSpec(lines=LINES, index=1), tmp_path / "line.wav", [shot])
    begins = float(str(made.facts["at"]))
    assert words[0][-1][2] - 0.1 < begins < words[1][0][1]
    cut, rate = soundfile.read(tmp_path / "line.wav")
    assert rate == 48_000 and len(cut) / rate == pytest.approx(made.seconds, abs=0.002)
    told = made.facts["words"]
    assert (
        isinstance(told, list)
        and told[0][0] == "You"
        and begins + told[0][1] == pytest.approx(words[1][0][1], abs=0.15)
    )
    assert told[0][1] >= 0 and told[-1][2] <= made.seconds and made.facts["phones"] == []


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (np.zeros(RATE * 3), "nothing is said"),
        (np.random.default_rng(1).normal(0, 0.05, RATE * 3), "does not sound like speech|nothing is said"),
        (0.3 * np.sin(np.arange(RATE * 3) * 0.1), "does not sound like speech"),
        (np.concatenate([np.zeros(RATE), np.hanning(9000) * np.sin(np.arange(9000) * 0.2), np.zeros(RATE)]), "only"),
        (np.zeros(100), "nothing is said"),
    ],
    ids=["silence", "noise", "tone", "a word", "nothing"],
)
def test_what_is_not_these_words_is_not_trusted(sound: np.ndarray, why: str) -> None:
    heard = follow(sound, RATE, LINES)
    assert heard.why and any(one in heard.why for one in why.split("|"))
    assert sum(map(len, heard.lines)) == sum(len(line.split()) for line in LINES), "every word has a place all the same"


def test_without_words_there_is_nothing_to_follow() -> None:
    with pytest.raises(MakerRefused, match="no words"):
        follow(np.zeros(RATE), RATE, ("", " "))
