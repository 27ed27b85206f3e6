"""Angles: which of a set's cameras films a shot, and on which mark its people stand; the grammar of film as data.

In a scene all cameras stay on one side of the line between two people, so that who looks right goes on looking right.
Each of the two has a camera of their own, over the shoulder of the other; both together are seen from between those.
A camera follows from the shot and its scene alone, never from the shots around it: what is cut elsewhere changes none.
"""

import math
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from ..memory.script import Scene
from ..memory.sets import Mark, ScoutedSet, SetCamera
from ..memory.storyboard import Framing, Shot
from ..tools.sets.spec import Ground

WELL = 0.75
"""Share of its picture that the footage must have seen of a camera that is chosen; the user may name any."""
NEAR, ASIDE = 0.8, 65.0
"""Metres from a camera, and degrees from where it looks, from which on somebody can be filmed, and up to which."""

SPARES = 6
"""How many other ways of filming a shot are told to who films it, in case that there is no room for the first."""

GROUNDLESS: frozenset[Framing] = frozenset({"title", "end", "insert", "panels"})
"""What is not filmed in a place: words, an object before a blur, faces before a colour."""
_SINGLES: frozenset[Framing] = frozenset({"extreme_close_up", "close_up", "medium_close_up", "medium", "over_shoulder"})

Side = Literal["right", "left"]
"""Where somebody looks in the picture, as in ``Placed.faces``."""

_ACROSS = ("right", "left", "front")
_ALONG = ("reverse", "front", "right")
_LINES: tuple[tuple[str, str, str], ...] = (
    _ACROSS,
    _ALONG,
    ("right", "front", "wide"),
    ("front", "left", "wide"),
    ("reverse", "right", "front"),
    ("left", "reverse", "front"),
)
"""Cameras of a line of action: on whom looks right, on whom looks left, on both. All three stand on one side of it."""


def names_in(found: ScoutedSet) -> dict[Literal["camera", "mark"], tuple[str, ...]]:
    """Return what the cameras and the marks of a set are called, each name once."""
    return {
        "camera": tuple(dict.fromkeys(one.name for one in found.cameras)),
        "mark": tuple(dict.fromkeys(one.name for one in found.marks)),
    }


def grounds(found: ScoutedSet, scene: Scene, shots: Sequence[Shot]) -> dict[str, Ground]:
    """Return where the shots of a scene are filmed, by shot id; inserts, panels and cards are not in the set."""
    blocked = Angles(found, scene, [shot for shot in shots if shot.scene == scene.id])
    return {shot.id: blocked.ground(shot) for shot in blocked.shots if shot.framing not in GROUNDLESS}


