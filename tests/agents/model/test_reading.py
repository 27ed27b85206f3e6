import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliffhanger.agents.model.reading import Unreadable, find_json, looks_like_refusal

GOOD = {"title": 'a {brace} and a "quote"', "beats": [{"line": "```"}, {"line": "}"}]}
TEXT = json.dumps(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"  \n{TEXT}\n",
        f"```json\n{TEXT}\n```",
        f"```\n{json.dumps(GOOD, indent=2)}\n```",
        f"Here you are:\n```json\n{TEXT}\n```\nEnjoy {{it}}!",
        f'<think>maybe {{"title": 1}}</think>{TEXT}',
        f"a thought that lost its head {{}}</think>\n{TEXT}",
        f"The object {{}} is:\n{TEXT}",
        f"{TEXT}\n<think>never closed {{",
    ],
)
def test_the_answer_is_found_whatever_is_around_it(text: str) -> None:
    assert find_json(text) == GOOD


@pytest.mark.parametrize("cut", range(1, len(TEXT)))
def test_a_broken_answer_is_never_taken_for_a_whole_one(cut: int) -> None:
    with pytest.raises(Unreadable):
        find_json(TEXT[:cut])


@pytest.mark.parametrize("text", ["", "no", "[1, 2]", "null", "{a: 1}", "<think>{}"])
def test_what_is_no_object_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        find_json(text)


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())), st.booleans())
def test_any_object_is_found_in_a_fence(value: dict[str, object], indent: bool) -> None:
    assert find_json(f"```json\n{json.dumps(value, indent=2 if indent else None)}\n```") == value


def test_refusals_are_told_from_answers() -> None:
    assert looks_like_refusal("I'm sorry, but I can't help with that.")
    assert looks_like_refusal("<think>hm</think>I cannot write this.")
    assert not looks_like_refusal("Iris was sorry. I cannot say why.")
