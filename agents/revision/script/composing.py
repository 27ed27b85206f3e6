"""A new scene composed from the script library: a move that fits what it is about and who is in it."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from ....memory.bible import Bible, Location, Prop
from ....memory.library import Move
from ....memory.script import EpisodeOutline, Event, Scene, Script
from ....memory.state import HOURS, State
from ...house.library import load
from ...house.script.planner import Played, Wanted, choose, stems
from ...house.script.sheet import Draft, Sheet
from ...house.script.writer import used_by
from ..possible import NotPossible

_ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"fight|argu|quarrel|row|confront|accus|blam|shout|angry", ("accusation", "humiliation", "threat")),
    (r"kiss|love|romant|flirt|seduc|tender|intima|close to each other|dance", ("seduction", "vow", "reunion")),
    (r"confess|admit|truth|apolog|sorry|own up|forgiv", ("confession", "reunion")),
    (r"threat|menac|blackmail|warn off|intimidat", ("threat", "trap", "warning")),
    (r"warn|danger", ("warning", "threat")),
    (r"deal|bargain|negotiat|price|buy|sell|offer|truce", ("bargain", "alliance")),
    (r"chase|chasing|run(s|ning)? (away|from|after)|pursu|escape|flee", ("chase", "rescue")),
    (r"rescu|save|help|free (him|her|them)", ("rescue", "alliance")),
    (r"betray|sell out|double-cross|stab", ("betrayal", "trap")),
    (r"find|discover|overhear|clue|search|letter|photo|evidence", ("discovery", "unmasking")),
    (r"unmask|expose|reveal|identity|who (he|she) (really )?is", ("unmasking", "discovery")),
    (r"goodbye|farewell|part(s|ing)?\b|leav(e|es|ing)|funeral", ("farewell", "vow")),
    (r"ally|allies|team|together|plan|plot|conspir", ("alliance", "bargain")),
    (r"test|prove|trust", ("test", "alliance")),
    (r"arriv|enter|walks? in|visit|guest|stranger|come(s)? (home|back)", ("arrival", "reunion")),
    (r"reuni|meet(s)? again|find each other|make up|reconcil", ("reunion", "confession")),
    (r"promis|vow|swear|oath|propos|wedding|marr", ("vow", "alliance")),
    (r"humiliat|mock|shame|laugh at|insult", ("humiliation", "accusation")),
    (r"trap|trick|lure|cage|caught", ("trap", "betrayal")),
    (r"turn(s)? the tables|revers|outwit|wins?", ("reversal", "unmasking")),
)
"""What a scene is about, in the user's words, and the families of moves that play it, best first."""
_WEIGHTY = frozenset({"holds", "free", "hurt", "knows", "exposed", "captive", "married", "lied"})
"""Effects that the episodes after it know nothing of: a move without them is taken if there is one."""
WORDS = (24, 95)
"""Words said in a new scene."""


def families_of(about: str) -> tuple[str, ...]:
    """Return the families of moves that play what a text speaks of, best first; none if the library has no such."""
    found = [f for pattern, families in _ABOUT if re.search(rf"\b({pattern})", about.lower()) for f in families]
    return tuple(dict.fromkeys(found))


def composed(
    bible: Bible,
    episode: EpisodeOutline,
    past: tuple[Script, ...],
    state: State,
    id: str,
    beside: Scene,
    places: Sequence[Location],
    present: tuple[str, ...],
    about: str,
) -> tuple[Scene, tuple[Event, ...]]:
    """Return a scene in which just those are present, and what it makes true; ``beside`` lends its hour and weather.

    It plays in one of ``places``, the first if it can. ``past`` are the scripts whose lines must not be said again.
    Raises NotPossible if the library has no such scene.
    """
    for who in present:
        if who in state.gone | state.dead:
            lost = "dead" if who in state.dead else "missing"
            raise NotPossible(
                f"{bible.character(who).name} is {lost} here; the new scene needs somebody who can be there."
            )
    dice = random.Random(f"scene:{id}:{about}:{','.join(present)}")
    families = families_of(about)
    if about.strip() and not families:
        known = ", ".join(sorted({move.family for move in load().moves} - {"memory"}))
        raise NotPossible(
            f"The script library has no scene about “{about[:60]}”. It has {known}: ask for one of these, or write the "
            "scene by hand."
        )
    wanted = Wanted(
        bible.model_copy(update={"locations": tuple(places)}),
        episode.model_copy(update={"cast": present}),
        60,
        families,
        _object(bible, state, present, about),
        used_by(past),
        tuple(places),
        WORDS,
        frozenset(present),
        bible.period,
        narrow=False,
        theme=stems(about),
        day=beside.day,
    )
    played = _played(wanted, state, dice)
    if played is None:
        *first, last = (bible.character(who).name for who in present)
        where = f" at {places[0].name}" if len(places) == 1 else ""
        raise NotPossible(
            f"The script library has no such scene for {', '.join(first)} and {last}{where} as things stand. Name two "
            "others, another place, or write the scene by hand."
        )
    return _put_down(bible, episode, state, dice, played, id, beside)


