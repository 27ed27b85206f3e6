"""The cards read, their slots can be filled, and a broken card names itself."""

import re

import pytest

from cliffhanger.agents.house import library
from cliffhanger.errors import CliffhangerError
from cliffhanger.memory.library import Engine, Move


def test_the_library_reads_and_is_read_once():
    assert library.load() is library.load()
    cards = library.load()
    assert len(cards.engines) >= 12 and len(cards.openings) >= 12 and len(cards.patterns) >= 30


def test_a_broken_card_is_named_with_its_file():
    with pytest.raises(CliffhangerError, match=r"moves/x\.yaml: the card nobody is wrong at name"):
        library._card("moves/x.yaml", 0, {"id": "nobody"}, Move)


def test_no_cliché_is_in_what_is_said():
    worn = re.compile(
        r"how could you|I can't believe|the truth will come out|this changes everything|it's not what it looks", re.I
    )
    for cards in (library.load().engines, library.load().patterns, library.load().openings):
        for card in cards:
            assert not worn.search(card.model_dump_json()), (card.id, worn.search(card.model_dump_json()))


def test_engines_speak_only_of_their_own_cast():
    for engine in library.load().engines:
        assert _spoken_of(engine) <= {part.role for part in engine.cast}, engine.id


def _spoken_of(engine: Engine) -> set[str]:
    texts = [turn.model_dump_json() for turn in engine.turns] + [engine.question, *engine.arc, *engine.titles]
    found = {name.lower() for text in texts for name in re.findall(r"\{([A-Za-z]+)", text)}
    found |= {beat.who for turn in engine.turns for beat in (*turn.opens, *turn.button) if beat.who}
    return found - {"obj", "odd", "place", "title"}
