"""Clean seasons of the house writer, as the graph would approve them."""

import asyncio
import tempfile
from pathlib import Path

from cliffhanger.agents.crew import Told
from cliffhanger.agents.house.crew import HouseShowrunner, HouseWriter
from cliffhanger.benchmarks.planting.invention import Story
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.script import Script, Season
from cliffhanger.memory.state import fold, initial

PREMISES = (
    "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow",
    "A chef finds her dead husband's ring in a stranger's soup",
    "On their wedding day the bride learns that the groom has been married to her mother",
    "A locksmith is hired to open a safe that holds his own birth certificate",
    "The new maid has the same scar as the master's drowned daughter",
    "A pilot wakes from a coma and her best friend is married to her fiancé",
)


def house(seed: int, length: int = 80, cache: Path | None = None) -> Story:
    """Return the house's season of a seed; the premise goes with the seed. ``cache`` keeps vectors between seasons."""
    return asyncio.run(_told(seed, length, cache))


async def _told(seed: int, length: int, cache: Path | None) -> Story:
    with tempfile.TemporaryDirectory() as folder:
        recall = Recall(Path(folder) / "recall", cache=cache or Path(folder) / "cache")
        try:
            showrunner, writer = HouseShowrunner(recall), HouseWriter()
            bible = await showrunner.develop(PREMISES[seed % len(PREMISES)], seed, length)
        finally:
            recall.close()
    state, scripts = initial(bible), list[Script]()
    outline = await writer.outline(bible, Season(length=length), state, (), seed)
    for episode in outline.episodes:
        told = Told(state=state, scripts=tuple(scripts))
        scripts.append(await writer.write(bible, outline, episode, told, seed))
        state = fold(state, scripts[-1:])
    return Story("house", seed, bible, outline, tuple(scripts))
