"""Scenes, endings and titles: where and when they play, who is there, and what is still true."""

from itertools import pairwise
from typing import Any

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.script.scenes import CARRIED_OUT
from cliffhanger.memory.edits.script import (
    AddScene,
    ChangeEnding,
    CutScene,
    EndOn,
    MoveScene,
    Retitle,
    SetPresence,
    SetScene,
)
from cliffhanger.memory.script import Beat, Line, Outline, Scene, Script
from cliffhanger.memory.state import HOURS
from cliffhanger.memory.storyboard import Shot, Storyboard

TWO = "s01e02"


def script(studio: Studio, episode: str = TWO) -> Script:
    return studio.document("script", episode, Script)  # type: ignore[no-any-return]


def shots(studio: Studio, episode: str = TWO) -> tuple[Shot, ...]:
    return studio.document("storyboard", episode, Storyboard).shots  # type: ignore[no-any-return]


async def carry_out(studio: Studio, edit: Any) -> Script:
    await CARRIED_OUT[type(edit)](studio, edit)
    return script(studio)


def clock(scene: Scene) -> tuple[int, int]:
    return scene.day, HOURS.index(scene.hour)


def in_order(studio: Studio) -> bool:
    """Whether no scene of the season plays before the one before it."""
    scenes = [scene for id in ("s01e01", "s01e02", "s01e03") for scene in script(studio, id).scenes]
    return all(clock(one) <= clock(other) for one, other in pairwise(scenes))


async def test_a_moved_scene_takes_its_shots_with_it(studio: Studio) -> None:
    before, filmed = script(studio), shots(studio)
    last, first = before.scenes[-1].id, before.scenes[0].id
    after = await carry_out(studio, MoveScene(scene=last, after=first))
    assert [scene.id for scene in after.scenes][:2] == [first, last] and in_order(studio)
    moved = [shot for shot in shots(studio) if shot.scene == before.scenes[1].id]
    assert [shot for shot in filmed if shot in moved] == [shot for shot in filmed if shot.scene == before.scenes[1].id]
    assert [event for event in after.events if event.beat] != [] and after.cliffhanger != before.cliffhanger


async def test_a_moved_scene_brings_people_back_to_where_they_were(studio: Studio) -> None:
    before = script(studio)
    after = await carry_out(studio, MoveScene(scene=before.scenes[1].id, after=""))
    state = studio.chronicle.state(TWO)
    where = dict(state.where)
    for scene in after.scenes:
        come = {event.who for event in after.events if event.kind == "goes" and event.scene == scene.id}
        assert come == {who for who in scene.present if where.get(who) != scene.location}
        where |= dict.fromkeys(scene.present, scene.location)


async def test_a_cut_scene_is_not_true(studio: Studio) -> None:
    before = script(studio)
    cut = before.scenes[1]
    after = await carry_out(studio, CutScene(scene=cut.id))
    assert cut.id not in {scene.id for scene in after.scenes} | {event.scene for event in after.events}
    assert cut.id not in {shot.scene for shot in shots(studio)}
    assert [shot for shot in shots(studio) if shot.framing == "title"] and shots(studio)[-1].framing == "end"


async def test_the_last_scene_that_is_left_stays(studio: Studio) -> None:
    scenes = script(studio).scenes
    for scene in scenes[1:]:
        await carry_out(studio, CutScene(scene=scene.id))
    with pytest.raises(NotPossible, match="only scene"):
        await carry_out(studio, CutScene(scene=scenes[0].id))


