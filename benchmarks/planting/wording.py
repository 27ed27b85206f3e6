"""How planted contradictions are worded: another set for every ten thousand seeds.

A checker that learnt one set's turns of phrase by heart shows it on the next. A set that somebody has developed on is
held out no more: then write a new one, and report on that.
"""

import random

SEEDS_OF_A_SET = 10_000
SETS = 3

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
)  # fmt: skip
"""Said to somebody, with a name that is not theirs or that the speaker never heard."""
FAMILY_CALLS = (
    ("{name}, look at me.", "Listen to me, {name}."),
    ("So you are {name}.", "{name}, they are waiting for you.", "Come in, {name}, and shut the door."),
    ("Nobody asked you, {name}.", "It is an honour, {name}."),
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
)
"""Said about somebody whose name the speaker never heard."""
KIN = (
    ("You are my {kind}, {name}.",),
    ("You're my {kind}, for heaven's sake.", "I came because you are my {kind}.", "You are still my {kind}, {name}."),
    (
        "After all you are my {kind}, {name}.",
        "You were always a good {kind} to me, {name}.",
        "{name}, my {kind}, come in.",
    ),
)
"""Said to somebody who is something else to the speaker."""
DAYS = (
    ("Today is {day}.",),
    ("It's {day} today.", "It is {day}, the banks are shut.", "It's only {day}."),
    ("Today's {day}.", "It's a {day} today.", "{day} it is today."),
)
ASKS = (
    ("Who are you? I do not even know your name.",),
    ("What was your name again?", "Remind me what you are called.", "I am sorry, have we met?"),
    ("You never gave me your name.", "And who might you be?"),
)
TRACES = (
    ("{name} stretches. {sign}Not a trace of {wound} is left.",),
    (
        "{name} lifts the crate as if {wound} had never been.", "The skin is whole where {wound} was.",
        "{name} is as good as new, {wound} and all.",
    ),
    ("{name} rolls the sleeve up: nothing, where {wound} ought to be.", "One would not guess that there was {wound}."),
)  # fmt: skip


def set_of(seed: int) -> int:
    """Return which set of words and names a seed uses: 0 to develop on, the others as far as nobody has."""
    return min(seed // SEEDS_OF_A_SET, SETS - 1)


def worded(forms: tuple[tuple[str, ...], ...], seed: int, rng: random.Random, **slots: str) -> str:
    """Return one of the forms that a seed may use, filled."""
    text = rng.choice(forms[set_of(seed)]).format(**slots)
    return text[0].upper() + text[1:]
