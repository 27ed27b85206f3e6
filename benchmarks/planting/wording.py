"""How planted contradictions are worded: one set for development seeds, another for held-out seeds.

A checker that learnt the first set's turns of phrase by heart shows it on the second.
"""

import random

FIRST_HELD_OUT = 10_000
"""Seeds from here on are held out: other names, other words, other look-alikes."""

CALLS = (
    ("{name}, listen.", "Look at me, {name}.", "{name}! Do you hear me?"),
    (
        "Sit down, {name}.", "Why so quiet, {name}?", "{name}, put that away.", "I am talking to you, {name}.",
        "Oh, {name}, you never could lie.", "Good evening, {name}.", "You have changed, {name}!", "{name}? Is it you?",
    ),
)  # fmt: skip
"""Said to somebody, with a name that is not theirs or that the speaker never heard."""
FAMILY_CALLS = (
    ("{name}, look at me.", "Listen to me, {name}."),
    ("So you are {name}.", "{name}, they are waiting for you.", "Come in, {name}, and shut the door."),
)
"""Said to somebody, with the family name of another."""
MENTIONS = (
    ("I have been to see {name}.", "Ask {name} about it."),
    ("They say {name} is back.", "Is it true what {name} said?", "{name} would never do that.", "I dreamt of {name}."),
)
"""Said about somebody whose name the speaker never heard."""
KIN = (
    ("You are my {kind}, {name}.",),
    ("You're my {kind}, for heaven's sake.", "I came because you are my {kind}.", "You are still my {kind}, {name}."),
)
"""Said to somebody who is something else to the speaker."""
DAYS = (("Today is {day}.",), ("It's {day} today.", "It is {day}, the banks are shut.", "It's only {day}."))
ASKS = (
    ("Who are you? I do not even know your name.",),
    ("What was your name again?", "Remind me what you are called.", "I am sorry, have we met?"),
)
TRACES = (
    ("{name} stretches. {sign}Not a trace of {wound} is left.",),
    (
        "{name} lifts the crate as if {wound} had never been.", "The skin is whole where {wound} was.",
        "{name} is as good as new, {wound} and all.",
    ),
)  # fmt: skip


def worded(forms: tuple[tuple[str, ...], tuple[str, ...]], seed: int, rng: random.Random, **slots: str) -> str:
    """Return one of the forms that a seed may use, filled."""
    text = rng.choice(forms[seed >= FIRST_HELD_OUT]).format(**slots)
    return text[0].upper() + text[1:]
