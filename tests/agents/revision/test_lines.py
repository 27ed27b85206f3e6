"""Lines and beats, edited one at a time: what is said, who says it, what becomes true, what cannot be."""

from typing import Any

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.script.lines import CARRIED_OUT
from cliffhanger.memory.edits.script import (
    AddAction,
    AddLine,
    CutBeat,
    CutLine,
    DeliverLine,
    GiveLine,
    MoveBeat,
    RewriteAction,
    RewriteLine,
)
from cliffhanger.memory.script import Beat, Event, Line, Scene, Script
from cliffhanger.memory.storyboard import Shot, Storyboard

ONE = "s01e01"


def script(studio: Studio, episode: str = ONE) -> Script:
    return studio.document("script", episode, Script)  # type: ignore[no-any-return]


def shots(studio: Studio, episode: str = ONE) -> dict[str, Shot]:
    return {shot.id: shot for shot in studio.document("storyboard", episode, Storyboard).shots}


async def carry_out(studio: Studio, edit: Any) -> Script:
    await CARRIED_OUT[type(edit)](studio, edit)
    return script(studio)


def spoken_beat(script: Script, action: bool) -> tuple[Scene, Beat, Line]:
    """Return a beat of the middle that somebody in the room says, with an action of theirs or without."""
    for scene in script.scenes:
        for beat in scene.beats[1:-1]:
            if beat.line and beat.line.via == "on" and bool(beat.action) == action and not (beat.prop or beat.jolt):
                return scene, beat, beat.line
    raise AssertionError("the house writes both")


def beats(script: Script) -> list[Beat]:
    return [beat for scene in script.scenes for beat in scene.beats]


async def test_a_rewritten_line_keeps_its_place_and_its_id(studio: Studio) -> None:
    before = script(studio)
    line = before.lines()[3]
    after = await carry_out(studio, RewriteLine(line=line.id, text="  I  never said that. "))
    assert after.lines()[3] == line.model_copy(update={"text": "I never said that."})
    assert [one.id for one in after.lines()] == [one.id for one in before.lines()]
    assert after.events == before.events


async def test_a_quoted_line_is_quoted_as_it_is_said_now(studio: Studio) -> None:
    before = script(studio)
    line = before.lines()[2]
    quoting = before.model_copy(update={"cliffhanger": f"She says it: “{line.text}”"})
    studio.archive.put("script", ONE, quoting, "test")
    after = await carry_out(studio, RewriteLine(line=line.id, text="Not tonight."))
    assert after.cliffhanger == "She says it: “Not tonight.”"


async def test_another_feeling_changes_the_face_and_nothing_else(studio: Studio) -> None:
    before, (_, _, line) = shots(studio), spoken_beat(script(studio), action=False)
    await carry_out(studio, DeliverLine(line=line.id, emotion="cry"))
    after = shots(studio)
    assert after.keys() == before.keys()
    changed = [shot for shot in after.values() if shot != before[shot.id]]
    assert changed and all(line.id in shot.lines or shot.over == line.id for shot in changed)
    speaks = next(shot for shot in changed if line.id in shot.lines)
    assert {one.emotion for one in speaks.figures if one.character == line.speaker} <= {"cry"}


async def test_a_cut_line_leaves_what_is_done_meanwhile(studio: Studio) -> None:
    _, beat, line = spoken_beat(script(studio), action=True)
    after = await carry_out(studio, CutLine(line=line.id))
    silent = next(one for one in beats(after) if one.id == beat.id)
    assert silent.line is None and silent.action == beat.action
    assert any(beat.id in shot.beats for shot in shots(studio).values())
    assert not any(line.id in (*shot.lines, shot.over) for shot in shots(studio).values())


async def test_what_is_only_said_is_gone_with_its_line_and_what_it_made_true(studio: Studio) -> None:
    scene, beat, line = spoken_beat(script(studio), action=False)
    told = Event(kind="reveals", scene=scene.id, beat=beat.id, who=line.speaker, what="secret.x")
    known = script(studio).model_copy(update={"events": (*script(studio).events, told)})
    studio.archive.put("script", ONE, known, "test")
    after = await carry_out(studio, CutLine(line=line.id))
    assert beat.id not in [one.id for one in beats(after)] and told not in after.events


async def test_a_new_line_is_said_after_its_beat_to_who_spoke_last(studio: Studio) -> None:
    scene, beat, line = spoken_beat(script(studio), action=False)
    other = next(who for who in scene.present if who != line.speaker)
    after = await carry_out(studio, AddLine(scene=scene.id, after=beat.id, speaker=other, text="You would say that."))
    order = [one.id for one in beats(after)]
    new = beats(after)[order.index(beat.id) + 1]
    assert new.line and new.line.to == line.speaker
    assert new.id not in [one.id for one in beats(script(studio, "s01e02"))] and order.count(new.id) == 1
    told = next(shot for shot in shots(studio).values() if new.line.id in shot.lines)
    assert other in {placed.character for placed in told.figures}


