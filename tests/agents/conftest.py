"""A small story that the crew's tests share."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from cliffhanger.agents.crew import Format, Makers, Studio, Told
from cliffhanger.errors import ToolError
from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop, Relation
from cliffhanger.memory.canon import Finding
from cliffhanger.memory.debate import Objection
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.legacy import Legacy
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.numbering import season_id
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.script import Beat, EpisodeOutline, Event, Line, Outline, Scene, Script, Season, Thread
from cliffhanger.memory.sets import Sets
from cliffhanger.memory.state import State
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.picture.sheet import ContactSheet
from cliffhanger.tools.picture.spec import ShotSpec
from cliffhanger.tools.take import Made, Spec, Take
from cliffhanger.tools.voice.spec import SpeechSpec


def person(id: str, name: str, sex: str, role: str, relations: tuple[Relation, ...] = ()) -> Character:
    return Character(
        id=id, name=name, full_name=name, role=role, job="nurse", look=Look(sex=sex), look_words="", temper="warm",
        wardrobe=(Outfit(garment="scrubs"), Outfit(garment="coat")), voice=Voice(style="woman_warm_1"), speech="",
        secret="", wants="", fears="", relations=relations,
    )  # fmt: skip


@pytest.fixture
def bible() -> Bible:
    return Bible(
        title="Dated Tomorrow",
        premise=Premise(text="A nurse gets a voicemail from her missing sister, dated tomorrow"),
        logline="A nurse hears tomorrow.", genre="thriller", engine="missing_person", tone="tense", style="painterly",
        question="Where is Iris?",
        characters=(
            person("mia", "Mia", "woman", "lead", (Relation(to="iris", kind="sister"),)),
            person("cole", "Cole", "man", "love"),
            person("iris", "Iris", "woman", "missing", (Relation(to="mia", kind="sister"),)),
        ),
        locations=(
            Location(id="ward", name="the ward", set="hospital", words=""),
            Location(id="roof", name="the roof", set="rooftop", words="", indoors=False),
        ),
        props=(Prop(id="voicemail", name="the voicemail", kind="phone", words="dated tomorrow", holder="mia"),),
    )  # fmt: skip


def say(number: int, speaker: str, text: str, to: str = "", scene: str = "s01e01.1", **more: object) -> Beat:
    line = Line(id=f"{scene}.l{number:02d}", speaker=speaker, text=text, to=to, **more)
    return Beat(id=f"{scene}.b{number:02d}", who=speaker, line=line)


@pytest.fixture
def script() -> Script:
    one, two = "s01e01.1", "s01e01.2"
    return Script(
        episode="s01e01", title="Tomorrow", hook="A phone lights up with a date that has not come.",
        cliffhanger="Iris' voice says Mia's name, live.", cliff="discovery",
        scenes=(
            Scene(id=one, location="ward", hour="night", present=("mia", "cole"), beats=(
                Beat(id=f"{one}.b90", action="The screen lights: “23 November”.", prop="voicemail"),
                say(1, "mia", "That's tomorrow.", "cole", emotion="fear"),
                say(2, "cole", "Phones get dates wrong.", "mia"),
                say(3, "cole", "Mine thinks it's 1970.", "mia"),
                say(4, "mia", "Does yours say my name?", "cole", emotion="cold"),
                say(5, "iris", "Mia. Don't go up to the roof.", "mia", via="phone", emotion="fear"),
            )),
            Scene(id=two, location="roof", hour="night", weather="rain", present=("mia",), beats=(
                Beat(id=f"{two}.b91", action="The door slams behind her.", jolt=True),
                say(1, "mia", "I'm here. I came anyway.", scene=two, emotion="resolve"),
            )),
        ),
        events=(Event(kind="goes", scene=two, who="mia", where="roof"),),
        recap="Mia hears tomorrow.",
    )  # fmt: skip


@pytest.fixture
def outline() -> Outline:
    def episode(number: int) -> EpisodeOutline:
        return EpisodeOutline(
            episode=f"s01e{number:02d}", number=number, title="T", turn="t", logline="", hook="h", cliff="discovery",
            cliffhanger="c", cast=("mia", "cole"), locations=("ward",), plants=("where",) if number == 1 else (),
        )  # fmt: skip

    return Outline(
        season=1,
        episodes=tuple(episode(number) for number in range(1, 61)),
        threads=(Thread(id="where", question="Where is Iris?", planted=1, due=8, paid=7),),
    )


class Scripted:
    """A crew that plays the small story over and over; it keeps to the protocols of the crew."""

    def __init__(self, bible: Bible, outline: Outline, script: Script) -> None:
        self._bible, self._outline, self._script = bible, outline, script
        self.asked: list[str] = []

    async def develop(self, premise: str, seed: int, season_length: int) -> Bible:
        self.asked.append("bible")
        return self._bible

    async def sequel(self, legacy: Legacy, about: str, lead: str, seed: int, season_length: int) -> Bible:
        self.asked.append("sequel")
        return legacy.bible.model_copy(update={"season": legacy.season + 1})

    async def outline(self, bible: Bible, season: Season, opening: State, owed: Sequence[Thread], seed: int) -> Outline:
        self.asked.append("outline")
        text = self._outline.model_dump_json().replace("s01e", f"{season_id(season.number)}e")
        return Outline.model_validate_json(text).model_copy(update={"season": season.number})

    async def challenge(self, bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
        return ()

    async def replan(
        self, bible: Bible, outline: Outline, opening: State, objections: Sequence[Objection], seed: int
    ) -> Outline:
        return outline

    async def write(self, bible: Bible, outline: Outline, episode: EpisodeOutline, told: Told, seed: int) -> Script:
        self.asked.append(f"write {episode.episode}, told of {len(told.scripts)}")
        text = self._script.model_dump_json().replace("s01e01", episode.episode)
        script = Script.model_validate_json(text.replace("I came anyway", f"I came {episode.number} times anyway"))
        return script.model_copy(
            update={"scenes": tuple(s.model_copy(update={"day": episode.number}) for s in script.scenes)}
        )

    async def revise(self, bible: Bible, script: Script, findings: Sequence[Finding], told: Told, seed: int) -> Script:
        self.asked.append(f"revise {script.episode}")
        return script

    async def storyboard(self, bible: Bible, script: Script, seed: int, sets: Sets | None = None) -> Storyboard:
        """Cover every line by a close-up of its speaker, or of Mia if the speaker is elsewhere."""
        self.asked.append(f"board {script.episode}")
        shots = [
            Shot(
                id=f"{script.episode}.s{number:02d}", scene=scene.id, framing="close_up", seconds=2.0,
                figures=(Placed(character=beat.who if beat.who in scene.present else "mia"),),
                beats=(beat.id,), lines=(beat.line.id,),
            )
            for number, (scene, beat) in enumerate(
                ((scene, beat) for scene in script.scenes for beat in scene.beats if beat.line), 1
            ) if beat.line
        ]  # fmt: skip
        return Storyboard(episode=script.episode, shots=tuple(shots))


FACE = (0.3, 0.2, 0.7, 0.5)
"""A face in the safe area: left, top, right, bottom."""


class Camera:
    """Films every shot as one second of the same picture; fails, waits and reports as it is told.

    It counts what it is asked for, so it works in threads of the test's own process.
    """

    tool, version, suffix = "camera", "1", ".mp4"

    def __init__(self, clip: Path) -> None:
        self.clip = clip
        self.asked: list[ShotSpec] = []
        self.fails: Callable[[ShotSpec], ToolError | None] = lambda spec: None
        self.facts: Callable[[ShotSpec], dict[str, object]] = seen
        self.before: Callable[[ShotSpec], None] = lambda spec: None

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.before(spec)
        self.asked.append(spec)
        error = self.fails(spec)
        if error is not None:
            raise error
        shutil.copyfile(self.clip, out)
        return Made(seconds=1.0, facts=self.facts(spec))


def seen(spec: ShotSpec) -> dict[str, object]:
    """Return what a camera reads back of a faultless shot."""
    times = [0.0, 0.5]
    return {
        "faces": [[[t, *FACE] for t in times] for _ in spec.figures],
        "mouths": [[[t, 0.0] for t in times] for _ in spec.figures],
        "luma": [90.0, 91.0],
    }


class Speaker:
    """Speaks every line as silence, half a second a word."""

    tool, version, suffix = "speaker", "1", ".wav"

    def __init__(self) -> None:
        self.asked: list[SpeechSpec] = []

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        words = [[word, n * 0.5, n * 0.5 + 0.45] for n, word in enumerate(spec.text.split())]
        seconds = len(words) * 0.5
        soundfile.write(out, np.zeros(round(seconds * 24_000)), 24_000)
        return Made(seconds=seconds, facts={"words": words, "phones": [["ɑ", a, b] for _, a, b in words]})


class Copyist:
    """Gives the same file whatever it is asked for: music, effects or a cut."""

    version = "1"

    def __init__(self, tool: str, file: Path) -> None:
        self.tool, self.file, self.suffix = tool, file, file.suffix
        self.asked: list[Spec] = []
        self.failures = 0
        """How many times it fails before it works."""

    def make(self, spec: Spec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        if len(self.asked) <= self.failures:
            raise ToolError(f"{self.tool} has no paper; bring some")
        shutil.copyfile(self.file, out)
        return Made(seconds=1.0)


@dataclass
class Lot:
    """A studio with small makers, and the makers and crew to be looked at."""

    studio: Studio
    crew: Scripted
    camera: Camera
    speaker: Speaker
    composer: Copyist
    editor: Copyist


@pytest.fixture(scope="session")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of picture with a tone at about the loudness of the form."""
    path = tmp_path_factory.mktemp("reel") / "reel.mp4"
    film(path, "testsrc=s=54x96:r=24:d=1", "sine=f=440:d=1,volume=7.5dB")
    return path


