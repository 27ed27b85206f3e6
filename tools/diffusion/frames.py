"""Frames by diffusion: a FrameSpec becomes a PNG on this machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Images
from PIL.Image import Image

from ...errors import MakerRefused, SettingsError, ToolError
from ..frame.spec import FrameAbilities, FrameSpec
from ..take import Lane, Made, Take
from .asked import Course, FrameModel
from .card import Device, needs_torch
from .failures import plainly
from .loading import Loaded, Source
from .memory import Allowed
from .quiet import quietly
from .registry import DRIVEN, Model, accepted, model
from .warm import Wanted, warm
from .weights import digest

SWIFT = 1
"""Effort of the PNG: half as quick to write at 6, and hardly smaller."""


@dataclass(frozen=True)
class DiffusionFrames:
    """Makes a FrameSpec into a PNG. Inputs: references in order, then adapters.

    Facts: ``width``, ``height``, ``model``, ``plan``, ``why``, ``seed``, ``steps``, ``step_seconds``, ``device``.
    """

    model: str = "flux2-klein-4b"
    folder: str = ""
    """With the weights; empty: the hub."""
    revision: str = "main"
    """On the hub; pin a commit, and another one makes other takes."""
    steps: int = 0
    """0: as many as the model needs."""
    guidance: float = -1.0
    """Negative: as the model is best with."""
    device: Device | None = None
    """None: the best there is."""
    allow: tuple[Allowed, ...] = ("offload",)
    """What may be done if the card is too small."""
    compiled: bool = False
    """Whether its blocks are compiled; a minute once, and a compiler must be installed."""
    accept_licences: tuple[str, ...] = ()
    """Models whose licence limits commercial use, and which the user has accepted in writing."""

    suffix = ".png"

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
        """What the registry says of the model; raise SettingsError if it is none for frames."""
        known = model(self.model)
        if known.kind != "frame":
            raise SettingsError(f"{self.model} makes clips, not frames: name it as the maker of motion.")
        if known.family not in DRIVEN:
            raise SettingsError(f'{self.model} cannot be run here yet: choose another, say model = "flux2-klein-4b".')
        return known

    @property
    def course(self) -> Course:
        """How many steps it takes, and how closely it is guided."""
        known = self.known
        return Course(self.steps or known.steps, known.guidance if self.guidance < 0 else self.guidance)

    @property
    def abilities(self) -> FrameAbilities:
        """What it can do."""
        known = self.known
        return FrameAbilities(
            references=known.references,
            adapters=True,
            strength=known.family == "stable",
            multiple=known.multiple,
            longest=known.longest,
        )

    def check(self) -> None:
        """Raise SettingsError if it may not be used, MissingPart if a package is absent; loads nothing."""
        accepted(self.known, self.accept_licences)
        needs_torch()
        if self.known.family == "qwen":
            from .qwen import needs_torchvision

            needs_torchvision()

    def make(self, spec: FrameSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the picture at ``out``; raise OutOfMemory, MissingPart or MakerRefused with the remedy."""
        self.check()
        self._fits(spec, inputs)
        loaded = self._loaded()
        size = (spec.width, spec.height)
        count = len(spec.references)
        refs = [opened(take) for take in inputs[:count]]
        loras = [(Path(take.path), a.weight) for take, a in zip(inputs[count:], spec.adapters, strict=True)]
        with plainly(self.known, f"making a frame of {size[0]}x{size[1]}", size), quietly():
            began = time.perf_counter()
            picture = driver(loaded, self.course).frame(refs, spec.prompt, spec.seed, size, loras, spec.strength)
            took = time.perf_counter() - began
        write(picture, out)
        return Made(facts={**told(loaded, picture.size, spec.seed), **paced(self.course.steps, took)})

    def _loaded(self) -> Loaded:
        source = Source(self.folder, self.revision)
        return warm(Wanted(self.known, source, self.device, self.allow, self.compiled))

    def _fits(self, spec: FrameSpec, inputs: Sequence[Take]) -> None:
        able = self.abilities
        if len(inputs) != len(spec.references) + len(spec.adapters):
            raise ToolError(f"{self.model} was given {len(inputs)} takes, not those that its Spec names.")
        if len(spec.references) > able.references:
            raise MakerRefused(f"{self.model} can be shown {able.references} pictures, not {len(spec.references)}.")
        if spec.width % able.multiple or spec.height % able.multiple:
            raise MakerRefused(
                f"{self.model} makes sizes that are multiples of {able.multiple}, not {spec.width}x{spec.height}."
            )
        if max(spec.width, spec.height) > able.longest:
            raise MakerRefused(f"{self.model} makes {able.longest} pixels at most, not {spec.width}x{spec.height}.")


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


def opened(take: Take) -> Image:
    """Return the picture of a take; raise MakerRefused if it is none."""
    try:
        with Images.open(take.path) as picture:
            return picture.convert("RGB")
    except OSError as error:
        raise MakerRefused(
            f"{Path(take.path).name} does not read as a picture: make it anew, or give another."
        ) from error


def write(picture: Image, out: Path) -> None:
    """Write a PNG at ``out`` and leave nothing if that fails."""
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        picture.save(part, format="PNG", compress_level=SWIFT)
        part.replace(out)
    except OSError as error:
        raise ToolError(
            f"{out.name} cannot be written ({error.strerror}): free some space, then run it again."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def told(loaded: Loaded, size: tuple[int, int], seed: int) -> dict[str, object]:
    """Return the facts of a picture that a model made."""
    return {
        "width": size[0],
        "height": size[1],
        "model": loaded.model.name,
        "plan": loaded.plan.way,
        "why": loaded.plan.reason,
        "device": loaded.card.name,
        "seed": seed,
    }


def paced(steps: int, took: float) -> dict[str, object]:
    """Return the facts of how long it took."""
    return {"steps": steps, "step_seconds": round(took / max(1, steps), 4)}
