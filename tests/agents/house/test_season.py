"""Season plans of the house: turns at their places, neighbours that differ, promises kept or left open on purpose."""

from itertools import pairwise
from pathlib import Path

import pytest

from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.script.writer import used_by, write
from cliffhanger.agents.house.season.season import outline, share
from cliffhanger.agents.house.season.turns import place_turns, reversals
from cliffhanger.memory.script import Season, Thread
from cliffhanger.memory.state import initial

PREMISES = Path(__file__).with_name("premises.txt").read_text(encoding="utf-8").splitlines()
NURSE, CHEF, TASTER, COMIC, PRINCESS = PREMISES[0], PREMISES[1], PREMISES[16], PREMISES[10], PREMISES[12]

COAT = Thread(
    id="s01.t01.wet_coat",
    question="Whose coat was in the lift?",
    planted=1,
    due=60,
    carried=True,
    answer="The coat is turned out: a name is sewn into it.",
)
KNEEL = Thread(id="s01.t14.they_knelt", question="Why did they kneel?", planted=56, due=60, carried=True)


def plan(bible, season=None, seed=1, opening=None, owed=()):
    library = load()
    engine = library.engine(bible.engine)
    return outline(bible, engine, library.patterns, season or Season(), seed, opening, owed, library.openings)


@pytest.mark.parametrize("length", [60, 100])
@pytest.mark.parametrize("line", [NURSE, CHEF, TASTER, COMIC, PRINCESS])
def test_a_season_is_told_without_a_gap(bible_for, line, length):
    season = plan(bible_for(line), Season(length=length))
    assert [episode.number for episode in season.episodes] == list(range(1, length + 1))
    assert len({episode.title for episode in season.episodes}) == length
    for episode in season.episodes:
        assert episode.logline and episode.hook and episode.cliffhanger
        assert "{" not in episode.logline + episode.hook + episode.cliffhanger + episode.title
        assert 2 <= len(episode.cast) <= 4 and len(set(episode.cast)) == len(episode.cast)
    assert len({place for episode in season.episodes for place in episode.locations}) <= 5
    assert all(one.cliff != two.cliff and one.hook != two.hook for one, two in pairwise(season.episodes))


@pytest.mark.parametrize("line", PREMISES[::4])
def test_most_episodes_of_a_season_are_played_once(bible_for, line):
    cards = [episode.turn.partition("+")[2] or episode.turn for episode in plan(bible_for(line)).episodes]
    assert len(cards) == len(set(cards))


@pytest.mark.parametrize("paywall", [5, 8, 10, 12, 20])
@pytest.mark.parametrize("line", [NURSE, CHEF, TASTER])
def test_the_strongest_of_the_first_stretch_stands_at_the_paywall(bible_for, line, paywall):
    season = plan(bible_for(line), Season(paywall=paywall))
    wall = season.episodes[paywall - 1]
    assert season.paywall == paywall and "+" not in wall.turn
    assert wall.tension > max(e.tension for e in season.episodes[: paywall + 2] if e is not wall)
    for number in reversals(60):
        turned = season.episodes[number - 1]
        assert "+" not in turned.turn and turned.tension >= 0.95, number


@pytest.mark.parametrize("line", [NURSE, CHEF, TASTER, COMIC])
def test_it_costs_more_and_more(bible_for, line):
    tension = [episode.tension for episode in plan(bible_for(line)).episodes]
    thirds = [sum(tension[start : start + 20]) for start in (0, 20, 40)]
    assert thirds[0] < thirds[2] and thirds[1] < thirds[2] and tension[-1] == max(tension)


@pytest.mark.parametrize("line", PREMISES[::2])
def test_every_promise_is_kept_or_left_open_on_purpose(bible_for, line):
    season = plan(bible_for(line))
    planted = {id: episode.number for episode in season.episodes for id in episode.plants}
    paid = {id: episode.number for episode in season.episodes for id in episode.pays}
    for thread in season.threads:
        assert planted[thread.id] == thread.planted
        assert thread.carried != bool(thread.paid)
        assert thread.carried or paid[thread.id] == thread.paid > thread.planted
    soon = [paid[id] - planted[id] <= 10 for id in paid if id != "t00"]
    assert sum(soon) > 0.6 * len(soon)
    carried = [thread for thread in season.threads if thread.carried]
    assert 1 <= len(carried) <= 2 and carried[-1].planted == 60
    assert all(thread.question in season.episodes[-1].logline for thread in carried)
    assert all(thread.answer for thread in season.threads if thread.id != "t00")


