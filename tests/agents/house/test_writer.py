"""Ten episodes of a season: lengths, people, objects and knowledge hold together, and no line is said twice."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.script.handling import handed
from cliffhanger.agents.house.script.memories import REMEMBERING, Memory, quotable, retold
from cliffhanger.agents.house.script.opening import premise_people
from cliffhanger.agents.house.script.slots import Cast, Unfillable, fill, mend
from cliffhanger.agents.house.script.staging import Staged
from cliffhanger.agents.house.script.writer import used_by, write
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.numbering import episode_id
from cliffhanger.memory.script import Line, Outline, Script
from cliffhanger.memory.state import NAME, State, apply, carried, fold, initial

PREMISES = Path(__file__).with_name("premises.txt").read_text(encoding="utf-8").splitlines()
NURSE, CHEF, FLORIST, TASTER, COMIC = (PREMISES[i] for i in (0, 1, 2, 16, 10))
FIVE = [NURSE, CHEF, FLORIST, TASTER, COMIC]


@pytest.mark.parametrize("line", FIVE)
def test_episodes_have_the_length_of_the_form(season_for, line):
    for script in season_for(line).scripts:
        lines = script.lines()
        words = sum(len(line.text.split()) for line in lines)
        assert 14 <= len(lines) <= 34, script.episode
        assert 110 <= words <= 205, (script.episode, words)
        assert 2 <= len(script.scenes) <= 5
        jolts = [beat for scene in script.scenes for beat in scene.beats if beat.jolt]
        assert len(jolts) >= 3


@pytest.mark.parametrize("line", FIVE)
def test_no_line_is_said_twice_in_ten_episodes(season_for, line):
    said = [spoken.text for script in season_for(line).scripts for spoken in script.lines()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("line", FIVE)
def test_the_text_is_clean(season_for, line):
    for script in season_for(line).scripts:
        texts = [script.hook, script.cliffhanger, script.recap]
        texts += [beat.action for scene in script.scenes for beat in scene.beats]
        texts += [spoken.text for spoken in script.lines()]
        for text in texts:
            assert not re.search(r"[{}]|  |\ba (?=[aeio])(?!one\b|once\b)|\ban (?=[bcdfgjklmnpqrstvwz])", text), text
            assert not text or text[0].isupper() or not text[0].isalpha(), text


@pytest.mark.parametrize("line", FIVE)
def test_whoever_speaks_is_there_or_heard_from_elsewhere(season_for, line):
    told = season_for(line)
    people = {person.id for person in told.bible.characters}
    for script, state in zip(told.scripts, told.states, strict=False):
        for scene in script.scenes:
            assert set(scene.present) <= people
            assert len(set(scene.present)) == len(scene.present)
            assert not set(scene.present) & state.dead
            for beat in scene.beats:
                if beat.line and beat.line.via == "on":
                    assert beat.line.speaker in scene.present, beat
                if beat.line and beat.line.via == "phone":
                    assert beat.line.speaker not in scene.present
                assert not beat.line or beat.line.to in people | {""}


@pytest.mark.parametrize("line", FIVE)
def test_ids_are_as_the_contract_says(season_for, line):
    for script in season_for(line).scripts:
        for number, scene in enumerate(script.scenes, start=1):
            assert scene.id == f"{script.episode}.{number}"
            assert [beat.id for beat in scene.beats] == [f"{scene.id}.b{i:02d}" for i in range(1, len(scene.beats) + 1)]
            lines = [beat.line.id for beat in scene.beats if beat.line]
            assert lines == [f"{scene.id}.l{i:02d}" for i in range(1, len(lines) + 1)]


@pytest.mark.parametrize("line", FIVE)
def test_events_are_consistent_when_folded(season_for, line):
    told = season_for(line)
    state = initial(told.bible)
    threads: set[str] = set()
    for script in told.scripts:
        for event in script.events:
            if event.kind == "gives":
                assert state.holds.get(event.what) == event.who
            if event.kind == "takes":
                assert event.what not in state.holds
            if event.kind == "plants":
                threads.add(event.what)
            if event.kind == "pays":
                assert event.what in threads
            state = apply(state, event)
        assert (script.scenes[-1].day, script.scenes[-1].hour) >= (state.day, "")
        assert script.scenes[-1].day >= state.day
        state = fold(state, [script.model_copy(update={"events": ()})])
        assert state.where.items() >= dict.fromkeys(script.scenes[-1].present, script.scenes[-1].location).items()
    assert state == told.states[-1]


@pytest.mark.parametrize("line", PREMISES[::4])
def test_the_first_episode_is_about_the_premise(season_for, line):
    told = season_for(line, episodes=1)
    script = told.scripts[0]
    text = " ".join([f"{b.action} {b.line.text if b.line else ''}" for s in script.scenes for b in s.beats])
    there = {id for scene in script.scenes for id in scene.present}
    for person in premise_people(told.bible):
        assert person.id in there or person.name in text or any(v.speaker == person.id for v in script.lines())
    odd = re.findall(r"[a-z]{5,}", told.bible.premise.odd.lower())
    found = sum(word[:4] in text.lower() for word in odd)
    assert found >= 0.6 * len(odd), (told.bible.premise.odd, text)


def test_an_episode_ends_on_its_consequence(season_for):
    told = season_for(NURSE)
    for script, episode in zip(told.scripts[1:], told.outline.episodes[1:], strict=False):
        assert script.scenes[-1].beats[-1].action == script.cliffhanger
        assert script.cliff == episode.cliff


def test_two_seeds_share_less_than_a_fifth_of_their_lines(season_for):
    for line in (NURSE, CHEF, COMIC):
        one, two = ({s.text for script in season_for(line, seed).scripts for s in script.lines()} for seed in (1, 2))
        assert len(one & two) < 0.2 * min(len(one), len(two)), line


def test_the_same_seed_writes_the_same_script(season_for):
    told = season_for(NURSE)
    episode = told.outline.episodes[4]
    again = write(told.bible, episode, told.outline, told.states[4], told.library, 1, used_by(told.scripts[:4]))
    assert again == told.scripts[4]


def test_a_whole_season_can_be_written(season_for):
    told = season_for(CHEF, episodes=60)
    assert len(told.scripts) == 60
    assert told.states[-1].open_threads == {thread.id for thread in told.outline.threads if thread.carried}


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a apple and an pear", "An apple and a pear"),
        ("an honest man, a used car, a one-way door", "An honest man, a used car, a one-way door"),
        ("give me the the ring.. now", "Give me the ring. Now"),
        ("her  the  key", "Her key"),
    ],
)
def test_grammar_is_mended(raw, clean):
    assert mend(raw) == clean


@dataclass(frozen=True)
class Told:
    """A season written as the crew does: every script told what came before it."""

    scripts: tuple[Script, ...]
    states: tuple[State, ...]


@cache
def seasons_of(bible: Callable[..., Bible], plan: Callable[..., Outline], line: str, count: int) -> tuple[Told, ...]:
    present, told, earlier = bible(line, 1, 60), [], ()
    state = initial(present)
    for number in range(1, count + 1):
        if number > 1:
            later = present.model_copy(update={"season": number, "gap": 30})
            state, present = carried(state, present, later), later
        outline = plan(line, 1, 60)
        episodes = [e.model_copy(update={"episode": episode_id(number, e.number)}) for e in outline.episodes]
        outline = outline.model_copy(update={"season": number, "episodes": tuple(episodes)})
        scripts: list[Script] = []
        states = [state]
        for episode in outline.episodes:
            used = used_by(scripts)
            scripts.append(write(present, episode, outline, states[-1], load(), 1, used, tuple(scripts), earlier))
            states.append(fold(states[-1], scripts[-1:]))
        told.append(Told(tuple(scripts), tuple(states)))
        state, earlier = states[-1], (*earlier, *scripts)
    return tuple(told)


@pytest.fixture
def season(bible_for, plan_for) -> Told:
    """Return sixty episodes of the nurse's story."""
    (told,) = seasons_of(bible_for, plan_for, NURSE, 1)
    return told


