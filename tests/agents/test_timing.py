"""The voices decide how long a shot is, the form how long an episode may be."""

from itertools import pairwise

import pytest

from cliffhanger.agents.timing import LONGEST, SHORTEST, fit, lay_out, length, speech_factor
from cliffhanger.memory.storyboard import Shot, Storyboard


def board(count: int, seconds: float = 2.0, spoken: bool = True) -> tuple[Storyboard, dict[str, float]]:
    shots = tuple(
        Shot(id=f"s{n:02d}", scene="a", framing="close_up", seconds=2, lines=(f"l{n}",) if spoken and n % 2 else ())
        for n in range(count)
    )
    return Storyboard(episode="s01e01", shots=shots), {f"l{n}": seconds for n in range(count)}


def heard(storyboard: Storyboard) -> list[str]:
    return [line for shot in storyboard.shots for line in shot.lines]


def test_shots_follow_each_other_on_frames() -> None:
    storyboard, spoken = board(20, 1.537)
    timed = lay_out(storyboard, spoken, 24)
    for one, other in pairwise(timed):
        assert one.start + one.seconds == pytest.approx(other.start)
        assert (one.seconds * 24) == pytest.approx(round(one.seconds * 24))


def test_a_line_fits_in_its_shot() -> None:
    storyboard, spoken = board(10, 3.3)
    for timed in lay_out(storyboard, spoken, 24):
        for line, at in timed.lines:
            assert at + spoken[line] <= timed.seconds


@pytest.mark.parametrize(("count", "seconds"), [(20, 2.0), (24, 2.5), (36, 4.0), (60, 2.0)])
def test_an_episode_is_brought_to_length(count: int, seconds: float) -> None:
    storyboard, spoken = board(count, seconds)
    factor = speech_factor(storyboard, spoken, 24)
    assert 0.85 <= factor <= 1.12
    fitted = {line: value * factor for line, value in spoken.items()}
    after = fit(storyboard, fitted, 24)
    assert SHORTEST <= length(lay_out(after, fitted, 24)) <= LONGEST
    assert heard(after) == heard(storyboard)


def test_what_fits_is_left_alone() -> None:
    storyboard, spoken = board(40, 1.5)
    assert speech_factor(storyboard, spoken, 24) == 1.0
    assert fit(storyboard, spoken, 24) == storyboard
