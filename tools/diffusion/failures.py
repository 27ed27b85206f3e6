"""Failures: what torch, diffusers and the hub say, put as cause and remedy; their own words stay as the cause."""

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import CliffhangerError, MakerRefused, MissingPart, OutOfMemory, ToolError
from .registry import Model, models

_FULL = ("out of memory", "can't allocate memory", "cannot allocate memory", "not enough memory", "alloc_failed")
_UNREACHED = ("offline", "connect", "resolve", "timed out", "local_files_only", "huggingface.co", "403", "500", "503")


@contextmanager
def plainly(model: Model, doing: str, size: tuple[int, int] | None = None, folder: str = "") -> Iterator[None]:
    """Raise ToolErrors with a remedy in place of whatever the libraries raise while a model is loaded or at work.

    ``doing``: what for, as in "flux2-klein-4b failed while it was <doing>".
    """
    try:
        yield
    except CliffhangerError:
        raise
    except MemoryError as error:
        raise _full(model, size) from error
    except ImportError as error:
        raise MissingPart(
            f"{model.name} needs {error.name or 'a package'}, not installed here: pip install {_package(error)}"
        ) from error
    except _raised() as error:
        raise translated(error, model, doing, size, folder) from error


def _raised() -> tuple[type[Exception], ...]:
    """Return what these libraries raise; asked for only once something has gone wrong."""
    import httpx
    from safetensors import SafetensorError

    usual = (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError, NameError, ArithmeticError)
    return (*usual, httpx.HTTPError, SafetensorError)


def translated(
    error: BaseException, model: Model, doing: str, size: tuple[int, int] | None = None, folder: str = ""
) -> ToolError:
    """Return what a library's error means for the user."""
    words = f"{type(error).__name__} {error}".lower()
    if any(sign in words for sign in _FULL):
        return _full(model, size)
    if doing == "loading":
        if folder:
            return broken(folder, model, str(error))
        if "gated" in words or "401" in words:
            return gated(model)
        if "no space left" in words:
            return MissingPart(
                f"The disk is full: {model.name} needs {model.memory:.0f} GB of it. Free some, or set HF_HOME."
            )
        if any(sign in words for sign in _UNREACHED) or isinstance(error, OSError):
            return unreached(model)
        return broken(model.repo, model, str(error))
    return ToolError(f"{model.name} failed while it was {doing}: {first_line(error)}")


def _full(model: Model, size: tuple[int, int] | None) -> OutOfMemory:
    """Return the error of a model that does not fit, with what fits instead."""
    where = f" while it made {size[0]}x{size[1]}" if size else " while it was loaded"
    smaller = [
        m for m in models().values() if m.kind == model.kind and m.memory < model.memory and m.commercial == "yes"
    ]
    another = f', or take a smaller model: model = "{smaller[-1].name}"' if smaller else ""
    return OutOfMemory(
        f"{model.name} ran out of memory{where}. Close what else uses the card, ask for a smaller size, "
        f'allow it to be slower or coarser (allow = ["offload", "quantised"]){another}.'
    )


def too_large(model: Model, reason: str) -> OutOfMemory:
    """Return the error of a model whose plan is to refuse."""
    error = _full(model, None)
    return OutOfMemory(f"{reason} {str(error).split('. ', 1)[1]}")


def unreached(model: Model) -> MissingPart:
    """Return the error of weights that are neither here nor to be had."""
    return MissingPart(
        f"The weights of {model.name} are not on this machine, and the hub cannot be reached. Where it can be, run "
        f"`hf download {model.repo} --local-dir {model.name}`, bring the folder here and name it: "
        f'folder = "{model.name}".'
    )


def gated(model: Model) -> MissingPart:
    """Return the error of weights that are given to those only who have agreed to something on the hub."""
    return MissingPart(
        f"The hub gives {model.name} only to those who have agreed to its licence there: open the page of "
        f"{model.repo}, agree, and run `hf auth login`."
    )


def broken(folder: str, model: Model, words: str) -> MissingPart:
    """Return the error of a folder that is not a whole model."""
    said = words.strip().splitlines()[0][:200] if words.strip() else "nothing"
    return MissingPart(
        f"{folder} does not hold the whole of {model.name} ({said}). Download it again: "
        f"`hf download {model.repo} --local-dir {folder}`."
    )


def refused(model: Model) -> MakerRefused:
    """Return the error of a picture that the model's own safety checker has blackened."""
    return MakerRefused(
        f"{model.name} took its picture for indecent and blackened it. Word the shot more modestly, or give it another "
        "seed."
    )


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says, or its kind if it says nothing."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]


def _package(error: ImportError) -> str:
    return {"torchvision": "torchvision", "ftfy": '"cliffhanger[diffusion]"'}.get(
        error.name or "", error.name or '"cliffhanger[diffusion]"'
    )
