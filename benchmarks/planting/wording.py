"""How planted contradictions are worded: another set for every ten thousand seeds.

A checker that learnt one set's turns of phrase by heart shows it on the next. A set that somebody has developed on is
held out no more: then write a new one, and report on that. Sets 0 and 1 are to develop on, 2 is spent, 3 is held out.
"""

import random
import re

from cliffhanger.benchmarks.planting import unseen

SEEDS_OF_A_SET = 10_000
STANDING = ("to develop on", "to develop on", "spent", "held out")
"""Of each set."""
SETS = len(STANDING)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Forms = tuple[tuple[str, ...], ...]
"""Turns of phrase by set."""


def _same(form: str, held_out: tuple[str, ...]) -> Forms:
    """Return one form for the sets that are known, and others for the held-out one."""
    return ((form,), (form,), (form,), held_out)


# What the clean stories say, beside its event.

DATES: Forms = (("Today is {day}.",), *[("Today is {day}.", "It's {day} today.")] * 2, unseen.DATES)
KIN: Forms = (
    ("You are my {kind}, {name}.",),
    *[("You are my {kind}, {name}.", "You're my {kind}, and I love you, {name}.")] * 2,
    unseen.KIN,
)
TELLS = _same("Here is the truth: {secret}.", unseen.TELLS)
DENIES = _same("That is not true, not one word of it.", unseen.DENIES)
PAPERS = _same("It is all in these papers, every page of it.", unseen.PAPERS)
INTRODUCES = _same("My name is {name}.", unseen.INTRODUCES)
PROMISES = _same("I promise you, I will bring it back.", unseen.PROMISES)
WEDS = _same("I do, before all of you.", unseen.WEDS)
PUTS_ON = _same("{name} puts on {words}.", unseen.PUTS_ON)
PICKED_UP = _same("{name} picks up {prop}.", unseen.PICKED_UP)
HANDED = _same("{name} hands {prop} over.", unseen.HANDED)
LOST = _same("{prop} slips into the dark water.", unseen.LOST)
LYING = _same("{prop} lies on the table.", unseen.LYING)
HELD = _same("{name} turns {prop} over.", unseen.HELD)
HURT = _same("{name} falls. When they rise there is {wound}.", unseen.HURT)
HEALED = _same("{name} takes {sign} off for good.", unseen.HEALED)
DIED = _same("{name} falls and does not get up.", unseen.DIED)

# What is planted beside its event.

BACK = _same("Did you think I would stay away?", unseen.BACK)
CALLING = _same("I am calling from the station.", unseen.CALLING)
BEHIND = _same("I am standing right behind you.", unseen.BEHIND)
BAD_LINE = _same("The line is bad, can you hear me now?", unseen.BAD_LINE)
NO_SECRET = _same("It is no secret to me: {secret}.", unseen.NO_SECRET)
LEARNS_AGAIN = _same("What? So {secret}? I never knew.", unseen.LEARNS_AGAIN)
STRANGER = _same("You do not know me yet.", unseen.STRANGER)
POCKETS = _same("{name} pockets {prop}.", unseen.POCKETS)
HANDS = _same("{name} hands {prop} to {to}.", unseen.HANDS)
TURNS = _same("{name} turns {prop} over and over.", unseen.TURNS)
PICKS = _same("{name} picks up {prop}.", unseen.PICKS)
FALLS = _same("{name} falls and does not get up.", unseen.FALLS)
RID = _same("{name} is rid of {wound} at last.", unseen.RID)
OPENS = _same("{name} opens the music box.", unseen.OPENS)

# What is planted in words alone, or with a name.

