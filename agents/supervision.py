"""Supervision: all that a script contradicts, by its data and by its words; each root cause once."""

from ..memory.bible import Bible
from ..memory.canon import Finding
from ..memory.script import Outline, Script
from . import continuity
from .claims import check_words
from .crew import Told


def contradictions(bible: Bible, outline: Outline, told: Told, script: Script) -> tuple[Finding, ...]:
    """Return what is wrong with a script, given what is true before it and the approved scripts.

    What its events tell comes first. What its words state besides is added, if that is not the same root again.
    """
    found = continuity.check(bible, outline, told, script)
    known = {finding.id for finding in found}
    return (*found, *(finding for finding in check_words(bible, told, script) if finding.id not in known))
