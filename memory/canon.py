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
    since: str = ""
    """Episode id; empty: from the bible."""
    until: str = ""
    """Id of the episode that ended it; empty: it still holds."""
    known_by: tuple[str, ...] = ()
    evidence: Place | None = None


class Facts(Frozen):
    """What one approved episode made true, as a document."""

    facts: tuple[Fact, ...] = ()


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
    """``s01e04.knows_too_soon.3fa2c1``: the same for the same root cause, however often it is looked for."""
    code: FindingCode
    severity: Literal["error", "warning"]
    message: str
    canon: Place | None = None
    script: Place | None = None
    mend: str = ""
    status: Literal["open", "mended", "waived"] = "open"


class Waiver(Frozen):
    """The user's word that something is meant: a lie, a twist."""

    finding: str
    """Id of a finding: waived in that episode. Without the episode (``knows_too_soon.3fa2c1``): waived for good."""
    reason: str = ""


class Waivers(Frozen):
    """All waivers of a series, as a document."""

    waivers: tuple[Waiver, ...] = ()


class Findings(Frozen):
    """All findings of one episode, as a document."""

    findings: tuple[Finding, ...] = ()
