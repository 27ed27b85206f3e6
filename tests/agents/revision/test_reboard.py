"""The storyboard follows a changed script with the least change."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.agents.revision.script.lines import CARRIED_OUT as LINES
from cliffhanger.agents.revision.script.reboard import reboarded_scene
from cliffhanger.agents.revision.script.scenes import CARRIED_OUT as SCENES
from cliffhanger.memory.edits.script import (
    AddAction,
    AddLine,
    AddScene,
    ChangeEnding,
    CutBeat,
    CutLine,
    CutScene,
    DeliverLine,
    EndOn,
    GiveLine,
    MoveBeat,
    MoveScene,
    RewriteAction,
    RewriteLine,
    SetPresence,
    SetScene,
)
from cliffhanger.memory.script import Scene, Script
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard

CARRIED_OUT = LINES | SCENES
SAID = (
    "No.",
    "You knew. All this time you knew.",
    "I counted the stairs, and there was one more than yesterday, every day.",
)
DONE = ("The lamp goes out.", "{name} steps back from the door.", "{name} sits down on the floor.")

Dice = random.Random


def documents(studio: Studio, episode: str = "s01e01") -> tuple[Script, Storyboard]:
    return studio.document("script", episode, Script), studio.document("storyboard", episode, Storyboard)


def any_edit(studio: Studio, dice: Dice, episode: str) -> Any:
    """Return any edit of an episode as it is now; some of them are not possible."""
    script, _ = documents(studio, episode)
    bible = studio.chronicle.bible(1)
    scene = dice.choice(script.scenes)
    beat = dice.choice(scene.beats)
    line = dice.choice(script.lines())
    who = dice.choice(bible.characters)
    near = dice.choice(["", *(one.id for one in scene.beats)])
    done = dice.choice(DONE).format(name=who.name)
    edits: tuple[Callable[[], Any], ...] = (
        lambda: RewriteLine(line=line.id, text=dice.choice(SAID)),
        lambda: DeliverLine(line=line.id, emotion=dice.choice(("cold", "cry")), to=dice.choice((None, who.id))),
        lambda: DeliverLine(line=line.id, via=dice.choice(("phone", "inner", "on"))),
        lambda: CutLine(line=line.id),
        lambda: AddLine(scene=scene.id, after=near, speaker=who.id, text=dice.choice(SAID)),
        lambda: GiveLine(line=line.id, speaker=who.id),
        lambda: AddAction(scene=scene.id, after=near, action=done),
        lambda: RewriteAction(beat=beat.id, action=done),
        lambda: CutBeat(beat=beat.id),
        lambda: MoveBeat(beat=beat.id, after=near),
        lambda: MoveScene(scene=scene.id, after=dice.choice(["", *(one.id for one in script.scenes)])),
        lambda: CutScene(scene=scene.id),
        lambda: AddScene(episode=episode, after=scene.id, about=dice.choice(("", "they fight", "a warning"))),
        lambda: SetScene(scene=scene.id, build="rooftop", hour=dice.choice(("night", "dawn")), weather="rain"),
        lambda: SetPresence(scene=scene.id, character=who.id, present=dice.random() < 0.5),
        lambda: ChangeEnding(episode=episode, cliffhanger="The door is open.", action=done),
        lambda: EndOn(episode=episode, character=who.id),
        lambda: EndOn(episode=episode, prop=dice.choice(bible.props).id),
        lambda: EndOn(episode=episode, line=line.id),
    )
    return dice.choice(edits)()


def covered(board: Storyboard) -> tuple[list[str], list[str]]:
    """Return the beats and the lines of a storyboard in order; a beat with an object and a line has two shots."""
    beats = [id for shot in board.shots for id in shot.beats]
    beats = [id for number, id in enumerate(beats) if number == 0 or beats[number - 1] != id]
    return beats, [id for shot in board.shots for id in shot.lines]


def silent(shot: Shot) -> bool:
    return not (shot.beats or shot.lines or shot.over)


def scenes_by_line(script: Script) -> dict[str, Scene]:
    return {beat.line.id: scene for scene in script.scenes for beat in scene.beats if beat.line}


def holds_together(studio: Studio, episode: str) -> None:
    """Assert what is true of every script and its storyboard, whatever was done to them."""
    script, board = documents(studio, episode)
    beats, lines = covered(board)
    assert beats == [beat.id for scene in script.scenes for beat in scene.beats], "every beat once and in order"
    assert lines == [line.id for line in script.lines()], "every line once and in order"
    assert max(Counter(shot.id for shot in board.shots).values()) == 1
    ids = {scene.id: {beat.id for beat in scene.beats} for scene in script.scenes}
    assert all(event.scene in ids and (not event.beat or event.beat in ids[event.scene]) for event in script.events)
    for scene in script.scenes:
        for beat in scene.beats:
            if beat.line is not None and beat.line.via == "on":
                assert beat.line.speaker in scene.present
    played = [(scene.day, ("dawn", "day", "dusk", "night").index(scene.hour)) for scene in script.scenes]
    assert played == sorted(played)
    shown = {line: [n for n, shot in enumerate(board.shots) if line in shot.lines] for line in lines}
    for number, shot in enumerate(board.shots):
        if shot.over:
            assert shot.over in shown and board.shots[number - 1].scene == shot.scene
            assert shot.over in (*board.shots[number - 1].lines[-1:], board.shots[number - 1].over)
        if shot.scene:
            assert set(shot.beats) <= ids[shot.scene]
    assert board.shots[-1].framing == "end"
    assert sum(shot.framing == "title" for shot in board.shots) == 1
    assert board.shots[0].scene and not any(silent(s) for s in board.shots[:1] if s.framing != "establishing")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), episode=st.sampled_from(["s01e01", "s01e02", "s01e03"]), count=st.integers(1, 6))
def test_after_any_edits_the_storyboard_covers_the_script(series: Studio, seed: int, episode: str, count: int) -> None:
    dice = random.Random(seed)
    with rehearsal(series) as studio:
        ids = {shot.id for shot in documents(studio, episode)[1].shots}
        for _ in range(count):
            before = {kind: studio.archive.digest() for kind in ("all",)}
            edit = any_edit(studio, dice, episode)
            try:
                asyncio.run(CARRIED_OUT[type(edit)](studio, edit))
            except NotPossible as error:
                assert str(error).endswith((".", "?")), error
                assert studio.archive.digest() == before["all"], "nothing is put before it is refused"
            holds_together(studio, episode)
            ids |= {shot.id for shot in documents(studio, episode)[1].shots}


def cut_to_length(script: Script, board: Storyboard, dice: Dice) -> Storyboard:
    """Return a storyboard out of which silent shots were cut, what they showed with them."""
    shots = [
        shot
        for number, shot in enumerate(board.shots)
        if shot.lines or shot.over or shot.prop or not shot.scene or number < 3 or dice.random() < 0.4
    ]
    card = Shot(id=f"{board.episode}.s00", scene="", framing="title", seconds=1.4, text="Previously on")
    return board.model_copy(update={"shots": (card, *shots)})


def coarse(script: Script, board: Storyboard, dice: Dice) -> Storyboard:
    """Return a storyboard as another director would draw it: several beats in one shot, looks in between."""
    shots: list[Shot] = []
    for scene in script.scenes:
        rest = list(scene.beats)
        while rest:
            beats = [rest.pop(0) for _ in range(min(len(rest), dice.randint(1, 3)))]
            shots.append(
                Shot(
                    id="", scene=scene.id, framing="two_shot", seconds=3.0,
                    figures=tuple(Placed(character=who) for who in scene.present[:2]),
                    beats=tuple(beat.id for beat in beats), lines=tuple(beat.line.id for beat in beats if beat.line),
                )
            )  # fmt: skip
            if dice.random() < 0.3:
                figure = Placed(character=scene.present[0])
                shots.append(Shot(id="", scene=scene.id, framing="close_up", figures=(figure,), seconds=1.0))
    title, end = (shot for shot in board.shots if not shot.scene)
    numbered = enumerate((*shots[:2], title, *shots[2:], end), 1)
    shots = [shot.model_copy(update={"id": f"{board.episode}.s{number:02d}"}) for number, shot in numbered]
    return board.model_copy(update={"shots": tuple(shots)})


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), drawn=st.sampled_from([cut_to_length, coarse]))
def test_whoever_drew_the_storyboard_it_follows(series: Studio, seed: int, drawn: Any) -> None:
    dice, episode = random.Random(seed), "s01e02"
    with rehearsal(series) as studio:
        script, board = documents(studio, episode)
        board = drawn(script, board, dice)
        studio.archive.put("storyboard", episode, board, "drawn by another")
        unseen = {beat.id for scene in script.scenes for beat in scene.beats} - {*covered(board)[0]}
        for _ in range(4):
            edit = any_edit(studio, dice, episode)
            with contextlib.suppress(NotPossible):
                asyncio.run(CARRIED_OUT[type(edit)](studio, edit))
            script, now = documents(studio, episode)
            beats, lines = covered(now)
            every = [beat.id for scene in script.scenes for beat in scene.beats]
            assert lines == [line.id for line in script.lines()]
            assert beats == [id for id in every if id in set(beats)], "in order, and once"
            assert set(every) - set(beats) <= unseen, "what was cut for length may stay cut; the rest is seen"
            assert len({shot.id for shot in now.shots}) == len(now.shots)
            assert [shot.id for shot in now.shots if not shot.scene] == [s.id for s in board.shots if not s.scene]


async def test_a_cut_between_two_equal_shots_is_bridged_by_a_look(studio: Any) -> None:
    script, _ = documents(studio)
    scene = next(one for one in script.scenes if len(one.present) > 1)
    first, second, third = [beat for beat in scene.beats if beat.line and beat.line.via == "on"][:3]
    alike = {"scene": scene.id, "framing": "close_up", "seconds": 2.0}
    who, other = scene.present[:2]

    def shot(number: int, figure: str, beat: Any) -> Shot:
        figures, id = (Placed(character=figure),), f"s01e01.s{number}"
        return Shot(id=id, figures=figures, beats=(beat.id,), lines=(beat.line.id,), **alike)

    small = script.model_copy(
        update={"scenes": (scene.model_copy(update={"beats": (first, second, third)}),), "events": ()}
    )
    shots = (shot(61, who, first), shot(62, other, second), shot(63, who, third))
    studio.archive.put("script", "s01e01", small, "test")
    studio.archive.put("storyboard", "s01e01", Storyboard(episode="s01e01", shots=shots), "test")
    await LINES[CutBeat](studio, CutBeat(beat=second.id))
    now = documents(studio)[1].shots
    assert (now[0], now[2]) == (shots[0], shots[2]), "neither is filmed anew"
    assert silent(now[1]) and now[1].figures[0].character == other and now[1].id == "s01e01.s64"


async def test_ids_of_shots_that_are_gone_are_not_given_again(studio: Any) -> None:
    last = documents(studio)[0].scenes[-1]
    prop = studio.chronicle.bible(1).props[0].id
    await SCENES[EndOn](studio, EndOn(episode="s01e01", prop=prop))
    gone = documents(studio)[1].shots[-2].id
    await SCENES[EndOn](studio, EndOn(episode="s01e01", character=last.present[0]))
    assert documents(studio)[1].shots[-2].id > gone


async def test_a_scene_can_be_boarded_anew_alone(studio: Any) -> None:
    script, board = documents(studio)
    shots = await reboarded_scene(studio, script, script.scenes[1].id)
    assert {shot.scene for shot in shots} == {script.scenes[1].id}
    assert not {shot.id for shot in shots} & {shot.id for shot in board.shots}


async def test_another_line_changes_only_the_shots_that_speak_or_show_it(studio: Any, spoken: Any) -> None:
    before = dict((await spoken(studio, "s01e01")).shots)
    script, board = documents(studio)
    for line in script.lines()[::5]:
        await LINES[RewriteLine](studio, RewriteLine(line=line.id, text=line.text + " Again."))
        after = (await spoken(studio, "s01e01")).shots
        concerned = {shot.id for shot in board.shots if line.id in shot.lines or shot.over == line.id}
        changed = {id for id, spec in after.items() if before.get(id) != spec}
        assert changed <= concerned | (after.keys() - before.keys()), "nothing else, but for a new look under it"
        before, board = dict(after), documents(studio)[1]


async def test_the_house_director_agrees_with_itself(series: Any) -> None:
    for episode in ("s01e01", "s01e02", "s01e03"):
        holds_together(series, episode)


@pytest.mark.parametrize("episode", ["s01e01", "s01e02"])
async def test_what_an_edit_does_not_concern_stays_byte_for_byte(studio: Any, episode: str) -> None:
    script, board = documents(studio, episode)
    scene = script.scenes[0]
    edit = AddLine(scene=scene.id, after=scene.beats[2].id, speaker=scene.present[0], text="Say it to my face, then.")
    await LINES[AddLine](studio, edit)
    now = {shot.id: shot for shot in documents(studio, episode)[1].shots}
    changed = [shot.id for shot in board.shots if now.get(shot.id) != shot]
    assert len(changed) <= 1, "one shot at most holds the line with its own"
    assert len(now) - len(board.shots) <= 2


@pytest.mark.parametrize("number", range(6))
async def test_the_specs_of_shots_that_are_not_concerned_are_the_same(studio: Any, spoken: Any, number: int) -> None:
    script, board = documents(studio)
    studio.archive.put("storyboard", "s01e01", board.model_copy(update={"pace": 1.0}), "heard")
    before = dict((await spoken(studio, "s01e01")).shots)
    scene = script.scenes[1]
    beat = next(one for one in scene.beats[2:] if one.line)
    assert beat.line is not None
    other = next(who for who in scene.present if who != beat.line.speaker)
    edits = (
        CutLine(line=beat.line.id),
        AddLine(scene=scene.id, after=beat.id, speaker=other, text="You heard what you wanted to hear."),
        GiveLine(line=beat.line.id, speaker=other),
        CutBeat(beat=beat.id),
        MoveBeat(beat=beat.id, after=scene.beats[0].id),
        AddAction(scene=scene.id, after=beat.id, action="The lamp goes out."),
    )
    edit = edits[number]
    await CARRIED_OUT[type(edit)](studio, edit)
    kept = {shot.id for shot in documents(studio)[1].shots} & {shot.id for shot in board.shots}
    kept &= {shot.id for shot in board.shots if shot in documents(studio)[1].shots}
    after = (await spoken(studio, "s01e01")).shots
    assert {id: after[id] for id in kept} == {id: before[id] for id in kept}
    assert len(before) - len(kept) <= 4 and len(after) - len(kept) <= 4
