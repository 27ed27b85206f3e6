"""Ten episodes of a season: lengths, people, objects and knowledge hold together, and no line is said twice."""

import re
from pathlib import Path

import pytest

from cliffhanger.agents.house.opening import premise_people
from cliffhanger.agents.house.slots import mend
from cliffhanger.agents.house.writer import used_by, write
from cliffhanger.memory.state import apply, fold, initial

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
        assert script.scenes[-1].beats[-1].action == script.cliffhanger == episode.cliffhanger
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
    assert not told.states[-1].open_threads


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
