"""Filming: a Spec becomes frames, and what was seen in them becomes facts."""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from .bokeh import bokeh_for
from .camera import Camera
from .captions import Captions, badge
from .compositing import Board
from .composition import compose
from .grade import SHRUNK, Grade
from .people import Person, Scene, Seen
from .spec import ShotSpec
from .stage import Backlight, Stage
from .stock import give_back
from .windows import Box

Pixels = npt.NDArray[np.uint8]
WIND = {"rain": 0.9, "snow": 0.7, "fog": 0.2}
"""How hard it blows outdoors; under a clear sky 0.6."""


class StageScene:
    """People on a set: most shots; with nobody in it, an establishing shot."""

    bloom = 0.55

    def __init__(self, spec: ShotSpec) -> None:
        standings = compose(spec) if spec.framing != "establishing" else ()
        move = "drift" if spec.framing == "establishing" and spec.move == "still" else spec.move
        self.camera = Camera(move, spec.seconds, spec.seed)
        self.stage = Stage(spec, self.camera, standings)
        dark = spec.framing == "silhouette" or spec.style == "silhouette"
        wind = 0.0 if self.stage.plate.indoors else WIND.get(spec.stage.weather, 0.6)
        self.people = [
            Person(spec, standing, self.stage.plate.light, dark, wind=wind, cropped=True) for standing in standings
        ]
        self.backlight = Backlight(spec.width, self.stage.plate.light, standings) if dark and standings else None
        self.bokeh = bokeh_for(spec, self.stage.plate.glow) if standings and not dark else None

    @property
    def grade(self) -> str:
        """Name of the tone curve."""
        return self.stage.plate.grade

    @property
    def speakers(self) -> dict[int, Person]:
        """Those whose lips can be seen, by their place in the Spec."""
        return {one.standing.index: one for one in self.people if not (one.dark or one.standing.back)}

    def lips(self, index: int, t: float) -> list[Box]:
        """Return where what a speaker's lips move is seen at ``t`` seconds."""
        return [self.speakers[index].lips(self.stage, self.camera.at(t), t)]

    def draw(self, board: Board, t: float) -> list[Seen]:
        """Paint the moment over the whole frame."""
        view = self.camera.at(t)
        self.stage.draw_behind(board, view, t)
        if self.backlight is not None:
            self.backlight.draw(board, self.stage.placing(view, 0.8), t)
        level = [person for person in self.people if person.standing.depth <= 1]
        near = [person for person in self.people if person.standing.depth > 1]
        seen = [person.draw(board, self.stage, view, t) for person in level]
        self.stage.draw_front(board, view, t)
        seen += [person.draw(board, self.stage, view, t) for person in near]
        if self.bokeh is not None:
            self.bokeh.draw(board, view)
        return [face for face in seen if face is not None]


def scene_of(spec: ShotSpec) -> Scene:
    """Return the scene that a Spec's framing asks for."""
    match spec.framing:
        case "panels" if spec.figures:
            from .panels import PanelScene

            return PanelScene(spec)
        case "insert" if spec.prop is not None:
            from .insert import InsertScene

            return InsertScene(spec)
        case "title" | "end":
            from .cards import CardScene

            return CardScene(spec)
        case _:
            return StageScene(spec)


class Filming:
    """One shot being filmed; frames are made one after the other into the same memory."""

    def __init__(self, spec: ShotSpec, scene: Scene | None = None) -> None:
        """``scene``: what is filmed, if not what the Spec's framing asks for."""
        cv2.setNumThreads(1)
        self.spec = spec
        self.scene = scene or scene_of(spec)
        give_back()
        self.grade = Grade(spec.style, self.scene.grade, spec.width, spec.height, spec.draft)
        self.captions = Captions(spec.captions, spec.width, spec.height)
        self.badge = badge(spec.badge, spec.width, spec.height)
        self.faces: list[list[list[float]]] = [[] for _ in spec.figures]
        self.mouths: list[list[list[float]]] = [[] for _ in spec.figures]
        self.luma: list[float] = []
        self.whole = Box(0, 0, spec.width, spec.height)
        self._board = Board(spec.width, spec.height)
        self._frame = np.zeros((spec.height, spec.width, 3), np.uint8)
        self._sampled_every = max(1, round(spec.fps / 4))

    def frame(self, index: int) -> Pixels:
        """Return frame ``index``: height x width x 3, RGB; valid until the next call."""
        t = index / self.spec.fps
        seen = self.scene.draw(self._board, t)
        cv2.cvtColor(self._board.pixels, cv2.COLOR_BGRA2RGB, dst=self._frame)
        self.grade.apply(self._frame, index, self.scene.bloom)
        self._note(index, t, seen)
        for strip in (self.captions.strip(t), self.badge):
            if strip is not None:
                strip.blend(self._frame)
        return self._frame

    def part(self, index: int, part: Box) -> Pixels:
        """Return that part of frame ``index``, as ``frame`` would have it: height x width x 3, RGB; notes nothing."""
        t = index / self.spec.fps
        around = part.grown(self.grade.margin).snapped(SHRUNK).common(self.whole)
        board = Board(self.spec.width, self.spec.height, around, part)
        self.scene.draw(board, t)
        graded = np.asarray(cv2.cvtColor(board.pixels, cv2.COLOR_BGRA2RGB), np.uint8)
        self.grade.apply(graded, index, self.scene.bloom, around)
        drawn = np.ascontiguousarray(graded[part.moved(-around.left, -around.top).slices])
        for strip in (self.captions.strip(t), self.badge):
            if strip is not None:
                strip.blend(drawn, part)
        return drawn

    def frames(self) -> Iterator[Pixels]:
        """Film the whole shot: moviepy's clock asks, frame by frame."""
        from moviepy import VideoClip

        fps, count = self.spec.fps, self.spec.frames
        # A quarter of a frame more, because moviepy cuts the number of frames down to a whole one.
        clip = VideoClip(duration=(count + 0.25) / fps)
        # Given to the constructor, the first frame would be filmed once more to learn its size.
        clip.size = (self.spec.width, self.spec.height)
        clip.frame_function = lambda t: self.frame(min(count - 1, round(t * fps)))
        yield from clip.iter_frames(fps=fps, dtype="uint8")

    def facts(self) -> dict[str, object]:
        """Return what was seen in the frames made so far: plain data."""
        spec = self.spec
        return {
            "width": spec.width,
            "height": spec.height,
            "fps": spec.fps,
            "frames": spec.frames,
            "faces": self.faces,
            "mouths": self.mouths,
            "luma": self.luma,
        }

    def _note(self, index: int, t: float, seen: list[Seen]) -> None:
        for face in seen:
            self.mouths[face.index].append([round(t, 4), round(face.open, 3)])
        if index % self._sampled_every == 0:
            for face in seen:
                self.faces[face.index].append([round(t, 4), *(round(edge, 4) for edge in face.box)])
            self.luma.append(round(float(np.mean(cv2.mean(self._frame)[:3])), 2))
