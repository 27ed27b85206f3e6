"""Bibles and outlines of forty premises: everybody cast, the engine that fits, objects of their time."""

from collections import Counter
from pathlib import Path

import pytest

from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.premise.reader import survey
from cliffhanger.agents.house.script.opening import premise_people
from cliffhanger.memory.state import initial

PREMISES = Path(__file__).with_name("premises.txt").read_text(encoding="utf-8").splitlines()
NURSE, CHEF, TASTER, COMIC = PREMISES[0], PREMISES[1], PREMISES[16], PREMISES[10]

ENGINES = {
    "A night-shift nurse gets": "uncanny_warning",
    "A broke florist": "contract_marriage",
    "A delivery driver": "secret_heir",
    "On her wedding day": "rebirth_revenge",
    "A detective investigates": "wrongly_accused",
    "Two sisters": "swapped_at_birth",
    "A janitor at": "hidden_billionaire",
    "A woman with amnesia": "amnesia",
    "A stand-up comic": "comedy_of_lies",
    "A lighthouse keeper": "uncanny_warning",
    "A princess falls": "forbidden_crown",
    "A scientist clones": "experiment",
    "A public defender": "wrongly_accused",
    "A royal taster": "forbidden_crown",
    "A retired hitman": "double_life",
    "A violinist going": "comeback",
    "A mother recognises": "missing_person",
    "A spaceship mechanic": "experiment",
    "A wedding planner": "second_chance",
    "A chef who lost": "comeback",
}


@pytest.mark.parametrize("start", ENGINES)
def test_the_engine_fits(bible_for, start):
    line = next(line for line in PREMISES if line.startswith(start))
    assert bible_for(line).engine == ENGINES[start]


@pytest.mark.parametrize("line", PREMISES)
def test_everybody_of_the_premise_is_cast(bible_for, line):
    made = bible_for(line)
    reading = survey(line)
    assert len(premise_people(made)) == min(8, sum(person.count for person in reading.people))
    assert 4 <= len(made.characters) <= 8
    for person in reading.people:
        if person.kind == "job" and not person.name:
            assert any(c.job.lower() == person.words.lower() for c in made.characters), person.words
        if person.name:
            assert any(person.name.startswith(c.name) for c in made.characters)


@pytest.mark.parametrize("line", PREMISES)
def test_ids_are_unique_and_names_begin_differently(bible_for, line):
    made = bible_for(line)
    for things in (made.characters, made.locations, made.props):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))
    initials = [person.name[0] for person in made.characters]
    assert len(initials) == len(set(initials))
    assert len(made.locations) == 5
    assert made.premise.odd and made.logline.startswith(line[:20])
    assert 2 <= len(made.title.split()) <= 6
    text = made.canonical()
    assert "{" not in "".join([made.title, made.question, *made.arc, *made.rules, *(c.secret for c in made.characters)])
    assert "  " not in text


@pytest.mark.parametrize("line", PREMISES)
def test_relations_are_told_both_ways(bible_for, line):
    made = bible_for(line)
    kin = {"sister", "brother", "mother", "father", "daughter", "son", "husband", "wife", "grandmother"}
    for person in made.characters:
        for relation in person.relations:
            if relation.kind in kin:
                other = made.character(relation.to)
                assert any(back.to == person.id for back in other.relations), (person.name, relation)


def test_the_nurses_sister_is_missing_and_shares_her_name(bible_for):
    made = bible_for(NURSE)
    nurse, sister = made.characters[:2]
    assert (nurse.job, nurse.role, sister.role) == ("night-shift nurse", "lead", "missing")
    assert nurse.full_name.split()[-1] == sister.full_name.split()[-1]
    assert (made.props[0].name, made.props[0].kind, made.props[0].words) == ("the voicemail", "phone", "dated tomorrow")
    assert initial(made).gone == {sister.id}


def test_a_late_husband_is_dead_from_the_start(bible_for):
    made = bible_for(next(line for line in PREMISES if line.startswith("A widow")))
    assert [made.character(id).job for id in initial(made).dead]


def test_no_phone_in_a_medieval_palace(plan_for):
    text = plan_for(TASTER).canonical().lower()
    for word in ("phone", "lift", "camera", "radio", "headlights"):
        assert f" {word} " not in text


def test_the_same_seed_gives_the_same_bible_and_another_seed_other_names(bible_for):
    bible_for.cache_clear()
    first = bible_for(NURSE, 1).digest()
    bible_for.cache_clear()
    assert bible_for(NURSE, 1).digest() == first
    assert [c.name for c in bible_for(NURSE, 1).characters] != [c.name for c in bible_for(NURSE, 2).characters]


def test_every_engine_bears_a_season():
    for engine in load().engines:
        assert len(engine.turns) >= 12, engine.id
        ids = {plant.id for turn in engine.turns for plant in turn.plants}
        assert {paid for turn in engine.turns for paid in turn.pays} <= ids, engine.id
        assert 4 <= len(engine.cast) <= 7
        roles = Counter(part.role for part in engine.cast)
        assert roles["lead"] == 1
    assert len(load().engines) >= 12