def test_a_season_speaks_of_itself(season):
    cards = [{card for scene in script.scenes for card in scene.cards} for script in season.scripts]
    recalling = [any(card.startswith(REMEMBERING) for card in found) for found in cards]
    assert not any(recalling[:2]), "the first two only begin"
    assert sum(recalling[5:]) >= 35
    assert max(len(list(run)) for heard, run in groupby(recalling[5:]) if not heard) <= 5


def test_what_is_quoted_was_said(season):
    quoted = 0
    for number, script in enumerate(season.scripts):
        before = {line.text for past in season.scripts[:number] for line in past.lines()}
        for scene in script.scenes:
            if not any(card.startswith(("memory_word", "echo_said")) for card in scene.cards):
                continue
            for beat in scene.beats:
                found = re.search(r'"([^"]+\.)"', beat.line.text) if beat.line else None
                quoted += bool(found and found[1] in before)
    assert quoted >= 5


def test_promises_have_words_and_most_are_kept_or_broken_aloud(season):
    events = [(script, event) for script in season.scripts for event in script.events]
    given = [event for _, event in events if event.kind == "promises"]
    ended = [(script, event) for script, event in events if event.kind in ("keeps", "breaks")]
    assert len(given) >= 8
    assert all(event.what.startswith("to ") and "{" not in event.what for event in given)
    assert len(ended) >= len(given) // 2
    assert {event.kind for _, event in ended} == {"keeps", "breaks"}
    assert {(e.who, e.what, e.to) for _, e in ended} <= {(e.who, e.what, e.to) for e in given}


