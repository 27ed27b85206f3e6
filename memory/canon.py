"""Canon as data: facts with evidence, and the findings of those who check against it."""

from typing import Literal

from .frozen import Frozen


class Place(Frozen):
    """Where something is said: episode, scene, line or beat."""

    episode: str
    scene: str = ""
    line: str = ""
    quote: str = ""


class Fact(Frozen):
    """Something that is true from ``since`` until ``until``."""

    id: str
    text: str
    """A full sentence."""
    subject: str = ""
    """Character, prop or location id."""
    predicate: str = ""
    object: str = ""
    since: int = 0
    """Episode number; 0: from the bible."""
    until: int = 0
    """Episode number; 0: still."""
    known_by: tuple[str, ...] = ()
    evidence: Place | None = None


FindingCode = Literal[
    "dead_speaker",
    "two_places",
    "knows_too_soon",
    "forgets",
    "wrong_wardrobe",
    "prop_teleports",
    "injury_vanishes",
    "thread_overdue",
    "wrong_name",
    "time_runs_back",
    "unknown_character",
    "unknown_location",
    "no_cliffhanger",
    "no_hook",
    "repeated_line",
    "too_long",
    "too_short",
    "judgement",
    "face_unsafe",
    "mouth_moves",
    "black_frame",
    "silent_hole",
    "line_cut",
    "loudness",
]


class Finding(Frozen):
    """A contradiction or a fault, with both quotes and the smallest edit that would mend it."""

    id: str
    code: FindingCode
    severity: Literal["error", "warning"]
    message: str
    canon: Place | None = None
    script: Place | None = None
    mend: str = ""
    status: Literal["open", "mended", "waived"] = "open"


class Findings(Frozen):
    """All findings of one episode, as a document."""

    findings: tuple[Finding, ...] = ()
