"""DINOv2-class vectors, for those who have torch and weights: a figure's whole head, drawn or real."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import MissingPart
from .embedding import Vector, unit
from .faces import Face, Pixels, aligned


@dataclass(frozen=True)
class Dino:
    """Compares heads by a vision transformer loaded from a folder, safetensors only."""

    folder: str
    name: str = "dinov2"

    def embed(self, picture: Pixels, face: Face) -> Vector:
        """Return the vector of one face with its hair; raise MissingPart where torch or the weights are missing."""
        model, side, mean, spread = _model(self.folder)
        import torch

        crop = aligned(picture, face.points, side, zoom=0.5, lift=0.02)[:, :, ::-1].astype(np.float32) / 255
        pixels = torch.from_numpy(((crop - mean) / spread).transpose(2, 0, 1)[None].astype(np.float32))
        with torch.inference_mode():
            seen = model(pixel_values=pixels.to(model.device)).last_hidden_state[0, 0]
        return unit(np.asarray(seen.float().cpu().numpy(), np.float32))


@lru_cache(maxsize=1)
def _model(folder: str) -> tuple[Any, int, Any, Any]:
    """Return the model, the side it looks at, and the mean and spread of the colours it was trained on."""
    try:
        import torch
        from transformers import AutoModel
    except ImportError as error:
        raise MissingPart('DINOv2 needs torch and transformers: pip install "cliffhanger[diffusion]"') from error
    if not (Path(folder) / "config.json").is_file():
        raise MissingPart(f"{folder} holds no model: it needs config.json and model.safetensors of a DINOv2")
    try:
        model = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError) as error:
        raise MissingPart(f"the model in {folder} does not load: {error}") from error
    device = "cuda" if torch.cuda.is_available() else "cpu"
    side = min(224, int(getattr(model.config, "image_size", 224)))
    mean, spread = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    return model.eval().to(device), side, mean, spread
