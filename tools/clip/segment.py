"""A segment in the making: the frames of raw clips, cut to shape and counted, with what is laid over them."""

from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import ToolError
from ..picture.captions import Captions, badge
from ..picture.spec import ShotSpec
from .decoding import frames
from .fitting import HELD, UNSEEN
from .framing import Crop, crop
from .probe import RawClip
from .sightings import Sightings

Pixels = npt.NDArray[np.uint8]


class Segment:
    """One shot made of clips that follow each other; what is seen in it is noted as its frames go by."""

    def __init__(self, spec: ShotSpec, clips: Sequence[tuple[Path, RawClip]], speed: float) -> None:
        cv2.setNumThreads(1)
        self.spec, self.clips, self.speed = spec, clips, speed
        self.seen = Sightings(spec)
        self._captions = Captions(spec.captions, spec.width, spec.height)
        self._badge = badge(spec.badge, spec.width, spec.height)

    def frames(self) -> Generator[Pixels]:
        """Yield every frame: height x width x 3, RGB; ToolError if there are not enough, or all are black."""
        for index, plain in enumerate(self._counted()):
            self.seen.note(index, plain)
            frame = plain.copy()
            self._captions.blend(frame, index / self.spec.fps)
            if self._badge is not None:
                self._badge.blend(frame)
            yield frame
        if self.seen.black:
            raise ToolError(f"{self._name(0)} is black from beginning to end; have it made again with another seed")

    def _counted(self) -> Generator[Pixels]:
        """Yield exactly as many frames as the shot has: the last one stands for a moment if it has to, no longer."""
        last: Pixels | None = None
        count = 0
        with closing(self._plain()) as plain:
            for last in islice(plain, self.spec.frames):
                count += 1
                yield last
        # What a container promises need not come out of it.
        if last is None:
            raise ToolError(f"{self._name(0)} gave not a single frame; have the clip made again")
        lacking = self.spec.frames - count
        if lacking > max(UNSEEN, round(HELD * self.spec.fps)):
            raise ToolError(
                f"{self._name(-1)} breaks off after {count} of {self.spec.frames} frames; have the clip made again"
            )
        for _ in range(lacking):
            yield last

    def _plain(self) -> Generator[Pixels]:
        """Yield the frames of all clips as far as they reach, cut to the shape of the shot."""
        spec, kept = self.spec, self._crops()
        for number, (path, clip) in enumerate(self.clips):
            with closing(frames(path, clip, kept[number].size, spec.fps, self.speed)) as decoded:
                # A later clip begins with the frame on which the one before it ended.
                for picture in islice(decoded, 1 if number else 0, None):
                    yield kept[number].of(picture, spec.width, spec.height)

    def _crops(self) -> list[Crop]:
        """Return how each clip is cut: clips of one size alike, or the picture would jump where they meet."""
        spec = self.spec
        by_size: dict[tuple[int, int], Crop] = {}
        for path, clip in self.clips:
            size = (clip.width, clip.height)
            if size not in by_size:
                by_size[size] = crop(path, clip, spec.width, spec.height, bool(self.seen.visible))
        return [by_size[clip.width, clip.height] for _, clip in self.clips]

    def _name(self, number: int) -> str:
        return self.clips[number][0].name
