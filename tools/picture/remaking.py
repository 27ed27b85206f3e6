"""Remaking: a drawn shot as it was becomes one in another language; the rest of every frame stays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...errors import ToolError
from .captions import Captions, Strip, badge
from .cards import CardScene
from .figure.emotion import expression
from .figure.mouth import openness
from .filming import Filming, scene_of
from .insert import InsertScene
from .lips import Lips
from .people import Scene
from .planes import write
from .spec import ShotSpec
from .stock import forget_pieces
from .windows import Box, joined

Pixels = npt.NDArray[np.uint8]

SEAM = 6
"""Pixels around words that the encoder has blurred into their surroundings."""
MOST = 0.55
"""Share of a frame from which it is cheaper to draw all of it."""


@dataclass(frozen=True)
class Mouth:
    """The lips of one person, as they were and as they are to be."""

    was: Lips
    now: Lips

    def differs(self, moment: float) -> bool:
        """Whether they look otherwise in a drawing."""
        return self.was.at(moment) != self.now.at(moment)


class Remaking:
    """One shot being made over: it acts as it did, and only lips, captions and written words are new."""

    def __init__(self, shot: ShotSpec, was: ShotSpec, scene: Scene | None = None) -> None:
        """``scene``: where it was filmed, if not where its framing asks for."""
        self.shot, self.was, self.size = shot, was, (was.width, was.height)
        # Nods, glances and the cut of panels were decided by what was said: they stay.
        self.filming = Filming(worded(was, shot), scene)
        self.speakers = self.filming.scene.speakers
        self.mouths = {n: self._mouth(n) for n in self.speakers if shot.figures[n].mouth != was.figures[n].mouth}
        self.captions = Captions(was.captions, *self.size)
        self.badges = () if was.badge == shot.badge else (badge(was.badge, *self.size), self.filming.badge)
        self.before = scene_of(was) if _written(was) != _written(shot) else None
        """The scene with its words as they were, if they are others now."""
        forget_pieces()
        self.pixels = 0
        self.remade = 0

    def _mouth(self, n: int) -> Mouth:
        acting = self.speakers[n].acting
        was = acting.lips
        acting.says(self.shot.figures[n].mouth)
        return Mouth(was, acting.lips)

    def windows(self, index: int) -> list[Box]:
        """Return the parts of frame ``index`` that are to be drawn; their edges are even."""
        t = index / self.shot.fps
        found = self._words(t)
        for n, mouth in self.mouths.items():
            if mouth.differs(self.speakers[n].acting.drawing(t)):
                found += self.filming.scene.lips(n, t)
        whole = self.filming.whole
        parts = joined((one.snapped(2).common(whole) for one in found), self.filming.grade.margin)
        return [whole] if sum(part.area for part in parts) > MOST * whole.area else parts

    def _words(self, t: float) -> list[Box]:
        """Return where anything written differs at ``t`` seconds."""
        strips: list[Strip | None] = [*self.badges]
        was, now = self.captions.strip(t), self.filming.captions.strip(t)
        if not alike(was, now):
            strips += [was, now]
        found = [strip.box.grown(SEAM) for strip in strips if strip is not None]
        scene, before = self.filming.scene, self.before
        if isinstance(scene, CardScene) and isinstance(before, CardScene):
            found += [scene.words(t), before.words(t)]
        elif isinstance(scene, InsertScene) and isinstance(before, InsertScene):
            found += scene.unlike(before, t)
        return found

    def frames(self, original: Iterable[Pixels]) -> Iterator[Pixels]:
        """Yield the frames of the original as planes, drawn over where they differ."""
        index = -1
        for index, frame in enumerate(original):
            parts = self.windows(index)
            for part in parts:
                write(frame, self.filming.part(index, part), part)
                self.pixels += part.area
            self.remade += bool(parts)
            yield frame
        if index + 1 != self.shot.frames:
            raise ToolError(
                f"the take to be made over has {index + 1} frames and its Spec {self.shot.frames}: make it again first"
            )

    def facts(self, original: Mapping[str, Any]) -> dict[str, object]:
        """Return the facts of the original with its mouths as they are now, and how much was drawn."""
        shot = self.shot
        size = {"width": shot.width, "height": shot.height, "fps": shot.fps, "frames": shot.frames}
        mouths = [
            [[t, self._open(n, round(t * shot.fps) / shot.fps)] if n in self.mouths else [t, was] for t, was in seen]
            for n, seen in enumerate(original.get("mouths", ()))
        ]
        share = self.pixels / (self.filming.whole.area * shot.frames)
        kept = {name: original.get(name, []) for name in ("faces", "luma")}
        return {**size, **kept, "mouths": mouths, "remade": self.remade, "pixels": round(share, 4)}

    def _open(self, n: int, t: float) -> float:
        person = self.speakers[n]
        return round(openness(person.figure.body, expression(person.state(t))), 3)


def alike(one: Strip | None, other: Strip | None) -> bool:
    """Whether two captions look the same."""
    if one is None or other is None:
        return one is other
    return one.box == other.box and np.array_equal(one.colour, other.colour) and np.array_equal(one.veil, other.veil)


def _written(shot: ShotSpec) -> tuple[str, ...]:
    return shot.title, shot.subtitle, shot.prop.text if shot.prop is not None else ""


def worded(was: ShotSpec, shot: ShotSpec) -> ShotSpec:
    """Return a shot as it was with all that is written in another."""
    names = ("captions", "badge", "title", "subtitle", "prop", "speech")
    return was.model_copy(update={name: getattr(shot, name) for name in names})
