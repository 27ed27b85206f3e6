"""Acting: mouths, eyes and heads over time."""

from itertools import pairwise

import pytest

from cliffhanger.tools.picture.acting import Acting
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey

from .conftest import speech


def acted(figure: FigureSpec, seconds: float = 6.0, seed: int = 3, **fields: object) -> Acting:
    return Acting(figure.model_copy(update=fields), seconds, 24, seed)


def openness(acting: Acting, t: float) -> float:
    return 1 - dict(acting.at(t).mouth).get("sil", 0.0)


def test_a_mouth_is_shut_outside_its_speech(mia: FigureSpec) -> None:
    acting = acted(mia, mouth=speech(1.0, 2.0))
    times = [frame / 24 for frame in range(24 * 4)]
    assert all(openness(acting, t) == 0 for t in times if t < 1.0 or t >= 2.0)
    assert sum(openness(acting, t) > 0.3 for t in times if 1.0 <= t < 2.0) > 16


def test_a_silence_within_speech_shuts_the_mouth(mia: FigureSpec) -> None:
    keys = (MouthKey(at=0.0, shape="aa"), MouthKey(at=0.5, shape="sil"), MouthKey(at=1.0, shape="E"))
    acting = acted(mia, mouth=keys)
    assert openness(acting, 0.25) > 0.9
    assert all(openness(acting, 0.5 + frame / 24) == 0 for frame in range(12))
    assert openness(acting, 1.25) > 0.9


def test_shapes_run_into_each_other(mia: FigureSpec) -> None:
    keys = (MouthKey(at=0.0, shape="aa"), MouthKey(at=0.5, shape="U"), MouthKey(at=1.0, shape="sil"))
    mixed = dict(acted(mia, mouth=keys).mouth(0.47))
    assert {"aa", "U"} <= set(mixed)


def test_who_does_not_speak_has_the_mouth_of_its_emotion(mia: FigureSpec) -> None:
    assert acted(mia).at(1.0).mouth == ()


def test_people_blink_every_few_seconds_and_when_their_feeling_turns(mia: FigureSpec) -> None:
    acting = acted(mia, seconds=30.0, becomes="angry", turn_at=0.5)
    gaps = [later - earlier for earlier, later in pairwise(acting.blinks)]
    assert 6 <= len(acting.blinks) <= 16
    assert all(0.5 < gap < 6.5 for gap in gaps)
    assert any(abs(blink - 15.0) < 0.3 for blink in acting.blinks)
    assert min(acting.at(frame / 24).lids for frame in range(24 * 30)) == 0.0


def test_a_feeling_turns_in_a_few_drawings(mia: FigureSpec) -> None:
    acting = acted(mia, becomes="shock", turn_at=0.5)
    states = [acting.at(frame / 24) for frame in range(24 * 6)]
    between = {state.blend for state in states if state.towards is not None}
    assert states[0].emotion == "fear" and states[-1].emotion == "shock"
    assert 3 <= len(between) <= 6


def test_figures_live_on_twos(mia: FigureSpec) -> None:
    acting = acted(mia, mouth=speech(0.2, 4.0), becomes="joy")
    for pair in range(24 * 3):
        assert acting.at(2 * pair / 24) == acting.at((2 * pair + 1) / 24)


def test_drawings_come_back(mia: FigureSpec) -> None:
    """Poses and faces are cached: a long shot may not need many more than a short one."""
    acting = acted(mia, seconds=8.0, mouth=speech(0.5, 7.5), becomes="angry")
    states = {acting.at(frame / 24) for frame in range(24 * 8)}
    poses = {(state.yaw, state.roll, state.pitch, state.emotion, state.blend) for state in states}
    assert len(poses) < 60
    assert len({state.mouth for state in states}) < 60


@pytest.mark.parametrize("seed", range(4))
def test_two_actors_of_one_seed_are_one(mia: FigureSpec, seed: int) -> None:
    one, other, third = acted(mia, seed=seed), acted(mia, seed=seed), acted(mia, seed=seed + 100)
    times = [frame / 12 for frame in range(72)]
    assert [one.at(t) for t in times] == [other.at(t) for t in times]
    assert [one.at(t) for t in times] != [third.at(t) for t in times]


def test_the_eyes_dart_as_a_feeling_turns(mia: FigureSpec) -> None:
    acting = acted(mia, becomes="fear", turn_at=0.5)
    seen = {acting.at(3.0 + frame / 24).gaze for frame in range(-2, 12)}
    assert len(seen) >= 3


def test_a_gesture_is_done_and_not_worn(mia: FigureSpec) -> None:
    acting = acted(mia, gesture="cover_mouth")
    reaches = [acting.at(frame / 24).reach for frame in range(24)]
    assert acting.at(0.0).gesture == "none"
    assert acting.at(0.6).gesture == "cover_mouth"
    assert reaches == sorted(reaches)
    assert reaches[-1] == 1.0
    assert acted(mia, gesture="hold").at(0.0).gesture == "hold"
