import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.tools.voice.catalogue import Wanted, cast, distance, preset, voices
from cliffhanger.tools.voice.model import style_matrix

EIGHT = (
    Wanted(sex="woman", age=26, temper="warm"),
    Wanted(sex="man", age=31, temper="cold"),
    Wanted(sex="woman", age=29, temper="sly"),
    Wanted(sex="woman", age=62, temper="proud"),
    Wanted(sex="man", age=64, temper="weary"),
    Wanted(sex="man", age=24, temper="playful"),
    Wanted(sex="woman", age=9, temper="timid"),
    Wanted(sex="man", age=40, temper="fierce"),
)


def test_the_catalogue_is_wide() -> None:
    assert len(voices()) >= 24 and len({voice.name for voice in voices()}) == len(voices())
    for sex, age in itertools.product(("woman", "man"), ("child", "young", "adult", "elder")):
        assert sum(voice.sex == sex and voice.age == age for voice in voices()) >= 2, (sex, age)
    for voice in voices():
        assert sum(voice.blend.values()) == pytest.approx(1.0)
        assert all(style_matrix(style).shape == (510, 256) for style in voice.blend)


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(MakerRefused, match="no voice 'nobody'"):
        preset("nobody")


@pytest.mark.parametrize("seed", range(5))
def test_a_cast_of_eight_is_told_apart(seed: int) -> None:
    heard = cast(EIGHT, seed)
    assert heard == cast(EIGHT, seed)
    names = [voice.style for voice in heard]
    assert len(set(names)) == 8
    assert min(distance(a, b) for a, b in itertools.combinations(names, 2)) >= 0.25
    for wanted, name in zip(EIGHT, names, strict=True):
        assert preset(name).sex == wanted.sex
    assert preset(names[6]).age == "child" and preset(names[3]).age == preset(names[4]).age == "elder"


def test_seeds_cast_differently() -> None:
    assert len({cast(EIGHT, seed) for seed in range(6)}) > 1


def test_more_people_than_voices_still_differ() -> None:
    boys = cast([Wanted(sex="man", age=8)] * 5, 1)
    assert len(set(boys)) == 5


@pytest.mark.parametrize(("age", "bands"), [(8, {"child"}), (20, {"young"}), (28, {"young", "adult"}), (80, {"elder"})])
def test_a_voice_is_of_the_age_of_its_owner(age: int, bands: set[str]) -> None:
    heard = {cast([Wanted(sex="man", age=age, temper="warm")], seed)[0].style for seed in range(12)}
    assert {preset(name).age for name in heard} == bands


def test_every_pair_has_a_distance() -> None:
    names = [voice.name for voice in voices()]
    apart = [distance(a, b) for a, b in itertools.combinations(names, 2)]
    assert min(apart) > 0.02 and float(np.mean(apart)) > 0.4


RANGES = {"woman": (130, 300), "man": (62, 190)}


@pytest.mark.slow
@pytest.mark.parametrize("name", [voice.name for voice in voices()])
def test_every_voice_speaks_in_its_range(speak: Callable[..., Any], name: str) -> None:
    line = speak("You never told me.", style=name)
    low, high = RANGES[preset(name).sex] if preset(name).age != "child" else (170, 360)
    assert low < line.pitch() < high and line.peak < 0.85
