"""How a later season can begin: the situations of the library, and which of them follows from a legacy."""

import random
from collections.abc import Sequence
from functools import cache
from typing import Literal

from ....memory.bible import Bible, Character, Prop, PropKind, Role
from ....memory.frozen import Frozen
from ....memory.library import Engine, Opening
from ..library import words
from ..premise.words import has_sign
from .aftermath import Aftermath

Who = Literal[
    "dead", "gone", "beaten", "free", "against", "dear", "trusted", "promised", "loved", "wounded", "old_lead",
    "credited", "new",
]  # fmt: skip
"""Whom a situation is about; ``new``: somebody whom nobody has met."""

Also = Literal["finished", "unfinished", "spinoff", "childless"]
"""What else must be so."""


class Thing(Frozen):
    """An object that comes into the series with a situation."""

    name: str
    kind: PropKind
    words: str


class Situation(Opening):
    """The first episode of a later season, and all that hangs on it.

    Keys as in an Opening, and ``z``, somebody the line speaks of. ``{gap}`` is the time gone by: "a hundred days".
    """

    signs: tuple[str, ...] = ()
    x: Who
    x_role: Role | None = None
    """The part that x plays in the season; none: what fits."""
    z: tuple[Who, ...] = ()
    also: tuple[Also, ...] = ()
    weight: float = 1.0
    engines: tuple[str, ...]
    """Engines that carry it on, best first."""
    gap: tuple[int, int]
    """Days gone by, at least and at most."""
    thing: Thing | None = None
    line: tuple[str, ...]
    """The season in a line, with slots, without its stop."""
    question: tuple[str, ...]
    tails: tuple[str, ...]
    """What the series' title is followed by."""

    def prop(self) -> Prop | None:
        """Return the object it brings."""
        if self.thing is None:
            return None
        id = self.thing.name.removeprefix("the ").replace(" ", "_")
        return Prop(id=id, **self.thing.model_dump())


_FILES = ("people_who_return", "bills_and_promises", "things_that_surface")


@cache
def situations() -> tuple[Situation, ...]:
    """Return the situations of the library, in order."""
    return tuple(Situation.model_validate(card) for name in _FILES for card in words(f"situations/{name}"))


def situation(id: str) -> Situation:
    """Return the situation of that id; ``KeyError`` if there is none."""
    for card in situations():
        if card.id == id:
            return card
    raise KeyError(id)


LUCK = 2.6
"""What chance weighs beside a situation's own weight: two series that end alike go on differently."""
ALWAYS = "bill_comes"
"""The situation that needs nobody but a lead."""


def chosen(after: Aftermath, about: str, named: Sequence[Character], dice: random.Random) -> Situation:
    """Return the situation that follows: what the user asks for first, then what weighs most, none a second time.

    ``named`` are those of the series whom the user's line speaks of.
    """
    played = {bible.recalls.get("situation") for bible in (*after.legacy.past, after.bible)}
    fit = [card for card in situations() if fits(card, after)] or [situation(ALWAYS)]
    fresh = [card for card in fit if card.id not in played] or fit

    def score(card: Situation) -> float:
        asked = sum(1.0 + 0.5 * sign.count(" ") for sign in card.signs if about and has_sign(about, sign))
        meant = any(person in after.who(card.x) for person in named) if card.x != "new" else False
        return 3.0 * asked + 2.0 * meant + card.weight + LUCK * dice.random()

    return max(fresh, key=score)


def fits(card: Situation, after: Aftermath) -> bool:
    """Tell whether a situation can follow: the people it is about are there, and the rest is so."""
    told = {
        "finished": after.legacy.finished,
        "unfinished": not after.legacy.finished,
        "spinoff": after.lead is not after.bible.characters[0],
        "childless": all(person.role != "child" for person in after.others),
    }
    going_on = {"unfinished", "spinoff"} & set(card.also)
    there = bool(card.x == "new" or after.who(card.x)) and (not card.z or third(card, after) is not None)
    return (told["finished"] or bool(going_on)) and there and all(told[one] for one in card.also)


def subject(card: Situation, after: Aftermath, named: Sequence[Character]) -> Character | None:
    """Return whom a situation is about, whoever is named first; None if it is somebody new."""
    people = after.who(card.x) if card.x != "new" else ()
    return next((person for person in people if person in named), next(iter(people), None))


def third(card: Situation, after: Aftermath) -> Character | None:
    """Return whom a situation's ``z`` is; None if it is nobody."""
    return next((person for one in card.z for person in after.who(one)), None)


def engine_for(
    after: Aftermath,
    card: Situation,
    engines: Sequence[Engine],
    about: str,
    nearest: Sequence[str],
    dice: random.Random,
) -> Engine:
    """Return the engine of the next season: none that the series has had, and one that its people can bear."""
    data = words("sequels")["engines"]
    had = [bible.engine for bible in (*after.legacy.past, after.bible)]
    liked = [*card.engines, *(id for id in data["any"] if id not in card.engines)]
    able = [engine for engine in engines if engine.id in liked and _bearable(engine.id, card, after)]
    fresh = [engine for engine in able if engine.id not in had]

    def score(engine: Engine) -> float:
        asked = sum(1.0 + 0.7 * sign.count(" ") for sign in engine.signs if about and has_sign(about, sign))
        near = 0.5 / (1 + nearest.index(engine.id)) if engine.id in nearest and about else 0.0
        return 1.5 * min(asked, 2.0) + near - 0.5 * liked.index(engine.id) + dice.random()

    return max(fresh, key=score) if fresh else max(able, key=lambda engine: had[::-1].index(engine.id))


def _bearable(engine: str, card: Situation, after: Aftermath) -> bool:
    """Tell whether an engine says nothing of these people that the viewer knows to be otherwise."""
    loved = any(after.loves(person) for person in after.others)
    needs = {
        "missing_person": card.x_role == "missing" or bool(after.who("gone")),
        "uncanny_warning": card.x_role == "missing" or bool(after.who("gone")),
        "second_chance": any(after.parted(person) for person in after.others),
        "contract_marriage": not loved,
        "experiment": after.bible.period == "scifi",
        "double_life": after.bible.period in ("now", "scifi"),
        "wrongly_accused": after.bible.period in ("now", "scifi"),
    }
    return needs.get(engine, True)


def later(bible: Bible) -> bool:
    """Tell whether a Bible is of a season that takes up an earlier one, as the house writes it."""
    return bible.season > 1 and any(card.id == bible.recalls.get("situation") for card in situations())
