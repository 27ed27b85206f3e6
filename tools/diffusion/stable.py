"""Stable Diffusion 1.5 and XL, for small cards: references are seen through an IP-Adapter."""

from collections.abc import Sequence

from PIL import Image as Images
from PIL.Image import Image

from .asked import Course, Laid, noise
from .failures import refused
from .loading import Loaded
from .overlay import lay

AVOIDED = "drawing, deformed, extra fingers, text, watermark"


class Stable:
    """Drives ``StableDiffusionPipeline`` and ``StableDiffusionXLPipeline``; strength is how much references count."""

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
        """Return one picture; raise MakerRefused if its safety checker blackened it."""
        pipe, model = self.loaded.pipe, self.loaded.model
        lay(self.loaded, loras)
        # It cannot work without a reference once it can see them; one that counts for nothing changes nothing.
        pipe.set_ip_adapter_scale(strength * model.reference_scale if refs else 0.0)
        seen = list(refs) or [Images.new("RGB", (224, 224), (127, 127, 127))]
        made = pipe(
            prompt=prompt,
            negative_prompt=AVOIDED if self.course.guidance > 1 else None,
            ip_adapter_image=[seen],
            width=size[0],
            height=size[1],
            num_inference_steps=self.course.steps,
            guidance_scale=self.course.guidance,
            generator=noise(seed),
        )
        if any(getattr(made, "nsfw_content_detected", None) or ()):
            raise refused(model)
        return made.images[0]
