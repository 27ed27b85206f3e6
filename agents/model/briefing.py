"""The brief: what a writing agent is told for one episode, in one order and within a fixed room.

What never changes comes first, so that endpoints which cache prompts read it once a season. Whatever the series has
grown to, the rest fits the same room: the states of those who appear, the facts nearest to the episode, the threads
that press, recaps, and how the last episodes ended; what the first four do not use goes to the last, which then goes
further back. So the hundredth episode costs what the fifth did, and what did not fit is said, not lost in silence.
"""

from collections.abc import Iterator, Sequence

from ...memory.bible import Bible
from ...memory.canon import Fact
from ...memory.embedding import tokens
from ...memory.frozen import Frozen
from ...memory.numbering import numbers
from ...memory.script import Beat, EpisodeOutline, Outline, Script, Thread
from ...memory.state import HOURS, NAME, SECRET, State
from ..crew import Told
from .drafting import bible_told, fact_told, name_of

ROOM = 1900
"""Tokens for all that changes from episode to episode."""
SHARES = {"present": 480, "canon": 620, "threads": 180, "recaps": 240}
"""The most that each part may take of it; the last episodes get what is left."""
BACK = 6
"""Episodes of which the end is told word for word, if there is room."""


class Brief(Frozen):
    """What a writing agent is told, part by part, in the order in which it is told."""

    series: str
    """The bible's stable part, as JSON: the same for every episode of a season."""
    present: str
    """The hour, and the states of those who appear."""
    canon: str
    """Facts nearest to the episode, nearest first."""
    threads: str
    """Threads that this episode plants, pays or speaks of, then those still open, the most pressing first."""
    recaps: str
    """The episodes before the last, in a sentence or two each."""
    ending: str
    """How the last episode ended, beat by beat; with room to spare the one before it too."""
    left_out: tuple[str, ...] = ()
    """What did not fit, a sentence for each part."""
    tokens: int = 0
    """Of all but the series."""


class _Part:
    """Lines that fit into a room, in order of weight, and how many did not."""

    def __init__(self, lines: Sequence[str], room: int) -> None:
        self.kept: list[str] = []
        self.left: list[str] = []
        self.tokens = 0
        for number, line in enumerate(lines):
            cost = tokens(f"- {line}\n")
            if self.tokens + cost > room:
                self.left = list(lines[number:])
                break
            self.kept.append(line)
            self.tokens += cost

    def text(self, empty: str) -> str:
        return "\n".join(f"- {line}" for line in self.kept) or empty


