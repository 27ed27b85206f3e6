"""Scouted sets as a model is told of them, and the drafts in which it names their cameras and marks.

What may be named is derived from the sets: the schema of a draft has no other words.
"""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field, create_model

from ...memory.bible import Bible
from ...memory.script import Script
from ...memory.sets import ScoutedSet, Sets
from ...memory.storyboard import Shot
from ..angles import GROUNDLESS, names_in
from .drafting import name_of
from .drafts import ShotDraft, StoryboardDraft
from .settling import Names

NONE = "None: every place is drawn."


def seen_in(script: Script, sets: Sets | None) -> tuple[ScoutedSet, ...]:
    """Return the scouted sets in which a script plays."""
    where = {scene.location for scene in script.scenes}
    return tuple(one for one in (sets.sets if sets else ()) if one.location in where)


def sets_told(sets: Sequence[ScoutedSet], bible: Bible) -> str:
    """Return sets a line each: cameras with how much the footage saw of their picture, and marks."""
    return "\n".join(_told(one, bible) for one in sets) or NONE


def _told(one: ScoutedSet, bible: Bible) -> str:
    cameras = ", ".join(f"{camera.name} ({camera.seen:.0%} seen)" for camera in one.cameras)
    return f"- {name_of(one.location, bible)}: cameras {cameras}; marks {', '.join(names_in(one)['mark'])}"


def storyboard_draft(sets: Sequence[ScoutedSet]) -> type[StoryboardDraft]:
    """Return what a director fills in: where there are scouted sets, with camera and mark of every shot."""
    if not sets:
        return StoryboardDraft
    named: dict[str, Any] = {
        "camera": (_one_of("camera", sets), Field(description="camera of the scene's set; empty: the one that suits")),
        "mark": (_one_of("mark", sets), Field(description="where in the set they stand; empty: where it suits")),
    }
    shot: Any = create_model(ShotDraft.__name__, __base__=ShotDraft, __doc__=ShotDraft.__doc__, **named)
    return create_model(
        StoryboardDraft.__name__, __base__=StoryboardDraft, __doc__=StoryboardDraft.__doc__, shots=(list[shot], ...)
    )


def unplaced(draft: StoryboardDraft) -> StoryboardDraft:
    """Return a draft with every camera and mark left to the ones that suit."""
    bare = storyboard_draft([ScoutedSet(location="", take="", of="", cameras=(), marks=())])
    return bare.model_validate({"shots": [{**shot.model_dump(), "camera": "", "mark": ""} for shot in draft.shots]})


def place_shot(shot: Shot, draft: ShotDraft, where: str, found: ScoutedSet | None, names: Names) -> Shot:
    """Return a shot on the camera and the mark that its draft names; faults are kept where the set has no such."""
    if found is None or draft.framing in GROUNDLESS:
        return shot
    named: dict[str, str] = {what: str(getattr(draft, what, "")) for what in names_in(found)}
    for what, there in names_in(found).items():
        if named[what] and named[what] not in there:
            place = name_of(found.location, names.bible)
            names.faults.append(f"{where}: {place} has no {what} {named[what]!r}; it has {', '.join(there)}")
    return shot.model_copy(update=named)


def _one_of(what: Literal["camera", "mark"], sets: Sequence[ScoutedSet]) -> Any:
    """Return the type of what any of the sets calls its cameras or marks, or nothing."""
    return Literal[("", *dict.fromkeys(name for one in sets for name in names_in(one)[what]))]
