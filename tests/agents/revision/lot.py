"""A filmed series with small makers: everything goes through the real graphs, only what is made is cheap."""

import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.runtime import Runtime
from langgraph.types import Command

from cliffhanger.agents.conversation import Word, build_conversation, remake
from cliffhanger.agents.crew import Format, Makers, Studio
from cliffhanger.agents.graph import build_graph
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.crew import HouseCritic, HouseShowrunner, HouseWriter
from cliffhanger.agents.state import Request
from cliffhanger.memory.chronicle import Chronicle
from cliffhanger.memory.cuts import CutRecord, Cuts
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.note import Reading
from cliffhanger.memory.proposal import Proposal
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.talk import Message, Talk
from cliffhanger.memory.versions import Change, Versions
from cliffhanger.tools.edit.spec import CutSpec
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.picture.sheet import ContactSheet
from cliffhanger.tools.picture.spec import ShotSpec
from cliffhanger.tools.take import Made, Spec, Take
from cliffhanger.tools.voice.spec import SpeechSpec

REQUEST = Request(
    premise="", about="", lead="", seed=1, season=1, season_length=60, paywall=10, first=1, last=3, render=True
)


class Speaker:
    """Speaks every line as silence, a third of a second a word; it keeps to a length that it is given."""

    tool, version, suffix = "speaker", "1", ".wav"

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        seconds = spec.target or max(0.5, len(spec.text.split()) / 3)
        step = seconds / max(1, len(spec.text.split()))
        words = [[word, round(n * step, 3), round((n + 0.9) * step, 3)] for n, word in enumerate(spec.text.split())]
        soundfile.write(out, np.zeros(round(seconds * 8000)), 8000)
        return Made(seconds=seconds, facts={"words": words, "phones": [["ɑ", a, b] for _, a, b in words]})


class Camera:
    """Films every shot as the same clip, and says what it was asked for; it counts what it makes."""

    tool, version, suffix = "camera", "1", ".mp4"

    def __init__(self, clip: Path) -> None:
        self.clip = clip
        self.made: list[ShotSpec] = []

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.made.append(spec)
        shutil.copyfile(self.clip, out)
        times = [0.0, 0.5]
        return Made(
            seconds=1.0,
            facts={
                "faces": [[[t, 0.3, 0.2, 0.7, 0.5] for t in times] for _ in spec.figures],
                "mouths": [[[t, 0.0] for t in times] for _ in spec.figures],
                "luma": [90.0, 91.0],
            },
        )


