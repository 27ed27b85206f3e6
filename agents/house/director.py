"""The house director: covers a script without a language model.

Close-ups carry it, a cut every two to four seconds, the object filling the frame when it matters.
"""

import random

from ...memory.bible import Bible
from ...memory.script import Script
from ...memory.storyboard import Placed, Shot, Storyboard
from .coverage import Coverage


class HouseDirector:
    """The director that needs no model."""

    async def storyboard(self, bible: Bible, script: Script, seed: int) -> Storyboard:
        """Cover every beat and line of the script, in order; the same input gives the same shots."""
        rng = random.Random(f"{seed}/{script.episode}/storyboard")
        shots: list[Shot] = []
        for number, scene in enumerate(script.scenes):
            shots.extend(Coverage(bible, scene, rng).shots(opens=number == 0, ends=scene is script.scenes[-1]))
        shots = _with_cards(bible, script, shots)
        return Storyboard(
            episode=script.episode,
            shots=tuple(
                shot.model_copy(update={"id": f"{script.episode}.s{number:02d}"})
                for number, shot in enumerate(shots, 1)
            ),
        )


def _with_cards(bible: Bible, script: Script, shots: list[Shot]) -> list[Shot]:
    """Put the title after the hook has landed and the end card after the cliffhanger."""
    at, elapsed = 0, 0.0
    while at < len(shots) and (at < 1 or elapsed < 5.0):
        elapsed += shots[at].seconds
        at += 1
    lead = bible.characters[0]
    title = Shot(
        id="",
        scene="",
        framing="title",
        move="drift",
        seconds=1.8,
        text=bible.title,
        figures=(Placed(character=lead.id, faces="right"),),
        effects=("whoosh",),
    )
    end = Shot(id="", scene="", framing="end", move="push_in", seconds=2.2, text="To be continued")
    return [*shots[:at], title, *shots[at:], end]
