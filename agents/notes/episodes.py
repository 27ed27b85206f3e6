"""Which episodes are meant."""

import re

from .answer import Declined
from .mention import Mention
from .wish import Wish, said

_GOES_ON = re.compile(r"\b(?:also|there|again|it|that|same|too|still|now|instead)\b", re.IGNORECASE)


def ids_of(wish: Wish, mention: Mention) -> tuple[str, ...]:
    """Return the ids of the episodes that a mention names; empty: all of them."""
    if mention.ids:
        return mention.ids
    if mention.about == "all":
        return ()
    if mention.group:
        return tuple(wish.id_of(int(number)) for number in mention.about.split())
    planned = [one.number for one in wish.desk.outline.episodes] or [len(wish.written)]
    if mention.about == "finale":
        return (wish.id_of(planned[-1]),)
    if mention.about in ("next", "previous"):
        here = wish.focused()
        if not here or (mention.about == "next" and here == wish.written[-1:][0]):
            return (wish.id_of(len(wish.written) + 1 if mention.about == "next" else max(1, len(wish.written) - 1)),)
        return (wish.id_of(_number(here) + (1 if mention.about == "next" else -1)),)
    if mention.number < 0:
        return (wish.written[max(mention.number, -len(wish.written))],) if wish.written else ()
    if mention.number:
        return (wish.id_of(mention.number),)
    return (wish.focused(),) if wish.focused() else _spoken_of(wish)


def named(wish: Wish) -> tuple[str, ...] | None:
    """Return the episodes that a wish names in words: empty for all, None if it names none."""
    mentions = wish.marked.standing("episode")
    if not mentions:
        return None
    found = [ids_of(wish, mention) for mention in mentions]
    return () if any(not ids for ids in found) else tuple(dict.fromkeys(id for ids in found for id in ids))


def scope(wish: Wish) -> tuple[str, ...]:
    """Return the written episodes in which what is told of can be; raise Declined for one that is not written."""
    ids = named(wish)
    if ids:
        return tuple(written(wish, id) for id in ids)
    return wish.written


def likely(wish: Wish) -> str:
    """Return the one episode a wish is about as far as can be known without asking; else empty."""
    ids = named(wish)
    if ids is not None:
        return written(wish, ids[0]) if len(ids) == 1 else ""
    if wish.focused() in wish.desk.scripts:
        return wish.focused()
    for other in wish.beside:
        mentions = [ids_of(wish, one) for one in other.standing("episode")]
        if len(mentions) == 1 and len(mentions[0]) == 1:
            return written(wish, mentions[0][0])
    if len(wish.written) == 1:
        return wish.written[0]
    if _GOES_ON.search(wish.plain()):
        found = _spoken_of(wish)
        return found[0] if found and found[0] in wish.desk.scripts else ""
    return ""


def episode(wish: Wish, mention: Mention | None = None) -> str:
    """Return the one written episode that is meant, or ask."""
    if mention is not None:
        one = ids_of(wish, mention)
        if len(one) == 1:
            return written(wish, one[0])
    found = likely(wish)
    if found:
        return found
    if not wish.written:
        raise Declined("No episode is written yet.", ("make the next episode",))
    ids = named(wish)
    options = list(ids or wish.written)[-6:]
    raise wish.ask("In which episode?", wish.first("episode"), [f"in {said(id)}" for id in options])


def episodes(wish: Wish) -> tuple[str, ...]:
    """Return the written episodes a wish is for: those named, else the one the user looks at; empty: all."""
    ids = named(wish)
    if ids is None:
        found = likely(wish)
        return (found,) if found else ()
    return tuple(written(wish, id) for id in ids)


def planned(wish: Wish, mention: Mention | None = None) -> str:
    """Return the one episode that is meant, written or not, or ask."""
    ids = ids_of(wish, mention) if mention is not None else named(wish)
    if ids and len(ids) == 1:
        last = len(wish.desk.outline.episodes)
        if _number(ids[0]) > last > 0:
            raise Declined(f"The season has {last} episodes; there is no {said(ids[0])}.")
        return ids[0]
    return episode(wish)


def written(wish: Wish, id: str) -> str:
    """Return an episode's id; raise Declined if it is not written."""
    if id in wish.desk.scripts:
        return id
    have = wish.written
    last = len(wish.desk.outline.episodes)
    if last and _number(id) > last:
        raise Declined(f"The season has {last} episodes; there is no {said(id)}.")
    told = f"only up to {said(have[-1])}" if have else "none is"
    raise Declined(
        f"{said(id).capitalize()} is not written yet: {told}.", (f"make {said(id)}", f'rename {said(id)} to "…"')
    )


def _number(id: str) -> int:
    return int(id.split("e")[1])


def _spoken_of(wish: Wish) -> tuple[str, ...]:
    for other in wish.before[:3]:
        for mention in reversed(other.standing("episode")):
            if mention.ids or mention.number > 0:
                return ids_of(wish, mention)
    return ()
