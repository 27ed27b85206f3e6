"""Overlay: adapters (LoRA) laid over a warm model, as many as a frame asks for, and none for the next one."""

from pathlib import Path
from typing import Any

from ...errors import MakerRefused
from .asked import Laid
from .loading import Loaded

KEPT = 8
"""Adapters kept loaded; the one laid longest ago goes first."""


def lay(loaded: Loaded, loras: Laid) -> None:
    """Make exactly these adapters count; raise MakerRefused if one was not made for this model."""
    pipe = loaded.pipe
    names = [_name(loaded, path) for path, _ in loras]
    if names:
        pipe.enable_lora()
        pipe.set_adapters(names, [weight for _, weight in loras])
    elif loaded.laid:
        pipe.disable_lora()
    for path in list(loaded.laid)[: max(0, len(loaded.laid) - max(KEPT, len(names)))]:
        pipe.delete_adapters([loaded.laid.pop(path)])


def lift(loaded: Loaded) -> None:
    """Take every adapter away: the model is what it was."""
    if loaded.laid:
        loaded.pipe.unload_lora_weights()
        loaded.laid.clear()


def _name(loaded: Loaded, path: Path) -> str:
    """Return the name of an adapter in the pipeline, loading it if it is not there."""
    key = str(path)
    known = loaded.laid.pop(key, None)
    loaded.laid[key] = known or _load(loaded, path)
    return loaded.laid[key]


def _load(loaded: Loaded, path: Path) -> str:
    file = _file(path)
    name = f"a{abs(hash_of(str(path))):x}"
    loaded.pipe.load_lora_weights(str(file.parent), weight_name=file.name, adapter_name=name)
    if name not in _there(loaded.pipe):
        raise MakerRefused(f"{file.name} is no adapter for {loaded.model.name}: train or get one for it.")
    return name


def _file(path: Path) -> Path:
    """Return the weights: the file itself, or the only one in a folder."""
    if path.is_file() and path.suffix == ".safetensors":
        return path
    found = sorted(path.glob("*.safetensors")) if path.is_dir() else []
    if not found:
        raise MakerRefused(f"{path.name} is no adapter: a .safetensors file, or a folder with one, is needed.")
    return found[0]


def _there(pipe: Any) -> set[str]:
    return {name for names in pipe.get_list_adapters().values() for name in names}


def hash_of(text: str) -> int:
    """Return a number for a path that is the same in every process; names in a pipeline must be short words."""
    import zlib

    return zlib.crc32(text.encode("utf-8"))
