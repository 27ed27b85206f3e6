"""The maker of still acts: any frame becomes a segment, on any machine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ..picture.captions import Captions, badge
from ..picture.encode import Encoding, encode
from ..picture.spec import ShotSpec
from ..take import Made, Take
from .faces import OVAL, Face, find_faces
from .fitting import fitted
from .frame import read_frame
from .layers import cut_out
from .moving import FAR, Bodies, Warp
from .moving import Path as CameraPath
from .performing import Moment, Performance
from .roles import parts
from .visage import Visage

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class PhotoActing:
    """Makes a silent mp4 segment of a ShotSpec out of one still frame."""

    tool = "photo"
    version = "1"
    suffix = ".mp4"
    lane = "cores"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Let the frame, the one input, act into ``out``; raise a ToolError and leave nothing there otherwise.

        Facts: those of a drawn shot, and ``acted``: for each figure whether its face moves, and if not, why;
        ``layers``: 2 if the person stands out from the background, else 1.
        """
        if spec.width % 2 or spec.height % 2 or min(spec.width, spec.height) < 64:
            raise MakerRefused(
                f"a shot of {spec.width}x{spec.height} cannot be made of a frame: "
                "choose an even width and height of at least 64 pixels"
            )
        if len(inputs) != 1:
            raise MakerRefused(f"the still acts need one frame, not {len(inputs)}: hand in the frame of the shot")
        act = StillAct(spec, read_frame(Path(inputs[0].path), spec))
        encode(act.frames(), out, Encoding(spec.width, spec.height, spec.fps, spec.draft))
        return Made(seconds=spec.frames / spec.fps, facts=act.facts())


class Actor:
    """One figure whose face acts."""

    def __init__(self, index: int, spec: ShotSpec, picture: Pixels, face: Face) -> None:
        self.index, self.face = index, face
        self.visage = Visage(picture, face)
        self.performance = Performance(spec.figures[index], spec, index)
        self._neutral = self._crop(picture)

    def _crop(self, pixels: Pixels) -> Pixels:
        x, y = self.visage.corner
        height, width = self.visage.patch.shape[:2]
        return pixels[y : y + height, x : x + width]

    def act(self, moment: Moment, near: Pixels) -> None:
        """Lay the face as it is now over the nearer plane (BGR or premultiplied BGRA), in place."""
        patch = self.visage.draw(moment.pose, moment.gaze)
        place = self._crop(near)
        if near.shape[2] == 4:
            veil = cv2.merge([place[..., 3]] * 3)
            place[..., :3] = cv2.multiply(patch[..., :3], veil, scale=1 / 255)
        else:
            place[:] = patch[..., :3]


class StillAct:
    """One frame acting; frames are made one after the other into the same memory."""

    def __init__(self, spec: ShotSpec, picture: Pixels) -> None:
        """``picture`` is BGR, in the shape of the shot."""
        cv2.setNumThreads(1)
        self.spec = spec
        size = (picture.shape[1], picture.shape[0])
        faces = find_faces(picture)
        self.parts = parts(spec, [fitted(picture, face) for face in faces], size[0])
        self.actors = [
            Actor(index, spec, picture, part.face)
            for index, part in enumerate(self.parts)
            if part.face is not None and part.acts
        ]
        cut = cut_out(picture, [actor.face for actor in self.actors])
        self.far = None if cut is None else cut.far
        self.near = picture.copy() if cut is None else cut.near
        focus = self.actors[0].face if self.actors else faces[0] if faces else None
        middle = (0.5, 0.42) if focus is None else tuple(focus.points[list(OVAL), :2].mean(axis=0) / size)
        self.path = CameraPath(spec, size, (float(middle[0]), float(middle[1])))
        self.bodies = Bodies(size, [actor.face for actor in self.actors], (spec.seed % 97) / 97)
        self.warp = Warp(spec.width, spec.height)
        self.captions = Captions(spec.captions, spec.width, spec.height)
        self.badge = badge(spec.badge, spec.width, spec.height)
        self.faces: list[list[list[float]]] = [[] for _ in spec.figures]
        self.mouths: list[list[list[float]]] = [[] for _ in spec.figures]
        self.luma: list[float] = []
        self._sampled_every = max(1, round(spec.fps / 4))

    def frames(self) -> Iterator[Pixels]:
        """Make the whole shot."""
        for index in range(self.spec.frames):
            yield self.frame(index)

    def frame(self, index: int) -> Pixels:
        """Return frame ``index``: height x width x 3, RGB."""
        t = index / self.spec.fps
        moments = [actor.performance.at(t) for actor in self.actors]
        for actor, moment in zip(self.actors, moments, strict=True):
            actor.act(moment, self.near)
        frame = np.asarray(cv2.cvtColor(self._filmed(t, moments), cv2.COLOR_BGR2RGB), np.uint8)
        self._note(index, t, moments, frame)
        self.captions.blend(frame, t)
        if self.badge is not None:
            self.badge.blend(frame)
        return frame

    def _filmed(self, t: float, moments: Sequence[Moment]) -> Pixels:
        """Return the planes as the camera sees them, BGR."""
        matrix = self.path.matrix(t)
        if self.far is None and not self.actors:
            return self._plain(self.near, matrix)
        maps = self.warp.maps(matrix, self.bodies.shifts(t, [moment.head for moment in moments]))
        across, down = maps[..., 0], maps[..., 1]
        near = cv2.remap(self.near, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        if self.far is None:
            return np.asarray(near, np.uint8)
        far = self._plain(self.far, self.path.matrix(t, FAR))
        blue, green, red, alpha = cv2.split(near)
        veil = cv2.merge([cv2.bitwise_not(alpha)] * 3)
        behind = cv2.multiply(far, veil, scale=1 / 255)
        return np.asarray(cv2.add(cv2.merge([blue, green, red]), behind), np.uint8)

    def _plain(self, plane: Pixels, matrix: npt.NDArray[np.float64]) -> Pixels:
        size = (self.spec.width, self.spec.height)
        filmed = cv2.warpAffine(plane, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(filmed, np.uint8)

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
            "acted": [{"acted": part.acts, "reason": part.reason} for part in self.parts],
            "layers": 1 if self.far is None else 2,
        }

    def _note(self, index: int, t: float, moments: Sequence[Moment], frame: Pixels) -> None:
        for actor, moment in zip(self.actors, moments, strict=True):
            self.mouths[actor.index].append([round(t, 4), round(actor.visage.opened(moment.pose), 3)])
        if index % self._sampled_every:
            return
        matrix = self.path.matrix(t)
        for number, part in enumerate(self.parts):
            if part.face is not None:
                self.faces[number].append([round(t, 4), *self._box(part.face, matrix)])
        self.luma.append(round(float(np.mean(cv2.mean(frame)[:3])), 2))

    def _box(self, face: Face, matrix: npt.NDArray[np.float64]) -> list[float]:
        left, top, right, bottom = face.box
        corners = np.array([[left, top, 1], [right, bottom, 1]]) @ matrix.T / (self.spec.width, self.spec.height)
        return [round(float(edge), 4) for edge in np.clip(corners, 0, 1).ravel()]
