"""Canon: what an approved episode made true, with its evidence, found again by meaning and never from the future."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from cliffhanger.agents import canon
from cliffhanger.agents.canon import NEAREST
from cliffhanger.agents.sentences import facts_of
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Facts
from cliffhanger.memory.numbering import place
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
    given, went, asked = told.studio.document("facts", "s01e03", Facts).facts
    assert given.text == "Mia gives the voicemail to Cole."
    assert (given.subject, given.predicate, given.object, given.since) == ("mia", "gives", "voicemail", "s01e03")
    assert given.evidence is not None and given.evidence.episode == "s01e03"
    assert (given.evidence.scene, given.evidence.line) == ("s01e03.1", "s01e03.1.l01")
    assert given.evidence.quote == "That's tomorrow."
    assert went.text == "Mia goes to the roof." and went.evidence is not None and went.evidence.quote == ""
    assert asked.text == "Open: Where is Iris?"
    assert len({fact.id for id in TRUE for fact in told.studio.document("facts", id, Facts).facts}) == 12


SENTENCES = [
    ("learns", "secret.iris", "Mia knows that Iris never left."),
    ("learns", "secret.iris@s01", "Mia knows that Iris set the fire."),
    ("learns", "secret.dana", "Mia knows that Dana sold the house."),
    ("learns", "name.cole", "Mia knows that the man with the umbrella is Cole."),
    ("learns", "name.iris", "Mia knows the name of Iris."),
    ("learns", "who called", "Mia knows who called."),
    ("reveals", "secret.iris", "Mia has told Cole that Iris never left."),
    ("lies", "secret.iris", "Mia has denied to Cole that Iris never left."),
    ("lies", "the roof", "Mia has lied to Cole about the roof."),
    ("wears", "1", "Mia wears coat."),
    ("takes", "locket", "Mia has the locket."),
    ("bond", "enemy", "Mia and Cole are enemies."),
    ("becomes", "captive", "Mia is held captive."),
    ("keeps", "to wait", "Mia has kept the promise to Cole: to wait."),
    ("promises", "a promise", "Mia has promised Cole: “That's tomorrow”."),
    ("plants", "where", "Open: Where is Iris?"),
    ("pays", "s01.t3", "Answered: s01.t3"),
    ("bond", "neighbours", ""),
    ("becomes", "tired", ""),
]


@pytest.mark.parametrize(("kind", "what", "text"), SENTENCES, ids=lambda value: str(value)[:20])
def test_a_sentence_speaks_of_people_and_secrets_of_all_seasons(
    bible: Bible, script: Script, outline: Outline, kind: str, what: str, text: str
) -> None:
    past = changed(
        bible,
        iris={"secret": "Iris set the fire"},
        cole={"id": "dana", "name": "Dana", "secret": "Dana sold the house"},
    )
    past = past.model_copy(
        update={"props": (bible.props[0].model_copy(update={"id": "locket", "name": "the locket"}),)}
    )
    now = changed(bible, iris={"secret": "Iris never left"}, cole={"alias": "the man with the umbrella"})
    now = now.model_copy(update={"season": 2})
    event = Event.model_validate(
        {"kind": kind, "scene": "s01e01.1", "beat": "s01e01.1.b01", "who": "mia", "what": what, "to": "cole"}
    )
    told = facts_of(now, script.model_copy(update={"events": (event,)}), (past,), outline.threads)
    assert [fact.text for fact in told] == ([text] if text else [])


def changed(bible: Bible, **people: dict[str, str]) -> Bible:
    cast = tuple(one.model_copy(update=people.get(one.id, {})) for one in bible.characters)
    return bible.model_copy(update={"characters": cast})


@pytest.mark.parametrize(
    ("kind", "to", "beat", "known"),
    [
        ("learns", "", "b01", ("mia", "cole")),
        ("reveals", "iris", "b05", ("mia", "iris", "cole")),
        ("lies", "cole", "b01", ("mia",)),
        ("hurt", "", "", ("mia", "cole")),
    ],
)
def test_whoever_was_there_knows_of_it_but_only_the_liar_of_a_lie(
    bible: Bible, script: Script, kind: str, to: str, beat: str, known: tuple[str, ...]
) -> None:
    scene = script.scenes[0].id
    event = Event.model_validate(
        {"kind": kind, "scene": scene, "beat": beat and f"{scene}.{beat}", "who": "mia", "what": "it", "to": to}
    )
    (fact,) = facts_of(bible, script.model_copy(update={"events": (event,)}))
    assert fact.known_by == known


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
    assert told.studio.recall.count("facts") == many - 1


def test_only_what_is_new_is_indexed_until_everything_is_looked_through_again(
    told: Any, reopened: Callable[[], Any], script: Script
) -> None:
    recall = told.studio.recall
    recall.renew(place("s01e02"), ("facts",), [])
    lost = recall.count("facts")
    fifth = scripted(script, "s01e04")
    text = fifth.model_dump_json().replace("s01e04", "s01e05").replace("who sank", "who built")
    fifth = Script.model_validate_json(text)
    told.studio.archive.put("script", "s01e05", fifth, "made up")
    canon.commit(told.studio, "s01e05")
    assert recall.complete and recall.count("facts") == lost + 1
    recall.close()
    with reopened() as other:
        assert not other.studio.recall.complete
        canon.commit(other.studio, "s01e05")
        assert other.studio.recall.count("facts") == lost + 2


def test_what_was_so_already_is_no_news(told: Any, script: Script) -> None:
    many = told.studio.recall.count("facts")
    again = Script.model_validate_json(scripted(script, "s01e04").model_dump_json().replace("s01e04", "s01e05"))
    told.studio.archive.put("script", "s01e05", again, "made up")
    canon.commit(told.studio, "s01e05")
    assert told.studio.recall.count("facts") == many


def test_a_rare_word_finds_what_meaning_alone_would_not(told: Any, script: Script, outline: Outline) -> None:
    """Forty facts of sitting, tickets and boxes are nearer in mood than the one that shares the word."""
    scene = script.scenes[0].id
    near = [f"who {verb} in the {box} {n}" for n in range(10) for verb in ("sat", "waited") for box in ("box", "seat")]
    events = [Event(kind="learns", scene=scene, who="mia", what=what) for what in near]
    events.append(Event(kind="hurt", scene=scene, who="cole", what="a bite from the opera singer's grey dog"))
    crowded = script.model_copy(update={"events": tuple(events)})
    crowded = Script.model_validate_json(crowded.model_dump_json().replace("s01e01", "s01e05"))
    told.studio.archive.put("script", "s01e05", crowded, "made up")
    canon.commit(told.studio, "s01e05")
    purpose = outline.episodes[5].model_copy(
        update={"logline": "A ticket stub shows who sat in the box at the opera.", "hook": "", "cliffhanger": ""}
    )
    found = [fact.text for fact in canon.near(told.studio, purpose, outline)]
    plain = [hit.text for hit in told.studio.recall.nearest(purpose.logline, "facts", canon.NEAREST)]
    bite = "Cole is hurt: a bite from the opera singer's grey dog."
    assert bite in found[:5] and bite not in plain


def test_what_has_ended_is_told_as_ended(told: Any, script: Script) -> None:
    scene = script.scenes[0].id
    healed = script.model_copy(update={"events": (Event(kind="heals", scene=scene, who="mia", what="a burnt hand"),)})
    healed = Script.model_validate_json(healed.model_dump_json().replace("s01e01", "s01e05"))
    told.studio.archive.put("script", "s01e05", healed, "made up")
    canon.commit(told.studio, "s01e05")
    burnt = {
        episode: next(f for f in canon.nearest(told.studio, episode) if f.predicate == "hurt")
        for episode in ("s01e05", "s01e06")
    }
    assert [fact.until for fact in burnt.values()] == ["", "s01e05"]


def test_everything_comes_back_after_recall_is_lost(told: Any, reopened: Callable[[], Any]) -> None:
    before = canon.nearest(told.studio, "s01e05")
    told.studio.recall.close()
    shutil.rmtree(told.studio.folder.recall)
    with reopened() as other:
        assert canon.nearest(other.studio, "s01e05") == before
        assert other.studio.recall.count("characters") == 3 and other.studio.recall.count("threads") == 1