def brief_of(bible: Bible, outline: Outline, episode: EpisodeOutline, told: Told, room: int = ROOM) -> Brief:
    """Return what is told of a series for the writing of one episode, within a room of tokens."""
    scripts = (*told.earlier, *told.scripts)
    share = {part: room * most // ROOM for part, most in SHARES.items()}
    present = _Part([*_standing(bible, episode, told, scripts)], share["present"])
    canon = _Part([_dated(fact) for fact in told.facts], share["canon"])
    threads = _Part([*_pressing(outline, episode, told.state)], share["threads"])
    recaps = _Part([*_recapped(scripts[:-1])], share["recaps"])
    used = present.tokens + canon.tokens + threads.tokens + recaps.tokens
    ending = _ending(scripts, bible, room - used)
    return Brief(
        series=bible_told(bible),
        present=present.text("- nothing beyond the bible"),
        canon=canon.text("- nothing yet"),
        threads=threads.text("- none"),
        recaps="\n".join(f"- {line}" for line in reversed(recaps.kept)) or "- nothing before that",
        ending=ending or "Nothing: this is the first episode.",
        left_out=tuple(_left_out(present, canon, threads, recaps)),
        tokens=used + tokens(ending),
    )


def _left_out(present: _Part, canon: _Part, threads: _Part, recaps: _Part) -> Iterator[str]:
    if present.left:
        yield f"{len(present.left)} lines of who stands how, the first: {present.left[0]}"
    if canon.left:
        yield f"{len(canon.left)} of the {len(canon.left) + len(canon.kept)} facts nearest, the first: {canon.left[0]}"
    if threads.left:
        yield f"{len(threads.left)} open threads, the most pressing: {threads.left[0]}"
    if recaps.left:
        yield f"the recaps of {len(recaps.left)} earlier episodes."


def _dated(fact: Fact) -> str:
    until = f", no longer since {fact.until}" if fact.until else ""
    return f"{fact.text} ({fact.since}{until})"


# Who stands how -------------------------------------------------------------------------------------------------------


def _standing(bible: Bible, episode: EpisodeOutline, told: Told, scripts: Sequence[Script]) -> Iterator[str]:
    """Yield the hour, what nobody may forget, then those who appear, then what else is known or promised."""
    state = told.state
    yield f"It is day {state.day}, {HOURS[state.hour]}, or later."
    for who in sorted(state.dead):
        yield f"{called(who, bible)} is dead."
    for who in sorted(state.gone - state.dead):
        yield f"{called(who, bible)} is missing: in no room until they return."
    for who in episode.cast:
        yield from _person(who, bible, state)
    yield from _objects(bible, episode, state)
    yield from _said(bible, episode, state, scripts)
    for who in [one.id for one in bible.characters if one.id not in episode.cast]:
        yield from _person(who, bible, state)


def _person(who: str, bible: Bible, state: State) -> Iterator[str]:
    if who in state.dead or who in state.gone:
        return
    person = next((one for one in bible.characters if one.id == who), None)
    worn = state.wears.get(who, 0)
    words = person.wardrobe[worn].words if person and worn < len(person.wardrobe) else ""
    parts = [f"wears outfit {worn}" + (f" ({words})" if words else "")]
    if state.where.get(who):
        parts.insert(0, f"last seen in {called(state.where[who], bible)}")
    parts += [f"has {called(prop, bible)}" for prop, holder in sorted(state.holds.items()) if holder == who]
    parts += [f"is hurt: {state.hurt[who]}"] if who in state.hurt else []
    parts += _bonds(who, bible, state)
    yield f"{called(who, bible)} {'; '.join(parts)}."
    secrets = [one.id for one in bible.characters if one.id != who and one.secret]
    known = [id for id in secrets if (who, SECRET + id) in state.knows]
    unknown = [id for id in secrets if id not in known]
    if known:
        yield f"{called(who, bible)} knows {_of_all('secret', known, bible)}."
    if unknown and not known:
        yield f"{called(who, bible)} knows nobody's secret."
    elif unknown:
        yield f"{called(who, bible)} does not know {_of_all('secret', unknown, bible)}."
    nameless = [one for one in bible.characters if one.alias and (who, NAME + one.id) not in state.knows]
    for one in nameless:
        yield f"{called(who, bible)} does not know the name of {one.name}: says “{one.alias}”."


def _of_all(what: str, whose: Sequence[str], bible: Bible) -> str:
    return f"the {what}s of " + ", ".join(called(who, bible) for who in whose)


def _bonds(who: str, bible: Bible, state: State) -> list[str]:
    towards: dict[str, list[str]] = {}
    for kind, one, other in sorted(state.bonds):
        if one == who:
            towards.setdefault(kind, []).append(called(other, bible) if other else "")
    return [
        " ".join([_BONDS.get(kind, kind), ", ".join(filter(None, others))]).strip() for kind, others in towards.items()
    ]


_BONDS = {
    "allies": "is allied with", "enemies": "is the enemy of", "married": "is married to", "accused": "stands accused",
    "captive": "is held captive", "endangered": "is in danger", "exposed": "stands exposed",
}  # fmt: skip
"""How a bond or a condition is said; the others are verbs already."""


def _objects(bible: Bible, episode: EpisodeOutline, state: State) -> Iterator[str]:
    for prop in bible.props:
        holder = state.holds.get(prop.id, "")
        if holder not in episode.cast:
            yield f"{prop.name} is with {called(holder, bible)}." if holder else f"Nobody has {prop.name}."


def _said(bible: Bible, episode: EpisodeOutline, state: State, scripts: Sequence[Script]) -> Iterator[str]:
    """Yield what those who appear have promised and learnt beside secrets, the latest first."""
    when = {
        (event.who or event.to, event.what): number
        for number, event in enumerate(event for script in scripts for event in script.events)
        if event.kind in ("promises", "learns")
    } | {
        (event.to, event.what): number
        for number, event in enumerate(event for script in scripts for event in script.events)
        if event.kind == "reveals"
    }
    cast = set(episode.cast)
    promised = [
        (when.get((who, what), -1), f"{called(who, bible)} has promised {called(to, bible)}: {what}.")
        for who, what, to in state.promises
        if {who, to} & cast
    ]
    secrets = {prefix + one.id for one in bible.characters for prefix in (SECRET, NAME)}
    learnt = [
        (when.get((who, what), -1), f"{called(who, bible)} knows: {fact_told(what, bible)}.")
        for who, what in state.knows
        if who in cast and what not in secrets
    ]
    for _, line in sorted([*promised, *learnt], key=lambda dated: (-dated[0], dated[1])):
        yield line


def called(id: str, bible: Bible) -> str:
    """Return what somebody or something is called; people of past seasons by their id, made readable."""
    name = name_of(id, bible)
    return name if name != id else id.replace("_", " ").title()


# Threads --------------------------------------------------------------------------------------------------------------


def _pressing(outline: Outline, episode: EpisodeOutline, state: State) -> Iterator[str]:
    here = dict.fromkeys(episode.pays, "paid here") | dict.fromkeys(episode.recalls, "spoken of here, and stays open")
    here |= {id: "planted here" for id in episode.plants if id not in here}
    by_urgency = sorted(outline.threads, key=lambda one: (one.id not in here, one.due, one.id))
    for one in by_urgency:
        if one.id in here or one.id in state.open_threads:
            yield f"{one.id}: {one.question} ({here.get(one.id) or _due(one, episode.number)})"


def _due(thread: Thread, number: int) -> str:
    since = f"open since episode {thread.planted}" if thread.planted else "open since an earlier season"
    due = f"overdue since episode {thread.due}" if thread.due < number else f"due by episode {thread.due}"
    return f"{since}, {due}"


# What came before -----------------------------------------------------------------------------------------------------


def _recapped(scripts: Sequence[Script]) -> Iterator[str]:
    for script in reversed(scripts):
        yield f"{script.episode} “{script.title}”: {script.recap or script.cliffhanger}"


def _ending(scripts: Sequence[Script], bible: Bible, room: int) -> str:
    """Return the ends of the last episodes word for word, as far back as the room allows."""
    told: list[str] = []
    for script in reversed(scripts[-BACK:]):
        head = f"{script.episode} “{script.title}” stopped on: {script.cliffhanger}"
        room -= tokens(head) + 1
        if room < 0:
            break
        beats = [beat for scene in script.scenes for beat in scene.beats]
        kept: list[str] = []
        for line in (_played(beat, bible) for beat in reversed(beats)):
            room -= tokens(line) + 1
            if room < 0:
                break
            kept.append(line)
        told.append("\n".join([head, *reversed(kept)]))
        if room < 0:
            break
    return "\n\n".join(reversed(told))


def _played(beat: Beat, bible: Bible) -> str:
    who = called(beat.line.speaker if beat.line else beat.who, bible) if beat.line or beat.who else ""
    acts = f"({beat.action})" if beat.action else ""
    who = "" if beat.line is None and beat.action.startswith(who) else who
    says = f"“{beat.line.text}”" if beat.line else ""
    return " ".join(part for part in (who, acts, says) if part)


def of_script(script: Script) -> tuple[Outline, EpisodeOutline]:
    """Return a written episode as a purpose, so that whoever mends it is told what its writer was."""
    season, number = numbers(script.episode)
    cast = tuple(dict.fromkeys(id for scene in script.scenes for id in scene.present))
    planted, paid = ([event.what for event in script.events if event.kind == kind] for kind in ("plants", "pays"))
    episode = EpisodeOutline(
        episode=script.episode,
        number=number,
        title=script.title,
        turn="",
        logline=script.recap,
        hook=script.hook,
        cliff=script.cliff,
        cliffhanger=script.cliffhanger,
        cast=cast,
        locations=tuple(dict.fromkeys(scene.location for scene in script.scenes)),
        plants=tuple(planted),
        pays=tuple(paid),
    )
    return Outline(season=season, episodes=(episode,), threads=()), episode
