"""People are seen and heard otherwise: faces, clothes, voices, tempers."""

from collections.abc import Awaitable, Callable

import pytest

from cliffhanger.agents.crew import Studio, Told
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.world import appearance, clothes, tempers
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Finding
from cliffhanger.memory.edits.people import ChangeLook, ChangeTemper, ChangeVoice, Dress
from cliffhanger.memory.look import Outfit, Voice
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Storyboard

Speak = Callable[[Studio, str], Awaitable[Episode]]
LEAD = "wren"
COAT = Outfit(garment="coat", colour="#8a2030", words="a red coat")


def bible(studio: Studio) -> Bible:
    return studio.chronicle.bible(1)


def seen(studio: Studio, season: int, who: str) -> None:
    """Give the series another season, as it was."""
    first = bible(studio)
    studio.archive.put("bible", f"s{season:02d}", first.model_copy(update={"season": season}), "sequel")


def findings(studio: Studio) -> list[Finding]:
    chronicle = studio.chronicle
    ids = ("s01e01", "s01e02", "s01e03")
    told = {id: (Told.before(chronicle, id), chronicle.script(id)) for id in ids}
    return [one for t, s in told.values() for one in contradictions(bible(studio), chronicle.outline(1), t, s)]


async def test_a_look_changes_by_its_fields_in_every_season_and_the_words_agree(studio: Studio) -> None:
    seen(studio, 2, LEAD)
    before = bible(studio).character(LEAD).look
    look: dict[str, str | int | float | bool] = {"hair": "long_wavy", "hair_colour": "#a23a22", "age": 41, "scar": True}
    await appearance.change_look(studio, ChangeLook(character=LEAD, look=look))
    for season in (1, 2):
        now = studio.chronicle.bible(season).character(LEAD)
        assert now.look == before.model_copy(update=look)
        assert now.look_words == "a woman of 41, red long wavy hair, a scar"


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ({"nose": 3.0}, "nose goes from -1 to 1"),
        ({"hair": "mohawk"}, "hair cannot be 'mohawk'"),
        ({"skin": "tanned"}, "skin is a colour such as"),
        ({"tail": 1}, "no 'tail'"),
        ({"age": 400}, "5 to 95 years"),
        ({"sex": "man"}, "spoken of as she"),
        ({}, "Nothing is said"),
    ],
)
async def test_a_look_that_cannot_be_is_refused_and_nothing_changes(studio: Studio, look: dict, told: str) -> None:  # type: ignore[type-arg]
    digest = studio.archive.digest()
    with pytest.raises(NotPossible, match=told):
        await appearance.change_look(studio, ChangeLook(character=LEAD, look=look))
    assert studio.archive.digest() == digest


async def test_another_look_remakes_the_shots_that_show_the_face_and_no_others(studio: Studio, spoken: Speak) -> None:
    before = (await spoken(studio, "s01e02")).shots
    await appearance.change_look(studio, ChangeLook(character="vikram", look={"glasses": True}))
    after = (await spoken(studio, "s01e02")).shots
    board = studio.archive.get("storyboard", "s01e02", Storyboard)
    assert board is not None
    showing = {shot.id for shot in board.shots if any(figure.character == "vikram" for figure in shot.figures)}
    assert showing
    assert {id for id in before if before[id] != after[id]} == showing


async def test_a_voice_belongs_to_the_person_in_every_season(studio: Studio) -> None:
    seen(studio, 2, LEAD)
    voice = Voice(style="woman_close_1", pitch=0.92)
    await appearance.change_voice(studio, ChangeVoice(character=LEAD, voice=voice))
    assert [studio.chronicle.bible(season).character(LEAD).voice for season in (1, 2)] == [voice, voice]


@pytest.mark.parametrize("voice", [Voice(style="darth_vader"), Voice(style="woman_close_1", pitch=2.0)])
async def test_a_voice_that_nobody_has_is_refused(studio: Studio, voice: Voice) -> None:
    with pytest.raises(NotPossible, match=r"No voice is called|pitch of a voice goes from"):
        await appearance.change_voice(studio, ChangeVoice(character=LEAD, voice=voice))


async def test_a_usual_outfit_is_another_and_what_is_written_stays(studio: Studio) -> None:
    script = studio.chronicle.script("s01e01")
    await clothes.dress(studio, Dress(character=LEAD, outfit=COAT))
    wardrobe = bible(studio).character(LEAD).wardrobe
    assert wardrobe[0] == COAT
    assert len(wardrobe) == 3
    assert studio.chronicle.script("s01e01") == script


async def test_somebody_dressed_for_scenes_changes_into_it_and_back(studio: Studio) -> None:
    old = {one.id for one in findings(studio)}
    await clothes.dress(studio, Dress(character=LEAD, outfit=COAT, scenes=("s01e01.1", "s01e01.2")))
    index = len(bible(studio).character(LEAD).wardrobe) - 1
    assert bible(studio).character(LEAD).wardrobe[index] == COAT
    script = studio.chronicle.script("s01e01")
    assert [scene.outfits.get(LEAD, 0) for scene in script.scenes] == [index, index, 0]
    worn = [(e.scene, e.what) for e in script.events if e.kind == "wears" and e.who == LEAD]
    assert worn == [("s01e01.1", str(index)), ("s01e01.3", "0")]
    board = studio.archive.get("storyboard", "s01e01", Storyboard)
    assert board is not None
    figures = [(s.scene, f.outfit) for s in board.shots for f in s.figures if f.character == LEAD and s.scene]
    assert all((outfit == index) == (scene in ("s01e01.1", "s01e01.2")) for scene, outfit in figures)
    assert {one.id for one in findings(studio)} == old


