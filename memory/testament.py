"""A Legacy as Markdown: what a season leaves to the next one, to be read by people."""

from collections.abc import Sequence

from .canon import Fact
from .legacy import Legacy
from .markdown import plain


def legacy_markdown(legacy: Legacy) -> str:
    """Return what a season leaves behind as a Markdown page."""
    stands = "It is finished." if legacy.finished else f"It is not finished: the sequel goes on after {legacy.last}."
    blocks = [f"# {plain(legacy.bible.title)}: what season {legacy.season} leaves", stands]
    if legacy.finale:
        blocks.append(f"> {plain(legacy.finale)}")
    blocks += _listed("Who won", legacy.won)
    blocks += _listed("What it cost", legacy.cost)
    blocks += _listed("What was promised and has not been seen", legacy.promised)
    if legacy.facts:
        blocks += ["## What holds", "\n".join(_fact(fact) for fact in legacy.facts)]
    return "\n\n".join(blocks) + "\n"


def _listed(head: str, sentences: Sequence[str]) -> list[str]:
    return [f"## {head}", "\n".join(f"- {plain(sentence)}" for sentence in sentences)] if sentences else []


def _fact(fact: Fact) -> str:
    place = fact.evidence
    quote = f" “{plain(place.quote)}”" if place and place.quote else ""
    return f"- {plain(fact.text)} *({place.scene or place.episode if place else fact.since}{quote})*"
