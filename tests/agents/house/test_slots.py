"""Secrets in the mouths of those they are about."""

from collections.abc import Callable

import pytest

from cliffhanger.agents.house.script.slots import Cast, fill
from cliffhanger.memory.bible import Bible


@pytest.mark.parametrize(
    ("secret", "by_subject", "to_subject", "between_others"),
    [
        (
            "{b} carries a photograph of {a}",
            "I carry a photograph of you",
            "You carry a photograph of me",
            "{b} carries a photograph of me",
        ),
        ("{b} was {a}'s first lie", "I was your first lie", "You were my first lie", "{b} was my first lie"),
        ("{b} signed for a body", "I signed for a body", "You signed for a body", "{b} signed for a body"),
        ("{b} watches every door", "I watch every door", "You watch every door", "{b} watches every door"),
    ],
)
def test_a_secret_is_said_as_people_say_it(
    bible_for: Callable[..., Bible], secret: str, by_subject: str, to_subject: str, between_others: str
) -> None:
    bible = bible_for("A chef finds her dead husband's ring in a stranger's soup")
    a, b, c = bible.characters[0], *[p for p in bible.characters[1:] if p.role != "missing"][:2]

    def named(text: str) -> str:
        return text.format(a=a.name, b=b.name)

    told = b.model_copy(update={"secret": named(secret)})
    cast = Cast(bible, {"a": a, "b": told, "c": c}, None, None)
    assert fill("{secret.b}", cast, b.id, a.id) == named(by_subject)
    assert fill("{secret.b}", cast, a.id, b.id) == named(to_subject)
    assert fill("{secret.b}", cast, a.id, c.id) == named(between_others)
