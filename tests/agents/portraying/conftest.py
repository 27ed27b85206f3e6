"""A series on paper, and a studio over it that can cast."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from cliffhanger.agents.crew import CastingCall, Format, Makers, Studio
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.crew import HouseCritic, HouseShowrunner, HouseWriter
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.recall import Recall
from cliffhanger.tools.edit.master import Assembler
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.frame.spec import FrameAbilities
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.sheet import ContactSheet
from cliffhanger.tools.sound.synth import SynthSound
from cliffhanger.tools.voice.kokoro import Kokoro

from .studio_hands import Painter, Reader

LINE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"


@pytest.fixture(scope="session")
def recall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recall]:
    with closing(Recall(tmp_path_factory.mktemp("recall"))) as recall:
        yield recall


@pytest.fixture(scope="session")
def bible(recall: Recall) -> Bible:
    """Three people and two places."""
    whole = asyncio.run(HouseShowrunner(recall).develop(LINE, 1, 60))
    return whole.model_copy(update={"characters": whole.characters[:3], "locations": whole.locations[:2]})


@pytest.fixture
def open_series(tmp_path: Path, recall: Recall, bible: Bible) -> Iterator[Callable[..., Studio]]:
    """Return what opens a series of one home with a painter and a reader, as often as wanted."""
    opened: list[Studio] = []

    def open_(name: str = "wren", painter: Painter | None = None, **call: object) -> Studio:
        folder = SeriesFolder(tmp_path / "home", name)
        abilities = FrameAbilities(references=2, multiple=2, longest=256)
        set_up = {"candidates": 3, "abilities": abilities, "width": 72, "frame": painter or Painter(), "gate": Reader()}
        casting = CastingCall(**{**set_up, **call})  # type: ignore[arg-type]
        makers = Makers(
            picture=Drawn(), voice=Kokoro(), music=Composer(), sound=SynthSound(), edit=Assembler(),
            sheet=ContactSheet(), casting=casting,
        )  # fmt: skip
        form = Format(width=54, height=96, fps=24, draft=True)
        crew = (HouseShowrunner(recall), HouseWriter(), HouseDirector(), HouseCritic())
        floor = Floor(folder.take_store(), 2, ThreadPoolExecutor(2))
        studio = Studio(folder, folder.archive(), recall, floor, makers, form, *crew)
        studio.archive.put("bible", "s01", bible, "developed", "showrunner")
        opened.append(studio)
        return studio

    yield open_
    for studio in opened:
        studio.floor.close()
        studio.archive.close()


@pytest.fixture
def studio(open_series: Callable[..., Studio]) -> Studio:
    return open_series()
