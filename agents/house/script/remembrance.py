"""Remembrance: what an episode speaks of again, in a scene of its own or in a word before one."""

import random
from collections.abc import Sequence
from dataclasses import replace

from ....memory.bible import Bible
from ....memory.script import EpisodeOutline, Outline, Script
from ....memory.state import State
from ..library import Library
from .echoes import Echoed, echo_for
from .memories import Memory, dearest, remembered
from .planner import Played, Wanted, choose

SCENES = 0.62
"""How many episodes have a scene in which the story speaks of itself."""
ECHOES, SEEDS = 0.66, 0.18
"""How many later scenes begin with a word about what happened, and with one that will be remembered."""
LONGEST = 34
"""Words of an echo."""


class Remembrance:
    """Chooses for one episode; ``story`` are all scripts before it, earlier seasons first."""

    def __init__(
        self,
        bible: Bible,
        episode: EpisodeOutline,
        outline: Outline,
        state: State,
        library: Library,
        story: Sequence[Script],
        first: str,
        dice: random.Random,
    ) -> None:
        self.bible, self.episode, self.outline, self.state = bible, episode, outline, state
        self.library, self.story, self.first, self.dice = library, story, first, dice
        self.memories: tuple[Memory, ...] = ()

    def recall(self, day: int) -> None:
        """Look for what may be spoken of on that day; the first two episodes of a story only begin it."""
        if not self.story or (self.episode.number < 3 and self.bible.season == 1):
            return
        known = remembered(self.bible, self.outline, self.story, self.state, self.episode.recalls, self.first)
        self.memories = dearest(known, self.story, self.bible.characters[0].id, day, self.dice)

    def scene(self, wanted: Wanted, state: State) -> Played | None:
        """Return a scene in which the story speaks of itself, if it is time for one and there is one."""
        late = self.episode.number > len(self.outline.episodes) - 8 and any(m.kind == "promise" for m in self.memories)
        if not self.memories or self.dice.random() > (0.85 if late else SCENES):
            return None
        return choose(wanted, [move for move in self.library.moves if move.recalls], state, self.dice)

    def echo(self, played: Played, wanted: Wanted, state: State, room: int) -> Echoed | None:
        """Return what is said or seen before a scene: a wound, a promise, or the seed of one."""
        dice = self.dice.random()
        if dice > ECHOES + SEEDS or room < 12:
            return None
        kind = played.memory.kind if played.memory else ""
        spoken = tuple(m for m in self.memories if m.kind != kind) if dice <= ECHOES else ()
        return echo_for(
            self.library.echoes, played, replace(wanted, memories=spoken), state, min(room, LONGEST), self.dice
        )
