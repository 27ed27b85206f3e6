"""Somebody is cast with the user's own photograph, or with an asset of another series."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.portraying.bringing import cast_asset, cast_photograph
from cliffhanger.agents.portraying.cast import Wish, cast, present, silent
from cliffhanger.agents.portraying.sheets import label
from cliffhanger.errors import ProductionError, UserError
from cliffhanger.memory.assets import Library
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.casting import Consent
from cliffhanger.tools.frame.spec import FrameSpec
from cliffhanger.tools.take import Take

from .studio_hands import Painter, Reader, faces_in

CONSENT = Consent(who="Ana Ruiz", words="I, Ana Ruiz, agree", at="2026-11-22T22:00:00+00:00", sha256="a" * 64)
KEY = "b" * 64


def photograph(studio: Studio, fault: str = "") -> Take:
    """Put a picture of somebody into the store, as if the user had brought it."""
    out = studio.floor.store.reserve(KEY, ".png")
    spec = FrameSpec(prompt="a photograph of Ana", width=96, height=128, seed=0, strength=1.0)
    Painter(faults={"Ana": (fault, 9)} if fault else None).make(spec, out)
    studio.floor.store.put(KEY, "photograph", "1", out)
    take = studio.floor.take(KEY)
    assert take is not None
    return take


async def bring(studio: Studio, who: str, take: Take) -> list[str]:
    heard: list[str] = []
    await cast_photograph(
        studio, Reader(), who, take, CONSENT, Wish(expressions=("angry",)), lambda text, **_: heard.append(text)
    )
    return heard


async def test_a_photograph_is_the_face_that_the_sheet_is_made_from(studio: Studio, bible: Bible) -> None:
    lead, take = bible.characters[0], photograph(studio)
    await bring(studio, lead.name, take)
    sheet = present(studio).of(lead.id)
    assert sheet is not None and sheet.consent == CONSENT and sheet.portrait.take == KEY
    assert {label(one) for one in sheet.pictures} >= {"portrait", "body", "angry", "back"}
    for one in sheet.pictures:
        made = studio.floor.take(one.take)
        assert made is not None and faces_in(Path(made.path)) == faces_in(Path(take.path))
    assert Library(studio.folder.home).get(sheet.asset).consent == CONSENT
    assert studio.archive.author("casting", "series") == "user"


async def test_a_photograph_stays_whatever_the_look_of_the_bible_becomes(studio: Studio, bible: Bible) -> None:
    lead = bible.characters[0]
    await bring(studio, lead.name, photograph(studio))
    dyed = lead.model_copy(update={"look": lead.look.model_copy(update={"hair_colour": "#d8b870"})})
    changed = bible.model_copy(update={"characters": (dyed, *bible.characters[1:])})
    studio.archive.put("bible", "s01", changed, "dyed", "user")
    before = present(studio).of(lead.id)
    await cast(studio)
    assert present(studio).of(lead.id) == before


@pytest.mark.parametrize(("fault", "why"), [("two", "2 faces"), ("nobody", "no face")])
async def test_a_photograph_has_exactly_one_face(studio: Studio, bible: Bible, fault: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        await bring(studio, bible.characters[0].name, photograph(studio, fault))
    assert present(studio).sheets == ()


async def test_a_photograph_alone_is_kept_where_nothing_makes_pictures(studio: Studio, bible: Bible) -> None:
    bare = replace(studio, makers=replace(studio.makers, casting=None))
    await bring(bare, bible.characters[0].name, photograph(bare))
    sheet = present(bare).of(bible.characters[0].id)
    assert sheet is not None and len(sheet.pictures) == 1 and sheet.maker == ""


async def test_the_same_face_for_two_is_said(studio: Studio, bible: Bible) -> None:
    first, second = bible.characters[:2]
    take = photograph(studio)
    await bring(studio, first.name, take)
    heard = await bring(studio, second.name, take)
    assert any(f"is taken for {first.name}" in text for text in heard)


async def test_a_lost_photograph_is_asked_for_and_never_replaced_by_another_face(studio: Studio, bible: Bible) -> None:
    lead = bible.characters[0]
    take = photograph(studio)
    await bring(studio, lead.name, take)
    sheet = present(studio).of(lead.id)
    assert sheet is not None
    Path(take.path).unlink()
    for file in (Library(studio.folder.home).folder / sheet.asset / "1").iterdir():
        file.unlink()
    with pytest.raises(ProductionError, match="--photo"):
        await cast(studio)


async def test_an_asset_plays_somebody_in_another_series(open_series: Callable[..., Studio], bible: Bible) -> None:
    first = open_series("first")
    lead, other = bible.characters[0], bible.characters[1]
    await cast(first, [lead.id])
    theirs = present(first).of(lead.id)
    assert theirs is not None
    second = open_series("second")
    made: Any = second.makers.casting.frame if second.makers.casting else None
    await cast_asset(second, other.name, Library(second.folder.home).find(theirs.asset), Wish(), silent)
    ours = present(second).of(other.id)
    assert ours is not None and ours.portrait.take == theirs.portrait.take
    # Of the clothes only those that this one does not have are photographed, from the face that was brought.
    assert all(spec.references for spec in made.made)
    assert {one.outfit for one in ours.pictures if one.shown in ("body", "outfit")} >= {*range(1, len(other.wardrobe))}
    revision = second.archive.revision("casting", "series")
    await cast(second, [other.id], Wish(expressions=()))
    assert present(second).of(other.id) is not None
    assert second.archive.revision("casting", "series") >= revision
    assert present(second).of(other.id).portrait.take == theirs.portrait.take  # type: ignore[union-attr]


async def test_a_person_plays_no_place(studio: Studio, bible: Bible) -> None:
    await cast(studio, [bible.characters[0].id])
    (asset,) = Library(studio.folder.home).assets()
    with pytest.raises(UserError, match="is a person"):
        await cast_asset(studio, bible.locations[0].name, asset, Wish(), silent)
