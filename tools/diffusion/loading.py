"""Loading: a pipeline from a folder or the hub, laid out on the card as planned."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import MissingPart
from .card import Card
from .failures import broken, plainly, too_large
from .library import library
from .memory import Plan
from .quiet import quietly, reported
from .registry import Model


@dataclass(eq=False)
class Loaded:
    """A model that is ready to work."""

    model: Model
    pipe: Any
    card: Card
    plan: Plan
    laid: dict[str, str] = field(default_factory=dict)
    """Adapters that are loaded, by the key of their take: the name they have in the pipeline."""
    compiled: bool = False


@dataclass(frozen=True)
class Source:
    """Where weights come from."""

    folder: str = ""
    """On this machine; empty: the hub, or what was downloaded from it."""
    revision: str = "main"
    """On the hub."""


def load(model: Model, source: Source, card: Card, plan: Plan, compiled: bool = False, sees: bool = True) -> Loaded:
    """Load ``model`` as planned; raise OutOfMemory, MissingPart or ToolError with the remedy.

    ``compiled``: whether its repeated blocks are compiled, which costs a minute once and pays after dozens of frames;
    ``sees``: whether a model that cannot see references by itself is taught to.
    """
    if plan.way == "refuse":
        raise too_large(model, plan.reason)
    with plainly(model, "loading", folder=source.folder), quietly():
        pipe = _pipeline(model, source, card, plan)
        if model.reference_weights and sees:
            _see_references(pipe, model, source)
        pipe.set_progress_bar_config(disable=True)
        _lay_out(pipe, card, plan)
        if hasattr(pipe.vae, "enable_tiling"):
            pipe.vae.enable_tiling()  # a whole 1080x1920 is decoded in what 512x512 takes
        if compiled:
            _compile(pipe)
    return Loaded(model, pipe, card, plan, compiled=compiled)


def _pipeline(model: Model, source: Source, card: Card, plan: Plan) -> Any:
    diffusers = library("diffusers")
    torch = library("torch")

    kind = getattr(diffusers, model.pipeline, None)
    if kind is None:
        raise MissingPart(f'{model.name} needs a newer diffusers with {model.pipeline}: pip install -U "diffusers"')
    options: dict[str, Any] = {"use_safetensors": True, "local_files_only": bool(source.folder) or _offline()}
    if plan.way == "quantised":
        options["quantization_config"] = _quarter(plan.quantiser, card)
    if not source.folder:
        options["revision"] = source.revision
    with reported() as lacking:
        pipe = kind.from_pretrained(source.folder or model.repo, dtype=getattr(torch, card.precision), **options)
    if lacking:
        raise broken(source.folder or model.repo, model, f"{len(lacking)} of its weights are missing, {lacking[0]} say")
    if model.family == "wan":
        pipe.vae.to(torch.float32)  # in 16 bits its colours flicker
    return pipe


def whole(model: Model, folder: Path) -> None:
    """Raise MissingPart unless the folder holds every part that its index names."""
    index = folder / "model_index.json"
    if not folder.is_dir() or not index.is_file():
        raise broken(str(folder), model, "there is no model_index.json in it" if folder.is_dir() else "no such folder")
    try:
        listed = json.loads(index.read_text("utf-8"))
    except ValueError as error:
        raise broken(str(folder), model, f"model_index.json does not read: {error}") from error
    parts = {name: part for name, part in listed.items() if isinstance(part, list)}
    for name, (_, kind) in parts.items():
        if kind is not None and not any((folder / name).glob("*")):
            raise broken(str(folder), model, f"{name} is missing")


def _see_references(pipe: Any, model: Model, source: Source) -> None:
    """Lay an IP-Adapter over a model that cannot see pictures by itself."""
    if source.folder:
        found = sorted((Path(source.folder) / "ip_adapter").glob("*.safetensors"))
        if not found:
            raise broken(source.folder, model, "ip_adapter/*.safetensors is missing")
        # Without a folder named, the encoder of the pipeline itself is used.
        encoder = None if getattr(pipe, "image_encoder", None) is not None else "image_encoder"
        pipe.load_ip_adapter(
            source.folder, subfolder="ip_adapter", weight_name=found[0].name, image_encoder_folder=encoder
        )
        return
    pipe.load_ip_adapter(
        model.reference_repo,
        subfolder=model.reference_folder,
        weight_name=model.reference_weights,
        image_encoder_folder=model.reference_encoder,
        local_files_only=_offline(),
    )


def _lay_out(pipe: Any, card: Card, plan: Plan) -> None:
    torch = library("torch")

    if plan.way == "model_offload":
        pipe.enable_model_cpu_offload()
    elif plan.way == "group_offload":
        pipe.enable_group_offload(
            onload_device=torch.device(card.device),
            offload_device=torch.device("cpu"),
            offload_type="leaf_level",
            use_stream=card.device == "cuda",
        )
    else:
        pipe.to(card.device)


def _quarter(quantiser: str, card: Card) -> Any:
    """Return the settings that load the heavy parts with weights of 4 bits."""
    torch = library("torch")
    quantizers = library("diffusers.quantizers")

    heavy = ["transformer", "transformer_2", "unet", "text_encoder"]
    if quantiser == "bitsandbytes":
        precise = getattr(torch, card.precision)
        how = {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4", "bnb_4bit_compute_dtype": precise}
        return quantizers.PipelineQuantizationConfig(
            quant_backend="bitsandbytes_4bit", quant_kwargs=how, components_to_quantize=heavy
        )
    return quantizers.PipelineQuantizationConfig(
        quant_backend="torchao", quant_kwargs={"quant_type": "int4wo"}, components_to_quantize=heavy
    )


def _compile(pipe: Any) -> None:
    for part in (getattr(pipe, name, None) for name in ("transformer", "transformer_2", "unet")):
        if part is not None and hasattr(part, "compile_repeated_blocks"):
            part.compile_repeated_blocks(fullgraph=True)


def _offline() -> bool:
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "TRUE", "YES", "ON")
