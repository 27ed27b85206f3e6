"""FLUX.2: several references, four steps when distilled."""

from collections.abc import Sequence

from PIL.Image import Image

from .asked import Course, Laid, noise
from .loading import Loaded
from .overlay import lay

LONGEST_PROMPT = 512
"""Tokens."""


class Flux2:
    """Drives ``Flux2KleinPipeline`` and ``Flux2Pipeline``; strength changes nothing."""

    def __init__(self, loaded: Loaded, course: Course) -> None:
        """Drive a model that is loaded."""
        self.loaded, self.course = loaded, course

    def frame(
        self,
        refs: Sequence[Image],
        prompt: str,
        seed: int,
        size: tuple[int, int],
        loras: Laid = (),
        strength: float = 1.0,
    ) -> Image:
        """Return one picture; the prompt may call the references image 1, image 2, …"""
        pipe = self.loaded.pipe
        lay(self.loaded, loras)
        return pipe(
            image=list(refs) or None,
            prompt=prompt,
            width=size[0],
            height=size[1],
            num_inference_steps=self.course.steps,
            guidance_scale=self.course.guidance,
            max_sequence_length=min(LONGEST_PROMPT, pipe.tokenizer.model_max_length),
            generator=noise(seed),
        ).images[0]
