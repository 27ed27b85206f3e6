"""What people of an invented season say: a small grammar that never says a line twice.

It knows nothing of the house's library, and it says much that only looks like a fault: names that are words, a name
before a comma that calls nobody, brothers who are not in the cast, weekdays of long ago.
"""

import random
import re

from cliffhanger.benchmarks.planting import unseen

NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "sixteen",
    "seventeen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)
THINGS = (
    "doors",
    "windows",
    "letters",
    "steps",
    "cups",
    "lamps",
    "nails",
    "boxes",
    "stamps",
    "coats",
    "candles",
    "hinges",
    "chairs",
    "tickets",
    "drawers",
    "bottles",
)
PLACES = (
    "by the stairs", "behind the bakery", "under the bridge", "in the cellar", "at the tram stop", "on the pier",
    "outside the bank", "near the old well", "in the north wing", "along the canal", "past the tollgate", "by the pump",
)  # fmt: skip
VERBS = ("paint", "bury", "count", "mend", "sell", "hide", "carry", "burn", "weigh", "trade", "polish", "borrow")
TIMES = (
    "before the rain came", "while everybody slept", "when the music stopped", "after the lamps went out",
    "before breakfast", "as the bell rang", "while the tide was out", "after the second glass", "in plain daylight",
)  # fmt: skip
ENDS = (
    "and nobody asked", "and I would do it again", "so do not smile at me", "and that is the whole of it",
    "which is more than you did", "and it cost me everything", "so keep your voice down", "and you know it",
    "because somebody had to", "and the walls have ears",
)  # fmt: skip
FORMS = (
    "I saw {number} {things} {place} {time}, {end}.",
    "You were meant to {verb} the {things} {time}, {end}.",
    "Somebody came to {verb} {number} {things} {place}, {end}.",
    "There are {number} {things} {place} that I never got to {verb}, {end}.",
    "We used to {verb} {things} {place} {time}, {end}.",
    "Give me {number} minutes {place} and I will {verb} your {things}, {end}.",
    "It takes {number} hands to {verb} the {things} {place}, {end}.",
    "They told me to {verb} the {things} {time}, not {place}, {end}.",
)
LOOKALIKES = (
    "Will you {verb} the {things} {place} or shall I, {end}?",
    "Mark my words, the {things} {place} were gone {time}, {end}.",
    "Grace is what you ask for {place} {time}, {end}.",
    "Hope is all that {number} {things} can buy {place}, {end}.",
    "My brother used to {verb} {things} {place} {time}, {end}.",
    "He was like a brother to me {place} {time}, {end}.",
    "It was on a Tuesday that they came to {verb} the {things} {place}, {end}.",
    "Next Sunday I will {verb} {number} {things} {place}, {end}.",
    "Doctor Hale from the clinic had {number} {things} {place} {time}, {end}.",
    "My arm is fine, I only said so {place} {time}, {end}.",
)
"""What looks like a name, a relation, a date or a wound and is none of somebody in the room."""
SECOND_LOOKALIKES = (
    "Bill me for the {things} {place} and be done, {end}.",
    "Dawn broke {place} and the {things} were gone, {end}.",
    "Faith alone will not {verb} {number} {things}, {end}.",
    "Joy has no business {place} {time}, {end}.",
    "A ray of light fell on {number} {things} {place}, {end}.",
    "Somebody's sister, not mine, came to {verb} the {things}, {end}.",
    "He called me his brother {place} {time} and then he left, {end}.",
    "Every Friday we {verb} the {things} {place}, {end}.",
    "It feels like a Monday, all {things} and no bread, {end}.",
    "By Thursday I want {number} {things} {place}, {end}.",
    "Poor old Ferdinand never saw the {things} {place}, {end}.",
    "Listen, sailor, nobody comes to {verb} {things} {place}, {end}.",
    "Your name is on {number} {things} {place}, {end}.",
    "There is not a trace of the {things} {place}, {end}.",
    "Old wounds do not {verb} themselves {time}, {end}.",
)
THIRD_LOOKALIKES = (
    "May I {verb} the {things} {place}, {end}?",
    "Frank talk costs {number} {things}, {end}.",
    "April was cold {place} and the {things} froze, {end}.",
    "Miles of road and not {number} {things} {place}, {end}.",
    "Rob the bank if you like, the {things} {place} stay, {end}.",
    "Cliff paths are no place to {verb} {things}, {end}.",
    "Ruby red, all {number} {things} {place}, {end}.",
    "My own sister could not {verb} {things} {place}, {end}.",
    "Come Saturday they will {verb} the {things}, {end}.",
    "You are like a mother to these {things} {place}, {end}.",
    "Today I {verb} the {things}, Sunday I rest, {end}.",
    "No, Your Honour, I did not {verb} the {things} {place}, {end}.",
    "Whoever calls you brother wants your {things}, {end}.",
)
"""The same for the next sets of seeds."""
ABOUT = (
    "{name} would have known what to {verb} {place} {time}, {end}.",
    "{name}, of all people, left {number} {things} {place}, {end}.",
    "Ask {name} who had to {verb} the {things} {place}, {end}.",
    "I dreamt of {name} {place} {time}, {end}.",
)
SECOND_ABOUT = (
    "{name}, if you ask me, had {number} {things} {place}, {end}.",
    "{name} and I used to {verb} {things} {place}, {end}.",
    "Nobody but {name} could {verb} the {things} {time}, {end}.",
    "It was {name}, not me, who came to {verb} the {things}, {end}.",
    "You sound like {name}. {name}, who had {number} {things} {place}, {end}.",
    "Tell {name}, when you see them, that the {things} {place} are mine, {end}.",
)
CALLS = ("{name}, listen. {rest}", "Look at me, {name}. {rest}", "{rest} Do you hear me, {name}?", "{name}! {rest}")
SECOND_CALLS = (
    "My dear {name}, no. {rest}",
    "Easy, {name}. {rest}",
    "{rest} You know that, {name}.",
    "{name}? {rest}",
)


