"""Placing: which camera of a scouted set films a shot, and on which of its marks people stand."""

from collections.abc import Sequence

from ....memory.edits.board import Reframe
from ....memory.numbering import numbers
from ....memory.sets import ScoutedSet
from ....memory.storyboard import Shot
from ...angles import GROUNDLESS, names_in
from ...crew import Studio
from ...locating import drawn, lacking
from ...scouting import sets_of
from ..possible import NotPossible, scene_in, script_of


def placed_on_set(studio: Studio, shot: Shot, edit: Reframe) -> dict[str, str]:
    """Return camera and mark that an edit gives to a shot, as the set names them; raise NotPossible without such."""
    if edit.camera is None and edit.mark is None:
        return {}
    found, name = _set_of(studio, shot)
    told: dict[str, str] = {}
    if edit.camera is not None:
        told["camera"] = _named(edit.camera, names_in(found)["camera"], "camera", name)
    if edit.mark is not None:
        told["mark"] = _named(edit.mark, names_in(found)["mark"], "mark", name)
    return told


def _set_of(studio: Studio, shot: Shot) -> tuple[ScoutedSet, str]:
    """Return the scouted set of a shot and the name of its location."""
    if shot.framing in GROUNDLESS or not shot.scene:
        what = "a card" if not shot.scene else {"insert": "an insert", "panels": "in panels"}[shot.framing]
        raise NotPossible(f"{shot.id} is {what}: no place is seen in it. Ask for a close-up first.")
    season, _ = numbers(shot.id)
    where = scene_in(script_of(studio, shot.id), shot.scene).location
    found, place = sets_of(studio, season).of(where), studio.chronicle.bible(season).location(where).name
    if found is None:
        raise NotPossible(drawn(place, studio.folder.slug))
    return found, place


def _named(name: str, there: Sequence[str], what: str, place: str) -> str:
    exact = {one.casefold(): one for one in there} | {"": ""}
    said = name.strip().casefold()
    if said not in exact:
        raise NotPossible(lacking(name, there, what, place))
    return exact[said]
