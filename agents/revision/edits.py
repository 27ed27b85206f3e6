"""Every edit by its kind: who carries it out."""

from collections.abc import Sequence

from ...memory.edit import AnyEdit
from ..crew import Studio
from . import settling
from .board import lengths, locks, shots, sounding
from .rehearsal import CarriedOut
from .script import lines, scenes
from .season import parts, plan
from .world import appearance, clothes, declared, objects, renaming, tempers
from .writing import rewriting

CARRIED_OUT: CarriedOut = {
    **lines.CARRIED_OUT,
    **scenes.CARRIED_OUT,
    **rewriting.CARRIED_OUT,
    **appearance.CARRIED_OUT,
    **clothes.CARRIED_OUT,
    **tempers.CARRIED_OUT,
    **declared.CARRIED_OUT,
    **objects.CARRIED_OUT,
    **renaming.CARRIED_OUT,
    **shots.CARRIED_OUT,
    **sounding.CARRIED_OUT,
    **locks.CARRIED_OUT,
    **lengths.CARRIED_OUT,
    **plan.CARRIED_OUT,
    **parts.CARRIED_OUT,
    **settling.CARRIED_OUT,
}


async def carry_out(studio: Studio, edits: Sequence[AnyEdit]) -> None:
    """Carry out edits in order on the documents of a studio: one over a copy of the series (`rehearsal`).

    Raises NotPossible at the first that cannot be done.
    """
    for edit in edits:
        await CARRIED_OUT[type(edit)](studio, edit)
