"""Casting: seeded people who can be told apart and told about."""

from itertools import combinations

import pytest

from cliffhanger.memory.look import Look
from cliffhanger.tools.picture.figure.casting import AXES, cast_look, look_words


def apart(a: Look, b: Look) -> float:
    """How different two looks are: axes, and one for each plain trait that differs."""
    axes = sum(abs(getattr(a, name) - getattr(b, name)) for name in AXES)
    return axes + sum(getattr(a, name) != getattr(b, name) for name in ("hair", "hair_colour", "iris", "skin"))


def test_the_same_words_cast_the_same_person() -> None:
    assert cast_look(7, "woman", 26, "cold") == cast_look(7, "woman", 26, "cold")


def test_different_seeds_cast_faces_far_apart() -> None:
    cast = [cast_look(seed, "woman", 26, "warm") for seed in range(12)]
    assert min(apart(a, b) for a, b in combinations(cast, 2)) > 2.0


def test_age_greys_and_shapes() -> None:
    elder, young = cast_look(3, "man", 70, "proud"), cast_look(3, "man", 24, "proud")
    assert sum(int(elder.hair_colour[i : i + 2], 16) for i in (1, 3, 5)) > sum(
        int(young.hair_colour[i : i + 2], 16) for i in (1, 3, 5)
    )
    assert cast_look(3, "man", 12, "timid").beard == "none"


def test_a_hint_narrows_the_colours() -> None:
    dark = [cast_look(seed, "man", 30, "proud", "West African") for seed in range(8)]
    fair = [cast_look(seed, "man", 30, "proud", "Northern European") for seed in range(8)]
    assert max(int(look.skin[1:3], 16) for look in dark) < min(int(look.skin[1:3], 16) for look in fair)


@pytest.mark.parametrize("temper", ["", "no such word", "COLD"])
def test_any_word_for_a_temper_is_borne(temper: str) -> None:
    assert cast_look(1, "woman", 30, temper).sex == "woman"


def test_a_look_can_be_told_in_a_line() -> None:
    look = Look(sex="woman", age=27, hair="bob", hair_colour="#1d1a24", iris="#6f7c8c", mole=True)
    assert look_words(look) == "late twenties, a black bob, grey eyes, a mole"
    assert look_words(look.model_copy(update={"age": 9})).startswith("9 years old")
    assert "an auburn pixie cut" in look_words(look.model_copy(update={"hair": "pixie", "hair_colour": "#74342a"}))
