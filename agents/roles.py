"""Roles: what a shot is there for. It decides which camera films it, where there are several."""

from collections.abc import Iterator
from typing import Literal, get_args

from ..memory.script import Script
from ..memory.storyboard import Shot, Storyboard

Role = Literal["card", "insert", "place", "hero", "dialogue", "rest"]
"""``hero``: the hook, the cliffhanger and every jolt; ``dialogue``: somebody speaks on screen; ``place``: nobody is
there; ``insert``: an object; ``card``: words."""
ROLES: tuple[Role, ...] = get_args(Role)


def roles(storyboard: Storyboard, script: Script) -> dict[str, Role]:
    """Return the role of every shot by id."""
    return dict(_roles(storyboard, script))


def _roles(storyboard: Storyboard, script: Script) -> Iterator[tuple[str, Role]]:
    beats = {beat.id: beat for scene in script.scenes for beat in scene.beats}
    lines = {line.id: line for line in script.lines()}
    own = [shot.id for shot in storyboard.shots if shot.framing not in ("title", "end")]
    ends = {own[0], own[-1]} if own else set()

    def speaks(shot: Shot) -> bool:
        seen = {placed.character for placed in shot.figures if placed.faces != "away"}
        heard = (lines[id] for id in (*shot.lines, shot.over) if id in lines)
        return any(line.via == "on" and line.speaker in seen for line in heard)

    for shot in storyboard.shots:
        if shot.framing in ("title", "end"):
            yield shot.id, "card"
        elif shot.framing == "insert":
            yield shot.id, "insert"
        elif shot.id in ends or any(beats[id].jolt for id in shot.beats if id in beats):
            yield shot.id, "hero"
        elif not shot.figures or shot.framing == "establishing":
            yield shot.id, "place"
        else:
            yield shot.id, "dialogue" if speaks(shot) else "rest"
