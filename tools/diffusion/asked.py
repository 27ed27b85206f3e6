"""What an adapter is asked for: one frame, or one clip, in the terms of the pipelines."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PIL.Image import Image

from .library import library
from .loading import Loaded

Laid = Sequence[tuple[Path, float]]
"""Files of adapters (LoRA) and how much each counts."""


@dataclass(frozen=True)
class Course:
    """How a picture is worked out of noise."""

    steps: int
    guidance: float


class FrameModel(Protocol):
    """What drives one family of pipelines that make frames."""

    def __init__(self, loaded: Loaded, course: Course) -> None:
        """Drive a model that is loaded."""
        ...

    def frame(
        self,
        refs: Sequence[Image],
        prompt: str,
        seed: int,
        size: tuple[int, int],
        loras: Laid = (),
        strength: float = 1.0,
    ) -> Image:
        """Return one picture of ``size`` (width, height); raise MakerRefused for what it will not make."""
        ...


def noise(seed: int) -> Any:
    """Return what noise is drawn from: on the CPU, so that it is the same for every device."""
    torch = library("torch")

    return torch.Generator("cpu").manual_seed(seed)
