"""Lips: the mouths of a clip are remade to say something, and nothing else of it changes."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused, ToolError
from ..clip.decoding import frames
from ..clip.probe import probe_clip
from ..picture.encode import Encoding, encode
from ..picture.spec import MouthKey, ShotSpec
from ..take import Made, Spec, Take
from .faces import Face
from .performing import mouth_pose
from .roles import seen_from_front
from .tracking import shares, steady, tracks, usable
from .visage import Tones, Visage, tones_of

Pixels = npt.NDArray[np.uint8]


class LipSpec(Spec):
    """What the mouths of one clip are to say; its size is that of the clip."""

    mouths: tuple[tuple[MouthKey, ...], ...]
    """For each person whose face is seen, from left to right; an empty one is left as it is."""
    fps: int = 24
    seed: int = 0
    draft: bool = False


@dataclass(frozen=True)
class Lips:
    """Makes a silent mp4 of one clip, whose mouths say what a LipSpec, or a bare ShotSpec, has them say."""

    tool = "lips"
    version = "1"
    suffix = ".mp4"
    lane = "cores"

    def make(self, spec: LipSpec | ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Remake the mouths of the clip, the one input, into ``out``; raise a ToolError otherwise.

        A frame where no face can be followed stays as it is. Facts: width, height, fps, frames; for each mouth
        ``found``, the share of frames with its face, ``remade``, the share where it was remade, and ``reasons``;
        ``mouths``: for each ``[t, open]`` at every frame that was remade.
        """
        if len(inputs) != 1:
            raise MakerRefused(f"lips are remade in one clip, not in {len(inputs)}: hand in the clip of the shot")
        lips = spec if isinstance(spec, LipSpec) else lip_spec(spec)
        remake = Remake(lips, Path(inputs[0].path))
        encode(remake.frames(), out, Encoding(*remake.size, lips.fps, lips.draft))
        return Made(seconds=remake.count / lips.fps, facts=remake.facts())


def lip_spec(shot: ShotSpec) -> LipSpec:
    """Return what the mouths of a shot say: of those who face us."""
    mouths = tuple(figure.mouth for index, figure in enumerate(shot.figures) if seen_from_front(shot, index))
    return LipSpec(mouths=mouths, fps=shot.fps, seed=shot.seed, draft=shot.draft)


class Remake:
    """One clip whose mouths are remade: looked through once, then made frame by frame."""

    def __init__(self, spec: LipSpec, path: Path) -> None:
        cv2.setNumThreads(1)
        self.spec, self.path = spec, path
        self.clip = probe_clip(path)
        self.size = (self.clip.width - self.clip.width % 2, self.clip.height - self.clip.height % 2)
        # Those who say nothing are followed too: a mouth is never given to the wrong face.
        places = list(range(len(spec.mouths)))
        self.count = 0
        found = tracks(self._counted(), places)
        if not self.count:
            raise ToolError(f"{path.name} gave not a single frame; have the clip made again")
        self.tracks = [steady(found[place]) for place in places]
        self.shares = [shares(track) for track in self.tracks]
        self.mouths: list[list[list[float]]] = [[] for _ in places]
        self._tones: dict[int, Tones] = {}

    def frames(self) -> Iterator[Pixels]:
        """Yield every frame of the clip: height x width x 3, RGB."""
        for number, picture in enumerate(self._pictures()):
            yield self.remade(number, picture)

    def remade(self, number: int, picture: Pixels) -> Pixels:
        """Return a frame (BGR) with its mouths remade, in RGB."""
        t = number / self.spec.fps
        done = picture.copy()
        for place, keys in enumerate(self.spec.mouths):
            face, share = self.tracks[place][number], float(self.shares[place][number])
            if keys and face is not None and share > 0.02:
                opened = self._speak(place, face, done, mouth_pose(keys, t), share)
                self.mouths[place].append([round(t, 4), round(opened, 3)])
        return np.asarray(cv2.cvtColor(done, cv2.COLOR_BGR2RGB), np.uint8)

    def _speak(self, place: int, face: Face, picture: Pixels, pose: dict[str, float], share: float) -> float:
        """Lay a speaking mouth over the frame, in place; return how far it is open."""
        tones = self._tones.setdefault(place, tones_of(picture, face))
        # What the clip's own mouth shows comes and goes with words that nobody says: teeth are painted instead.
        visage = Visage(picture, face, tones, showing=False)
        drawn = {name: amount * share for name, amount in (pose | {"close": 1.0}).items()}
        patch = visage.draw(drawn)[..., :3]
        x, y = visage.corner
        picture[y : y + patch.shape[0], x : x + patch.shape[1]] = patch
        return visage.opened(drawn)

    def _counted(self) -> Generator[Pixels]:
        for picture in self._pictures():
            self.count += 1
            yield picture

    def _pictures(self) -> Generator[Pixels]:
        with closing(frames(self.path, self.clip, self.size, self.spec.fps)) as decoded:
            for frame in decoded:
                yield np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), np.uint8)

    def facts(self) -> dict[str, object]:
        """Return what was found and made: plain data."""
        return {
            "width": self.size[0],
            "height": self.size[1],
            "fps": self.spec.fps,
            "frames": self.count,
            "found": [round(sum(face is not None for face in track) / self.count, 3) for track in self.tracks],
            "remade": [round(len(mouth) / self.count, 3) for mouth in self.mouths],
            "reasons": [self._reason(place) for place in range(len(self.tracks))],
            "mouths": self.mouths,
        }

    def _reason(self, place: int) -> str:
        """Return why a mouth was not remade in every frame: what stood in the way most often."""
        if not self.spec.mouths[place]:
            return "it says nothing"
        reasons = [reason for face in self.tracks[place] if (reason := usable(face))]
        return max(sorted(set(reasons)), key=reasons.count) if reasons else ""
