"""Canon: what became true in an approved episode is written down as facts, and indexed for recall."""

from ..memory.bible import Bible
from ..memory.canon import Fact, Facts, Place
from ..memory.numbering import episode_id, numbers, place, season_id
from ..memory.recall import Item
from ..memory.script import Event, EventKind, Script
from .crew import Studio

NEAREST = 12
"""Facts that a writer is told for one episode."""

_SENTENCES: dict[EventKind, str] = {
    "learns": "{who} knows {what}.",
    "goes": "{who} goes to {where}.",
    "takes": "{who} has {what}.",
    "gives": "{who} gives {what} to {to}.",
    "loses": "{who} no longer has {what}.",
    "hurt": "{who} is hurt: {what}.",
    "heals": "{who} has healed: {what}.",
    "dies": "{who} is dead.",
    "returns": "{who} is back.",
    "promises": "{who} has promised {to}: {what}.",
    "lies": "{who} has lied to {to} about {what}.",
    "reveals": "{who} has told {to} {what}.",
    "bond": "{who} and {to}: {what}.",
}
"""Kinds that are not here change the state of the story and need no sentence."""


def commit(studio: Studio, episode: str) -> None:
    """Write an episode's facts to the archive and bring recall up to date."""
    bible = studio.chronicle.bible(numbers(episode)[0])
    script: Script = studio.document("script", episode, Script)
    facts = Facts(facts=tuple(facts_of(bible, script)))
    studio.archive.put("facts", episode, facts, "approved", "continuity")
    studio.recall.ensure(items(studio))


def facts_of(bible: Bible, script: Script) -> list[Fact]:
    """Return the facts that a script makes true, each with its evidence."""
    beats = {beat.id: beat for scene in script.scenes for beat in scene.beats}
    facts = []
    for count, event in enumerate(script.events, 1):
        sentence = _SENTENCES.get(event.kind)
        if sentence is None:
            continue
        beat = beats.get(event.beat)
        line = beat.line if beat else None
        text = sentence.format(
            who=_named(bible, event.who),
            to=_named(bible, event.to),
            what=_what(bible, event),
            where=_named(bible, event.where),
        )
        facts.append(
            Fact(
                id=f"{script.episode}.t{count:02d}",
                text=text,
                subject=event.who,
                predicate=event.kind,
                object=event.what or event.where,
                since=script.episode,
                known_by=tuple(who for who in (event.who, event.to) if who),
                evidence=Place(
                    episode=script.episode,
                    scene=event.scene,
                    line=line.id if line else "",
                    quote=line.text if line else (beat.action if beat else ""),
                ),
            )
        )
    return facts


def items(studio: Studio) -> list[Item]:
    """Return all of a series that recall should know: characters, threads, scenes and facts."""
    chronicle = studio.chronicle
    bible = chronicle.bible(chronicle.seasons()[-1])
    found = [
        Item(
            kind="characters",
            id=c.id,
            text=f"{c.full_name}, {c.role}, {c.job}. Wants {c.wants}. Fears {c.fears}. {c.secret}",
        )
        for c in bible.characters
    ]
    for season in chronicle.seasons():
        if not studio.archive.revision("outline", season_id(season)):
            continue
        found += [
            Item(
                kind="threads",
                id=f"{season_id(season)}.{t.id}",
                text=t.question,
                episode=place(episode_id(season, t.planted)),
            )
            for t in chronicle.outline(season).threads
        ]
    for episode in chronicle.approved():
        number = place(episode)
        script = chronicle.script(episode)
        found += [
            Item(kind="scenes", id=scene.id, text=scene.purpose or script.recap or script.title, episode=number)
            for scene in script.scenes
        ]
        found += [
            Item(kind="facts", id=fact.id, text=fact.text, episode=number)
            for fact in studio.document("facts", episode, Facts).facts
        ]
    return found


def nearest(studio: Studio, episode: str) -> tuple[Fact, ...]:
    """Return the facts nearest to what an episode is for, from the episodes before it."""
    season, number = numbers(episode)
    outline = studio.chronicle.outline(season)
    known = {fact.id: fact for fact in studio.chronicle.facts(before=episode)}
    if not known:
        return ()
    studio.recall.ensure(items(studio))  # a killed process leaves no index behind
    purpose = outline.episodes[number - 1].logline or outline.episodes[number - 1].title
    hits = studio.recall.nearest(purpose, "facts", NEAREST, before_episode=place(episode))
    return tuple(known[hit.id] for hit in hits if hit.id in known)


def _named(bible: Bible, id: str) -> str:
    names = {c.id: c.name for c in bible.characters} | {where.id: where.name for where in bible.locations}
    return names.get(id, id)


def _what(bible: Bible, event: Event) -> str:
    props = {prop.id: prop.name for prop in bible.props}
    secrets = {f"secret.{c.id}": c.secret for c in bible.characters}
    return props.get(event.what) or secrets.get(event.what) or event.what
