"""Handling: an object comes to whoever uses it from whoever has it, before the eyes of the viewer."""

import random
from collections.abc import Sequence
from dataclasses import replace

from ....memory.bible import Bible
from ....memory.state import State
from .sheet import Effect
from .staging import Staged

_GIVEN = (
    "{one} holds out {obj}, and {two} takes it.",
    "{one} lets {two} have {obj}, for the moment.",
    "{two} takes {obj} out of {one}'s hand.",
    "{one} slides {obj} across to {two}.",
)


def handed(
    beats: Sequence[Staged], bible: Bible, state: State, dice: random.Random
) -> tuple[list[Staged], list[Effect]]:
    """Return beats in which nobody uses what another has, and the effects of what is given for it.

    Where the one who has it cannot be there, it is not shown.
    """
    for number, beat in enumerate(beats):
        holder = state.holds.get(beat.prop, "") if beat.prop and beat.who else ""
        if not holder or holder == beat.who:
            continue
        if holder in state.dead | state.gone:
            return [replace(one, prop="") for one in beats], []
        giver, taker = bible.character(holder), bible.character(beat.who)
        text = dice.choice(_GIVEN).format(one=giver.name, two=taker.name, obj=bible.prop(beat.prop).name)
        given = Staged(who=giver.id, action=text[:1].upper() + text[1:])
        effect = Effect(f"holds {taker.id} {beat.prop}", beat=number)
        return [*beats[:number], given, *beats[number:]], [effect]
    return list(beats), []
