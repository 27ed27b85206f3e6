"""The one-line schedule: a whole season on one page, a line an episode, by stretches of ten, within a budget."""

from collections.abc import Collection, Mapping, Sequence

from ...memory.bible import Bible
from ...memory.script import EpisodeOutline, Outline, Thread
from .drafting import name_of

PLAN_ROOM = 32_000
"""Characters that a season takes, be it of ten episodes or of a hundred."""
STRETCH = 10
"""Episodes between two headings, and those planned in one answer: a whole season would be cut off."""

EVENLY = (1, 1, 1)
"""How the room for words is shared among hook, logline and cliffhanger."""
Shares = tuple[int, int, int]
_LONGEST = 240
"""Characters of one of them."""


def plan_told(bible: Bible, outline: Outline, room: int = PLAN_ROOM, shares: Shares = EVENLY) -> str:
    """Return a season plan, its sentences clipped so that all of it fits; what has no share is left out."""
    keys = _keys(bible)
    legend = "; ".join(f"{key} {name_of(id, bible)}" for id, key in keys.items())
    threads = threads_lined(outline.threads, room // 4)
    bare = sum(len(_row(one, keys, (0, 0, 0))) + 10 for one in outline.episodes)
    headed = 48 * (len(outline.episodes) // STRETCH + 2) + len(legend)
    each = (room - bare - headed - len(threads)) / max(1, sum(shares) * len(outline.episodes))
    most = tuple(max(12, min(_LONGEST, int(each * share))) if share else 0 for share in shares)
    rows = [f"People and places: {legend}."]
    for one in outline.episodes:
        if one.number % STRETCH == 1:
            rows.append(f"\nEpisodes {one.number} to {min(one.number + STRETCH - 1, len(outline.episodes))}")
        rows.append(_row(one, keys, most))
        if one.number == outline.paywall:
            rows.append("---- paywall ----")
    return "\n".join(rows).strip() + f"\n\nThreads\n{threads}"


def threads_lined(threads: Sequence[Thread], room: int) -> str:
    """Return the threads of a season, a line each, as many as have room and the season's own first."""
    lines = []
    for one in threads:
        paid = "carried into the next season" if one.carried else f"paid {one.paid}" if one.paid else "never paid"
        lines.append(f"{one.id} planted {one.planted or 'in an earlier season'}, {paid}: {clipped(one.question, 110)}")
        room -= len(lines[-1]) + 1
        if room < 0:
            return "\n".join([*lines[:-1], f"… and {len(threads) - len(lines) + 1} more"])
    return "\n".join(lines) or "none"


def clipped(text: str, most: int) -> str:
    """Return a text shortened to a length, at a word, with an ellipsis if anything is gone."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: max(1, most - 1)]
    return cut[: cut.rfind(" ")].rstrip(",;: ") + "…" if " " in cut else cut + "…"


def numbers_told(numbers: Collection[int]) -> str:
    """Return episode numbers as words: ``3, 4 and 9``."""
    said = [str(number) for number in sorted(numbers)]
    return " and ".join(part for part in (", ".join(said[:-1]), said[-1]) if part) if said else "none"


def _keys(bible: Bible) -> dict[str, str]:
    """Return a sign for everybody and every place: the shortest beginning of a name that is nobody else's, a number."""
    names = {one.id: one.name for one in bible.characters}
    people = {
        id: next(
            (name[:n] for n in range(1, len(name)) if sum(other.startswith(name[:n]) for other in names.values()) == 1),
            name,
        )
        for id, name in names.items()
    }
    return people | {one.id: f"#{n}" for n, one in enumerate(bible.locations, 1)}


def _row(one: EpisodeOutline, keys: Mapping[str, str], most: Sequence[int]) -> str:
    cast, places = (" ".join(keys.get(id, id) for id in ids) for ids in (one.cast, one.locations))
    threads = "".join([*(f" +{id}" for id in one.plants), *(f" -{id}" for id in one.pays)])
    said = (("opens: ", one.hook), ("", one.logline), (f"{one.cliff}: ", one.cliffhanger))
    parts = [f"{lead}{clipped(text, length)}" for (lead, text), length in zip(said, most, strict=True) if length]
    head = f"{one.number} “{clipped(one.title, 32)}” {one.tension:.2f}{threads}"
    return " | ".join([head, f"{cast} {places}", *parts])
