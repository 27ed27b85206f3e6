"""Scouting: a location gets a set that can be filmed from any camera, made of footage or of one picture."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import MakerRefused, ToolError, UserError
from ..memory.bible import Hour, Location
from ..memory.folder import SeriesFolder, series_in
from ..memory.numbering import season_id
from ..memory.sets import ScoutedSet, Sets
from ..tools.sets.opening import open_set
from ..tools.sets.spec import CaptureSpec, FieldSpec, PictureSetSpec
from ..tools.take import AnyMaker, Spec, Take, take_key
from .crew import Studio

Tell = Callable[..., None]


@dataclass(frozen=True)
class Survey:
    """How thoroughly a place is scouted."""

    tall: float = 0.0
    """Metres from the floor to the ceiling; 0: nobody measured."""
    hour: Hour = "day"
    """When the footage was taken."""
    draft: bool = False
    """A third of the training, for a first look."""

    @property
    def capture(self) -> CaptureSpec:
        """What is asked of who measures the footage."""
        return CaptureSpec(frames=40 if self.draft else 60, tall=self.tall)

    @property
    def field(self) -> FieldSpec:
        """What is asked of who trains the field."""
        return FieldSpec(steps=250, size=240) if self.draft else FieldSpec()


@dataclass(frozen=True)
class Scouted:
    """What scouting came to."""

    sets: Sets
    one: ScoutedSet
    made: Take
    """The set."""
    capture: Take | None
    """None: it was made of a picture."""


def sets_of(studio: Studio, season: int) -> Sets:
    """Return the scouted sets of a season: its own, or those of the season before it."""
    found = (studio.archive.get("sets", season_id(number), Sets) for number in range(season, 0, -1))
    return next((sets for sets in found if sets is not None), Sets())


async def scout(studio: Studio, season: int, location: Location, source: Take, how: Survey, tell: Tell) -> Scouted:
    """Make a set of footage and bind the location to it; MakerRefused or ToolError if the footage does not do."""
    from ..tools.sets.field.training import Training
    from ..tools.sets.scouting.scouting import Scouting

    tell(f"looks from where every frame of {_name(source)} was taken")
    capture = await _made(studio, Scouting(), how.capture, source)
    tell(f"trains the field: {capture.facts.get('registered', '?')} frames, {how.field.steps} steps")
    made = await _made(studio, Training(), how.field, capture)
    return await _bound(studio, season, location, made, _name(source), how, capture)


async def lay_out(studio: Studio, season: int, location: Location, picture: Take, how: Survey, tell: Tell) -> Scouted:
    """Make a set of one picture and bind the location to it; MakerRefused if the picture does not do."""
    from ..tools.sets.pictured import Picturing

    tell("lays the picture out in depth")
    spec = PictureSetSpec(tall=how.tall) if how.tall else PictureSetSpec()
    made = await _made(studio, Picturing(), spec, picture)
    return await _bound(studio, season, location, made, _name(picture), how, None)


def drawn_again(studio: Studio, season: int, location: Location) -> Sets:
    """Film a location in its drawn set again; raise UserError if it is."""
    sets = sets_of(studio, season)
    if sets.of(location.id) is None:
        raise UserError(f"{location.name} is a drawn set as it is.")
    left = Sets(sets=tuple(one for one in sets.sets if one.location != location.id))
    studio.archive.put("sets", season_id(season), left, f"{location.name}: drawn again", "user")
    return left


async def _bound(
    studio: Studio, season: int, location: Location, made: Take, of: str, how: Survey, capture: Take | None
) -> Scouted:
    """Write down that the location is filmed in the set; what the user saved in the same set stays."""
    opened = await asyncio.to_thread(open_set, Path(made.path))
    before = sets_of(studio, season).of(location.id)
    kept = before if before is not None and before.take == made.key else None
    cameras = (*opened.cameras(), *(one for one in (kept.cameras if kept else ()) if one.saved))
    marks = (*opened.marks(), *(one for one in (kept.marks if kept else ()) if one.saved))
    if not cameras or not marks:
        raise MakerRefused(
            f"In {of} there is no place from which a camera sees enough, or none to stand on: film the middle of the "
            "place from all around it, at the height of the eyes."
        )
    one = ScoutedSet(location=location.id, take=made.key, of=of, cameras=cameras, marks=marks, hour=how.hour)
    sets = sets_of(studio, season).with_set(one)
    studio.archive.put("sets", season_id(season), sets, f"{location.name}: scouted from {of}", "user")
    return Scouted(sets, one, made, capture)


async def _made(studio: Studio, maker: AnyMaker[Any], spec: Spec, source: Take) -> Take:
    """Return the take, from another series of this home if that one has been there before."""
    key = take_key(maker.tool, maker.version, spec, [source.key])
    if studio.floor.take(key) is None:
        await asyncio.to_thread(_borrow, studio, key, maker.suffix)
    try:
        return await studio.floor.make(maker, spec, [source])
    except ToolError as error:
        studio.archive.log(f"scouting {_name(source)}: {error}", "error")
        raise


def _borrow(studio: Studio, key: str, suffix: str) -> None:
    """Bring a take over from whichever series of this home has it."""
    from ..tools.placing import place

    for slug in series_in(studio.folder.home):
        if slug == studio.folder.slug:
            continue
        found = SeriesFolder(studio.folder.home, slug).take_store().get(key)
        if found is not None:
            out = studio.floor.store.reserve(key, suffix)
            place(Path(found.path), out)
            studio.floor.store.put(key, found.tool, found.version, out, found.seconds, found.facts, found.took)
            return


def _name(source: Take) -> str:
    return str(source.facts.get("name") or f"the {source.tool}")
