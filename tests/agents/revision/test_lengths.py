"""An episode goes faster, slower, longer and shorter, and what matters in it stays."""

from collections.abc import Awaitable, Callable

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.revision.board.lengths import NEAR, lasts
from cliffhanger.agents.revision.board.locks import refuse_if_kept
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.memory.edits.board import Keep, SetLength, SetPace
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Storyboard

ONE = "s01e01"
Speak = Callable[[Studio, str], Awaitable[Episode]]


def board(studio: Studio, id: str = ONE) -> Storyboard:
    found: Storyboard = studio.document("storyboard", id, Storyboard)
    return found


def script(studio: Studio, id: str = ONE) -> Script:
    found: Script = studio.document("script", id, Script)
    return found


async def heard(studio: Studio, spoken: Speak, id: str = ONE) -> float:
    """Speak an episode, set its pace as its first cut does, and return its length."""
    episode = await spoken(studio, id)
    studio.archive.put("storyboard", id, board(studio, id).model_copy(update={"pace": 1.0}), "cut to length")
    await spoken(studio, id)
    assert episode.natural_speech()
    return lasts(studio, id)


@pytest.mark.parametrize("by", [-3.0, -8.0, 4.0, 9.0])
async def test_an_episode_is_brought_to_a_length(studio: Studio, spoken: Speak, by: float) -> None:
    before, was, told = await heard(studio, spoken), board(studio), script(studio)
    await carry_out(studio, [SetLength(episode=ONE, by=by)])
    assert lasts(studio, ONE) == pytest.approx(before + by, abs=NEAR)
    now = board(studio)
    assert now.pace == was.pace and script(studio).events == told.events
    kept = {shot.id: shot for shot in was.shots}
    assert [s.id for s in now.shots if s.id in kept] == [id for id in kept if id in {s.id for s in now.shots}]
    assert now.shots[0].beats[:1] == was.shots[0].beats[:1] and now.shots[-2].beats == was.shots[-2].beats
    said = [line for shot in now.shots for line in shot.lines]
    assert said == [line.id for line in script(studio).lines()]


async def test_a_little_is_taken_from_few_shots(studio: Studio, spoken: Speak) -> None:
    await heard(studio, spoken)
    was = Episode.of(studio, ONE).shots
    await carry_out(studio, [SetLength(episode=ONE, by=-1.5)])
    now = Episode.of(studio, ONE).shots
    assert 0 < sum(was[id] != now.get(id) for id in was) < len(was) / 3


async def test_what_hangs_on_a_line_stays_and_the_talk_goes_in_pairs(studio: Studio, spoken: Speak) -> None:
    before, told = await heard(studio, spoken), script(studio)
    with rehearsal(studio) as after:
        await carry_out(after, [SetLength(episode=ONE, by=-24)])
        gone = {line.id for line in told.lines()} - {line.id for line in script(after).lines()}
        assert gone and len(gone) % 2 == 0
        beats = {b.line.id: b.id for scene in told.scenes for b in scene.beats if b.line}
        assert not {beats[line] for line in gone} & {event.beat for event in told.events}
        assert lasts(after, ONE) == pytest.approx(before - 24, abs=NEAR)


@pytest.mark.parametrize("by", [-60.0, 80.0])
async def test_what_cannot_be_says_how_much_can(studio: Studio, spoken: Speak, by: float) -> None:
    await heard(studio, spoken)
    with rehearsal(studio) as after, pytest.raises(NotPossible, match=r"\d+ (of the 60 s can go|s longer)"):
        await carry_out(after, [SetLength(episode=ONE, by=by)])


async def test_a_pace_is_a_factor_on_lines_and_silences(studio: Studio, spoken: Speak) -> None:
    before = await heard(studio, spoken)
    await carry_out(studio, [SetPace(episode=ONE, factor=0.9)])
    assert board(studio).pace == pytest.approx(0.9)
    await spoken(studio, ONE)
    assert before * 0.86 < lasts(studio, ONE) < before * 0.94
    await carry_out(studio, [SetPace(episode=ONE, factor=0.6)])
    assert board(studio).pace == pytest.approx(0.81), "no faster than a voice can speak"


async def test_the_pace_of_a_scene_leaves_the_others_alone(studio: Studio, spoken: Speak) -> None:
    await heard(studio, spoken)
    two, was = script(studio).scenes[1].id, Episode.of(studio, ONE).timed
    await carry_out(studio, [SetPace(episode=ONE, scene=two, factor=1.4)])
    now = {timed.shot.id: timed.seconds for timed in Episode.of(studio, ONE).timed}
    assert all(now[t.shot.id] == t.seconds for t in was if t.shot.scene != two)
    assert sum(now[t.shot.id] - t.seconds for t in was if t.shot.scene == two) > 0.5
    assert board(studio).pace == 1.0


async def test_what_is_locked_keeps_its_length(studio: Studio, spoken: Speak) -> None:
    await heard(studio, spoken)
    two = script(studio).scenes[1].id
    await carry_out(studio, [Keep(what=two)])
    with rehearsal(studio) as after:
        await carry_out(after, [SetLength(episode=ONE, by=-2), SetPace(episode=ONE, factor=1.1)])
        refuse_if_kept(studio, after)
    assert after.archive is not studio.archive


async def test_a_line_changed_changes_no_other(studio: Studio, spoken: Speak) -> None:
    """The pace is set once: what an episode gains or loses is nobody else's."""
    await heard(studio, spoken)
    studio.archive.put("storyboard", ONE, board(studio).model_copy(update={"pace": 0.9}), "cut to length")
    was = (await spoken(studio, ONE)).fitted_speech()
    first = script(studio).lines()[0]
    text = script(studio).model_dump_json().replace(first.text, "Long " * 30)
    studio.archive.put("script", ONE, Script.model_validate_json(text), "a very long line")
    now = (await spoken(studio, ONE)).fitted_speech()
    assert [line for line in was if was[line] != now[line]] == [first.id]
    assert now[first.id].target == pytest.approx(0.9 * 30 / 3, abs=0.01)


async def test_an_episode_that_nobody_has_heard_has_a_length_too(studio: Studio) -> None:
    await carry_out(studio, [SetLength(episode="s01e02", by=-2)])
    assert board(studio, "s01e02").pace