def _object(bible: Bible, state: State, present: tuple[str, ...], about: str) -> Prop:
    """Return the object that a scene may be about: the one that is named, else one that can be there."""
    told = about.lower().split()
    spoken_of = [prop for prop in bible.props if prop.name.split()[-1].lower() in told]
    there = [prop for prop in bible.props if state.holds.get(prop.id, present[0]) in present]
    return (spoken_of or there or list(bible.props))[0]


def _played(wanted: Wanted, state: State, dice: random.Random) -> Played | None:
    """Return a move in which everybody has a part: one of the families asked for, and one that changes little."""
    cast = len(wanted.episode.cast)
    moves = [move for move in load().moves if not move.recalls and len(move.roles) == cast]
    asked = [move for move in moves if move.family in wanted.families]
    best = [move for move in asked if move.family == wanted.families[0]]
    tries = [_light(best), _light(asked), best, asked] if asked else [_light(moves), moves]
    anyhow = replace(wanted, used=frozenset(id for id in wanted.used if " " in id), words=(12, 120))
    for want, some in ((want, some) for want in (_here(wanted), wanted, anyhow) for some in tries if some):
        found = choose(want, some, state, dice)
        if found is not None and set(found.present) == set(wanted.episode.cast):
            return found
    return None


def _here(wanted: Wanted) -> Wanted:
    """Return the same wish, to be played in the first of its places."""
    place = wanted.places[:1]
    return replace(wanted, places=place, bible=wanted.bible.model_copy(update={"locations": place}))


def _light(moves: Sequence[Move]) -> list[Move]:
    return [move for move in moves if not _weighs(move)]


def _weighs(move: Move) -> bool:
    effects = [*move.leaves, *(effect for exchange in move.exchanges for effect in exchange.leaves)]
    return any(effect.removeprefix("not ").split()[0] in _WEIGHTY for effect in effects)


def _put_down(
    bible: Bible,
    episode: EpisodeOutline,
    state: State,
    dice: random.Random,
    played: Played,
    id: str,
    beside: Scene,
) -> tuple[Scene, tuple[Event, ...]]:
    sheet = Sheet(bible, episode, state, dice)
    sheet.day, sheet.hour, sheet.weather = beside.day, HOURS.index(beside.hour), beside.weather
    sheet.add(Draft.of(played))
    (scene,), first = sheet.scenes, f"{episode.episode}.1"
    outfits = {who: beside.outfits.get(who, 0) if who in beside.present else n for who, n in scene.outfits.items()}
    scene = _renamed(scene.model_copy(update={"outfits": {who: n for who, n in outfits.items() if n}}), first, id)
    events = tuple(Event.model_validate_json(_put(event.model_dump_json(), first, id)) for event in sheet.events)
    return scene, events


def _renamed(scene: Scene, old: str, new: str) -> Scene:
    return Scene.model_validate_json(_put(scene.model_dump_json(), old, new))


def _put(json: str, old: str, new: str) -> str:
    return json.replace(f'"{old}"', f'"{new}"').replace(f'"{old}.', f'"{new}.')


def renumbered(scene: Scene, id: str) -> Scene:
    """Return a scene that somebody has written under an id of its own, its beats and lines counted from one."""
    lines, beats = 0, []
    for number, beat in enumerate(scene.beats, 1):
        line = beat.line
        if line is not None:
            lines += 1
            line = line.model_copy(update={"id": f"{id}.l{lines:02d}"})
        beats.append(beat.model_copy(update={"id": f"{id}.b{number:02d}", "line": line}))
    return scene.model_copy(update={"id": id, "beats": tuple(beats)})
