"""Shots taken otherwise: only what is meant changes, what cannot be filmed is refused, what is locked stays."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.delivery import spoken_rows
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.revision.board.locks import kept_of, refuse_if_kept
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.memory.edits.board import (
    AddShot,
    CutShot,
    HoldShot,
    Keep,
    MoveShot,
    Pose,
    Reframe,
    Retake,
    SetCaptions,
    SetEffect,
    SetMusic,
    TakeBack,
)
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard
from cliffhanger.tools.picture.retake import retakes

ONE = "s01e01"
Speak = Callable[[Studio, str], Awaitable[Episode]]


def board(studio: Studio, id: str = ONE) -> Storyboard:
    found: Storyboard = studio.document("storyboard", id, Storyboard)
    return found


def shot(studio: Studio, id: str) -> Shot:
    return next(one for one in board(studio).shots if one.id == id)


def first(studio: Studio, wanted: Callable[[Shot], Any]) -> Shot:
    return next(one for one in board(studio).shots if one.scene and wanted(one))


def changed(before: Storyboard, after: Storyboard) -> list[str]:
    was = {one.id: one for one in before.shots}
    return [one.id for one in after.shots if was.get(one.id) != one]


def alone(one: Shot) -> bool:
    return bool(one.lines) and not one.over and len(one.figures) == 1


async def test_a_shot_is_taken_in_another_way_and_no_other_is(studio: Studio) -> None:
    before, one = board(studio), first(studio, alone)
    await carry_out(studio, [Reframe(shot=one.id, framing="wide", angle="low", move="handheld", style="noir")])
    assert changed(before, board(studio)) == [one.id]
    now = shot(studio, one.id)
    assert (now.framing, now.angle, now.move, now.style) == ("wide", "low", "handheld", "noir")
    assert (now.lines, now.beats, now.figures) == (one.lines, one.beats, one.figures)
    with pytest.raises(NotPossible, match="already"):
        await carry_out(studio, [Reframe(shot=one.id, framing="wide")])


async def test_over_the_shoulder_needs_two_and_gets_the_one_spoken_to(studio: Studio) -> None:
    script: Script = studio.document("script", ONE, Script)
    crowded = {scene.id for scene in script.scenes if len(scene.present) > 1}
    spoken = {line.id: line for line in script.lines() if line.via == "on"}
    one = first(studio, lambda s: alone(s) and s.scene in crowded and s.lines[0] in spoken)
    await carry_out(studio, [Reframe(shot=one.id, framing="over_shoulder")])
    back, face = shot(studio, one.id).figures
    assert back.faces == "away" and face.character == spoken[one.lines[0]].speaker and face.faces != "away"
    await carry_out(studio, [Reframe(shot=one.id, framing="two_shot")])
    pair = shot(studio, one.id).figures
    assert {placed.faces for placed in pair} == {"left", "right"}
    await carry_out(studio, [Reframe(shot=one.id, framing="close_up")])
    assert [placed.character for placed in shot(studio, one.id).figures] == [face.character]


async def test_what_cannot_be_framed_is_refused_and_nothing_changes(studio: Studio) -> None:
    before = board(studio)
    card = next(one for one in before.shots if one.framing == "end")
    bare = first(studio, lambda s: alone(s) and not s.prop and not s.figures[0].holding)
    for edit, why in (
        (Reframe(shot=card.id, framing="close_up"), "card"),
        (Reframe(shot=bare.id, framing="insert"), "object"),
        (Reframe(shot=f"{ONE}.s99", move="still"), "no shot"),
        (Pose(shot=bare.id, character="nobody", emotion="joy"), "is not in"),
        (Pose(shot=bare.id, character=bare.figures[0].character, holding="moon"), "no object"),
        (HoldShot(shot=bare.id, seconds=-9), "silent"),
        (HoldShot(shot=bare.id, seconds=40), "most"),
        (CutShot(shot=bare.id), "speaks"),
        (MoveShot(shot=bare.id, after=card.id), "goes with what is said"),
        (TakeBack(shot=bare.id, revision=7), "Revision 7"),
        (SetMusic(episode=ONE), "Say what"),
        (SetMusic(episode=ONE, louder=30), "most"),
        (SetEffect(shot=bare.id, effect="siren", heard=False), "no siren"),
        (Keep(what=bare.id, locked=False), "not locked"),
    ):
        with pytest.raises(NotPossible, match=why):
            await carry_out(studio, [edit])
    assert board(studio) == before


async def test_an_object_leaves_the_frame_for_a_hand(studio: Studio) -> None:
    insert = first(studio, lambda s: s.framing == "insert" and not s.over)
    await carry_out(studio, [Reframe(shot=insert.id, framing="medium")])
    now = shot(studio, insert.id)
    assert not now.prop and now.figures[0].holding == insert.prop and now.figures[0].gesture == "hold"
    await carry_out(studio, [Reframe(shot=insert.id, framing="insert")])
    assert shot(studio, insert.id).prop == insert.prop and not shot(studio, insert.id).figures


async def test_a_silent_shot_goes_and_its_beats_do_not(studio: Studio) -> None:
    before = board(studio)
    silent = first(studio, lambda s: not s.lines and not s.over and s.beats)
    await carry_out(studio, [CutShot(shot=silent.id)])
    after = board(studio)
    assert silent.id not in {one.id for one in after.shots}
    assert [b for one in after.shots for b in one.beats] == [b for one in before.shots for b in one.beats]
    assert len(changed(before, after)) == 1


async def test_a_new_shot_has_an_id_that_nothing_ever_had(studio: Studio) -> None:
    before = board(studio)
    silent = first(studio, lambda s: not s.lines and not s.over)
    who = first(studio, alone).figures[0].character
    new = Shot(id="x", scene="", framing="close_up", figures=(Placed(character=who),), seconds=30, lines=("lost",))
    await carry_out(studio, [AddShot(after=silent.id, shot=new)])
    (added,) = changed(before, board(studio))
    number = int(added.rpartition("s")[2])
    assert number > max(int(one.id.rpartition("s")[2]) for one in before.shots)
    made = shot(studio, added)
    assert not made.lines and made.scene == silent.scene and made.seconds <= 12
    await carry_out(studio, [CutShot(shot=added), AddShot(after=silent.id, shot=new)])
    assert max(int(one.id.rpartition("s")[2]) for one in board(studio).shots) == number + 1


async def test_who_is_filmed_anew_is_there_and_as_they_are_by_then(studio: Studio) -> None:
    script: Script = studio.document("script", ONE, Script)
    scene = next(one for one in script.scenes if len(one.present) < len(studio.chronicle.bible(1).characters))
    last = next(one for one in reversed(board(studio).shots) if one.scene == scene.id)
    away = next(p.id for p in studio.chronicle.bible(1).characters if p.id not in scene.present)
    new = Shot(id="", scene="", framing="close_up", figures=(Placed(character=away),), seconds=2)
    with pytest.raises(NotPossible, match="Bring"):
        await carry_out(studio, [AddShot(after=last.id, shot=new)])
    here = next(beat.line for beat in reversed(scene.beats) if beat.line and beat.line.speaker in scene.present)
    there = new.model_copy(update={"figures": (Placed(character=here.speaker, outfit=9),)})
    await carry_out(studio, [AddShot(after=last.id, shot=there)])
    made = max(board(studio).shots, key=lambda one: int(one.id.rpartition("s")[2]))
    assert made.figures[0].outfit == scene.outfits.get(here.speaker, 0)


async def test_a_line_over_several_shots_is_not_torn(studio: Studio) -> None:
    running = first(studio, lambda s: s.over)
    opens = next(one for one in board(studio).shots if running.over in one.lines)
    new = Shot(id="", scene=opens.scene, framing="establishing", seconds=1)
    await carry_out(studio, [AddShot(after=opens.id, shot=new)])
    order = [one.id for one in board(studio).shots]
    added = max(order, key=lambda id: int(id.rpartition("s")[2]))
    assert order.index(added) > order.index(running.id) and order.index(opens.id) + 1 == order.index(running.id)


async def test_a_shot_moves_within_its_scene(studio: Studio) -> None:
    for scene in dict.fromkeys(one.scene for one in board(studio).shots if one.scene):
        own = [one for one in board(studio).shots if one.scene == scene]
        silent = [one for one in own[:-1] if not one.lines and not one.over and own[-1].id != one.id]
        if silent:
            break
    await carry_out(studio, [MoveShot(shot=silent[0].id, after=own[-1].id)])
    order = [one.id for one in board(studio).shots]
    assert order.index(silent[0].id) == order.index(own[-1].id) + 1
    assert sorted(order) == sorted(one.id for one in board(studio).shots)


async def test_a_longer_hold_is_silence(studio: Studio, spoken: Speak) -> None:
    one = first(studio, lambda s: alone(s) and not any(o.over in s.lines for o in board(studio).shots if o.over))
    was = {t.shot.id: t.seconds for t in (await spoken(studio, ONE)).timed}
    await carry_out(studio, [HoldShot(shot=one.id, seconds=1.0)])
    now = {t.shot.id: t.seconds for t in Episode.of(studio, ONE).timed}
    assert now.pop(one.id) == pytest.approx(was.pop(one.id) + 1.0, abs=0.05) and now == was
    await carry_out(studio, [HoldShot(shot=one.id, seconds=-1.2)])
    assert {t.shot.id: t.seconds for t in Episode.of(studio, ONE).timed}[one.id] < was.get(one.id, 99)


async def test_somebody_acts_otherwise(studio: Studio) -> None:
    one = first(studio, alone)
    who = one.figures[0].character
    await carry_out(studio, [Pose(shot=one.id, character=who, emotion="cry", becomes="cry", faces="left")])
    (now,) = shot(studio, one.id).figures
    assert (now.emotion, now.becomes, now.faces) == ("cry", None, "left")
    await carry_out(studio, [Reframe(shot=one.id, framing="over_shoulder")])
    back = shot(studio, one.id).figures[0].character
    with pytest.raises(NotPossible, match="Only the back"):
        await carry_out(studio, [Pose(shot=one.id, character=back, emotion="joy")])


async def test_a_retake_is_one_that_has_never_been(studio: Studio, spoken: Speak) -> None:
    one, before = first(studio, alone), board(studio)
    specs = dict((await spoken(studio, ONE)).shots)
    await carry_out(studio, [Retake(shot=one.id)])
    again = Episode.of(studio, ONE).shots
    assert [id for id in specs if specs[id] != again[id]] == [one.id]
    assert retakes(again[one.id].seed) == 1 and not retakes(specs[one.id].seed)
    await carry_out(studio, [TakeBack(shot=one.id, revision=1)])
    assert board(studio) == before and Episode.of(studio, ONE).shots == specs
    await carry_out(studio, [Retake(shot=one.id)])
    assert shot(studio, one.id).take == 2, "the take that was given back is not offered again"


async def test_a_shot_that_was_cut_comes_back(studio: Studio) -> None:
    silent = first(studio, lambda s: not s.lines and not s.over and not s.beats)
    order = [one.id for one in board(studio).shots]
    await carry_out(studio, [CutShot(shot=silent.id)])
    await carry_out(studio, [TakeBack(shot=silent.id, revision=1)])
    assert [one.id for one in board(studio).shots] == order


async def test_music_is_what_the_user_says_and_silence_is_silent(studio: Studio, spoken: Speak) -> None:
    spotted = (await spoken(studio, ONE)).score
    two = (studio.document("script", ONE, Script)).scenes[1].id
    await carry_out(studio, [SetMusic(episode=ONE, scene=two, mood="comic", louder=3.0)])
    episode = Episode.of(studio, ONE)
    begins = next(timed.start for timed in episode.timed if timed.shot.scene == two)
    passage = next(one for one in episode.score.passages if one.mood == "comic")
    assert passage.start == begins and len(episode.score.passages) >= len(spotted.passages)
    assert board(studio).music_level == 3.0
    await carry_out(studio, [SetMusic(episode=ONE, mood="silence")])
    score = Episode.of(studio, ONE).score
    assert {one.mood for one in score.passages} == {"silence"} and not score.stings
    await carry_out(studio, [SetMusic(episode=ONE, scene=two, mood="hope")])
    assert {one.mood for one in Episode.of(studio, ONE).score.passages} == {"silence", "hope"}


async def test_captions_off_are_not_seen_and_still_written(studio: Studio, spoken: Speak) -> None:
    shown = spoken_rows(await spoken(studio, ONE))
    await carry_out(studio, [SetCaptions(captions="off")])
    episode = Episode.of(studio, ONE)
    assert shown and not any(spec.captions for spec in episode.shots.values())
    assert spoken_rows(episode) == shown
    assert board(studio, "s01e03").captions == "off"


async def test_a_sound_is_heard_in_a_shot(studio: Studio, spoken: Speak) -> None:
    one = first(studio, lambda s: "siren" not in s.effects)
    await carry_out(studio, [SetEffect(shot=one.id, effect="siren")])
    assert "siren" in {effect.kind for effect in (await spoken(studio, ONE)).sound.effects}
    await carry_out(studio, [SetEffect(shot=one.id, effect="siren", heard=False)])
    assert shot(studio, one.id) == one


async def test_what_is_locked_is_filmed_as_it_was_whatever_happens_to_the_bible(studio: Studio, spoken: Speak) -> None:
    one = first(studio, alone)
    specs = dict((await spoken(studio, ONE)).shots)
    said = Episode.of(studio, ONE).fitted_speech()[one.lines[0]]
    await carry_out(studio, [Keep(what=one.id)])
    assert Episode.of(studio, ONE).shots == specs, "to lock changes nothing"
    bible = studio.chronicle.bible(1)
    speaker = next(line.speaker for line in studio.chronicle.script(ONE).lines() if line.id == one.lines[0])
    other = bible.character(speaker).voice.model_copy(update={"pitch": 0.8})
    people = tuple(
        person.model_copy(update={"voice": other, "look": person.look.model_copy(update={"hair": "bald"})})
        for person in bible.characters
    )
    studio.archive.put("bible", "s01", bible.model_copy(update={"characters": people}), "shaved")
    after = await spoken(studio, ONE)
    assert after.shots[one.id] == specs[one.id] and after.fitted_speech()[one.lines[0]] == said
    assert sum(after.shots[id] != specs[id] for id in specs) > len(specs) / 2
    await carry_out(studio, [Keep(what=one.id, locked=False)])
    assert kept_of(studio).specs == {} and Episode.of(studio, ONE).natural_speech()[one.lines[0]] != said


async def test_what_is_locked_unheard_keeps_its_face_and_gets_its_voice_later(studio: Studio, spoken: Speak) -> None:
    two = "s01e02"
    one = next(s for s in board(studio, two).shots if s.lines and not s.over and s.figures)
    bible = studio.chronicle.bible(1)
    await carry_out(studio, [Keep(what=one.id)])
    people = tuple(
        person.model_copy(update={"look": person.look.model_copy(update={"hair": "bald"})})
        for person in bible.characters
    )
    studio.archive.put("bible", "s01", bible.model_copy(update={"characters": people}), "shaved")
    spec = (await spoken(studio, two)).shots[one.id]
    assert spec.seconds > 0 and spec.captions
    assert spec.figures[0].look == bible.character(one.figures[0].character).look


async def test_an_edit_of_what_is_locked_is_refused(studio: Studio, spoken: Speak) -> None:
    await spoken(studio, ONE)
    one = first(studio, alone)
    scene = next(s.id for s in studio.chronicle.script(ONE).scenes if s.id != one.scene)
    await carry_out(studio, [Keep(what=one.id), Keep(what=scene)])
    inside = next(s for s in board(studio).shots if s.scene == scene)
    for edit, why in (
        (Reframe(shot=one.id, framing="wide"), one.id),
        (Retake(shot=inside.id), inside.id),
    ):
        with rehearsal(studio) as after:
            await carry_out(after, [edit])
            with pytest.raises(NotPossible, match=why):
                refuse_if_kept(studio, after)
    with rehearsal(studio) as after:
        reworded(after, one.lines[0])
        with pytest.raises(NotPossible, match=f"{one.lines[0]} is said in {one.id}"):
            refuse_if_kept(studio, after)
    with rehearsal(studio) as after:
        free = first(studio, lambda s: s.scene == one.scene and s.lines and s.lines[0] != one.lines[0] and not s.over)
        reworded(after, free.lines[0])
        refuse_if_kept(studio, after)
    with rehearsal(studio) as after:
        await carry_out(after, [Keep(what=one.id, locked=False), Retake(shot=one.id)])
        refuse_if_kept(studio, after)


def reworded(studio: Studio, id: str) -> None:
    """Let a line be said in other words, and its shots as they are."""
    script = studio.chronicle.script(ONE)
    said = next(line for line in script.lines() if line.id == id)
    scenes = []
    for scene in script.scenes:
        beats = (
            b.model_copy(update={"line": said.model_copy(update={"text": "Well."})}) if b.line == said else b
            for b in scene.beats
        )
        scenes.append(scene.model_copy(update={"beats": tuple(beats)}))
    studio.archive.put("script", ONE, script.model_copy(update={"scenes": tuple(scenes)}), "said otherwise")
