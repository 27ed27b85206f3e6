"""Scouted sets as a model is told of them, and the drafts in which it names their cameras and marks.

What may be named is derived from the sets: the schema of a draft has no other words.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import Field, create_model

from ...memory.bible import Bible
from ...memory.script import Script
from ...memory.sets import ScoutedSet, Sets
from ...memory.storyboard import Shot
from ..angles import GROUNDLESS
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
    marks = ", ".join(_words(mark.name for mark in one.marks))
    return f"- {name_of(one.location, bible)}: cameras {cameras}; marks {marks}"


def storyboard_draft(sets: Sequence[ScoutedSet]) -> type[StoryboardDraft]:
    """Return what a director fills in: where there are scouted sets, with camera and mark of every shot."""
    if not sets:
        return StoryboardDraft
    cameras = ["", *_words(camera.name for one in sets for camera in one.cameras)]
    marks = ["", *_words(mark.name for one in sets for mark in one.marks)]
    shot: Any = create_model(
        ShotDraft.__name__,
        __base__=ShotDraft,
        __doc__=ShotDraft.__doc__,
        camera=(Literal[tuple(cameras)], Field(description="camera of the scene's set; empty: the one that suits")),
        mark=(Literal[tuple(marks)], Field(description="where in the set they stand; empty: where it suits")),
    )
    return create_model(
        StoryboardDraft.__name__, __base__=StoryboardDraft, __doc__=StoryboardDraft.__doc__, shots=(list[shot], ...)
    )


def unplaced(draft: StoryboardDraft) -> StoryboardDraft:
    """Return a draft with every camera and mark left to the ones that suit."""
    bare = storyboard_draft([ScoutedSet(location="", take="", of="", cameras=(), marks=())])
    return bare.model_validate({"shots": [{**shot.model_dump(), "camera": "", "mark": ""} for shot in draft.shots]})


def place_shot(shot: Shot, draft: ShotDraft, where: str, found: ScoutedSet | None, names: Names) -> Shot:
    """Return a shot on the camera and the mark that its draft names; faults are kept where the set has no such."""
    named = {"camera": getattr(draft, "camera", ""), "mark": getattr(draft, "mark", "")}
    if found is None or draft.framing in GROUNDLESS:
        return shot
    there = {"camera": _words(one.name for one in found.cameras), "mark": _words(one.name for one in found.marks)}
    for what, name in named.items():
        if name and name not in there[what]:
            place = name_of(found.location, names.bible)
            names.faults.append(f"{where}: {place} has no {what} {name!r}; it has {', '.join(there[what])}")
    return shot.model_copy(update=named)


def _words(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
