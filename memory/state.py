"""What is true at a moment of the story: a State, folded from events."""

from collections.abc import Iterable

from .bible import Bible
from .frozen import Frozen
from .numbering import season_id
from .script import Event, Scene, Script

SECRET = "secret."
"""Fact id of a character's secret: ``secret.<character id>``; ``secret.<character id>@s01`` of a season gone by."""
HEALED = 30
"""Days between two seasons after which a wound is a scar and a danger is past."""
NAME = "name."
"""Fact id of a name that not everybody knows: ``name.<character id>``."""

_BONDS = {
    "ally": "allies",
    "enemy": "enemies",
    "love": "loves",
    "married": "married",
    "trust": "trusts",
    "distrust": "distrusts",
    "owes": "owes",
}
_AGAINST = {
    "allies": ("enemies", "distrusts"),
    "enemies": ("allies", "trusts"),
    "trusts": ("distrusts",),
    "distrusts": ("trusts",),
    "loves": (),
    "married": (),
    "owes": (),
}
_MUTUAL = frozenset({"allies", "enemies", "married"})
_KIN_BONDS = {
    "loves": ("husband", "wife", "fiancé", "fiancée", "lover", "boyfriend", "girlfriend"),
    "married": ("husband", "wife"),
    "enemies": ("rival", "enemy", "nemesis"),
    "trusts": (
        "best friend",
        "friend",
        "mother",
        "father",
        "grandmother",
        "grandfather",
        "sister",
        "brother",
        "mentor",
        "daughter",
        "son",
    ),
}


class State(Frozen):
    """Who is alive, where, in what, holding what, knowing what, and how people stand to each other."""

    dead: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    """Missing from the story's rooms until they return."""
    where: dict[str, str] = {}
    wears: dict[str, int] = {}
    """Wardrobe index; absent: the usual."""
    holds: dict[str, str] = {}
    """Prop id to the character who has it."""
    knows: frozenset[tuple[str, str]] = frozenset()
    """Character id and fact id."""
    hurt: dict[str, str] = {}
    bonds: frozenset[tuple[str, str, str]] = frozenset()
    """``(trusts, mia, dana)``; conditions of one person have an empty third: ``(accused, mia, "")``."""
    promises: frozenset[tuple[str, str, str]] = frozenset()
    open_threads: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    """Who has been seen or named."""
    day: int = 1
    hour: int = 0
    """Last hour played: 0 dawn, 1 day, 2 dusk, 3 night."""


HOURS = ("dawn", "day", "dusk", "night")


def initial(bible: Bible) -> State:
    """Return what is true before the first episode: who has what, who knows their own secret, who is gone."""
    bonds: set[tuple[str, str, str]] = set()
    dead: set[str] = set()
    for person in bible.characters:
        for relation in person.relations:
            kind = relation.kind
            if kind.startswith("late "):
                dead.add(relation.to)
            plain = kind.removeprefix("late ")
            bonds.update((bond, person.id, relation.to) for bond, kinds in _KIN_BONDS.items() if plain in kinds)
    return State(
        dead=frozenset(dead),
        gone=frozenset(person.id for person in bible.characters if person.role == "missing"),
        holds={prop.id: prop.holder for prop in bible.props if prop.holder},
        knows=frozenset((person.id, SECRET + person.id) for person in bible.characters) | _names_known(bible),
        bonds=frozenset(bonds),
    )


def _names_known(bible: Bible) -> frozenset[tuple[str, str]]:
    """Return who knows the names that not everybody knows: their owners, and those who call them kin."""
    known = set()
    for person in bible.characters:
        if person.alias:
            kin = {relation.to for relation in person.relations}
            kin |= {other.id for other in bible.characters for relation in other.relations if relation.to == person.id}
            known |= {(who, NAME + person.id) for who in {person.id, *kin}}
    return frozenset(known)


def thread_id(season: int, id: str) -> str:
    """Return the id under which a season's thread goes on in later ones: ``s01.t07.first_word``."""
    return id if id.startswith("s") else f"{season_id(season)}.{id}"


