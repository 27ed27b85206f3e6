"""Casting: everybody gets a face of their own, a sheet made from it, and nothing is made twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.portraying.cast import Wish, cast, present
from cliffhanger.agents.portraying.portraits import candidates, portrait_spec
from cliffhanger.agents.portraying.sheets import label
from cliffhanger.agents.portraying.subjects import expressions, subjects
from cliffhanger.errors import ProductionError, UserError
from cliffhanger.memory.assets import Library
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.casting import CastSheet
from cliffhanger.tools.frame.spec import FrameAbilities
from cliffhanger.tools.take import Made

from .studio_hands import Painter, faces_in


class Trainer:
    """Learns a LoRA: the names of the pictures it was shown."""

    tool, version, suffix = "trainer", "1", ".safetensors"

    def make(self, spec: Any, out: Any, inputs: Any = ()) -> Made:
        out.write_text("\n".join(take.key for take in inputs), encoding="utf-8")
        return Made(facts={"subject": spec.subject, "pictures": len(inputs)})


def painter(studio: Studio) -> Painter:
    assert studio.makers.casting is not None
    found = studio.makers.casting.frame
    assert isinstance(found, Painter)
    return found


def sheet(studio: Studio, subject: str) -> CastSheet:
    found = present(studio).of(subject)
    assert found is not None, f"{subject} is not cast"
    return found


def said(studio: Studio) -> str:
    return "\n".join(entry.text for entry in studio.archive.entries())


def face(studio: Studio, subject: str, index: int = 0) -> int:
    take = studio.floor.take(sheet(studio, subject).pictures[index].take)
    assert take is not None
    return faces_in(Path(take.path))[0]


async def test_everybody_and_every_place_is_cast_the_lead_first(studio: Studio, bible: Bible) -> None:
    heard: list[str] = []
    casting = await cast(studio, tell=lambda text, **_: heard.append(text))
    assert {one.subject for one in casting.sheets} == {one.id for one in (*bible.characters, *bible.locations)}
    looked = [text for text in heard if text.startswith("looks for")]
    assert looked[0] == f"looks for a face for {bible.characters[0].name}"
    assert all("a picture of" in text for text in looked[len(bible.characters) :])
    for person in bible.characters:
        one = sheet(studio, person.id)
        assert one.portrait.shown == "face" and one.portrait.turned == 0
        assert all(face(studio, person.id, n) == face(studio, person.id) for n in range(len(one.pictures)))
    for place in bible.locations:
        assert [picture.shown for picture in sheet(studio, place.id).pictures] == ["place"]


async def test_a_sheet_has_the_body_the_wardrobe_expressions_and_views(studio: Studio, bible: Bible) -> None:
    lead = bible.characters[0]
    await cast(studio, [lead.id])
    shown = [label(one) for one in sheet(studio, lead.id).pictures]
    felt = expressions(studio, lead)
    assert shown == ["portrait", "body", "outfit 2", "outfit 3", *felt, "three quarter", "profile", "back"]
    assert felt[0] == "resolve", "what a fierce temper brings comes first"


async def test_asking_again_makes_nothing(studio: Studio, bible: Bible) -> None:
    await cast(studio)
    made, revision = len(painter(studio).made), studio.archive.revision("casting", "series")
    await cast(studio)
    await cast(studio, [bible.characters[0].id])
    assert len(painter(studio).made) == made
    assert studio.archive.revision("casting", "series") == revision


async def test_a_crash_loses_nothing(open_series: Callable[..., Studio], bible: Bible) -> None:
    broken = Painter(faults={"Full-length": ("broken", 99)})
    first = open_series(painter=broken)
    with pytest.raises(ProductionError, match=r"brush broke.*goes on from here"):
        await cast(first, [bible.characters[0].id])
    portraits = [spec for spec in broken.made if not spec.references]
    again = open_series(painter=Painter())
    await cast(again, [bible.characters[0].id])
    assert portraits and not [spec for spec in painter(again).made if not spec.references]


async def test_no_two_of_the_cast_are_taken_for_one_another(open_series: Callable[..., Studio], bible: Bible) -> None:
    studio = open_series()
    await cast(studio)
    faces = [face(studio, person.id) for person in bible.characters]
    assert len(set(faces)) == len(faces)


async def test_a_double_is_passed_over_and_more_are_looked_for(
    open_series: Callable[..., Studio], bible: Bible
) -> None:
    only = Painter()
    only.twins = True
    studio = open_series(painter=only)
    first, second = bible.characters[0], bible.characters[1]
    await cast(studio, [first.id])
    heard: list[str] = []
    await cast(studio, [second.id], tell=lambda text, **_: heard.append(text))
    assert f"taken for {first.name}" in said(studio), "it cannot be helped, so it is said"
    assert any(f"taken for {first.name}" in text for text in heard)
    assert len([spec for spec in only.made if not spec.references]) == 3 + 9, "three rounds of three"


async def test_the_best_candidate_has_one_face(open_series: Callable[..., Studio], bible: Bible) -> None:
    lead = bible.characters[0]
    studio = open_series(painter=Painter(faults={"squarely facing": ("two", 2)}))
    await cast(studio, [lead.id])
    (subject,) = subjects(studio, [lead.id])
    call = studio.makers.casting
    assert call is not None
    found = await candidates(studio, call, subject, {}, range(3))
    assert [one.usable for one in found] == [False, False, True]
    assert "2 faces" in found[0].why_not
    assert sheet(studio, lead.id).portrait.take == found[2].take.key


async def test_the_user_picks(studio: Studio, bible: Bible) -> None:
    lead = bible.characters[0]
    await cast(studio, [lead.id])
    before = sheet(studio, lead.id)
    (subject,) = subjects(studio, [lead.id])
    call = studio.makers.casting
    assert call is not None
    keys = [one.take.key for one in await candidates(studio, call, subject, {}, range(3))]
    other = next(number for number, key in enumerate(keys, 1) if key != before.portrait.take)
    await cast(studio, [lead.id], Wish(pick=other))
    after = sheet(studio, lead.id)
    assert after.portrait.take == keys[other - 1]
    assert (after.asset, after.version) == (before.asset, 2)
    assert studio.archive.author("casting", "series") == "user"
    assert not {one.take for one in after.pictures} & {one.take for one in before.pictures}
    with pytest.raises(UserError, match="no candidate 50"):
        await cast(studio, [lead.id], Wish(pick=50))


async def test_a_picture_of_a_stranger_is_retaken_and_the_best_is_kept(
    open_series: Callable[..., Studio], bible: Bible
) -> None:
    lead = bible.characters[0]
    faults = {"furious": ("stranger", 1), "seen from behind": ("nobody", 9), "Full-length": ("stranger", 9)}
    studio = open_series(painter=Painter(faults=faults))
    await cast(studio, [lead.id], Wish(expressions=("angry",)))
    pictures = {label(one): studio.floor.take(one.take) for one in sheet(studio, lead.id).pictures}
    angry, body, back = pictures["angry"], pictures["body"], pictures["back"]
    assert angry and body and back
    assert [one["outcome"] for one in angry.facts["frames"]] == ["retake", "ok"]  # type: ignore[attr-defined]
    assert angry.facts["identity"]["score"] == 1.0  # type: ignore[index]
    assert len(body.facts["frames"]) == 3 and body.facts["identity"]["outcome"] == "retake"  # type: ignore[index, arg-type]
    assert "body: the best of 3 is kept" in said(studio)
    assert back.facts["identity"]["outcome"] == "ok", "a back shows no face, as ordered"  # type: ignore[index]


async def test_an_expression_that_is_refused_leaves_a_word_and_no_gap_elsewhere(
    open_series: Callable[..., Studio], bible: Bible
) -> None:
    lead = bible.characters[0]
    studio = open_series(painter=Painter(faults={"crying": ("refused", 9)}))
    await cast(studio, [lead.id], Wish(expressions=("angry", "cry")))
    shown = [label(one) for one in sheet(studio, lead.id).pictures]
    assert "angry" in shown and "cry" not in shown and "back" in shown
    assert "cry: the painter does not paint this. The portrait stands in" in said(studio)


async def test_if_every_portrait_is_refused_it_is_a_sentence(open_series: Callable[..., Studio], bible: Bible) -> None:
    studio = open_series(painter=Painter(faults={"squarely": ("refused", 99)}))
    with pytest.raises(ProductionError, match=r"could not be cast\. the painter does not paint this"):
        await cast(studio)
    assert present(studio).sheets == ()


async def test_a_maker_that_cannot_be_shown_a_portrait_makes_only_that(
    open_series: Callable[..., Studio], bible: Bible
) -> None:
    studio = open_series(abilities=FrameAbilities(references=0, multiple=2, longest=256))
    lead = bible.characters[0]
    await cast(studio, [lead.id])
    assert len(sheet(studio, lead.id).pictures) == 1
    assert "cannot be shown a portrait" in said(studio)


async def test_another_look_is_another_face_and_new_clothes_are_one_picture(studio: Studio, bible: Bible) -> None:
    lead = bible.characters[0]
    await cast(studio)
    before, others = sheet(studio, lead.id), present(studio)
    dyed = lead.model_copy(update={"look": lead.look.model_copy(update={"hair_colour": "#d8b870"})})
    changed = bible.model_copy(update={"characters": (dyed, *bible.characters[1:])})
    studio.archive.put("bible", "s01", changed, "dyed", "user")
    await cast(studio)
    after = sheet(studio, lead.id)
    assert after.portrait.take != before.portrait.take and after.version == 2
    assert all(present(studio).of(one.id) == others.of(one.id) for one in bible.characters[1:])

    new = dyed.wardrobe[1].model_copy(update={"colour": "#c82c30", "words": "a red sweater"})
    dressed = dyed.model_copy(update={"wardrobe": (dyed.wardrobe[0], new, *dyed.wardrobe[2:])})
    changed = bible.model_copy(update={"characters": (dressed, *bible.characters[1:])})
    studio.archive.put("bible", "s01", changed, "dressed", "user")
    made = len(painter(studio).made)
    await cast(studio)
    assert len(painter(studio).made) == made + 1
    assert {label(one): one.take for one in sheet(studio, lead.id).pictures}.keys() == {
        label(one) for one in after.pictures
    }


async def test_everything_cast_is_in_the_library_of_the_home(studio: Studio, bible: Bible) -> None:
    await cast(studio)
    library = Library(studio.folder.home)
    assert len(library.assets()) == len(bible.characters) + len(bible.locations)
    lead = bible.characters[0]
    one = sheet(studio, lead.id)
    asset = library.get(one.asset, one.version)
    assert (asset.series, asset.subject, asset.kind, asset.maker) == (studio.folder.slug, lead.id, "person", "painter")
    assert asset.pictures == one.pictures and asset.wardrobe == lead.wardrobe


async def test_a_take_that_is_lost_comes_back_from_the_library(studio: Studio, bible: Bible) -> None:
    lead = bible.characters[0]
    await cast(studio, [lead.id])
    made = len(painter(studio).made)
    for one in sheet(studio, lead.id).pictures:
        stored = studio.floor.store.get(one.take)
        assert stored is not None
        Path(stored.path).unlink()
    await cast(studio, [lead.id])
    assert len(painter(studio).made) == made
    assert all(studio.floor.take(one.take) for one in sheet(studio, lead.id).pictures)


async def test_a_lora_is_trained_from_the_sheet_once(open_series: Callable[..., Studio], bible: Bible) -> None:
    abilities = FrameAbilities(references=2, adapters=True, multiple=2, longest=256)
    studio = open_series(abilities=abilities, trainer=Trainer())
    lead = bible.characters[0]
    await cast(studio, [lead.id], Wish(expressions=("angry",), lora=True))
    one = sheet(studio, lead.id)
    take = studio.floor.take(one.adapter)
    assert take is not None and take.facts == {"subject": lead.name, "pictures": len(one.pictures)}
    await cast(studio, [lead.id], Wish(expressions=("angry",), lora=True))
    assert sheet(studio, lead.id) == one


async def test_without_a_trainer_a_lora_is_refused_with_the_remedy(studio: Studio, bible: Bible) -> None:
    with pytest.raises(UserError, match="--lora"):
        await cast(studio, [bible.characters[0].id], Wish(lora=True))


async def test_without_a_maker_of_frames_there_is_nothing_to_cast(studio: Studio) -> None:
    bare = replace(studio, makers=replace(studio.makers, casting=None))
    with pytest.raises(UserError, match="--mix"):
        await cast(bare)


async def test_somebody_who_is_not_there_is_refused_with_who_is(studio: Studio, bible: Bible) -> None:
    with pytest.raises(UserError, match=bible.characters[0].name):
        await cast(studio, ["Nobody"])


def test_candidates_are_apart_by_seed_and_of_a_size_that_the_maker_can(studio: Studio, bible: Bible) -> None:
    call = studio.makers.casting
    assert call is not None
    (subject,) = subjects(studio, [bible.characters[0].name])
    specs = [portrait_spec(call, subject, number) for number in range(4)]
    assert len({spec.seed for spec in specs}) == 4 and len({spec.prompt for spec in specs}) == 1
    assert (specs[0].width, specs[0].height) == (72, 96)
