"""Sheets: everything else of somebody, made from their portrait and held against it."""

import asyncio
import zlib
from collections.abc import Sequence

from ...errors import MakerRefused
from ...memory.bible import Character
from ...memory.casting import SheetPicture
from ...memory.storyboard import Faces
from ...tools.frame.posed import Posed, PoseSpec
from ...tools.frame.sittings import sheet_prompt
from ...tools.identity.spec import Expected, GateSpec, Verdict
from ...tools.take import Take
from ..crew import CastingCall, Studio
from .making import frame, made
from .subjects import Subject

_NEEDED = frozenset({"body", "outfit"})
"""Without these a wide shot has nothing to be held to; without an expression the portrait stands in."""


async def pictures(
    studio: Studio, call: CastingCall, subject: Subject, portrait: Take, wanted: Sequence[SheetPicture]
) -> tuple[SheetPicture, ...]:
    """Return the pictures with their takes, all made from the portrait.

    An expression or a view that a provider refuses is left out, which is written down. Raises ProductionError for
    anything else that fails.
    """
    making = (_picture(studio, call, subject, portrait, one) for one in wanted)
    found = await asyncio.gather(*making, return_exceptions=True)
    kept: list[SheetPicture] = []
    for one, result in zip(wanted, found, strict=True):
        if isinstance(result, MakerRefused) and one.shown not in _NEEDED:
            what = f"{subject.name}, {label(one)}: {result} The portrait stands in for it."
            studio.archive.log(what, "decision")
        elif isinstance(result, BaseException):
            raise result
        else:
            kept.append(result)
    return tuple(kept)


async def _picture(
    studio: Studio, call: CastingCall, subject: Subject, portrait: Take, one: SheetPicture
) -> SheetPicture:
    take = await made(studio, posing(call), pose(call, subject, one), [portrait], subject.name)
    verdict = Verdict.model_validate(take.facts["identity"])
    if verdict.outcome == "retake":
        kept = f"{subject.name}, {label(one)}: the best of {posing(call).most} is kept"
        studio.archive.log(f"{kept}: {'; '.join(verdict.reasons)}", "warning")
    return one.model_copy(update={"take": take.key})


def posing(call: CastingCall) -> Posed:
    """Return what makes a picture from a portrait."""
    return Posed(call.frame, call.gate, call.abilities.strength)


def pose(call: CastingCall, subject: Subject, one: SheetPicture) -> PoseSpec:
    """Return the Spec of one picture of a sheet."""
    person = subject.person
    assert person is not None, "a place has no sheet but its plate"
    worn = person.wardrobe[one.outfit] if one.outfit is not None and one.outfit < len(person.wardrobe) else None
    prompt = sheet_prompt(one.shown, person.look, worn, one.emotion, one.turned)
    spec = frame(call, prompt, _seed(subject, one), tall=one.shown in _NEEDED, of=subject.name)
    colours = (worn.colour, worn.accent) if worn is not None else ()
    return PoseSpec(frame=spec, look=_look(call, person, one, colours))


def label(one: SheetPicture) -> str:
    """Return what a picture shows, in a word or two."""
    views = {0: "portrait", 180: "back"}
    match one.shown:
        case "expression":
            return one.emotion or "expression"
        case "outfit":
            return f"outfit {(one.outfit or 0) + 1}"
        case "face":
            return views.get(one.turned, "profile" if abs(one.turned) >= 68 else "three quarter")
        case other:
            return other


def _look(call: CastingCall, person: Character, one: SheetPicture, colours: tuple[str, ...]) -> GateSpec:
    expected = Expected(subject=person.name, references=(0,), faces=_faces(one.turned), colours=colours)
    return GateSpec(expected=(expected,), medium=call.medium, maker=call.frame.tool)


def _faces(turned: int) -> Faces:
    """Return which way somebody faces, as the gate wants to know it: a three-quarter view shows the whole face."""
    if abs(turned) > 135:
        return "away"
    return "camera" if abs(turned) < 68 else "left" if turned < 0 else "right"


def _seed(subject: Subject, one: SheetPicture) -> int:
    # Below the step of the retakes, and the same for the same picture whatever else is on the sheet.
    which = f"{one.shown} {one.outfit} {one.emotion} {one.turned}"
    return subject.seed + zlib.crc32(which.encode("utf-8")) % 1_000_000_007