def carried(state: State, past: Bible, bible: Bible) -> State:
    """Return what is true as a season begins, given the state in which the one before it ended and both Bibles.

    Deaths, bonds, promises, knowledge, objects and open threads stay. Where people are and what they wear is open again
    after the days between; weeks heal wounds (the scar is in the Look) and end a danger. A secret that has been
    replaced by another is kept as the past season's; so are the ids of its threads. Who is cast as missing is gone.
    """
    fresh = initial(bible)
    old = {person.id: person for person in past.characters}
    replaced = {p.id for p in bible.characters if p.id in old and p.secret != old[p.id].secret}
    label = f"@s{past.season:02d}"
    knows = {
        (who, what + label if what.removeprefix(SECRET) in replaced and what.startswith(SECRET) else what)
        for who, what in state.knows
    }
    new = {person.id for person in bible.characters if person.id not in old}
    known = {prop.id for prop in past.props}
    held = {prop: who for prop, who in fresh.holds.items() if who in new or prop not in known} | state.holds
    rested = bible.gap >= HEALED
    bonds = {bond for bond in state.bonds if not (bond[0] == "exposed" and bond[1] in replaced)}
    bonds = {bond for bond in bonds if not (rested and bond[0] in ("captive", "endangered"))}
    lost = {p.id for p in bible.characters if p.role == "missing" and (p.id not in old or old[p.id].role != "missing")}
    return state.model_copy(
        update={
            "dead": state.dead | {id for id in fresh.dead if id in new},
            "gone": state.gone | lost,
            "hurt": {} if rested else state.hurt,
            "open_threads": frozenset(thread_id(past.season, id) for id in state.open_threads),
            "holds": {prop: who for prop, who in held.items() if who not in state.dead},
            "knows": frozenset(knows | {pair for pair in fresh.knows if pair[0] in new | replaced}),
            "bonds": frozenset(bonds | {bond for bond in fresh.bonds if bond[1] in new or bond[2] in new}),
            "where": {},
            "wears": {},
            "day": state.day + max(1, bible.gap),
            "hour": 0,
        }
    )


def apply(state: State, event: Event, room: Iterable[str] = ()) -> State:
    """Return the state after one event; what is revealed to nobody in particular, everybody in the room hears."""
    if event.kind == "reveals" and not event.to:
        return state.model_copy(update={"knows": state.knows | {(who, event.what) for who in room}})
    update = _CHANGES.get(event.kind)
    return state.model_copy(update=update(state, event)) if update else state


def room_at(scene: Scene | None, before: Iterable[Event]) -> frozenset[str]:
    """Return who is in the room of a scene after some events: those present, less who has left, and who has come."""
    if scene is None:
        return frozenset()
    room = set(scene.present)
    for event in before:
        if event.scene == scene.id and event.kind == "goes" and event.beat:
            (room.add if event.where == scene.location else room.discard)(event.who)
        elif event.scene == scene.id and event.kind == "returns":
            room.add(event.who)
    return frozenset(room)


def fold(state: State, scripts: Iterable[Script]) -> State:
    """Return the state after whole episodes, in order: events, the clock, and who was met."""
    for script in scripts:
        scenes = {scene.id: scene for scene in script.scenes}
        for count, event in enumerate(script.events):
            room = room_at(scenes.get(event.scene), script.events[:count]) if event.kind == "reveals" else ()
            state = apply(state, event, room)
        seen = {id for scene in script.scenes for id in scene.present} | {line.speaker for line in script.lines()}
        clock = {"day": script.scenes[-1].day, "hour": HOURS.index(script.scenes[-1].hour)} if script.scenes else {}
        state = state.model_copy(update={"met": state.met | seen, **clock})
    return state


