"""Cast: everybody and every place of a series gets a sheet, which is kept with a reason and shared with the home."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import SeriesError, UserError
from ...memory.assets import Library
from ...memory.casting import Casting, CastSheet, SheetPicture
from ...memory.look import Emotion
from ...memory.talk import USER
from ...tools.take import Take
from ..crew import CastingCall, Studio
from .adapters import adapter
from .making import failed
from .portraits import choose
from .sheets import pictures
from .subjects import Subject, expressions, missing, subjects

CASTING = ("casting", "series")
"""Kind and id of the document."""

Tell = Callable[..., None]
"""Hears a text, and facts by name."""


@dataclass(frozen=True)
class Wish:
    """What the user wants of a casting, beyond what is missing."""

    candidates: int = 0
    """Portraits to choose from; 0: as the casting is set up. Given, a face is looked for anew."""
    pick: int = 0
    """The candidate that the user wants, from 1; 0: the editor's choice, by score."""
    expressions: tuple[Emotion, ...] | None = None
    """None: those that are needed most."""
    lora: bool = False

    @property
    def anew(self) -> bool:
        """Whether a face is looked for though there is one."""
        return bool(self.candidates or self.pick)


def silent(text: str, **facts: Any) -> None:
    """Tell nobody."""


async def cast(
    studio: Studio, wanted: Sequence[str] | None = None, wish: Wish | None = None, tell: Tell = silent
) -> Casting:
    """Cast who and what has no sheet yet, the lead first; ``wanted`` by id or name get whatever their sheet lacks.

    A look that has changed since is cast anew, clothes that are new are photographed. Every sheet is kept as soon as
    it is whole, so that nothing is lost and asking again makes nothing. Raises ProductionError, in a sentence, where
    somebody could not be cast; UserError if nothing is set up that makes pictures, or for somebody who is not there.
    """
    call = needed(studio)
    for subject in subjects(studio, wanted):
        await _cast(studio, call, subject, wish or Wish(), tell, asked=wanted is not None)
    return present(studio)


def present(studio: Studio) -> Casting:
    """Return the casting as it is now."""
    return studio.archive.get(*CASTING, Casting) or Casting()


def needed(studio: Studio) -> CastingCall:
    """Return how faces are cast; raise UserError if nothing is set up that makes pictures."""
    if studio.makers.casting is None:
        raise UserError(
            "Nothing here makes pictures of people: the drawn maker needs no casting. Name a maker of frames with "
            "--mix or in makers.toml; cliffhanger doctor shows what there is."
        )
    return studio.makers.casting


async def _cast(studio: Studio, call: CastingCall, subject: Subject, wish: Wish, tell: Tell, asked: bool) -> None:
    sheet = present(studio).of(subject.id)
    stale = sheet is not None and bool(sheet.portrait.of) and sheet.portrait.of != subject.of
    portrait = None if sheet is None or stale or (asked and wish.anew) else await _found(studio, subject, sheet)
    if portrait is None:
        tell(f"looks for {'a face for' if subject.person else 'a picture of'} {subject.name}", subject=subject.id)
        count = wish.candidates or (call.candidates if subject.person else 1)
        chosen = await choose(studio, call, subject, faces_of(studio, subject), count, wish.pick)
        though = f", though {chosen.why_not}" if chosen.why_not else ""
        tell(f"casts {subject.name}: number {chosen.number}{though}", subject=subject.id, take=chosen.take.key)
        portrait, kept = chosen.take, sheet
        first = SheetPicture(take=portrait.key, shown="face" if subject.person else "place", of=subject.of)
        # The same face chosen again keeps all that was made from it.
        rest = kept.pictures[1:] if kept is not None and kept.portrait.take == portrait.key else ()
        lora = kept.adapter if kept is not None and rest else ""
        sheet = CastSheet(
            subject=subject.id, asset="", version=0, pictures=(first, *rest), maker=call.frame.tool, adapter=lora
        )
    assert sheet is not None, "whoever has a portrait has a sheet"
    new = sheet.version == 0
    await completed(studio, call, subject, sheet, portrait, wish, tell, asked=asked or new)


