"""Overlay: adapters (LoRA) laid over a warm model, as many as a frame asks for, and none for the next one."""

import zlib
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
    loaded.pipe.unload_lora_weights()
    loaded.laid.clear()


def _name(loaded: Loaded, path: Path) -> str:
    """Return the name of an adapter in the pipeline, loading it if it is not there."""
    key = str(path)
    known = loaded.laid.pop(key, None)
    name = known or _load(loaded, path)
    loaded.laid[key] = name
    return name


def _load(loaded: Loaded, path: Path) -> str:
    file = _file(path)
    name = f"a{zlib.crc32(str(path).encode()):x}"  # names of modules must be plain words
    try:
        loaded.pipe.load_lora_weights(str(file.parent), weight_name=file.name, adapter_name=name)
        fits = name in _there(loaded.pipe)
    except (ValueError, KeyError, RuntimeError) as error:
        if "memory" in str(error):
            raise
        lift(loaded)  # it may have been laid in part
        raise _foreign(loaded, file) from error
    if not fits:
        raise _foreign(loaded, file)
    return name


def _foreign(loaded: Loaded, file: Path) -> MakerRefused:
    return MakerRefused(f"{file.name} is no adapter for {loaded.model.name}: train or get one for it.")


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
