"""Clips by diffusion: a ClipSpec becomes an mp4 on this machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from ...errors import MakerRefused, ToolError
from ..clip.spec import ClipAbilities, ClipSpec
from ..picture.encode import Encoding, encode
from ..take import Made, Take
from .pictures import opened
from .running import Running, told
from .wan import Wan, frames_for


@dataclass(frozen=True)
class DiffusionClips(Running):
    """Makes a ClipSpec into a silent mp4 at the model's own frame rate. Inputs: the first frame, then the last.

    Facts: as those of ``DiffusionFrames``, and ``fps``, ``frames``.
    """

    model: str = "wan2.2-ti2v-5b"

    suffix = ".mp4"

    @property
    def abilities(self) -> ClipAbilities:
        """What it can do; raise SettingsError for a model that makes no clips."""
        known = self.known_as("clip")
        return ClipAbilities(last=known.last_frame, longest=known.seconds, multiple=known.multiple)

    def make(self, spec: ClipSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the clip at ``out``; raise OutOfMemory, MissingPart or MakerRefused with the remedy."""
        known, (first, last) = self.known_as("clip"), self._ends(spec, inputs)
        size = self.sized(spec.width, spec.height)
        self.check()
        count = frames_for(min(spec.seconds, known.seconds), known.fps)
        loaded = self.loaded()
        with self.at_work(loaded, f"making a clip of {size[0]}x{size[1]}", size):
            began = time.perf_counter()
            frames = list(Wan(loaded, self.course).clip(first, last, spec.prompt, spec.seed, size, count))
            took = time.perf_counter() - began
        encode(frames, out, Encoding(size[0], size[1], known.fps))
        facts = told(loaded, size, spec.seed, self.course.steps, took)
        return Made(seconds=len(frames) / known.fps, facts={**facts, "fps": known.fps, "frames": len(frames)})

    def _ends(self, spec: ClipSpec, inputs: Sequence[Take]) -> tuple[Image | None, Image | None]:
        """Return the first and the last frame, those that there are."""
        if spec.references:
            raise MakerRefused(f"{self.model} can be shown no pictures but the first and the last frame.")
        if len(inputs) != spec.first + spec.last:
            raise ToolError(f"{self.model} was given {len(inputs)} takes, not those that its Spec names.")
        given = [opened(take) for take in inputs]
        return (given[0] if spec.first else None), (given[-1] if spec.last else None)
