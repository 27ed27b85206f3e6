"""What cannot be done, said in one sentence; and the words all edits look things up with."""

from ...errors import UserError
from ...memory.numbering import episode_id, numbers
from ...memory.script import Beat, Line, Scene, Script
from ...memory.storyboard import Shot, Storyboard
from ..crew import Studio


class NotPossible(UserError):
    """An edit that cannot be carried out; nothing has been changed."""


def episode_of(id: str) -> str:
    """Return the episode that a scene, beat, line or shot belongs to, by its id."""
    try:
        return episode_id(*numbers(id))
    except ValueError as error:
        raise NotPossible(f"{id[:40]!r} names nothing in a script.") from error


def script_of(studio: Studio, id: str) -> Script:
    """Return the script that an id belongs to."""
    found = studio.archive.get("script", episode_of(id), Script)
    if found is None:
        raise NotPossible(f"{episode_of(id)} is not written yet.")
    return found


def storyboard_of(studio: Studio, id: str) -> Storyboard | None:
    """Return the storyboard that an id belongs to; None: it has not been drawn."""
    return studio.archive.get("storyboard", episode_of(id), Storyboard)


def scene_in(script: Script, id: str) -> Scene:
    """Return a scene of a script."""
    for scene in script.scenes:
        if scene.id == id:
            return scene
    raise NotPossible(f"{script.episode} has no scene {id[:40]!r}.")


def beat_in(script: Script, id: str) -> tuple[Scene, Beat]:
    """Return a beat of a script and the scene it is in."""
    for scene in script.scenes:
        for beat in scene.beats:
            if beat.id == id:
                return scene, beat
    raise NotPossible(f"{script.episode} has no beat {id[:40]!r}.")


def line_in(script: Script, id: str) -> tuple[Scene, Beat, Line]:
    """Return a line of a script, its beat and its scene."""
    for scene in script.scenes:
        for beat in scene.beats:
            if beat.line is not None and beat.line.id == id:
                return scene, beat, beat.line
    raise NotPossible(f"{script.episode} has no line {id[:40]!r}.")


def shot_in(storyboard: Storyboard | None, id: str) -> Shot:
    """Return a shot of a storyboard."""
    for shot in storyboard.shots if storyboard else ():
        if shot.id == id:
            return shot
    raise NotPossible(f"There is no shot {id[:40]!r}.")
