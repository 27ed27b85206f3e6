"""Clothes: what somebody wears in some scenes or always, and when they changed into it."""

from collections.abc import Iterable, Iterator

from ....memory.bible import Bible, Character
from ....memory.edits.people import Dress
from ....memory.look import Outfit
from ....memory.numbering import numbers, place
from ....memory.script import Event, Scene, Script
from ....memory.storyboard import Placed, Shot, Storyboard
from ...crew import Studio
from ..possible import NotPossible, episode_of, scene_in, script_of
from ..rehearsal import REVISED, CarriedOut
from .everywhere import declare, person, recast


async def dress(studio: Studio, edit: Dress) -> None:
    """Dress somebody for some scenes, or for good."""
    found = person(studio, edit.character)
    if not edit.scenes:
        usual = found.wardrobe[0] if found.wardrobe else None
        recast(studio, found.id, lambda one: _usually(one, edit.outfit), lambda bible: _wears(bible, found.id, usual))
        return
    for id in edit.scenes:
        if found.id not in scene_in(script_of(studio, id), id).present:
            raise NotPossible(f"{found.name} is not in {id}, so nothing can be worn there.")
    for season in sorted({numbers(id)[0] for id in edit.scenes}):
        mine = frozenset(id for id in edit.scenes if numbers(id)[0] == season)
        _dress_in(studio, studio.chronicle.bible(season), found.id, edit.outfit, mine)


def _usually(one: Character, outfit: Outfit) -> Character:
    return one.model_copy(update={"wardrobe": (outfit, *one.wardrobe[1:])})


def _wears(bible: Bible, id: str, usual: Outfit | None) -> bool:
    """Tell whether somebody's usual clothes are in a season what they are now."""
    return any(one.id == id and one.wardrobe[:1] == (usual,) for one in bible.characters)


def _dress_in(studio: Studio, bible: Bible, who: str, outfit: Outfit, scenes: frozenset[str]) -> None:
    """Dress somebody for scenes of one season."""
    wardrobe = bible.character(who).wardrobe
    index = next((n for n, one in enumerate(wardrobe) if _same(one, outfit)), len(wardrobe))
    if index == len(wardrobe):
        people = tuple(
            one.model_copy(update={"wardrobe": (*one.wardrobe, outfit)}) if one.id == who else one
            for one in bible.characters
        )
        declare(studio, bible.model_copy(update={"characters": people}))
    before = [studio.chronicle.script(id) for id in _written(studio, bible.season)]
    worn = [_worn(script, who, index, scenes) for script in before]
    for old, script in zip(before, changed_into(worn, who, unchanged(before, who), scenes), strict=True):
        if script != old:
            studio.archive.put("script", script.episode, script, REVISED, "user")
    for id in {episode_of(scene) for scene in scenes}:
        storyboard = studio.archive.get("storyboard", id, Storyboard)
        if storyboard is not None:
            shots = tuple(_shown(shot, who, index) if shot.scene in scenes else shot for shot in storyboard.shots)
            studio.archive.put("storyboard", id, storyboard.model_copy(update={"shots": shots}), REVISED, "user")


def _same(one: Outfit, other: Outfit) -> bool:
    return one.model_copy(update={"words": ""}) == other.model_copy(update={"words": ""})


def _written(studio: Studio, season: int) -> list[str]:
    return sorted((id for id in studio.archive.ids("script") if numbers(id)[0] == season), key=place)


def _worn(script: Script, who: str, index: int, scenes: frozenset[str]) -> Script:
    """Return a script in which somebody wears an outfit in some scenes; what they changed into there is forgotten."""
    if not scenes & {scene.id for scene in script.scenes}:
        return script
    events = tuple(e for e in script.events if not (e.kind == "wears" and e.who == who and e.scene in scenes))
    dressed = tuple(
        scene.model_copy(update={"outfits": {**scene.outfits, who: index}}) if scene.id in scenes else scene
        for scene in script.scenes
    )
    return script.model_copy(update={"scenes": dressed, "events": events})


def _shown(shot: Shot, who: str, index: int) -> Shot:
    def in_it(figure: Placed) -> Placed:
        return figure.model_copy(update={"outfit": index}) if figure.character == who else figure

    return shot.model_copy(update={"figures": tuple(map(in_it, shot.figures))})


def _walk(scripts: Iterable[Script], who: str) -> Iterator[tuple[Scene, int | None, bool]]:
    """Yield the scenes that somebody is in, what they wore last (None: not known), and whether they change there.

    What they wore last is what the continuity check goes by: a change that was told, else the scene before.
    """
    last: int | None = None
    for script in scripts:
        for scene in script.scenes:
            changes = [e for e in script.events if e.kind == "wears" and e.who == who and e.scene == scene.id]
            at_once = [int(e.what) for e in changes if not e.beat and e.what.isdigit()]
            if who in scene.present:
                yield scene, last, bool(at_once)
                last = scene.outfits.get(who, 0)
            last = next((int(e.what) for e in reversed(changes) if e.what.isdigit()), last)


def unchanged(scripts: Iterable[Script], who: str) -> frozenset[str]:
    """Return the ids of the scenes in which somebody wears what they never changed into: as it is, so it may stay."""
    return frozenset(
        scene.id
        for scene, last, told in _walk(scripts, who)
        if not told and last is not None and last != scene.outfits.get(who, 0)
    )


def changed_into(scripts: list[Script], who: str, excused: frozenset[str], scenes: frozenset[str]) -> list[Script]:
    """Return the scripts with somebody changing as every scene begins in which they wear what they did not before."""
    found = list(scripts)
    wrong: Scene | None = None
    passed: set[str] = set()
    while True:
        walked = _walk(found, who)
        wrong = next((s for s, last, told in walked if s.id not in passed and _changes(s, last, told, who)), None)
        if wrong is None:
            return found
        passed.add(wrong.id)
        if wrong.id not in excused or wrong.id in scenes:
            event = Event(kind="wears", scene=wrong.id, who=who, what=str(wrong.outfits.get(who, 0)))
            found = [_with(script, event) for script in found]


def _changes(scene: Scene, last: int | None, told: bool, who: str) -> bool:
    worn = scene.outfits.get(who, 0)
    return not told and (last if last is not None else 0) != worn


def _with(script: Script, event: Event) -> Script:
    """Return a script with an event before all others of its scene: whoever changes comes so."""
    order = [scene.id for scene in script.scenes]
    if event.scene not in order:
        return script
    at = order.index(event.scene)
    count = sum(order.index(e.scene) < at for e in script.events if e.scene in order)
    return script.model_copy(update={"events": (*script.events[:count], event, *script.events[count:])})


CARRIED_OUT: CarriedOut = {Dress: dress}