def film(path: Path, picture: str, tone: str) -> None:
    """Write a tiny mp4 by two descriptions in ffmpeg's words."""
    inputs = [
        "-f",
        "lavfi",
        "-i",
        picture,
        "-f",
        "lavfi",
        "-i",
        f"{tone},aformat=sample_rates=48000:channel_layouts=stereo",
    ]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac"]
    subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *inputs, *coded, "-shortest", str(path)], check=True)


@pytest.fixture
def lot(tmp_path: Path, reel: Path, bible: Bible, outline: Outline, script: Script) -> Iterator[Lot]:
    with lot_at(tmp_path / "home", reel, Scripted(bible, outline, script)) as lot:
        yield lot


@contextmanager
def lot_at(home: Path, reel: Path, crew: Scripted) -> Iterator[Lot]:
    """Open a series in a home, as the wiring does, with small makers in threads."""
    folder = SeriesFolder(home, "dated-tomorrow")
    wav = reel.with_suffix(".wav")
    soundfile.write(wav, np.zeros(480), 48_000)
    camera, speaker = Camera(reel), Speaker()
    composer, editor = Copyist("composer", wav), Copyist("editor", reel)
    makers = Makers(
        picture=camera, voice=speaker, music=composer, sound=Copyist("sound", wav), edit=editor, sheet=ContactSheet()
    )
    with (
        folder.archive() as archive,
        closing(Recall(folder.recall, cache=home / "cache")) as recall,
        closing(Floor(folder.take_store(), 2, ThreadPoolExecutor(2))) as floor,
    ):
        form = Format(width=54, height=96, fps=24, draft=True)
        studio = Studio(folder, archive, recall, floor, makers, form, crew, crew, crew, crew)
        yield Lot(studio, crew, camera, speaker, composer, editor)


@pytest.fixture
def reopened(tmp_path: Path, reel: Path, bible: Bible, outline: Outline, script: Script) -> Callable[[], Any]:
    """Return what opens the same series anew, with a new crew and new makers, as another process would."""
    return lambda: lot_at(tmp_path / "home", reel, Scripted(bible, outline, script))
