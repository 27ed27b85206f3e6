"""Qwen-Image-Edit: one to three references, forty steps."""

from collections.abc import Sequence
from importlib.util import find_spec

from PIL import Image as Images
from PIL.Image import Image

from ...errors import MissingPart
from .asked import Course, Laid, noise
from .loading import Loaded
from .overlay import lay


class Qwen:
    """Drives ``QwenImageEditPlusPipeline``; strength changes nothing."""

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
        """Return one picture; without a reference it edits an empty one, since it must be shown something."""
        lay(self.loaded, loras)
        return self.loaded.pipe(
            image=list(refs) or [Images.new("RGB", size, (127, 127, 127))],
            prompt=prompt,
            # Guidance needs something to be guided away from.
            negative_prompt=" " if self.course.guidance > 1 else None,
            true_cfg_scale=self.course.guidance,
            width=size[0],
            height=size[1],
            num_inference_steps=self.course.steps,
            generator=noise(seed),
        ).images[0]


def needs_torchvision() -> None:
    """Raise MissingPart without torchvision, which reads its references."""
    if find_spec("torchvision") is None:
        raise MissingPart(
            "qwen-image-edit-2511 reads its references with torchvision, not installed here: pip install torchvision "
            '(the build that belongs to your torch), or choose another model: model = "flux2-klein-4b".'
        )
