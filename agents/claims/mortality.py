"""The dead who are heard live, or are said to have called today; and the living who are said to have died."""

import re
from collections.abc import Iterator

from ..continuity.case import declared
from ..continuity.fault import Fault
from .claim import HEDGED, Claim, Stand, Told

_RINGS = re.compile(
    r"\b(?:rings?|buzz(?:es)?|vibrates?|calls?|calling|picks? up|answers?|dials?|hello)\b", re.IGNORECASE
)
_PLAYS = re.compile(
    r"\b(?:record\w*|voice ?mail|voice (?:message|note|memo)|answering machine|messages?|tapes?|cassette|videos?"
    r"|footage"
    r"|playback|dictaphone|press(?:es)? play|plays (?:it )?back|letter|film|photo\w*|ghost|memory|imagin\w+"
    r"|dream\w*)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:delet\w+|eras\w+|stops the|switches (?:it )?off|ends|snaps off|clicks off)\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:if|when|by the time|once) you(?:['’]re| are)? (?:hear|hearing|watch|watching|see|seeing|read|reading|get"
    r"|find)",
    re.IGNORECASE,
)
_TODAY = (
    r"(?:today|this (?:morning|afternoon|evening)|just now|tonight|an hour ago|(?:ten|five|two) minutes ago"
    r"|a minute ago|a moment ago|last night|yesterday)"
)
_FORMS = (
    r"\b{name} (?:just )?(?:called|rang|phoned|texted|visited|came by|came to see|was here|told me"
    r"|asked me)\b[^.?!]*\b{today}\b",
    r"\b{name} (?:just|has just|['’]s just) (?:called|rang|phoned|texted|left|walked in|come in|arrived)\b",
    r"\bI(?:['’]ve)? (?:just )?(?:saw|spoke (?:to|with)|talked (?:to|with)|met|had (?:lunch|dinner|breakfast"
    r"|coffee) with) {name}\b[^.?!]*\b{today}\b",
    r"\bI(?:['’]ve)? just (?:saw|spoken? (?:to|with)|talked (?:to|with)|met|seen) {name}\b",
    r"\b{name}(?:['’]s| is) (?:waiting|on (?:his|her|the) way|coming over|at the door|downstairs|outside"
    r"|on the (?:phone|line))\b",
)
_DIED = (
    r"\b(?:since|after|when|before|the (?:day|night|year) (?:that )?) ?{name} died\b",
    r"\b{name}(?:['’]s| is) dead\b|\b{name} (?:died|has died)\b",
    r"\b{name}['’]s (?:funeral|grave|wake|widow|tombstone)\b",
)
_KEPT = re.compile(
    r"\b(?:photo|picture|grave|ghost|memory|letter|ashes|dream\w*|portrait|video|recording|voicemail)\b", re.IGNORECASE
)


def claims(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield who is said to be about, of the dead; and who is said to have died, of the living."""
    if not one.speaker or not one.honest or "?" in one.text or stand.cast.name.search(one.text) is None:
        return
    if _KEPT.search(one.text):
        return
    for name, id in stand.cast.said.items():
        if name not in one.text:
            continue
        if _says(one.text, _FORMS, name):
            yield Claim("lives", id, "", one.text, one.place)
        elif _says(one.text, _DIED, name):
            yield Claim("dead", id, "", one.text, one.place)


def _says(text: str, forms: tuple[str, ...], name: str) -> bool:
    """Tell whether a sentence says one of these things of somebody, and nothing in it takes that back."""
    patterns = (form.format(name=re.escape(name), today=_TODAY) for form in forms)
    found = next((found for pattern in patterns if (found := re.search(pattern, text))), None)
    return found is not None and HEDGED.search(text[: found.start()] + text[found.end() :]) is None


def contradicts(stand: Stand, claim: Claim) -> Fault | None:
    """Return the fault: a dead one who calls, or one who was seen alive and is said to have died."""
    who, name = claim.subject, stand.named(claim.subject)
    if claim.kind == "lives" and who in stand.state.dead:
        message = f"{name} is dead, and is said to be about."
        return _fault(stand, who, message, claim, "Let it be long ago, or a lie, or somebody else.")
    return None


def heard(stand: Stand, one: Told) -> Fault | None:
    """Return the fault if somebody dead is heard live on the phone; off or as a thought they are a memory."""
    line = one.beat.line
    if line is None or line.speaker not in stand.state.dead or line.via != "phone":
        return None
    returns = any(e.kind == "returns" and e.who == line.speaker for e in stand.history.script.events)
    if returns or _played(stand, one):
        return None
    claim = Claim("lives", line.speaker, "", one.text, one.place)
    message = f"{stand.named(line.speaker)} is dead and phones."
    return _fault(stand, line.speaker, message, claim, "Let it be a recording, and show what plays it.")


def _played(stand: Stand, one: Told) -> bool:
    """Tell whether what is heard is kept: what was shown last before it plays it, and is no phone that rings."""
    line = one.beat.line
    if line is not None and (_LATER.search(line.text) or _PLAYS.search(one.beat.action)):
        return True
    props = {prop.id: prop for prop in stand.bible.props}
    for beat in reversed(one.scene.beats[: one.scene.beats.index(one.beat)]):
        prop = props.get(beat.prop)
        shown = f"{beat.action} {prop.name if prop else ''} {prop.words if prop else ''}"
        spoken = beat.line.text if beat.line and beat.line.speaker != (line.speaker if line else "") else ""
        if _PLAYS.search(shown) and not _ENDS.search(shown):
            return True
        if (prop and prop.kind in ("recorder", "laptop")) or _PLAYS.search(spoken):
            return True
        if _RINGS.search(beat.action) and not _PLAYS.search(shown):
            return False
    return False


def _fault(stand: Stand, who: str, message: str, claim: Claim, mend: str) -> Fault:
    died = stand.history.last("dies", where=lambda event: event.who == who)
    return Fault("dead_speaker", (who,), message, mend, claim.place, died or declared(f"{stand.named(who)} is dead"))