async def test_a_scene_is_set_on_a_new_roof_at_night_in_rain(studio: Studio) -> None:
    before, filmed = script(studio), shots(studio)
    scene = before.scenes[1]
    edit = SetScene(scene=scene.id, build="rooftop", name="the roof of the Meridian", hour="night", weather="rain")
    after = await carry_out(studio, edit)
    now, place = after.scenes[1], studio.chronicle.bible(1).locations[-1]
    assert (place.name, place.set, place.indoors) == ("the roof of the Meridian", "rooftop", False)
    assert (now.location, now.hour, now.weather) == (place.id, "night", "rain")
    assert in_order(studio), "what comes after the night comes on the next day"
    assert shots(studio) == filmed, "the same set-ups, elsewhere"
    went = {event.who: event.where for event in after.events if event.kind == "goes" and event.scene == scene.id}
    assert went == dict.fromkeys(scene.present, place.id)
    again = await carry_out(studio, edit)
    assert again == after and studio.chronicle.bible(1).locations[-1] == place, "it is not built twice"


async def test_later_episodes_are_put_off_no_more_than_they_must(studio: Studio) -> None:
    last = script(studio).scenes[-1]
    before = [clock(scene) for scene in script(studio, "s01e03").scenes]
    await carry_out(studio, SetScene(scene=last.id, hour="dawn"))
    assert in_order(studio)
    after = [clock(scene) for scene in script(studio, "s01e03").scenes]
    assert [hour for _, hour in before] == [hour for _, hour in after]
    assert all(later[0] - was[0] in (0, 1) for was, later in zip(before, after, strict=True))


async def test_somebody_is_left_out_with_all_they_say_and_do(studio: Studio) -> None:
    scene = next(one for one in script(studio).scenes if len(one.present) > 2)
    for who in scene.present:
        name = studio.chronicle.bible(1).character(who).name
        lines = [beat.line for beat in scene.beats if beat.line and beat.line.speaker == who]
        if lines and len(lines) < 4:
            break
    after = await carry_out(studio, SetPresence(scene=scene.id, character=who, present=False))
    now = next(one for one in after.scenes if one.id == scene.id)
    assert who not in now.present and not any(name in beat.action for beat in now.beats)
    assert not any(beat.line and who in (beat.line.speaker, beat.line.to) for beat in now.beats)
    assert not any(who in (event.who, event.to) for event in after.events if event.scene == scene.id)
    shown = [shot for shot in shots(studio) if shot.scene == scene.id]
    assert not any(placed.character == who for shot in shown for placed in shot.figures)
    assert all(len(shot.figures) > 1 for shot in shown if shot.framing in ("two_shot", "over_shoulder"))


async def test_somebody_who_comes_in_is_seen(studio: Studio) -> None:
    scene = script(studio).scenes[1]
    who = next(one.id for one in studio.chronicle.bible(1).characters if one.id not in scene.present)
    after = await carry_out(studio, SetPresence(scene=scene.id, character=who, present=True))
    assert who in next(one for one in after.scenes if one.id == scene.id).present
    seen = [shot for shot in shots(studio) if shot.scene == scene.id and shot.figures[:1]]
    assert any(placed.character == who for shot in seen for placed in shot.figures)


async def test_a_scene_is_composed_of_the_library(studio: Studio) -> None:
    before, filmed = script(studio), shots(studio)
    scene = before.scenes[0]
    edit = AddScene(episode=TWO, after=scene.id, about="a warning", present=scene.present[:2])
    after = await carry_out(studio, edit)
    new = after.scenes[1]
    assert new.id not in {one.id for one in before.scenes} and set(new.present) == set(scene.present[:2])
    assert new.purpose and new.cards and len([beat for beat in new.beats if beat.line]) >= 3
    assert all(beat.id.startswith(new.id) for beat in new.beats) and in_order(studio)
    said = {line.text for id in ("s01e01", "s01e02", "s01e03") for line in script(studio, id).lines()}
    assert len(said) == sum(len(script(studio, id).lines()) for id in ("s01e01", "s01e02", "s01e03"))
    assert [shot for shot in shots(studio) if shot in filmed] == list(filmed), "all that was filmed stays"


async def test_what_the_library_has_no_scene_of_is_said(studio: Studio) -> None:
    with pytest.raises(NotPossible, match="It has accusation, "):
        await carry_out(studio, AddScene(episode=TWO, after="", about="the stock exchange in 1987"))


