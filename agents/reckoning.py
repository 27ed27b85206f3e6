"""The reckoning of a season: who got what they wanted, what it cost, and what viewers were promised."""

from collections.abc import Sequence

from ..memory.bible import Bible, Character
from ..memory.script import Thread
from ..memory.state import SECRET, State


def won(bible: Bible, state: State, finished: bool) -> tuple[str, ...]:
    """Return who got what they wanted, a sentence each; of an unfinished season nobody has."""
    if not finished:
        return ()
    beaten = any(beaten_villain(person, state) for person in bible.characters)
    found = []
    for person in living(bible, state):
        if person.role == "villain" and not beaten_villain(person, state):
            found.append(f"{person.name} has got away with it, and has {_wish(person)}.")
        elif person.role == "lead" and beaten:
            found.append(f"{person.name} has {_wish(person)}.")
    found += [f"{one.name} and {two.name} are married." for one, two in pairs(bible, state, "married")]
    together = [pair for pair in pairs(bible, state, "loves") if pair not in pairs(bible, state, "married")]
    found += [f"{one.name} and {two.name} have each other." for one, two in together]
    found += [
        f"{person.name}, who was lost, is back."
        for person in living(bible, state)
        if person.role == "missing" and person.id not in state.gone
    ]
    return tuple(found)


def _wish(person: Character) -> str:
    return f"what {_they(person)} wanted: {person.wants}" if person.wants else f"what {_they(person)} wanted"


def cost(bible: Bible, before: State, state: State) -> tuple[str, ...]:
    """Return who died, was hurt, lost something, was exposed or is alone, a sentence each."""
    found = [f"{p.name} is dead." for p in bible.characters if p.id in state.dead - before.dead]
    found += [f"{p.name} is still missing." for p in living(bible, state) if p.id in state.gone]
    found += [f"{p.name} is hurt: {state.hurt[p.id]}." for p in living(bible, state) if p.id in state.hurt]
    found += [f"{p.name} is exposed: everybody knows that {p.secret}." for p in exposed(bible, state)]
    found += [f"{p.name} is still accused." for p in living(bible, state) if ("accused", p.id, "") in state.bonds]
    names = {p.id: p.name for p in bible.characters}
    for prop in bible.props:
        had, has = before.holds.get(prop.id, ""), state.holds.get(prop.id, "")
        if had != has and had in names:
            found.append(
                f"{names[had]} has lost {prop.name}"
                + (f" to {names[has]}." if has in names else ", and nobody has it.")
            )
    for one, two in _parted(bible, before, state):
        found.append(f"{one.name} and {two.name} are apart.")
    for one, two in pairs(bible, state, "enemies"):
        if {("trusts", one.id, two.id), ("trusts", two.id, one.id)} & before.bonds:
            found.append(f"{one.name} and {two.name}, who trusted each other, are enemies.")
    return tuple(found)


def promised(bible: Bible, state: State, threads: Sequence[Thread]) -> tuple[str, ...]:
    """Return what viewers were promised and have not seen: words given, threats, questions; a sentence each."""
    names = {person.id: person.name for person in bible.characters}
    found = [thread.question for thread in threads]
    for who, what, to in sorted(state.promises):
        if who in names and who not in state.dead:
            told = "something" if what in ("", "a promise") else what
            found.append(f"{names[who]} has given {names.get(to, 'somebody')} a word: {told}.")
    for one, two in pairs(bible, state, "enemies"):
        found.append(f"{one.name} and {two.name} are not done with each other.")
    for person in living(bible, state):
        if person.secret and len(knowers(person.id, state)) == 1:
            found.append(f"Nobody knows yet that {person.secret}.")
    return tuple(dict.fromkeys(found))


def living(bible: Bible, state: State) -> list[Character]:
    """Return those who are not dead."""
    return [person for person in bible.characters if person.id not in state.dead]


def knowers(id: str, state: State) -> set[str]:
    """Return who knows somebody's secret."""
    return {who for who, what in state.knows if what == SECRET + id}


def exposed(bible: Bible, state: State) -> list[Character]:
    """Return those whose secret everybody knows."""
    return [person for person in bible.characters if ("exposed", person.id, "") in state.bonds]


def beaten_villain(person: Character, state: State) -> bool:
    """Tell whether somebody is a villain whose secret is out."""
    return person.role == "villain" and ("exposed", person.id, "") in state.bonds


def pairs(bible: Bible, state: State, kind: str) -> list[tuple[Character, Character]]:
    """Return the living couples who are both bound to each other in that way, each once, in order of the cast."""
    people = living(bible, state)
    return [
        (one, two)
        for place, one in enumerate(people)
        for two in people[place + 1 :]
        if {(kind, one.id, two.id), (kind, two.id, one.id)} <= state.bonds
    ]


def _parted(bible: Bible, before: State, state: State) -> list[tuple[Character, Character]]:
    """Return the couples of the season's beginning who love each other no longer."""
    people = living(bible, state)
    return [
        (one, two)
        for place, one in enumerate(people)
        for two in people[place + 1 :]
        if bound(one.id, two.id, before) and not bound(one.id, two.id, state)
    ]


def bound(one: str, two: str, state: State) -> bool:
    """Tell whether one of two loves the other or is married to the other."""
    return bool({(kind, *pair) for kind in ("loves", "married") for pair in ((one, two), (two, one))} & state.bonds)


def _they(person: Character) -> str:
    return "she" if person.look.sex == "woman" else "he"
