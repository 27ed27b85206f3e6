"""Previously on: a later season begins with shots of the one before, as they were filmed then."""

from dataclasses import replace
from typing import Any

from cliffhanger.agents.crew import Format
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.previously import CARD_SECONDS, LONGEST
from cliffhanger.memory.storyboard import Storyboard

from .test_graph import log, masters, produce


async def test_a_second_season_opens_with_the_takes_of_the_first(lot: Any) -> None:
    await produce(lot, last=3)
    filmed = len(lot.camera.asked)
    await produce(lot, season=2, last=1)

    assert masters(lot)[-1] == "s02e01.mp4"
    board: Storyboard = lot.studio.document("storyboard", "s02e01", Storyboard)
    assert board.previously, "three episodes were filmed"
    assert [id[:6] for id in board.previously] == sorted(id[:6] for id in board.previously), (
        "in the order they happened"
    )
    episode = Episode.of(lot.studio, "s02e01")
    assert CARD_SECONDS + episode.recap_seconds <= LONGEST + CARD_SECONDS <= 20
    assert len(lot.camera.asked) - filmed == len(board.shots), "what is shown again is not filmed again"
    first = Episode.of(lot.studio, "s01e01")
    assert {id: episode.segments()[id] for id in board.previously if id in first.shots} == {
        id: first.segments()[id] for id in board.previously if id in first.shots
    }


async def test_what_is_shown_again_follows_the_card_and_is_heard(lot: Any) -> None:
    await produce(lot, last=3)
    await produce(lot, season=2, last=1)
    episode = Episode.of(lot.studio, "s02e01")
    ids = [timed.shot.id for timed in episode.timed]
    assert ids[0] == "s02e01.s00" and tuple(ids[1 : 1 + len(episode.recap)]) == episode.storyboard.previously
    card = episode.shots["s02e01.s00"]
    assert (card.title, card.subtitle) == ("Previously on", "Dated Tomorrow")
    ends = [timed.start + timed.seconds for timed in episode.timed]
    assert [round(timed.start, 6) for timed in episode.timed[1:]] == [round(end, 6) for end in ends[:-1]]
    said = [placed.take for placed in lot.editor.asked[-1].lines]
    assert said == [episode.heard[line].key for timed in episode.timed for line, _ in timed.lines]
    assert any(line.startswith("s01") for line in episode.heard)


async def test_what_was_not_filmed_is_not_shown_and_that_is_written_down(lot: Any) -> None:
    await produce(lot, last=2, render=False)
    await produce(lot, season=2, last=1)
    assert lot.studio.document("storyboard", "s02e01", Storyboard).previously == ()
    assert any("s02e01 has no recap" in text for text in log(lot))


async def test_takes_of_another_size_are_not_mixed_in(lot: Any) -> None:
    await produce(lot, last=2)
    lot.studio = replace(lot.studio, format=Format(width=108, height=192, fps=24, draft=True), at_work={})
    await produce(lot, season=2, last=1)
    assert lot.studio.document("storyboard", "s02e01", Storyboard).previously == ()


async def test_the_same_again_leaves_the_recap_as_it_is(lot: Any) -> None:
    await produce(lot, last=2)
    await produce(lot, season=2, last=1)
    before, asked = lot.studio.archive.digest(), len(lot.camera.asked)
    await produce(lot, season=2, last=1)
    assert lot.studio.archive.digest() == before and len(lot.camera.asked) == asked
