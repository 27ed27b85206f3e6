"""Faults as they are found, and how those of one root become one finding with an id that no rewording changes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...memory.canon import Finding, FindingCode, Place
from ...memory.script import Event


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, before it is joined with others of the same root."""

    code: FindingCode
    about: tuple[str, ...]
    """Whom and what it is about: ids and facts, no places and no wording. Faults alike in it have one root."""
    message: str
    mend: str
    script: Place
    canon: Place | None = None
    adds: Event | None = None
    """The event that, had it come first, would have made this right."""
    severity: Literal["error", "warning"] = "error"
    lasting: bool = True
    """Whether the walk goes on as though ``adds`` had happened; what is only seen is judged anew in the next scene."""


def finding_id(episode: str, code: FindingCode, *about: str) -> str:
    """Return ``s01e04.knows_too_soon.3fa2c1``; the same cause has the same ending in every episode."""
    cause = "\0".join((code, *about))
    return f"{episode}.{code}.{hashlib.sha256(cause.encode('utf-8')).hexdigest()[:6]}"


def joined(episode: str, faults: Iterable[Fault]) -> tuple[Finding, ...]:
    """Return one finding for each root, in the order in which they were found first."""
    roots: dict[str, list[Fault]] = {}
    for fault in faults:
        roots.setdefault(finding_id(episode, fault.code, *fault.about), []).append(fault)
    return tuple(_finding(id, group[0], len(group)) for id, group in roots.items())


def _finding(id: str, first: Fault, count: int) -> Finding:
    times = f" So it is {count} times in this episode." if count > 1 else ""
    return Finding(
        id=id,
        code=first.code,
        severity=first.severity,
        message=first.message + times,
        canon=first.canon,
        script=first.script,
        mend=first.mend,
        edit=first.adds,
    )
