"""Echoes: a few beats before a scene that speak of what happened earlier, or plant what will be spoken of."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....memory.bible import Character, Prop
from ....memory.library import Echo
from ....memory.state import NAME, State, holds_true
from .memories import RIPE, Memory
from .planner import Played, Wanted, anachronistic, ground, may_tell
from .sheet import Draft, Effect, effects_of
from .slots import Cast, Unfillable
from .staging import Staged, spoken_words, stage

PROMISES = 6
"""Promises open at once, beside those that a scene of its own gives."""


@dataclass(frozen=True)
class Echoed:
    """An echo as it will be played."""

    echo: Echo
    beats: tuple[Staged, ...]
    effects: tuple[Effect, ...]
    memory: Memory | None = None

    def before(self, draft: Draft) -> Draft:
        """Return a scene that begins with it."""
        opened = draft.opened(self.beats, self.effects)
        return Draft(
            opened.beats, opened.place, opened.present, opened.purpose, (*opened.cards, self.echo.id), opened.leaves
        )


def echo_for(
    echoes: Sequence[Echo], played: Played, wanted: Wanted, state: State, most: int, dice: random.Random
) -> Echoed | None:
    """Return an echo for the people of a scene, of at most so many spoken words; ``None`` if there is none.

    ``wanted.memories`` are what can be spoken of, dearest first; an echo that recalls nothing comes after them.
    """
    order = dice.sample(list(echoes), len(echoes))
    order.sort(key=lambda echo: echo.id in wanted.before)
    calls = {beat.who for beat in played.beats if beat.via == "phone"}
    here = [wanted.bible.character(id) for id in played.present if id not in state.dead | state.gone | calls]
    for memory in (*wanted.memories, None):
        ripe = memory is not None and memory.age(wanted.day) >= RIPE
        for echo in sorted(order, key=lambda echo: ripe and not _settles(echo)):
            # What ends a promise or a wound may be said of a second one, in its other words.
            if (echo.id in wanted.used and not _settles(echo)) or not _fits(echo, memory, wanted):
                continue
            for roles in _bindings(echo, memory, here, wanted):
                found = _played(echo, roles, memory, played, wanted, state)
                if found is not None and spoken_words(found.beats) <= most:
                    return found
    return None


def _settles(echo: Echo) -> bool:
    """Tell whether it ends what it speaks of: a promise, a wound."""
    return any(effect.split()[0] in ("kept", "broken", "sound") for effect in echo.leaves)


def _fits(echo: Echo, memory: Memory | None, wanted: Wanted) -> bool:
    if memory is None or echo.recalls is None:
        return memory is None and echo.recalls is None
    return echo.recalls == memory.kind and echo.after <= memory.age(wanted.day) <= echo.before


def _bindings(
    echo: Echo, memory: Memory | None, here: Sequence[Character], wanted: Wanted
) -> Iterator[dict[str, Character]]:
    """Yield the ways to give its roles to those in the room; who is only spoken of need not be there."""
    bound = {key: wanted.bible.character(id) for key, id in memory.roles.items()} if memory else {}
    fits = [[p for p in here if key not in bound or p is bound[key]] for key in echo.roles]
    for people in itertools.product(*fits):
        if len({person.id for person in people}) == len(people):
            roles = bound | dict(zip(echo.roles, people, strict=True))
            if len({person.id for person in roles.values()}) == len(roles):
                yield roles


def _played(
    echo: Echo, roles: dict[str, Character], memory: Memory | None, played: Played, wanted: Wanted, state: State
) -> Echoed | None:
    obj = next((prop for prop in wanted.bible.props if memory and prop.id == memory.prop), wanted.obj)
    if not all(holds_true(state, need) for need in ground(echo.needs, roles, obj)):
        return None
    if _too_much(echo, roles, obj, wanted, state):
        return None
    cast = Cast(wanted.bible, roles, obj, played.place, memory, wanted.day, state.knows)
    count = max((len(beat.say) for beat in echo.beats if beat.say), default=1)
    for turn in range(count):
        variant = (wanted.seed + turn) % count
        try:
            beats = stage(echo.beats, cast, variant)
            effects = effects_of((), echo.leaves, echo.beats, cast, variant)
        except Unfillable:
            return None
        if not any(beat.text in wanted.used for beat in beats if beat.text) and not any(
            anachronistic(beat.text + beat.action, wanted.period) for beat in beats
        ):
            return Echoed(echo, beats, effects, memory)
    return None


def _too_much(echo: Echo, roles: dict[str, Character], obj: Prop, wanted: Wanted, state: State) -> bool:
    """Tell whether it would hurt the hurt, deny or name what is known, or speak a secret before its time."""
    for effect in ground(tuple(echo.leaves), roles, obj):
        kind, *ids = effect.split()
        if (kind == "hurt" and state.hurt) or (kind == "promised" and len(state.promises) >= PROMISES):
            return True
        if kind == "lied" and (ids[1], ids[2]) in state.knows:
            return True
        if kind == "named" and (not wanted.bible.character(ids[0]).alias or (ids[1], NAME + ids[0]) in state.knows):
            return True
    for beat in echo.beats:
        for key, person in roles.items():
            if any(f"secret.{key}}}" in text.lower() for text in beat.say) and not may_tell(person, wanted):
                return True
    return False