async def completed(
    studio: Studio,
    call: CastingCall,
    subject: Subject,
    sheet: CastSheet,
    portrait: Take,
    wish: Wish,
    tell: Tell,
    asked: bool,
) -> Casting:
    """Make what a sheet lacks and keep it."""
    before, person = sheet, subject.person
    if person is not None and call.abilities.references:
        felt = expressions(studio, person) if wish.expressions is None else wish.expressions
        lacking = list(missing(subject, sheet, felt, every=asked))
        if lacking:
            tell(f"photographs {subject.name}: {len(lacking)} pictures", subject=subject.id)
            made = await pictures(studio, call, subject, portrait, lacking)
            sheet = sheet.model_copy(update={"pictures": _with(sheet.pictures, made), "maker": call.frame.tool})
    elif person is not None and sheet.version == 0:
        studio.archive.log(
            f"{subject.name}: {call.frame.tool} cannot be shown a portrait, so it is the only picture of theirs",
            "decision",
        )
    if wish.lora and person is not None:
        tell(f"trains a LoRA of {subject.name}", subject=subject.id)
        sheet = sheet.model_copy(update={"adapter": await adapter(studio, call, subject, sheet)})
    if sheet == before and sheet.version:
        return present(studio)
    reason = "cast by the editor" if not wish.pick else f"the user picked number {wish.pick}"
    return await keep(studio, subject, sheet, reason, USER if wish.pick or sheet.consent else "editor")


async def keep(studio: Studio, subject: Subject, sheet: CastSheet, reason: str, author: str) -> Casting:
    """Share a sheet with the home, and write it into the series."""
    wardrobe = subject.person.wardrobe if subject.person else ()
    kind: Any = "person" if subject.person else "place"
    library = Library(studio.folder.home)
    asset = await asyncio.to_thread(
        library.publish, sheet, studio.floor.store, subject.name, kind, studio.folder.slug, wardrobe
    )
    kept = sheet.model_copy(update={"asset": asset.id, "version": asset.version})
    casting = present(studio).with_sheet(kept)
    studio.archive.put(*CASTING, casting, f"{subject.name}: {reason}", author)
    return casting


async def _found(studio: Studio, subject: Subject, sheet: CastSheet) -> Take | None:
    """Return the portrait of a sheet, out of the library if the series has lost it; None if it can be made again."""
    keys = [picture.take for picture in sheet.pictures] + ([sheet.adapter] if sheet.adapter else [])
    if any(studio.floor.take(key) is None for key in keys):
        library, wardrobe = Library(studio.folder.home), subject.person.wardrobe if subject.person else ()
        try:
            asset = library.get(sheet.asset, sheet.version)
            await asyncio.to_thread(library.bring, asset, studio.floor.store, subject.id, wardrobe)
        except (SeriesError, UserError) as error:
            if sheet.consent is not None:
                raise failed(subject.name, f"Their photograph is lost: {error} Bring it again with --photo.") from error
            return None
    return studio.floor.take(sheet.portrait.take)


def faces_of(studio: Studio, subject: Subject) -> dict[str, Take]:
    """Return the portraits of everybody else who is cast, by name."""
    names = {one.id: one.name for one in subjects(studio) if one.person is not None and one.id != subject.id}
    sheets = (sheet for sheet in present(studio).sheets if sheet.subject in names)
    found = ((names[sheet.subject], studio.floor.take(sheet.portrait.take)) for sheet in sheets)
    return {name: take for name, take in found if take is not None}


def _with(there: Sequence[SheetPicture], made: Sequence[SheetPicture]) -> tuple[SheetPicture, ...]:
    """Return the pictures of a sheet with those that are new, in the place of older ones of the same thing."""

    def thing(one: SheetPicture) -> tuple[object, ...]:
        return one.shown, one.outfit, one.emotion, one.turned

    new = {thing(one) for one in made}
    return (there[0], *(one for one in there[1:] if thing(one) not in new), *made)