async def test_a_line_given_away_leaves_its_action_where_it_was(studio: Studio) -> None:
    scene, beat, line = spoken_beat(script(studio), action=True)
    other = next(who for who in scene.present if who != line.speaker)
    after = await carry_out(studio, GiveLine(line=line.id, speaker=other))
    order = [one.id for one in beats(after)]
    given = beats(after)[order.index(beat.id)]
    done = beats(after)[order.index(beat.id) - 1]
    assert given.line and given.line.speaker == given.who == other and given.line.to != other
    assert (done.action, done.who, done.line) == (beat.action, line.speaker, None)


async def test_a_verb_gets_its_doer(studio: Studio) -> None:
    scene = script(studio).scenes[0]
    who = studio.chronicle.bible(1).character(scene.present[0])
    edit = AddAction(scene=scene.id, after=scene.beats[1].id, action="sits down on the floor", who=who.id)
    assert f"{who.name} sits down on the floor." in [one.action for one in beats(await carry_out(studio, edit))]
    edit_by_name = AddAction(scene=scene.id, after="", action=f"{who.name} opens the door.")
    added = next(one for one in beats(await carry_out(studio, edit_by_name)) if one.action.endswith("the door."))
    assert added.who == who.id


async def test_a_rewritten_action_keeps_the_shot_and_its_place(studio: Studio) -> None:
    beat = next(one for one in beats(script(studio)) if one.action and not one.line and not one.prop)
    before = [shot.id for shot in shots(studio).values() if beat.id in shot.beats]
    after = await carry_out(studio, RewriteAction(beat=beat.id, action="The lights go out, one after another"))
    assert next(one for one in beats(after) if one.id == beat.id).action == "The lights go out, one after another."
    assert [shot.id for shot in shots(studio).values() if beat.id in shot.beats] == before


async def test_a_cut_beat_takes_its_events_with_it(studio: Studio) -> None:
    before = script(studio)
    event = next(one for one in before.events if one.beat and one.beat != beats(before)[0].id)
    after = await carry_out(studio, CutBeat(beat=event.beat))
    assert event.beat not in [one.id for one in beats(after)]
    assert not any(one.beat == event.beat for one in after.events)


async def test_without_its_last_beat_an_episode_stops_on_the_one_before(studio: Studio) -> None:
    before = script(studio)
    last = beats(before)[-2]
    after = await carry_out(studio, CutBeat(beat=beats(before)[-1].id))
    assert after.cliffhanger != before.cliffhanger
    assert (last.action or (last.line and last.line.text) or "?") in after.cliffhanger
    final = list(shots(studio).values())[-2]
    assert final.figures and not final.lines, "it stops on a face"


async def test_a_beat_moves_within_its_scene(studio: Studio) -> None:
    scene = next(one for one in script(studio).scenes if len(one.beats) > 5)
    moved = scene.beats[4].id
    after = await carry_out(studio, MoveBeat(beat=moved, after=scene.beats[1].id))
    now = next(one for one in after.scenes if one.id == scene.id)
    assert [beat.id for beat in now.beats][:4] == [*(beat.id for beat in scene.beats[:2]), moved, scene.beats[2].id]


async def test_a_long_line_gets_other_pictures_and_a_short_one_loses_them(studio: Studio) -> None:
    _, _, line = spoken_beat(script(studio), action=False)
    long = "I counted every stair of this house as a child, and I would know it if there were one more."
    await carry_out(studio, RewriteLine(line=line.id, text=long))
    assert [shot for shot in shots(studio).values() if shot.over == line.id]
    await carry_out(studio, RewriteLine(line=line.id, text="No."))
    assert not [shot for shot in shots(studio).values() if shot.over == line.id]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda line, scene: RewriteLine(line=line, text=" … "), "cut it instead"),
        (lambda line, scene: RewriteLine(line=line, text="One more word. " * 14), "split it in two after “…"),
        (lambda line, scene: RewriteLine(line="s01e01.1.l99", text="No."), "has no line"),
        (lambda line, scene: RewriteLine(line="s01e77.1.l01", text="No."), "not written yet"),
        (lambda line, scene: GiveLine(line=line, speaker="nobody"), "The cast: "),
        (lambda line, scene: AddLine(scene=scene, after="", speaker="nobody", text="No."), "The cast: "),
        (lambda line, scene: AddLine(scene=scene, after="s01e01.9.b01", speaker="", text="No."), "has no beat"),
        (lambda line, scene: AddAction(scene=scene, after="", action="", who=""), "is empty"),
        (lambda line, scene: AddAction(scene=scene, after="", action="It glows.", prop="grail"), "no object"),
    ],
)
async def test_what_cannot_be_says_what_can(studio: Studio, edit: Any, says: str) -> None:
    before = studio.archive.digest()
    with pytest.raises(NotPossible, match=says):
        await carry_out(studio, edit(script(studio).lines()[0].id, script(studio).scenes[0].id))
    assert studio.archive.digest() == before


