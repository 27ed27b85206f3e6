"""Referring: which pictures of cast and place a photographed shot is held to, and what happens in it, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..memory.bible import Bible
from ..memory.casting import Casting, CastSheet, SheetPicture
from ..memory.script import Scene, Script
from ..memory.storyboard import Framing, Placed, Shot
from ..tools.frame.spec import Adapter, Reference

_WHOLE: frozenset[Framing] = frozenset({"wide", "two_shot", "medium", "establishing", "silhouette"})
"""Framings in which more than a face is seen."""


@dataclass(frozen=True)
class Held:
    """What a shot is held to."""

    references: tuple[Reference, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    takes: tuple[str, ...] = ()
    """Keys: of the references in order, then of the adapters."""


def hold(bible: Bible, casting: Casting, shot: Shot, scene: Scene | None, most: int, adapters: bool) -> Held:
    """Return what a shot is held to: at most so many references, everybody's face before anybody's clothes.

    With ``adapters`` the LoRAs of the people in it come too.
    """
    sheets = [(n, placed, casting.of(placed.character)) for n, placed in enumerate(shot.figures)]
    cast = [(n, placed, sheet) for n, placed, sheet in sheets if sheet is not None]
    wanted = list(_wanted(bible, shot, scene, cast, casting))[:most]
    loras = [
        (Adapter(subject=bible.character(sheet.subject).name, weight=1.0), sheet.adapter)
        for _, _, sheet in cast
        if adapters and sheet.adapter
    ]
    return Held(
        references=tuple(reference for reference, _ in wanted),
        adapters=tuple(adapter for adapter, _ in loras),
        takes=(*(take for _, take in wanted), *(take for _, take in loras)),
    )


def _wanted(
    bible: Bible, shot: Shot, scene: Scene | None, cast: list[tuple[int, Placed, CastSheet]], casting: Casting
) -> Iterator[tuple[Reference, str]]:
    """Yield every reference that would help, the most needed first."""
    names = {sheet.subject: bible.character(sheet.subject).name for _, _, sheet in cast}
    for n, placed, sheet in cast:
        if placed.faces != "away":
            face = _face(sheet, placed)
            yield Reference(subject=names[sheet.subject], shown=face.shown, figure=n), face.take
    for n, placed, sheet in cast:
        if (placed.faces == "away" or shot.framing in _WHOLE) and (picture := _clothes(sheet, placed)):
            yield Reference(subject=names[sheet.subject], shown=picture.shown, figure=n), picture.take
    place = casting.of(scene.location) if scene else None
    if place is not None and scene is not None:
        yield Reference(subject=bible.location(scene.location).name, shown="place"), place.portrait.take


def _face(sheet: CastSheet, placed: Placed) -> SheetPicture:
    """Return the face that feels as the figure does, if there is one; the portrait otherwise."""
    felt = [one for one in sheet.pictures if one.shown == "expression" and one.emotion == placed.emotion]
    return felt[0] if felt else sheet.portrait


def _clothes(sheet: CastSheet, placed: Placed) -> SheetPicture | None:
    """Return a picture of the whole person, in these clothes if there is one."""
    dressed = [one for one in sheet.pictures if one.shown == "outfit" and one.outfit == placed.outfit]
    whole = [one for one in sheet.pictures if one.shown == "body"]
    return next(iter((*dressed, *whole)), None)


def words(script: Script, shot: Shot) -> str:
    """Return what happens in a shot, as the script says it."""
    beats = {beat.id: beat for scene in script.scenes for beat in scene.beats}
    return " ".join(beats[id].action for id in shot.beats if id in beats and beats[id].action)
