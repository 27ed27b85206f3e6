"""Every edit by its kind: who carries it out."""

from collections.abc import Sequence

from ...memory.edit import AnyEdit
from ..crew import Studio
from . import (
    appearance,
    boards,
    clothes,
    lengths,
    lines,
    locks,
    objects,
    parts,
    renaming,
    rewriting,
    scenes,
    seasons,
    settling,
    sounding,
    tempers,
    world,
)
from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {
    **lines.CARRIED_OUT,
    **scenes.CARRIED_OUT,
    **rewriting.CARRIED_OUT,
    **appearance.CARRIED_OUT,
    **clothes.CARRIED_OUT,
    **tempers.CARRIED_OUT,
    **world.CARRIED_OUT,
    **objects.CARRIED_OUT,
    **renaming.CARRIED_OUT,
    **boards.CARRIED_OUT,
    **sounding.CARRIED_OUT,
    **locks.CARRIED_OUT,
    **lengths.CARRIED_OUT,
    **seasons.CARRIED_OUT,
    **parts.CARRIED_OUT,
    **settling.CARRIED_OUT,
}


async def carry_out(studio: Studio, edits: Sequence[AnyEdit]) -> None:
    """Carry out edits in order on the documents of a studio: one over a copy of the series (`rehearsal`).

    Raises NotPossible at the first that cannot be done.
    """
    for edit in edits:
        await CARRIED_OUT[type(edit)](studio, edit)
