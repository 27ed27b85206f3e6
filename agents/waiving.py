"""Waiving: the user's word that a finding is meant, for one episode or for good."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..errors import UserError
from ..memory.archive import Archive
from ..memory.canon import Finding, Findings, Waiver, Waivers

_MOST_NEAR = 5


def waive(archive: Archive, series: str, finding: str, reason: str = "", others: Sequence[Finding] = ()) -> Waivers:
    """Write down that a finding is meant, by its id, or for good by its id without the episode.

    ``others`` are findings that are not stored: those of a file. Raises UserError, with the nearest ids, if there is
    no such finding.
    """
    wanted = finding.strip()
    ids = [one.id for one in (*stored(archive), *others)]
    known = list(dict.fromkeys((*ids, *(id.partition(".")[2] for id in ids))))
    if wanted not in known:
        near = get_close_matches(wanted, known, _MOST_NEAR, cutoff=0.4) or ids[:_MOST_NEAR]
        there = f"The nearest: {', '.join(near)}." if near else f"It has none; look first: cliffhanger check {series}"
        raise UserError(f"{series} has no finding {wanted[:80]!r}. {there}")
    waivers = archive.get("waivers", "series", Waivers) or Waivers()
    kept = tuple(waiver for waiver in waivers.waivers if waiver.finding != wanted)
    document = Waivers(waivers=(*kept, Waiver(finding=wanted, reason=reason.strip())))
    archive.put("waivers", "series", document, reason.strip() or "meant", "user")
    return document


def stored(archive: Archive) -> Iterator[Finding]:
    """Yield every finding of a series as it was last looked for."""
    for id in archive.ids("findings"):
        document = archive.get("findings", id, Findings)
        yield from document.findings if document else ()
