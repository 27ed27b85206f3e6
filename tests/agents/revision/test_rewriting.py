"""Scenes and episodes written anew, and scripts brought from outside."""

import pytest

from cliffhanger.agents.crew import Studio, Told
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.agents.revision.writing.attempts import order_seed
from cliffhanger.agents.revision.writing.variants import in_other_words
from cliffhanger.agents.revision.writing.wishes import wish
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.edits.script import ReplaceScript, RewriteEpisode, RewriteScene
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Storyboard

IDS = ("s01e01", "s01e02", "s01e03")


def script(studio: Studio, id: str = "s01e02") -> Script:
    return studio.chronicle.script(id)


def said(found: Script) -> list[str]:
    return [line.text for line in found.lines()]


def felt(found: Script) -> list[str]:
    return [line.emotion for line in found.lines()]


def faults(studio: Studio) -> set[str]:
    bible, outline = studio.chronicle.bible(1), studio.chronicle.outline(1)
    checked = (contradictions(bible, outline, Told.before(studio.chronicle, id), script(studio, id)) for id in IDS)
    return {one.id for found in checked for one in found}


def covered(studio: Studio, id: str) -> None:
    """Hold that the storyboard shows every beat and line that is there and nothing else."""
    board = studio.archive.get("storyboard", id, Storyboard)
    assert board is not None
    beats = {beat.id for scene in script(studio, id).scenes for beat in scene.beats}
    lines = {line.id for line in script(studio, id).lines()}
    assert {line for shot in board.shots for line in shot.lines} == lines
    assert {beat for shot in board.shots for beat in shot.beats} <= beats
    ids = [shot.id for shot in board.shots]
    assert len(ids) == len(set(ids))


async def test_an_episode_is_written_anew_for_the_same_purpose(studio: Studio) -> None:
    before, known = script(studio), faults(studio)
    await carry_out(studio, [RewriteEpisode(episode="s01e02")])
    after = script(studio)
    assert len(set(said(after)) & set(said(before))) < len(said(before)) / 2
    assert (after.title, after.hook) == (before.title, before.hook)
    assert [scene.id for scene in after.scenes] == [f"s01e02.{n}" for n in range(1, len(after.scenes) + 1)]
    assert not faults(studio) - known
    assert not set(said(after)) & {text for id in ("s01e01", "s01e03") for text in said(script(studio, id))}
    covered(studio, "s01e02")


async def test_ids_of_what_is_new_were_nobodys(studio: Studio) -> None:
    before = script(studio)
    await carry_out(studio, [RewriteEpisode(episode="s01e02", how="more tender")])
    old = {beat.id: beat for scene in before.scenes for beat in scene.beats}
    now = {beat.id: beat for scene in script(studio).scenes for beat in scene.beats}
    assert all(old[id] == now[id] for id in old.keys() & now.keys())
    events = {event.beat for event in script(studio).events if event.beat}
    assert events <= now.keys()


@pytest.mark.parametrize(("how", "faces"), [("more tender", {"tender"}), ("they should fight", {"angry", "resolve"})])
async def test_it_goes_the_way_that_is_wanted(studio: Studio, how: str, faces: set[str]) -> None:
    before = felt(script(studio))
    await carry_out(studio, [RewriteEpisode(episode="s01e02", how=how)])
    after = felt(script(studio))
    assert (
        sum(face in faces for face in after) / len(after) > sum(face in faces for face in before) / len(before) + 0.15
    )
    assert len(set(after)) > 3


async def test_the_same_wish_gives_the_same_episode(studio: Studio) -> None:
    edit = RewriteEpisode(episode="s01e03", how="shorter")
    with rehearsal(studio) as other:
        await carry_out(other, [edit])
        first = script(other, "s01e03")
    await carry_out(studio, [edit])
    assert script(studio, "s01e03") == first


async def test_said_once_more_it_is_another_episode(studio: Studio) -> None:
    edit = RewriteEpisode(episode="s01e02")
    await carry_out(studio, [edit])
    first = script(studio)
    await carry_out(studio, [edit])
    assert said(script(studio)) != said(first)


async def test_a_wound_that_is_dealt_no_more_is_seen_no_more(studio: Studio) -> None:
    dealt = [event for event in script(studio).events if event.kind == "hurt"]
    assert dealt
    await carry_out(studio, [RewriteEpisode(episode="s01e02", how="funnier")])
    still = {(event.who, event.what) for event in script(studio).events if event.kind == "hurt"}
    wounds = [scene.wounds or {} for scene in script(studio, "s01e03").scenes]
    for event in dealt:
        assert (event.who, event.what) in still or all(worn.get(event.who) != event.what for worn in wounds)


