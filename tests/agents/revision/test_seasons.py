"""The plan changes: what is written follows, what is not yet written will, and what came before stays."""

import pytest

from cliffhanger.agents.crew import Studio, Told
from cliffhanger.agents.planned import as_planned, as_played
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.world.exchanging import exchanged
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.bible import Bible, Role
from cliffhanger.memory.edits.season import AnswerThread, ChangePurpose, ChangeRole, WriteOut
from cliffhanger.memory.numbering import numbers
from cliffhanger.memory.script import EpisodeOutline, Script
from cliffhanger.memory.storyboard import Storyboard


def plan(studio: Studio, id: str) -> EpisodeOutline:
    return studio.chronicle.outline(1).episodes[numbers(id)[1] - 1]


def script(studio: Studio, id: str) -> Script:
    return studio.chronicle.script(id)


def of_role(studio: Studio, role: str) -> str:
    return next(person.id for person in studio.chronicle.bible(1).characters if person.role == role)


def errors(studio: Studio, id: str) -> list[str]:
    bible, outline = studio.chronicle.bible(1), studio.chronicle.outline(1)
    found = contradictions(bible, outline, Told.before(studio.chronicle, id), script(studio, id))
    return [one.message for one in found if one.severity == "error"]


def covered(studio: Studio, id: str) -> bool:
    board: Storyboard = studio.document("storyboard", id, Storyboard)
    said = [line for shot in board.shots for line in shot.lines]
    return said == [line.id for line in script(studio, id).lines()]


async def written(studio: Studio, id: str) -> Script:
    """Write an episode as the graph would."""
    bible, outline = studio.chronicle.bible(1), studio.chronicle.outline(1)
    return await studio.writer.write(bible, outline, plan(studio, id), Told.before(studio.chronicle, id), 1)


async def test_a_hook_and_an_end_are_seen_as_they_are_worded(studio: Studio) -> None:
    before = script(studio, "s01e02")
    hook, end = "A drawer slides open by itself.", "The lift stops between two floors, and the light goes out."
    await carry_out(studio, [ChangePurpose(episode="s01e02", hook=hook, cliffhanger=end, cliff="danger")])
    now = script(studio, "s01e02")
    assert now.scenes[0].beats[0].action == hook and now.hook == hook
    assert now.scenes[-1].beats[-1].action == end and (now.cliffhanger, now.cliff) == (end, "danger")
    assert [line.text for line in before.lines()][:-1] == [line.text for line in now.lines()][: len(before.lines()) - 1]
    assert covered(studio, "s01e02") and not errors(studio, "s01e02")


async def test_what_is_not_written_yet_will_be_as_it_is_worded(studio: Studio) -> None:
    hook, end = "A drawer slides open by itself.", "The lift stops between two floors, and the light goes out."
    await carry_out(studio, [ChangePurpose(episode="s01e04", hook=hook, cliffhanger=end, cliff="danger", title="Up")])
    new = await written(studio, "s01e04")
    assert (new.title, new.hook, new.cliffhanger, new.cliff) == ("Up", hook, end, "danger")
    assert new.scenes[0].beats[0].action == hook and new.scenes[-1].beats[-1].action == end
    beats = {beat.id for scene in new.scenes for beat in scene.beats}
    assert all(not event.beat or event.beat in beats for event in new.events)


async def test_another_purpose_is_written_anew(studio: Studio) -> None:
    before = script(studio, "s01e03")
    end = "The lift stops between two floors, and the light goes out."
    logline = "Wren and Uma quarrel over the voicemail, and make up too late."
    await carry_out(studio, [ChangePurpose(episode="s01e03", logline=logline, cliffhanger=end)])
    now = script(studio, "s01e03")
    assert plan(studio, "s01e03").logline == logline and now.scenes[-1].beats[-1].action == end
    assert {line.text for line in now.lines()} != {line.text for line in before.lines()}
    assert covered(studio, "s01e03") and not errors(studio, "s01e03")


async def test_a_title_costs_nothing_else(studio: Studio) -> None:
    before = script(studio, "s01e02")
    await carry_out(studio, [ChangePurpose(episode="s01e02", title="Low Water")])
    assert script(studio, "s01e02") == before.model_copy(update={"title": "Low Water"})
    with pytest.raises(NotPossible, match="already"):
        await carry_out(studio, [ChangePurpose(episode="s01e02", title="Low Water")])
    with pytest.raises(NotPossible, match="no s01e99"):
        await carry_out(studio, [ChangePurpose(episode="s01e99", title="Low Water")])


