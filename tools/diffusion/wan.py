"""Wan 2.2: clips from a first frame, from a first and a last one, or from words."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL.Image import Image

from ...errors import MakerRefused
from ..picture.encode import Pixels
from .asked import Course, noise
from .library import library
from .loading import Loaded

LONGEST_PROMPT = 512
"""Tokens."""


class Wan:
    """Drives ``WanImageToVideoPipeline``, and ``WanPipeline`` over the same parts where a clip begins with words."""

    def __init__(self, loaded: Loaded, course: Course) -> None:
        """Drive a model that is loaded."""
        self.loaded, self.course = loaded, course

    def clip(
        self, first: Image | None, last: Image | None, prompt: str, seed: int, size: tuple[int, int], frames: int
    ) -> Iterator[Pixels]:
        """Yield RGB frames; raise MakerRefused for ends that the model cannot be given."""
        pipe = self._pipe(first, last)
        given: dict[str, Any] = {"image": _fitted(first, size)} if first is not None else {}
        if last is not None:
            given["last_image"] = _fitted(last, size)
        made = pipe(
            prompt=prompt,
            width=size[0],
            height=size[1],
            num_frames=frames,
            num_inference_steps=self.course.steps,
            guidance_scale=self.course.guidance,
            max_sequence_length=min(LONGEST_PROMPT, pipe.tokenizer.model_max_length),
            generator=noise(seed),
            output_type="np",
            **given,
        ).frames[0]
        for frame in made:
            yield np.rint(np.clip(frame, 0, 1) * 255).astype(np.uint8)

    def _pipe(self, first: Image | None, last: Image | None) -> Any:
        model, pipe = self.loaded.model, self.loaded.pipe
        if last is not None and not model.last_frame:
            raise MakerRefused(f"{model.name} cannot be given a last frame: leave it out, or choose wan2.2-i2v-a14b.")
        if first is not None:
            return pipe
        if not model.from_words:
            raise MakerRefused(f"{model.name} needs a first frame: give it one, or choose wan2.2-ti2v-5b.")
        diffusers = library("diffusers")

        parts = {name: getattr(pipe, name) for name in ("tokenizer", "text_encoder", "vae", "scheduler", "transformer")}
        worded = diffusers.WanPipeline(**parts, expand_timesteps=pipe.config.expand_timesteps)
        worded.set_progress_bar_config(disable=True)
        return worded


def frames_for(seconds: float, fps: int) -> int:
    """Return how many frames last at least ``seconds``: one, and then by fours."""
    return 4 * math.ceil(max(1, math.ceil(seconds * fps - 1e-6) - 1) / 4) + 1


def _fitted(image: Image, size: tuple[int, int]) -> Image:
    return image if image.size == size else image.resize(size)
