"""Notes in many words: the forty, and two hundred that the grammar was not made from."""

from typing import Any

import pytest

from cliffhanger.memory.edit import AnyEdit

from .conftest import Say
from .forty import FORTY
from .held_out import HELD_OUT
from .judging import right


@pytest.mark.parametrize(("note", "kind", "fields"), FORTY, ids=[kind for _, kind, _ in FORTY])
def test_each_of_the_forty_is_the_right_edit_of_the_right_thing(
    say: Say, note: str, kind: str, fields: dict[str, Any]
) -> None:
    reading = say(note)
    assert [edit.do for edit in reading.edits] == [kind]
    assert right(reading, kind, fields), reading.edits
    assert reading.understood.endswith((".", "”"))


def test_the_forty_are_of_more_than_forty_kinds() -> None:
    kinds = {kind for _, kind, _ in FORTY}
    assert len(kinds) == len(FORTY) >= 40
    assert kinds <= {edit.model_fields["do"].default for edit in AnyEdit.__args__}


def test_two_hundred_notes_in_ten_peoples_words(say: Say) -> None:
    wrong = [
        note for series, focus, note, kind, fields in HELD_OUT if not right(say(note, series, focus), kind, fields)
    ]
    assert len(HELD_OUT) >= 190
    assert wrong == []