async def test_a_scene_is_written_anew_and_the_others_stay(studio: Studio) -> None:
    before, known = script(studio), faults(studio)
    board = studio.archive.get("storyboard", "s01e02", Storyboard)
    await carry_out(studio, [RewriteScene(scene="s01e02.2")])
    after = script(studio)
    assert [scene.id for scene in after.scenes] == [scene.id for scene in before.scenes]
    assert (after.scenes[0], after.scenes[2]) == (before.scenes[0], before.scenes[2])
    assert after.scenes[1].present == before.scenes[1].present
    assert after.scenes[1].beats != before.scenes[1].beats
    assert not faults(studio) - known
    now = studio.archive.get("storyboard", "s01e02", Storyboard)
    assert board is not None
    assert now is not None
    kept = [shot for shot in board.shots if shot.scene in ("s01e02.1", "s01e02.3")]
    assert [shot for shot in now.shots if shot in kept] == kept
    covered(studio, "s01e02")


def test_an_exchange_has_other_words_that_answer_each_other(studio: Studio) -> None:
    scene, bible = script(studio).scenes[1], studio.chronicle.bible(1)
    others = list(in_other_words(bible, scene))
    assert others
    for other in others:
        assert [beat.id for beat in other.beats] == [beat.id for beat in scene.beats]
        lines = [
            (one.line, two.line) for one, two in zip(other.beats, scene.beats, strict=True) if one.line and two.line
        ]
        assert all(one.speaker == two.speaker for one, two in lines)
        assert sum(one.text != two.text for one, two in lines) * 2 >= len(lines)


@pytest.mark.parametrize(
    ("how", "tempers", "longer", "about"),
    [
        ("more tender", ("tender",), 0, False),
        ("make them fight", ("fierce",), 0, False),
        ("funnier and shorter", ("playful",), -1, False),
        ("less angry please", (), 0, False),
        ("let her find the hidden letter", (), 0, True),
        ("", (), 0, False),
    ],
)
def test_a_wish_is_taken_apart(studio: Studio, how: str, tempers: tuple[str, ...], longer: int, about: bool) -> None:
    found = wish(how, studio.chronicle.bible(1))
    assert (found.tempers, found.longer, bool(found.about)) == (tempers, longer, about)


def test_a_wish_may_be_for_one_person(studio: Studio) -> None:
    bible = studio.chronicle.bible(1)
    found = wish("Uma should be colder", bible)
    assert (found.who, found.tempers) == (("uma",), ("cold",))
    assert set(found.tables(bible)) == {"uma"}
    assert wish("less angry", bible).without == ("fierce",)
    assert wish("he should be afraid", bible, ("wren", "vikram")).who == ("vikram",)
    assert "arjun" not in wish("sadder", bible).tables(bible)
    assert "arjun" in wish("they should fight", bible).tables(bible)


async def test_a_script_from_outside_is_taken_and_boarded(studio: Studio) -> None:
    before = script(studio)
    scene = before.scenes[1]
    line = scene.beats[3].line
    assert line is not None
    beat = scene.beats[3].model_copy(update={"line": line.model_copy(update={"text": "It is under the floor."})})
    shorter = scene.model_copy(update={"beats": (*scene.beats[:3], beat, *scene.beats[5:])})
    after = before.model_copy(update={"scenes": (before.scenes[0], shorter, before.scenes[2])})
    await carry_out(studio, [ReplaceScript(script=after)])
    assert said(script(studio)) == said(after)
    covered(studio, "s01e02")


async def test_a_script_that_is_not_of_this_series_is_refused(studio: Studio) -> None:
    before = script(studio)
    scene = before.scenes[0]
    for other, told in (
        (before.model_copy(update={"episode": "s01e09"}), "s01e09 is not written"),
        (_first(before, scene.model_copy(update={"present": ("nick",)})), "people that the series has not: nick"),
        (_first(before, scene.model_copy(update={"location": "moon"})), "places that the series has not: moon"),
        (_first(before, scene.model_copy(update={"beats": scene.beats * 2})), r"s01e02\.1\.b01 twice"),
        (before.model_copy(update={"scenes": ()}), "Nothing happens"),
    ):
        digest = studio.archive.digest()
        with pytest.raises(NotPossible, match=told):
            await carry_out(studio, [ReplaceScript(script=other)])
        assert studio.archive.digest() == digest


def _first(before: Script, scene: object) -> Script:
    return before.model_copy(update={"scenes": (scene, *before.scenes[1:])})


async def test_what_is_not_written_cannot_be_written_anew(studio: Studio) -> None:
    with pytest.raises(NotPossible, match="s01e07 is not written yet"):
        await carry_out(studio, [RewriteEpisode(episode="s01e07")])
    with pytest.raises(NotPossible, match="no scene"):
        await carry_out(studio, [RewriteScene(scene="s01e02.9")])


def test_the_seed_is_that_of_the_order(studio: Studio) -> None:
    assert order_seed(studio, 1) == 1
    studio.archive.set_note("order.s01", '{"seed": 7}')
    assert order_seed(studio, 1) == 7
    studio.archive.set_note("order.s01", "not json")
    assert order_seed(studio, 1) == 1
