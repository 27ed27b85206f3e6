"""Whom a sentence is about: the name before a verb, or the only one whom a pronoun fits."""

import re

from .claim import Stand, Told

_PRONOUN = re.compile(r"\b(?:she|he|her|his|him)\b", re.IGNORECASE)
_SEX = {"she": "woman", "her": "woman", "he": "man", "his": "man", "him": "man"}


def subject_before(stand: Stand, one: Told, at: int) -> str:
    """Return who does what stands at an index of an action: the first named before it, or whom its pronoun fits."""
    before = one.text[:at]
    named = [m for m in stand.cast.name.finditer(before) if before[m.end() : m.end() + 2] not in ("'s", "’s")]
    clauses = [m for m in named if re.search(r"(?:^|[,;:—–(]\s*|\b(?:and|as|while|then|but)\s+)$", before[: m.start()])]
    if clauses:
        return stand.cast.person(clauses[-1][0])
    if named:
        return stand.cast.person(named[-1][0]) if len(named) == 1 else ""
    if found := _PRONOUN.search(before):
        return fitting(stand, one, found[0].lower())
    return one.beat.who if not before.strip() or before.strip()[:1].islower() or one.beat.line else ""


def whose(stand: Stand, one: Told, word: str, at: int) -> str:
    """Return whom a possessive means."""
    low = word.lower()
    if low in ("my", "your"):
        return one.speaker if low == "my" else one.to
    if low in ("her", "his"):
        if one.speaker:
            return ""
        before = one.text[:at]
        named = {stand.cast.person(found) for found in stand.cast.name.findall(before)}
        same = {who for who in named if stand.sex(who) == _SEX[low]}
        if len(same) == 1:
            return same.pop()
        return fitting(stand, one, low) if not same else subject_before(stand, one, at)
    return stand.cast.person(re.sub(r"['’]s$", "", word))


def fitting(stand: Stand, one: Told, pronoun: str) -> str:
    """Return the only one whom a pronoun fits: named just before, of the beat, or alone of their sex in the room."""
    sex = _SEX.get(pronoun, "")
    named = [stand.cast.person(found) for found in stand.cast.name.findall(one.earlier)]
    last = next((who for who in reversed(named) if stand.sex(who) == sex), "")
    if last:
        return last
    here = [who for who in one.scene.present if stand.sex(who) == sex]
    if one.beat.who and stand.sex(one.beat.who) == sex:
        return one.beat.who
    return here[0] if len(here) == 1 else ""