async def test_the_only_line_of_an_episode_is_not_cut(studio: Studio) -> None:
    before = script(studio)
    scene, beat, line = spoken_beat(before, action=False)
    quiet = before.model_copy(update={"scenes": (scene.model_copy(update={"beats": (beat,)}),), "events": ()})
    studio.archive.put("script", ONE, quiet, "test")
    for edit in (CutLine(line=line.id), CutBeat(beat=beat.id)):
        with pytest.raises(NotPossible, match="only line"):
            await carry_out(studio, edit)


async def test_who_is_not_there_can_be_heard_on_the_phone(studio: Studio) -> None:
    scene = script(studio).scenes[0]
    away = next(one.id for one in studio.chronicle.bible(1).characters if one.id not in scene.present)
    edit = AddLine(scene=scene.id, after=scene.beats[1].id, speaker=away, text="Don't turn round.")
    with pytest.raises(NotPossible, match="heard on the phone"):
        await carry_out(studio, edit)
    after = await carry_out(studio, edit.model_copy(update={"via": "phone"}))
    assert "Don't turn round." in [line.text for line in after.lines()]


async def test_a_name_that_not_everybody_knows_is_learnt_from_a_new_line(studio: Studio) -> None:
    bible, before = studio.chronicle.bible(1), script(studio)
    scene, beat, line = spoken_beat(before, action=False)
    away = next(one for one in bible.characters if one.id not in scene.present)
    people = tuple(
        one.model_copy(update={"alias": "the stranger", "relations": ()})
        if one is away
        else one.model_copy(update={"relations": ()})
        for one in bible.characters
    )
    studio.archive.put("bible", "s01", bible.model_copy(update={"characters": people}), "test")
    hears = next(who for who in scene.present if who != line.speaker)
    after = await carry_out(studio, RewriteLine(line=line.id, text=f"His name is {away.name}."))
    learnt = Event(kind="learns", scene=scene.id, beat=beat.id, who=hears, what=f"name.{away.id}")
    assert learnt in after.events
    after = await carry_out(studio, RewriteLine(line=line.id, text="He has no name."))
    assert learnt not in after.events


async def test_who_does_something_comes_in_and_who_was_missing_is_back(studio: Studio) -> None:
    before = script(studio)
    scene = before.scenes[1]
    away = next(one for one in studio.chronicle.bible(1).characters if one.role == "missing")
    edit = AddAction(scene=scene.id, after=scene.beats[-1].id, action=f"{away.name} steps out of the dark.")
    after = await carry_out(studio, edit)
    assert away.id in after.scenes[1].present
    beat = after.scenes[1].beats[-1].id
    assert Event(kind="returns", scene=scene.id, beat=beat, who=away.id) in after.events
    pictured = AddAction(scene=before.scenes[0].id, after="", action=f"{away.name} smiles in the photograph.")
    assert away.id not in (await carry_out(studio, pictured)).scenes[0].present


async def test_nobody_holds_a_phone_when_the_call_is_cut(studio: Studio) -> None:
    def holding() -> set[str]:
        figures = ((shot.scene, placed) for shot in shots(studio).values() for placed in shot.figures)
        return {scene for scene, placed in figures if placed.gesture == "phone_to_ear"}

    scene = next(one for one in script(studio).scenes if one.id in holding())
    for beat in scene.beats:
        if beat.line and beat.line.via == "phone":
            await carry_out(studio, CutLine(line=beat.line.id))
    assert scene.id not in holding()


async def test_the_thing_shown_last_stays_when_something_is_said_after_it(studio: Studio) -> None:
    """The episode ends on the handle of a door and on a face; the face goes when a line comes, the door does not."""
    last = script(studio).scenes[-1]
    filmed = [shot for shot in shots(studio).values() if shot.scene == last.id]
    assert not filmed[-1].beats and not filmed[-2].beats and not filmed[-2].figures
    edit = AddLine(scene=last.id, after=last.beats[-1].id, speaker=last.present[0], text="Come in, then.")
    await carry_out(studio, edit)
    now = shots(studio)
    assert filmed[-2].id in now and filmed[-1].id not in now
