"""The house crew: showrunner and writer of the graph that need no model."""

import zlib
from collections.abc import Sequence

from ...memory.bible import Bible
from ...memory.canon import Finding
from ...memory.debate import Objection
from ...memory.legacy import Legacy
from ...memory.note import Note, Reading
from ...memory.recall import Item, Recall
from ...memory.script import EpisodeOutline, Outline, Script, Season, Thread
from ...memory.state import State
from ..casting import look, voice_beside, voices
from ..crew import Desk, Told
from ..notes.reader import read_note
from ..planned import as_planned, as_played
from .bible.showrunner import develop
from .library import ENGINE, engine_indexed, load
from .premise.reader import read
from .script.writer import used_by, write
from .season.critic import challenge
from .season.replan import replan
from .season.season import outline as plan_season
from .sequel.sequel import sequel

NEAREST = 5
"""Engine cards that recall may propose for a premise."""


class HouseShowrunner:
    """Develops a series from the script library."""

    def __init__(self, recall: Recall) -> None:
        self._recall = recall

    async def develop(self, premise: str, seed: int, season_length: int) -> Bible:
        """Declare the series; raise UserError if there is nothing to build on."""
        found, library = read(premise), load()
        self._recall.index_all(Item(kind="cards", id=ENGINE + e.id, text=engine_indexed(e)) for e in library.engines)
        near = [hit.id.removeprefix(ENGINE) for hit in self._recall.nearest(premise, "cards", NEAREST)]
        mixed = zlib.crc32(found.text.encode("utf-8")) ^ seed
        bible = develop(found, library.engines, mixed, season_length, near, looks=look, voices=voices)
        return bible.model_copy(update={"theme_seed": mixed % 2**31})

    async def sequel(self, legacy: Legacy, about: str, lead: str, seed: int, season_length: int) -> Bible:
        """Declare the next season from what the last one left; raise UserError if ``lead`` cannot lead it."""
        engines = load().engines
        near: list[str] = []
        if about:
            self._recall.index_all(Item(kind="cards", id=ENGINE + e.id, text=engine_indexed(e)) for e in engines)
            near = [hit.id.removeprefix(ENGINE) for hit in self._recall.nearest(about, "cards", NEAREST)]
        return sequel(legacy, about, lead, seed, engines, near, looks=look, beside=voice_beside)

    async def read_note(self, note: Note, desk: Desk) -> Reading:
        """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
        return read_note(note, desk)


class HouseWriter:
    """Plans and writes from the script library."""

    async def outline(self, bible: Bible, season: Season, opening: State, owed: Sequence[Thread], seed: int) -> Outline:
        """Map the engine's turns over the season."""
        library = load()
        engine, mixed = library.engine(bible.engine), _mixed(bible, seed)
        return plan_season(bible, engine, library.patterns, season, mixed, opening, owed, library.openings)

    async def replan(
        self, bible: Bible, outline: Outline, opening: State, objections: Sequence[Objection], seed: int
    ) -> Outline:
        """Answer the critic: what nobody objected to stays."""
        library = load()
        engine, mixed = library.engine(bible.engine), _mixed(bible, seed)
        return replan(bible, engine, library.patterns, outline, opening, objections, mixed)

    async def write(self, bible: Bible, outline: Outline, episode: EpisodeOutline, told: Told, seed: int) -> Script:
        """Compose one episode from moves whose needs are met, using nothing that the season has used."""
        used, mixed = used_by((*told.scripts, *told.later)), _mixed(bible, seed)
        cast = as_played(bible, episode)
        written = write(cast, episode, outline, told.state, load(), mixed, used, told.scripts, told.earlier)
        return as_planned(bible, episode, written)

    async def revise(self, bible: Bible, script: Script, findings: Sequence[Finding], told: Told, seed: int) -> Script:
        """Return the script as it is: what is composed cannot be mended line by line, so its findings stay visible."""
        return script


def _mixed(bible: Bible, seed: int) -> int:
    return zlib.crc32(bible.premise.text.encode("utf-8")) ^ seed


class HouseCritic:
    """Attacks a plan with what can be measured in it."""

    async def challenge(self, bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
        """Return what is wrong with the plan, the worst first."""
        return challenge(bible, outline, opening)
