"""Remouthing: the picture of footage, whose mouths say something else while they are heard, and captions over it.

Every other pixel is the decoded original, written once more at a quality at which nobody sees that it was.
"""

from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ..photo.faces import Face
from ..photo.performing import mouth_pose
from ..photo.tracking import Track, shares
from ..photo.visage import Tones, Visage, tones_of
from ..picture.captions import Captions
from ..picture.spec import Caption, MouthKey
from ..take import Made, Spec, Take
from .cutting import whole
from .decoding import even, pictures
from .writing import write_picture

Pixels = npt.NDArray[np.uint8]


class Speaking(Spec):
    """What one face says in one stretch of what was watched."""

    track: str
    """Its name among the tracks: ``3.0``."""
    first: int
    """Frame of the video at which the stretch begins."""
    frames: int
    """For how many, at most, the mouth is remade: afterwards it is the original's again."""
    mouth: tuple[MouthKey, ...]
    """In seconds of the video."""


class RemouthSpec(Spec):
    """The picture of the video that is handed in first.

    If any mouth is remade here, its tracks come second; then the clips of ``clips``, in order.
    """

    width: int
    height: int
    rate: str
    speaking: tuple[Speaking, ...] = ()
    clips: tuple[int, ...] = ()
    """Frame at which each clip begins that another maker of lips has made of some frames, and stands in their place."""
    captions: tuple[Caption, ...] = ()
    """In seconds of the video."""
    quality: int = 16
    """Of H.264, as x264 counts: 16 is not told from its original."""


@dataclass(frozen=True)
class Remouthing:
    """Makes a silent mp4 of footage. Facts: ``frames``, ``remade`` (in how many a mouth was), ``captioned``."""

    tool = "remouthing"
    version = "2"
    suffix = ".mp4"

    def make(self, spec: RemouthSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the picture at ``out``; ToolError if the video or its tracks do not read."""
        if len(inputs) != 1 + bool(spec.speaking) + len(spec.clips):
            raise MakerRefused("mouths are remade in one video whose faces were followed: hand in both")
        cv2.setNumThreads(1)
        mouths = _mouths(spec, Path(inputs[1].path)) if spec.speaking else []
        size = even(spec.width, spec.height)
        others = [Path(take.path) for take in inputs[len(inputs) - len(spec.clips) :]]
        clips = [
            (first, pictures(path, str(whole(spec.rate)), size)) for first, path in zip(spec.clips, others, strict=True)
        ]
        shown = _Shown(spec, mouths, clips)
        video = pictures(Path(inputs[0].path), spec.rate, size)
        write_picture(shown.frames(video), out, size, spec.rate, spec.quality)
        facts: dict[str, object] = {"frames": shown.count, "remade": shown.remade, "captioned": shown.captioned}
        return Made(seconds=shown.count / float(Fraction(spec.rate)), facts=facts)


class _Mouth:
    """One face in one stretch that says something else."""

    def __init__(self, speaking: Speaking, track: Track, spoken: "_Tones") -> None:
        self.speaking = speaking
        self.track: Track = [face if n < speaking.frames else None for n, face in enumerate(track)]
        self.shares = shares(self.track)
        self.tones = spoken

    def speak(self, number: int, t: float, picture: Pixels) -> bool:
        """Lay the mouth over a frame (BGR), in place; return whether it did."""
        place = number - self.speaking.first
        if not 0 <= place < len(self.track):
            return False
        face, share = self.track[place], float(self.shares[place])
        if face is None or share <= 0.02:
            return False
        # What the footage shows between lips belongs to words that nobody says now: teeth are painted instead.
        visage = Visage(picture, face, self.tones.of(picture, face), showing=False)
        pose = mouth_pose(self.speaking.mouth, t) | {"close": 1.0}
        patch = visage.draw({name: amount * share for name, amount in pose.items()})[..., :3]
        x, y = visage.corner
        picture[y : y + patch.shape[0], x : x + patch.shape[1]] = patch
        return True


class _Tones:
    """The colours of one face, taken where it is first seen."""

    def __init__(self) -> None:
        self.found: Tones | None = None

    def of(self, picture: Pixels, face: Face) -> Tones:
        self.found = self.found or tones_of(picture, face)
        return self.found


def _mouths(spec: RemouthSpec, tracks: Path) -> list[_Mouth]:
    with np.load(tracks) as found:
        return [
            _Mouth(
                one, [None if np.isnan(points).any() else Face(points.astype(np.float64)) for points in rows], _Tones()
            )
            for one in spec.speaking
            if (rows := found[one.track]) is not None
        ]


class _Shown:
    """The frames as they are shown, made one by one."""

    def __init__(
        self, spec: RemouthSpec, mouths: Sequence[_Mouth], clips: Sequence[tuple[int, Generator[Pixels]]]
    ) -> None:
        self.clips = sorted(clips, key=lambda clip: clip[0])
        self.rate = Fraction(spec.rate)
        self.mouths = sorted(mouths, key=lambda mouth: mouth.speaking.first)
        self.firsts = [mouth.speaking.first for mouth in self.mouths]
        self.captions = placed(spec.captions, *even(spec.width, spec.height))
        self.count = self.remade = self.captioned = 0

    def frames(self, video: Iterator[Pixels]) -> Iterator[Pixels]:
        """Yield every frame: height x width x 3, RGB."""
        for number, picture in enumerate(video):
            t = float(number / self.rate)
            self.count += 1
            yield self._captioned(self._spoken(number, t, self._replaced(number, picture)), t)
        for _, clip in self.clips:
            clip.close()

    def _replaced(self, number: int, picture: Pixels) -> Pixels:
        """Return the frame of the clip that stands in the place of this one, or this one."""
        for first, clip in self.clips:
            made = next(clip, None) if number >= first else None
            if made is not None:
                self.remade += 1
                return made
        return picture

    def _spoken(self, number: int, t: float, picture: Pixels) -> Pixels:
        near = self.mouths[: bisect_right(self.firsts, number)]
        near = [mouth for mouth in near if number < mouth.speaking.first + len(mouth.track)]
        if not near:
            return picture
        drawn = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), np.uint8)
        spoken = [mouth.speak(number, t, drawn) for mouth in near]
        if any(spoken):
            self.remade += 1
            return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_BGR2RGB), np.uint8)
        return picture

    def _captioned(self, picture: Pixels, t: float) -> Pixels:
        captions, corner = self.captions
        strip = captions.strip(t) if captions is not None else None
        if captions is None or strip is None:
            return picture
        shown = picture.copy()
        x, y = corner
        strip.blend(shown[y:, x : x + captions.width])
        self.captioned += 1
        return shown


def placed(captions: Sequence[Caption], width: int, height: int) -> tuple[Captions | None, tuple[int, int]]:
    """Return captions laid out for a frame of any shape, and the corner of the part of the frame that they lie in.

    In an upright one they stand where ours do; in a broad one they are as large as subtitles are, and lower.
    """
    if not captions:
        return None, (0, 0)
    if height >= 1.2 * width:
        return Captions(tuple(captions), width, height), (0, 0)
    tall, wide = round(0.75 * height), min(width, round(0.95 * height))
    return Captions(tuple(captions), wide, tall), ((width - wide) // 2, round(0.93 * height - 0.8 * tall))
