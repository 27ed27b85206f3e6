"""Canon: what became true in an approved episode is written down as facts, and found again by meaning."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from ..memory.canon import Fact, Facts
from ..memory.chronicle import Chronicle
from ..memory.numbering import episode_id, numbers, place, season_id
from ..memory.recall import Item, Kind, Recall
from ..memory.record import Entry, Moment
from ..memory.script import EpisodeOutline, Outline, Script
from .crew import Studio
from .sentences import Names, facts_of

NEAREST = 40
"""Facts that are looked at for one episode; its brief takes as many of them as fit."""
CANDIDATES = 80
"""Facts that recall brings for one question, nearest in meaning; half as many that share a word with it."""
WORD = 0.006
"""What a shared word is worth, in cosine distance, times how rare it is: names and objects weigh more than mood."""
RARE = 8
"""A word is rare if at most one in so many of the facts that were brought has it."""

_OF_EPISODE: tuple[Kind, ...] = ("facts", "scenes")
_STATE = frozenset({"goes", "wears", "becomes", "heals", "plants", "pays"})
"""Facts that recall is spared: the state tells where people are and how they stand, the threads what is open, and a
wound itself when it healed."""
_LASTING = frozenset({"love", "married", "apart"})
"""The bonds that are remembered when they are over; the state tells the others as long as they hold."""
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """about after again alone because been before between both cannot could does done down even every everybody
        finds first from give gives goes have having hers himself herself into just knows left like lied made make must
        never nobody only open other over promised says than that their them then there these they thing things this
        those told until upon wants were what when where which while whom whose will with without would your""",
    )
)


def commit(studio: Studio, episode: str) -> None:
    """Write an episode's facts to the archive and bring recall up to date.

    Only the episode is indexed if recall is known to hold all that came before it, and everything otherwise: at a
    fresh start, and after the index was lost.
    """
    chronicle = studio.chronicle
    season, _ = numbers(episode)
    script: Script = studio.document("script", episode, Script)
    names = names_in(chronicle, season)
    facts = Facts(facts=tuple(facts_of(names.bible, script, names.past, names.threads)))
    studio.archive.put("facts", episode, facts, "approved", "continuity")
    if studio.recall.complete:
        studio.recall.index_all(_of_season(chronicle, chronicle.seasons()[-1]))
        news = _news(chronicle.entries(episode)).get(episode, ())
        studio.recall.renew(place(episode), _OF_EPISODE, _of_episode(chronicle, episode, news))
    else:
        studio.recall.ensure(items(studio))


def names_in(chronicle: Chronicle, season: int) -> Names:
    """Return what everything is called in a season."""
    past = tuple(chronicle.bible(number) for number in chronicle.seasons() if number < season)
    outline = _outline(chronicle, season)
    return Names(chronicle.bible(season), past, outline.threads if outline else ())


def items(studio: Studio) -> list[Item]:
    """Return all of a series that recall should know: characters, threads, scenes and facts."""
    chronicle = studio.chronicle
    found = [item for season in chronicle.seasons() for item in _of_season(chronicle, season)]
    news = _news(chronicle.entries())
    return found + [
        item for episode in chronicle.approved() for item in _of_episode(chronicle, episode, news.get(episode, ()))
    ]


def _of_season(chronicle: Chronicle, season: int) -> list[Item]:
    outline = _outline(chronicle, season)
    return [
        Item(
            kind="characters",
            id=c.id,
            text=f"{c.full_name}, {c.role}, {c.job}. Wants {c.wants}. Fears {c.fears}. {c.secret}",
        )
        for c in chronicle.bible(season).characters
    ] + [
        Item(
            kind="threads",
            id=f"{season_id(season)}.{t.id}",
            text=t.question,
            episode=place(episode_id(season, t.planted)),
        )
        for t in (outline.threads if outline else ())
    ]


def _of_episode(chronicle: Chronicle, episode: str, facts: Sequence[Fact]) -> list[Item]:
    number, script = place(episode), chronicle.script(episode)
    scenes = [
        Item(kind="scenes", id=scene.id, text=scene.purpose or script.recap or script.title, episode=number)
        for scene in script.scenes
    ]
    return scenes + [Item(kind="facts", id=fact.id, text=fact.text, episode=number) for fact in facts]


def _news(entries: Sequence[Entry]) -> dict[str, list[Fact]]:
    """Return the facts to be remembered by episode: neither what the state tells nor what was so already."""
    news: dict[str, list[Fact]] = {}
    ends: dict[str, Moment | None] = {}
    for entry in entries:
        fact = entry.fact
        if fact.predicate in _STATE or (fact.predicate == "bond" and fact.object not in _LASTING):
            continue
        ended = ends.get(fact.text, entry.since)
        if ended is not None and ended <= entry.since:
            news.setdefault(fact.since, []).append(fact)
        ends[fact.text] = entry.until
    return news


def nearest(studio: Studio, episode: str) -> tuple[Fact, ...]:
    """Return the facts nearest to what an episode is for, as `near` does."""
    season, number = numbers(episode)
    if not studio.chronicle.approved(before=episode):
        return ()
    outline = studio.chronicle.outline(season)
    return near(studio, outline.episodes[number - 1], outline)


def near(studio: Studio, purpose: EpisodeOutline, outline: Outline) -> tuple[Fact, ...]:
    """Return the facts nearest to a purpose, from the episodes before it, nearest first.

    Each has ``until`` set if something before the episode has ended it.
    """
    if not studio.recall.complete:
        studio.recall.ensure(items(studio))  # a killed process leaves no index behind
    asked = questions(purpose, outline) or [purpose.episode]
    (near_it, sharing), *others = [_found(studio.recall, query, place(purpose.episode)) for query in asked]
    # What the episode is for counts as much as all else together.
    in_turn = _in_turn([near_it[0::2], near_it[1::2], sharing, *(nearest for nearest, _ in others)])
    known = {fact.id: fact for fact in studio.chronicle.facts_as_of(before=purpose.episode)}
    facts = [known[id] for id in in_turn if id in known and not _is_settled(known[id])]
    return tuple({fact.text: fact for fact in reversed(facts)}.values())[::-1][:NEAREST]


def _is_settled(fact: Fact) -> bool:
    """Tell whether another fact says more: that a promise was kept or broken says that it was given."""
    return fact.predicate == "promises" and bool(fact.until)


def questions(episode: EpisodeOutline, outline: Outline) -> list[str]:
    """Return what recall is asked for an episode: what it is for, how it begins and stops, what it answers."""
    paid = [thread.question for thread in outline.threads if thread.id in {*episode.pays, *episode.recalls}]
    asked = [episode.logline or episode.title, f"{episode.hook} {episode.cliffhanger}", " ".join(paid)]
    return list(dict.fromkeys(" ".join(text.split()) for text in asked if text.strip()))


def _found(recall: Recall, query: str, before: int) -> tuple[list[str], list[str]]:
    """Return the ids of facts that answer a question, the best first, and of those that share a rare word with it."""
    stems = _stems(query)
    hits = recall.nearest(query, "facts", CANDIDATES, before_episode=before)
    hits += recall.nearest(query, "facts", CANDIDATES // 2, before_episode=before, containing=sorted(stems))
    found = {hit.id: hit for hit in hits}
    words = {id: _stems(hit.text) for id, hit in found.items()}
    spread = Counter(stem for own in words.values() for stem in own)
    rare = {stem for stem in stems if spread[stem] <= len(found) // RARE}
    shared = {
        id: sum(math.log(1 + len(found) / spread[stem]) for stem in sorted(own & stems)) for id, own in words.items()
    }
    worth = {id: (round(hit.distance - WORD * shared[id], 6), id) for id, hit in found.items()}
    sharing = [id for id in found if words[id] & rare]
    return sorted(found, key=worth.__getitem__), sorted(sharing, key=lambda id: (-round(shared[id], 6), worth[id]))


def _stems(text: str) -> set[str]:
    """Return what the words of a text begin with, without those that every sentence has."""
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    return {word[:5] for word in words if word not in _COMMON}


def _in_turn(found: Sequence[Sequence[str]]) -> list[str]:
    """Return the best of every list, then the second of every list, and so on, each once."""
    longest = max(map(len, found), default=0)
    return list(dict.fromkeys(ids[rank] for rank in range(longest) for ids in found if rank < len(ids)))


def _outline(chronicle: Chronicle, season: int) -> Outline | None:
    try:
        return chronicle.outline(season)
    except KeyError:
        return None
