"""What a fact is called to a model is read back as the same fact."""

import pytest

from cliffhanger.agents.model.drafting import fact_told
from cliffhanger.agents.model.settling import Names
from cliffhanger.agents.model.writing import _fact
from cliffhanger.memory.bible import Bible


@pytest.mark.parametrize("fact", ["secret.mia", "secret.cole@s01", "name.iris", "secret.iris@s12", "the lift is stuck"])
def test_a_fact_comes_back_from_its_name(bible: Bible, fact: str) -> None:
    assert _fact(fact_told(fact, bible), Names(bible)) == fact
