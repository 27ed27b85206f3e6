"""Bringing: somebody is cast with a photograph of the user's own, or with an asset of the home's library."""

import asyncio
from typing import Any

from ...errors import UserError
from ...memory.assets import Asset, Library
from ...memory.casting import Casting, CastSheet, Consent, SheetPicture
from ...memory.talk import USER
from ...tools.identity.spec import GateSpec
from ...tools.take import Maker, Take
from ..crew import Studio
from .cast import CASTING, Tell, Wish, completed, faces_of, keep, present
from .portraits import Eye, looked_at
from .subjects import Subject, subjects


async def cast_photograph(
    studio: Studio, gate: Maker[GateSpec], wanted: str, photograph: Take, consent: Consent, wish: Wish, tell: Tell
) -> Casting:
    """Cast somebody with a photograph of the user's own; the rest of the sheet is made from it, if a maker can.

    Raises UserError if there is not exactly one face in it, or one in a place.
    """
    (subject,) = subjects(studio, [wanted])
    await _check(studio, gate, subject, photograph, tell)
    portrait = SheetPicture(take=photograph.key, shown="face" if subject.person else "place")
    sheet = CastSheet(subject=subject.id, asset="", version=0, pictures=(portrait,), consent=consent)
    tell(f"casts {subject.name} with a photograph of {consent.who}", subject=subject.id, take=photograph.key)
    if studio.makers.casting is None or subject.person is None:
        return await keep(studio, subject, sheet, "a photograph of the user's own", USER)
    return await completed(studio, studio.makers.casting, subject, sheet, photograph, wish, tell, asked=True)


async def _check(studio: Studio, gate: Maker[GateSpec], subject: Subject, photograph: Take, tell: Tell) -> None:
    found = await looked_at(studio, Eye(gate), subject, photograph, faces_of(studio, subject), 1)
    if found.verdict.outcome == "retake":
        fit = "one face, looking at the camera" if subject.person else "nobody in it"
        raise UserError(
            f"The photograph cannot be {subject.name}: {'; '.join(found.verdict.reasons)}. Choose one with {fit}."
        )
    if found.double:
        told = f"the photograph for {subject.name} is taken for {found.double}"
        studio.archive.log(told, "warning")
        tell(f"takes care: {told}", subject=subject.id)


async def cast_asset(studio: Studio, wanted: str, asset: Asset, wish: Wish, tell: Tell) -> Casting:
    """Cast somebody with an asset of the home's library; clothes that it lacks are made, if a maker can.

    Raises UserError if a person is to play a place, SeriesDamaged if a picture is not what was kept.
    """
    (subject,) = subjects(studio, [wanted])
    if (asset.kind == "person") != (subject.person is not None):
        raise UserError(f"{asset.mark} is a {asset.kind}, {subject.name} is not: choose another asset.")
    wardrobe: Any = subject.person.wardrobe if subject.person else ()
    library, store = Library(studio.folder.home), studio.floor.store
    brought = await asyncio.to_thread(library.bring, asset, store, subject.id, wardrobe)
    # From now on that is the face, whatever look the bible has.
    first = brought.portrait.model_copy(update={"of": ""})
    sheet = brought.model_copy(update={"pictures": (first, *brought.pictures[1:])})
    studio.archive.put(*CASTING, present(studio).with_sheet(sheet), f"{subject.name}: {asset.mark}", USER)
    tell(f"brings {asset.mark} as {subject.name}", subject=subject.id, take=first.take)
    portrait = studio.floor.take(first.take)
    if studio.makers.casting is None or portrait is None or subject.person is None:
        return present(studio)
    return await completed(studio, studio.makers.casting, subject, sheet, portrait, wish, tell, asked=False)