async def test_dressed_for_the_last_scene_somebody_changes_back_in_the_next_episode(studio: Studio) -> None:
    old = {one.id for one in findings(studio)}
    last = next(s.id for s in reversed(studio.chronicle.script("s01e01").scenes) if LEAD in s.present)
    await clothes.dress(studio, Dress(character=LEAD, outfit=COAT, scenes=(last,)))
    first = next(s.id for s in studio.chronicle.script("s01e02").scenes if LEAD in s.present)
    worn = [(e.scene, e.what) for e in studio.chronicle.script("s01e02").events if e.kind == "wears" and e.who == LEAD]
    assert worn == [(first, "0")]
    assert {one.id for one in findings(studio)} == old


async def test_dressed_again_in_the_same_it_is_not_bought_twice(studio: Studio) -> None:
    for scene in ("s01e01.1", "s01e02.1"):
        await clothes.dress(studio, Dress(character=LEAD, outfit=COAT, scenes=(scene,)))
    assert bible(studio).character(LEAD).wardrobe.count(COAT) == 1


async def test_who_is_not_there_is_not_dressed(studio: Studio) -> None:
    with pytest.raises(NotPossible, match=r"Thea is not in s01e01\.1"):
        await clothes.dress(studio, Dress(character="thea", outfit=COAT, scenes=("s01e01.1",)))


def feelings(script: Script, who: str) -> list[str]:
    return [line.emotion for line in script.lines() if line.speaker == who]


async def test_colder_in_one_episode_the_words_stay_and_the_arc_is_still_an_arc(studio: Studio) -> None:
    before = {id: studio.chronicle.script(id) for id in ("s01e01", "s01e02", "s01e03")}
    edit = ChangeTemper(character=LEAD, temper="cold", emotion="cold", episodes=("s01e02",))
    await tempers.change_temper(studio, edit)
    after = {id: studio.chronicle.script(id) for id in before}
    assert after["s01e01"] == before["s01e01"]
    assert after["s01e03"] == before["s01e03"]
    assert [line.text for line in after["s01e02"].lines()] == [line.text for line in before["s01e02"].lines()]
    was, now = feelings(before["s01e02"], LEAD), feelings(after["s01e02"], LEAD)
    assert now.count("cold") > was.count("cold")
    assert not {"tender", "joy", "cry", "neutral"} & set(now)
    assert len(set(now)) > 1
    for who in ("uma", "vikram"):
        assert feelings(after["s01e02"], who) == feelings(before["s01e02"], who)
    assert bible(studio).character(LEAD).temper == "fierce"


async def test_the_faces_of_the_shots_follow_the_temper(studio: Studio) -> None:
    board = studio.archive.get("storyboard", "s01e02", Storyboard)
    edit = ChangeTemper(character=LEAD, temper="cold", emotion="cold", scenes=("s01e02.2",))
    await tempers.change_temper(studio, edit)
    after = studio.archive.get("storyboard", "s01e02", Storyboard)
    assert board is not None
    assert after is not None
    assert [shot.id for shot in after.shots] == [shot.id for shot in board.shots]
    turned = {s.scene for s, was in zip(after.shots, board.shots, strict=True) if s != was}
    assert turned == {"s01e02.2"}
    mine = [f.emotion for s in after.shots if s.scene == "s01e02.2" for f in s.figures if f.character == LEAD]
    assert "cold" in mine
    assert "tender" not in mine


async def test_a_temper_for_good_is_in_every_bible_and_every_episode(studio: Studio) -> None:
    seen(studio, 2, LEAD)
    await tempers.change_temper(studio, ChangeTemper(character=LEAD, temper="warm", emotion="tender"))
    assert [studio.chronicle.bible(season).character(LEAD).temper for season in (1, 2)] == ["warm", "warm"]
    for id in ("s01e01", "s01e02", "s01e03"):
        assert "cold" not in feelings(studio.chronicle.script(id), LEAD)


@pytest.mark.parametrize("temper", tempers.TEMPERS)
def test_every_temper_keeps_a_shock_and_gives_more_than_one_face(temper: str) -> None:
    mostly, table = tempers.TEMPERS[temper]
    assert tempers.felt(temper, mostly).get("shock", "shock") == "shock" or temper == "shocked"
    faces = {table.get(face, face) for face in ("neutral", "joy", "tender", "sad", "cry", "angry", "cold", "fear")}
    assert len(faces) > 1
    assert mostly in faces or mostly == "neutral"


def test_a_word_nobody_listed_goes_by_the_face_that_is_asked_for() -> None:
    assert tempers.felt("like a wounded queen", "shame")["neutral"] == "shame"
    assert tempers.felt("more distant", "cold")["tender"] == "cold"


async def test_who_is_not_in_an_episode_cannot_be_colder_in_it(studio: Studio) -> None:
    with pytest.raises(NotPossible, match="Thea is neither seen nor heard in episode 2"):
        await tempers.change_temper(
            studio, ChangeTemper(character="thea", temper="cold", emotion="cold", episodes=("s01e02",))
        )