CALLS = (
    ("{name}, listen.", "Look at me, {name}.", "{name}! Do you hear me?"),
    (
        "Sit down, {name}.", "Why so quiet, {name}?", "{name}, put that away.", "I am talking to you, {name}.",
        "Oh, {name}, you never could lie.", "Good evening, {name}.", "You have changed, {name}!", "{name}? Is it you?",
    ),
    (
        "Leave it, {name}.", "Answer me, {name}.", "{name}, I beg you.", "How dare you, {name}!",
        "Not you too, {name}.", "Believe me, {name}, it is over.", "{name}, your coat is wet.",
    ),
    unseen.CALLS,
)  # fmt: skip
"""Said to somebody, with a name that is not theirs or that the speaker never heard."""
FAMILY_CALLS = (
    ("{name}, look at me.", "Listen to me, {name}."),
    ("So you are {name}.", "{name}, they are waiting for you.", "Come in, {name}, and shut the door."),
    ("Nobody asked you, {name}.", "It is an honour, {name}."),
    unseen.FAMILY_CALLS,
)
"""Said to somebody, with the family name of another."""
MENTIONS = (
    ("I have been to see {name}.", "Ask {name} about it."),
    ("They say {name} is back.", "Is it true what {name} said?", "{name} would never do that.", "I dreamt of {name}."),
    (
        "Has anybody seen {name}?",
        "I owe {name} everything.",
        "It was {name} who did it.",
        "{name}'s hands are not clean.",
    ),
    unseen.MENTIONS,
)
"""Said about somebody whose name the speaker never heard."""
KIN_WRONG = (
    ("You are my {kind}, {name}.",),
    ("You're my {kind}, for heaven's sake.", "I came because you are my {kind}.", "You are still my {kind}, {name}."),
    (
        "After all you are my {kind}, {name}.",
        "{name}, my {kind}, come in.",
    ),
    unseen.KIN_WRONG,
)
"""Said to somebody who is something else to the speaker."""
DAYS = (
    ("Today is {day}.",),
    ("It's {day} today.", "It is {day}, the banks are shut.", "It's only {day}."),
    ("Today's {day}.", "It's a {day} today.", "{day} it is today."),
    unseen.DAYS,
)
ASKS = (
    ("Who are you? I do not even know your name.",),
    ("I do not know your name.", "Nobody has told me what you are called.", "Your name? I never heard it."),
    ("You never gave me your name.",),
    unseen.ASKS,
)
TRACES = (
    ("{name} stretches. {sign}Not a trace of {wound} is left.",),
    (
        "Where {name} had {wound}, all is sound.", "{name} is sound again: {wound} is gone.",
        "{name} is as good as new, and {wound} is a thing of the past.",
    ),
    ("{name} rolls the sleeve up: nothing, where {wound} ought to be.",),
    unseen.TRACES,
)  # fmt: skip


def set_of(seed: int) -> int:
    """Return which set of words and names a seed uses: 0 to develop on, the last as far as nobody has."""
    return min(seed // SEEDS_OF_A_SET, SETS - 1)


def worded(forms: Forms, seed: int, rng: random.Random, **slots: str) -> str:
    """Return one of the forms that a seed may use, filled."""
    return filled(rng.choice(forms[set_of(seed)]), **slots)


def trace(wound: str, seed: int, rng: random.Random, **slots: str) -> str:
    """Return an action that shows that a wound is not there."""
    own = unseen.TRACES_OF.get(wound) if set_of(seed) == SETS - 1 else None
    return filled(rng.choice(own or TRACES[set_of(seed)]), wound=wound, **slots)


def filled(form: str, **slots: str) -> str:
    text = form.format(**slots)
    return text[0].upper() + text[1:]


def weekdays(today: int) -> dict[str, str]:
    """Return the slots of a date; `today` counts from Monday."""
    named = {"day": 0, "tomorrow": 1, "yesterday": -1}
    return {slot: WEEKDAYS[(today + shift) % 7] for slot, shift in named.items()}


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[\\w' ]+?)\\b", re.escape(form.rstrip("."))))


_DATED = [_pattern(form) for form in dict.fromkeys(form for forms in DATES for form in forms)]
_KIN = [_pattern(form) for form in dict.fromkeys(form for forms in KIN for form in forms)]


def weekday_said(text: str) -> str:
    """Return the weekday that it is today by a clean line; empty if it says none."""
    for said in (pattern.search(text) for pattern in _DATED if "day" in text):
        for slot, shift in (("day", 0), ("tomorrow", -1)) if said else ():
            name = said.groupdict().get(slot, "") if said else ""
            if name in WEEKDAYS:
                return WEEKDAYS[(WEEKDAYS.index(name) + shift) % 7]
    return ""


def says_kin(text: str) -> bool:
    """Tell whether a clean line says what somebody is to the speaker."""
    return any(pattern.search(text) for pattern in _KIN)
