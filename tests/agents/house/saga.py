"""A series over several seasons on paper: the house crew, the Archive and the Chronicle, with real faces and voices."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cliffhanger.agents import continuity
from cliffhanger.agents.crew import Told
from cliffhanger.agents.handover import compile_legacy, owed_threads
from cliffhanger.agents.house.crew import HouseShowrunner, HouseWriter
from cliffhanger.agents.sentences import facts_of
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Facts, Finding
from cliffhanger.memory.chronicle import Chronicle
from cliffhanger.memory.legacy import Legacy
from cliffhanger.memory.numbering import episode_id, season_id
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.script import Event, Script, Season

Happens = Callable[[Bible, Script], Sequence[Event]]
"""What else becomes true in a season's last episode."""


@dataclass
class Saga:
    """Seasons one after the other, as the graph makes them, without what is shown of it."""

    archive: Archive
    recall: Recall
    length: int
    """Episodes a season."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def chronicle(self) -> Chronicle:
        return Chronicle(self.archive)

    def begin(self, line: str, seed: int = 0) -> Bible:
        return asyncio.run(HouseShowrunner(self.recall).develop(line, seed, self.length))

    def sequel(self, season: int, about: str = "", lead: str = "", seed: int = 0) -> Bible:
        return asyncio.run(HouseShowrunner(self.recall).sequel(self.legacy(season - 1), about, lead, seed, self.length))

    def legacy(self, season: int) -> Legacy:
        return compile_legacy(self.chronicle, season)

    def play(self, bible: Bible, episodes: int, seed: int = 0, happens: Happens | None = None) -> None:
        """Plan a season and write, check and approve its first episodes."""
        number, writer, chronicle = bible.season, HouseWriter(), self.chronicle
        self.archive.put("bible", season_id(number), bible, "declared")
        plan = Season(number=number, length=self.length)
        opening, owed = chronicle.opening(number), owed_threads(chronicle, number)
        outline = asyncio.run(writer.outline(bible, plan, opening, owed, seed))
        self.archive.put("outline", season_id(number), outline, "planned")
        for purpose in outline.episodes[:episodes]:
            told = Told(
                state=chronicle.state(purpose.episode),
                scripts=chronicle.scripts(number, before=purpose.episode),
                earlier=chronicle.scripts(before=episode_id(number, 0)),
            )
            script = asyncio.run(writer.write(bible, outline, purpose, told, seed))
            self.findings += continuity.check(bible, outline, told, script)
            if happens is not None and purpose.number == episodes:
                script = script.model_copy(update={"events": (*script.events, *happens(bible, script))})
            self.archive.put("script", purpose.episode, script, "written")
            self.archive.put("facts", purpose.episode, Facts(facts=tuple(facts_of(bible, script))), "approved")


@contextmanager
def saga(folder: Path, length: int) -> Iterator[Saga]:
    with Archive(folder / "series.db") as archive, closing(Recall(folder / "recall")) as recall:
        yield Saga(archive, recall, length)
