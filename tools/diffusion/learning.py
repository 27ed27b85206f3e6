"""Learning: what a model is asked to get better at, for each of the two ways in which pictures come out of noise."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from PIL import ImageOps
from PIL.Image import Image

from .library import library
from .loading import Loaded


class Lesson(Protocol):
    """Pictures with a caption, and how far the model is from them."""

    count: int
    """Pictures."""

    def loss(self, which: int, drawn: Any) -> Any:
        """Return how far it is from one picture under noise drawn from ``drawn``, as a tensor to be learnt from."""
        ...

    def save(self, layers: dict[str, Any], folder: Path, name: str) -> None:
        """Save learnt weights as ``name`` in ``folder``, as the pipeline loads them."""
        ...


def lesson(loaded: Loaded, pictures: Sequence[Image], caption: str, size: tuple[int, int]) -> Lesson:
    """Encode pictures and caption once, for a model of either kind."""
    kind = Flowing if loaded.model.family == "flux2" else Noising
    return kind(loaded, [ImageOps.fit(picture, size) for picture in pictures], caption)


class Flowing:
    """FLUX.2: the straight way from a picture to noise; the model is to know its direction at each place."""

    def __init__(self, loaded: Loaded, pictures: Sequence[Image], caption: str) -> None:
        """Encode; pictures are all of one size."""
        torch, pipe = library("torch"), loaded.pipe
        self.pipe, self.device, self.count = pipe, loaded.card.device, len(pictures)
        longest = min(512, pipe.tokenizer.model_max_length)
        with torch.no_grad():
            self.words, self.word_ids = pipe.encode_prompt(caption, device=self.device, max_sequence_length=longest)
            self.latents = [self._encoded(picture) for picture in pictures]
        self.ids = pipe._prepare_latent_ids(self.latents[0]).to(self.device)
        self.latents = [pipe._pack_latents(latents) for latents in self.latents]

    def _encoded(self, picture: Image) -> Any:
        pipe = self.pipe
        pixels = pipe.image_processor.preprocess(picture, height=picture.height, width=picture.width)
        return pipe._encode_vae_image(pixels.to(self.device, pipe.vae.dtype), None)

    def loss(self, which: int, drawn: Any) -> Any:
        """Return the squared distance to the direction, at a place that is most often in the middle of the way."""
        torch, transformer = library("torch"), self.pipe.transformer
        latents = self.latents[which].float()
        noise = torch.randn(latents.shape, generator=drawn).to(self.device)
        place = torch.sigmoid(torch.randn(1, generator=drawn)).to(self.device)
        with _mixed(self.device, transformer.dtype):
            found = transformer(
                hidden_states=((1 - place) * latents + place * noise).to(transformer.dtype),
                timestep=place.to(transformer.dtype),
                guidance=None,
                encoder_hidden_states=self.words,
                txt_ids=self.word_ids,
                img_ids=self.ids,
                return_dict=False,
            )[0]
        return torch.nn.functional.mse_loss(found.float(), noise - latents)

    def save(self, layers: dict[str, Any], folder: Path, name: str) -> None:
        """Save as adapter of the transformer."""
        self.pipe.save_lora_weights(folder, transformer_lora_layers=layers, weight_name=name)


class Noising:
    """Stable Diffusion: the model is to tell noise from picture, or their velocity, as its scheduler says."""

    def __init__(self, loaded: Loaded, pictures: Sequence[Image], caption: str) -> None:
        """Encode; pictures are all of one size."""
        torch, pipe = library("torch"), loaded.pipe
        self.pipe, self.device, self.count = pipe, loaded.card.device, len(pictures)
        self.schedule = library("diffusers").DDPMScheduler.from_config(pipe.scheduler.config)
        with torch.no_grad():
            self.words = pipe.encode_prompt(caption, self.device, 1, False)[0]
            self.latents = [self._encoded(picture) for picture in pictures]

    def _encoded(self, picture: Image) -> Any:
        vae = self.pipe.vae
        pixels = self.pipe.image_processor.preprocess(picture).to(self.device, vae.dtype)
        # The most likely latents, not drawn ones: the same picture is the same lesson.
        return vae.encode(pixels).latent_dist.mode() * vae.config.scaling_factor

    def loss(self, which: int, drawn: Any) -> Any:
        """Return the squared distance to what was mixed in, at a random time."""
        torch, unet, schedule = library("torch"), self.pipe.unet, self.schedule
        latents = self.latents[which].float()
        noise = torch.randn(latents.shape, generator=drawn).to(self.device)
        time = torch.randint(0, schedule.config.num_train_timesteps, (1,), generator=drawn).to(self.device)
        noisy = schedule.add_noise(latents, noise, time)
        target = schedule.get_velocity(latents, noise, time) if self._velocity else noise
        with _mixed(self.device, unet.dtype):
            found = unet(noisy.to(unet.dtype), time, self.words, return_dict=False)[0]
        return torch.nn.functional.mse_loss(found.float(), target)

    @property
    def _velocity(self) -> bool:
        return bool(self.schedule.config.prediction_type == "v_prediction")

    def save(self, layers: dict[str, Any], folder: Path, name: str) -> None:
        """Save as adapter of the UNet."""
        self.pipe.save_lora_weights(folder, unet_lora_layers=layers, weight_name=name)


def _mixed(device: str, precision: Any) -> Any:
    """Let the learnt weights, which are in 32 bits, work with those in 16."""
    torch = library("torch")
    return torch.autocast(device, dtype=precision, enabled=device == "cuda" and precision != torch.float32)
