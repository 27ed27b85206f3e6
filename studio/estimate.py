"""A proposal as people read it on a terminal: what changes, what it touches, what it costs."""

from collections import Counter
from collections.abc import Iterator

from ..memory.proposal import Proposal, Ripple
from .history import told

MOST_LINES = 40
"""Lines of differences that are shown; the page and ``--json`` have all."""
_NAMES = {"voice": "line", "picture": "shot", "music": "score", "sound": "sound track", "cut": "cut"}


def proposal_told(proposal: Proposal) -> str:
    """Return a proposal: understood, differences, ripple, price, and how to decide."""
    differences = told(proposal.diffs)
    more = [f"  … {len(differences) - MOST_LINES} more lines"] if len(differences) > MOST_LINES else []
    decide = "Accept: revise SERIES --yes   Refine: revise SERIES --refine “…”   Drop: revise SERIES --drop"
    lines = [proposal.understood, *differences[:MOST_LINES], *more, "", *ripple_told(proposal.ripple), "", decide]
    return "\n".join(lines)


def ripple_told(ripple: Ripple) -> Iterator[str]:
    """Yield what a proposal touches and costs, a line each."""
    if ripple.episodes:
        yield f"touches   {', '.join(ripple.episodes)}"
    for one in ripple.touched:
        if one.what != "fact":
            yield f"          {one.what} {one.id}: {one.why}"
    for id, (before, after) in ripple.lengths.items():
        yield f"length    {id}: {before:.1f} s → {after:.1f} s"
    for finding in ripple.opened:
        yield f"opens     {finding.id}: {finding.message}"
    for finding in ripple.closed:
        yield f"closes    {finding.id}: {finding.message}"
    yield f"remakes   {remade_told(ripple)}; keeps {ripple.kept} takes"
    yield f"costs     about {seconds_told(ripple.seconds)} of work, {money_told(ripple.price)}"


def remade_told(ripple: Ripple) -> str:
    """Return how many takes of each kind are made anew."""
    counts = Counter(change.kind for change in ripple.remade)
    parts = [f"{count} {_NAMES[kind]}{'s' * (count != 1)}" for kind, count in counts.items()]
    return ", ".join(parts) or "nothing"


def seconds_told(seconds: float) -> str:
    """Return a length of time as one says it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"


def money_told(price: float) -> str:
    """Return a price in US dollars; nothing costs nothing, and what costs little is not told as nothing."""
    return f"${max(price, 0.01):.2f}" if price else "no money"
