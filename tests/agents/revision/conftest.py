"""Three episodes on paper, written and boarded by the house crew; each test works on a copy of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.agents.crew import Format, Makers, Studio, Told
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.crew import HouseCritic, HouseShowrunner, HouseWriter
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.agents.sentences import facts_of
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.canon import Facts, Findings
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.script import Season
from cliffhanger.tools.edit.master import Assembler
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.sheet import ContactSheet
from cliffhanger.tools.sound.synth import SynthSound
from cliffhanger.tools.take import Made, Take
from cliffhanger.tools.voice.spec import SpeechSpec

LINE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
EPISODES = 3


class Speaker:
    """Speaks every line as silence, a third of a second a word."""

    tool, version, suffix = "speaker", "1", ".wav"

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        words = [[word, round(n / 3, 3), round(n / 3 + 0.3, 3)] for n, word in enumerate(spec.text.split())]
        seconds = spec.target or len(words) / 3
        soundfile.write(out, np.zeros(round(seconds * 8000)), 8000)
        return Made(seconds=seconds, facts={"words": words, "phones": [["ɑ", a, b] for _, a, b in words]})


@pytest.fixture(scope="session")
def series(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """The series as it was made, for a whole session: never change it; take `studio`."""
    folder = SeriesFolder(tmp_path_factory.mktemp("revised"), "series")
    makers = Makers(
        picture=Drawn(), voice=Speaker(), music=Composer(), sound=SynthSound(), edit=Assembler(), sheet=ContactSheet()
    )
    with (
        folder.archive() as archive,
        closing(Recall(folder.recall)) as recall,
        closing(Floor(folder.take_store(), 1, ThreadPoolExecutor(1))) as floor,
    ):
        form = Format(width=54, height=96, fps=24, draft=True)
        crew = (HouseShowrunner(recall), HouseWriter(), HouseDirector(), HouseCritic())
        studio = Studio(folder, archive, recall, floor, makers, form, *crew)
        asyncio.run(_made(studio))
        yield studio


async def _made(studio: Studio) -> None:
    archive, chronicle = studio.archive, studio.chronicle
    bible = await studio.showrunner.develop(LINE, 1, 60)
    archive.put("bible", "s01", bible, "developed", "showrunner")
    outline = await studio.writer.outline(bible, Season(), chronicle.opening(1), (), 1)
    archive.put("outline", "s01", outline, "planned", "writer")
    for purpose in outline.episodes[:EPISODES]:
        told = Told.before(chronicle, purpose.episode)
        script = await studio.writer.write(bible, outline, purpose, told, 1)
        findings = Findings(findings=contradictions(bible, outline, told, script))
        archive.put("script", purpose.episode, script, "written", "writer")
        archive.put("findings", purpose.episode, findings, "checked", "continuity")
        archive.put("storyboard", purpose.episode, await studio.director.storyboard(bible, script, 1), "directed")
        facts = Facts(facts=tuple(facts_of(bible, script, threads=outline.threads)))
        archive.put("facts", purpose.episode, facts, "approved", "continuity")


@pytest.fixture
def studio(series: Studio) -> Iterator[Studio]:
    """A studio over a copy of the series, to be changed at will."""
    # A floor belongs to one event loop.
    with rehearsal(series) as copy, closing(Floor(series.folder.take_store(), 1, ThreadPoolExecutor(1))) as floor:
        yield replace(copy, floor=floor)


@pytest.fixture
def spoken() -> Callable[[Studio, str], Awaitable[Episode]]:
    """Return what speaks the lines of an episode, so that the Specs of its shots are known."""
    return speak


async def speak(studio: Studio, id: str) -> Episode:
    episode = Episode.of(studio, id)
    for specs in (episode.natural_speech, episode.fitted_speech):
        for spec in specs().values():
            await studio.floor.make(studio.makers.voice, spec)
    return episode