class Talk:
    """Says new lines for ever; the same seed says the same."""

    def __init__(self, rng: random.Random, words: int = 0) -> None:
        self._rng = rng
        held_out = words == 3
        self._forms = unseen.FORMS if held_out else FORMS
        self._about = unseen.ABOUT if held_out else (*ABOUT, *SECOND_ABOUT) if words else ABOUT
        self._calls = unseen.ADDRESSES if held_out else (*CALLS, *SECOND_CALLS) if words else CALLS
        self._lookalikes = (
            LOOKALIKES,
            (*LOOKALIKES, *SECOND_LOOKALIKES),
            (*LOOKALIKES, *THIRD_LOOKALIKES),
            unseen.LOOKALIKES,
        )[words]
        self._said: set[str] = set()

    def line(self, calling: str = "", about: str = "") -> str:
        """Return a line that was not said; it may call whom it is said to by a name, or speak about somebody."""
        forms = self._about if about else self._lookalikes if self._rng.random() < 0.1 else self._forms
        text = self._filled(self._rng.choice(forms), about)
        if calling:
            text = self._rng.choice(self._calls).format(name=calling, rest=text)
        text = text[0].upper() + text[1:]
        return text if self.new(text) else self.line(calling, about)

    def filler(self) -> str:
        """Return a harmless sentence: nobody's name, no look-alike."""
        return self._filled(self._rng.choice(self._forms), "")

    def new(self, text: str) -> bool:
        """Tell whether a line was never said, and remember it."""
        plain = " ".join(re.findall(r"[a-z0-9']+", text.lower()))
        fresh = plain not in self._said
        self._said.add(plain)
        return fresh

    def once(self, form: str, **slots: str) -> str:
        """Return the form filled, with an ending that makes it new."""
        text = form.format(**slots)
        while not self.new(text):
            text = f"{form.format(**slots)} {self._filled(self._rng.choice(self._forms), '')}"
        return text

    def _filled(self, form: str, name: str) -> str:
        pick = self._rng.choice
        return form.format(
            number=pick(NUMBERS), things=pick(THINGS), place=pick(PLACES), verb=pick(VERBS), time=pick(TIMES),
            end=pick(ENDS), name=name,
        )  # fmt: skip
