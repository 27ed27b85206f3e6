"""Clips by diffusion: a ClipSpec becomes an mp4 on this machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from ...errors import MakerRefused, SettingsError, ToolError
from ..clip.spec import ClipAbilities, ClipSpec
from ..picture.encode import Encoding, encode
from ..take import Lane, Made, Take
from .asked import Course
from .card import Device, needs_torch
from .failures import plainly
from .frames import opened, paced, told
from .loading import Source
from .memory import Allowed
from .quiet import quietly
from .registry import DRIVEN, Model, accepted, model
from .wan import Wan, frames_for
from .warm import Wanted, warm
from .weights import digest


@dataclass(frozen=True)
class DiffusionClips:
    """Makes a ClipSpec into a silent mp4 at the model's own frame rate. Inputs: the first frame, then the last.

    Facts: as those of ``DiffusionFrames``, and ``fps``, ``frames``.
    """

    model: str = "wan2.2-ti2v-5b"
    folder: str = ""
    """With the weights; empty: the hub."""
    revision: str = "main"
    steps: int = 0
    """0: as many as the model needs."""
    guidance: float = -1.0
    """Negative: as the model is best with."""
    device: Device | None = None
    allow: tuple[Allowed, ...] = ("offload",)
    """What may be done if the card is too small."""
    compiled: bool = False
    accept_licences: tuple[str, ...] = ()

    suffix = ".mp4"

    @property
    def lane(self) -> Lane:
        """In the process that keeps models warm."""
        return "card"

    @property
    def tool(self) -> str:
        """The name of the model."""
        return self.model

    @property
    def version(self) -> str:
        """Covers the weights, the course and whether they may be coarser than they were published."""
        weights = digest(self.folder) if self.folder else self.revision
        coarse = "coarse" if "quantised" in self.allow else "full"
        return f"1/{weights}/{self.course.steps}/{self.course.guidance}/{coarse}"

    @property
    def known(self) -> Model:
        """What the registry says of the model; raise SettingsError if it is none for clips."""
        known = model(self.model)
        if known.kind != "clip":
            raise SettingsError(f"{self.model} makes frames, not clips: name it as the maker of frames.")
        if known.family not in DRIVEN:
            raise SettingsError(f'{self.model} cannot be run here yet: choose another, say model = "wan2.2-ti2v-5b".')
        return known

    @property
    def course(self) -> Course:
        """How many steps it takes, and how closely it is guided."""
        known = self.known
        return Course(self.steps or known.steps, known.guidance if self.guidance < 0 else self.guidance)

    @property
    def abilities(self) -> ClipAbilities:
        """What it can do."""
        known = self.known
        return ClipAbilities(last=known.last_frame, longest=known.seconds, multiple=known.multiple)

    def check(self) -> None:
        """Raise SettingsError if it may not be used, MissingPart if a package is absent; loads nothing."""
        accepted(self.known, self.accept_licences)
        needs_torch()

    def make(self, spec: ClipSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the clip at ``out``; raise OutOfMemory, MissingPart or MakerRefused with the remedy."""
        self.check()
        self._fits(spec)
        first, last = _ends(spec, inputs)
        known, size = self.known, (spec.width, spec.height)
        count = frames_for(min(spec.seconds, known.seconds), known.fps)
        source = Source(self.folder, self.revision)
        loaded = warm(Wanted(known, source, self.device, self.allow, self.compiled))
        with plainly(known, f"making a clip of {size[0]}x{size[1]}", size), quietly():
            began = time.perf_counter()
            frames = list(Wan(loaded, self.course).clip(first, last, spec.prompt, spec.seed, size, count))
            took = time.perf_counter() - began
        encode(frames, out, Encoding(size[0], size[1], known.fps))
        facts = {"fps": known.fps, "frames": len(frames), **paced(self.course.steps, took)}
        return Made(seconds=len(frames) / known.fps, facts={**told(loaded, size, spec.seed), **facts})

    def _fits(self, spec: ClipSpec) -> None:
        able, known = self.abilities, self.known
        if spec.width % able.multiple or spec.height % able.multiple:
            raise MakerRefused(
                f"{self.model} makes sizes that are multiples of {able.multiple}, not {spec.width}x{spec.height}."
            )
        if max(spec.width, spec.height) > known.longest:
            raise MakerRefused(f"{self.model} makes {known.longest} pixels at most, not {spec.width}x{spec.height}.")
        if spec.references:
            raise MakerRefused(f"{self.model} can be shown no pictures but the first and the last frame.")


def _ends(spec: ClipSpec, inputs: Sequence[Take]) -> tuple[Image | None, Image | None]:
    """Return the first and the last frame, those that there are."""
    if len(inputs) != spec.first + spec.last:
        raise ToolError(f"A clip was given {len(inputs)} takes, not those that its Spec names.")
    given = [opened(take) for take in inputs]
    return (given[0] if spec.first else None), (given[-1] if spec.last else None)
