"""Findings: mended by the edit they propose, or waived."""

import re

from ...errors import UserError
from ...memory.canon import Finding, Findings
from ...memory.edits.board import SetLength
from ...memory.edits.script import RewriteLine
from ...memory.edits.season import MendFinding, WaiveFinding
from ...memory.numbering import numbers
from ...memory.script import Script
from .. import continuity, editor
from ..continuity.mending import mended
from ..crew import Studio, Told
from ..supervision import contradictions
from ..timing import LONGEST, SHORTEST
from ..waiving import stored, waive
from .board.lengths import lasts, set_length
from .board.shots import board_of
from .possible import NotPossible, line_in, script_of
from .rehearsal import REVISED, CarriedOut
from .script.change import change
from .script.lines import rewrite_line

_SAY = re.compile(r"Say “([^”]+)”")
_SAID = re.compile(r"(?:calls [^.;]* their|is called [^.;]*['’]s) ([\w-]+);")
_CLEAR = 1.0
"""Seconds by which a length is brought inside the form."""


async def mend_finding(studio: Studio, edit: MendFinding) -> None:
    """Mend a finding by the smallest edit that it proposes, and look whether that has mended it."""
    finding = next((one for one in stored(studio.archive) if one.id == edit.finding), None)
    if finding is None:
        raise NotPossible(f"There is no finding {edit.finding[:60]!r}; look again what is open.")
    if finding.status != "open":
        raise NotPossible(f"{finding.id} is {finding.status} already.")
    episode = finding.script.episode if finding.script else finding.id.partition(".")[0]
    if finding.code in editor.CODES and finding.id.startswith(f"{episode}.cut"):
        await _filmed_anew(studio, finding, episode)
    elif finding.edit is not None:
        script = script_of(studio, episode)
        await change(studio, script, mended(script, finding))
        _must_be_gone(studio, finding, episode)
    else:
        await _said_otherwise(studio, finding)
        _must_be_gone(studio, finding, episode)
    _put(studio, episode, finding.model_copy(update={"status": "mended"}))


async def _filmed_anew(studio: Studio, finding: Finding, episode: str) -> None:
    """Mend what the editor saw: a retake, or another length."""
    if finding.code in ("too_long", "too_short"):
        seconds = lasts(studio, episode)
        bound = SHORTEST + _CLEAR if finding.code == "too_short" else LONGEST - _CLEAR
        if SHORTEST <= seconds <= LONGEST:
            raise NotPossible(f"{episode} lasts {seconds:.0f} s now, and that is right.")
        await set_length(studio, SetLength(episode=episode, by=round(bound - seconds, 2)))
        return
    board = board_of(studio, episode)
    retaken = editor.retakes(board, [finding])
    if retaken == board:
        raise NotPossible(f"No retake mends that: {finding.message} {_by_hand(finding)}")
    studio.archive.put("storyboard", episode, retaken, REVISED, "user")


async def _said_otherwise(studio: Studio, finding: Finding) -> None:
    """Put the words that a finding proposes for those that are wrong, if both are plain."""
    place, proposed = finding.script, _SAY.match(finding.mend)
    if place is None or not place.line or proposed is None:
        raise NotPossible(_by_hand(finding))
    _, _, line = line_in(script_of(studio, place.episode), place.line)
    wrong = _wrong_words(studio, finding)
    found = re.findall(rf"\b{re.escape(wrong)}\b", line.text) if wrong else []
    if len(found) != 1:
        raise NotPossible(_by_hand(finding))
    right = proposed[1]
    at = line.text.index(found[0])
    if at == 0:
        right = right[:1].upper() + right[1:]
    text = re.sub(rf"\b{re.escape(wrong)}\b", lambda _: right, line.text)
    await rewrite_line(studio, RewriteLine(line=line.id, text=text))


def _wrong_words(studio: Studio, finding: Finding) -> str:
    """Return what is said that should not be."""
    if finding.code == "wrong_relation":
        said = _SAID.search(finding.message)
        return said[1] if said else ""
    if finding.code == "wrong_name" and finding.script:
        bible = studio.chronicle.bible(numbers(finding.script.episode)[0])
        named = [one.name for one in bible.characters if one.alias and f"says {one.name} and" in finding.message]
        return named[0] if named else ""
    return ""


def _by_hand(finding: Finding) -> str:
    """Say what to change by hand."""
    place = finding.script
    where = (place.line or place.scene) if place else ""
    what = finding.mend or finding.message
    return f"That takes other words{f', at {where}' if where else ''}: {what} Say how it should go, or waive it."


def _must_be_gone(studio: Studio, finding: Finding, episode: str) -> None:
    """Raise NotPossible if a finding is found again."""
    season, _ = numbers(episode)
    script: Script = script_of(studio, episode)
    bible, outline = studio.chronicle.bible(season), studio.chronicle.outline(season)
    found = contradictions(bible, outline, Told.before(studio.chronicle, episode), script)
    if any(one.id == finding.id for one in found):
        raise NotPossible(f"The edit that it proposes does not mend it. {_by_hand(finding)}")


def _put(studio: Studio, episode: str, finding: Finding) -> None:
    before = studio.archive.get("findings", episode, Findings) or Findings()
    findings = tuple(finding if one.id == finding.id else one for one in before.findings)
    studio.archive.put("findings", episode, Findings(findings=findings), REVISED, "user")


async def waive_finding(studio: Studio, edit: WaiveFinding) -> None:
    """Write down that a finding is meant, and show it so."""
    try:
        waivers = waive(studio.archive, studio.folder.slug, edit.finding, edit.reason)
    except UserError as error:
        raise NotPossible(str(error)) from error
    for id in studio.archive.ids("findings"):
        document = studio.archive.get("findings", id, Findings) or Findings()
        findings = Findings(findings=continuity.waived(document.findings, waivers.waivers))
        studio.archive.put("findings", id, findings, REVISED, "user")


CARRIED_OUT: CarriedOut = {MendFinding: mend_finding, WaiveFinding: waive_finding}
