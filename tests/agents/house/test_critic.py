"""The debate: every way a plan can be weak is seen, and only that; the writer mends it and leaves the rest alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.season.critic import challenge
from cliffhanger.agents.house.season.replan import replan
from cliffhanger.agents.house.season.season import outline
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.debate import Objection
from cliffhanger.memory.script import EpisodeOutline, Outline, Season, Thread
from cliffhanger.memory.state import initial

PREMISES = Path(__file__).with_name("premises.txt").read_text(encoding="utf-8").splitlines()
NURSE, CHEF = PREMISES[0], PREMISES[1]

Damage = Callable[[Outline, Bible], Outline]


def plan(bible: Bible, length: int = 60, seed: int = 1) -> Outline:
    library = load()
    season = Season(length=length)
    engine = library.engine(bible.engine)
    return outline(bible, engine, library.patterns, season, seed, initial(bible), (), library.openings)


def answered(bible: Bible, damaged: Outline) -> Outline:
    library, opening = load(), initial(bible)
    objections = challenge(bible, damaged, opening)
    return replan(bible, library.engine(bible.engine), library.patterns, damaged, opening, objections, 1)


def with_episode(plan: Outline, number: int, **update: object) -> Outline:
    episodes = list(plan.episodes)
    episodes[number - 1] = episodes[number - 1].model_copy(update=update)
    return plan.model_copy(update={"episodes": tuple(episodes)})


def with_all(plan: Outline, change: Callable[[EpisodeOutline], dict[str, object]]) -> Outline:
    return plan.model_copy(update={"episodes": tuple(e.model_copy(update=change(e)) for e in plan.episodes)})


def between(plan: Outline, start: int = 2) -> int:
    """Return an episode between two turns that neither asks nor answers."""
    free = (e for e in plan.episodes if e.number > start and "+" in e.turn and not (e.plants or e.pays or e.recalls))
    return next(free).number


def no_hook(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, between(plan), hook="Morning.")


def slack_hook(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, between(plan), hook="The next morning everybody has breakfast.")


def hook_of_another(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, 21, hook=plan.episodes[16].hook)


def no_cliffhanger(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, between(plan), cliffhanger="They make up.")


def at_peace(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, 20, cliffhanger="Hana and her sister walk home together, safe at last.")


def alike(plan: Outline, bible: Bible) -> Outline:
    number = between(plan, 4)
    return with_episode(plan, number, cliff=plan.episodes[number - 2].cliff)


def flat_end(plan: Outline, bible: Bible) -> Outline:
    return with_all(plan, lambda e: {"tension": e.tension * 0.5} if e.number > 46 else {})


def plateau(plan: Outline, bible: Bible) -> Outline:
    return with_all(plan, lambda e: {"tension": 0.6} if 16 <= e.number <= 27 else {})


def no_reversal(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, 30, tension=0.5)


def half_without_its_turn(plan: Outline, bible: Bible) -> Outline:
    card = plan.episodes[between(plan, 40) - 1]
    turn = plan.episodes[28].turn.partition("+")[0] + "+" + card.turn.partition("+")[2]
    return with_episode(plan, 30, turn=turn, tension=0.5)


def told_twice(plan: Outline, bible: Bible) -> Outline:
    first = plan.episodes[between(plan) - 1]
    number = between(plan, 40)
    said = {"logline": first.logline, "turn": first.turn, "cast": first.cast}
    return with_episode(plan, number, **said)


def thread_left(plan: Outline, bible: Bible) -> Outline:
    thread = plan.threads[2]
    threads = tuple(t.model_copy(update={"paid": 0}) if t is thread else t for t in plan.threads)
    paying = plan.episodes[thread.paid - 1]
    open_ = with_episode(plan, thread.paid, pays=tuple(id for id in paying.pays if id != thread.id))
    return open_.model_copy(update={"threads": threads})


def all_left_open(plan: Outline, bible: Bible) -> Outline:
    late = {t.id for t in plan.threads if t.planted > 40}
    threads = tuple(t.model_copy(update={"paid": 0, "carried": True}) if t.id in late else t for t in plan.threads)
    without = with_all(plan, lambda e: {"pays": tuple(id for id in e.pays if id not in late)})
    return without.model_copy(update={"threads": threads})


def thread_silent(plan: Outline, bible: Bible) -> Outline:
    def silent(e: EpisodeOutline) -> dict[str, object]:
        return {"recalls": (), "logline": e.logline.split(" Still open:")[0]}

    return with_all(plan, silent)


def weak_wall(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, 10, tension=0.6)


def stolen_thunder(plan: Outline, bible: Bible) -> Outline:
    return with_episode(plan, 7, tension=1.0)


def crowd(plan: Outline, bible: Bible) -> Outline:
    number = between(plan, 32)
    everybody = (*plan.episodes[number - 1].cast, *(person.id for person in bible.characters))
    return with_episode(plan, number, cast=tuple(dict.fromkeys(everybody)))


def sixth_set(plan: Outline, bible: Bible) -> Outline:
    number = between(plan)
    return with_episode(plan, number, locations=("the_moon", *plan.episodes[number - 1].locations[1:]))


def no_lead(plan: Outline, bible: Bible) -> Outline:
    lead = bible.characters[0].id
    cast = tuple(id for id in plan.episodes[9].cast if id != lead)
    return with_episode(plan, 10, cast=cast)


def nobody_misses(plan: Outline, bible: Bible) -> Outline:
    lost = bible.characters[4].id
    return with_all(plan, lambda e: {"cast": tuple(i for i in e.cast if i != lost)} if 20 < e.number < 42 else {})


DAMAGES: list[tuple[Damage, str]] = [
    (no_hook, "weak_hook"),
    (slack_hook, "weak_hook"),
    (hook_of_another, "weak_hook"),
    (no_cliffhanger, "weak_cliffhanger"),
    (at_peace, "weak_cliffhanger"),
    (alike, "alike_cliffs"),
    (flat_end, "no_escalation"),
    (plateau, "no_escalation"),
    (no_reversal, "no_reversal"),
    (half_without_its_turn, "no_reversal"),
    (told_twice, "repeated_turn"),
    (thread_left, "thread_unpaid"),
    (all_left_open, "thread_unpaid"),
    (thread_silent, "thread_forgotten"),
    (weak_wall, "weak_paywall"),
    (stolen_thunder, "weak_paywall"),
    (crowd, "crowded"),
    (sixth_set, "too_many_sets"),
    (no_lead, "lead_absent"),
    (nobody_misses, "lost_cast"),
]
"""What is done to a good plan, and what the critic has to say to it."""
ASIDE = {
    "thread_unpaid": {"thread_forgotten"},
    "repeated_turn": {"alike_cliffs", "weak_hook"},
    "no_reversal": {"repeated_turn"},
}
"""What a damage brings with it, being a copy."""


@pytest.mark.parametrize("line", [NURSE, CHEF])
@pytest.mark.parametrize(("damage", "code"), DAMAGES, ids=[damage.__name__ for damage, _ in DAMAGES])
def test_each_weakness_is_seen_alone_and_mended(bible_for, damage, code, line):
    bible = bible_for(line)
    good = plan(bible)
    damaged = damage(good, bible)
    found = challenge(bible, damaged, initial(bible))
    assert {one.code for one in found} - ASIDE.get(code, set()) == {code}
    assert all(one.text and one.wish and one.episodes for one in found)
    mended = damaged
    for _ in range(3):
        mended = answered(bible, mended)
    assert challenge(bible, mended, initial(bible)) == ()


@pytest.mark.parametrize(("damage", "code"), DAMAGES, ids=[damage.__name__ for damage, _ in DAMAGES])
def test_what_nobody_objected_to_stays(bible_for, damage, code):
    bible = bible_for(NURSE)
    damaged = damage(plan(bible), bible)
    objected = {number for one in challenge(bible, damaged, initial(bible)) for number in one.episodes}
    mended = answered(bible, damaged)
    changed = {one.number for one, two in zip(damaged.episodes, mended.episodes, strict=True) if one != two}
    assert changed and changed <= objected
    assert {t.id for t in damaged.threads} == {t.id for t in mended.threads}


@pytest.mark.parametrize("line", PREMISES[::5])
def test_a_plan_of_the_house_holds_after_the_debate(bible_for, line):
    assert debated(bible_for(line), 60, 1) == ()


def seasons():
    """Yield every premise with every length; a longer season of most of them is planned by night."""
    for n, line in enumerate(PREMISES):
        for length in (60, 80, 100):
            often = length == 60 or n % 5 == 0
            yield pytest.param(line, length, marks=pytest.mark.slow if often else pytest.mark.nightly)


@pytest.mark.parametrize(("line", "length"), [*seasons()])
def test_every_plan_of_the_house_holds_after_the_debate(bible_for, line, length):
    for seed in (1, 2):
        assert debated(bible_for(line, seed), length, seed) == (), seed


def debated(bible: Bible, length: int, seed: int) -> tuple[Objection, ...]:
    """Return what the critic still holds against a season after three rounds."""
    season = plan(bible, length, seed)
    for _ in range(3):
        if not challenge(bible, season, initial(bible)):
            break
        season = answered(bible, season)
    return challenge(bible, season, initial(bible))


def test_the_worst_comes_first(bible_for):
    bible = bible_for(NURSE)
    damaged = weak_wall(crowd(no_hook(plan(bible), bible), bible), bible)
    assert [one.code for one in challenge(bible, damaged, initial(bible))] == ["weak_paywall", "weak_hook", "crowded"]


def test_a_plan_that_knows_no_cards_is_judged_and_mended_too(bible_for):
    bible = bible_for(NURSE)
    lead, *others = (person.id for person in bible.characters if person.role != "missing")
    cliffs = ("reveal", "threat", "choice")
    episodes = tuple(
        EpisodeOutline(
            episode=f"s01e{n:02d}",
            number=n,
            title=f"Day {n}",
            turn=f"turn {n}",
            logline=f"Room {n} is searched, and number {n * 7} is under the floor of it.",
            hook=f"A hand lifts board {n} of the floor.",
            cliff=cliffs[n // 2 % 3],
            cliffhanger=f"Under board {n} somebody has written {n + 1}.",
            cast=(lead, others[n % len(others)]),
            locations=(bible.locations[n % 5].id,),
            plants=("t00",) if n == 1 else (),
            pays=("t00",) if n == 60 else (),
        )
        for n in range(1, 61)
    )
    threads = (Thread(id="t00", question=bible.question, planted=1, due=60, paid=60),)
    season = Outline(season=1, paywall=10, episodes=episodes, threads=threads)
    found = {one.code for one in challenge(bible, season, initial(bible))}
    assert found == {"weak_paywall", "no_reversal", "no_escalation", "alike_cliffs"}
    for _ in range(3):
        season = answered(bible, season)
    assert challenge(bible, season, initial(bible)) == ()
    assert sum(one.logline == two.logline for one, two in zip(episodes, season.episodes, strict=True)) > 25


def test_no_plan_no_objection(bible_for):
    bible = bible_for(NURSE)
    assert challenge(bible, Outline(season=1, episodes=(), threads=()), initial(bible)) == ()
