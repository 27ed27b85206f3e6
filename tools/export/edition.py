"""An edition: one episode as plain rows, ready to be laid out in any format.

Pictures and sounds are files on this machine; a row without one has not been filmed. Times count frames.
"""

import re

from ...memory.frozen import Frozen
from ..edit.subtitles import Cue


class Said(Frozen):
    """A line in a row of the shot list."""

    name: str
    """Who says it."""
    text: str
    how: str = ""
    """"on the phone", "off screen"; empty: seen saying it."""


class Row(Frozen):
    """One shot."""

    id: str
    number: int
    """Counted from 1."""
    scene: str
    """Scene id; empty for the cards."""
    start: int
    frames: int
    framing: str
    angle: str
    move: str
    style: str
    location: str = ""
    hour: str = ""
    weather: str = ""
    who: tuple[str, ...] = ()
    outfits: tuple[str, ...] = ()
    """One for each of those, in words."""
    action: str = ""
    lines: tuple[Said, ...] = ()
    over: str = ""
    """Name of who is still heard from the shot before."""
    props: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    text: str = ""
    """Words on a card or a screen."""
    again: bool = False
    """Shown again from an earlier season."""
    take: str = ""
    """Key of its take; empty: not filmed."""
    file: str = ""
    """Absolute path of its take."""

    @property
    def end(self) -> int:
        """The first frame that is no longer its own."""
        return self.start + self.frames


class SceneRow(Frozen):
    """One scene."""

    id: str
    number: int
    heading: str
    """``INT. THE FOURTH-FLOOR WARD - NIGHT``."""
    start: int
    purpose: str = ""


class Speech(Frozen):
    """One spoken line and when it is heard."""

    id: str
    name: str
    text: str
    start: int
    frames: int
    take: str


class Note(Frozen):
    """Something to be marked on a timeline."""

    kind: str
    """scene, finding or cliffhanger."""
    id: str
    name: str
    at: int
    text: str = ""


class Edition(Frozen):
    """One episode, as far as it is made."""

    series: str
    """Id."""
    title: str
    season: int
    logline: str
    episode: str
    number: int
    episode_title: str
    hook: str
    cliffhanger: str
    fps: int
    width: int
    height: int
    fountain: str
    rows: tuple[Row, ...] = ()
    """Empty: there is no storyboard."""
    scenes: tuple[SceneRow, ...] = ()
    cues: tuple[Cue, ...] = ()
    """Captions, in seconds on frames; empty before the voices are there."""
    speeches: tuple[Speech, ...] = ()
    notes: tuple[Note, ...] = ()
    stems: dict[str, str] = {}
    """Absolute paths of dialogue, music and effects; empty: not cut."""
    master: str = ""
    """Absolute path of the cut; empty: not cut."""
    burned: bool = True
    """Whether captions are part of the picture."""

    @property
    def frames(self) -> int:
        """How long the episode is."""
        return self.rows[-1].end if self.rows else 0

    @property
    def filmed(self) -> bool:
        """Whether every shot has its take."""
        return bool(self.rows) and all(row.take for row in self.rows)

    def seconds(self, frames: int) -> float:
        """Return frames as seconds."""
        return frames / self.fps

    def clip(self, row: Row) -> str:
        """Return what the copy of a shot's take is called: ``001_s01e02.s01.mp4``."""
        return f"{row.number:03d}_{re.sub(r'[^A-Za-z0-9._-]', '-', row.id)}.mp4"
