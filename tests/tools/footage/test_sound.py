"""Sound goes out of footage and comes back as another, as loud as it was."""

from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, UserError
from cliffhanger.tools.edit.level import RATE, integrated
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.edit.wav import read_sound, write_sound
from cliffhanger.tools.footage.remaster import Laid, Remaster, RemasterSpec
from cliffhanger.tools.footage.sounding import SoundOf, SoundOfSpec, bed_of

from .conftest import Film, take


def noise(seconds: float, level: float, seed: int = 1) -> np.ndarray:
    sound = np.random.default_rng(seed).normal(0, 1, (round(seconds * RATE), 2))
    return (sound * 10 ** ((level - integrated(sound)) / 20)).astype(np.float32)


def test_sound_is_taken_as_it_lies_against_the_picture(film: Film, tmp_path: Path) -> None:
    out = tmp_path / "sound.wav"
    made = SoundOf().make(SoundOfSpec(), out, [take(film())])
    assert made.seconds == pytest.approx(1.0, abs=0.05)
    assert read_sound(out).shape[1] == 2
    assert float(made.facts["loudness"]) < -10  # type: ignore[arg-type]


def test_a_stem_gives_the_bed(tmp_path: Path) -> None:
    voice, under = noise(2, -18), noise(2, -30, seed=2)
    assert np.allclose(bed_of(voice + under, under, "bed"), under)
    assert np.allclose(bed_of(voice + under, voice, "voice"), under, atol=1e-6)


def test_a_stem_of_another_cut_is_refused() -> None:
    voice, under = noise(2, -18), noise(2, -30, seed=2)
    with pytest.raises(UserError, match="same timeline"):
        bed_of(voice + under, noise(3, -18), "voice")
    with pytest.raises(UserError, match="does not cancel"):
        bed_of(voice + under, np.roll(voice, 4000, axis=0), "voice")


def test_the_master_is_as_loud_as_the_original(film: Film, tmp_path: Path) -> None:
    video = film(sound=False)
    was, under, line = noise(4, -20), noise(4, -34, seed=2), noise(2.5, -30, seed=3)
    for name, sound in (("was", was), ("bed", under), ("line", line)):
        write_sound(tmp_path / f"{name}.wav", sound)
    spec = RemasterSpec(
        lines=(Laid(take="l" * 64, start=0.2, loudness=-19.0),), title="clip", comment="AI-generated", language="spa"
    )
    out = tmp_path / "master.mp4"
    inputs = [take(video), *(take(tmp_path / f"{name}.wav", key=name[0]) for name in ("was", "bed", "line"))]
    facts = Remaster().make(spec, out, inputs).facts
    assert float(facts["loudness"]) == pytest.approx(float(facts["was"]), abs=0.5)  # type: ignore[arg-type]
    assert float(facts["true_peak"]) <= -1.0  # type: ignore[arg-type]
    ((before, now),) = facts["lines"]  # type: ignore[misc]
    assert abs(now - before) < 0.5
    assert probe(out).metadata["comment"] == "AI-generated"
    assert sorted(path.name for path in (tmp_path / "master.stems").iterdir()) == ["bed.wav", "dialogue.wav"]


def test_a_line_that_was_not_made_is_told(film: Film, tmp_path: Path) -> None:
    video = film(sound=False)
    write_sound(tmp_path / "a.wav", noise(1, -20))
    spec = RemasterSpec(lines=(Laid(take="x" * 64, start=0, loudness=-20),), title="t", comment="c", language="spa")
    sound = take(tmp_path / "a.wav", key="a")
    with pytest.raises(MakerRefused, match="no voice take"):
        Remaster().make(spec, tmp_path / "out.mp4", [take(video), sound, sound])
    assert not (tmp_path / "out.mp4").exists()
