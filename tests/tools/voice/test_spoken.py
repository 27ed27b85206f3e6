"""A line of another engine: bought once, finished for every place and length."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.memory.look import Voice
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.take import Made, Take
from cliffhanger.tools.voice.spec import SpeechSpec
from cliffhanger.tools.voice.spoken import Spoken, words


class Engine:
    """Says two syllables in a second, and when each character is heard; counts."""

    tool, version, suffix = "engine", "1", ".wav"

    def __init__(self) -> None:
        self.asked: list[SpeechSpec] = []

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        t = np.arange(44_100) / 44_100
        tone = 0.3 * np.sin(2 * np.pi * 160 * t) * np.abs(np.sin(2 * np.pi * t))
        soundfile.write(out, tone, 44_100)
        step = 1.0 / len(spec.text)
        starts = [n * step for n in range(len(spec.text))]
        ends = [at + step for at in starts]
        return Made(seconds=1.0, facts={"characters": list(spec.text), "starts": starts, "ends": ends})


async def test_what_is_bought_is_the_plain_line_and_the_rest_is_finished_here(tmp_path: Path) -> None:
    engine = Engine()
    spoken = Spoken(engine)
    spec = SpeechSpec(text="Go home.", voice=Voice(style="ana", id="abc"))
    with closing(Floor(TakeStore(tmp_path / "takes"), 2, ThreadPoolExecutor(2))) as floor:
        plain = await floor.make(spoken, spec)
        phoned = await floor.make(spoken, spec.model_copy(update={"treatment": "phone"}))
        hurried = await floor.make(spoken, spec.model_copy(update={"target": round(plain.seconds * 0.9, 3)}))
    assert len(engine.asked) == 1, "the telephone and the hurry cost nothing"
    assert [word for word, _, _ in plain.facts["words"]] == ["Go", "home."]  # type: ignore[attr-defined]
    assert plain.facts["phones"], "mouths need them"
    assert hurried.seconds == pytest.approx(plain.seconds * 0.9, abs=0.01)
    assert soundfile.info(phoned.path).samplerate == 24_000


def test_words_come_from_the_times_of_their_characters() -> None:
    facts: dict[str, object] = {"characters": list("Go on."), "starts": [0, 1, 2, 3, 4, 5], "ends": [1, 2, 3, 4, 5, 6]}
    raw = Take(key="k", tool="engine", version="1", path="", facts=facts)
    assert words(raw) == [("Go", 0.0, 2.0), ("on.", 3.0, 6.0)]
    assert words(Take(key="k", tool="engine", version="1", path="")) == []
