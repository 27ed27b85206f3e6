"""The card: what there is to work on, and how much of it is free."""

from importlib.util import find_spec
from typing import Literal

from ...errors import MissingPart
from ...memory.frozen import Frozen
from .library import library

Device = Literal["cuda", "mps", "cpu"]
Precision = Literal["bfloat16", "float16", "float32"]

GB = 1e9
INSTALL = 'pip install "cliffhanger[diffusion]"'


class Card(Frozen):
    """A device and the memory that is free on it and beside it."""

    device: Device
    name: str
    free: float
    """GB on the device; on a CPU, of the machine's memory."""
    host: float = 0.0
    """GB of the machine's memory that are free."""
    precision: Precision = "float32"
    quantisers: tuple[str, ...] = ()
    """Packages at hand that make weights smaller."""


def needs_torch() -> None:
    """Raise MissingPart unless everything is installed that the models run on."""
    absent = [name for name in ("torch", "diffusers", "transformers", "accelerate") if find_spec(name) is None]
    if absent:
        raise MissingPart(f"Pictures by diffusion need {', '.join(absent)}, not installed here: {INSTALL}")


def card(device: Device | None = None) -> Card:
    """Look at the device named, or at the best there is; costs the import of torch.

    Raise MissingPart without torch, or if the device named is not there.
    """
    needs_torch()
    torch = library("torch")

    host = _host()
    if device in (None, "cuda") and torch.cuda.is_available():
        free, _ = torch.cuda.mem_get_info()
        # What a model that is about to be replaced holds is counted as taken: the cache lets go of it first.
        precision: Precision = "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
        name = str(torch.cuda.get_device_name())
        return Card(device="cuda", name=name, free=free / GB, host=host, precision=precision, quantisers=_quantisers())
    if device in (None, "mps") and torch.backends.mps.is_available():
        return Card(device="mps", name="Apple GPU", free=host * 0.75, host=host, precision="bfloat16")
    if device in (None, "cpu"):
        return Card(device="cpu", name="CPU", free=host, host=host)
    raise MissingPart(f"There is no {device} device that torch can use here: install its driver, or choose the CPU.")


def _quantisers() -> tuple[str, ...]:
    return tuple(name for name in ("bitsandbytes", "torchao") if find_spec(name) is not None)


def _host() -> float:
    """Return how many GB of the machine's memory are free."""
    return float(library("psutil").virtual_memory().available) / GB
