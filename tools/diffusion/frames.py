"""Frames by diffusion: a FrameSpec becomes a PNG on this machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from ...errors import MakerRefused, ToolError
from ..frame.spec import FrameAbilities, FrameSpec
from ..take import Made, Take
from .asked import Course, FrameModel
from .loading import Loaded
from .pictures import opened, write
from .running import Running, told


@dataclass(frozen=True)
class DiffusionFrames(Running):
    """Makes a FrameSpec into a PNG. Inputs: references in order, then adapters.

    Facts: ``width``, ``height``, ``model``, ``plan``, ``why``, ``device``, ``seed``, ``steps``, ``step_seconds``.
    """

    model: str = "flux2-klein-4b"

    suffix = ".png"

    @property
    def abilities(self) -> FrameAbilities:
        """What it can do; raise SettingsError for a model that makes no frames."""
        known = self.known_as("frame")
        return FrameAbilities(
            references=known.references,
            adapters=True,
            strength=known.family == "stable",
            layout=known.family != "stable",
            multiple=known.multiple,
            longest=known.longest,
        )

    def make(self, spec: FrameSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the picture at ``out``; raise OutOfMemory, MissingPart or MakerRefused with the remedy."""
        refs, loras = self._given(spec, inputs)
        size = self.sized(spec.width, spec.height)
        self.check()
        loaded = self.loaded()
        with self.at_work(loaded, f"making a frame of {size[0]}x{size[1]}", size):
            began = time.perf_counter()
            picture = driver(loaded, self.course).frame(refs, spec.prompt, spec.seed, size, loras, spec.strength)
            took = time.perf_counter() - began
        write(picture, out)
        return Made(facts=told(loaded, picture.size, spec.seed, self.course.steps, took))

    def _given(self, spec: FrameSpec, inputs: Sequence[Take]) -> tuple[list[Image], list[tuple[Path, float]]]:
        """Return the pictures and the adapters that go with a Spec."""
        able, count = self.abilities, len(spec.references)
        if len(inputs) != count + len(spec.adapters):
            raise ToolError(f"{self.model} was given {len(inputs)} takes, not those that its Spec names.")
        if count > able.references:
            raise MakerRefused(f"{self.model} can be shown {able.references} pictures, not {count}: leave some out.")
        paths = [Path(take.path) for take in inputs[count:]]
        weights = [adapter.weight for adapter in spec.adapters]
        return [opened(take) for take in inputs[:count]], list(zip(paths, weights, strict=True))


def driver(loaded: Loaded, course: Course) -> FrameModel:
    """Return the adapter that drives a model that is loaded."""
    match loaded.model.family:
        case "flux2":
            from .flux2 import Flux2

            return Flux2(loaded, course)
        case "qwen":
            from .qwen import Qwen

            return Qwen(loaded, course)
        case _:
            from .stable import Stable

            return Stable(loaded, course)
