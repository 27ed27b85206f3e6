"""Consent: nobody's face or voice is used without their word, written down as they gave it."""

import re
from datetime import UTC, datetime

from ..errors import UserError
from ..memory.casting import Consent

_WHO = re.compile(r"\bI,\s*([^,]{2,60}),")


def expect(words: str, refusal: str) -> str:
    """Return what somebody has agreed to, tidied; raise UserError with the ``refusal`` if it says nothing."""
    told = " ".join(words.split())
    if len(told.split()) < 3:
        raise UserError(refusal)
    return told


def given(words: str, whose: str, sha256: str) -> Consent:
    """Return the record: whose word it is, and of which file; the name is read from the words if nobody says it."""
    named = whose.strip() or (found[1].strip() if (found := _WHO.search(words)) else "somebody who is not named")
    return Consent(who=named, words=words, at=datetime.now(UTC).isoformat(timespec="seconds"), sha256=sha256)