def exchangeable(studio: Studio) -> tuple[str, Role]:
    """Somebody who is no lead, and the part of another."""
    people = [one for one in studio.chronicle.bible(1).characters if one.role not in ("lead", "missing", "villain")]
    return people[0].id, "villain"


async def test_another_is_the_villain_from_an_episode_on(studio: Studio) -> None:
    who, role = exchangeable(studio)
    bible, before = studio.chronicle.bible(1), studio.chronicle.outline(1)
    old, villain = bible.character(who), bible.character(of_role(studio, "villain"))
    await carry_out(studio, [ChangeRole(character=who, role=role, since="s01e20")])
    outline = studio.chronicle.outline(1)
    assert outline.episodes[:19] == before.episodes[:19] and studio.chronicle.bible(1) == bible
    for was, now in zip(before.episodes[19:], outline.episodes[19:], strict=True):
        assert now.parts == {who: "villain", villain.id: old.role}
        assert {who, villain.id} & set(was.cast) == {
            {who: villain.id, villain.id: who}[id] for id in now.cast if id in (who, villain.id)
        }
        assert (villain.name in was.logline) == (old.name in now.logline)
    late = as_played(bible, outline.episodes[30])
    assert late.character(who).role == "villain" and late.character(villain.id).role == old.role


async def test_before_anything_is_written_the_bible_follows(studio: Studio) -> None:
    who, role = exchangeable(studio)
    villain = of_role(studio, "villain")
    before = [script(studio, id) for id in ("s01e01", "s01e02", "s01e03")]
    old = studio.chronicle.bible(1).character(who).role
    await carry_out(studio, [ChangeRole(character=who, role=role, since="s01e04")])
    bible, outline = studio.chronicle.bible(1), studio.chronicle.outline(1)
    assert bible.character(who).role == "villain" and bible.character(villain).role == old
    assert as_played(bible, outline.episodes[1]).character(who).role == old, "what is told already is played as it was"
    assert not outline.episodes[9].parts
    assert [script(studio, id) for id in ("s01e01", "s01e02", "s01e03")] == before
    assert (await written(studio, "s01e04")).lines()


async def test_what_is_written_from_there_on_is_written_anew(studio: Studio) -> None:
    who, role = exchangeable(studio)
    first = script(studio, "s01e01")
    await carry_out(studio, [ChangeRole(character=who, role=role, since="s01e02")])
    assert script(studio, "s01e01") == first
    for id in ("s01e02", "s01e03"):
        assert covered(studio, id) and script(studio, id).title and not errors(studio, id)


async def test_the_lead_stays_the_lead(studio: Studio) -> None:
    who, _ = exchangeable(studio)
    for edit in (
        ChangeRole(character=who, role="lead", since="s01e20"),
        ChangeRole(character=of_role(studio, "lead"), role="ally", since="s01e20"),
        ChangeRole(character=of_role(studio, "villain"), role="villain", since="s01e20"),
        WriteOut(character=of_role(studio, "lead"), episode="s01e02"),
        WriteOut(character=of_role(studio, "villain"), episode="s01e20"),
    ):
        with pytest.raises(NotPossible):
            await carry_out(studio, [edit])


def companion(studio: Studio, id: str) -> str:
    lead = studio.chronicle.bible(1).characters[0].id
    villain = of_role(studio, "villain")
    present = [who for scene in script(studio, id).scenes for who in scene.present]
    return next(who for who in present if who not in (lead, villain))


async def test_who_dies_is_seen_to_die_and_never_again(studio: Studio) -> None:
    who = companion(studio, "s01e02")
    first = script(studio, "s01e01")
    await carry_out(studio, [WriteOut(character=who, episode="s01e02")])
    now = script(studio, "s01e02")
    (event,) = [one for one in now.events if one.kind == "dies"]
    scene = next(scene for scene in now.scenes if scene.id == event.scene)
    at = [beat.id for beat in scene.beats].index(event.beat)
    assert event.who == who and scene.beats[at].action and who in scene.present
    rest = [*scene.beats[at + 1 :], *(b for s in now.scenes[now.scenes.index(scene) + 1 :] for b in s.beats)]
    assert all(who not in (beat.who, beat.line.speaker if beat.line else "") for beat in rest)
    assert script(studio, "s01e01") == first and covered(studio, "s01e02") and not errors(studio, "s01e02")
    later = script(studio, "s01e03")
    assert all(who not in scene.present for scene in later.scenes) and not errors(studio, "s01e03")
    assert all(who not in episode.cast for episode in studio.chronicle.outline(1).episodes[2:])