def test_what_stays_open_for_long_is_spoken_of(bible_for):
    season = plan(bible_for(NURSE))
    for thread in season.threads[1:]:
        heard = [e.number for e in season.episodes if thread.id in (*e.plants, *e.recalls, *e.pays)]
        assert all(two - one <= 10 for one, two in pairwise(heard)), thread.question
    again = next(e for e in season.episodes if e.recalls)
    assert next(t.question for t in season.threads if t.id in again.recalls) in again.logline


def test_an_old_thread_opens_the_next_season_and_all_of_them_are_paid(bible_for):
    bible = bible_for(NURSE).model_copy(update={"season": 2})
    season = plan(bible, Season(number=2), owed=(COAT, KNEEL))
    first, threads = season.episodes[0], {thread.id: thread for thread in season.threads}
    assert first.episode == "s02e01" and COAT.question in first.logline and COAT.id in first.recalls
    for owed in (COAT, KNEEL):
        thread = threads[owed.id]
        assert (thread.planted, thread.carried, thread.answer) == (0, False, owed.answer)
        assert owed.id in season.episodes[thread.paid - 1].pays
        assert owed.question in season.episodes[thread.paid - 1].logline


def test_the_dead_and_the_gone_are_not_cast(bible_for):
    bible = bible_for(CHEF)
    dead, gone = bible.characters[3].id, bible.characters[4].id
    opening = initial(bible).model_copy(update={"dead": frozenset({dead}), "gone": frozenset({gone})})
    season = plan(bible, opening=opening)
    assert not any({dead, gone} & set(episode.cast) for episode in season.episodes)
    assert any({dead, gone} & set(episode.cast) for episode in plan(bible).episodes)


def test_who_is_missing_is_cast_from_the_turn_that_brings_them_back(bible_for):
    bible = bible_for(NURSE)
    seen = [episode.number for episode in plan(bible).episodes if bible.characters[1].id in episode.cast]
    assert seen[0] == 30 and len(seen) > 8


@pytest.mark.parametrize("line", [*PREMISES[:6], TASTER])
def test_the_first_episode_is_planned_as_it_is_written(bible_for, line):
    bible, library = bible_for(line), load()
    season, state = plan(bible), initial(bible)
    first = season.episodes[0]
    script = write(bible, first, season, state, library, 1, used_by(()))
    assert (script.title, script.cliff, script.cliffhanger) == (first.title, first.cliff, first.cliffhanger)
    assert script.hook == first.hook and share(bible, 1) != share(bible, 2)


def test_a_season_is_a_function_of_its_seed(bible_for):
    bible = bible_for(COMIC)
    assert plan(bible, seed=3) == plan(bible, seed=3) != plan(bible, seed=4)


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 12, 20, 24, 33])
def test_short_seasons_too(bible_for, length):
    season = plan(bible_for(NURSE), Season(length=length))
    assert len(season.episodes) == length
    assert all(one.cliff != two.cliff for one, two in pairwise(season.episodes))
    assert all(thread.paid for thread in season.threads) or length >= 24


@pytest.mark.parametrize("length", [24, 60, 77, 100])
def test_turns_of_every_engine_stand_in_order(length):
    for engine in load().engines:
        placed = place_turns(engine.turns, Season(length=length))
        middles = [sum(turn.span) for turn in placed.values()]
        assert list(placed) == sorted(placed) and middles == sorted(middles), engine.id
        assert {1, 10, length, *reversals(length)} <= set(placed), engine.id
        beside = [(one, two) for one, two in pairwise(placed) if two == one + 1]
        assert all(placed[one].cliff != placed[two].cliff for one, two in beside)
