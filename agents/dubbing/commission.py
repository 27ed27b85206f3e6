"""A commission: what is asked of a dub of somebody's footage, what it is made with, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ...memory.languages import Language
from ...memory.look import Voice
from ...tools.floor import Floor
from ...tools.footage.original import Original
from ...tools.footage.subtitles import Subtitle
from ...tools.listening.listener import Heard, Said
from ...tools.listening.whisper import Whisper
from ...tools.photo.lips import LipSpec
from ...tools.take import AnyMaker, Maker, Take
from ...tools.voice.spec import SpeechSpec
from .fitting import Slot
from .seen import Seen
from .translator import Rendering, Translator

Tell = Callable[[str], None]

LEAD = 0.15
"""Seconds of silence before the first word of a take that are taken off, at most."""


@dataclass(frozen=True)
class Wish:
    """What the user wants of their footage."""

    language: Language
    source: str = ""
    """Language of the original; empty: it is heard."""
    speakers: int = 0
    subtitles: tuple[Subtitle, ...] = ()
    """What is said, in the original's language."""
    renderings: tuple[Subtitle, ...] = ()
    """What is to be said, in the language of the dub."""
    stem: tuple[Literal["voice", "bed"], Path] | None = None
    faces: bool = True
    match: bool = False
    """Whether voices are to be like the originals'."""
    captions: bool = False
    title: str = ""


@dataclass(frozen=True)
class Bench:
    """What a dub of footage works with."""

    floor: Floor
    speaker: Callable[[Voice], Maker[SpeechSpec]]
    notes: Path
    """Folder for what is no take: the lines as they were translated."""
    translator: Translator | None = None
    ear: Whisper | None = None
    net: bool = False
    """Whether a net parts voices from music."""
    lips: AnyMaker[LipSpec] | None = None
    """Who remakes mouths instead of the embedded mesh."""
    tell: Tell = field(default=lambda text: None)


@dataclass(frozen=True)
class Line:
    """One line of the dub."""

    id: str
    said: Said
    rendering: Rendering
    slot: Slot
    take: Take
    natural: float
    speed: float
    alike: float | None = None
    faces: tuple[Seen, ...] = ()

    @property
    def begins(self) -> float:
        """When its take begins: a breath before its first word, which is heard when the original's was."""
        words = self.take.facts.get("words")
        lead = float(words[0][1]) if isinstance(words, list) and words else 0.0
        return round(max(0.0, self.slot.start - min(lead, LEAD)), 3)

    @property
    def ends(self) -> float:
        """When neither it nor the original is heard any more."""
        return max(self.begins + self.take.seconds, self.said.end)


@dataclass(frozen=True)
class FootageResult:
    """What became of a dub."""

    original: Original
    source: str
    lines: tuple[Line, ...]
    voices: Mapping[str, Voice]
    heard: Heard
    bed: Take
    picture: Take
    master: Take
    decisions: tuple[str, ...]
