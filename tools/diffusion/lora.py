"""A character's LoRA: a small set of weights, trained on the spot from the pictures of their sheet."""

import math
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import Field

from ...errors import MakerRefused, MissingPart, OutOfMemory, ToolError
from ..take import Lane, Made, Spec, Take
from .card import INSTALL, Device
from .learning import Lesson, lesson
from .library import library
from .loading import Loaded, Source
from .overlay import lift
from .pictures import opened
from .registry import model as registered
from .running import Running
from .warm import Wanted, warm

POINTS = 50
"""Of the curve, at most."""
LOOKS = 12
"""Fixed noises that the loss is measured with before and after; between them it is too rough to compare."""
NAME = "learning"


class LoraSpec(Spec):
    """What is learnt from pictures of one subject. Inputs: the pictures, at least one."""

    subject: str
    """As prompts call them: ``Mia``."""
    caption: str = "a picture of {subject}"
    """What each picture is said to show."""
    rank: int = Field(16, ge=1, le=256)
    steps: int = Field(600, ge=1, le=20_000)
    rate: float = Field(2e-4, gt=0, le=0.1)
    """Learning rate."""
    seed: int = Field(0, ge=0)
    width: int = Field(512, ge=64, le=2048)
    height: int = Field(512, ge=64, le=2048)


@dataclass(frozen=True)
class LoraTraining:
    """Trains a LoRA for the frames of one model; the take is a ``.safetensors`` file for ``FrameSpec.adapters``.

    Facts: ``loss`` (the curve), ``before`` and ``after`` (over the same noises), ``pictures``, ``parameters``,
    ``model``, ``subject``.
    """

    model: str = "flux2-klein-4b"
    folder: str = ""
    """With the weights of the model that is trained on: the undistilled one, where there is one."""
    revision: str = "main"
    device: Device | None = None
    accept_licences: tuple[str, ...] = ()
    threads: int = 1

    suffix = ".safetensors"

    @property
    def lane(self) -> Lane:
        """In the process that keeps models warm."""
        return "card"

    @property
    def tool(self) -> str:
        """Names the model too: an adapter is of use for no other."""
        return f"lora-{self.model}"

    @property
    def version(self) -> str:
        """Covers the weights that it is trained on."""
        return self._running.version

    def make(self, spec: LoraSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Train and write the weights at ``out``; raise OutOfMemory, MissingPart or MakerRefused with the remedy."""
        if not inputs:
            raise MakerRefused(f"{spec.subject} cannot be learnt from no picture: cast them first.")
        pictures = [opened(take) for take in inputs]
        running = self._running
        size = running.sized(spec.width, spec.height)
        running.check()
        if find_spec("peft") is None:
            raise MissingPart(f"Training a LoRA needs peft, not installed here: {INSTALL}")
        loaded = self._loaded()
        with running.at_work(loaded, f"learning {spec.subject}", size), _learner(loaded, spec) as part:
            taught = lesson(loaded, pictures, spec.caption.format(subject=spec.subject), size)
            facts = _train(taught, part, spec)
            _save(taught, part, out)
        return Made(facts={**facts, "pictures": len(pictures), "model": self.model, "subject": spec.subject})

    @property
    def _running(self) -> Running:
        return Running(
            self.model,
            self.folder,
            self.revision,
            device=self.device,
            accept_licences=self.accept_licences,
            threads=self.threads,
        )

    def _loaded(self) -> Loaded:
        """Return the model, whole on its card and without anything laid over it."""
        known = registered(self.model)
        if known.family not in ("flux2", "stable") or "XL" in known.pipeline:
            raise MakerRefused(f"No LoRA can be trained for {self.model} here; flux2-klein-4b learns.")
        base = known.model_copy(update={"repo": known.trained_on or known.repo})
        # Taught to see references, it would have to be shown some while it learns.
        source, sees = Source(self.folder, self.revision), not known.reference_weights
        loaded = warm(Wanted(base, source, self.device, (), sees=sees))
        if loaded.plan.way != "whole":
            raise OutOfMemory(f"{loaded.plan.reason} It can learn only whole: free the card.")
        lift(loaded)
        return loaded


@contextmanager
def _learner(loaded: Loaded, spec: LoraSpec) -> Iterator[Any]:
    """Lay fresh weights over the part that learns, and take them away again whatever happens."""
    torch, peft = library("torch"), library("peft")
    part = loaded.pipe.transformer if loaded.model.family == "flux2" else loaded.pipe.unet
    config = peft.LoraConfig(
        r=spec.rank,
        lora_alpha=spec.rank,
        # The last is where the single blocks of FLUX.2 do all of it at once; others have none of that name.
        target_modules=["to_q", "to_k", "to_v", "to_out.0", "to_qkv_mlp_proj"],
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.seed)
        part.requires_grad_(False)
        part.add_adapter(config, adapter_name=NAME)
    library("diffusers.training_utils").cast_training_params(part, dtype=torch.float32)
    try:
        yield part
    finally:
        loaded.pipe.unload_lora_weights()


def _train(taught: Lesson, part: Any, spec: LoraSpec) -> dict[str, object]:
    """Learn for as many steps as asked and return the curve."""
    torch = library("torch")
    weights = [parameter for parameter in part.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=spec.rate, weight_decay=1e-4)
    before, curve = _measured(taught, spec.seed), []
    for step in range(spec.steps):
        drawn = torch.Generator("cpu").manual_seed(spec.seed * 1_000_003 + step)
        loss = taught.loss(step % taught.count, drawn)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        curve.append(float(loss.detach()))
        if curve[-1] != curve[-1]:
            raise ToolError(f"The LoRA of {spec.subject} diverged after {step + 1} steps: use a lower rate.")
    return {
        "loss": [round(value, 5) for value in curve[:: math.ceil(len(curve) / POINTS)]],
        "before": round(before, 6),
        "after": round(_measured(taught, spec.seed), 6),
        "parameters": sum(weight.numel() for weight in weights),
    }


def _measured(taught: Lesson, seed: int) -> float:
    """Return the loss over the same pictures and noises each time."""
    torch = library("torch")
    with torch.no_grad():
        noises = [torch.Generator("cpu").manual_seed(seed + 7919 * (n + 1)) for n in range(LOOKS)]
        return float(sum(float(taught.loss(n % taught.count, noise)) for n, noise in enumerate(noises)) / LOOKS)


def _save(taught: Lesson, part: Any, out: Path) -> None:
    """Write the learnt weights in the layout that pipelines load."""
    folder = out.with_name(f".{out.name}.part")
    layers = library("peft.utils").get_peft_model_state_dict(part, adapter_name=NAME)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taught.save(layers, folder, out.name)
        (folder / out.name).replace(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
