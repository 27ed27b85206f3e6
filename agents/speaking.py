"""Speaking: which shots are said by the very model that films them, and what became of it."""

from ..memory.bible import Bible
from ..memory.script import Script
from ..memory.storyboard import Storyboard
from ..tools.photography.speaking import SPOKEN, UNHEARD, speaks
from ..tools.picture.spec import Said, Speech
from ..tools.take import Take
from .timing import TimedShot


def speech(bible: Bible, script: Script, storyboard: Storyboard, timed: TimedShot, camera: object) -> Speech | None:
    """Return what the camera of a shot is told to say; None if its voices are the cast's.

    It says what is said on screen, from its beginning to its end within the shot. A narrator, a phone, a thought, a
    line that runs on under the next picture and one whose speaker has the back to us keep the voices of the cast.
    """
    shot = timed.shot
    if not timed.lines or timed.carried or not speaks(camera, timed.seconds):
        return None
    said = {line for line, _ in timed.lines}
    if any(other.over in said for other in storyboard.shots):
        return None
    back = 0 if shot.framing == "over_shoulder" and len(shot.figures) > 1 else -1
    seen = {one.character for n, one in enumerate(shot.figures) if one.faces != "away" and n != back}
    lines = [line for line in script.lines() if line.id in said]
    if shot.framing == "silhouette" or any(line.via != "on" or line.speaker not in seen for line in lines):
        return None
    return Speech(
        lines=tuple(
            Said(
                speaker=bible.character(line.speaker).name,
                text=line.text,
                manner="" if line.emotion == "neutral" else line.emotion,
            )
            for line in lines
        ),
        captioned=storyboard.captions == "on",
    )


def lines_of(take: Take) -> list[str]:
    """Return the keys of the lines as they are said in a shot, in order; none if they could not be told."""
    keys = take.facts.get(SPOKEN)
    return [str(key) for key in keys] if isinstance(keys, list) else []


def decision(shot: str, take: Take) -> str:
    """Say that a shot which was to speak by itself does not, and why."""
    why = take.facts.get(UNHEARD) or f"{take.tool} filmed it, which does not speak"
    return f"{shot} was to say its lines itself, but {why}: the voices of the cast are laid over it."
