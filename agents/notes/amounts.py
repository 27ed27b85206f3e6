"""How much: numbers, ordinals, seconds, degrees."""

import re

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"last": -1, "final": -1, "opening": 1, "closing": -1, "very first": 1, "very last": -1, "penultimate": -2}

NUMBER = rf"(?:\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|second to last|second last)"

_TENS = ("twenty", "thirty", "forty", "fifty")


def number(word: str) -> int:
    """Return the number that a word says, -1 for the last, 0 if it says none."""
    low = word.lower().strip()
    if low in ("second to last", "second last"):
        return -2
    if digits := re.match(r"\d+", low):
        return int(digits[0])
    parts = re.split(r"[ -]", low)
    if len(parts) == 2 and parts[0] in _TENS:
        return NUMBERS[parts[0]] + NUMBERS.get(parts[1], 0)
    return NUMBERS.get(low, ORDINALS.get(low, 0))


_SECONDS: tuple[tuple[str, float], ...] = (
    (r"half a dozen(?: more)? seconds", 6.0),
    (r"two dozen(?: more)? seconds", 24.0),
    (r"(?:(?:a|one) )?dozen(?: more)? seconds", 12.0),
    (r"half a minute", 30.0),
    (r"(?:a|one) minute and a half", 90.0),
    (r"(?:a )?quarter of a minute", 15.0),
    (r"half a second", 0.5),
    (r"a second and a half|one and a half seconds", 1.5),
    (r"(?:a )?couple(?: of)?(?: more)? seconds", 2.0),
    (r"(?:a )?few(?: more)? seconds|some seconds|several seconds", 3.0),
    (r"(?:a|one)(?: more| extra| full| whole)? second", 1.0),
    (r"(?:a|one) (?:full |whole )?minute", 60.0),
)


def seconds(text: str) -> float:
    """Return the seconds that a text speaks of; 0 if of none."""
    for words, amount in _SECONDS:
        if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE):
            return amount
    tens = "|".join(_TENS)
    found = re.search(
        rf"\b(\d+(?:\.\d+)?|(?:{tens})[ -]\w+|{NUMBER})[ -](?:more |extra |full |whole )?(seconds?|minutes?|beats?)\b",
        text,
        re.IGNORECASE,
    )
    if found is None:
        return 0.0
    amount = float(found[1]) if re.fullmatch(r"[\d.]+", found[1]) else float(number(found[1]))
    return amount * (60.0 if found[2].lower().startswith("minute") else 1.0)


def percent(text: str) -> float:
    """Return the share that a text speaks of, 0.2 for "20 percent"; 0 if of none."""
    found = re.search(rf"\b({NUMBER}) percent\b", text, re.IGNORECASE)
    return number(found[1]) / 100.0 if found else 0.0


def degree(text: str) -> float:
    """Return how strongly something is wanted: 0.5 a little, 1 as said, 2 very much."""
    if re.search(
        r"\b(?:a (?:tiny |little )?bit|slightly|a little|a touch|a tad|somewhat|a hair|a notch|subtly)\b", text
    ):
        return 0.5
    if re.search(r"\b(?:much|a lot|way|far|very|really|super|significantly|lots|drastically|twice|so much)\b", text):
        return 2.0
    return 1.0
