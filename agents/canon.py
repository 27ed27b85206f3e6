"""Canon: what became true in an approved episode is written down as facts, and found again by meaning."""

from collections.abc import Sequence

from ..memory.canon import Fact, Facts
from ..memory.chronicle import Chronicle
from ..memory.numbering import episode_id, numbers, place, season_id
from ..memory.recall import Item, Kind
from ..memory.script import EpisodeOutline, Outline, Script
from .crew import Studio
from .sentences import Names, facts_of

NEAREST = 40
"""Facts that are looked at for one episode; its brief takes as many of them as fit."""
NEAREST_QUERY = 16
"""Facts that each of the episode's questions to recall may bring."""

_OF_EPISODE: tuple[Kind, ...] = ("facts", "scenes")
_STATE = frozenset({"goes", "wears", "plants", "pays"})
"""Facts that recall is spared: the state tells where people are, the threads what is open."""


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
        studio.recall.index_all(_of_season(chronicle, season))
        studio.recall.renew(place(episode), _OF_EPISODE, _of_episode(chronicle, episode))
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
    return found + [item for episode in chronicle.approved() for item in _of_episode(chronicle, episode)]


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


def _of_episode(chronicle: Chronicle, episode: str) -> list[Item]:
    number, script = place(episode), chronicle.script(episode)
    scenes = [
        Item(kind="scenes", id=scene.id, text=scene.purpose or script.recap or script.title, episode=number)
        for scene in script.scenes
    ]
    return scenes + [
        Item(kind="facts", id=fact.id, text=fact.text, episode=number)
        for fact in chronicle.facts_in(episode)
        if fact.predicate not in _STATE
    ]


def nearest(studio: Studio, episode: str) -> tuple[Fact, ...]:
    """Return the facts nearest to what an episode is for, from the episodes before it, nearest first.

    Each has ``until`` set if something before the episode has ended it.
    """
    chronicle = studio.chronicle
    season, number = numbers(episode)
    if not chronicle.approved(before=episode):
        return ()
    if not studio.recall.complete:
        studio.recall.ensure(items(studio))  # a killed process leaves no index behind
    outline = chronicle.outline(season)
    asked = questions(outline.episodes[number - 1], outline)
    found = [
        [hit.id for hit in studio.recall.nearest(query, "facts", NEAREST_QUERY, before_episode=place(episode))]
        for query in asked
    ]
    known = {fact.id: fact for fact in chronicle.facts_as_of(before=episode)}
    facts = [known[id] for id in _in_turn(found) if id in known]
    return tuple({fact.text: fact for fact in reversed(facts)}.values())[::-1][:NEAREST]


def questions(episode: EpisodeOutline, outline: Outline) -> list[str]:
    """Return what recall is asked for an episode: what it is for, how it begins and stops, what it answers."""
    paid = [thread.question for thread in outline.threads if thread.id in {*episode.pays, *episode.recalls}]
    asked = [episode.logline or episode.title, f"{episode.hook} {episode.cliffhanger}", " ".join(paid)]
    return list(dict.fromkeys(" ".join(text.split()) for text in asked if text.strip()))


def _in_turn(found: Sequence[Sequence[str]]) -> list[str]:
    """Return the best of every list, then the second of every list, and so on, each once."""
    longest = max(map(len, found), default=0)
    return list(dict.fromkeys(ids[rank] for rank in range(longest) for ids in found if rank < len(ids)))


def _outline(chronicle: Chronicle, season: int) -> Outline | None:
    try:
        return chronicle.outline(season)
    except KeyError:
        return None