class Angles:
    """One scene in a set: its line of action, who stands where, and which camera that asks for."""

    def __init__(self, found: ScoutedSet, scene: Scene, shots: Sequence[Shot]) -> None:
        """Take up a scene with all of its shots."""
        self.found, self.scene, self.shots = found, scene, tuple(shots)
        # Where the user puts a camera or a mark is there to be named: films made before stay as they are.
        self._cameras = [one for one in found.cameras if not one.saved] or list(found.cameras)
        self._marks = [one for one in found.marks if not one.saved] or list(found.marks)
        self._number = _number(scene.id)
        self._row = _row(scene)
        seen = {placed.character for shot in self.shots for placed in shot.figures}
        self._alone = len(seen & set(scene.present) or seen) < 2
        self._sides = _sides(self.shots)
        self._line = self._line_of_action()

    def ground(self, shot: Shot) -> Ground:
        """Return camera and mark of a shot: those it names, where the set has them, else those that suit."""
        named = self.found.camera(shot.camera)
        place = next((one for one in self.found.marks if one.name == shot.mark), None)
        camera = named or self._camera(shot)
        mark = place or self._mark(shot, camera)
        cameras = [camera] if named else [camera, *self._as_well(camera)]
        marks = [mark] if place else list(dict.fromkeys([mark, self._marks[0]]))
        others = [(one, there) for there in marks for one in cameras if (one, there) != (camera, mark)]
        spares = tuple(Ground(camera=one, mark=there, taken=self.found.hour) for one, there in others[:SPARES])
        return Ground(camera=camera, mark=mark, taken=self.found.hour, spares=spares)

    # Cameras ----------------------------------------------------------------------------------------------------------

    def _camera(self, shot: Shot) -> SetCamera:
        for_right, for_left, both = self._line
        turned = "wide", "high"
        if shot.framing == "establishing" or not shot.figures:
            return self._best(*(turned if self._number % 2 else reversed(turned)), "front")
        if shot.framing == "wide":
            return self._best("wide", both, "front")
        if shot.framing == "silhouette":
            return self._best("reverse", "wide", "front")
        looks = self._looks(shot)
        own = {"right": for_right, "left": for_left, "": both}[looks]
        if shot.framing in _SINGLES and shot.framing != "over_shoulder" and shot.angle in ("low", "high"):
            return self._best(shot.angle, own)
        if shot.framing == "two_shot":
            return self._best(*([shot.angle] if shot.angle in ("low", "high") else []), both, "front")
        return self._best(own, "front")

    def _looks(self, shot: Shot) -> Side | Literal[""]:
        """Return which way the one looks whose shot it is; the same in the whole scene, unless nobody else is there."""
        whose = shot.figures[-1]
        if self._alone:
            return whose.faces if whose.faces in ("left", "right") else ""
        if whose.character in self._sides:
            return self._sides[whose.character]
        if whose.character in self._row[:2]:
            return "right" if self._row.index(whose.character) == 0 else "left"
        return ""

    def _line_of_action(self) -> tuple[str, str, str]:
        """Return the cameras of the scene's line: across the set or along it in turn, where both ends are well seen."""
        lines = _LINES if self._number % 2 else (_ALONG, _ACROSS, *_LINES[2:])
        able = {one.name for one in self._cameras if one.seen >= WELL}
        return next((line for line in lines if {*line[:2]} <= able), ("front", "front", "front"))

    def _as_well(self, camera: SetCamera) -> list[SetCamera]:
        """Return the cameras that do as well as one: from between the two people, then whatever else is well seen."""
        order = [self._line[2], "front", "wide", "high", *self._line[:2]]
        there = {one.name: one for one in reversed(self._cameras)}
        able = (there[name] for name in dict.fromkeys(order) if name in there and there[name].seen >= WELL)
        return [one for one in able if one.name != camera.name]

    def _best(self, *names: str) -> SetCamera:
        """Return the first camera so called that is well seen; without one, the best seen of all."""
        there = {one.name: one for one in reversed(self._cameras)}
        able = (there[name] for name in names if name in there and there[name].seen >= WELL)
        return next(able, None) or max(self._cameras, key=lambda one: one.seen)

    # Marks ------------------------------------------------------------------------------------------------------------

    def _mark(self, shot: Shot, camera: SetCamera) -> Mark:
        """Return where the people of a shot stand: those who talk in one place a scene, who watches in another."""
        home = (self._number - 1) % len(self._marks)
        others = [*self._marks[home + 1 :], *self._marks[:home]]
        order = [self._marks[home], *others]
        watching = [placed.character for placed in shot.figures if placed.character not in self._row[:2]]
        if others and len(shot.figures) == 1 and watching and not self._alone:
            aside = zlib.crc32(watching[0].encode("utf-8")) % len(others)
            order = [others[aside], *order]
        return next((mark for mark in order if _in_sight(camera, mark)), self._marks[0])


def _number(scene: str) -> int:
    """Return which scene of its episode it is, by its id."""
    told = scene.rpartition(".")[2]
    return int(told) if told.isdigit() and int(told) else 1 + zlib.crc32(scene.encode("utf-8")) % 7


def _row(scene: Scene) -> list[str]:
    """Return who is there: those who speak in the room first, as they begin to."""
    speak = [beat.line.speaker for beat in scene.beats if beat.line and beat.line.via == "on"]
    return [who for who in dict.fromkeys([*speak, *scene.present]) if who in scene.present]


def _sides(shots: Sequence[Shot]) -> Mapping[str, Side]:
    """Return which way everybody looks in most of the shots."""
    looks: dict[str, Counter[Side]] = {}
    for shot in shots:
        for placed in shot.figures:
            if placed.faces == "left" or placed.faces == "right":
                looks.setdefault(placed.character, Counter())[placed.faces] += 1
    return {who: counted.most_common(1)[0][0] for who, counted in looks.items()}


def _in_sight(camera: SetCamera, mark: Mark) -> bool:
    """Tell whether somebody on a mark is before the camera, and not too near."""
    eye = camera.eye
    x, z = mark.x - eye.at[0], mark.z - eye.at[2]
    aside = (math.degrees(math.atan2(x, -z)) - eye.yaw + 180) % 360 - 180
    return math.hypot(x, z) >= NEAR and abs(aside) <= ASIDE