class Signed:
    """Gives the same file signed with what it was asked for, so that another Spec is another file."""

    version = "1"

    def __init__(self, tool: str, file: Path) -> None:
        self.tool, self.file, self.suffix = tool, file, file.suffix

    def make(self, spec: Spec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        text = spec.canonical().encode("utf-8")
        # An mp4 reader passes by a box it does not know; a wav reader what follows its data.
        out.write_bytes(self.file.read_bytes() + (len(text) + 8).to_bytes(4, "big") + b"free" + text)
        return Made(seconds=1.0)


@contextmanager
def filmed(series: Studio, home: Path, reel: Path) -> Iterator[tuple[Studio, Camera]]:
    """Film the three episodes of a series on paper in a folder of their own."""
    folder = SeriesFolder(home, "filmed")
    shutil.copyfile(_saved(series, home), folder.database)
    wav, camera = home / "quiet.wav", Camera(reel)
    soundfile.write(wav, np.zeros(480), 48_000)
    makers = Makers(
        picture=camera,
        voice=Speaker(),
        music=Signed("composer", wav),
        sound=Signed("sound", wav),
        edit=Signed("editor", reel),
        sheet=series.makers.sheet,
    )
    with folder.archive() as archive, closing(Floor(folder.take_store(), 2, ThreadPoolExecutor(2))) as floor:
        yield (
            replace(series, folder=folder, archive=archive, floor=floor, makers=makers, errands=[], at_work={}),
            camera,
        )


def _saved(series: Studio, home: Path) -> Path:
    import sqlite3

    path = home / "series.db"
    with series.archive.database.change():
        pass
    target = sqlite3.connect(path)
    source = sqlite3.connect(series.archive.path)
    source.backup(target)
    source.close()
    target.close()
    return path


class Talking:
    """A user at a desk: says things, presses buttons, and keeps what came of it. One event loop for it all."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.request = REQUEST
        self.talk = Talk(studio.archive)
        self._graph = build_conversation(InMemorySaver())
        self._config: Any = {"configurable": {"thread_id": "talk"}, "recursion_limit": 1000}

    async def film(self, episodes: int = 3) -> None:
        """Film the series for the first time."""
        request: Request = {**self.request, "last": episodes}
        async for _ in build_graph().astream(request, context=self.studio, config={"recursion_limit": 10_000}):
            pass

    async def say(self, text: str, focus: str = "", refines: bool = False) -> Message:
        """Say a note and return the showrunner's last word; the command is returned as its text if it is one."""
        return await self._turn(Word(text=text, focus=focus, refines=refines, reading=None))

    async def take(self, reading: Reading) -> Message:
        """Have a note read as that."""
        return await self._turn(Word(text="as read", focus="", refines=False, reading=reading.model_dump(mode="json")))

    async def accept(self) -> Message:
        return await self.take(Reading(command="accept"))

    async def undo(self, steps: int = 1) -> list[Change]:
        versions = Versions(self.studio.archive)
        changes = [versions.undo() for _ in range(steps)]
        await self.follow()
        return changes

    async def follow(self) -> None:
        """Let the cuts follow the documents."""
        await remake({"s01": self.request}, Runtime(context=self.studio, stream_writer=lambda event: None))

    async def _turn(self, word: Word) -> Message:
        state = await self._graph.aget_state(self._config)
        start: Any = Command(resume=word) if "wait" in state.next else {"word": word, "requests": {"s01": self.request}}
        async for _ in self._graph.astream(start, self._config, context=self.studio):
            pass
        return self.talk.messages()[-1]

    @property
    def pending(self) -> Proposal:
        found = self.talk.pending()
        assert found is not None
        return found

    def cut(self, episode: str) -> CutRecord:
        found = Cuts(self.studio.archive).present(episode)
        assert found is not None
        return found

    def master(self, episode: str) -> bytes:
        return (self.studio.folder.masters / f"{episode}.mp4").read_bytes()

    def cut_spec(self, episode: str) -> CutSpec:
        """Return what the master says it was cut from."""
        text = self.master(episode).rpartition(b"free")[2]
        return CutSpec.model_validate(json.loads(text))

    @property
    def chronicle(self) -> Chronicle:
        return self.studio.chronicle


@contextmanager
def filmed_anew(home: Path, reel: Path, premise: str, seed: int = 0) -> Iterator[Talking]:
    """Make a series of one line with the house crew, as the command line would, and film its first three episodes."""
    folder, wav = SeriesFolder(home, "anew"), home / "quiet.wav"
    soundfile.write(wav, np.zeros(480), 48_000)
    makers = Makers(
        picture=Camera(reel),
        voice=Speaker(),
        music=Signed("composer", wav),
        sound=Signed("sound", wav),
        edit=Signed("editor", reel),
        sheet=ContactSheet(),
    )
    with (
        folder.archive() as archive,
        closing(Recall(folder.recall)) as recall,
        closing(Floor(folder.take_store(), 2, ThreadPoolExecutor(2))) as floor,
    ):
        archive.set_note("order.s01", json.dumps({"seed": seed}))
        form = Format(width=54, height=96, fps=24, draft=True)
        crew = (HouseShowrunner(recall), HouseWriter(), HouseDirector(), HouseCritic())
        talking = Talking(Studio(folder, archive, recall, floor, makers, form, *crew))
        talking.request = {**REQUEST, "premise": premise, "seed": seed}
        yield talking
