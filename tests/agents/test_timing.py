"""The voices decide how long a shot is, the form how long an episode may be."""

from itertools import pairwise
from typing import Any

import pytest

from cliffhanger.agents import graph
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.timing import LONGEST, SHORTEST, fit, lay_out, length, speech_factor
from cliffhanger.memory.script import Script
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


def run_over(shares: tuple[float, ...], spoken: float) -> tuple[Storyboard, dict[str, float]]:
    """One line over several pictures, planned in these proportions, and a shot after it."""
    shots = [Shot(id="s0", scene="a", framing="close_up", seconds=shares[0], lines=("l",))]
    shots += [Shot(id=f"s{n}", scene="a", framing="medium", seconds=s, over="l") for n, s in enumerate(shares[1:], 1)]
    shots.append(Shot(id="last", scene="a", framing="wide", seconds=1.5))
    return Storyboard(episode="s01e01", shots=tuple(shots)), {"l": spoken}


@pytest.mark.parametrize("shares", [(2.0, 2.0), (1.5, 1.0, 1.5), (1.0, 4.0)])
def test_a_line_runs_over_the_cut_and_is_no_longer_for_it(shares: tuple[float, ...]) -> None:
    storyboard, spoken = run_over(shares, 5.0)
    timed = lay_out(storyboard, spoken, 24)
    run = timed[: len(shares)]
    head, tail = storyboard.shots[0].head, storyboard.shots[len(shares) - 1].tail
    assert sum(shot.seconds for shot in run) == pytest.approx(head + 5.0 + tail, abs=1 / 24)
    assert [shot.lines for shot in run[1:]] == [()] * (len(shares) - 1)
    for shot in run[1:]:
        # Wherever the picture is, the voice is at the same place of its line.
        (line, at), began = shot.carried[0], run[0].start + run[0].lines[0][1]
        assert line == "l" and shot.start + at == pytest.approx(began, abs=0.001)
        assert shot.heard == shot.carried
    assert all(shot.seconds >= 0.7 - 1 / 24 for shot in run)


def test_the_picture_is_cut_where_the_voice_rests() -> None:
    storyboard, spoken = run_over((2.0, 2.0), 5.0)
    easy = lay_out(storyboard, spoken, 24, {"l": [(2.0, 0.0), (2.5, 0.7), (4.9, 0.0)]})
    assert easy[0].seconds == pytest.approx(storyboard.shots[0].head + 2.0, abs=1 / 24)


def test_a_picture_that_lost_its_line_is_a_shot_like_any_other() -> None:
    storyboard, spoken = run_over((2.0, 2.0), 5.0)
    alone = Storyboard(episode="s01e01", shots=storyboard.shots[1:])
    timed = lay_out(alone, spoken, 24)
    assert timed[0].seconds == pytest.approx(2.0) and not timed[0].heard


@pytest.mark.parametrize("spoken", [1.2, 6.0])
def test_an_episode_with_running_lines_is_brought_to_length(spoken: float) -> None:
    shots = []
    for n in range(18):
        shots.append(Shot(id=f"s{n}", scene="a", framing="close_up", seconds=1.5, lines=(f"l{n}",)))
        shots.append(Shot(id=f"s{n}b", scene="a", framing="medium", seconds=1.5, over=f"l{n}"))
        shots.append(Shot(id=f"s{n}c", scene="a", framing="close_up", seconds=1.0))
    storyboard = Storyboard(episode="s01e01", shots=tuple(shots))
    said = {f"l{n}": spoken for n in range(18)}
    factor = speech_factor(storyboard, said, 24)
    fitted = {line: value * factor for line, value in said.items()}
    after = fit(storyboard, fitted, 24)
    assert SHORTEST <= length(lay_out(after, fitted, 24)) <= LONGEST
    assert heard(after) == heard(storyboard)
    assert [shot.over for shot in after.shots if shot.over] == [f"l{n}" for n in range(18)]


async def test_the_pace_is_set_when_the_voices_are_first_heard_and_never_again(lot: Any) -> None:
    """What is too short then is fitted once; after an edit it is the editor's finding."""
    archive = lot.studio.archive
    await produce(lot)
    first: Storyboard = archive.get("storyboard", "s01e01", Storyboard)
    assert first.pace == 1.12, "the little script is far too short: its lines are as slow as the form allows"
    script = archive.get("script", "s01e01", Script)
    text = script.model_dump_json().replace(
        "Phones get dates wrong.", "Phones get dates wrong, and so do I, now and then."
    )
    was = dict(Episode.of(lot.studio, "s01e01").fitted_speech())
    archive.put("script", "s01e01", Script.model_validate_json(text), "a longer line", "user")
    asked = len(lot.camera.asked)
    await produce(lot, first=1, seed=2)
    assert archive.get("storyboard", "s01e01", Storyboard).pace == first.pace
    now = Episode.of(lot.studio, "s01e01").fitted_speech()
    assert [line for line in was if was[line] != now[line]] == ["s01e01.1.l02"]
    assert len(lot.camera.asked) == asked + 1, "one shot says it, one shot is filmed"
    fitted = [one for one in archive.history("storyboard", "s01e01") if one.reason == graph.CUT_TO_LENGTH]
    assert len(fitted) == 1


async def produce(lot: Any, **changed: Any) -> None:
    asked: Any = {
        "premise": "A nurse", "about": "", "lead": "", "seed": 1, "season": 1, "season_length": 60, "paywall": 10,
        "first": 1, "last": 1, "render": True,
    }  # fmt: skip
    await graph.build_graph().ainvoke(asked | changed, context=lot.studio)
