"""The crew and what it works with: one protocol a role, and the Studio that is handed to every node of the graph.

Each role can be played by a language model or by the script library; the graph cannot tell which.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, Self

from ..errors import ProductionError
from ..memory.archive import Archive
from ..memory.bible import Bible
from ..memory.canon import Fact, Finding
from ..memory.chronicle import Chronicle
from ..memory.debate import Objection
from ..memory.folder import SeriesFolder
from ..memory.legacy import Legacy
from ..memory.look import Voice
from ..memory.note import Note, Reading
from ..memory.numbering import episode_id, numbers
from ..memory.recall import Recall
from ..memory.script import EpisodeOutline, Outline, Script, Season, Thread
from ..memory.sets import Sets
from ..memory.state import State
from ..memory.storyboard import Storyboard
from ..tools.edit.spec import CutSpec
from ..tools.floor import Floor
from ..tools.frame.spec import FrameAbilities, FrameSpec
from ..tools.identity.spec import GateSpec, Medium
from ..tools.music.spec import ScoreSpec
from ..tools.photography.grounded import Grounded
from ..tools.photography.photographing import Photographing
from ..tools.picture.redrawn import Redrawn, RedrawSpec
from ..tools.picture.sheet import SheetSpec
from ..tools.picture.spec import ShotSpec
from ..tools.picture.still import Still, StillSpec
from ..tools.sound.spec import SoundSpec
from ..tools.take import AnyMaker, Maker
from ..tools.voice.spec import CloneSpec, SpeechSpec
from .roles import Role


class Showrunner(Protocol):
    """Turns one line into a series."""

    async def develop(self, premise: str, seed: int, season_length: int) -> Bible:
        """Declare the series; raise UserError if there is nothing to build on."""
        ...

    async def sequel(self, legacy: Legacy, about: str, lead: str, seed: int, season_length: int) -> Bible:
        """Declare the next season: what stays is kept to the letter, the question is new.

        ``about`` is what the user wants it to be about, ``lead`` the id of who leads it; either may be empty.
        """
        ...

    async def read_note(self, note: Note, desk: "Desk") -> Reading:
        """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
        ...


class Writer(Protocol):
    """Plans the season and writes its episodes."""

    async def outline(self, bible: Bible, season: Season, opening: State, owed: Sequence[Thread], seed: int) -> Outline:
        """Give every episode of the season its purpose.

        ``opening`` is what is true as it begins; ``owed`` are threads of earlier seasons, one of which opens it.
        """
        ...

    async def replan(
        self, bible: Bible, outline: Outline, opening: State, objections: Sequence[Objection], seed: int
    ) -> Outline:
        """Answer what was held against the plan; what nobody objected to stays."""
        ...

    async def write(self, bible: Bible, outline: Outline, episode: EpisodeOutline, told: "Told", seed: int) -> Script:
        """Write one episode."""
        ...

    async def revise(
        self, bible: Bible, script: Script, findings: Sequence[Finding], told: "Told", seed: int
    ) -> Script:
        """Mend what the continuity check found, and nothing else."""
        ...