async def test_a_scene_is_added_as_it_is_written(studio: Studio) -> None:
    here = script(studio).scenes[0]
    who, to = here.present[:2]
    beats = (
        Beat(id="x", action="The lift stops between two floors.", jolt=True),
        Beat(id="y", who=who, line=Line(id="z", speaker=who, text="It never does that.", to=to)),
    )
    written = here.model_copy(update={"id": "mine", "beats": beats, "purpose": "", "cards": ()})
    after = await carry_out(studio, AddScene(episode=TWO, after=here.id, written=written))
    new = after.scenes[1]
    assert [beat.id for beat in new.beats] == [f"{new.id}.b01", f"{new.id}.b02"]
    assert new.beats[1].line and new.beats[1].line.id == f"{new.id}.l01"
    wrong = written.model_copy(update={"present": (to,)})
    with pytest.raises(NotPossible, match="is not in scene"):
        await carry_out(studio, AddScene(episode=TWO, after=here.id, written=wrong))


async def test_it_ends_on_a_face(studio: Studio) -> None:
    scene = script(studio).scenes[-1]
    who = studio.chronicle.bible(1).character(scene.present[-1])
    after = await carry_out(studio, EndOn(episode=TWO, character=who.id, emotion="fear"))
    final = shots(studio)[-2]
    assert [placed.character for placed in final.figures] == [who.id] and final.figures[0].emotion == "fear"
    assert "close_up" in final.framing and not final.lines
    assert after.cliffhanger.endswith(f"The last thing we see is {who.name}’s face.")
    other = next(one for one in scene.present if one != who.id)
    after = await carry_out(studio, EndOn(episode=TWO, character=other))
    assert sum("fills the frame" in beat.action for beat in after.scenes[-1].beats) == 1, "there is one end"


async def test_it_ends_on_an_object(studio: Studio) -> None:
    prop = studio.chronicle.bible(1).props[0]
    await carry_out(studio, EndOn(episode=TWO, prop=prop.id))
    assert (shots(studio)[-2].framing, shots(studio)[-2].prop) == ("insert", prop.id)


async def test_it_ends_on_a_line_and_still_asks_what_it_asked(studio: Studio) -> None:
    before = script(studio)
    line = before.lines()[-3]
    after = await carry_out(studio, EndOn(episode=TWO, line=line.id))
    assert after.lines()[-1] == line and line.text in after.cliffhanger
    plants = [event.what for event in before.events if event.kind == "plants"]
    assert [event.what for event in after.events if event.kind == "plants"] == plants


async def test_another_ending_replaces_the_one_there_was(studio: Studio) -> None:
    before = script(studio)
    scene = before.scenes[-1]
    away = next(one for one in studio.chronicle.bible(1).characters if one.id not in scene.present)
    told = f"{away.name} is standing in the doorway, and has heard it all."
    edit = ChangeEnding(episode=TWO, cliffhanger=told, action="stands in the doorway", who=away.id)
    after = await carry_out(studio, edit)
    assert (after.cliffhanger, after.cliff) == (told, "arrival") and told in after.recap
    assert after.scenes[-1].beats[-1].action == f"{away.name} stands in the doorway."
    assert before.scenes[-1].beats[-1].id not in [beat.id for beat in after.scenes[-1].beats]
    assert [placed.character for placed in shots(studio)[-3].figures] == [away.id]


async def test_the_series_is_called_otherwise_on_every_card(studio: Studio) -> None:
    await carry_out(studio, Retitle(title="Nine Minutes Past"))
    assert studio.chronicle.bible(1).title == "Nine Minutes Past"
    cards = [shot for id in ("s01e01", TWO, "s01e03") for shot in shots(studio, id) if shot.framing == "title"]
    assert {card.text for card in cards} == {"Nine Minutes Past"}


async def test_an_episode_is_called_otherwise_in_the_plan_too(studio: Studio) -> None:
    after = await carry_out(studio, Retitle(episode=TWO, title="The Ring"))
    outline = studio.document("outline", "s01", Outline)
    assert after.title == outline.episodes[1].title == "The Ring"
