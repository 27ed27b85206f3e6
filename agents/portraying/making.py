"""Making: a take of the casting, tried with bounds; what cannot be made is a sentence."""

from collections.abc import Sequence
from typing import Any

from ...errors import JobUncertain, MakerRefused, MissingPart, OutOfMemory, ProductionError, ToolError
from ...tools.frame.spec import FrameSpec, Reference
from ...tools.photography.photographed import frame_size
from ...tools.take import AnyMaker, Spec, Take
from ..crew import CastingCall, Studio

TRIES = 2
"""How often a take is tried before it counts as failed."""
_FINAL = (MakerRefused, MissingPart, OutOfMemory, JobUncertain)


async def made(
    studio: Studio, maker: AnyMaker[Any], spec: Spec, inputs: Sequence[Take] = (), name: str = "somebody"
) -> Take:
    """Return the take; raise MakerRefused as it is, and ProductionError for everything else that fails."""
    for left in reversed(range(TRIES)):
        try:
            return await studio.floor.make(maker, spec, inputs)
        except MakerRefused:
            raise
        except ToolError as error:
            studio.archive.log(f"casting {name}: {error}", "error")
            if not left or isinstance(error, _FINAL):
                raise failed(name, str(error)) from error
    raise AssertionError("a try returns or raises")


def failed(name: str, why: str) -> ProductionError:
    """Return the error that says that somebody could not be cast."""
    return ProductionError(
        f"{name} could not be cast. {why} What was made is kept; the same command goes on from here."
    )


def frame(call: CastingCall, prompt: str, seed: int, tall: bool = False, of: str = "") -> FrameSpec:
    """Return what a maker of frames is asked for; ``of`` whom their portrait goes with it."""
    width, height = call.width, call.width * 16 // 9 if tall else call.width * 4 // 3
    width, height = frame_size(width, height, call.abilities)
    references = (Reference(subject=of),) if of else ()
    return FrameSpec(prompt=prompt, width=width, height=height, seed=seed, references=references, strength=1.0)
