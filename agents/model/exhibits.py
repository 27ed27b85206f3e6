"""Exhibits: sentences of canon and places of a script, each with an id by which it can be cited, within a budget."""

import re
import zlib
from collections.abc import Collection, Iterable, Iterator

from ...memory.bible import Bible, Character
from ...memory.canon import Fact, Place
from ...memory.frozen import Frozen
from ...memory.script import Beat, Scene, Script
from ...memory.state import NAME, SECRET, State
from ..crew import Told
from .drafting import name_of

CANON_ROOM = 10_000
"""Characters of canon that a judge is told: the same for the hundredth episode as for the fifth."""
SCRIPT_ROOM = 16_000
"""Characters of a script that a judge is told; an episode has about half of it."""
RECAPS = 4
"""Episodes before this one whose recap is an exhibit."""

_SAID = {
    "allies": "is allied with",
    "enemies": "is the enemy of",
    "married": "is married to",
    "accused": "stands accused",
    "captive": "is held captive",
    "endangered": "is in danger",
    "exposed": "stands exposed",
}
"""How bonds and conditions are said; the others are verbs already."""
_CHANGED = str.maketrans({**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′`", "'"), **dict.fromkeys("–—−", "-")})


class Exhibit(Frozen):
    """Something that can be cited."""

    id: str
    text: str
    place: Place
    """Where it is said; its quote is the whole sentence."""


def canon_exhibits(bible: Bible, told: Told, script: Script, room: int = CANON_ROOM) -> tuple[list[Exhibit], int]:
    """Return what canon says that is near to a script, the nearest first, and how many sentences had no room."""
    people = [one for one in bible.characters if one.id in _heard(script)]
    ids = {one.id for one in people}
    used = {beat.prop for scene in script.scenes for beat in scene.beats} | {event.what for event in script.events}
    places = {scene.location for scene in script.scenes}
    found = [
        *(_stated(id, text) for id, text in standing(told.state, bible, ids)),
        *(_of_fact(fact) for fact in told.facts),
        *(_stated(id, text) for one in people for id, text in _of_person(one, bible, told.state)),
        *(_stated(f"rule.{n}", rule) for n, rule in enumerate(bible.rules, 1)),
        *(_stated(one.id, f"{one.name}: {one.words}.") for one in bible.props if one.id in used),
        *(_stated(one.id, f"{one.name}: {one.words}.") for one in bible.locations if one.id in places),
        *(_of_recap(past) for past in reversed((*told.earlier, *told.scripts)[-RECAPS:])),
    ]
    once = {one.id: one for one in reversed(found)}
    return _within(room, [one for one in found if once[one.id] is one])


def script_exhibits(bible: Bible, script: Script, room: int = SCRIPT_ROOM) -> tuple[list[Exhibit], int]:
    """Return the scenes' headings and beats in order, and how many had no room."""
    return _within(
        room, [one for n, scene in enumerate(script.scenes, 1) for one in _of_scene(n, scene, script, bible)]
    )


def exhibits_told(exhibits: Iterable[Exhibit]) -> str:
    """Return exhibits as text, a line each."""
    return "\n".join(f"[{one.id}] {one.text}" for one in exhibits) or "Nothing."


def standing(state: State, bible: Bible, people: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return what is true of some people at a moment, as ids and sentences."""

    def name(id: str) -> str:
        return name_of(id, bible)

    for who in sorted(state.dead):
        yield f"{who}.dead", f"{name(who)} is dead."
    for who in sorted(state.gone - state.dead):
        yield f"{who}.gone", f"{name(who)} is missing: in no room until they return."
    for who in sorted(state.hurt.keys() & people):
        yield f"{who}.hurt", f"{name(who)} is hurt: {state.hurt[who]}."
    for prop, who in sorted(state.holds.items()):
        if who in people:
            yield f"{prop}.held", f"{name(who)} has {name(prop)}."
    for kind, who, other in sorted(state.bonds):
        if who in people and (not other or other in people):
            said = f"{name(who)} {_SAID.get(kind, kind)} {name(other)}"
            yield f"{who}.{kind}{other and '.' + other}", said.rstrip() + "."
    for who, what, to in sorted(state.promises):
        if who in people:
            yield f"{who}.vow.{zlib.crc32(what.encode()):08x}"[:-4], f"{name(who)} has promised {name(to)}: {what}."


def quoted(quote: str, text: str) -> str:
    """Return the words of a text that a quote repeats letter by letter, or nothing if it does not.

    White space, quotation marks and dashes of another shape and punctuation at the ends do not count; half words do.
    """
    flat = " ".join(text.split())
    wanted = re.sub(r"^\W+|\W+$", "", " ".join(quote.split()).translate(_CHANGED))
    if sum(character.isalnum() for character in wanted) < 2:
        return ""
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", flat.translate(_CHANGED))
    return flat[found.start() : found.end()] if found else ""


def _heard(script: Script) -> set[str]:
    return {id for scene in script.scenes for id in scene.present} | {line.speaker for line in script.lines()}


def _stated(id: str, text: str) -> Exhibit:
    return Exhibit(id=id, text=text, place=Place(episode="", quote=text))


def _of_fact(fact: Fact) -> Exhibit:
    said = fact.evidence
    words = f" (“{said.quote}”)" if said and said.line and said.quote else ""
    until = f" Until {fact.until}." if fact.until else ""
    since = f" Since {fact.since}." if fact.since else ""
    place = said or Place(episode=fact.since, quote=fact.text)
    return Exhibit(id=fact.id, text=f"{fact.text}{since}{until}{words}", place=place)


def _of_person(one: Character, bible: Bible, state: State) -> Iterator[tuple[str, str]]:
    for other in one.relations:
        yield f"{one.id}.{other.to}", f"{name_of(other.to, bible)} is {one.name}'s {other.kind}."
    yield f"{one.id}.person", f"{one.full_name}, {one.look.sex} of {one.look.age}, {one.job}, {one.temper}."
    yield f"{one.id}.looks", f"{one.name} looks like this: {one.look_words}."
    yield f"{one.id}.speech", f"{one.name} speaks like this: {one.speech}"
    knowing = _knowing(SECRET, one, bible, state)
    yield f"{one.id}.secret", f"It is true that {one.secret.rstrip('.')}. Only these know it: {knowing}."
    if one.alias:
        knowing = _knowing(NAME, one, bible, state)
        yield f"{one.id}.name", f"Only these know the name {one.name}: {knowing}. All others say “{one.alias}”."


def _knowing(fact: str, of: Character, bible: Bible, state: State) -> str:
    return ", ".join(sorted(name_of(who, bible) for who, what in state.knows if what == fact + of.id)) or "nobody"


def _of_recap(past: Script) -> Exhibit:
    stopped = "" if past.cliffhanger in past.recap else f" It stopped on this: {past.cliffhanger}"
    text = f"In {past.episode}: {past.recap or past.title}{stopped}"
    return Exhibit(id=past.episode, text=text, place=Place(episode=past.episode, quote=text))


def _of_scene(number: int, scene: Scene, script: Script, bible: Bible) -> Iterator[Exhibit]:
    present = ", ".join(name_of(id, bible) for id in scene.present) or "nobody"
    where = f"{name_of(scene.location, bible)}, day {scene.day}, {scene.hour}, {scene.weather}"
    head = f"Scene {number}: {where}. In the room: {present}."
    place = Place(episode=script.episode, scene=scene.id, quote=head)
    yield Exhibit(id=str(number), text=head, place=place)
    for n, beat in enumerate(scene.beats, 1):
        line = beat.line.id if beat.line else ""
        text = _beat_told(beat, bible)
        yield Exhibit(id=f"{number}.{n}", text=text, place=place.model_copy(update={"line": line, "quote": text}))


def _beat_told(beat: Beat, bible: Bible) -> str:
    line = beat.line
    if line is None:
        return beat.action
    how = {"on": "", "off": ", unseen", "phone": ", by phone", "inner": ", in thought", "narrator": ", telling"}
    to = f" to {name_of(line.to, bible)}" if line.to else ""
    acts = f"{beat.action} " if beat.action else ""
    return f"{acts}{name_of(line.speaker, bible)}{to}{how[line.via]}: “{line.text}”"


def _within(room: int, exhibits: list[Exhibit]) -> tuple[list[Exhibit], int]:
    kept: list[Exhibit] = []
    for one in exhibits:
        room -= len(one.id) + len(one.text) + 4
        if room < 0:
            break
        kept.append(one)
    return kept, len(exhibits) - len(kept)
