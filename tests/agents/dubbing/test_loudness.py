"""Lines of a dub are as loud as their originals, as a meter tells it in the stem."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.agents.dubbing.loudness import HEARD, as_loud
from cliffhanger.tools.edit.level import RATE, gain, integrated
from cliffhanger.tools.edit.mix import lay_dialogue
from cliffhanger.tools.edit.spec import Placement
from cliffhanger.tools.edit.wav import read_sound, write_sound

Sound = npt.NDArray[np.float32]
BEGINS = (0.2, 2.5, 5.0)
LASTED = 1.2


def line(seconds: float, quiet: float = 0.0, seed: int = 1) -> Sound:
    """A line of noise whose last ``quiet`` share is hardly there: the gate counts it sometimes."""
    noise = np.random.default_rng(seed).normal(0, 0.1, (round(seconds * RATE), 2)).astype(np.float32)
    noise[round(len(noise) * (1 - quiet)) :] *= np.float32(gain(-14))
    return noise


@pytest.fixture
def takes(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, sound in {"was": line(LASTED), "now": line(1.4, seed=2), "dying": line(1.4, quiet=0.6)}.items():
        found[name] = tmp_path / f"{name}.wav"
        write_sound(found[name], sound)
    return found


def placed(*takes: str, turned: float = 0.0) -> tuple[Placement, ...]:
    pairs = zip(takes, BEGINS, strict=True)
    return tuple(Placement(take=take, start=at, gain=turned if at == BEGINS[1] else 0.0) for take, at in pairs)


def stem(path: Path, lines: tuple[Placement, ...], takes: dict[str, Path]) -> Path:
    write_sound(path, lay_dialogue(lines, takes, 8 * RATE)[0])
    return path


def off(lines: tuple[Placement, ...], takes: dict[str, Path], original: Path, seconds: float) -> list[float]:
    """Return by how many LU each line differs from its original."""
    now, was = lay_dialogue(lines, takes, 8 * RATE)[0], read_sound(original)
    parts = [(round(one.start * RATE), round((one.start + seconds) * RATE)) for one in lines]
    lasted = round(LASTED * RATE)
    return [integrated(now[first:last]) - integrated(was[first : first + lasted]) for first, last in parts]


def test_a_line_that_is_not_as_loud_as_its_original_is_turned(takes: dict[str, Path], tmp_path: Path) -> None:
    original = stem(tmp_path / "original.wav", placed("was", "was", "was", turned=-4.0), takes)
    lines = placed("now", "now", "now")
    assert max(map(abs, off(lines, takes, original, 1.4))) > 2
    levelled = as_loud(lines, takes, original, [LASTED] * 3)
    assert levelled[1].gain < -2
    assert max(map(abs, off(levelled, takes, original, 1.4))) <= 1


def test_a_line_that_dies_away_is_turned_too(takes: dict[str, Path], tmp_path: Path) -> None:
    original = stem(tmp_path / "original.wav", placed("was", "was", "was"), takes)
    lines = placed("now", "dying", "now")
    levelled = as_loud(lines, takes, original, [LASTED] * 3)
    assert max(map(abs, off(levelled, takes, original, 1.4))) <= HEARD + 0.3


def test_the_same_lines_stay_as_they_are(takes: dict[str, Path], tmp_path: Path) -> None:
    lines = placed("was", "was", "was")
    original = stem(tmp_path / "original.wav", lines, takes)
    assert as_loud(lines, takes, original, [LASTED] * 3) == lines


def test_a_line_behind_the_end_leaves_all_as_they_are(takes: dict[str, Path], tmp_path: Path) -> None:
    original = stem(tmp_path / "original.wav", placed("was", "was", "was"), takes)
    late = (*placed("now", "now", "now")[:2], Placement(take="now", start=9.0))
    assert as_loud(late, takes, original, [LASTED] * 3) == late
