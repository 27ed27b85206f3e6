"""The embedded director covers everything, in order, by the grammar of the form."""

import pytest

from cliffhanger.agents.breakdown import Breakdown
from cliffhanger.agents.crew import Format
from cliffhanger.agents.house.director import HouseDirector
from cliffhanger.agents.timing import lay_out
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Storyboard


@pytest.fixture
async def storyboard(bible: Bible, script: Script) -> Storyboard:
    return await HouseDirector().storyboard(bible, script, 3)


async def test_every_line_is_heard_once_and_in_order(storyboard: Storyboard, script: Script) -> None:
    assert [line for shot in storyboard.shots for line in shot.lines] == [line.id for line in script.lines()]


async def test_every_beat_is_covered_in_order(storyboard: Storyboard, script: Script) -> None:
    covered = list(dict.fromkeys(beat for shot in storyboard.shots for beat in shot.beats))
    assert covered == [beat.id for scene in script.scenes for beat in scene.beats]


async def test_the_same_script_gives_the_same_shots(bible: Bible, script: Script, storyboard: Storyboard) -> None:
    assert await HouseDirector().storyboard(bible, script, 3) == storyboard
    assert await HouseDirector().storyboard(bible, script, 4) != storyboard


async def test_the_object_fills_the_first_frame_with_its_words(storyboard: Storyboard) -> None:
    first = storyboard.shots[0]
    assert (first.framing, first.prop, first.text) == ("insert", "voicemail", "23 November")


async def test_a_voice_on_the_phone_shows_who_listens(storyboard: Storyboard) -> None:
    shot = next(shot for shot in storyboard.shots if "s01e01.1.l05" in shot.lines)
    assert [placed.character for placed in shot.figures] == ["mia"]
    assert shot.figures[0].gesture == "phone_to_ear"


async def test_one_speaker_going_on_stays_in_one_shot(storyboard: Storyboard) -> None:
    assert ("s01e01.1.l02", "s01e01.1.l03") in [shot.lines for shot in storyboard.shots]


async def test_people_keep_their_side_of_the_frame(storyboard: Storyboard) -> None:
    together = [shot for shot in storyboard.shots if shot.framing in ("two_shot", "over_shoulder")]
    sides = {(placed.character, placed.faces) for shot in together for placed in shot.figures if placed.faces != "away"}
    assert together and len({character for character, _ in sides}) == len(sides)


async def test_who_listens_keeps_still_lips(storyboard: Storyboard, bible: Bible, script: Script) -> None:
    form = Format(width=108, height=192, fps=24, draft=True)
    breakdown = Breakdown(bible, script, form)
    shot = next(shot for shot in storyboard.shots if "s01e01.1.l05" in shot.lines)
    timed = lay_out(storyboard, {line.id: 2.0 for line in script.lines()}, 24)
    spec = breakdown.shot(next(t for t in timed if t.shot == shot), {})
    assert [(key.shape, key.open) for key in spec.figures[0].mouth] == [("sil", 0.0)]


async def test_it_ends_on_a_look_and_then_the_end_card(storyboard: Storyboard) -> None:
    assert storyboard.shots[-1].framing == "end"
    assert storyboard.shots[-2].framing in ("extreme_close_up", "close_up") and not storyboard.shots[-2].lines
    assert [shot.framing for shot in storyboard.shots].count("title") == 1


async def test_shots_are_short_and_ids_unique(storyboard: Storyboard) -> None:
    seconds = [shot.seconds for shot in storyboard.shots]
    assert 1.5 <= sum(seconds) / len(seconds) <= 4
    assert len({shot.id for shot in storyboard.shots}) == len(storyboard.shots)