def test_a_wound_has_words_stays_and_closes_only_after_days(season):
    since: dict[str, tuple[str, int]] = {}
    closed = 0
    for script, state in zip(season.scripts, season.states, strict=False):
        for scene in script.scenes:
            assert scene.wounds == {who: state.hurt[who] for who in scene.present if who in state.hurt}
            for event in script.events:
                if event.scene != scene.id:
                    continue
                state = apply(state, event)
                if event.kind == "hurt":
                    assert event.what.startswith(("a ", "an "))
                    assert event.who not in since
                    since[event.who] = (event.what, scene.day)
                if event.kind == "heals":
                    what, day = since.pop(event.who)
                    closed += 1
                    assert event.what == what
                    assert scene.day - day >= 5
    assert closed >= 1


def test_every_change_is_at_a_beat_of_its_scene(season):
    for script in season.scripts:
        beats = {beat.id: scene.id for scene in script.scenes for beat in scene.beats}
        for event in script.events:
            assert event.kind in ("goes", "wears") or beats[event.beat] == event.scene, event


def test_who_lies_knows_better_and_who_is_lied_to_does_not(season):
    lies = 0
    for script, state in zip(season.scripts, season.states, strict=False):
        for event in script.events:
            if event.kind == "lies":
                lies += 1
                assert (event.who, event.what) in state.knows
                assert (event.to, event.what) not in state.knows
            state = apply(state, event)
    assert lies


@pytest.mark.slow
@pytest.mark.parametrize("line", FIVE)
def test_three_seasons_do_not_repeat_themselves(line, bible_for, plan_for):
    seasons = seasons_of(bible_for, plan_for, line, 3)
    for told in seasons:
        said = [line.text for script in told.scripts for line in script.lines()]
        assert len(set(said)) >= 0.98 * len(said)
    whole = [
        tuple(b.line.text for b in scene.beats if b.line)
        for told in seasons
        for script in told.scripts
        for scene in script.scenes
        if sum(b.line is not None for b in scene.beats) >= 4 and script.episode[3:] != "e01"
    ]
    assert len(whole) - len(set(whole)) <= 0.02 * len(whole)


def test_a_name_not_yet_heard_is_not_spoken(bible_for):
    bible = bible_for(NURSE)
    lead, other = bible.characters[0], bible.characters[1].model_copy(update={"alias": "the man on the stairs"})
    bible = bible.model_copy(update={"characters": (lead, other, *bible.characters[2:])})
    strangers = Cast(bible, {"a": lead, "b": other}, knows=frozenset({(other.id, NAME + other.id)}))
    assert fill("I know {b}.", strangers, lead.id) == "I know the man on the stairs."
    assert fill("I am {b}.", strangers, other.id) == f"I am {other.name}."
    with pytest.raises(Unfillable):
        fill("{b}, wait.", strangers, lead.id, other.id)


@pytest.mark.parametrize(
    ("days", "ago"),
    [
        (0, "today"),
        (1, "yesterday"),
        (4, "four days ago"),
        (9, "a week ago"),
        (15, "two weeks ago"),
        (400, "months ago"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(days, ago):
    assert Memory("promise", day=3).ago(3 + days) == ago


def test_a_promise_is_retold_by_its_people(bible_for):
    people = bible_for(NURSE).characters[:2]
    one, two = people
    what = f"to tell {two.name} everything about {two.name}'s door"
    assert retold(what, people, two.id, one.id) == "to tell me everything about my door"
    assert retold(what, people, one.id, two.id) == "to tell you everything about your door"


def test_an_object_comes_from_whoever_has_it_before_it_is_used(bible_for):
    bible = bible_for(NURSE)
    prop, one, two = bible.props[0].id, bible.characters[0].id, bible.characters[1].id
    beats = [Staged(who=two, text="Look."), Staged(who=two, action="He turns it over.", prop=prop)]
    state = initial(bible).model_copy(update={"holds": {prop: one}, "dead": frozenset(), "gone": frozenset()})

    given, effects = handed(beats, bible, state, random.Random(1))
    assert [beat.who for beat in given] == [two, one, two]
    assert [(effect.condition, effect.beat) for effect in effects] == [(f"holds {two} {prop}", 1)]

    gone = state.model_copy(update={"gone": frozenset({one})})
    assert [beat.prop for beat in handed(beats, bible, gone, random.Random(1))[0]] == ["", ""]
    own = state.model_copy(update={"holds": {prop: two}})
    assert handed(beats, bible, own, random.Random(1)) == (beats, [])


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("I'll stay when it's boring.", True),
        ("You called me by three wrong names.", True),
        ("That's what I said.", False),
        ("Somebody who'll look after you.", False),
        ("No.", False),
        ('I said "mine", and I meant it.', False),
        ("I went. I saw it. I came back here.", False),
    ],
)
def test_only_a_sentence_that_stands_alone_is_quoted(text, fit):
    assert quotable(Line(id="s01e01.1.l01", speaker="mia", to="cole", text=text)) is fit
