"""Proposals: what a note would change, what that touches and what it costs, before anything is changed."""

from typing import Literal

from .canon import Finding
from .edit import Edit
from .frozen import Frozen
from .note import Note

Standing = Literal["open", "accepted", "refined", "dropped", "undone"]
TakeKind = Literal["voice", "picture", "music", "sound", "cut"]


class DiffLine(Frozen):
    """One line of a difference."""

    sign: Literal["same", "removed", "added"]
    text: str


class Diff(Frozen):
    """What changes in one document, in its readable form."""

    kind: str
    """Of the document: script, storyboard, bible, outline."""
    id: str
    title: str
    """For people: "s01e02 script"."""
    lines: tuple[DiffLine, ...]


class TakeChange(Frozen):
    """A take that is made anew, and why."""

    kind: TakeKind
    episode: str
    id: str
    """Line or shot id; the episode's for music, sound and cut."""
    why: str


class Touched(Frozen):
    """Something later that the edits touch, and why: an episode, a thread, a dub."""

    what: Literal["episode", "thread", "dub", "fact"]
    id: str
    why: str


class Ripple(Frozen):
    """What a proposal touches and what it costs."""

    episodes: tuple[str, ...] = ()
    """Episodes whose documents or takes change, in order."""
    touched: tuple[Touched, ...] = ()
    """Later episodes, threads, facts and dubs that depend on what changes."""
    opened: tuple[Finding, ...] = ()
    """Findings that it would open."""
    closed: tuple[Finding, ...] = ()
    """Findings that it would close."""
    kept: int = 0
    """Takes of those episodes that are used again as they are."""
    remade: tuple[TakeChange, ...] = ()
    seconds: float = 0.0
    """Of work, estimated from what the series' own takes took."""
    price: float = 0.0
    """In US dollars; 0 with makers that cost nothing. Retakes that the gate asks for come on top."""
    lengths: dict[str, tuple[float, float]] = {}
    """Seconds of an episode before and after, by id, where they differ."""


class Proposal(Frozen):
    """What the showrunner proposes to do about a note."""

    number: int
    """Counted from 1 in a series."""
    note: Note
    understood: str
    edits: tuple[Edit, ...]
    diffs: tuple[Diff, ...]
    ripple: Ripple
    standing: Standing = "open"
