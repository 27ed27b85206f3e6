"""Adapters: a LoRA of somebody, trained from their sheet and kept with it."""

from ...errors import UserError
from ...memory.casting import CastSheet
from ...tools.take import Take
from ..crew import CastingCall, Studio
from .making import failed, made
from .subjects import Subject


async def adapter(studio: Studio, call: CastingCall, subject: Subject, sheet: CastSheet) -> str:
    """Return the key of the LoRA trained from all pictures of a sheet; the same sheet is never trained on twice.

    Raises UserError if nothing is set up that trains one, or the maker of frames has no use for it.
    """
    if call.trainer is None or not call.abilities.adapters:
        raise UserError(
            f"{call.frame.tool} cannot use a LoRA, or nothing here trains one: choose a maker of frames that runs on "
            "this machine (the extra [diffusion]), or leave out --lora."
        )
    from ...tools.diffusion.lora import LoraSpec  # only now: it brings torch

    spec = LoraSpec.model_validate({"subject": subject.name, "seed": subject.seed % 2**31})
    take = await made(studio, call.trainer, spec, _pictures(studio, subject, sheet), subject.name)
    return take.key


def _pictures(studio: Studio, subject: Subject, sheet: CastSheet) -> list[Take]:
    found = [studio.floor.take(picture.take) for picture in sheet.pictures]
    takes = [take for take in found if take is not None]
    if len(takes) < len(found):
        raise failed(subject.name, "A picture of their sheet is missing from the take store.")
    return takes
