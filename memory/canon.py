"""Canon as data: facts with evidence, and the findings of those who check against it."""

from typing import Literal

from .frozen import Frozen
from .script import Event


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
    # Continuity, decided by data (`agents/continuity`).
    "dead_speaker",
    "two_places",
    "knows_too_soon",
    "forgets",
    "wrong_wardrobe",
    "prop_teleports",
    "injury_vanishes",
    "thread_overdue",
    "thread_tangled",
    "wrong_name",
    "wrong_relation",
    "time_runs_back",
    "wrong_day",
    "unknown_character",
    "unknown_location",
    "unknown_prop",
    # Continuity, decided by a judge: the nineteen kinds of ConStory-Bench, in our words.
    "memory",
    "knowledge",
    "skill",
    "forgotten_ability",
    "appearance",
    "nomenclature",
    "quantity",
    "perspective",
    "tone",
    "style",
    "absolute_time",
    "duration",
    "simultaneity",
    "causeless_effect",
    "causal_logic",
    "abandoned_plot",
    "world_rule",
    "social_norm",
    "geography",
    "judgement",
    # Form.
    "no_cliffhanger",
    "no_hook",
    "repeated_line",
    "too_long",
    "too_short",
    # The editor's eye and ear.
    "face_unsafe",
    "mouth_moves",
    "identity",
    "black_frame",
    "silent_hole",
    "line_cut",
    "loudness",
]
"""What is wrong. How the kinds of continuity stand to ConStory-Bench is told in `agents/continuity/kinds.py`."""


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
    edit: Event | None = None
    """The event that, written into the script at its scene or beat, would mend it; None: words must change."""
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
