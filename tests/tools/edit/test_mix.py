"""The music stands where it is wanted under the lines, and nothing else moves."""

from pathlib import Path

import numpy as np
import pytest

from cliffhanger.tools.edit.level import RATE, integrated
from cliffhanger.tools.edit.mix import MUSIC, lay_stems
from cliffhanger.tools.edit.spec import CutSpec, Placement
from cliffhanger.tools.edit.wav import write_sound


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    wave = 0.1 * np.sin(np.linspace(0, 2000, RATE * 3)).astype(np.float32)
    write_sound(tmp_path / "tone.wav", np.stack([wave, wave], axis=1))
    return tmp_path / "tone.wav"


def test_the_level_of_the_music_is_told_against_the_usual(tone: Path) -> None:
    lines, voices = (Placement(take="one", start=0.5),), {"one": tone}
    usual, louder, softer = (
        lay_stems((), {}, tone, tone, 3.0, level) for level in (CutSpec.model_fields["music_level"].default, 6.0, -9.0)
    )
    assert integrated(usual.music) == pytest.approx(MUSIC, abs=0.1)
    assert integrated(louder.music) == pytest.approx(MUSIC + 6, abs=0.1)
    assert integrated(softer.music) == pytest.approx(MUSIC - 9, abs=0.1)
    assert (louder.effects == usual.effects).all() and (softer.dialogue == usual.dialogue).all()
    spoken, said = lay_stems(lines, voices, tone, None, 3.0), lay_stems(lines, voices, tone, None, 3.0, 4.0)
    assert (spoken.dialogue == said.dialogue).all() and np.abs(said.music).sum() > np.abs(spoken.music).sum()
