"""A line of a script is found again in the library, with what stands in its slots."""

import pytest

from cliffhanger.agents.house.translation.recognising import Lines, pattern


def found(text: str, *templates: str) -> tuple[str, dict[str, str]]:
    recognised = next(iter(Lines(templates).find(text)))
    return recognised.template, dict(recognised.filled)


def test_a_line_without_slots_is_itself() -> None:
    assert found("Old walls.", "Old walls.", "New walls.") == ("Old walls.", {})


def test_what_stands_in_a_slot_is_told() -> None:
    assert found("You searched Lavinia?", "You searched {x}?") == ("You searched {x}?", {"x": "Lavinia"})
    template = "You swore {m.what}. {M.ago}. You needn't."
    said = "You swore to stand up and say it in front of everyone. Six days ago. You needn't."
    told = {"m.what": "to stand up and say it in front of everyone", "m.ago": "Six days ago"}
    assert found(said, template) == (template, told)


def test_a_slot_that_ends_with_a_mark_swallows_the_stop() -> None:
    template = "One thing nobody's told me. {m.what}. Think."
    assert found("One thing nobody's told me. Why does she laugh? Think.", template)[1] == {
        "m.what": "Why does she laugh?"
    }


def test_the_same_slot_stands_for_the_same_whatever_its_case() -> None:
    template = "{X} does not write. {x} does not ring."
    assert found("Ana does not write. Ana does not ring.", template)[1] == {"x": "Ana"}
    assert pattern(template).fullmatch("Ana does not write. Ben does not ring.") is None


def test_the_line_that_says_most_of_its_own_is_the_likeliest() -> None:
    assert found("Tell me about Ana, and quickly.", "Tell me {x}", "Tell me about {x}, and quickly.")[1] == {"x": "Ana"}


def test_what_the_library_did_not_write_is_not_found() -> None:
    with pytest.raises(StopIteration):
        found("I wrote this one myself.", "Old walls.", "You searched {x}?")