def holds_true(state: State, condition: str) -> bool:
    """Tell whether a ground condition holds: ``trusts mia dana``, ``not hurt mia``, ``free ring``."""
    kind, *ids = condition.split()
    if kind == "not":
        return not holds_true(state, " ".join(ids))
    first, second = (*ids, "", "")[:2]
    if kind in ("knows", "unaware"):
        return ((first, second) in state.knows) == (kind == "knows")
    if kind == "holds":
        return state.holds.get(second) == first
    if kind == "free":
        return first not in state.holds
    if kind in ("alive", "dead"):
        return (first in state.dead) == (kind == "dead")
    if kind in ("hurt", "sound"):
        return (first in state.hurt) == (kind == "hurt")
    if kind == "promised":
        return any(who == first and to == second for who, _, to in state.promises)
    if kind == "safe":
        return ("captive", first, "") not in state.bonds and ("endangered", first, "") not in state.bonds
    if kind in ("present", "away"):
        return True
    return (kind, first, second) in state.bonds


def _learns(state: State, event: Event) -> dict[str, object]:
    return {"knows": state.knows | {(event.who, event.what)}}


def _reveals(state: State, event: Event) -> dict[str, object]:
    return {"knows": state.knows | {(event.to, event.what)}}


def _takes(state: State, event: Event) -> dict[str, object]:
    return {"holds": {**state.holds, event.what: event.who}}


def _gives(state: State, event: Event) -> dict[str, object]:
    return {"holds": {**state.holds, event.what: event.to}}


def _loses(state: State, event: Event) -> dict[str, object]:
    return {"holds": {prop: who for prop, who in state.holds.items() if prop != event.what}}


def _goes(state: State, event: Event) -> dict[str, object]:
    return {"where": {**state.where, event.who: event.where}}


def _wears(state: State, event: Event) -> dict[str, object]:
    return {"wears": {**state.wears, event.who: int(event.what)}}


def _hurts(state: State, event: Event) -> dict[str, object]:
    return {"hurt": {**state.hurt, event.who: event.what}}


def _heals(state: State, event: Event) -> dict[str, object]:
    return {"hurt": {who: what for who, what in state.hurt.items() if who != event.who}}


def _dies(state: State, event: Event) -> dict[str, object]:
    return {"dead": state.dead | {event.who}}


def _returns(state: State, event: Event) -> dict[str, object]:
    return {"dead": state.dead - {event.who}, "gone": state.gone - {event.who}}


def _promises(state: State, event: Event) -> dict[str, object]:
    return {"promises": state.promises | {(event.who, event.what, event.to)}}


def _settles(state: State, event: Event) -> dict[str, object]:
    return {"promises": state.promises - {(event.who, event.what, event.to)}}


def _bond(state: State, event: Event) -> dict[str, object]:
    one, two = event.who, event.to
    if event.what == "apart":
        kept = {bond for bond in state.bonds if {bond[1], bond[2]} != {one, two}}
        return {"bonds": frozenset(kept)}
    kind = _BONDS.get(event.what)
    if kind is None:
        return {}
    pairs = {(one, two), (two, one)} if kind in _MUTUAL else {(one, two)}
    broken = {(other, *pair) for other in _AGAINST[kind] for pair in pairs}
    return {"bonds": (state.bonds - broken) | {(kind, *pair) for pair in pairs}}


_ENDS = {"safe": ("captive", "endangered"), "cleared": ("accused",)}


def _becomes(state: State, event: Event) -> dict[str, object]:
    ended = _ENDS.get(event.what)
    if ended:
        return {"bonds": state.bonds - {(bond, event.who, "") for bond in ended}}
    return {"bonds": state.bonds | {(event.what, event.who, "")}}


def _plants(state: State, event: Event) -> dict[str, object]:
    return {"open_threads": state.open_threads | {event.what}}


def _pays(state: State, event: Event) -> dict[str, object]:
    return {"open_threads": state.open_threads - {event.what}}


_CHANGES = {
    "learns": _learns,
    "reveals": _reveals,
    "takes": _takes,
    "gives": _gives,
    "loses": _loses,
    "goes": _goes,
    "wears": _wears,
    "hurt": _hurts,
    "heals": _heals,
    "dies": _dies,
    "returns": _returns,
    "promises": _promises,
    "keeps": _settles,
    "breaks": _settles,
    "bond": _bond,
    "becomes": _becomes,
    "plants": _plants,
    "pays": _pays,
}