class Critic(Protocol):
    """The second voice: attacks a season plan before a line is written."""

    async def challenge(self, bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
        """Return what is wrong with the plan, the worst first; nothing if it holds."""
        ...


class Judge(Protocol):
    """Judges what exact data cannot decide: whether the words of a script contradict canon."""

    async def judge(self, bible: Bible, told: "Told", script: Script) -> tuple[Finding, ...]:
        """Return contradictions that hold whichever side is read first, each with both quotes."""
        ...


class Director(Protocol):
    """Turns a script into a shot list."""

    async def storyboard(self, bible: Bible, script: Script, seed: int, sets: Sets | None = None) -> Storyboard:
        """Cover every beat and every line of the script, in order; ``sets`` are those with cameras of their own."""
        ...


@dataclass(frozen=True)
class Told:
    """What the writer is told of what came before."""

    state: State
    """What is true as the episode begins."""
    scripts: tuple[Script, ...] = ()
    """Approved scripts of the season so far, in order."""
    earlier: tuple[Script, ...] = ()
    """Approved scripts of the seasons before, in order."""
    facts: tuple[Fact, ...] = ()
    """Canon nearest to the episode."""
    later: tuple[Script, ...] = ()
    """Approved scripts of the season after it, if it is written anew: what is said there is not said before."""

    @classmethod
    def before(cls, chronicle: Chronicle, episode: str, facts: tuple[Fact, ...] = ()) -> Self:
        """Return what the approved story tells before an episode."""
        season, _ = numbers(episode)
        return cls(
            state=chronicle.state(episode),
            scripts=chronicle.scripts(season, before=episode),
            earlier=chronicle.scripts(before=episode_id(season, 0)),
            facts=facts,
        )


@dataclass(frozen=True)
class Desk:
    """What lies before the showrunner when a note comes in."""

    season: int
    """The one the user is looking at; the latest one otherwise."""
    bible: Bible
    outline: Outline
    scripts: Mapping[str, Script]
    """Every written episode of that season by id, in order."""
    storyboards: Mapping[str, Storyboard]
    findings: tuple[Finding, ...] = ()
    """The open ones of that season."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Length of every finished episode, by id."""
    asked: Reading | None = None
    """The question that this note may answer, with the note it was about in ``before``."""
    before: tuple[Note, ...] = ()
    """The notes before this one, the latest last: what "her" and "that" may mean."""
    sets: Sets = field(default_factory=Sets)
    """The scouted sets of that season."""


@dataclass(frozen=True)
class CastingCall:
    """How faces are cast: who makes their pictures, and who looks at them."""

    frame: AnyMaker[FrameSpec]
    gate: Maker[GateSpec]
    abilities: FrameAbilities
    candidates: int = 4
    """Portraits to choose from."""
    medium: Medium = "real"
    width: int = 768
    """Of a portrait in pixels, as far as the maker can; it is four thirds as high."""
    trainer: AnyMaker[Any] | None = None
    """What trains a LoRA from a sheet, if one is wanted."""


@dataclass(frozen=True)
class Makers:
    """The backend that serves each job."""

    picture: AnyMaker[ShotSpec]
    """Films every shot that no other camera is there for."""
    voice: Maker[SpeechSpec]
    music: Maker[ScoreSpec]
    sound: Maker[SoundSpec]
    edit: Maker[CutSpec]
    sheet: Maker[SheetSpec]
    still: Maker[StillSpec] = field(default_factory=Still)
    cameras: Mapping[Role, AnyMaker[ShotSpec]] = field(default_factory=dict)
    """Who films shots of a certain role instead."""
    casting: CastingCall | None = None
    """What casts faces, if any camera photographs."""
    engines: Mapping[str, AnyMaker[SpeechSpec]] = field(default_factory=dict)
    """Who speaks voices that name their engine, by its name."""
    cloners: Mapping[str, AnyMaker[CloneSpec]] = field(default_factory=dict)
    """Who makes a voice of its own from a recording for such an engine; one that has none here is handed the recording
    with every line."""
    redraw: Maker[RedrawSpec] = field(default_factory=Redrawn)
    """Draws a shot over an earlier take of it: only what differs."""
    on_set: AnyMaker[ShotSpec] | None = None
    """Films shots in scouted sets that no camera photographs; None: whoever films the others."""

    def camera(self, role: Role) -> AnyMaker[ShotSpec]:
        """Return who films shots of that role."""
        return self.cameras.get(role, self.picture)

    def on_location(self, role: Role) -> AnyMaker[ShotSpec]:
        """Return who films shots of that role in a scouted set."""
        camera = self.camera(role)
        return Grounded(camera) if isinstance(camera, Photographing) else self.on_set or camera

    def speaker(self, voice: Voice) -> AnyMaker[SpeechSpec]:
        """Return who speaks with a voice; raise ProductionError if nobody here can."""
        if not voice.engine:
            return self.voice
        found = self.engines.get(voice.engine)
        if found is None:
            raise ProductionError(
                f"The voice {voice.style!r} is spoken by {voice.engine}, which is not set up here; "
                "`cliffhanger doctor` says what it needs, and `cliffhanger cast` gives another voice."
            )
        return found


@dataclass(frozen=True)
class Format:
    """The size of the picture."""

    width: int
    height: int
    fps: int
    draft: bool


@dataclass(frozen=True)
class Studio:
    """All that a node may touch. Built once by the wiring; nothing is global."""

    folder: SeriesFolder
    archive: Archive
    recall: Recall
    floor: Floor
    makers: Makers
    format: Format
    showrunner: Showrunner
    writer: Writer
    director: Director
    critic: Critic
    judge: Judge | None = None
    """None: nobody judges words, only data is checked."""
    errands: list[asyncio.Task[None]] = field(default_factory=list)
    """What need not be waited for until the run ends: contact sheets, drawn while the next episode is written."""
    at_work: dict[str, Any] = field(default_factory=dict)
    """Episodes as they were read last, by id: a storyboard of forty shots is forty tasks, and each wants it."""

    @cached_property
    def chronicle(self) -> Chronicle:
        """The approved story in order, and what was true at any of its moments."""
        return Chronicle(self.archive)

    def document(self, kind: str, id: str, model: type[Any]) -> Any:
        """Return a document that must be there by now; ``KeyError`` otherwise."""
        found = self.archive.get(kind, id, model)
        if found is None:
            raise KeyError(f"{kind} {id!r}")
        return found
