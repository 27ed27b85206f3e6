"""Canon: what an approved episode made true, with its evidence, found again by meaning and never from the future."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from cliffhanger.agents import canon
from cliffhanger.agents.canon import NEAREST, Facts
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.script import Event, Outline, Script

TRUE = {
    "s01e01": ("promises", {"who": "cole", "what": "never to open the coffin", "to": "mia"}),
    "s01e02": ("hurt", {"who": "mia", "what": "a burnt hand"}),
    "s01e03": ("gives", {"who": "mia", "what": "voicemail", "to": "cole"}),
    "s01e04": ("learns", {"who": "cole", "what": "who sank the ferry"}),
}
"""What each episode makes true."""


def scripted(script: Script, episode: str) -> Script:
    kind, fields = TRUE[episode]
    told = Script.model_validate_json(script.model_dump_json().replace("s01e01", episode))
    scene = told.scenes[0]
    event = Event.model_validate({"kind": kind, "scene": scene.id, "beat": scene.beats[1].id, **fields})
    return told.model_copy(update={"events": (event, *told.events, Event(kind="plants", scene=scene.id, what="where"))})


@pytest.fixture
def told(lot: Any, bible: Bible, outline: Outline, script: Script) -> Any:
    """Four episodes, approved; the fifth is about to be written, and is for a promise."""
    archive = lot.studio.archive
    archive.put("bible", "s01", bible, "made up")
    purposes = ["a", "the burn on her hand", "b", "c", "he promised not to open the coffin"]
    episodes = tuple(
        planned.model_copy(update={"logline": purposes[n] if n < len(purposes) else ""})
        for n, planned in enumerate(outline.episodes)
    )
    archive.put("outline", "s01", outline.model_copy(update={"episodes": episodes}), "made up")
    for id in TRUE:
        archive.put("script", id, scripted(script, id), "made up")
        canon.commit(lot.studio, id)
    return lot


def test_a_fact_is_a_sentence_with_its_evidence(told: Any) -> None:
    facts = told.studio.document("facts", "s01e03", Facts).facts
    given, went = facts
    assert given.text == "Mia gives the voicemail to Cole."
    assert (given.subject, given.predicate, given.object, given.since) == ("mia", "gives", "voicemail", "s01e03")
    assert given.known_by == ("mia", "cole")
    assert given.evidence is not None and given.evidence.episode == "s01e03"
    assert (given.evidence.scene, given.evidence.line) == ("s01e03.1", "s01e03.1.l01")
    assert given.evidence.quote == "That's tomorrow."
    assert went.text == "Mia goes to the roof." and went.evidence is not None
    assert len({fact.id for id in TRUE for fact in told.studio.document("facts", id, Facts).facts}) == 8


@pytest.mark.parametrize("kind", ["becomes", "wears", "plants", "pays"])
def test_what_needs_no_sentence_is_no_fact(bible: Bible, script: Script, kind: str) -> None:
    event = Event.model_validate({"kind": kind, "scene": "s01e01.1", "who": "mia", "what": "1"})
    assert canon.facts_of(bible, script.model_copy(update={"events": (event,)})) == []


def test_recall_finds_a_fact_in_other_words(told: Any) -> None:
    hits = told.studio.recall.nearest("an injury to her fingers by fire", "facts", 1)
    assert [hit.text for hit in hits] == ["Mia is hurt: a burnt hand."]
    assert told.studio.recall.count("scenes") == 8 and told.studio.recall.count("characters") == 3


def test_nearest_are_the_facts_an_episode_is_for_and_only_earlier_ones(told: Any) -> None:
    five = canon.nearest(told.studio, "s01e05")
    assert five[0].text == "Cole has promised Mia: never to open the coffin." and len(five) <= NEAREST
    for number in range(1, 6):
        facts = canon.nearest(told.studio, f"s01e{number:02d}")
        assert {fact.since for fact in facts} <= {f"s01e{before:02d}" for before in range(1, number)}
        assert bool(facts) == (number > 1)


def test_committing_again_changes_nothing_and_a_change_replaces(told: Any, script: Script) -> None:
    before, many = told.studio.archive.digest(), told.studio.recall.count("facts")
    canon.commit(told.studio, "s01e02")
    assert told.studio.archive.digest() == before and told.studio.recall.count("facts") == many
    told.studio.archive.put("script", "s01e02", scripted(script, "s01e02").model_copy(update={"events": ()}), "cut")
    canon.commit(told.studio, "s01e02")
    assert "a burnt hand" not in str(told.studio.recall.nearest("a burnt hand", "facts", 20))
    assert told.studio.recall.count("facts") == many - 2


def test_everything_comes_back_after_recall_is_lost(told: Any, reopened: Callable[[], Any]) -> None:
    before = canon.nearest(told.studio, "s01e05")
    told.studio.recall.close()
    shutil.rmtree(told.studio.folder.recall)
    with reopened() as other:
        assert canon.nearest(other.studio, "s01e05") == before
        assert other.studio.recall.count("characters") == 3 and other.studio.recall.count("threads") == 1