async def test_who_dies_in_an_episode_to_come_dies_when_it_is_written(studio: Studio) -> None:
    who = companion(studio, "s01e02")
    name = studio.chronicle.bible(1).character(who).name
    await carry_out(studio, [WriteOut(character=who, episode="s01e04")])
    assert f"{name} dies." in plan(studio, "s01e04").logline
    new = await written(studio, "s01e04")
    assert [event.who for event in new.events if event.kind == "dies"] == [who]
    assert as_planned(studio.chronicle.bible(1), plan(studio, "s01e04"), new) == new, "nobody dies twice"
    named = [one.number for one in studio.chronicle.outline(1).episodes[4:] if name in one.hook + one.cliffhanger]
    assert not named


async def test_who_leaves_lives(studio: Studio) -> None:
    who = companion(studio, "s01e02")
    await carry_out(studio, [WriteOut(character=who, episode="s01e02", dies=False)])
    now = script(studio, "s01e02")
    assert not [event for event in now.events if event.kind == "dies"]
    assert any("one last time" in beat.action for scene in now.scenes for beat in scene.beats)


async def test_a_question_is_answered_elsewhere(studio: Studio) -> None:
    outline = studio.chronicle.outline(1)
    thread = next(one for one in outline.threads if one.planted and one.answer and one.paid > 8)
    when = f"s01e{thread.planted + 2:02d}"
    await carry_out(studio, [AnswerThread(thread=thread.id, episode=when)])
    now = studio.chronicle.outline(1)
    moved = next(one for one in now.threads if one.id == thread.id)
    assert moved.paid == thread.planted + 2
    assert [one.episode for one in now.episodes if thread.id in one.pays] == [when]
    assert not [one for one in now.episodes[moved.paid :] if thread.id in one.recalls]
    await carry_out(studio, [AnswerThread(thread=thread.id)])
    left = next(one for one in studio.chronicle.outline(1).threads if one.id == thread.id)
    assert (left.paid, left.carried) == (0, True)
    assert not [one for one in studio.chronicle.outline(1).episodes if thread.id in one.pays]


async def test_an_answer_is_shown_where_it_is_written_and_taken_back(studio: Studio) -> None:
    outline = studio.chronicle.outline(1)
    thread = next(one for one in outline.threads if one.planted in (1, 2) and one.answer and one.paid > 3)
    await carry_out(studio, [AnswerThread(thread=thread.id, episode="s01e03")])
    now = script(studio, "s01e03")
    (event,) = [one for one in now.events if one.kind == "pays" and one.what == thread.id]
    assert next(b for s in now.scenes for b in s.beats if b.id == event.beat).action == thread.answer
    assert covered(studio, "s01e03")
    await carry_out(studio, [AnswerThread(thread=thread.id, episode="s01e09")])
    after = script(studio, "s01e03")
    assert thread.answer not in after.model_dump_json() and thread.id not in str(after.events)
    for edit, why in (
        (AnswerThread(thread="t99.nothing", episode="s01e05"), "no open question"),
        (AnswerThread(thread=thread.id, episode="s01e09"), "already"),
        (AnswerThread(thread=thread.id, episode="s01e01"), "is asked in"),
    ):
        with pytest.raises(NotPossible, match=why):
            await carry_out(studio, [edit])


def test_names_change_places_and_the_words_agree(series: Studio) -> None:
    people = {person.look.sex: person for person in reversed(series.chronicle.bible(1).characters)}
    bible: Bible = series.chronicle.bible(1)
    she = people["woman"].model_copy(update={"name": "Ann", "full_name": "Ann Vale", "id": "ann"})
    he = people["man"].model_copy(update={"name": "Bo", "full_name": "Bo Reed", "id": "bo"})
    told = bible.model_copy(update={"characters": (she, he)})
    assert (
        exchanged("Ann’s brother trusts Bo; Anna does not.", she, he, told) == "Bo’s brother trusts Ann; Anna does not."
    )
    text = "Ann Vale takes her coat. She tells nobody that it is hers, and they let her go."
    swapped = "Bo Reed takes his coat. He tells nobody that it is his, and they let him go."
    assert exchanged(text, she, he, told) == swapped
    assert exchanged(swapped, he, she, told) == text
    assert exchanged("Nobody comes.", she, he, told) == "Nobody comes."
